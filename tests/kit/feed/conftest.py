"""A database of a service, with its log, for one test."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from gops.postgres import Address
from kit.db import Database
from kit.testing.databases import ServiceDatabase, service_database


@pytest.fixture
def store(postgres: Address) -> Iterator[ServiceDatabase]:
    with service_database(postgres, "family_benefits") as made:
        yield made


@pytest_asyncio.fixture
async def database(store: ServiceDatabase) -> AsyncIterator[Database]:
    database = Database(store.dsn, service="family_benefits", pool_size=20)
    await database.open()
    yield database
    await database.close()
