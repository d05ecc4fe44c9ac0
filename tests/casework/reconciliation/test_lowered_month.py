"""A month that was lowered after it had been paid: a difference until what was paid too much is established as undue or has come back."""

from datetime import date
from typing import Any

import pytest

from tests.casework.decisions.an_act import change
from tests.casework.decisions.later import Turn, a_final_decision, carried
from tests.casework.overpayments.a_debt import repaid, step
from tests.casework.payments.a_list import a_payment
from tests.casework.people import a_person
from tests.casework.reconciliation.test_any_order import closes
from tests.casework.reconciliation.test_reconciliation import reconciled
from tests.casework.rights import Staff, a_decision, an_award, ended_by_act, recorded

pytestmark = pytest.mark.postgres


async def lowered(people: Staff, today: Turn) -> dict[str, Any]:
    """645.00 were paid for March, of which the change of a decision leaves 500.00; returns the payment. It is the year's end."""
    body = recorded(await a_person(people.clerk))
    decision, _ = await a_final_decision(people, today, body)
    today(date(2019, 12, 31))
    payment = await a_payment(people)
    await carried(people, await a_decision(people, change(body, decision, "500.00", "2019-03")))
    return payment


async def sums(people: Staff) -> tuple[bool, str, str, list[tuple[str, str]]]:
    """Whether March agrees, what is paid over the right, what of it is owed, and the cases."""
    found = await reconciled(people)
    (one,) = found["benefits"]
    assert closes(one), one
    cases = [(case["kind"], case["expected"], case["found"]) for case in found["cases"]]
    assert all(kind == "paid_more_than_due" for kind, _, _ in cases)
    return found["agrees"], one["paid_over_the_right"], one["undue_open"], [case[1:] for case in cases]


async def owed(people: Staff, payment: dict[str, Any], amount: str) -> str:
    body = {"ground": "falszywe_zeznania", "payments": [{"payment": payment["id"], "amount": amount}]}
    made = await people.clerk.post("/v1/overpayments", body)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


@pytest.mark.asyncio
async def test_it_agrees_again_when_the_rest_is_established_and_stays_so_while_it_is_paid_back(
    people: Staff, today: Turn
) -> None:
    payment = await lowered(people, today)
    before = await sums(people)

    debt = await owed(people, payment, "145.00")
    established = await sums(people)
    await repaid(people, debt, "100.00", "2019-12-21")
    partly = await sums(people)
    await step(
        people.accountant, people, debt, "repayments", {"amount": "145.00", "day": "2019-12-31", "channel": "account"}
    )
    whole = await sums(people)

    assert before == (False, "145.00", "0.00", [("500.00", "645.00")])
    assert established == (True, "145.00", "145.00", [])
    assert (partly[0], partly[1]) == (True, "145.00")
    assert whole == (True, "145.00", "0.00", [])


@pytest.mark.asyncio
async def test_what_came_back_without_a_decision_is_paid_no_more(people: Staff, today: Turn) -> None:
    payment = await lowered(people, today)
    address = f"/v1/payments/{payment['id']}/repay"

    await people.accountant.post(
        address, {"amount": "100.00", "document": "WB 57", "booked_on": "2019-12-20"}, if_match=3
    )
    partly = await sums(people)
    await people.accountant.post(
        address, {"amount": "45.00", "document": "WB 57", "booked_on": "2019-12-20"}, if_match=4
    )
    whole = await sums(people)

    assert partly == (False, "145.00", "0.00", [("500.00", "545.00")])
    assert whole == (True, "145.00", "0.00", [])


@pytest.mark.asyncio
async def test_only_what_neither_a_repayment_nor_a_debt_explains_is_a_difference(people: Staff, today: Turn) -> None:
    payment = await lowered(people, today)
    await people.accountant.post(
        f"/v1/payments/{payment['id']}/repay",
        {"amount": "45.00", "document": "WB 57", "booked_on": "2019-12-20"},
        if_match=3,
    )
    debt = await owed(people, payment, "60.00")

    found = await sums(people)
    await step(people.head, people, debt, "withdraw", {"reason": "registered_in_error"})
    without = await sums(people)

    assert found == (False, "145.00", "60.00", [("560.00", "600.00")])
    assert without == (False, "145.00", "0.00", [("500.00", "600.00")])


@pytest.mark.asyncio
async def test_what_was_judged_not_to_be_undue_is_no_difference(people: Staff, today: Turn) -> None:
    payment = await lowered(people, today)
    debt = await owed(people, payment, "145.00")

    await step(people.head, people, debt, "withdraw", {"reason": "not_undue"})

    assert (await sums(people))[0] is True


@pytest.mark.asyncio
async def test_a_right_that_was_ended_after_the_month_had_been_paid_is_named_until_it_is_established(
    people: Staff, today: Turn
) -> None:
    today(date(2019, 12, 31))
    award = await an_award(people)
    payment = await a_payment(people)
    await ended_by_act(people, award, "2019-03")

    before = await reconciled(people)
    await owed(people, payment, "645.00")
    after = await reconciled(people)

    named = {"benefit": payment["benefit"], "award": award, "list": payment["list"], "amount": "645.00"}
    assert (before["agrees"], before["paid_after_end"]) == (True, [named])
    assert (after["agrees"], after["paid_after_end"]) == (True, [])
