"""An office at the end of 2019 whose people find that something was paid without a right to it."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import Office
from tests.casework.rights import Staff, staff


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    today(date(2019, 12, 31))
    return staff(office)
