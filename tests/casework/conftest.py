"""A service of the procedure on a database of its own, and the people of its office."""

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
from tests.casework.a_catalogue import a_catalogue
from tests.casework.rights import head_authorised, simple_lists

SERVICE = "family_benefits"


@pytest.fixture(scope="session")
def issuer() -> TokenIssuer:
    return TokenIssuer()


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    return KeyRing.generate(tmp_path_factory.mktemp("keys") / "keys.json")


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
        await simple_lists(database, gmina)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def service(issuer: TokenIssuer, keys: KeyRing) -> FastAPI:
    # Once: making the routes costs more than copying a database.
    routers = case_routers(a_catalogue(), keys)
    return create_app("Świadczenia testowe", SERVICE, routers, authenticator=issuer.authenticator())


@pytest.fixture
def app(service: FastAPI, database: Database) -> FastAPI:
    service.state.database = database
    return service


@pytest_asyncio.fixture
async def office(app: FastAPI, issuer: TokenIssuer) -> AsyncIterator[Office]:
    async with running(app, issuer) as office:
        yield office


@pytest.fixture
def today(app: FastAPI) -> Iterator[Callable[[date], None]]:
    """Turns the office's calendar to a day; 10 January 2019 unless the test turns it on."""

    def turn(day: date) -> None:
        async def told() -> date:
            return day

        app.dependency_overrides[_today] = told

    turn(date(2019, 1, 10))
    yield turn
    app.dependency_overrides.clear()
