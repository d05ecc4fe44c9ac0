"""The people of an office in January 2019."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import Office
from tests.casework.rights import Staff, staff


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    return staff(office)
