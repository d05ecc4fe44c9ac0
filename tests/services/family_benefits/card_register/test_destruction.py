"""A card when files are destroyed: who holds a valid one stays, and the number of one that is over goes with its holder."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date

import pytest
import pytest_asyncio
from fastapi import FastAPI

from casework.routers import case_routers
from casework.today import _today
from kit.app import create_app
from kit.db import Database
from kit.feed.envelope import new_id
from kit.secrets import KeyRing
from kit.testing.clients import GMINA, Office, running
from kit.testing.tokens import TokenIssuer
from services.family_benefits.slices import OWN
from tests.casework.a_catalogue import a_catalogue
from tests.casework.archives.a_list import carried_out
from tests.casework.conftest import SERVICE
from tests.casework.people import a_household, a_person
from tests.casework.records.a_file import closed
from tests.casework.records.conftest import people
from tests.casework.rights import Staff

__all__ = ["people"]
pytestmark = pytest.mark.postgres
_A_CARD = """
INSERT INTO large_family_card (gmina, id, person, household, kind, form, request, state, number, number_index, ordered_on, issued_on,
                               valid_until, noted_by)
VALUES (%s, %s, %s, %s, 'dziecko', 'tradycyjna', 'new', 'issued', 'x', 'y', '2019-02-01', '2019-02-02', %s, 'jan')
"""


@pytest.fixture(scope="module")
def office_app(issuer: TokenIssuer, keys: KeyRing) -> FastAPI:
    """The procedure of the tests with this service's own slices."""
    catalogue = a_catalogue()
    catalogue.own = OWN
    return create_app("Karty", SERVICE, case_routers(catalogue, keys), authenticator=issuer.authenticator())


@pytest.fixture
def today(office_app: FastAPI) -> Iterator[Callable[[date], None]]:
    def turn(day: date) -> None:
        async def told() -> date:
            return day

        office_app.dependency_overrides[_today] = told

    turn(date(2019, 1, 10))
    yield turn
    office_app.dependency_overrides.clear()


@pytest_asyncio.fixture
async def office(office_app: FastAPI, database: Database, issuer: TokenIssuer) -> AsyncIterator[Office]:
    office_app.state.database = database
    async with running(office_app, issuer) as made:
        yield made


@pytest.mark.parametrize(("valid_until", "stays"), [("2025-01-01", True), ("2024-12-31", False)])
@pytest.mark.asyncio
async def test_the_holder_of_a_card_stays_while_it_is_valid_and_its_number_goes_with_her(
    people: Staff, today: Callable[[date], None], database: Database, valid_until: str, stays: bool
) -> None:
    child = await a_person(people.clerk, first_name="Olek", serial=5)
    anna = await a_person(people.clerk)
    household = await a_household(people.clerk, anna, child)
    await closed(people, today, person=anna, household=household)
    async with database.tenant(GMINA) as connection:
        await connection.execute(_A_CARD, (GMINA, new_id(), child, household, valid_until))
    today(date(2025, 1, 1))

    await carried_out(people, "2025-01-01")

    async with database.tenant(GMINA) as connection:
        rows = await (await connection.execute("SELECT number IS NOT NULL FROM large_family_card")).fetchall()
    assert (await people.clerk.get(f"/v1/persons/{child}")).status_code == (200 if stays else 404)
    assert rows == [(stays,)]
