"""The database refuses a document that is not what it books: another class, another amount, a counter-document that does not mirror."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from kit.db import Database
from kit.feed.envelope import new_id
from kit.testing.clients import GMINA
from services.alimony_fund.ledger import store
from services.alimony_fund.ledger.balances import Balance, balances, of_classes
from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.entries import Act, Claim, Document, Entry
from services.alimony_fund.ledger.sharing import Split
from services.alimony_fund.ledger.tables import ActRow, ClaimRow
from services.alimony_fund.ledger.terms import Klass, Terms
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger.conftest import Owing, a_debtor
from tests.services.alimony_fund.ledger.debts import TERMS
from tests.services.alimony_fund.ledger.histories import FIRST, LAST, a_step, taken
from tests.services.alimony_fund.ledger.test_books import with_rate
from tests.services.alimony_fund.ledger.test_ledger_stored import by_rules

pytestmark = pytest.mark.postgres

DAY = date(2026, 3, 10)
Row = ClaimRow | ActRow


def row_of(owing: Owing, one: Claim | Act, identity: UUID) -> Row:
    """What is stored of a claim or an act of the rules."""
    if isinstance(one, Claim):
        bears = TERMS.bears_from(one.day) if one.klass == "fund" else None
        return ClaimRow(
            gmina=GMINA, id=identity, debtor=owing.id, klass=one.klass, entitled=UUID(owing.child), period=one.day.replace(day=1),
            paid_on=one.day, paid=one.amount, owed=one.amount, bears_from=bears, noted_by="clerk",
        )  # fmt: skip
    receipt = one.kind == "receipt"
    return ActRow(
        gmina=GMINA, id=identity, debtor=owing.id, kind=one.kind, day=one.day, credited_on=one.day if receipt else None,
        source="bailiff" if receipt else None, reason="art_30_2" if one.kind == "write_off" else None, amount=one.amount,
        klass=one.klass, principal=one.principal, interest=one.interest, same_gmina=one.same_gmina, noted_by="clerk",
    )  # fmt: skip


def a_claim(owing: Owing, amount: int, klass: Klass = "fund") -> Claim:
    return Claim(new_id(), klass, DAY, amount, UUID(owing.child))


async def write(database: Database, owing: Owing, before: Books, after: Books, rows: Sequence[Row]) -> None:
    """The documents that the books have gained, with what they book, in a transaction of their own."""
    async with database.write(GMINA) as db:
        for row in rows:
            db.add(row)
        await db.flush()
        await store.append(db, owing.id, before, after, "clerk")
        await db.commit()


async def refusal(database: Database, owing: Owing, before: Books, after: Books, *rows: Row) -> str:
    """The rule of the database that refuses them."""
    with pytest.raises((DBAPIError, psycopg.Error)) as refused:
        await write(database, owing, before, after, rows)
    cause = refused.value.orig if isinstance(refused.value, DBAPIError) else refused.value
    assert isinstance(cause, psycopg.Error)
    return str(cause.diag.constraint_name)


def with_entries(books: Books, *entries: Entry, **other: object) -> Books:
    """The books whose last document is another one."""
    last: Document = replace(books.documents[-1], entries=entries or books.documents[-1].entries, **other)  # type: ignore[arg-type]
    return replace(books, documents=(*books.documents[:-1], last))


@pytest.mark.asyncio
async def test_a_payouts_document_is_its_claim(owing: Owing, database: Database) -> None:
    claim = a_claim(owing, 50_000)
    good, row = Books().with_claim(claim, TERMS), row_of(owing, claim, claim.id)

    async def of(books: Books) -> str:
        return await refusal(database, owing, Books(), books, row_of(owing, claim, claim.id))

    def entries(amount: int, klass: Klass) -> tuple[Entry, ...]:
        return Entry("principal", amount, klass, claim.id), Entry("paid_out", -amount, klass)

    assert await of(with_entries(good, *entries(50_000, "advance"))) == "debt_entry_of_its_claim"
    assert await of(with_entries(good, *entries(49_999, "fund"))) == "debt_document_of_claim"
    assert await of(with_entries(good, *entries(50_000, "fund"), *entries(1, "fund"))) == "debt_document_of_claim"
    assert await of(with_entries(good, day=date(2026, 3, 11))) == "debt_document_of_claim"
    assert await of(with_entries(good, settles=True)) == "debt_document_of_claim"
    await write(database, owing, Books(), good, [row])


@pytest.mark.asyncio
async def test_an_acts_document_is_of_its_kind_class_and_amount(owing: Owing, database: Database) -> None:
    fund, old = a_claim(owing, 50_000), a_claim(owing, 10_500, "advance")
    owed = Books().with_claims((fund, old), TERMS)
    await write(database, owing, Books(), owed, [row_of(owing, one, one.id) for one in (fund, old)])
    act = Act(new_id(), "receipt", DAY, 10_000)
    paid = owed.with_act(act, TERMS)
    money, took = paid.documents[-1].entries

    async def of(books: Books, stated: Act = act) -> str:
        return await refusal(database, owing, owed, books, row_of(owing, stated, act.id))

    assert took == Entry("principal", -10_000, "fund", fund.id)
    assert await of(with_entries(paid, money, replace(took, klass="advance"))) == "debt_entry_of_its_claim"
    assert await of(paid, replace(act, amount=9_999)) == "debt_document_of_act"
    assert await of(paid, replace(act, klass="advance")) == "debt_document_of_act"
    assert await of(paid, replace(act, day=date(2026, 3, 11))) == "debt_document_of_act"
    assert await of(with_entries(paid, settles=False)) == "debt_document_of_act"
    assert await of(with_entries(paid, split=Split(4_000, 0, 5_999, 0))) == "debt_document_shares"
    across = (Entry("interest", 7, "fund", fund.id), Entry("written_off", -7, "advance"))
    assert await of(with_entries(paid, money, took, *across)) == "debt_document_class"
    await write(database, owing, owed, paid, [row_of(owing, act, act.id)])

    relief = Act(new_id(), "write_off", DAY, principal=1_000, interest=0)
    let_off = paid.with_act(relief, TERMS)
    stated = row_of(owing, relief, relief.id)
    too_much = Entry("principal", -40_001, "fund", fund.id), Entry("written_off", 40_001, "fund")
    of_another = Entry("principal", -1_000, "fund", fund.id), Entry("written_off", 1_000, "advance")
    assert await refusal(database, owing, paid, with_entries(let_off, *too_much), stated) == "debt_claim_below_zero"
    stated = row_of(owing, relief, relief.id)
    assert await refusal(database, owing, paid, with_entries(let_off, *of_another), stated) == "debt_document_class"
    await write(database, owing, paid, let_off, [row_of(owing, relief, relief.id)])


@pytest.mark.asyncio
async def test_a_counter_document_mirrors_what_it_takes_back(owing: Owing, database: Database) -> None:
    claim, act = a_claim(owing, 50_000), Act(new_id(), "receipt", date(2026, 3, 12), 10_000)
    paid = Books().with_claim(claim, TERMS).with_act(act, TERMS)
    await write(database, owing, Books(), paid, [row_of(owing, one, one.id) for one in (claim, act)])
    back = paid.without(act.id, TERMS)
    made = back.documents[-1]

    async def of(books: Books) -> str:
        return await refusal(database, owing, paid, books)

    swapped = (*made.entries[1::-1], *made.entries[2:])
    assert len(made.entries) == 5
    assert await of(with_entries(back, *swapped)) == "debt_document_mirror"
    assert await of(with_entries(back, *made.entries[:2])) == "debt_document_mirror"
    assert await of(with_entries(back, split=Split())) == "debt_document_mirror"
    assert await of(with_entries(back, day=DAY)) == "debt_document_mirror"
    assert await of(with_entries(back, counters=0)) == "debt_document_mirror"
    await write(database, owing, paid, back, [])
    twice = back._countered([made])
    assert await refusal(database, owing, back, twice) == "debt_document_mirror"


@pytest.mark.asyncio
async def test_histories_are_taken_by_the_database_and_its_balances_are_those_of_the_rules(
    people: Staff, database: Database
) -> None:
    chance = random.Random(20261124)
    accounts: list[tuple[Owing, Books]] = []
    terms: Terms = TERMS
    dearer = with_rate(date(2024, 5, 1), 17)
    for number in range(3):
        owing, books = await a_debtor(people, database, serial=10 * number + 1), Books()
        for count in range(1, 15):
            # From the eighth record on the law has another rate, also of days that were settled.
            terms = TERMS if count < 8 else dearer
            step = a_step(chance.randint, 100 * number + count if count > 1 else 1)
            step = replace(step, number=100 * number + count)
            after, added = taken(books, step, terms)
            await write(database, owing, books, after, [] if added is None else [row_of(owing, added, added.id)])
            books = after
        accounts.append((owing, books))
    ids = [owing.id for owing, _ in accounts]
    days = [date.fromordinal(chance.randint(FIRST.toordinal(), LAST.toordinal())) for _ in range(8)] + [LAST]

    assert {"counter", "receipt", "write_off"} <= {one.kind for _, books in accounts for one in books.documents}
    async with database.write(GMINA) as db:
        for owing, books in accounts:
            assert (await store.books(db, owing.id)).documents == books.documents
        for day in days:
            found = await balances(db, dearer.rates(), ids, day)
            classes = await of_classes(db, dearer.rates(), ids, day)
            for owing, books in accounts:
                assert found.get(owing.id, Balance(owing.id, 0, 0, 0, 0)) == by_rules(owing, books, day, dearer), day
            for klass, told in classes.items():
                stands = [one for _, books in accounts for one in books.standing(dearer, day).claims]
                of_it = [one for one in stands if one.claim.klass == klass]
                assert (told.principal, told.booked, told.running) == (
                    sum(one.principal for one in of_it), sum(one.booked for one in of_it), sum(one.running for one in of_it),
                ), (day, klass)  # fmt: skip
