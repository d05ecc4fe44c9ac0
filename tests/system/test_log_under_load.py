"""Sixteen writers on one gmina, transactions held open for seeded random times, a reader pulling all the while."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator

import orjson
import pytest
import pytest_asyncio

from gops.postgres import Address
from kit.db import Database
from kit.feed.log import append
from kit.feed.verify import Place
from kit.testing.databases import ServiceDatabase, service_database
from tests.kit.feed.reading import GMINA, an_event, everything, page

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

WRITERS = 16
EVENTS = 20_000
SEED = 20191122


@pytest.fixture
def store(postgres: Address) -> Iterator[ServiceDatabase]:
    with service_database(postgres, "family_benefits") as made:
        yield made


@pytest_asyncio.fixture
async def database(store: ServiceDatabase) -> AsyncIterator[Database]:
    database = Database(store.dsn, service="family_benefits", pool_size=WRITERS + 2)
    await database.open()
    yield database
    await database.close()


def _sizes(rng: random.Random) -> list[list[int]]:
    """For each writer the sizes of its transactions: mostly small ones, some that go through the stage; 20 000 events in all."""
    sizes: list[list[int]] = [[] for _ in range(WRITERS)]
    left = EVENTS
    while left:
        size = min(left, rng.choice([1, 1, 2, 3, 5, 8, 13, 40, 100, 300]))
        sizes[rng.randrange(WRITERS)].append(size)
        left -= size
    return sizes


async def _write(database: Database, writer: int, sizes: list[int], committed: list[list[str]]) -> None:
    rng = random.Random(SEED + writer)
    for turn, size in enumerate(sizes):
        names = [f"{writer}/{turn}/{n}" for n in range(size)]
        async with database.tenant(GMINA) as connection:
            # What an office does before the event: it reads and writes for a while, in a transaction that is already open.
            await connection.execute("SELECT pg_current_xact_id()")
            await asyncio.sleep(rng.random() * 0.01)
            await append(connection, GMINA, [an_event(name) for name in names])
            await asyncio.sleep(rng.random() * 0.002)
        committed.append(names)


async def _read(database: Database, done: asyncio.Event) -> list[bytes]:
    """Pulls until the writers are done and nothing is left; a gap, a late arrival or a broken chain raises."""
    items: list[bytes] = []
    place = Place()
    while True:
        finished = done.is_set()
        found = await page(database, place, limit=777)
        items += found.items
        place = found.place
        if finished and not found.items:
            return items
        if not found.items:
            await asyncio.sleep(0.001)


@pytest.mark.asyncio
async def test_no_gap_no_late_arrival_and_time_in_order_with_sixteen_writers(database: Database) -> None:
    sizes = _sizes(random.Random(SEED))
    committed: list[list[str]] = []
    done = asyncio.Event()

    reader = asyncio.create_task(_read(database, done))
    await asyncio.gather(*(_write(database, n, sizes[n], committed) for n in range(WRITERS)))
    done.set()
    pulled = await reader

    again, place = await everything(database)
    names = [orjson.loads(item)["data"]["text"] for item in pulled]
    times = [orjson.loads(item)["time"] for item in pulled]
    assert pulled == again
    assert place.sequence == EVENTS
    assert times == sorted(times)
    assert sorted(names) == sorted(name for transaction in committed for name in transaction)
    # The events of one transaction stand together, in the order in which they were emitted.
    starts = {name: place for place, name in enumerate(names)}
    assert all(names[starts[one[0]] : starts[one[0]] + len(one)] == one for one in committed)
