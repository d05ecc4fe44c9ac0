"""Debts of an older program: what was open on a day goes on from there, sums once, and nothing half-written stays."""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest

from casework.authority.matrix import OPERATIONS
from casework.facts.money import DEBT_ASSESSED
from kit.auth import ROLES
from kit.db import Database
from kit.testing.clients import GMINA, Office
from kit.testing.databases import ServiceDatabase
from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.entries import Claim
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.alimony_fund.debtors.test_taking_over import imported
from tests.services.alimony_fund.ledger.conftest import Owing
from tests.services.alimony_fund.ledger.debts import CHILD, TERMS, a_claim, a_receipt, named, taken_off
from tests.services.alimony_fund.ledger.test_ledger import code, money, ok
from tests.services.alimony_fund.ledger.test_told import booked

TAKEN = "/v1/ledger/claims/taken-over"
Turn = Callable[[date], None]


def a_debt(owing: Owing, **of: Any) -> dict[str, Any]:
    """Of 500.00 that were paid in May 2019 400.00 and interest of 101.25 were open at the end of 10 March 2026."""
    return {
        "source": "nal/1", "debtor": str(owing.id), "entitled": owing.child, "period": "2019-05", "paid_on": "2019-05-14",
        "paid": "500.00", "as_of": "2026-03-10", "principal": "400.00", "interest": "101.25", **of,
    }  # fmt: skip


def sent(people: Staff, *claims: dict[str, Any]) -> Any:
    return people.accountant.post(TAKEN, {"claims": list(claims)})


async def balance(people: Staff, owing: Owing, on: str) -> tuple[str, str, str]:
    found = (await ok(people.auditor.get(owing.account, on=on)))["balance"]
    return found["principal"], found["interest"], found["advance"]


def _old(principal: int, interest: int) -> Claim:
    return Claim(named("old"), "fund", date(2026, 3, 10), principal, CHILD, interest, date(2019, 5, 14))


def test_it_bears_interest_from_the_next_day_and_its_old_interest_bears_none() -> None:
    books = Books().with_claim(_old(100000, 7000), TERMS)

    before, then, later = [
        books.standing(TERMS, day) for day in (date(2026, 3, 9), date(2026, 3, 10), date(2026, 6, 18))
    ]

    assert (before.claims, before.total) == ((), 0)
    assert (then.principal, then.interest) == (100000, 7000)
    # A hundred days at 9.25 %.
    assert (later.principal, later.interest) == (100000, 7000 + 2534)


def test_old_interest_is_repaid_first_and_the_older_payout_before_a_newer_one() -> None:
    newer = a_claim("newer", date(2026, 3, 10), "1000.00")
    books = Books().with_claims([_old(50000, 7000), newer], TERMS)

    paid = books.with_act(a_receipt("march", date(2026, 3, 10), "100.00"), TERMS)

    assert (taken_off(paid.documents[-1], "interest"), taken_off(paid.documents[-1], "principal")) == (7000, 3000)
    left = {one.claim.id: one.principal for one in paid.standing(TERMS, date(2026, 3, 10)).claims}
    assert left == {named("old"): 47000, named("newer"): 100000}


def test_of_a_payout_whose_principal_was_repaid_the_interest_is_owed() -> None:
    books = Books().with_claim(_old(0, 7000), TERMS)

    assert [len(one.entries) for one in books.documents] == [2]
    assert books.standing(TERMS, date(2026, 10, 1)).total == 7000


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_was_open_stands_on_the_account_and_is_told_on_its_day(
    people: Staff, owing: Owing, stored: ServiceDatabase, database: Database
) -> None:
    imported(stored, "os/1", owing.person)
    imported(stored, "os/2", owing.child)
    second = a_debt(owing, source="nal/2", principal="0.00", interest="7.00") | {
        "debtor": None, "debtor_source": "os/1", "entitled": None, "entitled_source": "os/2",
    }  # fmt: skip
    old = a_debt(
        owing, source="zal/1", klass="advance", paid_on="2007-03-15", period="2007-03", paid="170.00", principal="178.50",
        interest="0.00",
    )  # fmt: skip

    made = await ok(sent(people, a_debt(owing), second, old))
    again = await ok(sent(people, second, a_debt(owing)))

    assert (made["state"], again["state"]) == ("taken_over", "known")
    assert await balance(people, owing, "2026-03-09") == ("0.00", "0.00", "0.00")
    assert await balance(people, owing, "2026-03-10") == ("400.00", "108.25", "178.50")
    # 400.00 for a hundred days at 9.25 %: 10.14.
    assert await balance(people, owing, "2026-06-18") == ("400.00", "118.39", "178.50")
    (listed,) = (await ok(people.auditor.get("/v1/ledger/accounts", on="2026-06-18")))["items"]
    assert (listed["principal"], listed["interest"], listed["advance"]) == ("400.00", "118.39", "178.50")
    told = booked(await events(database, DEBT_ASSESSED))
    assert sorted((day, paragraf, amount) for _, day, paragraf, _, amount in told) == [
        ("2026-03-10", "0920", 700), ("2026-03-10", "0920", 10125), ("2026-03-10", "0970", 17850), ("2026-03-10", "0980", 40000),
    ]  # fmt: skip
    claims = (await ok(people.auditor.get(owing.account)))["claims"]
    assert ("2019-05-14", "500.00", "400.00", "2026-03-10", "101.25") in [
        (one["paid_on"], one["paid"], one["owed"], one["taken_on"], one["taken_interest"]) for one in claims
    ]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_an_account_goes_on_from_there_and_what_was_taken_back_may_come_anew(people: Staff, owing: Owing) -> None:
    await ok(sent(people, a_debt(owing)))
    await money(people, owing, date(2026, 3, 10), "151.25")
    assert await balance(people, owing, "2026-03-10") == ("350.00", "0.00", "0.00")
    (claim,) = (await ok(people.auditor.get(owing.account)))["claims"]

    await ok(people.accountant.post(f"{owing.account}/corrections", {"record": claim["claim"]}))
    assert await balance(people, owing, "2026-03-10") == ("0.00", "0.00", "0.00")
    anew = await ok(sent(people, a_debt(owing, principal="300.00")))

    assert anew["state"] == "taken_over"
    assert await balance(people, owing, "2026-03-10") == ("250.00", "0.00", "0.00")


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_one_that_does_not_fit_leaves_everything_as_it_was_and_each_is_named(
    people: Staff, owing: Owing, today: Turn
) -> None:
    today(date(2026, 9, 30))
    stranger = await a_person(people.clerk, serial=60)
    wrong = [
        a_debt(owing, source="a", debtor=None, debtor_source="os/9"),
        a_debt(owing, source="b", entitled=stranger),
        a_debt(owing, source="c", principal="500.01"),
        a_debt(owing, source="d", as_of="2026-10-01"),
        a_debt(owing, source="e", paid_on="2008-09-30", period="2008-09"),
        a_debt(owing, source="f"), a_debt(owing, source="f"),
        a_debt(owing, source="g", klass="advance", paid_on="2007-03-15", paid="170.00", principal="178.51", interest="0.00"),
    ]  # fmt: skip

    refused = await sent(people, a_debt(owing), *wrong)

    assert refused.status_code == 422, refused.text
    assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [
        ("/claims/1/debtor", "debtor_unknown"), ("/claims/2/entitled", "no_title"), ("/claims/3/principal", "more_than_paid_out"),
        ("/claims/4/as_of", "day_out_of_order"), ("/claims/5/paid_on", "no_law"), ("/claims/6/source", "claim_twice"),
        ("/claims/7/source", "claim_twice"), ("/claims/8/principal", "more_than_paid_out"),
    ]  # fmt: skip
    assert (await ok(people.auditor.get(owing.account)))["claims"] == []


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_debt_is_told_whole(people: Staff, owing: Owing) -> None:
    for of in (
        {"principal": "0.00", "interest": "0.00"}, {"klass": "advance"}, {"as_of": "2019-05-13"}, {"debtor_source": "os/1"},
        {"entitled": None}, {"paid": "0.00"},
    ):  # fmt: skip
        assert await code(sent(people, a_debt(owing, **of))) == (422, "validation_failed"), of


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_each_role_does_what_the_matrix_says(office: Office, owing: Owing) -> None:
    for role in ROLES:
        answer = await office.caller(f"kto-{role}", role, gmina=GMINA).post(TAKEN, {})
        assert (answer.status_code == 403) == (role not in OPERATIONS["debt_claim_take_over"]), role


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_document_is_what_was_taken_over_to_the_grosz(
    people: Staff, owing: Owing, stored: ServiceDatabase
) -> None:
    """The database itself compares the document with its claim."""
    await ok(sent(people, a_debt(owing)))
    for entries, broken in (
        ((40000, 10125), None), ((40000, 10124), "debt_document_of_claim"), ((40000, 0), "debt_document_of_claim"),
        ((39999, 10125), "debt_document_of_claim"), ((0, 10125), "debt_document_of_claim"),
    ):  # fmt: skip
        assert _again(stored, owing, *entries) == broken, entries


def _again(stored: ServiceDatabase, owing: Owing, principal: int, interest: int) -> str | None:
    """Another document of the same claim, rolled back; which constraint it breaks."""
    parts = [("principal", "paid_out", principal), ("interest", "accrued", interest)]
    lines = [one for debit, credit, amount in parts if amount for one in ((debit, amount), (credit, -amount))]
    with psycopg.connect(stored.superuser_dsn) as connection:
        row = connection.execute("SELECT id, taken_on FROM debt_claim WHERE debtor = %s", (owing.id,)).fetchone()
        assert row is not None
        connection.execute(
            "INSERT INTO debt_document (gmina, debtor, number, kind, claim, day, settles, creditor, other_gmina, state_principal,"
            " state_interest, noted_by) VALUES (%s, %s, 99, 'claim', %s, %s, false, 0, 0, 0, 0, 'ida')",
            (GMINA, owing.id, row[0], row[1]),
        )
        for number, (account, amount) in enumerate(lines):
            claim = row[0] if amount > 0 else None
            connection.execute(
                "INSERT INTO debt_entry (gmina, debtor, document, line, account, klass, claim, amount)"
                " VALUES (%s, %s, 99, %s, %s, 'fund', %s, %s)",
                (GMINA, owing.id, number, account, claim, amount),
            )
        try:
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except psycopg.errors.CheckViolation as refused:
            connection.rollback()
            return refused.diag.constraint_name
        connection.rollback()
    return None
