"""An office that pays the nursing allowance when its amount rises (184.42 zł to 215.84 zł on 1 November 2019)."""

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
from kit.testing.clients import running
from kit.testing.tokens import TokenIssuer
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.conftest import SERVICE
from tests.casework.rights import Staff, staff


@pytest.fixture(scope="package")
def nursing(issuer: TokenIssuer, keys: KeyRing) -> FastAPI:
    return create_app(
        "Świadczenia rodzinne", SERVICE, case_routers(CATALOGUE, keys), authenticator=issuer.authenticator()
    )


@pytest.fixture
def turned(nursing: FastAPI) -> Callable[[date], None]:
    def turn(day: date) -> None:
        async def told() -> date:
            return day

        nursing.dependency_overrides[_today] = told

    turn(date(2018, 11, 15))
    return turn


@pytest_asyncio.fixture
async def people(nursing: FastAPI, database: Database, issuer: TokenIssuer, turned: object) -> AsyncIterator[Staff]:
    nursing.state.database = database
    async with running(nursing, issuer) as office:
        yield staff(office)
