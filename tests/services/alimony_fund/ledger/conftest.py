"""The service of the alimony fund on a database of its own, in September 2026, with a debtor and two children."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
import pytest_asyncio
from fastapi import FastAPI

from casework.routers import case_routers
from casework.today import _today
from gops.postgres import Address
from kit.app import create_app
from kit.db import Database
from kit.feed.envelope import new_id
from kit.secrets import KeyRing
from kit.testing.clients import GMINA, Office, running
from kit.testing.databases import ServiceDatabase, service_database
from kit.testing.tokens import TokenIssuer
from services.alimony_fund.catalogue import CATALOGUE
from services.alimony_fund.debtors.tables import DebtorRow, TitleRow
from tests.casework.conftest import issuer, keys
from tests.casework.people import a_person
from tests.casework.rights import Staff, head_authorised, simple_lists, staff

__all__ = ["issuer", "keys"]

SERVICE = "alimony_fund"


@dataclass(frozen=True, slots=True)
class Owing:
    """A debtor of this office, his two children, and where his account is."""

    id: UUID
    person: str
    child: str
    sister: str

    @property
    def account(self) -> str:
        return f"/v1/ledger/accounts/{self.id}"


@pytest.fixture
def stored(postgres: Address) -> Iterator[ServiceDatabase]:
    with service_database(postgres, SERVICE) as made:
        yield made


@pytest_asyncio.fixture
async def database(stored: ServiceDatabase) -> AsyncIterator[Database]:
    database = Database(stored.dsn, service=SERVICE)
    await database.open()
    await head_authorised(database, GMINA)
    await simple_lists(database, GMINA)
    yield database
    await database.close()


@pytest.fixture(scope="package")
def service(issuer: TokenIssuer, keys: KeyRing) -> FastAPI:
    routers = case_routers(CATALOGUE, keys)
    return create_app("Fundusz alimentacyjny", SERVICE, routers, authenticator=issuer.authenticator())


@pytest_asyncio.fixture
async def office(service: FastAPI, database: Database, issuer: TokenIssuer) -> AsyncIterator[Office]:
    service.state.database = database
    async with running(service, issuer) as office:
        yield office


@pytest.fixture
def today(service: FastAPI) -> Iterator[Callable[[date], None]]:
    """Turns the office's calendar to a day; 30 September 2026 unless the test turns it."""

    def turn(day: date) -> None:
        async def told() -> date:
            return day

        service.dependency_overrides[_today] = told

    turn(date(2026, 9, 30))
    yield turn
    service.dependency_overrides.clear()


@pytest_asyncio.fixture
async def people(office: Office, today: Callable[[date], None]) -> Staff:
    return staff(office)


@pytest_asyncio.fixture
async def owing(people: Staff, database: Database) -> Owing:
    return await a_debtor(people, database)


async def a_debtor(people: Staff, database: Database, *, creditor_organ: bool = True, serial: int = 1) -> Owing:
    """A debtor with a title of each child."""
    person, child, sister = [await a_person(people.clerk, serial=serial + one) for one in range(3)]
    debtor = DebtorRow(
        gmina=GMINA, id=new_id(), person=UUID(person), unit="gops", creditor_organ=creditor_organ, debtor_organ=True,
        opened_on=date(2020, 1, 1), noted_by="clerk",
    )  # fmt: skip
    async with database.write(GMINA) as db:
        db.add(debtor)
        await db.flush()
        for entitled in (child, sister):
            db.add(
                TitleRow(
                    gmina=GMINA, id=new_id(), debtor=debtor.id, entitled=UUID(entitled), kind="judgment", court="Sąd Rejonowy w Wieluniu",
                    case_sign="III RC 1/20", monthly=60000, valid_from=date(2020, 1, 1), noted_by="clerk",
                )
            )  # fmt: skip
        await db.commit()
    return Owing(debtor.id, person, child, sister)
