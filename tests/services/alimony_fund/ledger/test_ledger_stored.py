"""The stored ledger: the balance of many is that of the rules to the grosz, and the database refuses what does not balance."""

import random
from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from kit.db import Database
from kit.feed.envelope import new_id
from kit.testing.clients import GMINA
from kit.testing.databases import ServiceDatabase
from services.alimony_fund.ledger import store
from services.alimony_fund.ledger.balances import Balance, balances, weighed
from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.entries import Document, Entry
from services.alimony_fund.ledger.tables import ActRow, ClaimRow
from services.alimony_fund.ledger.terms import Terms
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger.conftest import Owing, a_debtor
from tests.services.alimony_fund.ledger.debts import TERMS

pytestmark = pytest.mark.postgres

FIRST, LAST = date(2012, 1, 1), date(2026, 9, 30)


def a_claim_row(owing: Owing, day: date, amount: int, klass: str = "fund") -> ClaimRow:
    fund = klass == "fund"
    return ClaimRow(
        gmina=GMINA, id=new_id(), debtor=owing.id, klass=klass, entitled=UUID(owing.child), period=day.replace(day=1), paid_on=day,
        paid=amount, owed=amount if fund else TERMS.advance_debt(amount, day), bears_from=TERMS.bears_from(day) if fund else None,
        noted_by="clerk",
    )  # fmt: skip


def an_act_row(owing: Owing, day: date, kind: str, amount: int) -> ActRow:
    return ActRow(
        gmina=GMINA, id=new_id(), debtor=owing.id, kind=kind, day=day, credited_on=day if kind == "receipt" else None,
        source="bailiff" if kind == "receipt" else None, reason="death" if kind == "write_off" else None, amount=amount, noted_by="clerk",
    )  # fmt: skip


async def kept(database: Database, owing: Owing, rows: list[ClaimRow | ActRow]) -> Books:
    """Records the rows one by one, each in a transaction of its own, as requests do."""
    books = Books()
    for row in rows:
        async with database.write(GMINA) as db:
            db.add(row)
            await db.flush()
            after = (
                books.with_claim(store.claim_of(row), TERMS)
                if isinstance(row, ClaimRow)
                else books.with_act(store.act_of(row, frozenset()), TERMS)
            )
            await store.append(db, owing.id, books, after, "clerk")
            await db.commit()
        books = after
    return books


def by_rules(owing: Owing, books: Books, on: date, terms: Terms = TERMS) -> Balance:
    standing = books.standing(terms, on)
    advance = sum(one.principal for one in standing.of("advance"))
    return Balance(owing.id, standing.principal - advance, standing.interest, advance, standing.surplus)


@pytest.mark.asyncio
async def test_the_balance_of_many_is_that_of_the_rules_on_any_day(people: Staff, database: Database) -> None:
    chance = random.Random(20260930)
    span = (LAST - FIRST).days
    accounts: list[tuple[Owing, Books]] = []
    for number in range(4):
        owing = await a_debtor(people, database, serial=10 * number + 1)
        rows: list[ClaimRow | ActRow] = []
        for _ in range(8):
            day = FIRST + timedelta(days=chance.randrange(span))
            rows.append(
                a_claim_row(owing, day, chance.randrange(1, 150_000), chance.choice(("fund", "fund", "advance")))
            )
        for _ in range(5):
            day = FIRST + timedelta(days=chance.randrange(span))
            rows.append(an_act_row(owing, day, "receipt", chance.randrange(1, 150_000)))
        if number == 3:
            rows.append(an_act_row(owing, date(2022, 5, 1), "write_off", 0))
        chance.shuffle(rows)
        accounts.append((owing, await kept(database, owing, rows)))
    days = [FIRST + timedelta(days=chance.randrange(span)) for _ in range(12)] + [LAST]

    async with database.write(GMINA) as db:
        for owing, books in accounts:
            read = await store.books(db, owing.id)
            assert read.documents == books.documents
            assert set(read.claims) == set(books.claims)
        for day in days:
            found = await balances(db, TERMS.rates(), [owing.id for owing, _ in accounts], day)
            for owing, books in accounts:
                nothing = Balance(owing.id, 0, 0, 0, 0)
                assert found.get(owing.id, nothing) == by_rules(owing, books, day), day


def test_weighed_days_are_the_rates_of_the_law() -> None:
    rates = TERMS.rates()
    law = weighed(rates)

    first, last = date(2020, 1, 16), date(2020, 6, 15)

    whole = 50_000 * (law.until(last) - law.until(first - timedelta(days=1)))
    assert (2 * whole + law.divisor) // (2 * law.divisor) == rates.interest(50_000, first, last) == 1339


async def refused(database: Database, owing: Owing, document: Document) -> str:
    """The name of the rule of the database that refuses a document with these entries."""
    async with database.write(GMINA) as db:
        row = a_claim_row(owing, document.day, 50_000)
        row.id = document.of
        db.add(row)
        await db.flush()
        after = Books((store.claim_of(row),), (), (document,))
        with pytest.raises((DBAPIError, psycopg.Error)) as refusal:
            await store.append(db, owing.id, Books(), after, "clerk")
            await db.commit()
        await db.rollback()
    cause = refusal.value.orig if isinstance(refusal.value, DBAPIError) else refusal.value
    assert isinstance(cause, psycopg.Error)
    return str(cause.diag.constraint_name)


@pytest.mark.asyncio
async def test_the_database_refuses_what_does_not_balance(owing: Owing, database: Database) -> None:
    day, claim = date(2026, 3, 10), new_id()
    good = Books().with_claim(store.claim_of(a_claim_row(owing, day, 50_000)), TERMS).documents[0]
    owed, paid = Entry("principal", 50_000, "fund", claim), Entry("paid_out", -50_000, "fund")

    def of(*entries: Entry) -> Document:
        return Document(0, "claim", claim, day, good.place, entries)

    assert await refused(database, owing, of(owed)) == "debt_document_balance"
    assert await refused(database, owing, of()) == "debt_document_entries"
    assert await refused(
        database, owing, of(Entry("principal", -50_000, "fund", claim), Entry("paid_out", 50_000, "fund"))
    ) == ("debt_document_of_claim")
    assert await refused(
        database, owing, of(Entry("interest", 1, "advance", claim), Entry("accrued", -1, "advance"))
    ) == ("debt_entry_zaliczka_bears_none")
    assert (owed.amount, paid.amount) == (50_000, -50_000)


@pytest.mark.asyncio
async def test_what_is_written_is_not_changed_and_gets_no_entries_later(
    owing: Owing, database: Database, stored: ServiceDatabase
) -> None:
    await kept(database, owing, [a_claim_row(owing, date(2026, 3, 10), 50_000)])

    with psycopg.connect(stored.superuser_dsn) as connection:
        for table in ("debt_claim", "debt_document", "debt_entry"):
            with pytest.raises(psycopg.errors.RestrictViolation), connection.transaction():
                connection.execute(f"DELETE FROM {table}")
        with pytest.raises(psycopg.errors.CheckViolation) as late, connection.transaction():
            connection.execute(
                "INSERT INTO debt_entry SELECT gmina, debtor, document, line + 10, account, klass, claim, amount FROM debt_entry"
            )
    assert late.value.diag.constraint_name == "debt_entry_late"
