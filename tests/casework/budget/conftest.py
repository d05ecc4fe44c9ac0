"""An office in January 2019 whose previews ask a plan in the test's hand."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from fastapi import FastAPI

from kit.testing.clients import Office
from tests.casework.budget.a_plan import PlayedPlan
from tests.casework.rights import Staff, staff


@pytest.fixture
def plan(app: FastAPI) -> Iterator[PlayedPlan]:
    app.state.plan = PlayedPlan()
    yield app.state.plan
    del app.state.plan


@pytest.fixture
def people(office: Office, today: Callable[[date], None], plan: PlayedPlan) -> Staff:
    return staff(office)
