"""Months of stays confirmed: beside another writer, by whoever is not excluded, at the fee that holds then and by its decision."""

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
from tests.casework.authority.test_sight import restricted
from tests.casework.rights import Staff, a_decision
from tests.services.social_assistance.care_homes.test_care_homes import code, ok
from tests.services.social_assistance.stays.test_stays import MONTHS, STAYS, TERM, a_stay

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


async def a_fee_decision(people: Staff, person: str) -> str:
    body = {
        "benefit": "uslugi_opiekuncze", "on": "2025-06-02", "entitled": person, "recipient": person, "justified": False,
        "recorded": {"amount": "0.00", "first_month": "2025-06", "reason": "Przebywa w schronisku.", "article": "art. 97 ust. 1"},
    }  # fmt: skip
    return await a_decision(people, body)


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


@pytest.mark.asyncio
@pytest.mark.parametrize("matter", ["person", "decision"])
async def test_whoever_is_excluded_from_a_matter_leaves_its_month_to_another(
    people: Staff, office: Office, matter: str
) -> None:
    stay, anna = await entered(people)
    decision = await a_fee_decision(people, anna)
    await ok(people.clerk.post(f"{stay}/terms", TERM | {"decision": decision}, if_match=3))
    _, other = await entered(people, serial=2)
    out = {
        "matter_kind": matter, "matter": {"person": anna, "decision": decision}[matter], "official": people.head.subject,
        "ground": "close_relative", "since": "2025-04-01",
    }  # fmt: skip
    another = office.caller("iga", "head")
    await ok(another.post("/v1/exclusions", out))
    by_her = await confirmed(people.head)
    of_hers = await fees(people)
    by_another = await confirmed(another)

    assert (by_her, of_hers) == ("incomplete", [(other, "300.00", None)])
    assert by_another == "confirmed"
    assert sorted(await fees(people)) == sorted([(anna, "300.00", decision), (other, "300.00", None)])


@pytest.mark.asyncio
async def test_what_is_owed_follows_from_the_term_that_holds_when_the_month_is_confirmed(people: Staff) -> None:
    stay, anna = await entered(people)
    later = {**TERM, "since": "2025-06", "amount": "230.00", "due_day": 20}
    await ok(people.clerk.post(f"{stay}/terms", later, if_match=3))
    state = await confirmed(people.head)
    (month,) = (await ok(people.auditor.get(stay)))["months"]

    assert state == "confirmed"
    assert (month["fee"], month["due_on"], month["basis"]["amount"]) == ("230.00", "2025-07-20", "230.00")
    assert await fees(people) == [(anna, "230.00", None)]


@pytest.mark.asyncio
async def test_a_fee_names_the_decision_by_which_it_is_charged(people: Staff) -> None:
    stay, anna = await a_stay(people)
    decision = await a_fee_decision(people, anna)
    await ok(people.clerk.post(f"{stay}/terms", TERM | {"decision": decision}, if_match=1))
    await ok(people.clerk.post(f"{stay}/months", JUNE, if_match=2))
    await confirmed(people.head)

    assert await fees(people) == [(anna, "300.00", decision)]


@pytest.mark.asyncio
async def test_a_stay_charged_by_a_hidden_decision_is_hidden_with_its_months(people: Staff, office: Office) -> None:
    stay, anna = await a_stay(people)
    decision = await a_fee_decision(people, anna)
    await ok(people.clerk.post(f"{stay}/terms", TERM | {"decision": decision}, if_match=1))
    await ok(people.clerk.post(f"{stay}/months", JUNE, if_match=2))
    open_stay, _ = await entered(people, serial=2)
    await restricted(people, "decision", decision)
    ola = office.caller("ola", "caseworker")

    assert await code(ola.get(stay)) == (404, "support_stay_not_found")
    assert [one["id"] for one in (await ok(ola.get(STAYS)))["items"]] == [open_stay.rpartition("/")[2]]
    assert [one["stay"] for one in (await ok(ola.get(MONTHS)))["items"]] == [open_stay.rpartition("/")[2]]
    assert (await ok(people.clerk.get(stay)))["terms"][0]["decision"] == decision
