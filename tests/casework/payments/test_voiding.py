"""A storno: a payment that was an error is taken back as if it had not been."""

import pytest

from casework.facts.money import (
    PAYMENT_APPROVED,
    PAYMENT_SETTLED,
    PAYMENT_VOIDED,
)
from kit.db import Database
from tests.casework.log import events
from tests.casework.payments.a_list import a_draft, a_payment, an_approved, payments_of
from tests.casework.payments.test_reversals import amounts
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_a_payment_without_an_amount_is_not_voided(people: Staff, database: Database) -> None:
    await an_award(people)
    payment = await a_payment(people)
    async with database.tenant("101805") as connection:
        await connection.execute("UPDATE payment SET amount = 0, lines = jsonb_set(lines, '{0,amount}', '0')")

    answer = await people.accountant.post(f"/v1/payments/{payment['id']}/void", {"reason": "paid_twice"}, if_match=3)

    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_reverse")
    assert await events(database, PAYMENT_VOIDED) == []


@pytest.mark.asyncio
async def test_a_storno_mirrors_payment_and_liability_on_their_own_days(people: Staff, database: Database) -> None:
    await an_award(people)
    payment = await a_payment(people)
    address = f"/v1/payments/{payment['id']}"

    answer = await people.accountant.post(f"{address}/void", {"reason": "paid_twice"}, if_match=3)

    assert answer.json()["state"] == "voided"
    (approved,) = await events(database, PAYMENT_APPROVED)
    (settled,) = await events(database, PAYMENT_SETTLED)
    voided = await events(database, PAYMENT_VOIDED)
    for storno, original in zip(voided, (settled, approved), strict=True):
        assert storno["data"]["reverses"] == {
            "service": "family_benefits", "sequence": original["sequence"], "mode": "storno",
        }  # fmt: skip
        for name in ("measure", "booked_on", "budget_year", "recipient", "due_period"):
            assert storno["data"][name] == original["data"][name]
        assert amounts(storno) == [-amount for amount in amounts(original)]
        assert storno["data"]["quantities"] == [{"unit": "swiadczenie", "value": "-1.000"}]
    assert (await people.auditor.get(address)).json()["void_reason"] == "paid_twice"


@pytest.mark.asyncio
async def test_an_approved_payment_is_voided_without_touching_expenditure(people: Staff, database: Database) -> None:
    await an_award(people)
    (payment,) = await payments_of(people, await an_approved(people))

    await people.accountant.post(f"/v1/payments/{payment['id']}/void", {"reason": "wrong_amount"}, if_match=2)

    (voided,) = await events(database, PAYMENT_VOIDED)
    assert voided["data"]["measure"] == "liability"
    assert (await people.auditor.get(f"/v1/payments/{payment['id']}")).json()["reversals"] == []


@pytest.mark.asyncio
async def test_what_came_back_is_no_error_and_what_was_not_paid_cannot_come_back(people: Staff) -> None:
    await an_award(people)
    payment = await a_payment(people)
    address = f"/v1/payments/{payment['id']}"
    (planned,) = await payments_of(people, await a_draft(people, "2019-04"))
    await people.accountant.post(f"{address}/repay", {"amount": "1.00", "booked_on": "2019-05-05"}, if_match=3)

    answers = [
        await people.accountant.post(f"{address}/void", {"reason": "paid_twice"}, if_match=4),
        await people.accountant.post(f"/v1/payments/{planned['id']}/return", {"booked_on": "2019-05-05"}, if_match=1),
        await people.accountant.post(f"/v1/payments/{planned['id']}/void", {"reason": "paid_twice"}, if_match=1),
        await people.clerk.post(f"{address}/return", {"booked_on": "2019-05-05"}, if_match=4),
    ]

    assert [answer.json()["code"] for answer in answers] == [
        "payment_has_reversals",
        "payment_wrong_state",
        "payment_wrong_state",
        "forbidden",
    ]
