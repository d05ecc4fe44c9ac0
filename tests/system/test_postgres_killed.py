"""kill -9 of PostgreSQL, twenty times in the middle of imports and twenty of pulling; nobody but PostgreSQL is started again."""

import logging
import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest

from kit.secrets import KeyRing
from services.family_benefits.catalogue import CATALOGUE
from tests.system.houses import ROUNDS, Cue, TestHouse
from tests.system.sums import paid_in, rows_of, statement_by_benefit, wait_until_applied, wanted, whole_log

log = logging.getLogger(__name__)

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(900)]

SERVICE: Final = "family_benefits"
SEED = 20190331
DURING_IMPORT = {
    "COPY import_stage": 2,
    "before commit of INSERT INTO import_line": 1,
    "INSERT INTO import_error": 8,
    "INSERT INTO payment": 4,
    "COPY event_stage": 2,
    "before commit of .*event_log": 3,
    "after commit of .*event_log": 3,
    "INSERT INTO import_record": 6,
}
"""Places and how often an import comes there."""
DURING_PULLING = {
    "COPY ledger_stage": 4,
    "before commit of .*ledger_entry": 4,
    "after commit of .*ledger_entry": 4,
    "INSERT INTO count_cell": 4,
}


def _kill_and_restart(house: TestHouse, process: str, pattern: str, number: int) -> None:
    """PostgreSQL dies when the process comes to that place, and is started again."""
    victim = house.postgres.pid
    order = house.order(process, Cue(number, pattern, victim))
    house.wait_until(lambda: len(house.lives(process, order)) > 1 or not _runs(victim), seconds=60)
    house.postgres.start()
    assert house.postgres.pid != victim


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_nothing_is_lost_and_nothing_is_twice_when_postgresql_is_killed(
    house: TestHouse, fresh_gminas: Iterator[str], two_months: Path
) -> None:
    gminas = [next(fresh_gminas) for _ in range(2 * ROUNDS)]
    house.all_up(gminas)
    lives = {name: len(house.exits(name)) for name in (SERVICE, "reporting")}
    rng = random.Random(SEED)

    with ThreadPoolExecutor(1) as loader:
        for number, gmina in enumerate(gminas):
            process, places = (SERVICE, DURING_IMPORT) if number % 2 == 0 else ("reporting", DURING_PULLING)
            pattern, often = list(places.items())[number // 2 % len(places)]
            loading = loader.submit(house.load, gmina, SERVICE, two_months)
            _kill_and_restart(house, process, pattern, rng.randint(1, often))
            log.info("%s: PostgreSQL killed when %s came to %s", gmina, process, pattern)
            assert loading.result(timeout=60).lines > 0
    wait_until_applied(house, gminas, [SERVICE])

    # The processes themselves lived through all of it.
    assert {name: len(house.exits(name)) for name in lives} == lives
    keys = KeyRing.from_file(Path(house.told[SERVICE]["GOPS_KEYS_FILE"]))
    for gmina in gminas:
        expected = wanted({SERVICE: two_months}, gmina, keys, {SERVICE: CATALOGUE})
        house.load(gmina, SERVICE, two_months)
        events = whole_log(house, SERVICE, gmina)
        rows = rows_of(house, SERVICE, gmina)
        assert paid_in(events) == expected.paid, gmina
        assert len(events) == expected.paid.total() + expected.snapshots, gmina
        assert rows["import_record"] == expected.lines.total(), gmina
        assert (rows["payment"], rows["import_line"]) == (expected.lines["payment"], 0), gmina
        assert statement_by_benefit(house, gmina) == expected.shown(), gmina
