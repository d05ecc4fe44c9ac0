"""An office in January 2019 that asks what the months to come will cost."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import Office
from tests.casework.rights import Staff, staff


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    today(date(2019, 1, 10))
    return staff(office)
