"""The people of an office whose registers say everything that letters need."""

from collections.abc import Callable
from datetime import date

import pytest_asyncio

from kit.testing.clients import Office
from tests.casework.letters.a_letter import registered
from tests.casework.rights import Staff, staff


@pytest_asyncio.fixture
async def people(office: Office, today: Callable[[date], None]) -> Staff:
    staffed = staff(office)
    await registered(staffed)
    return staffed
