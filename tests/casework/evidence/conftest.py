"""An office of family benefits that establishes facts, in November 2018."""

from collections.abc import AsyncIterator, Callable
from datetime import date

import pytest
import pytest_asyncio
from fastapi import FastAPI

from casework.routers import case_routers
from casework.today import _today
from kit.app import create_app
from kit.db import Database
from kit.secrets import KeyRing
from kit.testing.clients import Caller, Office, running
from kit.testing.tokens import TokenIssuer
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.conftest import SERVICE
from tests.casework.rights import Staff, staff


@pytest.fixture(scope="package")
def service(issuer: TokenIssuer, keys: KeyRing) -> FastAPI:
    return create_app(
        "Świadczenia rodzinne", SERVICE, case_routers(CATALOGUE, keys), authenticator=issuer.authenticator()
    )


@pytest.fixture
def turned(service: FastAPI) -> Callable[[date], None]:
    def turn(day: date) -> None:
        async def told() -> date:
            return day

        service.dependency_overrides[_today] = told

    turn(date(2018, 11, 15))
    return turn


@pytest_asyncio.fixture
async def office(service: FastAPI, database: Database, issuer: TokenIssuer, turned: object) -> AsyncIterator[Office]:
    service.state.database = database
    async with running(service, issuer) as office:
        yield office


@pytest.fixture
def people(office: Office) -> Staff:
    return staff(office)


@pytest.fixture
def social_worker(office: Office) -> Caller:
    return office.caller("sara", "social_worker")
