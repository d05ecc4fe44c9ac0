"""Pages that are sent on while they are read: whole or cut, and no connection for a reader that does not take its page."""

import asyncio

import psycopg
import pytest

from kit.db import Database
from kit.feed.log import append
from kit.feed.pages import PageBroken, open_page, read_page
from kit.feed.verify import Place, verify
from kit.testing.databases import ServiceDatabase
from tests.kit.feed.reading import GMINA, an_event

pytestmark = pytest.mark.postgres


async def _emit(database: Database, count: int) -> None:
    async with database.tenant(GMINA) as connection:
        await append(connection, GMINA, [an_event() for _ in range(count)])


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("after", "limit", "found"), [(0, 5000, 403), (0, 100, 100), (99, 102, 102), (250, 5000, 153), (403, 10, 0)]
)
async def test_a_page_is_what_lies_behind_the_place(database: Database, after: int, limit: int, found: int) -> None:
    await _emit(database, 403)
    before = verify((await read_page(database, GMINA, 0, after))[0], Place()).place if after else Place()

    text, count = await read_page(database, GMINA, after, limit)

    assert count == found
    assert verify(text, before).place.sequence == after + found


@pytest.mark.asyncio
async def test_a_log_with_a_hole_gives_no_page_that_looks_whole(database: Database, store: ServiceDatabase) -> None:
    await _emit(database, 300)
    with psycopg.connect(store.superuser_dsn) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM event_log WHERE gmina = %s AND sequence = 250", (GMINA,))

    page = await open_page(database, GMINA, 0, 5000)
    taken = []
    with pytest.raises(PageBroken):
        async for part in page.text():
            taken.append(part)

    assert page.count == 300
    assert b"".join(taken).startswith(b"[{")


@pytest.mark.asyncio
async def test_a_page_that_nobody_takes_holds_no_connection(store: ServiceDatabase) -> None:
    database = Database(store.dsn, service="family_benefits", pool_size=1)
    await database.open()
    try:
        await _emit(database, 300)
        left = await open_page(database, GMINA, 0, 5000)

        other = await asyncio.wait_for(read_page(database, GMINA, 0, 10), 5)

        assert (left.count, other[1]) == (300, 10)
    finally:
        await database.close()


@pytest.mark.asyncio
async def test_whoever_goes_before_the_page_is_counted_leaves_the_pool_as_it_was(store: ServiceDatabase) -> None:
    database = Database(store.dsn, service="family_benefits", pool_size=1)
    await database.open()
    try:
        await _emit(database, 3)
        async with database.tenant(GMINA):
            asking = asyncio.create_task(open_page(database, GMINA, 0, 5000))
            await asyncio.sleep(0.05)
            asking.cancel()
            assert (await asyncio.gather(asking, return_exceptions=True))[0].__class__ is asyncio.CancelledError

        assert (await asyncio.wait_for(read_page(database, GMINA, 0, 10), 5))[1] == 3
    finally:
        await database.close()
