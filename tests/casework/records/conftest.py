"""An office in January 2019 with a file plan."""

from collections.abc import Callable
from datetime import date

import pytest_asyncio

from kit.testing.clients import Office
from tests.casework.letters.a_letter import STAFF, named
from tests.casework.records.a_file import PLAN
from tests.casework.rights import Staff, staff


@pytest_asyncio.fixture
async def people(office: Office, today: Callable[[date], None]) -> Staff:
    staffed = staff(office)
    answer = await staffed.head.send("PUT", "/v1/file-plan", body=PLAN, if_match=0)
    assert answer.status_code == 200, answer.text
    await named(staffed, STAFF[0])
    return staffed
