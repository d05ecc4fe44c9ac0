"""Files of any length: read while they are sent, a portion in memory at a time, and nothing held when the reader goes away."""

from collections.abc import AsyncIterator
from datetime import date
from typing import cast

import pytest
from fastapi.responses import StreamingResponse

from kit.db import Database
from kit.testing.databases import ServiceDatabase
from services.reporting.exports import AT_ONCE, ROWS_AT_ONCE, Exports, Rows
from tests.services.reporting.an_office import an_office
from tests.services.reporting.logs import Log, pseudonym

pytestmark = pytest.mark.postgres

MANY = 2 * ROWS_AT_ONCE + 500
NUMBERS = Rows(("n",), "SELECT generate_series(1, %(most)s)", {"most": MANY}, list)


def chunks(exports: Exports, gmina: str, rows: Rows = NUMBERS) -> AsyncIterator[bytes]:
    answer = exports.csv(gmina, rows, "numbers")
    assert isinstance(answer, StreamingResponse)
    return cast("AsyncIterator[bytes]", answer.body_iterator)


@pytest.mark.asyncio
async def test_a_long_file_is_written_in_portions(reporting_database: ServiceDatabase, fresh_gmina: str) -> None:
    database = Database(reporting_database.dsn, service="reporting", pool_size=2)
    await database.open()
    try:
        sent = [chunk async for chunk in chunks(Exports(database), fresh_gmina)]
    finally:
        await database.close()
    assert [chunk.count(b"\r\n") for chunk in sent] == [1, ROWS_AT_ONCE, ROWS_AT_ONCE, 500]
    assert b"".join(sent).split() == [b"n", *(str(n).encode() for n in range(1, MANY + 1))]


@pytest.mark.asyncio
async def test_readers_who_go_away_leave_no_connection_and_no_turn_behind(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    database = Database(reporting_database.dsn, service="reporting", pool_size=2)
    await database.open()
    try:
        exports = Exports(database)
        for _ in range(AT_ONCE + 2):
            sent = chunks(exports, fresh_gmina)
            await anext(sent)
            await anext(sent)
            await sent.aclose()  # type: ignore[attr-defined]
        last = [chunk async for chunk in chunks(exports, fresh_gmina)]
    finally:
        await database.close()
    assert len(last) == 4


@pytest.mark.asyncio
async def test_the_file_has_every_entry_as_the_pages_have_them(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    for number in range(40):
        log.pay(100 + number, person=pseudonym(number), on=date(2019, 3, 4), benefits="0.500")
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        reporter = office.as_("reporter")
        items = (await reporter.get("/v1/statements/entries", year=2019, limit=100)).json()["items"]
        answer = await reporter.get("/v1/statements/entries", year=2019, format="csv")
        missing = await reporter.get(
            "/v1/statements/entries", closing="01a201b2-e55b-70c5-bd9e-01e007252b9e", format="csv"
        )
    header, *lines = answer.text.splitlines()
    assert [line.split(",")[header.split(",").index("amount")] for line in lines] == [item["amount"] for item in items]
    assert {line.split(",")[header.split(",").index("benefits")] for line in lines} == {"0.5"}
    assert missing.status_code == 404
