"""The office of the tests of fees, in two gminas whose councils have tables of fees for care: by the month, and by the hour."""

from collections.abc import AsyncIterator, Callable
from datetime import date

import pytest
import pytest_asyncio

from kit.db import Database
from kit.testing.clients import Office
from kit.testing.databases import ServiceDatabase
from tests.casework.rights import Staff, head_authorised, staff
from tests.services.social_assistance.care_services.a_plan import BY_HOUR, BY_MONTH
from tests.services.social_assistance.fees.conftest import SERVICE, issuer, keys, office, service, stored, today

__all__ = ["issuer", "keys", "office", "service", "stored", "today"]


@pytest_asyncio.fixture
async def database(stored: ServiceDatabase) -> AsyncIterator[Database]:
    database = Database(stored.dsn, service=SERVICE)
    await database.open()
    for gmina in (BY_MONTH, BY_HOUR):
        await head_authorised(database, gmina)
    yield database
    await database.close()


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    """The people of the gmina that charges by the month; it is 4 July 2022."""
    today(date(2022, 7, 4))
    return staff(office, BY_MONTH)
