"""What may be done with a payment stands in its read answer: by its state, its money, its year, an open proposal and the register."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.casework.payments.a_list import a_draft, a_payment, an_approved, payments_of
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
SETTLED = ["return", "repay", "propose_storno"]


async def allowed(people: Staff, payment: str) -> list[str]:
    """What the auditor reads of the payment."""
    answer = await people.auditor.get(f"/v1/payments/{payment}")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["allowed"])


@pytest.mark.asyncio
async def test_what_is_planned_is_its_lists_and_what_is_approved_may_be_voided_once(people: Staff, today: Turn) -> None:
    today(date(2019, 6, 3))
    await an_award(people)
    (planned,) = await payments_of(people, await a_draft(people, "2019-04"))
    (approved,) = await payments_of(people, await an_approved(people, "2019-03"))

    before = await allowed(people, planned["id"]), await allowed(people, approved["id"])
    await people.accountant.post(f"/v1/payments/{approved['id']}/void", {"reason": "wrong_amount"}, if_match=2)

    assert before == ([], ["void"])
    assert await allowed(people, approved["id"]) == []


@pytest.mark.asyncio
async def test_what_was_paid_comes_back_in_its_year_or_is_refunded_after_it(people: Staff, today: Turn) -> None:
    today(date(2019, 6, 3))
    await an_award(people)
    payment = (await a_payment(people))["id"]

    in_its_year = await allowed(people, payment)
    today(date(2020, 2, 10))
    later = await allowed(people, payment)

    assert in_its_year == SETTLED
    # A bank day of last year may still be written; a storno changes a year that is closed.
    assert later == ["return", "repay", "refund"]


@pytest.mark.asyncio
async def test_of_what_came_back_whole_nothing_more_comes_back(people: Staff, today: Turn) -> None:
    today(date(2019, 6, 3))
    await an_award(people)
    payment = (await a_payment(people))["id"]
    address, shown = f"/v1/payments/{payment}", {"document": "WB 57", "booked_on": "2019-05-05"}

    await people.accountant.post(f"{address}/repay", {"amount": "1.00", **shown}, if_match=3)
    partly = await allowed(people, payment)
    await people.accountant.post(f"{address}/repay", {"amount": "644.00", **shown}, if_match=4)
    whole = await allowed(people, payment)
    refused = await people.accountant.post(f"{address}/return", shown, if_match=5)

    assert (partly, whole) == (["return", "repay"], [])
    assert refused.json()["code"] == "reversal_exceeds_payment"


@pytest.mark.asyncio
async def test_an_open_proposal_is_confirmed_or_refused_and_not_made_twice(people: Staff, today: Turn) -> None:
    today(date(2019, 6, 3))
    await an_award(people)
    payment = (await a_payment(people))["id"]
    address = f"/v1/payments/{payment}"
    await people.accountant.post(f"{address}/storno", {"reason": "paid_twice", "document": "PK 4/2019"}, if_match=3)

    proposed = await allowed(people, payment)
    await people.head.post(f"{address}/storno/refuse", {"reason": "To nie błąd."}, if_match=4)

    assert proposed == ["return", "repay", "confirm_storno", "refuse_storno"]
    assert await allowed(people, payment) == SETTLED


@pytest.mark.asyncio
async def test_what_stands_in_the_register_comes_back_on_its_account_only(people: Staff, today: Turn) -> None:
    today(date(2019, 12, 31))
    await an_award(people)
    payment = (await a_payment(people))["id"]
    body = {"ground": "falszywe_zeznania", "payments": [{"payment": payment}]}
    debt = (await people.clerk.post("/v1/overpayments", body)).json()["id"]

    owed = await allowed(people, payment)
    of_debt = (await people.auditor.get(f"/v1/overpayments/{debt}")).json()["allowed"]
    refused = await people.accountant.post(
        f"/v1/payments/{payment}/return", {"document": "WB 57", "booked_on": "2019-05-05"}, if_match=3
    )

    assert owed == []
    assert refused.json()["code"] == "payment_undue"
    assert of_debt == ["decide", "withdraw", "repeal", "repay", "write_off", "correct"]


@pytest.mark.asyncio
async def test_a_step_that_the_state_does_not_allow_names_those_that_it_does(people: Staff) -> None:
    await an_award(people)
    payment = (await a_payment(people))["id"]

    refused = await people.accountant.post(f"/v1/payments/{payment}/void", {"reason": "paid_twice"}, if_match=3)

    assert refused.json()["code"] == "payment_wrong_state"
    assert [one["message"] for one in refused.json()["errors"]] == [
        "return", "repay", "refund", "propose_storno", "confirm_storno", "refuse_storno",
    ]  # fmt: skip
