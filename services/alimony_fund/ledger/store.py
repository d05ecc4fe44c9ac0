"""The ledger of debtors in the database: books are read whole for one debtor and only appended to; balances of many are one statement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.awards.tables import AwardRow
from casework.payments.tables import PaymentRow, ReversalRow
from casework.persons import one_person
from casework.persons.one_person import GAVE_WAY
from kit.db import WriteSession, raw
from kit.db.many import insert_rows
from services.alimony_fund.debtors.tables import DebtorRow, ReliefRow, TitleRow
from services.alimony_fund.fund import FUND
from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.entries import (
    Account,
    Act,
    ActKind,
    Claim,
    Document,
    DocumentKind,
    Entry,
    Other,
    Pool,
)
from services.alimony_fund.ledger.sharing import Split
from services.alimony_fund.ledger.tables import ActRow, ClaimRow, DocumentRow, EntryRow
from services.alimony_fund.ledger.terms import Klass, Own

# Under whatever entry of hers the right or the title stands.
_RECEIVES = f"""
WITH {GAVE_WAY}
SELECT EXISTS (
    SELECT FROM maintenance_title t
      LEFT JOIN gave_way gt ON gt.id = t.entitled
      JOIN award a ON a.gmina = t.gmina AND a.benefit = %(benefit)s AND a.state <> 'suspended'
      LEFT JOIN gave_way ga ON ga.id = a.entitled
      JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id
     WHERE t.gmina = %(gmina)s AND t.debtor = %(debtor)s
       AND coalesce(ga.merged_into, a.entitled) = coalesce(gt.merged_into, t.entitled) AND m.amount > 0
       AND (%(named)s::uuid[] IS NULL OR t.entitled = ANY (%(named)s::uuid[]))
       AND m.since <= %(on)s::date
       AND least(m.until, a.until, 'infinity'::date) >= date_trunc('month', %(on)s::date))
"""


def seen(sight: Sight) -> ColumnElement[bool]:
    """The debtors (DebtorRow) whose accounts she sees: of her units, persons who are not hidden."""
    units: Any = True if sight.units is None else col(DebtorRow.unit).in_(sorted(sight.units))
    return and_(units, sight.persons(DebtorRow.person))


async def load(db: WriteSession, sight: Sight, debtor: UUID, *, lock: bool = False) -> DebtorRow | None:
    """The debtor, where she sees him; kept from other writers of his account when locked."""
    query = select(DebtorRow).where(DebtorRow.gmina == db.gmina, DebtorRow.id == debtor, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def has_title(db: WriteSession, debtor: UUID, entitled: UUID) -> bool:
    """Whether the debtor owes alimony to the person by any title."""
    found = await db.exec(
        select(TitleRow.id).where(
            TitleRow.gmina == db.gmina,
            TitleRow.debtor == debtor,
            col(TitleRow.entitled).in_(await one_person.entries(db, entitled)),
        )
    )
    return found.first() is not None


@dataclass(frozen=True, slots=True)
class PaidOut:
    """A payment that was paid, for whom, and the grosze of it that did not come back."""

    payment: PaymentRow
    entitled: UUID
    left: int


async def paid_out(db: WriteSession, payment: UUID) -> PaidOut | None:
    """A payment of which nothing or a part came back; kept from other writers."""
    found = await db.exec(
        select(PaymentRow, AwardRow.entitled)
        .join(AwardRow, and_(col(AwardRow.gmina) == col(PaymentRow.gmina), col(AwardRow.id) == col(PaymentRow.award)))
        .where(PaymentRow.gmina == db.gmina, PaymentRow.id == payment, PaymentRow.state == "settled")
        .with_for_update(key_share=True, of=PaymentRow)
    )
    row = found.first()
    if row is None:
        return None
    back = await db.exec(
        select(func.coalesce(func.sum(ReversalRow.amount), 0)).where(
            ReversalRow.gmina == db.gmina, ReversalRow.payment == payment
        )
    )
    left = row[0].amount - int(back.one())
    return PaidOut(row[0], row[1], left) if left > 0 else None


async def claimed(db: WriteSession, payment: UUID) -> Sequence[ClaimRow]:
    """Claims of the payment that are in force, on whatever account, the earliest first."""
    taken_back = select(DocumentRow.number).where(
        DocumentRow.gmina == db.gmina, DocumentRow.claim == ClaimRow.id, DocumentRow.kind == "counter"
    )
    found = await db.exec(
        select(ClaimRow)
        .where(ClaimRow.gmina == db.gmina, ClaimRow.payment == payment, ~taken_back.exists())
        .order_by(col(ClaimRow.id))
    )
    return found.all()


async def owing(db: WriteSession, debtor: UUID) -> DebtorRow:
    """The debtor of an account that has claims, whoever sees him; kept from other writers of his account."""
    found = await db.exec(
        select(DebtorRow).where(DebtorRow.gmina == db.gmina, DebtorRow.id == debtor).with_for_update(key_share=True)
    )
    return found.one()


async def receives(db: WriteSession, debtor: UUID, on: date, named: frozenset[UUID]) -> bool:
    """Whether a person to whom the debtor owes alimony has a right to benefits of the fund in the month of the day (art. 28 ust. 1).

    named: the entries of the one person who is asked about; empty: any of them.
    """
    asked = {"gmina": db.gmina, "debtor": debtor, "on": on, "benefit": FUND, "named": list(named) or None}
    row = await (await (await raw(db)).execute(_RECEIVES, asked)).fetchone()
    return row is not None and bool(row[0])


async def kind_of_act(db: WriteSession, debtor: UUID, act: UUID) -> str | None:
    """What an act of the account is; none where it has no such act."""
    found = await db.exec(
        select(ActRow.kind).where(ActRow.gmina == db.gmina, ActRow.debtor == debtor, ActRow.id == act)
    )
    return found.first()


async def of_relief(db: WriteSession, act: UUID) -> bool:
    """Whether a relief wrote the act."""
    found = await db.exec(select(ReliefRow.id).where(ReliefRow.gmina == db.gmina, ReliefRow.act == act))
    return found.first() is not None


async def receipts(db: WriteSession, debtor: UUID) -> dict[UUID, ActRow]:
    """What was stated of each receipt."""
    found = await db.exec(
        select(ActRow).where(ActRow.gmina == db.gmina, ActRow.debtor == debtor, ActRow.kind == "receipt")
    )
    return {one.id: one for one in found.all()}


async def entries_of(db: WriteSession, named: Collection[UUID | None]) -> dict[UUID | None, frozenset[UUID]]:
    """Under which entries each of these persons stands in claims; of nobody none."""
    asked = {one for one in named if one is not None}
    if not asked:
        return {None: frozenset()}
    entries = await one_person.all_entries(db, asked)
    stands = await one_person.stand_ins(db, entries)
    return {None: frozenset()} | {
        one: frozenset(entry for entry in entries if stands[entry] == stands[one]) for one in asked
    }


async def claims(db: WriteSession, debtor: UUID) -> Sequence[ClaimRow]:
    """All claims of a debtor, also those that were taken back."""
    return (await db.exec(select(ClaimRow).where(ClaimRow.gmina == db.gmina, ClaimRow.debtor == debtor))).all()


async def books(db: WriteSession, debtor: UUID) -> Books:
    """The books of a debtor."""
    acts = (await db.exec(select(ActRow).where(ActRow.gmina == db.gmina, ActRow.debtor == debtor))).all()
    rows = await db.exec(
        select(DocumentRow)
        .where(DocumentRow.gmina == db.gmina, DocumentRow.debtor == debtor)
        .order_by(col(DocumentRow.number))
    )
    lines = await db.exec(
        select(EntryRow)
        .where(EntryRow.gmina == db.gmina, EntryRow.debtor == debtor)
        .order_by(col(EntryRow.document), col(EntryRow.line))
    )
    entries: dict[int, list[Entry]] = {}
    for line in lines.all():
        entry = Entry(cast(Account, line.account), line.amount, cast(Klass | None, line.klass), line.claim)
        entries.setdefault(line.document, []).append(entry)
    owed = {one.id: claim_of(one) for one in await claims(db, debtor)}
    whose = await entries_of(db, [one.entitled for one in acts])
    done = {one.id: act_of(one, whose[one.entitled]) for one in acts}
    documents = []
    for row in rows.all():
        place = owed[row.claim].place if row.claim is not None else done[cast(UUID, row.act)].place
        documents.append(
            Document(
                row.number, cast(DocumentKind, row.kind), cast(UUID, row.claim or row.act), row.day, place,
                tuple(entries.get(row.number, ())), row.settles,
                Split(row.creditor, row.other_gmina, row.state_principal, row.state_interest), row.counters,
            )
        )  # fmt: skip
    return Books(tuple(owed.values()), tuple(done.values()), tuple(documents))


async def append(db: WriteSession, debtor: UUID, before: Books, after: Books, by: str) -> None:
    """Writes the documents that the books have gained, and their entries: two statements for any number."""
    new = after.documents[len(before.documents) :]
    claim_ids = {one.id for one in after.claims}
    rows = [
        DocumentRow(
            gmina=db.gmina, debtor=debtor, number=one.number, kind=one.kind, claim=one.of if one.of in claim_ids else None,
            act=None if one.of in claim_ids else one.of, day=one.day, settles=one.settles, counters=one.counters,
            creditor=one.split.creditor, other_gmina=one.split.debtor, state_principal=one.split.state_principal,
            state_interest=one.split.state_interest, noted_by=by,
        )
        for one in new
    ]  # fmt: skip
    await insert_rows(db, rows)
    await insert_rows(
        db,
        [
            EntryRow(
                gmina=db.gmina, debtor=debtor, document=one.number, line=line, account=entry.account, klass=entry.klass,
                claim=entry.claim, amount=entry.amount,
            )
            for one in new
            for line, entry in enumerate(one.entries)
        ],
    )  # fmt: skip


async def documents(
    db: WriteSession,
    debtor: UUID,
    *,
    since: date | None,
    until: date | None,
    after: int | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[DocumentRow]:
    """Documents of an account by their number; fetch None: all."""
    number = col(DocumentRow.number)
    query = select(DocumentRow).where(DocumentRow.gmina == db.gmina, DocumentRow.debtor == debtor)
    if since is not None:
        query = query.where(col(DocumentRow.day) >= since)
    if until is not None:
        query = query.where(col(DocumentRow.day) <= until)
    if after is not None:
        query = query.where(number < after if descending else number > after)
    return (await db.exec(query.order_by(number.desc() if descending else number).limit(fetch))).all()


def claim_of(row: ClaimRow) -> Claim:
    """The claim as the rules know it."""
    day = row.taken_on or row.paid_on
    return Claim(row.id, cast(Klass, row.klass), day, row.owed, row.entitled, row.interest, row.paid_on)


def act_of(row: ActRow, of_person: frozenset[UUID]) -> Act:
    """The act as the rules know it; of_person: the entries of whom it names."""
    return Act(
        row.id, cast(ActKind, row.kind), row.day, row.amount, cast(Klass | None, row.klass), row.principal, row.interest,
        row.same_gmina, None if row.share is None else Fraction(row.share), cast(Own, row.own or "paid"), _others(row),
        of_person, cast(Pool, row.pool or "surplus"),
    )  # fmt: skip


def _others(row: ActRow) -> tuple[tuple[Other, int], ...]:
    stated: tuple[tuple[Other, int], ...] = (
        ("costs", row.costs),
        ("creditor_current", row.creditor_current),
        ("creditor_arrears", row.creditor_arrears),
        ("liquidator", row.liquidator),
    )
    return tuple((name, amount) for name, amount in stated if amount)
