"""The service of social assistance with its own slices, over HTTP on a database of its own, in May 2026."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date

import pytest
import pytest_asyncio
from fastapi import FastAPI

from casework.routers import case_routers
from casework.today import _today
from gops.postgres import Address
from kit.app import create_app
from kit.db import Database
from kit.secrets import KeyRing
from kit.testing.clients import GMINA, OTHER_GMINA, Office, running
from kit.testing.databases import ServiceDatabase, service_database
from kit.testing.tokens import TokenIssuer
from services.social_assistance.catalogue import CATALOGUE
from tests.casework.conftest import issuer, keys
from tests.casework.rights import Staff, head_authorised, staff

__all__ = ["issuer", "keys"]
SERVICE = "social_assistance"


@pytest.fixture
def stored(postgres: Address) -> Iterator[ServiceDatabase]:
    with service_database(postgres, SERVICE) as made:
        yield made


@pytest_asyncio.fixture
async def database(stored: ServiceDatabase) -> AsyncIterator[Database]:
    database = Database(stored.dsn, service=SERVICE)
    await database.open()
    for gmina in (GMINA, OTHER_GMINA):
        await head_authorised(database, gmina)
    yield database
    await database.close()


@pytest.fixture(scope="package")
def service(issuer: TokenIssuer, keys: KeyRing) -> FastAPI:
    routers = case_routers(CATALOGUE, keys)
    return create_app("Pomoc społeczna", SERVICE, routers, authenticator=issuer.authenticator())


@pytest_asyncio.fixture
async def office(service: FastAPI, database: Database, issuer: TokenIssuer) -> AsyncIterator[Office]:
    service.state.database = database
    async with running(service, issuer) as office:
        yield office


@pytest.fixture
def today(service: FastAPI) -> Iterator[Callable[[date], None]]:
    """Turns the office's calendar to a day; 4 May 2026 unless the test turns it."""

    def turn(day: date) -> None:
        async def told() -> date:
            return day

        service.dependency_overrides[_today] = told

    turn(date(2026, 5, 4))
    yield turn
    service.dependency_overrides.clear()


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    return staff(office)
