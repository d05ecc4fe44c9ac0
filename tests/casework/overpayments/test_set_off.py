"""Undue payments are set off from payment lists: planned on the draft, written with the bank's day, taken back with the payment."""

from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import GMINA
from tests.casework.overpayments.a_debt import a_decision_on, decided, paid, shown, step, undue
from tests.casework.payments.a_list import a_draft, a_settled, an_approved, payments_of
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


async def deductions(database: Database) -> list[tuple[str, int]]:
    async with database.tenant(GMINA) as connection:
        rows = await (
            await connection.execute("SELECT claim::text, amount FROM payment_deduction ORDER BY claim, amount")
        ).fetchall()
    return [(claim, amount) for claim, amount in rows]


async def a_final_debt(people: Staff, amount: str | None = None) -> str:
    (payment,) = await paid(people)
    named: dict[str, Any] = {"payment": payment["id"]} | ({"amount": amount} if amount else {})
    debt = await undue(people, ground="niewaznosc", payments=[named])
    await decided(people, debt, on="2019-06-01", final_on="2019-06-20")
    return debt


@pytest.mark.asyncio
async def test_a_list_takes_what_the_act_allows_and_the_account_hears_of_it_on_the_bank_day(
    people: Staff, database: Database
) -> None:
    debt = await a_final_debt(people)

    payment_list = await a_settled(people, "2019-10")

    (payment,) = await payments_of(people, payment_list)
    found = await shown(people, debt)
    assert await deductions(database) == [(debt, 32250)]
    assert [(one["channel"], one["day"], one["amount"]) for one in found["movements"][1:]] == [
        ("deduction", "2019-10-28", "322.50")
    ]
    assert (payment["amount"], found["principal"]) == ("645.00", "322.50")


@pytest.mark.asyncio
async def test_two_drafts_do_not_take_the_same_debt_twice(people: Staff, database: Database) -> None:
    debt = await a_final_debt(people, "400.00")

    for month in ("2019-10", "2019-11"):
        await a_draft(people, month)

    assert sorted(await deductions(database)) == [(debt, 7750), (debt, 32250)]


@pytest.mark.asyncio
async def test_a_payment_that_came_back_takes_its_deduction_back(people: Staff) -> None:
    debt = await a_final_debt(people)
    (payment,) = await payments_of(people, await a_settled(people, "2019-10"))

    answer = await people.accountant.post(
        f"/v1/payments/{payment['id']}/return",
        {"document": "WB 57", "booked_on": "2019-11-05"},
        if_match=payment["version"],
    )

    assert answer.status_code == 200, answer.text
    found = await shown(people, debt)
    assert (found["principal"], found["balance"]["repaid_principal"]) == ("645.00", "0.00")


@pytest.mark.asyncio
async def test_nothing_is_set_off_for_a_debt_without_a_final_decision(people: Staff, database: Database) -> None:
    (payment,) = await paid(people)
    await undue(people, payment)

    await a_draft(people, "2019-10")

    assert await deductions(database) == []


async def the_version(people: Staff, payment_list: str) -> int:
    return int((await people.accountant.get(f"/v1/payment-lists/{payment_list}")).json()["version"])


@pytest.mark.asyncio
async def test_a_debt_withdrawn_before_the_bank_day_does_not_stop_the_list_and_what_it_took_is_a_surplus(
    people: Staff, database: Database
) -> None:
    debt = await a_final_debt(people)
    payment_list = await an_approved(people, "2019-10")
    await step(people.head, people, debt, "withdraw", {"reason": "decision_repealed"})

    answer = await people.accountant.post(
        f"/v1/payment-lists/{payment_list}/settle", {"booked_on": "2019-10-28"}, if_match=2
    )

    assert answer.status_code == 200, answer.text
    found = await shown(people, debt)
    assert (found["state"], found["total"], found["balance"]["surplus"]) == ("withdrawn", "0.00", "322.50")
    (payment,) = await payments_of(people, payment_list)
    back = await people.accountant.post(
        f"/v1/payments/{payment['id']}/return",
        {"document": "WB 57", "booked_on": "2019-11-05"},
        if_match=payment["version"],
    )
    assert back.status_code == 200, back.text
    assert (await shown(people, debt))["balance"]["surplus"] == "0.00"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("who", "name", "body"),
    [
        ("head", "withdraw", {"reason": "decision_repealed"}),
        ("accountant", "repayments", {"amount": "645.00", "day": "2019-10-21"}),
        ("clerk", "relief", {"kind": "deferral"}),
    ],
)
async def test_a_draft_sets_nothing_off_for_a_debt_of_which_nothing_may_be_taken_any_more(
    people: Staff, database: Database, who: str, name: str, body: dict[str, Any]
) -> None:
    debt = await a_final_debt(people)
    payment_list = await a_draft(people, "2019-10")
    planned, before = await deductions(database), await the_version(people, payment_list)

    if name == "relief":
        decision = await a_decision_on(people, debt, "2019-10-21", kind="deferral", deferred_to="2020-06-30")
        body = body | {"decision": decision}
    await step(getattr(people, who), people, debt, name, body)

    assert planned == [(debt, 32250)]
    assert await deductions(database) == []
    assert await the_version(people, payment_list) == before + 1


@pytest.mark.asyncio
async def test_what_comes_back_of_an_undue_payment_belongs_on_its_account(people: Staff) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment)
    address, version = f"/v1/payments/{payment['id']}", payment["version"]

    answers = [
        await people.accountant.post(f"{address}/{name}", body, if_match=version)
        for name, body in (
            ("return", {"document": "WB 57", "booked_on": "2019-04-05"}),
            ("repay", {"document": "WB 57", "booked_on": "2019-04-05", "amount": "100.00"}),
            ("storno", {"reason": "wrong_recipient", "document": "PK 4"}),
        )
    ]
    item = (await shown(people, debt))["items"][0]["id"]
    await step(people.accountant, people, debt, "corrections", {"movement": item})
    returned = await people.accountant.post(
        f"{address}/return", {"document": "WB 57", "booked_on": "2019-04-05"}, if_match=version
    )

    assert [(one.status_code, one.json()["code"]) for one in answers] == [(409, "payment_undue")] * 3
    assert returned.status_code == 200, returned.text
