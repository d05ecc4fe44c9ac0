"""A payout that comes back is owed no more, in the transaction that notes it; one of which a part came back only for the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from casework.facts.money import DEBT_ASSESSED, DEBT_CORRECTED, PAYMENT_RETURNED
from kit.db import Database
from kit.testing.clients import GMINA
from kit.testing.databases import ServiceDatabase
from services.alimony_fund.catalogue import CATALOGUE
from services.alimony_fund.debtors.tables import TitleRow
from services.alimony_fund.ledger.returned import came_back, went_again
from tests.casework.log import events
from tests.casework.overpayments.a_debt import repaid, shown, step, undue
from tests.casework.payments.a_list import a_settled, payments_of, stornoed
from tests.casework.rights import Staff
from tests.services.alimony_fund.debtors.a_debtor import a_debtor, a_title
from tests.services.alimony_fund.entitled.test_running_rights import a_right
from tests.services.alimony_fund.ledger import paid
from tests.services.alimony_fund.ledger.conftest import Owing
from tests.services.alimony_fund.ledger.conftest import a_debtor as another_debtor
from tests.services.alimony_fund.ledger.test_ledger import code, money, ok

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]
PAYOUTS = "/v1/ledger/payouts"
MAY = {"since": "2026-05-01", "until": "2026-05-28"}


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment of 500.00 of May 2026 that a debtor owes, and where his account is."""

    payment: str
    account: str


async def a_paid_month(people: Staff, today: Turn) -> Paid:
    """Paid from a list on 28 May, and taken up."""
    body, _ = await a_right(people, today)
    debtor = await a_debtor(people, serial=20, opened_on="2025-10-01")
    await a_title(people, debtor, entitled=str(body["entitled"]))
    today(date(2026, 5, 30))
    (payment,) = await payments_of(people, await a_settled(people, "2026-05"))
    assert (await ok(people.accountant.post(PAYOUTS, MAY)))["state"] == "taken_up"
    return Paid(str(payment["id"]), f"/v1/ledger/accounts/{debtor}")


async def owed(people: Staff, account: str) -> list[tuple[str, str]]:
    """Of each payout of the account its bank day and what is owed for it."""
    return [(one["paid_on"], one["owed"]) for one in (await ok(people.auditor.get(account)))["claims"]]


async def waiting(people: Staff, days: dict[str, str]) -> list[tuple[str, str]]:
    return [(one["amount"], one["why"]) for one in (await ok(people.auditor.get(PAYOUTS, **days)))["items"]]


@pytest.mark.asyncio
async def test_what_the_bank_returned_is_owed_no_more_and_once_when_it_is_paid_anew(
    people: Staff, today: Turn, database: Database
) -> None:
    of = await a_paid_month(people, today)
    assert await owed(people, of.account) == [("2026-05-28", "500.00")]
    back = {"booked_on": "2026-05-29", "document": "WB 90"}

    await ok(people.accountant.post(f"/v1/payments/{of.payment}/return", back, if_match=3))

    assert await owed(people, of.account) == []
    (corrected,) = await events(database, DEBT_CORRECTED)
    assert [one["amount"] for one in corrected["data"]["lines"]] == [-50000]
    assert await events(database, PAYMENT_RETURNED)
    assert (await ok(people.accountant.post(PAYOUTS, MAY)))["state"] == "known"
    drawn = await ok(people.accountant.post("/v1/payment-lists", {"month": "2026-06", "arrears_from": "2026-05"}))
    today(date(2026, 6, 30))
    lists = f"/v1/payment-lists/{drawn['id']}"
    await ok(people.head.post(f"{lists}/approve", {"on": "2026-06-20"}, if_match=1))
    await ok(people.accountant.post(f"{lists}/settle", {"booked_on": "2026-06-28"}, if_match=2))
    await ok(people.accountant.post(PAYOUTS, {"since": "2026-05-01", "until": "2026-06-30"}))
    assert await owed(people, of.account) == [("2026-06-28", "500.00"), ("2026-06-28", "500.00")]


@pytest.mark.asyncio
async def test_of_what_was_repaid_in_part_the_rest_is_owed(people: Staff, today: Turn, database: Database) -> None:
    of = await a_paid_month(people, today)
    part = {"booked_on": "2026-05-29", "amount": "120.50", "document": "KP 3"}

    await ok(people.accountant.post(f"/v1/payments/{of.payment}/repay", part, if_match=3))

    assert await owed(people, of.account) == [("2026-05-28", "379.50")]
    assert await waiting(people, MAY) == []
    told = await events(database, DEBT_ASSESSED, DEBT_CORRECTED)
    assert [one["data"]["lines"][0]["amount"] for one in told] == [50000, -50000, 37950]
    documents = (await ok(people.auditor.get(f"{of.account}/documents")))["items"]
    assert [(one["kind"], one["counters"], one["noted_by"]) for one in documents] == [
        ("claim", None, "ida"), ("counter", 0, "ida"), ("claim", None, "ida"),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_a_payment_that_never_should_have_been_is_owed_by_nobody(people: Staff, today: Turn) -> None:
    of = await a_paid_month(people, today)

    assert (await stornoed(people, of.payment, 3)).status_code == 200

    assert await owed(people, of.account) == []
    assert await waiting(people, MAY) == []


async def returned_raw(stored: ServiceDatabase, database: Database, payment: str, amount: int) -> None:
    """So much of the payment came back; its lists and facts are not needed here."""
    paid.came_back(stored, payment, amount)
    await returned(database, payment)


async def returned(database: Database, payment: str) -> None:
    async with database.write(GMINA) as db:
        await came_back(db, CATALOGUE, UUID(payment), "ida")
        await db.commit()


async def out_again(stored: ServiceDatabase, database: Database, payment: str, amount: int) -> None:
    """So much of what had come back went out again, or never came."""
    paid.came_back(stored, payment, -amount)
    async with database.write(GMINA) as db:
        await went_again(db, CATALOGUE, UUID(payment), amount, "ida")
        await db.commit()


@pytest.mark.asyncio
async def test_a_repayment_that_is_taken_back_is_owed_again_and_waits_for_nobody(people: Staff, today: Turn) -> None:
    of = await a_paid_month(people, today)
    debt = await undue(people, {"id": of.payment}, ground="decision_void_or_reopened")
    await repaid(people, debt, "120.50", "2026-05-29")
    less = await owed(people, of.account)
    (movement,) = [one["id"] for one in (await shown(people, debt))["movements"] if one["kind"] == "repayment"]

    await step(people.accountant, people, debt, "corrections", {"movement": movement})

    assert less == [("2026-05-28", "379.50")]
    assert await owed(people, of.account) == [("2026-05-28", "500.00")]
    assert await waiting(people, MAY) == []


@pytest.mark.asyncio
async def test_a_return_of_all_that_is_taken_back_waits_for_the_next_take_up(
    people: Staff, owing: Owing, stored: ServiceDatabase, database: Database
) -> None:
    (payment,) = paid.payouts(stored, paid.a_right(stored, owing.child), ("2026-05-13", "50000"))
    await ok(people.accountant.post(PAYOUTS, MAY))
    await returned_raw(stored, database, payment, 50000)

    await out_again(stored, database, payment, 20000)
    first = (await owed(people, owing.account), await waiting(people, MAY))
    await ok(people.accountant.post(PAYOUTS, MAY))
    await out_again(stored, database, payment, 30000)

    assert first == ([], [("200.00", "not_taken_up")])
    assert (await owed(people, owing.account), await waiting(people, MAY)) == ([("2026-05-13", "500.00")], [])


@pytest.mark.asyncio
async def test_two_parents_owe_what_went_out_again_as_they_owe_the_rest_and_no_part_that_waits(
    people: Staff, owing: Owing, stored: ServiceDatabase, database: Database
) -> None:
    mother = await another_debtor(people, database, serial=10)
    await titled(database, mother, owing.child)
    both, of_one = paid.payouts(
        stored, paid.a_right(stored, owing.child), ("2026-05-13", "50000"), ("2026-05-14", "50000")
    )
    await ok(people.accountant.post(f"{owing.account}/claims", {"payment": both, "paid": "300.00"}))
    await ok(people.accountant.post(f"{mother.account}/claims", {"payment": both}))
    await ok(people.accountant.post(f"{owing.account}/claims", {"payment": of_one, "paid": "100.00"}))

    for payment in (both, of_one):
        await returned_raw(stored, database, payment, 10001)
        await out_again(stored, database, payment, 10001)

    fathers, mothers = await owed(people, owing.account), await owed(people, mother.account)
    assert [one[1] for one in fathers if one[0] == "2026-05-13"] == ["299.99"]
    assert mothers == [("2026-05-13", "200.01")]
    assert [one[1] for one in fathers if one[0] == "2026-05-14"] == ["100.00"]
    assert await waiting(people, MAY) == [("400.00", "in_part")]


@pytest.mark.asyncio
async def test_where_the_surplus_of_a_return_went_back_a_person_decides_what_is_owed_again(
    people: Staff, owing: Owing, stored: ServiceDatabase, database: Database
) -> None:
    (payment,) = paid.payouts(stored, paid.a_right(stored, owing.child), ("2026-03-13", "50000"))
    await ok(people.accountant.post(f"{owing.account}/claims", {"payment": payment}))
    await money(people, owing, date(2026, 3, 13), "500.00")
    await returned_raw(stored, database, payment, 15000)
    await ok(people.accountant.post(f"{owing.account}/give-backs", {"day": "2026-03-31", "amount": "150.00"}))

    await out_again(stored, database, payment, 15000)

    assert await owed(people, owing.account) == [("2026-03-13", "350.00")]
    march = {"since": "2026-03-01", "until": "2026-03-31"}
    assert await waiting(people, march) == [("150.00", "in_part")]


@pytest.mark.asyncio
async def test_what_the_debtor_had_repaid_of_it_becomes_surplus(
    people: Staff, owing: Owing, stored: ServiceDatabase, database: Database
) -> None:
    (payment,) = paid.payouts(stored, paid.a_right(stored, owing.child), ("2026-03-13", "50000"))
    await ok(people.accountant.post(f"{owing.account}/claims", {"payment": payment}))
    await money(people, owing, date(2026, 3, 13), "400.00")
    await ok(people.head.post(f"{owing.account}/write-offs", {"day": "2026-03-14", "reason": "death"}))

    await returned_raw(stored, database, payment, 15000)
    some = (await ok(people.auditor.get(owing.account)))["balance"]
    await returned_raw(stored, database, payment, 35000)
    all_of_it = (await ok(people.auditor.get(owing.account)))["balance"]

    assert (some["total"], some["surplus"]) == ("0.00", "50.00")
    assert (all_of_it["total"], all_of_it["surplus"]) == ("0.00", "400.00")


@pytest.mark.asyncio
async def test_a_payout_that_was_repaid_in_part_before_is_taken_up_for_the_rest(
    people: Staff, owing: Owing, stored: ServiceDatabase
) -> None:
    first, second = paid.payouts(
        stored, paid.a_right(stored, owing.child), ("2026-05-13", "50000"), ("2026-05-14", "60000")
    )
    paid.came_back(stored, first, 10000)
    paid.came_back(stored, second, 60000)

    assert await waiting(people, MAY) == [("400.00", "not_taken_up")]
    await ok(people.accountant.post(PAYOUTS, MAY))

    assert await owed(people, owing.account) == [("2026-05-13", "400.00")]
    whole = people.accountant.post(f"{owing.account}/claims", {"payment": second})
    assert await code(whole) == (409, "payout_unfit")


@pytest.mark.asyncio
async def test_two_parents_owe_parts_of_one_payout_and_bear_its_return_as_they_bore_it(
    people: Staff, owing: Owing, stored: ServiceDatabase, database: Database
) -> None:
    mother = await another_debtor(people, database, serial=10)
    await titled(database, mother, owing.child)
    (payment,) = paid.payouts(stored, paid.a_right(stored, owing.child), ("2026-05-13", "50000"))

    def claimed(of: Owing, **part: str) -> Any:
        return people.accountant.post(f"{of.account}/claims", {"payment": payment, **part})

    assert await waiting(people, MAY) == [("500.00", "several_debtors")]
    too_much = (await claimed(owing, paid="500.01")).json()["errors"][0]
    await ok(claimed(owing, paid="300.00"))
    assert await waiting(people, MAY) == [("200.00", "in_part")]
    assert (await ok(people.accountant.post(PAYOUTS, MAY)))["state"] == "known"
    twice = await code(claimed(owing, paid="100.00"))
    over = (await claimed(mother, paid="200.01")).json()["errors"][0]
    await ok(claimed(mother))
    none_left = await code(claimed(mother))

    assert (too_much["pointer"], too_much["code"]) == (over["pointer"], over["code"]) == ("/paid", "more_than_paid_out")
    assert twice == none_left == (409, "payout_claimed")
    assert (await owed(people, owing.account), await owed(people, mother.account)) == (
        [("2026-05-13", "300.00")], [("2026-05-13", "200.00")],
    )  # fmt: skip
    assert await waiting(people, MAY) == []
    await returned_raw(stored, database, payment, 10000)
    parts = [(await owed(people, one.account))[0][1] for one in (owing, mother)]
    assert parts == ["240.00", "160.00"]


async def titled(database: Database, debtor: Owing, entitled: str) -> None:
    """One of the debtor's titles is of this person."""
    async with database.write(GMINA) as db:
        row = (await db.exec(select(TitleRow).where(TitleRow.gmina == GMINA, TitleRow.debtor == debtor.id))).first()
        assert row is not None
        row.entitled = UUID(entitled)
        await db.commit()
