"""A benefit service with two recorded benefits, for tests of the import."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
import pytest_asyncio
from fastapi import FastAPI

from casework.benefits.catalogue import Catalogue
from casework.benefits.types import Benefit, BudgetLine, DatedValue
from casework.imports.applying import Applier
from casework.imports.routes import imports_router
from casework.imports.running import ImportRunner
from gops.postgres import Address
from kit.app import create_app
from kit.db import Database
from kit.feed.routes import feed_router
from kit.feed.wake import feed_waker
from kit.law import Law
from kit.secrets import KeyRing
from kit.testing.clients import Office, running
from kit.testing.databases import ServiceDatabase, service_database
from kit.testing.tokens import TokenIssuer

START = date(2017, 1, 1)


def a_line(source: str, paragraf: str = "311") -> BudgetLine:
    return BudgetLine("expenditure", "855", "85502", paragraf, "0", source, "swiadczenia", "zlecone", START)


CATALOGUE = Catalogue(
    "family_benefits",
    [
        Benefit(
            code="zasilek_pielegnacyjny",
            name="zasiłek pielęgnacyjny",
            act="u.ś.r.",
            article="art. 16",
            unit="person",
            counted="entitled",
            kind="recorded",
            variants=(
                DatedValue("dziecko", "dziecko", START),
                DatedValue("dawny", "dawny", START, date(2018, 10, 31)),
                DatedValue("nowy", "nowy", date(2018, 11, 30)),
            ),
            mechanisms=(DatedValue("pozniejszy", "późniejszy", date(2018, 12, 1)),),
            lines=(a_line("dotacja_zlecone_2010"),),
        ),
        Benefit(
            code="posilek",
            name="posiłek",
            act="u.p.s.",
            article="art. 48b",
            unit="person",
            counted="recipient",
            kind="recorded",
            quantity="posilek",
            lines=(a_line("dotacja_wlasne_2030"), a_line("srodki_wlasne")),
        ),
    ],
    Law([]),
)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    return KeyRing.generate(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture
def store(postgres: Address) -> Iterator[ServiceDatabase]:
    with service_database(postgres, "family_benefits") as made:
        yield made


def an_application(store: ServiceDatabase, keys: KeyRing, issuer: TokenIssuer) -> FastAPI:
    database = Database(store.dsn, service="family_benefits", pool_size=4)
    imports = ImportRunner(database, Applier(database, CATALOGUE, keys))

    @asynccontextmanager
    async def connected(_: FastAPI) -> AsyncIterator[None]:
        await database.open()
        yield
        await imports.close()
        await database.close()

    return create_app(
        "test",
        "family_benefits",
        [imports_router(CATALOGUE, keys), feed_router()],
        authenticator=issuer.authenticator(),
        pieces=(connected, feed_waker(database)),
        state={"database": database, "imports": imports},
        body_limits={"/v1/imports/{run}/lines": 2**30},
    )


@pytest_asyncio.fixture
async def office(store: ServiceDatabase, keys: KeyRing) -> AsyncIterator[Office]:
    issuer = TokenIssuer()
    async with running(an_application(store, keys, issuer), issuer) as made:
        yield made
