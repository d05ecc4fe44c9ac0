"""What other slices ask of the ledger of fees: that a fee is owed for a month, or comes to another amount.

A register assesses the fees of a month at once. Asked again for the same month, what stands is left, what changed is countered and
assessed anew, also where its payer, unit or family is another: nobody looks for the fee of an earlier count himself.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from casework.applications.desk import Hand
from casework.benefits.catalogue import Catalogue
from kit.db import ReadSession, WriteSession
from kit.db.many import insert_rows
from kit.feed.envelope import new_id
from kit.periods import first_day
from services.social_assistance.fees import store
from services.social_assistance.fees.balance import Balance, balance, restated
from services.social_assistance.fees.tables import FeeEntryRow, FeeRow
from services.social_assistance.fees.telling import tell


@dataclass(frozen=True, slots=True)
class FeeOrder:
    """A fee of one payer for one person and month. source: the row of the register that it follows from; one has one fee a month.
    amount: grosze; 0 takes an earlier fee back. basis: figures and codes that it was computed from.
    """

    payer: UUID
    person: UUID
    benefit: str
    source: UUID
    month: int
    amount: int
    due_on: date
    unit: str
    household: UUID | None = None
    decision: UUID | None = None
    basis: Mapping[str, Any] = field(default_factory=dict)


async def assess(hand: Hand, catalogue: Catalogue, source_kind: str, orders: Sequence[FeeOrder]) -> dict[UUID, UUID]:
    """Brings the fees to these amounts; source to its fee, where there is one. Raises CannotBeBooked."""
    db = hand.db
    standing = {
        (one.source_id, one.month): one
        for one in await store.of_sources(
            db, source_kind, {one.source for one in orders}, {first_day(one.month) for one in orders}
        )
    }
    written = await store.entries(db, [one.id for one in standing.values()])
    fees: dict[UUID, UUID] = {}
    made: list[FeeRow] = []
    new: list[tuple[FeeRow, FeeEntryRow]] = []
    for order in orders:
        row = standing.get((order.source, first_day(order.month)))
        if row is None and not order.amount:
            continue
        if row is None:
            row = _row(hand, source_kind, order)
            made.append(row)
        fees[order.source] = row.id
        before = {one.number: one for one in written.get(row.id, ())}
        entries = restated(
            store.as_entries([*before.values()]), order.amount, hand.today, anew=_whose(row) != _whose(order)
        )
        if entries and row.id in written:
            row.version += 1
            row.due_on, row.decision, row.basis = order.due_on, order.decision, dict(order.basis)
            row.payer, row.unit, row.household = order.payer, order.unit, order.household
        for one in entries:
            entry = FeeEntryRow(
                gmina=row.gmina, fee=row.id, number=one.number, kind=one.kind, amount=one.amount, day=one.day,
                counters=one.counters, noted_by=hand.by,
            )  # fmt: skip
            if one.renews is not None:
                entry.reason, entry.document = before[one.renews].reason, before[one.renews].document
            new.append((row, entry))
    db.add_all(made)
    await insert_rows(db, [entry for _, entry in new])
    await tell(db, catalogue, new)
    return fees


@dataclass(frozen=True, slots=True)
class Standing:
    """A fee and how it stands."""

    fee: UUID
    balance: Balance


async def standing_of(
    db: ReadSession | WriteSession, source_kind: str, sources: Collection[UUID], months: Collection[date]
) -> dict[tuple[UUID, date], Standing]:
    """How the fees of these sources stand, by source and first day of the month."""
    found = await store.of_sources(db, source_kind, sources, months, lock=False)
    entries = await store.entries(db, [one.id for one in found])
    return {(one.source_id, one.month): Standing(one.id, balance(store.as_entries(entries[one.id]))) for one in found}


def _whose(one: FeeRow | FeeOrder) -> tuple[object, ...]:
    """Who owes it, where it is owed, and of which family: what comes in is asked of them, and the log tells it of them."""
    return one.payer, one.unit, one.household


def _row(hand: Hand, source_kind: str, order: FeeOrder) -> FeeRow:
    return FeeRow(
        gmina=hand.db.gmina, id=new_id(), payer=order.payer, person=order.person, household=order.household,
        benefit=order.benefit, decision=order.decision, source_kind=source_kind, source_id=order.source,
        month=first_day(order.month), due_on=order.due_on, unit=order.unit, basis=dict(order.basis), noted_by=hand.by,
    )  # fmt: skip
