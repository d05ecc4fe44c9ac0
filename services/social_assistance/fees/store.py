"""Reading and writing fees."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import ReadSession, WriteSession
from services.social_assistance.fees.balance import Entry, EntryKind
from services.social_assistance.fees.tables import FeeEntryRow, FeeRow

_SIGNS: dict[EntryKind, int] = {"assessed": 1, "given_back": 1, "received": -1, "written_off": -1, "corrected": 0}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which fees; None leaves a question open. open: something is owed still. due_to: due that day or earlier."""

    payer: UUID | None = None
    person: UUID | None = None
    benefit: str | None = None
    decision: UUID | None = None
    month: date | None = None
    unit: str | None = None
    due_to: date | None = None
    open: bool | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The fees (FeeRow) that she sees: of her units, of persons, a household and a decision that she sees."""
    units: Any = True if sight.units is None else col(FeeRow.unit).in_(sorted(sight.units))
    return and_(
        units,
        sight.persons(FeeRow.payer),
        sight.persons(FeeRow.person),
        sight.households(FeeRow.household),
        sight.of_decision(FeeRow.decision),
    )


async def load(db: WriteSession, sight: Sight, fee: UUID, *, lock: bool = False) -> FeeRow | None:
    """The fee, where she sees it; kept from other writers when locked."""
    query = select(FeeRow).where(FeeRow.gmina == db.gmina, FeeRow.id == fee, seen(sight))
    return (await db.exec(query.with_for_update() if lock else query)).first()


async def of_sources(
    db: ReadSession | WriteSession,
    source_kind: str,
    sources: Collection[UUID],
    months: Collection[date],
    *,
    lock: bool = True,
) -> Sequence[FeeRow]:
    """Fees that these rows of a register assessed for these months, in one order; kept from other writers when locked."""
    query = (
        select(FeeRow)
        .where(
            FeeRow.gmina == db.gmina,
            FeeRow.source_kind == source_kind,
            col(FeeRow.source_id).in_(sources),
            col(FeeRow.month).in_(months),
        )
        .order_by(col(FeeRow.id))
    )
    return (await db.exec(query.with_for_update() if lock else query)).all()


async def entries(db: ReadSession | WriteSession, fees: Collection[UUID]) -> dict[UUID, list[FeeEntryRow]]:
    """The entries of each of the fees, in their order."""
    found = await db.exec(
        select(FeeEntryRow)
        .where(FeeEntryRow.gmina == db.gmina, col(FeeEntryRow.fee).in_(fees))
        .order_by(col(FeeEntryRow.fee), col(FeeEntryRow.number))
    )
    of_fee: dict[UUID, list[FeeEntryRow]] = {one: [] for one in fees}
    for row in found.all():
        of_fee[row.fee].append(row)
    return of_fee


def as_entries(rows: Sequence[FeeEntryRow]) -> tuple[Entry, ...]:
    """The rows as the rules of the balance read them."""
    return tuple(Entry(one.number, _kind(one.kind), one.amount, one.day, one.counters) for one in rows)


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    order_by: str,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[FeeRow]:
    """Fees that are seen, by a day of theirs; fetch None: all."""
    query = select(FeeRow).where(FeeRow.gmina == db.gmina, seen(sight))
    for name in ("payer", "person"):
        if (whose := getattr(wanted, name)) is not None:
            query = query.where(getattr(FeeRow, name).in_(await one_person.entries(db, whose)))
    for name in ("benefit", "decision", "month", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(FeeRow, name) == value)
    if wanted.due_to is not None:
        query = query.where(col(FeeRow.due_on) <= wanted.due_to)
    if wanted.open is not None:
        query = query.where(_left() > 0 if wanted.open else _left() <= 0)
    order: tuple[Any, Any] = (getattr(FeeRow, order_by), col(FeeRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


def _left() -> Any:
    """Grosze that are owed still, below nothing when too much came in: of entries that nothing counters."""
    counter = aliased(FeeEntryRow)
    countered = exists().where(
        col(counter.gmina) == col(FeeEntryRow.gmina),
        col(counter.fee) == col(FeeEntryRow.fee),
        col(counter.counters) == col(FeeEntryRow.number),
    )
    signed = col(FeeEntryRow.amount) * case(_SIGNS, value=col(FeeEntryRow.kind))
    return (
        select(func.coalesce(func.sum(signed), 0))
        .where(col(FeeEntryRow.gmina) == col(FeeRow.gmina), col(FeeEntryRow.fee) == col(FeeRow.id), not_(countered))
        .correlate(FeeRow)
        .scalar_subquery()
    )


def _kind(text: str) -> EntryKind:
    return next(one for one in _SIGNS if one == text)
