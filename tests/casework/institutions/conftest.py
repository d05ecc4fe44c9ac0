"""An office in January 2019 that keeps a register of institutions."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import Office
from tests.casework.rights import Staff, staff


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    return staff(office)
