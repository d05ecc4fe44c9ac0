"""Money of an earlier year that comes back: revenue of this one, and paid again as its expenditure."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.facts.money import (
    PAYMENT_REFUNDED,
    PAYMENT_SETTLED,
)
from kit.db import Database
from tests.casework.log import events
from tests.casework.payments.a_list import a_draft, a_payment, a_settled, payments_of
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres

REVENUE = {"paragraf": "2910", "source": "dochod_panstwa"}


@pytest.mark.asyncio
async def test_money_of_an_earlier_year_is_revenue_of_this_one_and_moves_no_set(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    await an_award(people)
    payment = await a_payment(people)
    address = f"/v1/payments/{payment['id']}"
    today(date(2020, 2, 10))
    line = {"paragraf": "2910", "source": "dochod_panstwa"}

    answer = await people.accountant.post(
        f"{address}/refund",
        {"amount": "200.00", "document": "WB 57", "booked_on": "2020-02-03", "line": line},
        if_match=3,
    )

    assert answer.status_code == 200
    (refunded,) = await events(database, PAYMENT_REFUNDED)
    data = refunded["data"]
    assert (data["measure"], data["budget_year"], data["counted"], data["quantities"]) == ("received", 2020, "none", [])
    assert data["reverses"]["mode"] == "prior_year"
    assert data["lines"] == [
        {
            "side": "revenue", "dzial": "855", "rozdzial": "85502", "paragraf": "291", "p4": "0",
            "task": "swiadczenia", "task_kind": "zlecone", "source": "dochod_panstwa", "amount": 20000,
        }
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_what_the_bank_brings_back_after_new_year_is_paid_again_as_an_expenditure_of_the_new_year(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    await an_award(people)
    payment = await a_payment(people)
    today(date(2020, 2, 10))
    back = {
        "amount": "645.00",
        "document": "WB 57",
        "booked_on": "2020-01-03",
        "reason": "account_closed",
        "line": REVENUE,
    }

    answer = await people.accountant.post(f"/v1/payments/{payment['id']}/refund", back, if_match=3)
    again = await a_draft(people, "2019-03", due_on="2020-02-10")
    await people.head.post(f"/v1/payment-lists/{again}/approve", {"on": "2020-02-10"}, if_match=1)
    await people.accountant.post(f"/v1/payment-lists/{again}/settle", {"booked_on": "2020-02-10"}, if_match=2)

    assert (answer.status_code, answer.json().get("state")) == (200, "returned"), answer.text
    assert [(one["amount"], one["state"], one["budget_year"]) for one in await payments_of(people, again)] == [
        ("645.00", "settled", 2020)
    ]
    facts = await events(database, PAYMENT_SETTLED, PAYMENT_REFUNDED)
    assert [
        (one["data"]["measure"], one["data"]["budget_year"], [line["amount"] for line in one["data"]["lines"]])
        for one in facts
    ] == [
        ("expenditure", 2019, [64500]),
        ("received", 2020, [64500]),
        ("expenditure", 2020, [64500]),
    ]
    (sums,) = (found := (await people.auditor.get("/v1/reconciliation", month="2019-03")).json())["benefits"]
    assert (found["agrees"], sums["settled"], sums["returned_later"], sums["spent_in_log"]) == (
        True, "645.00", "645.00", "1290.00",
    )  # fmt: skip


@pytest.mark.asyncio
async def test_only_all_that_was_left_and_was_due_opens_a_payment_of_an_earlier_year_again(
    people: Staff, today: Callable[[date], None]
) -> None:
    for serial in (1, 2, 3):
        await an_award(people, serial=serial)
    part, undue, by_hand = await payments_of(people, await a_settled(people))
    today(date(2020, 2, 10))
    whole = {"amount": "645.00", "document": "WB 57", "booked_on": "2020-02-03", "line": REVENUE}

    answers = [
        await people.accountant.post(f"/v1/payments/{one['id']}/refund", {**whole, **other}, if_match=version)
        for one, version, other in (
            (part, 3, {"amount": "600.00", "reason": "uncollected"}),
            (undue, 3, {"reason": "not_due"}),
            (by_hand, 3, {}),
            (part, 4, {"amount": "45.00", "reason": "uncollected"}),
        )
    ]

    assert [answer.json()["state"] for answer in answers] == ["settled", "settled", "settled", "returned"]
    assert [one["award"] for one in await payments_of(people, await a_draft(people))] == [part["award"]]
    reasons = (await people.auditor.get(f"/v1/payments/{undue['id']}")).json()["reversals"]
    assert [(one["mode"], one["reason"]) for one in reasons] == [("prior_year", "not_due")]
