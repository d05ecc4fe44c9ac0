"""Undue payments are set off from payment lists: planned on the draft, written with the bank's day, taken back with the payment."""

from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import GMINA
from tests.casework.overpayments.a_debt import decided, paid, shown, undue
from tests.casework.payments.a_list import a_draft, a_settled, payments_of
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
        f"/v1/payments/{payment['id']}/return", {"booked_on": "2019-11-05"}, if_match=payment["version"]
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
