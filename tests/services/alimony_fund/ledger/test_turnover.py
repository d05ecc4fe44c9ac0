"""A year of all accounts by class: the years go on from each other, and the interest of a year is what the rules say of every account."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from kit.db import Database
from kit.money import grosze
from kit.testing.clients import GMINA
from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.standing import in_force
from services.alimony_fund.ledger.tables import ActRow, ClaimRow
from services.alimony_fund.ledger.terms import Klass
from services.alimony_fund.ledger.turnover import turnover
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger.conftest import Owing, a_debtor
from tests.services.alimony_fund.ledger.debts import TERMS
from tests.services.alimony_fund.ledger.test_ledger import a_payout, code, money, ok
from tests.services.alimony_fund.ledger.test_ledger_stored import a_claim_row, an_act_row, kept

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
OF_YEARS = ("principal_closing", "interest_closing")


def by_rules(all_books: Sequence[Books], klass: Klass, since: date, until: date) -> dict[str, int]:
    """What the documents in force and the standings of both ends come to."""

    def owed(on: date) -> tuple[int, int]:
        claims = [one for books in all_books for one in books.standing(TERMS, on).of(klass)]
        return sum(one.principal for one in claims), sum(one.interest for one in claims)

    def off(kind: str, account: str) -> int:
        return -sum(
            entry.amount
            for books in all_books
            for one in in_force(books.documents)
            if one.kind == kind and since <= one.day <= until
            for entry in one.entries
            if entry.klass == klass and entry.account == account and entry.amount < 0
        )

    first, last = owed(since - timedelta(days=1)), owed(until)
    return {
        "principal_opening": first[0],
        "principal_claimed": off("claim", "paid_out"),
        "principal_repaid": off("receipt", "principal"),
        "principal_written_off": off("write_off", "principal"),
        "principal_closing": last[0],
        "interest_opening": first[1],
        "interest_repaid": off("receipt", "interest"),
        "interest_written_off": off("write_off", "interest"),
        "interest_closing": last[1],
    }


@pytest.mark.asyncio
async def test_every_year_is_what_the_rules_say_of_the_accounts(people: Staff, database: Database) -> None:
    chance = random.Random(20261123)
    accounts: list[tuple[Owing, Books]] = []
    for number in range(3):
        owing = await a_debtor(people, database, serial=10 * number + 1)
        days = [date(2021, 1, 1) + timedelta(days=chance.randrange(1700)) for _ in range(12)]
        rows: list[ClaimRow | ActRow] = [
            a_claim_row(owing, day, chance.randrange(1, 150_000), chance.choice(("fund", "fund", "advance")))
            for day in days[:7]
        ]
        rows += [an_act_row(owing, day, "receipt", chance.randrange(1, 120_000)) for day in days[7:]]
        if number == 2:
            rows.append(an_act_row(owing, date(2023, 5, 1), "write_off", 0))
        chance.shuffle(rows)
        accounts.append((owing, await kept(database, owing, rows)))
    ids, all_books = [one.id for one, _ in accounts], [books for _, books in accounts]

    before: dict[str, dict[str, Any]] = {}
    async with database.write(GMINA) as db:
        for year in range(2021, 2026):
            since, until = date(year, 1, 1), date(year, 12, 31)
            for told in await turnover(db, TERMS.rates(), ids, since, until):
                said = told.model_dump()
                found = {name: grosze(said[name]) for name in by_rules([], "fund", since, until)}
                assert found == by_rules(all_books, told.klass, since, until), (year, told.klass)
                assert found["principal_closing"] == (
                    found["principal_opening"]
                    + found["principal_claimed"]
                    - found["principal_repaid"]
                    - found["principal_written_off"]
                )
                assert found["interest_closing"] == (
                    found["interest_opening"]
                    + grosze(said["interest_accrued"])
                    - found["interest_repaid"]
                    - found["interest_written_off"]
                )
                if told.klass in before:
                    last = before[told.klass]
                    assert (said["principal_opening"], said["interest_opening"]) == tuple(
                        last[name] for name in OF_YEARS
                    )
                before[told.klass] = said
    assert before["advance"]["interest_accrued"] == "0.00"
    assert grosze(before["fund"]["principal_closing"]) > 0


@pytest.mark.asyncio
async def test_interest_of_the_year_is_told_and_changes_no_account(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, date(2025, 12, 15), "500.00")
    await money(people, owing, date(2026, 2, 20), "100.00")

    fund, advance = await ok(people.auditor.get("/v1/ledger/turnover", year=2025))
    saved = (await people.auditor.get("/v1/ledger/turnover", year=2025, format="csv")).text.splitlines()

    # 500.00 for 16 days at 9.5 %.
    assert (fund["until"], fund["principal_closing"], fund["accounts"]) == ("2025-12-31", "500.00", 1)
    assert (fund["interest_accrued"], fund["interest_running"], fund["interest_closing"]) == ("2.08", "2.08", "2.08")
    assert (advance["klass"], advance["interest_accrued"], advance["accounts"]) == ("advance", "0.00", 0)
    assert saved[1].startswith("fund,2025-12-31,0.00,500.00,")
    documents = (await ok(people.auditor.get(f"{owing.account}/documents")))["items"]
    assert [(one["kind"], one["day"]) for one in documents] == [("claim", "2025-12-15"), ("receipt", "2026-02-20")]


@pytest.mark.asyncio
async def test_the_running_year_is_told_until_today_and_of_the_unit_that_is_asked_for(
    people: Staff, owing: Owing, today: Turn
) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    today(date(2026, 3, 11))

    (fund, _) = await ok(people.auditor.get("/v1/ledger/turnover", year=2026))
    (other, _) = await ok(people.auditor.get("/v1/ledger/turnover", year=2026, unit="inna"))

    assert (fund["until"], fund["principal_claimed"], fund["interest_accrued"]) == ("2026-03-11", "1000.00", "0.25")
    assert (other["principal_claimed"], other["accounts"]) == ("0.00", 0)
    (then, _) = await ok(people.auditor.get("/v1/ledger/turnover", year=2026, until="2026-03-10"))
    (to_come, _) = await ok(people.auditor.get("/v1/ledger/turnover", year=2026, until="2026-06-30"))
    assert (then["until"], then["interest_running"], to_come["until"]) == ("2026-03-10", "0.00", "2026-03-11")
    other_year = people.auditor.get("/v1/ledger/turnover", year=2026, until="2025-12-31")
    assert await code(other_year) == (422, "validation_failed")
    assert await code(people.auditor.get("/v1/ledger/turnover", year=2027)) == (422, "validation_failed")
