"""The service of social assistance with its own slices; a social worker who is entered as reader."""

from collections.abc import Callable
from datetime import date

import pytest
import pytest_asyncio

from kit.testing.clients import Caller, Office
from tests.casework.rights import Staff
from tests.services.social_assistance.acts.an_act import ok
from tests.services.social_assistance.acts.conftest import (
    database,
    issuer,
    keys,
    office,
    people,
    service,
    stored,
    today,
)

__all__ = ["database", "issuer", "keys", "office", "people", "service", "stored", "today"]


@pytest.fixture
def worker(office: Office) -> Caller:
    return office.caller("zofia", "social_worker")


@pytest_asyncio.fixture
async def reader(people: Staff, worker: Caller, today: Callable[[date], None]) -> Caller:
    """The same, entered by the head at the beginning of 2026."""
    await ok(people.head.post("/v1/blue-card-readers", {"subject": worker.subject, "since": "2026-01-01"}))
    return worker
