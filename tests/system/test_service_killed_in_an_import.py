"""kill -9 of a benefit service at twenty places of an import; the loader and the restarted service do the rest by themselves."""

import itertools
import logging
import random
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from gops.demo.files import import_lines
from gops.demo.generating import second_gmina
from gops.demo.loading import Imported
from kit.secrets import KeyRing
from services.family_benefits.catalogue import CATALOGUE
from tests.system.houses import KILLED, NEVER, TestHouse
from tests.system.sums import Wanted, paid_in, rows_of, statement_by_benefit, wait_until_applied, wanted, whole_log

log = logging.getLogger(__name__)

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

SERVICE = "family_benefits"
ROUNDS = 20
SEED = 20191231
TWICE = 5
"""Every fifth round the service dies once more while it takes the import up again."""
PLACES = (
    "COPY import_stage",
    "INSERT INTO import_line",
    "commit of INSERT INTO import_line",
    "INSERT INTO payment",
    "COPY event_stage",
    "before commit of UPDATE event_head",
    "after commit of UPDATE event_head",
)
"""Between receiving and staging, inside a chunk, after the append and before its commit, between two chunks."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    year = second_gmina(SEED)
    path = tmp_path_factory.mktemp("import") / "family_benefits.ndjson"
    path.write_bytes(b"".join(import_lines(year.services[SERVICE], year.year)))
    return path


def _load(house: TestHouse, gmina: str, file: Path) -> "tuple[ThreadPoolExecutor, Future[Imported]]":
    pool = ThreadPoolExecutor(1, thread_name_prefix="loader")
    return pool, pool.submit(house.load, gmina, SERVICE, file)


def _strata(moments: int) -> list[int]:
    """One moment out of each twentieth of an import, drawn from the seed."""
    rng = random.Random(SEED)
    edges = [1 + moments * n // ROUNDS for n in range(ROUNDS + 1)]
    return [rng.randrange(low, high) for low, high in itertools.pairwise(edges)]


def _round(house: TestHouse, gmina: str, file: Path, moment: int, again: int | None) -> list[str]:
    """Loads the file for the gmina and kills the service on the way; where it died."""
    order = house.order(SERVICE, moment)
    pool, loading = _load(house, gmina, file)
    died = []
    with pool:
        while True:
            code = house.wait_for_death(SERVICE, unless=loading.done)
            if code is None:
                break
            assert code == KILLED
            died.append(house.moments(SERVICE, order)[-1].what)
            order = house.order(SERVICE, NEVER if again is None else again)
            again = None
            house.start(SERVICE, wait=False)
        assert loading.result().lines == sum(1 for _ in file.open("rb"))
    return died


def test_an_import_is_whole_after_the_service_was_killed_at_any_place(
    house: TestHouse, fresh_gminas: Iterator[str], file: Path
) -> None:
    untouched, *gminas = [next(fresh_gminas) for _ in range(ROUNDS + 1)]
    house.all_up([], reporting=False)
    order = house.order(SERVICE, NEVER)
    house.load(untouched, SERVICE, file)
    places = _strata(len(house.moments(SERVICE, order)))
    rng = random.Random(SEED + 1)

    died = {
        gmina: _round(house, gmina, file, place, rng.randrange(1, 12) if number % TWICE == 0 else None)
        for number, (gmina, place) in enumerate(zip(gminas, places, strict=True))
    }

    for gmina, where in died.items():
        log.info("%s: killed %s", gmina, ", then ".join(where))
    assert all(died.values())
    assert sum(map(len, died.values())) >= ROUNDS + ROUNDS // TWICE - 1
    everywhere = " / ".join(where for found in died.values() for where in found)
    assert [place for place in PLACES if place not in everywhere] == []
    keys = KeyRing.from_file(Path(house.told[SERVICE]["GOPS_KEYS_FILE"]))
    house.start("reporting", gminas=gminas)
    rows = rows_of(house, SERVICE, untouched)
    lines = None
    for gmina in gminas:
        expected: Wanted = wanted({SERVICE: file}, gmina, keys, {SERVICE: CATALOGUE})
        lines = expected.lines
        # The same content again is nothing, under the old Idempotency-Keys and in an import of its own.
        house.load(gmina, SERVICE, file)
        events = whole_log(house, SERVICE, gmina)
        assert paid_in(events) == expected.paid, gmina
        assert len(events) == len(list(expected.paid.elements())) + expected.snapshots, gmina
        assert rows_of(house, SERVICE, gmina) == rows, gmina
    assert lines is not None
    assert rows["import_line"] == 0
    assert rows["import_record"] == lines.total()
    assert rows["payment"] == lines["payment"]
    wait_until_applied(house, gminas, [SERVICE])
    for gmina in gminas:
        expected = wanted({SERVICE: file}, gmina, keys, {SERVICE: CATALOGUE})
        assert statement_by_benefit(house, gmina) == expected.shown(), gmina
