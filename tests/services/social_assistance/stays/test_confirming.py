"""Months of stays confirmed beside another writer."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
import pytest

from casework.authority.sight import Sight
from kit.db import Database
from kit.testing.clients import GMINA, Office
from kit.testing.databases import ServiceDatabase
from services.social_assistance.stays import store
from services.social_assistance.stays.tables import SupportMonthRow
from tests.casework.rights import Staff
from tests.services.social_assistance.care_homes.test_care_homes import ok
from tests.services.social_assistance.stays.test_stays import MONTHS, TERM, a_stay

pytestmark = pytest.mark.postgres
BLOCKED = "SELECT count(*) FROM pg_locks WHERE NOT granted"
JUNE = {"month": "2025-06"}


async def entered(people: Staff, serial: int = 1, **other: Any) -> tuple[str, str]:
    """A stay at 300.00 zł a month whose June 2025 is entered, at its third version: its address, and who stays."""
    stay, anna = await a_stay(people, serial=serial)
    await ok(people.clerk.post(f"{stay}/terms", TERM | other, if_match=1))
    await ok(people.clerk.post(f"{stay}/months", JUNE, if_match=2))
    return stay, anna


async def confirmed(who: Any) -> str:
    return str((await ok(who.post(f"{MONTHS}/confirm", JUNE)))["state"])


async def fees(people: Staff) -> list[tuple[str, str, str | None]]:
    """Of each fee its payer, what is open of it, and its decision."""
    listed = (await ok(people.auditor.get("/v1/fees")))["items"]
    shown = [await ok(people.auditor.get(f"/v1/fees/{one['id']}")) for one in listed]
    return [(one["payer"], one["open"], one["decision"]) for one in shown]


async def blocked(stored: ServiceDatabase, waiting: int) -> None:
    """Until so many wait for a lock."""
    with psycopg.connect(stored.superuser_dsn, autocommit=True) as connection:
        for _ in range(600):
            found = connection.execute(BLOCKED).fetchone()
            if found is not None and found[0] >= waiting:
                return
            await asyncio.sleep(0.05)
    raise AssertionError("nobody waits")


@pytest.mark.asyncio
async def test_a_month_that_is_entered_anew_meanwhile_is_confirmed_as_it_was_entered_last(
    people: Staff, database: Database, stored: ServiceDatabase
) -> None:
    stay, _ = await entered(people)
    everything = Sight(GMINA, "jan", open_all=True, units=None)
    async with database.write(GMINA) as holding:
        row = await store.load(holding, everything, UUID(stay.rpartition("/")[2]), lock=True)
        assert row is not None
        before = await store.month_of_stay(holding, row.id, date(2025, 6, 1))
        assert before is not None
        confirming = asyncio.create_task(confirmed(people.head))
        await blocked(stored, 1)
        holding.add(SupportMonthRow(**before.model_dump(exclude={"noted_at"}) | {"number": 2, "days": 10}))
        row.version += 1
        await holding.commit()

    assert await confirming == "confirmed"
    (month,) = (await ok(people.auditor.get(stay)))["months"]
    assert (month["number"], month["state"], month["days"]) == (3, "confirmed", 10)


@pytest.mark.asyncio
async def test_of_two_who_confirm_a_month_at_once_one_does(
    people: Staff, office: Office, database: Database, stored: ServiceDatabase
) -> None:
    stay, anna = await entered(people)
    everything = Sight(GMINA, "jan", open_all=True, units=None)
    async with database.write(GMINA) as holding:
        await store.load(holding, everything, UUID(stay.rpartition("/")[2]), lock=True)
        both = [asyncio.create_task(confirmed(one)) for one in (people.head, office.caller("iga", "head"))]
        await blocked(stored, 2)
    told = await asyncio.gather(*both)

    assert sorted(told) == ["confirmed", "known"]
    assert await fees(people) == [(anna, "300.00", None)]
