"""Reading and writing reminders of fees."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, not_, true, tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import WriteSession
from services.social_assistance.fees.states import LIVING
from services.social_assistance.fees.store import seen
from services.social_assistance.fees.tables import FeeReminderLineRow, FeeReminderRow, FeeRow


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reminders; None leaves a question open."""

    payer: UUID | None = None
    state: str | None = None
    unit: str | None = None
    fee: UUID | None = None


def shown(sight: Sight) -> ColumnElement[bool]:
    """The reminders that she sees: of her units and of payers whom she sees, none of whose fees is hidden from her."""
    units: Any = true() if sight.units is None else col(FeeReminderRow.unit).in_(sorted(sight.units))
    hidden = exists(
        select(FeeReminderLineRow.fee)
        .join(FeeRow, and_(col(FeeRow.gmina) == col(FeeReminderLineRow.gmina), col(FeeRow.id) == col(FeeReminderLineRow.fee)))
        .where(
            col(FeeReminderLineRow.gmina) == col(FeeReminderRow.gmina),
            col(FeeReminderLineRow.reminder) == col(FeeReminderRow.id),
            not_(seen(sight)),
        )
    )  # fmt: skip
    return and_(units, sight.persons(FeeReminderRow.payer), not_(hidden))


async def load(db: WriteSession, sight: Sight, reminder: UUID, *, lock: bool = False) -> FeeReminderRow | None:
    """The reminder, where she sees it; kept from other writers when locked."""
    query = select(FeeReminderRow).where(FeeReminderRow.gmina == db.gmina, FeeReminderRow.id == reminder, shown(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def overdue(db: WriteSession, sight: Sight, payer: UUID, unit: str, on: date) -> Sequence[FeeRow]:
    """Fees of the payer in the unit that were due before the day and that no living reminder names, kept from other writers."""
    named = exists(
        select(FeeReminderLineRow.fee)
        .join(
            FeeReminderRow,
            and_(
                col(FeeReminderRow.gmina) == col(FeeReminderLineRow.gmina),
                col(FeeReminderRow.id) == col(FeeReminderLineRow.reminder),
            ),
        )
        .where(
            col(FeeReminderLineRow.gmina) == col(FeeRow.gmina),
            col(FeeReminderLineRow.fee) == col(FeeRow.id),
            col(FeeReminderRow.state).in_(LIVING),
        )
    )
    query = select(FeeRow).where(
        FeeRow.gmina == db.gmina,
        col(FeeRow.payer).in_(await one_person.entries(db, payer)),
        FeeRow.unit == unit,
        col(FeeRow.due_on) < on,
        seen(sight),
    )
    locked = (await db.exec(query.order_by(col(FeeRow.id)).with_for_update())).all()
    # Asked for only when the fees are locked: who reminded of one in the same moment is waited for.
    free = (await db.exec(query.where(not_(named)))).all()
    standing = {one.id for one in free}
    return [one for one in locked if one.id in standing]


async def lines(db: WriteSession, reminders: Collection[UUID]) -> dict[UUID, list[tuple[FeeReminderLineRow, FeeRow]]]:
    """The fees of each of the reminders, by their day."""
    found = await db.exec(
        select(FeeReminderLineRow, FeeRow)
        .join(FeeRow, and_(col(FeeRow.gmina) == col(FeeReminderLineRow.gmina), col(FeeRow.id) == col(FeeReminderLineRow.fee)))
        .where(FeeReminderLineRow.gmina == db.gmina, col(FeeReminderLineRow.reminder).in_(reminders))
        .order_by(col(FeeReminderLineRow.reminder), col(FeeRow.due_on), col(FeeRow.id))
    )  # fmt: skip
    of: dict[UUID, list[tuple[FeeReminderLineRow, FeeRow]]] = {one: [] for one in reminders}
    for line, fee in found.all():
        of[line.reminder].append((line, fee))
    return of


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[FeeReminderRow]:
    """Reminders that are seen, by the day of their issue; fetch None: all."""
    query = select(FeeReminderRow).where(FeeReminderRow.gmina == db.gmina, shown(sight))
    for name in ("state", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(FeeReminderRow, name) == value)
    if wanted.payer is not None:
        query = query.where(col(FeeReminderRow.payer).in_(await one_person.entries(db, wanted.payer)))
    if wanted.fee is not None:
        named = select(FeeReminderLineRow.reminder).where(
            FeeReminderLineRow.gmina == db.gmina, FeeReminderLineRow.fee == wanted.fee
        )
        query = query.where(col(FeeReminderRow.id).in_(named))
    order = (col(FeeReminderRow.issued_on), col(FeeReminderRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()
