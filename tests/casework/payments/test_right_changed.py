"""A right that is cut, lowered or held after its payment was put on a list: nobody approves what is no longer due."""

import asyncio
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
import pytest_asyncio

from casework.awards.off_lists import off_lists
from kit.db import Database
from kit.testing.clients import Caller, Office
from tests.casework.decisions.later import a_final_decision, carried, later
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.payments.test_acts import acted, controlled
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, an_award, authorised, recorded

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
BLOCKED = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest_asyncio.fixture
async def chief(people: Staff, office: Office) -> Caller:
    await authorised(office, "gk", kinds=["preliminary_control"], number="0052.9.2019", since="2019-03-01")
    return office.caller("gk", "accountant")


async def two_rights_on_a_list(people: Staff, today: Turn) -> tuple[dict[str, object], str, str, str]:
    """A list of March in the full circuit: the first decision's body, its id, its award, and the address of the draft."""
    today(date(2019, 1, 5))
    await people.head.post("/v1/payment-circuits", {"since": "2019-01-05", "circuit": "full"})
    body = recorded(await a_person(people.clerk))
    decision, (award,) = await a_final_decision(people, today, body)
    await an_award(people, "100.00", serial=2)
    today(date(2019, 3, 20))
    address = f"/v1/payment-lists/{await a_draft(people)}"
    today(date(2019, 3, 22))
    return body, decision, award, address


@pytest.mark.asyncio
async def test_a_repeal_takes_its_payment_off_a_list_that_was_checked_and_the_checks_begin_anew(
    people: Staff, chief: Caller, today: Turn
) -> None:
    body, decision, award, address = await two_rights_on_a_list(people, today)
    await controlled(people, chief, address)

    act = await a_decision(people, later(body, decision, "repeal", "test_32", effective_from="2019-03"))
    await carried(people, act)

    shown = (await people.accountant.get(address)).json()
    assert (shown["state"], shown["version"], shown["amount"]) == ("draft", 5, "100.00")
    assert award not in {one["award"] for one in await payments_of(people, address.rpartition("/")[2])}
    told = (await people.auditor.get(f"{address}/acts")).json()["items"][-1]
    assert (told["act"], told["outcome"], told["on"]) == ("right_changed", "returned", "2019-03-22")
    assert told["reason"] == "Decyzja zmieniła prawo objęte listą; zdjęto wypłat: 1."
    early = await acted(people.head, address, "approve", 5)
    await acted(people.clerk, address, "merit-check", 5)
    checked = [await acted(chief, address, step, at) for step, at in (("formal-check", 6), ("preliminary-control", 7))]
    approved = await acted(people.head, address, "approve", 8)
    assert early["code"] == "transition_not_allowed"
    assert [one["state"] for one in (*checked, approved)] == ["formal_checked", "controlled", "approved"]


@pytest.mark.asyncio
@pytest.mark.parametrize("step", ["suspend", "terminate"])
async def test_a_right_that_is_held_or_ended_by_hand_leaves_a_draft_and_a_checked_list(
    people: Staff, chief: Caller, database: Database, today: Turn, step: str
) -> None:
    _, _, award, address = await two_rights_on_a_list(people, today)
    april = f"/v1/payment-lists/{await a_draft(people, '2019-04')}"
    assert (await acted(people.clerk, address, "merit-check", 1))["status"] == 200
    if step == "terminate":
        async with database.tenant("101805") as connection:
            await connection.execute("UPDATE award SET origin = 'imported', decision = NULL WHERE id = %s", (award,))
    version = (await people.clerk.get(f"/v1/awards/{award}")).json()["version"]

    body = (
        {"last_month": "2019-02", "reason": "ended_by_old_decision"}
        if step == "terminate"
        else {"reason": "facts_being_checked"}
    )
    answer = await people.clerk.post(f"/v1/awards/{award}/{step}", body, if_match=version)

    assert answer.status_code == 200, answer.text
    lists = [(await people.accountant.get(one)).json() for one in (address, april)]
    assert [(one["state"], one["version"], one["amount"]) for one in lists] == [
        ("draft", 3, "100.00"),
        ("draft", 2, "100.00"),
    ]


@pytest.mark.asyncio
async def test_a_list_drawn_up_while_the_right_was_cut_is_not_approved_until_its_payment_is_taken_off(
    people: Staff, database: Database
) -> None:
    award = await an_award(people)
    await an_award(people, "100.00", serial=2)
    async with database.tenant("101805") as cutting:
        # The list has read the right by the time it asks whether the award exists, and there it waits.
        await cutting.execute("SELECT 1 FROM award WHERE id = %s FOR UPDATE", (award,))
        drawing = asyncio.create_task(a_draft(people))
        async with database.tenant("101805") as watching:
            while await (await watching.execute(BLOCKED)).fetchone() == (0,):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await cutting.execute("UPDATE award_amount SET amount = 50000 WHERE award = %s", (award,))
        await off_lists(cutting, "101805", [UUID(award)])
    payment_list = await drawing
    address = f"/v1/payment-lists/{payment_list}"
    (too_much,) = [one for one in await payments_of(people, payment_list) if one["award"] == award]

    refused = await people.head.post(f"{address}/approve", {}, if_match=1)
    await people.accountant.post(f"{address}/exclude", {"payments": [too_much["id"]]}, if_match=1)
    approved = await people.head.post(f"{address}/approve", {}, if_match=2)

    assert (refused.status_code, refused.json()["code"]) == (409, "right_changed")
    assert [one["pointer"] for one in refused.json()["errors"]] == [f"/payments/{too_much['id']}"]
    assert approved.json()["state"] == "approved"
    assert [one["amount"] for one in await payments_of(people, await a_draft(people))] == ["500.00"]


@pytest.mark.asyncio
async def test_a_list_with_a_right_that_was_held_in_the_same_moment_is_not_approved(
    people: Staff, database: Database
) -> None:
    award = await an_award(people)
    payment_list = await a_draft(people)
    async with database.tenant("101805") as connection:
        await connection.execute(
            "INSERT INTO award_hold (gmina, award, since) VALUES ('101805', %s, '2019-03-01')", (award,)
        )

    refused = await people.head.post(f"/v1/payment-lists/{payment_list}/approve", {}, if_match=1)

    assert (refused.status_code, refused.json()["code"]) == (409, "right_changed")
