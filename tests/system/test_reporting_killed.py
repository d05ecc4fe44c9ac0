"""kill -9 of reporting while it pulls: twenty times between apply and commit and ten anywhere; what enters it meanwhile included."""

import logging
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from gops.demo.files import bookings_csv, plan_csv
from gops.demo.generating import second_gmina
from gops.demo.model import DemoYear
from kit.secrets import KeyRing
from services.family_benefits.catalogue import CATALOGUE
from tests.system.houses import KILLED, ROUNDS, Cue, TestHouse
from tests.system.sums import (
    ledger_rows,
    post_rows,
    statement,
    statement_by_benefit,
    wait_until_applied,
    wanted,
    whole_log,
)

log = logging.getLogger(__name__)

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(900)]

SERVICE = "family_benefits"
SEED = 20190630
GMINAS = 16
DEATHS = ROUNDS + ROUNDS // 2
APPLIED = r"before commit of .*ledger_entry"
"""Everything of a page is written and nothing of it is committed."""


@pytest.fixture(scope="module")
def year() -> DemoYear:
    return second_gmina(SEED)


def _cues() -> list[Cue]:
    """Two deaths between apply and commit, then one anywhere."""
    rng = random.Random(SEED)
    return [
        Cue(rng.randrange(1, 80)) if number % 3 == 2 else Cue(rng.randrange(1, 4), APPLIED) for number in range(DEATHS)
    ]


def test_pulling_loses_nothing_and_applies_nothing_twice_when_reporting_is_killed(
    house: TestHouse, fresh_gminas: Iterator[str], year: DemoYear, two_months: Path
) -> None:
    gminas = [next(fresh_gminas) for _ in range(GMINAS)]
    house.all_up([], reporting=False)
    for gmina in gminas:
        house.load(gmina, SERVICE, two_months)
    before = len(house.exits("reporting"))
    order = house.order("reporting", *_cues())

    house.start("reporting", gminas=gminas, wait=False)
    for gmina in gminas:
        for content, path in ((plan_csv(year), "plans"), (bookings_csv(year), "bookings")) * 2:
            post_rows(house, gmina, path, content)
    house.wait_until(lambda: len(house.exits("reporting")) == before + DEATHS, seconds=240)
    wait_until_applied(house, gminas, [SERVICE])

    died = [life[-1].what for life in house.lives("reporting", order)[:DEATHS]]
    for where in died:
        log.info("killed %s", where)
    assert house.exits("reporting")[before:] == [KILLED] * DEATHS
    assert sum("before commit" in where and "ledger_entry" in where for where in died) >= ROUNDS
    assert len(set(died)) >= min(5, DEATHS // 3)
    keys = KeyRing.from_file(Path(house.told[SERVICE]["GOPS_KEYS_FILE"]))
    for gmina in gminas:
        expected = wanted({SERVICE: two_months}, gmina, keys, {SERVICE: CATALOGUE})
        expected.book(year.bookings)
        lines = sum(len(event["data"].get("lines", ())) for event in whole_log(house, SERVICE, gmina))
        assert statement_by_benefit(house, gmina) == expected.shown(), gmina
        assert statement(house, gmina)["total"]["plan"] == f"{sum(row.amount for row in year.plan) / 100:.2f}"
        assert ledger_rows(house, gmina) == lines + len(year.bookings), gmina
