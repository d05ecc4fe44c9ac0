"""Two processes of reporting on one database: the same ledger, nothing twice; the lease of one that dies passes on."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kit.secrets import KeyRing
from services.family_benefits.catalogue import CATALOGUE
from tests.system.houses import KILLED, Cue, TestHouse
from tests.system.sums import ledger_rows, statement_by_benefit, wait_until_applied, wanted, whole_log

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

SERVICE = "family_benefits"
BOTH = ("reporting", "reporting-2")
A_PAGE = "after commit of .*ledger_entry"
APPLIED = "before commit of .*ledger_entry"


def _assert_exact(house: TestHouse, gminas: list[str], file: Path) -> None:
    keys = KeyRing.from_file(Path(house.told[SERVICE]["GOPS_KEYS_FILE"]))
    for gmina in gminas:
        expected = wanted({SERVICE: file}, gmina, keys, {SERVICE: CATALOGUE})
        assert statement_by_benefit(house, gmina) == expected.shown(), gmina
        lines = sum(len(event["data"].get("lines", ())) for event in whole_log(house, SERVICE, gmina))
        assert ledger_rows(house, gmina) == lines, gmina


def test_two_workers_share_the_logs_and_apply_nothing_twice(
    house: TestHouse, fresh_gminas: Iterator[str], two_months: Path
) -> None:
    gminas = [next(fresh_gminas) for _ in range(6)]
    house.all_up([], reporting=False)
    orders = {name: house.order(name) for name in BOTH}
    for name in BOTH:
        house.start(name, gminas=gminas)

    def load(some: list[str]) -> None:
        for gmina in some:
            house.load(gmina, SERVICE, two_months)
        wait_until_applied(house, some, [SERVICE])

    load(gminas[:2])
    # Whoever is quicker would have all of them: each is alone for a while, and knows nothing of what the other has applied since.
    for waits, some in (("reporting", gminas[2:4]), ("reporting-2", gminas[4:])):
        with house.paused(waits):
            load(some)

    pages = {
        name: sum("after commit" in one.what and "ledger_entry" in one.what for one in house.lives(name, order)[0])
        for name, order in orders.items()
    }
    assert all(pages.values()), pages
    _assert_exact(house, gminas, two_months)


def test_the_lease_of_a_dead_worker_passes_on(house: TestHouse, fresh_gminas: Iterator[str], two_months: Path) -> None:
    gmina = next(fresh_gminas)
    house.all_up([], reporting=False)
    house.load(gmina, SERVICE, two_months)
    order = house.order("reporting", Cue(2, APPLIED), stay=True)
    before = len(house.exits("reporting"))
    house.start("reporting", gminas=[gmina], wait=False)
    house.wait_until(lambda: house.exits("reporting")[before:] == [KILLED])
    assert house.lives("reporting", order)[0][-1].what.startswith("before commit")
    with psycopg.connect(house.database("reporting")) as connection:
        left = connection.execute(
            "SELECT sequence, lease_owner FROM source WHERE gmina = %s AND service = %s AND lease_until > clock_timestamp()",
            (gmina, SERVICE),
        ).fetchone()
    assert left is not None
    assert left[0] > 0
    assert left[1] is not None

    house.start("reporting-2", gminas=[gmina], wait=False)
    wait_until_applied(house, [gmina], [SERVICE])

    house.order("reporting")
    house.wait_until(lambda: house.answers("reporting"))
    _assert_exact(house, [gmina], two_months)
