"""What an act took after it had been paid waits in the worklist until it is established as undue, judged not to be, or has come back."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import Office
from tests.casework.decisions.an_act import change
from tests.casework.decisions.later import a_final_decision, carried
from tests.casework.overpayments.a_debt import becomes_final, step, undue
from tests.casework.payments.a_list import a_payment
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded, staff
from tests.casework.tasks.the_list import listed, only

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


@pytest.fixture
def people(office: Office, today: Turn) -> Staff:
    return staff(office)


async def taken(people: Staff, today: Turn, amount: str, first: str = "2019-03") -> tuple[dict[str, str], str, str]:
    """645.00 zł were paid for March; a change leaves the amount from the first month on. The payment, its right and the act."""
    body = recorded(await a_person(people.clerk))
    decision, _ = await a_final_decision(people, today, body)
    today(date(2019, 12, 2))
    payment = await a_payment(people)
    act = await a_decision(people, change(body, decision, amount, first))
    await carried(people, act)
    await becomes_final(people, act, "2019-12-20")
    today(date(2019, 12, 20))
    return payment, payment["award"], act


@pytest.mark.asyncio
async def test_a_paid_month_that_is_lowered_waits_until_it_is_registered_as_undue(people: Staff, today: Turn) -> None:
    payment, award, act = await taken(people, today, "500.00")

    task = await only(people.clerk, "undue_found")
    await undue(people, payment)

    assert (task["matter"], task["decision"], task["count"], task["does"]) == (award, act, 1, "overpayment_register")
    assert await listed(people.clerk, kind="undue_found") == []


@pytest.mark.asyncio
async def test_a_part_that_is_registered_leaves_the_rest_to_do(people: Staff, today: Turn) -> None:
    payment, _, _ = await taken(people, today, "500.00")
    body = {"ground": "falszywe_zeznania", "payments": [{"payment": payment["id"], "amount": "144.99"}]}

    registered = await people.clerk.post("/v1/overpayments", body)

    assert registered.status_code == 201, registered.text
    assert (await only(people.clerk, "undue_found"))["count"] == 1


@pytest.mark.asyncio
@pytest.mark.parametrize(("reason", "waits"), [("registered_in_error", 1), ("not_undue", 0)])
async def test_a_debt_registered_in_error_lets_it_wait_again_and_one_judged_not_undue_does_not(
    people: Staff, today: Turn, reason: str, waits: int
) -> None:
    payment, _, _ = await taken(people, today, "500.00")
    debt = await undue(people, payment)

    await step(people.head, people, debt, "withdraw", {"reason": reason})

    assert len(await listed(people.clerk, kind="undue_found")) == waits


@pytest.mark.asyncio
async def test_what_was_given_back_at_once_does_not_wait(people: Staff, today: Turn) -> None:
    payment, _, _ = await taken(people, today, "500.00")
    before = len(await listed(people.clerk, kind="undue_found"))
    body = {"amount": "145.00", "document": "WB 57", "booked_on": "2019-12-20"}

    answer = await people.accountant.post(f"/v1/payments/{payment['id']}/repay", body, if_match=3)

    assert answer.status_code == 200, answer.text
    assert (before, len(await listed(people.clerk, kind="undue_found"))) == (1, 0)


@pytest.mark.asyncio
@pytest.mark.parametrize(("amount", "first"), [("700.00", "2019-03"), ("500.00", "2019-04")])
async def test_a_raise_and_months_before_the_change_do_not_wait(
    people: Staff, today: Turn, amount: str, first: str
) -> None:
    await taken(people, today, amount, first)

    assert await listed(people.clerk, kind="undue_found") == []


@pytest.mark.asyncio
async def test_while_the_act_may_not_be_carried_out_nothing_waits(people: Staff, today: Turn) -> None:
    body = recorded(await a_person(people.clerk))
    decision, _ = await a_final_decision(people, today, body)
    today(date(2019, 12, 2))
    await a_payment(people)
    act = await a_decision(people, change(body, decision, "500.00", "2019-03"))
    await carried(people, act)

    assert await listed(people.clerk, kind="undue_found") == []
