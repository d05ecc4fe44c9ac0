"""kill -9 of a benefit service in the middle of an import; the loader and the restarted service do the rest by themselves.

Twenty rounds with the largest of the three, and one at each dangerous place with the others.
"""

import itertools
import logging
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from casework.benefits.catalogue import Catalogue
from kit.secrets import KeyRing
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE
from tests.system.houses import KILLED, ROUNDS, Cue, Moment, TestHouse
from tests.system.sums import Wanted, paid_in, rows_of, statement_by_benefit, wait_until_applied, wanted, whole_log

log = logging.getLogger(__name__)

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(900)]

FAMILY: Final = "family_benefits"
CATALOGUES: Final[dict[str, Catalogue]] = {
    one.service: one for one in (FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND)
}
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


def _drawn(moments: list[Moment], rounds: int) -> list[int | Cue]:
    """A moment of each of PLACES, the others one out of each part of the import; drawn from the seed."""
    rng = random.Random(SEED)
    often = {place: sum(place in one.what for one in moments) for place in _places(moments)}
    found: list[int | Cue] = [Cue(rng.randint(1, max(1, count - 1)), place) for place, count in often.items()][:rounds]
    rest = rounds - len(found)
    # Two imports of the same file differ by a moment or two (a chunk is read while the one before is kept), so the last ones are left out.
    usable = len(moments) * 9 // 10
    edges = [1 + usable * n // max(rest, 1) for n in range(rest + 1)]
    return found + [rng.randrange(low, high) for low, high in itertools.pairwise(edges)]


def _places(moments: list[Moment]) -> list[str]:
    """Those of PLACES that an import comes to: few events are not copied."""
    return [place for place in PLACES if any(place in one.what for one in moments)]


def _round(house: TestHouse, service: str, gmina: str, file: Path, *moments: int | Cue) -> list[str]:
    """Loads the file for the gmina and kills the service on the way; where it died."""
    before = len(house.exits(service))
    order = house.order(service, *moments)
    house.load(gmina, service, file)
    exits = house.exits(service)[before:]
    assert set(exits) == {KILLED}, (moments, [one.what for life in house.lives(service, order) for one in life])
    return [life[-1].what for life in house.lives(service, order)[: len(exits)]]


@pytest.mark.parametrize("service", CATALOGUES)
def test_an_import_is_whole_after_the_service_was_killed_at_any_place(
    house: TestHouse, fresh_gminas: Iterator[str], two_months: Path, whole_years: dict[str, Path], service: str
) -> None:
    file = {FAMILY: two_months, **whole_years}[service]
    untouched = next(fresh_gminas)
    house.all_up([], reporting=False)
    order = house.order(service)
    house.load(untouched, service, file)
    [undisturbed] = house.lives(service, order)
    places = _places(undisturbed)
    assert service != FAMILY or places == list(PLACES)
    assert len(places) >= len(PLACES) - 1
    rounds = ROUNDS if service == FAMILY else min(ROUNDS, len(places))
    gminas = [next(fresh_gminas) for _ in range(rounds)]
    again = random.Random(SEED + 1)

    died = {
        gmina: _round(house, service, gmina, file, moment, *([again.randrange(1, 12)] if number % TWICE == 0 else []))
        for number, (gmina, moment) in enumerate(zip(gminas, _drawn(undisturbed, rounds), strict=True))
    }

    for gmina, where in died.items():
        log.info("%s: killed %s", gmina, ", then ".join(where))
    assert len(died) == rounds
    everywhere = " / ".join(where for found in died.values() for where in found)
    assert [place for place in places[:rounds] if place not in everywhere] == []
    keys = KeyRing.from_file(Path(house.told[service]["GOPS_KEYS_FILE"]))
    house.start("reporting", gminas=gminas)
    rows = rows_of(house, service, untouched)
    same = file.with_name(f"{service}_same.ndjson")
    same.write_bytes(file.read_bytes() + b"\n")
    lines = None
    for gmina in gminas:
        expected: Wanted = wanted({service: file}, gmina, keys, CATALOGUES)
        lines = expected.lines
        # The same again is nothing, under the old Idempotency-Keys and in an import of its own.
        house.load(gmina, service, file)
        assert house.load(gmina, service, same).known_lines == expected.lines.total()
        events = whole_log(house, service, gmina)
        assert paid_in(events) == expected.paid, gmina
        assert len(events) == len(list(expected.paid.elements())) + expected.snapshots, gmina
        assert rows_of(house, service, gmina) == rows, gmina
    assert lines is not None
    assert rows["import_line"] == 0
    assert rows["import_record"] == lines.total()
    assert rows["payment"] == lines["payment"]
    wait_until_applied(house, gminas, [service])
    for gmina in gminas:
        expected = wanted({service: file}, gmina, keys, CATALOGUES)
        assert statement_by_benefit(house, gmina) == expected.shown(), gmina
