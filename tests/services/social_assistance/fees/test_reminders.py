"""Reminders of fees over HTTP: of all that is overdue, once; delivered, titled after the term; withdrawn; listed, hidden, in the file."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import Office
from tests.casework.authority.test_sight import restricted
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds
from tests.services.social_assistance.fees.test_fees import FEES, assessed

pytestmark = pytest.mark.postgres

REMINDERS = "/v1/fee-reminders"
Turn = Callable[[date], None]


async def reminded(people: Staff, payer: str, **other: Any) -> str:
    """A reminder; its address."""
    answer = await people.accountant.post(REMINDERS, {"payer": payer, "unit": "gops", "cost": "16.00", **other})
    assert answer.status_code == 201, answer.text
    return f"{REMINDERS}/{answer.json()['id']}"


async def step(who: Any, address: str, name: str, version: int, **body: Any) -> tuple[int, str]:
    answer = await who.post(f"{address}/{name}", body, if_match=version)
    told = answer.json()
    return answer.status_code, told.get("code") or told["state"]


async def shown(people: Staff, address: str) -> dict[str, Any]:
    found: dict[str, Any] = (await people.auditor.get(address)).json()
    return found


@pytest.mark.asyncio
async def test_all_that_is_overdue_is_reminded_of_once_and_titled_after_the_term(
    people: Staff, database: Database, today: Turn
) -> None:
    payer = await a_person(people.clerk)
    _, fee = await assessed(database, payer)
    today(date(2025, 7, 15))
    early = await people.accountant.post(REMINDERS, {"payer": payer, "unit": "gops"})
    today(date(2025, 7, 16))
    before = await kinds(people.accountant)
    address = await reminded(people, payer)
    again = await people.accountant.post(REMINDERS, {"payer": payer, "unit": "gops"})
    after = await kinds(people.accountant)
    delivered = await step(people.accountant, address, "deliver", 1, on="2025-07-16")
    running = await kinds(people.accountant)
    told = await shown(people, address)
    today(date(2025, 7, 23))
    too_soon = await step(people.accountant, address, "title", 2)
    today(date(2025, 7, 24))
    over = await kinds(people.accountant)
    titled = await step(people.accountant, address, "title", 2, sign="TW 1/2025")
    done = await kinds(people.accountant)

    assert (early.status_code, early.json()["code"]) == (again.status_code, again.json()["code"]) == (
        409, "nothing_overdue",
    )  # fmt: skip
    assert ("fee_overdue" in before, "fee_overdue" in after) == (True, False)
    assert (delivered, told["pay_by"], told["owed"], told["open"]) == (
        (200, "delivered"),
        "2025-07-23",
        "60.00",
        "60.00",
    )
    assert [(one["fee"], one["owed"]) for one in told["lines"]] == [(fee, "60.00")]
    assert ("fee_reminder_term" in running, "fee_title" in running) == (True, False)
    assert too_soon == (409, "reminder_term_runs")
    assert ("fee_reminder_term" in over, "fee_title" in over, "fee_title" in done) == (False, True, False)
    assert titled == (200, "titled")


@pytest.mark.asyncio
async def test_what_was_paid_after_the_reminder_is_not_enforced_and_what_was_withdrawn_is_reminded_of_again(
    people: Staff, database: Database, today: Turn
) -> None:
    payer = await a_person(people.clerk)
    _, fee = await assessed(database, payer)
    today(date(2025, 7, 16))
    first = await reminded(people, payer)
    assert await step(people.accountant, first, "withdraw", 1) == (200, "withdrawn")
    second = await reminded(people, payer)
    assert await step(people.accountant, second, "deliver", 1, on="2025-07-15") == (422, "day_out_of_order")
    assert await step(people.accountant, second, "deliver", 1) == (200, "delivered")
    part = await people.accountant.post(f"{FEES}/{fee}/received", {"amount": "40.00"}, if_match=1)
    left = await shown(people, second)
    today(date(2025, 7, 24))
    waits = await kinds(people.accountant)
    rest = await people.accountant.post(f"{FEES}/{fee}/received", {"amount": "20.00"}, if_match=2)
    nobody = await kinds(people.accountant)

    assert (part.status_code, rest.status_code) == (200, 200)
    assert (left["owed"], left["open"]) == ("60.00", "20.00")
    assert ("fee_title" in waits, "fee_title" in nobody) == (True, False)
    assert await step(people.accountant, second, "title", 2) == (409, "nothing_overdue")
    assert await step(people.accountant, second, "end", 2) == (409, "transition_not_allowed")


@pytest.mark.asyncio
async def test_a_term_that_would_end_on_a_free_day_ends_on_the_next_one(
    people: Staff, database: Database, today: Turn
) -> None:
    """Delivered on a Saturday, 19 July 2025: the seventh day is a Saturday, so the term ends on Monday 28 July."""
    payer = await a_person(people.clerk)
    await assessed(database, payer)
    today(date(2025, 7, 19))
    address = await reminded(people, payer)
    await step(people.accountant, address, "deliver", 1)
    found = await shown(people, address)
    today(date(2025, 7, 28))
    last_day = await step(people.accountant, address, "title", 2)
    today(date(2025, 7, 29))
    after = await step(people.accountant, address, "title", 2)

    assert found["pay_by"] == "2025-07-28"
    assert (last_day, after) == ((409, "reminder_term_runs"), (200, "titled"))


@pytest.mark.asyncio
async def test_reminders_are_filtered_sorted_printed_and_hidden(
    people: Staff, database: Database, office: Office, today: Turn
) -> None:
    anna, jan = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    fees = [(await assessed(database, one))[1] for one in (anna, jan)]
    today(date(2025, 7, 16))
    first = await reminded(people, anna)
    today(date(2025, 7, 17))
    second = await reminded(people, jan)
    one, other = (address.rpartition("/")[2] for address in (first, second))

    async def listed(who: Any = people.auditor, **query: object) -> list[str]:
        return [str(item["id"]) for item in (await who.get(REMINDERS, **query)).json()["items"]]

    page = (await people.auditor.get(REMINDERS, limit=1)).json()
    assert await listed() == [one, other]
    assert await listed(sort="-issued_on") == [other, one]
    assert await listed(payer=jan) == await listed(fee=fees[1]) == [other]
    assert await listed(state="delivered") == []
    assert await listed(limit=1, cursor=page["next_cursor"]) == [other]
    assert len((await people.auditor.get(REMINDERS, format="csv")).text.splitlines()) == 3
    assert (await people.auditor.get(REMINDERS, nobody="x")).json()["code"] == "unknown_parameter"
    await restricted(people, "person", anna)
    ola, stranger = office.caller("ola", "accountant"), office.caller("ola", "accountant", gmina="990101")
    assert await listed(ola) == [other]
    assert await listed(stranger) == []
    assert (await ola.get(first)).json()["code"] == "fee_reminder_not_found"
    assert (await ola.post(REMINDERS, {"payer": anna, "unit": "gops"})).json()["errors"][0]["code"] == "person_unknown"


@pytest.mark.asyncio
async def test_a_payer_is_told_of_her_reminders(people: Staff, database: Database, today: Turn) -> None:
    payer = await a_person(people.clerk)
    await assessed(database, payer)
    today(date(2025, 7, 16))
    await reminded(people, payer)
    file = (await people.head.get(f"/v1/persons/{payer}/file")).json()
    (says,) = [one["says"] for one in file["registers"] if one["register_code"] == "fee_reminder"]

    assert (says["issued_on"], says["delivered_on"], says["cost"]) == ("2025-07-16", None, "16.00")
    assert says["lines"] == ["oplata_uslugi_opiekuncze 2025-06 60.00"]
