"""Everything pulled again from position 1, and the ledger built anew: statements are the same bytes but for `observed`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import psycopg
import pytest

from gops.demo.files import bookings_csv, plan_csv
from gops.demo.generating import second_gmina
from kit.db import Database
from kit.feed.pages import read_page
from kit.feed.verify import Place, verify
from services.reporting.classification.register import load
from services.reporting.ledger.apply import apply_page
from services.reporting.ledger.facts import Reader
from tests.conftest import PROJECT
from tests.system.houses import TestHouse
from tests.system.sums import post_rows, statement, wait_until_applied

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

SERVICE = "family_benefits"
QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"until": "2019-01-31", "group_by": "benefit"},
    {"until": "2019-02-14", "group_by": "rozdzial"},
    {"definition": "council_annual", "group_by": "source"},
    {"measure": "liability"},
)


@pytest.fixture
def gmina(house: TestHouse, fresh_gminas: Iterator[str], two_months: Path) -> str:
    """A gmina with payments, a plan with a change, and the finance system's documents."""
    gmina = next(fresh_gminas)
    year = second_gmina(7)
    house.all_up([gmina])
    house.load(gmina, SERVICE, two_months)
    for path, content in (("plans", plan_csv(year)), ("bookings", bookings_csv(year))):
        post_rows(house, gmina, path, content)
    wait_until_applied(house, [gmina], [SERVICE])
    return gmina


def _statements(house: TestHouse, gmina: str) -> list[bytes]:
    found: list[dict[str, Any]] = [statement(house, gmina, **query) for query in QUERIES]
    return [orjson.dumps({name: value for name, value in one.items() if name != "observed"}) for one in found]


def _tables(house: TestHouse, gmina: str) -> dict[str, str]:
    """A digest of every table of the ledger and the projection."""
    tables = (
        "ledger_entry",
        "amount_cell",
        "count_cell",
        "set_member",
        "member",
        "posting",
        "list_total",
        "budget_plan",
    )
    with psycopg.connect(house.database("reporting")) as connection:
        return {
            table: str(
                connection.execute(
                    f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t WHERE gmina = %s",
                    (gmina,),
                ).fetchone()
            )
            for table in tables
        }


@pytest.mark.asyncio
async def test_pages_that_were_applied_are_left_alone_when_they_come_again(house: TestHouse, gmina: str) -> None:
    before, tables = _statements(house, gmina), _tables(house, gmina)
    source = Database(house.dsns[SERVICE], service=SERVICE, pool_size=1)
    target = Database(house.dsns["reporting"], service="reporting", pool_size=1)
    await source.open()
    await target.open()
    try:
        async with target.tenants(()) as connection:
            reader = Reader(gmina, SERVICE, await load(connection))
        place, again = Place(), 0
        while True:
            text, count = await read_page(source, gmina, place.sequence, 70)
            if not count:
                break
            page = verify(text, place)
            async with target.tenant(gmina) as connection:
                assert not await apply_page(connection, gmina, SERVICE, place, reader.read(page.items), page.place)
            place, again = page.place, again + 1
    finally:
        await source.close()
        await target.close()

    assert again > 1
    assert _tables(house, gmina) == tables
    assert _statements(house, gmina) == before


def test_a_rebuilt_ledger_gives_the_same_statements(house: TestHouse, gmina: str) -> None:
    before = _statements(house, gmina)
    assert b"utrzymanie_osrodka" in before[1] or b"85219" in before[0]

    environment = {**os.environ, **house.told["reporting"]}
    ended = subprocess.run(
        [sys.executable, "-m", "gops", "rebuild", "--gmina", gmina],
        env=environment, cwd=PROJECT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert ended.returncode == 0, ended.stderr
    wait_until_applied(house, [gmina], [SERVICE])
    assert _statements(house, gmina) == before


def test_a_cursor_that_is_put_back_to_the_first_position_doubles_nothing(house: TestHouse, gmina: str) -> None:
    before = _statements(house, gmina)
    tables = _tables(house, gmina)
    house.stop("reporting")
    with psycopg.connect(house.database("reporting"), autocommit=True) as connection:
        connection.execute(
            "UPDATE source SET sequence = 0, digest = decode(repeat('00', 32), 'hex'), time = '' WHERE gmina = %s AND service = %s",
            (gmina, SERVICE),
        )

    house.start("reporting", gminas=[gmina])
    house.wait_until(lambda: _state(house, gmina) != "following")

    assert _tables(house, gmina) == tables
    found = statement(house, gmina)
    assert orjson.loads(before[0])["total"] == found["total"]


def _state(house: TestHouse, gmina: str) -> str:
    with psycopg.connect(house.database("reporting")) as connection:
        row = connection.execute(
            "SELECT state FROM source WHERE gmina = %s AND service = %s", (gmina, SERVICE)
        ).fetchone()
    return "" if row is None else str(row[0])
