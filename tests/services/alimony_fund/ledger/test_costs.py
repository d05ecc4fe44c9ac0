"""Costs of enforcement that the office had advanced come back before every claim, and repay none (k.p.c. art. 1025 § 1 pkt 1)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kit.money import grosze
from services.alimony_fund.ledger.books import Books
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger.conftest import Owing
from tests.services.alimony_fund.ledger.debts import TERMS, a_claim, a_receipt, taken_off
from tests.services.alimony_fund.ledger.test_ledger import a_payout, code, money, ok
from tests.services.alimony_fund.ledger.test_served import served

DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("own", "others", "came_back", "principal"),
    [
        ("paid", (("costs", 3000),), 3000, 7000),
        ("paid", (("costs", 10000),), 10000, 0),
        ("paid", (("costs", 10001),), 10000, 0),
        ("stopped", (("costs", 3000), ("creditor_current", 4000)), 3000, 3000),
    ],
)
def test_costs_are_served_before_every_claim_and_no_more_than_came(
    own: Any, others: Any, came_back: int, principal: int
) -> None:
    books = Books().with_claim(a_claim("r1", DAY, "100.00"), TERMS)

    after = books.with_act(replace(a_receipt("w1", DAY, "100.00"), own=own, others=others), TERMS)

    (document,) = [one for one in after.documents if one.kind == "receipt"]
    assert -sum(one.amount for one in document.entries if one.account == "costs") == came_back
    assert taken_off(document, "principal") == principal
    assert document.balanced
    assert document.split.creditor == principal * 40 // 100
    assert after.standing(TERMS, DAY).of_pool("costs") == came_back


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_costs_lie_apart_until_they_go_to_the_offices_own_account(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, DAY, "1000.00")
    await money(people, owing, DAY, "500.00", costs="120.00", benefits="paid")
    ranks = await served(people, owing)
    held = (await ok(people.auditor.get(owing.account, on="2026-03-10")))["held"]
    give = {"day": "2026-03-11", "amount": "120.01", "pool": "costs"}
    too_much = await code(people.accountant.post(f"{owing.account}/give-backs", give))
    await ok(people.accountant.post(f"{owing.account}/give-backs", {**give, "amount": "120.00"}))

    account = await ok(people.auditor.get(owing.account, on="2026-03-11"))
    (receipt, *_) = (await ok(people.auditor.get(f"{owing.account}/acts")))["items"]
    assert ranks == [(0, "costs", "120.00", "office"), (1, "fund", "380.00", "office")]
    assert held == [{"pool": "costs", "amount": "120.00"}]
    assert too_much == (409, "surplus_taken")
    assert account["held"] == []
    assert grosze(account["balance"]["principal"]) == 62000
    assert receipt["costs"] == "120.00"


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_only_a_bailiff_gives_costs_back(people: Staff, owing: Owing) -> None:
    body = {"credited_on": "2026-03-10", "amount": "100.00", "source": "debtor", "costs": "10.00"}

    assert await code(people.accountant.post(f"{owing.account}/receipts", body)) == (422, "validation_failed")
