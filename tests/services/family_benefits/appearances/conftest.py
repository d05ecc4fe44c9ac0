"""The service of family benefits on 12 November 2025, with a file plan for benefits of citizens of Ukraine."""

from collections.abc import Callable
from datetime import date

import pytest_asyncio

from kit.testing.clients import Office
from tests.casework.rights import Staff, staff
from tests.services.family_benefits.coordination_matters.conftest import (
    database,
    issuer,
    keys,
    office,
    service,
    stored,
    today,
)

__all__ = ["database", "issuer", "keys", "office", "service", "stored", "today"]

PLAN = {
    "unit": "GOPS",
    "classes": [
        {
            "symbol": "5211", "title": "Świadczenia rodzinne", "category": "B10", "valid_from": "2018-01-01",
            "benefits": ["ukraina_zasilek_pielegnacyjny", "ukraina_zasilek_rodzinny", "zasilek_rodzinny"],
        }
    ],
}  # fmt: skip


@pytest_asyncio.fixture
async def people(office: Office, today: Callable[[date], None]) -> Staff:
    today(date(2025, 11, 12))
    staffed = staff(office)
    answer = await staffed.head.send("PUT", "/v1/file-plan", body=PLAN, if_match=0)
    assert answer.status_code == 200, answer.text
    return staffed
