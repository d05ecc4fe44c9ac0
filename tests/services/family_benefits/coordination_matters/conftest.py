"""The service of family benefits with its own slices, over HTTP on a database of its own, in January 2019."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date

import pytest
import pytest_asyncio
from fastapi import FastAPI

from casework.routers import case_routers
from casework.today import _today
from kit.app import create_app
from kit.db import Database
from kit.secrets import KeyRing
from kit.testing.clients import Office, running
from kit.testing.tokens import TokenIssuer
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.conftest import SERVICE, database, issuer, keys, stored
from tests.casework.rights import Staff, staff

__all__ = ["database", "issuer", "keys", "stored"]

PLAN = {
    "unit": "GOPS",
    "classes": [
        {
            "symbol": "5211", "title": "Świadczenia rodzinne", "category": "B10", "valid_from": "2018-01-01",
            "benefits": ["zasilek_pielegnacyjny", "zasilek_rodzinny", "jednorazowa_zapomoga_urodzenie"],
        }
    ],
}  # fmt: skip


@pytest.fixture(scope="package")
def service(issuer: TokenIssuer, keys: KeyRing) -> FastAPI:
    routers = case_routers(CATALOGUE, keys)
    return create_app("Świadczenia rodzinne", SERVICE, routers, authenticator=issuer.authenticator())


@pytest_asyncio.fixture
async def office(service: FastAPI, database: Database, issuer: TokenIssuer) -> AsyncIterator[Office]:
    service.state.database = database
    async with running(service, issuer) as office:
        yield office


@pytest.fixture
def today(service: FastAPI) -> Iterator[Callable[[date], None]]:
    """Turns the office's calendar to a day; 10 January 2019 unless the test turns it."""

    def turn(day: date) -> None:
        async def told() -> date:
            return day

        service.dependency_overrides[_today] = told

    turn(date(2019, 1, 10))
    yield turn
    service.dependency_overrides.clear()


@pytest_asyncio.fixture
async def people(office: Office, today: Callable[[date], None]) -> Staff:
    staffed = staff(office)
    answer = await staffed.head.send("PUT", "/v1/file-plan", body=PLAN, if_match=0)
    assert answer.status_code == 200, answer.text
    return staffed
