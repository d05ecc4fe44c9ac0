"""Payouts taken up all at once: what is owed then is what would be owed had each been recorded by hand, and nothing is owed twice."""

from datetime import date
from typing import Any

import psycopg
import pytest

from casework.authority.matrix import OPERATIONS
from casework.facts.money import DEBT_ASSESSED, DEBT_CORRECTED
from kit.auth import ROLES
from kit.db import Database
from kit.testing.clients import GMINA, OTHER_GMINA, Office
from kit.testing.databases import ServiceDatabase
from tests.casework.log import audited, events
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger.conftest import Owing, a_debtor
from tests.services.alimony_fund.ledger.paid import a_right, came_back, payouts
from tests.services.alimony_fund.ledger.test_ledger import a_payout, code, money, ok

pytestmark = pytest.mark.postgres

PAYOUTS = "/v1/ledger/payouts"
YEAR = {"since": "2026-01-01", "until": "2026-09-30"}


async def take_up(people: Staff, **days: str) -> str:
    return str((await ok(people.accountant.post(PAYOUTS, {**YEAR, **days})))["state"])


async def waiting(people: Staff, **asked: Any) -> list[tuple[str, str, str]]:
    """Bank day, amount and why of each payout that is on no account."""
    found = (await ok(people.auditor.get(PAYOUTS, **{**YEAR, **asked})))["items"]
    return [(one["paid_on"], one["amount"], one["why"]) for one in found]


async def claims(people: Staff, owing: Owing) -> list[tuple[str, str, str, str]]:
    found = (await ok(people.auditor.get(owing.account)))["claims"]
    return [(one["entitled"], one["period"], one["paid_on"], one["owed"]) for one in found]


@pytest.mark.asyncio
async def test_each_paid_month_of_each_child_becomes_one_claim_of_its_own_day(
    people: Staff, owing: Owing, stored: ServiceDatabase, database: Database
) -> None:
    payouts(stored, a_right(stored, owing.child), ("2026-03-13", "50000"), ("2026-04-15", "60000"))
    payouts(stored, a_right(stored, owing.sister), ("2026-03-13", "40000"))
    assert len(await waiting(people, why="not_taken_up")) == 3

    assert await take_up(people) == "taken_up"

    assert await claims(people, owing) == [
        (owing.child, "2026-03", "2026-03-13", "500.00"),
        (owing.sister, "2026-03", "2026-03-13", "400.00"),
        (owing.child, "2026-04", "2026-04-15", "600.00"),
    ]
    documents = (await ok(people.auditor.get(f"{owing.account}/documents")))["items"]
    assert [(one["number"], one["kind"], one["day"]) for one in documents] == [
        (0, "claim", "2026-03-13"), (1, "claim", "2026-03-13"), (2, "claim", "2026-04-15"),
    ]  # fmt: skip
    # 500.00 and 400.00 for one day at 9.25 %.
    then = (await ok(people.auditor.get(owing.account, on="2026-03-14")))["balance"]
    assert (then["principal"], then["interest"]) == ("900.00", "0.23")
    told = await events(database, DEBT_ASSESSED)
    assert [(one["data"]["booked_on"], one["data"]["due_period"], one["data"]["lines"][0]["amount"]) for one in told] == [
        ("2026-03-13", "2026-03", 50000), ("2026-03-13", "2026-03", 40000), ("2026-04-15", "2026-04", 60000),
    ]  # fmt: skip
    assert len({one["data"]["entitled"] for one in told}) == 2
    assert ("ida", "payouts_taken_up", None) in [(who, what, of) for who, what, of in await audited(database)]


@pytest.mark.asyncio
async def test_what_was_taken_up_is_not_taken_up_again_until_it_is_taken_back(
    people: Staff, owing: Owing, stored: ServiceDatabase
) -> None:
    by_hand, _ = payouts(stored, a_right(stored, owing.child), ("2026-03-13", "50000"), ("2026-04-15", "60000"))
    first = await ok(people.accountant.post(f"{owing.account}/claims", {"payment": by_hand}))

    states = [await take_up(people) for _ in range(3)]

    assert states == ["taken_up", "known", "known"]
    assert len(await claims(people, owing)) == 2
    again = people.accountant.post(f"{owing.account}/claims", {"payment": by_hand})
    assert await code(again) == (409, "payout_claimed")
    await ok(people.accountant.post(f"{owing.account}/corrections", {"record": first["id"]}))
    assert await take_up(people) == "taken_up"
    assert [one[2] for one in await claims(people, owing)] == ["2026-03-13", "2026-04-15"]
    assert await waiting(people) == []


@pytest.mark.asyncio
async def test_an_account_that_was_settled_since_is_what_it_would_be_by_hand(
    people: Staff, owing: Owing, database: Database, stored: ServiceDatabase
) -> None:
    other = await a_debtor(people, database, serial=10)
    paid = [("2026-02-13", "50000"), ("2026-03-13", "50000"), ("2026-03-13", "20000"), ("2026-05-15", "60000")]
    payouts(stored, a_right(stored, owing.child), *paid)
    for account in (owing, other):
        await a_payout(people, account, date(2026, 1, 15), "500.00")
        await money(people, account, date(2026, 3, 13), "300.00")
        await money(people, account, date(2026, 6, 18), "400.00")
    for day, amount in paid:
        await a_payout(people, other, date.fromisoformat(day), f"{int(amount) // 100}.00")

    assert await take_up(people) == "taken_up"

    for on in ("2026-03-12", "2026-03-13", "2026-06-18", "2026-09-30"):
        ours, theirs = [(await ok(people.auditor.get(one.account, on=on)))["balance"] for one in (owing, other)]
        assert {**ours, "debtor": None} == {**theirs, "debtor": None}, on
    kinds = [one["kind"] for one in (await ok(people.auditor.get(f"{owing.account}/documents")))["items"]]
    # Both receipts once taken back and once booked again, however many payouts came between them.
    assert kinds == [
        "claim",
        "receipt",
        "receipt",
        "counter",
        "counter",
        "claim",
        "claim",
        "claim",
        "claim",
        "receipt",
        "receipt",
    ]
    corrected = await events(database, DEBT_CORRECTED)
    assert len({(one["data"]["reverses"]["sequence"]) for one in corrected}) == len(corrected)


@pytest.mark.asyncio
async def test_what_nobody_or_more_than_one_could_owe_waits_with_its_reason(
    people: Staff, owing: Owing, database: Database, stored: ServiceDatabase
) -> None:
    other = await a_debtor(people, database, serial=10)
    theirs = await a_debtor(people, database, creditor_organ=False, serial=20)
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("UPDATE maintenance_title SET valid_to = '2026-03-31' WHERE entitled = %s", (owing.sister,))
        # The other parent owes alimony to the child too, since May.
        connection.execute(
            "UPDATE maintenance_title SET entitled = %s, valid_from = '2026-05-31' WHERE debtor = %s AND entitled = %s",
            (owing.child, other.id, other.child),
        )
    child, sister = a_right(stored, owing.child), a_right(stored, owing.sister)
    payouts(stored, child, ("2026-04-15", "50000"), ("2026-05-15", "50100"))
    payouts(stored, sister, ("2026-03-13", "40000"), ("2026-04-15", "40100"))
    payouts(stored, a_right(stored, theirs.child), ("2026-03-13", "30000"))
    payouts(stored, child, ("2026-06-15", "1"), state="approved")
    payouts(stored, a_right(stored, owing.child, benefit="inne"), ("2026-04-15", "2"), benefit="inne")
    (returned,) = payouts(stored, child, ("2026-04-16", "3"))
    came_back(stored, returned, 3)

    assert await take_up(people) == "taken_up"

    assert [(one[2], one[3]) for one in await claims(people, owing)] == [
        ("2026-03-13", "400.00"),
        ("2026-04-15", "500.00"),
    ]
    assert await claims(people, other) == []
    left = [
        ("2026-03-13", "300.00", "no_debtor"),
        ("2026-04-15", "401.00", "no_debtor"),
        ("2026-05-15", "501.00", "several_debtors"),
    ]
    assert await waiting(people) == left
    assert await waiting(people, sort="-paid_on") == left[::-1]
    assert await waiting(people, why="several_debtors") == left[2:]
    assert await waiting(people, until="2026-04-15") == left[:2]
    assert await waiting(people, since="2026-04-16") == left[2:]
    saved = (await people.auditor.get(PAYOUTS, **YEAR, format="csv")).text.splitlines()
    assert saved[0] == "payment,entitled,last_name,first_name,period,paid_on,amount,why,debtor"
    assert len(saved) == 4
    first = await ok(people.auditor.get(PAYOUTS, **YEAR, limit=2))
    rest = await ok(people.auditor.get(PAYOUTS, **YEAR, limit=2, cursor=first["next_cursor"]))
    assert [one["amount"] for one in [*first["items"], *rest["items"]]] == ["300.00", "401.00", "501.00"]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize(("why", "paid"), [("no_arrears", ["2026-03-13"]), ("entered_in_error", [])])
@pytest.mark.asyncio
async def test_an_entry_that_was_closed_owes_what_was_paid_before_if_it_was_no_error(
    people: Staff, owing: Owing, stored: ServiceDatabase, why: str, paid: list[str]
) -> None:
    with psycopg.connect(stored.superuser_dsn) as connection:
        connection.execute("UPDATE debtor SET closed_on = '2026-03-14', why = %s WHERE id = %s", (why, owing.id))
    payouts(stored, a_right(stored, owing.child), ("2026-03-13", "50000"), ("2026-03-14", "50000"))

    assert await take_up(people) == ("taken_up" if paid else "known")

    assert [one[2] for one in await claims(people, owing)] == paid


@pytest.mark.asyncio
async def test_a_payout_behind_a_surplus_that_went_back_waits_and_the_others_do_not(
    people: Staff, owing: Owing, database: Database, stored: ServiceDatabase
) -> None:
    other = await a_debtor(people, database, serial=10)
    await money(people, owing, date(2026, 4, 10), "5.00")
    await ok(people.accountant.post(f"{owing.account}/give-backs", {"day": "2026-04-20", "amount": "5.00"}))
    payouts(stored, a_right(stored, owing.child), ("2026-03-13", "50000"))
    payouts(stored, a_right(stored, other.child), ("2026-03-13", "60000"))

    assert await take_up(people) == "taken_up"

    assert await waiting(people) == [("2026-03-13", "500.00", "not_taken_up")]
    assert [one[3] for one in await claims(people, other)] == ["600.00"]


@pytest.mark.asyncio
async def test_nobody_takes_up_what_is_not_hers_to_settle(
    people: Staff, owing: Owing, database: Database, office: Office, stored: ServiceDatabase
) -> None:
    other = await a_debtor(people, database, serial=10)
    payouts(stored, a_right(stored, owing.child), ("2026-03-13", "50000"))
    payouts(stored, a_right(stored, other.child), ("2026-03-13", "60000"))
    abroad = office.caller("obcy", "accountant", gmina=OTHER_GMINA)
    assert (await ok(abroad.post(PAYOUTS, YEAR)))["state"] == "known"
    excluded = {
        "matter_kind": "person", "matter": other.person, "official": "ida", "ground": "close_relative",
        "since": "2026-09-01",
    }  # fmt: skip
    await ok(people.head.post("/v1/exclusions", excluded))

    assert await take_up(people) == "taken_up"

    assert (len(await claims(people, owing)), len(await claims(people, other))) == (1, 0)
    assert [one[1] for one in await waiting(people)] == ["600.00"]


@pytest.mark.asyncio
async def test_days_are_at_most_a_year_and_none_is_to_come(people: Staff, owing: Owing) -> None:
    for since, until, refusal in (
        ("2026-03-02", "2026-03-01", (422, "validation_failed")),
        ("2025-01-01", "2026-01-03", (422, "validation_failed")),
    ):
        assert await code(people.accountant.post(PAYOUTS, {"since": since, "until": until})) == refusal
    to_come = await people.accountant.post(PAYOUTS, {"since": "2026-09-01", "until": "2026-10-01"})
    assert to_come.json()["code"] == "day_out_of_order"
    assert await take_up(people, since="2025-09-30") == "known"


@pytest.mark.asyncio
async def test_each_role_does_what_the_matrix_says(office: Office, owing: Owing) -> None:
    for role in ROLES:
        caller = office.caller(f"kto-{role}", role, gmina=GMINA)
        asked = {
            "debt_payout_take_up": await caller.post(PAYOUTS, {}),
            "debt_payout_list": await caller.get(PAYOUTS, **YEAR),
            "debt_turnover": await caller.get("/v1/ledger/turnover", year=2025),
        }
        for name, answer in asked.items():
            assert (answer.status_code == 403) == (role not in OPERATIONS[name]), (role, name)
