"""Two requests of the finance system at once: neither sees what the other has not committed yet, so one waits for the other."""

import asyncio
import csv
import io

import pytest

from kit.db import Database
from kit.rows import RowsRefused
from kit.testing.databases import ServiceDatabase
from services.reporting.bookings.schemas import BookingRow
from services.reporting.bookings.service import EarlierVersionStands, document_id, reverse, take
from tests.services.reporting.an_office import BOOKING_HEADER, booking_row, csv_of

pytestmark = pytest.mark.postgres

MOST = "9999999999999.99"


def rows(*lines: str) -> list[BookingRow]:
    read = csv.DictReader(io.StringIO(csv_of(BOOKING_HEADER, *lines)))
    return [BookingRow.model_validate({name: value for name, value in row.items() if value}) for row in read]


async def second_while_the_first_is_open(
    dsn: str, gmina: str, first: list[BookingRow], second: list[BookingRow]
) -> None:
    """Takes both in, the first one's transaction commits when the second has had its time; raises what the second raised."""
    database = Database(dsn, service="reporting", pool_size=4)

    async def later() -> None:
        async with database.write(gmina) as session:
            await take(session, second)
            await session.commit()

    await database.open()
    try:
        async with database.write(gmina) as session:
            await take(session, first)
            waiting = asyncio.create_task(later())
            await asyncio.wait({waiting}, timeout=0.3)
            await session.commit()
        await waiting
    finally:
        await database.close()


@pytest.mark.asyncio
async def test_of_two_versions_of_a_document_at_once_one_stands(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    versions = [rows(booking_row(document_version=version)) for version in (1, 2)]
    with pytest.raises(EarlierVersionStands):
        await second_while_the_first_is_open(reporting_database.dsn, fresh_gmina, *versions)


@pytest.mark.asyncio
async def test_what_comes_at_once_is_one_sum(reporting_database: ServiceDatabase, fresh_gmina: str) -> None:
    parts = [rows(*[booking_row(MOST, document_id=name)] * 6) for name in ("PK/1", "PK/2")]
    with pytest.raises(RowsRefused):
        await second_while_the_first_is_open(reporting_database.dsn, fresh_gmina, *parts)


@pytest.mark.asyncio
async def test_a_version_waits_for_the_reversal_of_the_one_before(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    database = Database(reporting_database.dsn, service="reporting", pool_size=4)

    async def next_version() -> None:
        async with database.write(fresh_gmina) as session:
            await take(session, rows(booking_row(document_version=2)))
            await session.commit()

    await database.open()
    try:
        async with database.write(fresh_gmina) as session:
            await take(session, rows(booking_row()))
            await session.commit()
        async with database.write(fresh_gmina) as session:
            await reverse(session, document_id(fresh_gmina, "gops", "PK/1", 1))
            waiting = asyncio.create_task(next_version())
            await asyncio.wait({waiting}, timeout=0.3)
            await session.commit()
        await waiting
    finally:
        await database.close()
