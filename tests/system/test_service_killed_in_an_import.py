"""kill -9 of a benefit service at twenty places of an import; the loader and the restarted service do the rest by themselves."""

import itertools
import logging
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from kit.secrets import KeyRing
from services.family_benefits.catalogue import CATALOGUE
from tests.system.houses import KILLED, ROUNDS, Cue, Moment, TestHouse
from tests.system.sums import Wanted, paid_in, rows_of, statement_by_benefit, wait_until_applied, wanted, whole_log

log = logging.getLogger(__name__)

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(900)]

SERVICE: Final = "family_benefits"
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


def _drawn(moments: list[Moment]) -> list[int | Cue]:
    """A moment of each of PLACES, the others one out of each part of the import; drawn from the seed."""
    rng = random.Random(SEED)
    often = {place: sum(place in one.what for one in moments) for place in PLACES}
    found: list[int | Cue] = [Cue(rng.randint(1, max(1, often[place] - 1)), place) for place in PLACES[:ROUNDS]]
    rest = ROUNDS - len(found)
    # Two imports of the same file differ by a moment or two (a chunk is read while the one before is kept), so the last ones are left out.
    usable = len(moments) * 9 // 10
    edges = [1 + usable * n // max(rest, 1) for n in range(rest + 1)]
    return found + [rng.randrange(low, high) for low, high in itertools.pairwise(edges)]


def _round(house: TestHouse, gmina: str, file: Path, *moments: int | Cue) -> list[str]:
    """Loads the file for the gmina and kills the service on the way; where it died."""
    before = len(house.exits(SERVICE))
    order = house.order(SERVICE, *moments)
    house.load(gmina, SERVICE, file)
    exits = house.exits(SERVICE)[before:]
    assert set(exits) == {KILLED}
    return [life[-1].what for life in house.lives(SERVICE, order)[: len(exits)]]


def test_an_import_is_whole_after_the_service_was_killed_at_any_place(
    house: TestHouse, fresh_gminas: Iterator[str], two_months: Path
) -> None:
    untouched, *gminas = [next(fresh_gminas) for _ in range(ROUNDS + 1)]
    house.all_up([], reporting=False)
    order = house.order(SERVICE)
    house.load(untouched, SERVICE, two_months)
    [undisturbed] = house.lives(SERVICE, order)
    again = random.Random(SEED + 1)

    died = {
        gmina: _round(house, gmina, two_months, moment, *([again.randrange(1, 12)] if number % TWICE == 0 else []))
        for number, (gmina, moment) in enumerate(zip(gminas, _drawn(undisturbed), strict=True))
    }

    for gmina, where in died.items():
        log.info("%s: killed %s", gmina, ", then ".join(where))
    assert len(died) == ROUNDS
    everywhere = " / ".join(where for found in died.values() for where in found)
    assert [place for place in PLACES if place not in everywhere] == []
    keys = KeyRing.from_file(Path(house.told[SERVICE]["GOPS_KEYS_FILE"]))
    house.start("reporting", gminas=gminas)
    rows = rows_of(house, SERVICE, untouched)
    same = two_months.with_name("same.ndjson")
    same.write_bytes(two_months.read_bytes() + b"\n")
    lines = None
    for gmina in gminas:
        expected: Wanted = wanted({SERVICE: two_months}, gmina, keys, {SERVICE: CATALOGUE})
        lines = expected.lines
        # The same again is nothing, under the old Idempotency-Keys and in an import of its own.
        house.load(gmina, SERVICE, two_months)
        assert house.load(gmina, SERVICE, same).known_lines == expected.lines.total()
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
        expected = wanted({SERVICE: two_months}, gmina, keys, {SERVICE: CATALOGUE})
        assert statement_by_benefit(house, gmina) == expected.shown(), gmina
