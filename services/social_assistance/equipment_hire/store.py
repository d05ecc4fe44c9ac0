"""Reading and writing equipment and contracts of its hire."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, text, true, tuple_
from sqlmodel import col, select

from casework.authority import store as authority
from casework.authority.rules import Excluded, is_excluded
from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import WriteSession
from services.social_assistance.equipment_hire.tables import HireRow, ItemRow
from services.social_assistance.fees.tables import FeeRow

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('equipment_hire ' || :gmina, 0))"


@dataclass(frozen=True, slots=True)
class ItemFilters:
    """Which equipment; None leaves a question open. lent: whether somebody has it. retired: whether it is lent no more."""

    kind: str | None = None
    unit: str | None = None
    lent: bool | None = None
    retired: bool | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which contracts; None leaves a question open. on: out on that day. due_to: not returned, and due by then."""

    state: str | None = None
    unit: str | None = None
    item: UUID | None = None
    person: UUID | None = None
    outsider: bool | None = None
    on: date | None = None
    due_to: date | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The contracts (HireRow) that she sees: of her units, with persons who are not hidden from her."""
    units: Any = True if sight.units is None else col(HireRow.unit).in_(sorted(sight.units))
    return and_(units, sight.persons(HireRow.person))


def _hers(sight: Sight) -> ColumnElement[bool]:
    return true() if sight.units is None else col(ItemRow.unit).in_(sorted(sight.units))


async def alone(db: WriteSession) -> None:
    """Whoever charges fees of hire does so alone, to the end of the unit of work: one contract has one fee a month."""
    await (await db.connection()).execute(text(_ONE_AT_A_TIME), {"gmina": db.gmina})


async def item(db: WriteSession, sight: Sight, one: UUID, *, lock: bool = False) -> ItemRow | None:
    """The piece, of her units; kept from other writers when locked, so that nobody lends it twice."""
    query = select(ItemRow).where(ItemRow.gmina == db.gmina, ItemRow.id == one, _hers(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def piece(db: WriteSession, one: UUID) -> ItemRow:
    """A piece that a contract names, whichever unit's, kept from other writers."""
    query = select(ItemRow).where(ItemRow.gmina == db.gmina, ItemRow.id == one).with_for_update(key_share=True)
    return (await db.exec(query)).one()


async def has_number(db: WriteSession, number: str) -> bool:
    """Whether the inventory has a piece under this number."""
    found = await db.exec(select(ItemRow.id).where(ItemRow.gmina == db.gmina, ItemRow.number == number))
    return found.first() is not None


async def lent(db: WriteSession, items: Collection[UUID]) -> set[UUID]:
    """Those of the pieces that somebody has."""
    found = await db.exec(
        select(HireRow.item).where(HireRow.gmina == db.gmina, HireRow.state == "lent", col(HireRow.item).in_(items))
    )
    return set(found.all())


async def last_back(db: WriteSession, one: UUID) -> date | None:
    """The last day on which the piece came back."""
    found = await db.exec(
        select(col(HireRow.returned_on))
        .where(HireRow.gmina == db.gmina, HireRow.item == one, HireRow.state == "returned")
        .order_by(col(HireRow.returned_on).desc())
    )
    return found.first()


async def items(
    db: WriteSession,
    sight: Sight,
    wanted: ItemFilters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[ItemRow]:
    """Equipment of her units by its number; fetch None: all."""
    query = select(ItemRow).where(ItemRow.gmina == db.gmina, _hers(sight))
    for name in ("kind", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(ItemRow, name) == value)
    if wanted.lent is not None:
        out = col(ItemRow.id).in_(select(HireRow.item).where(HireRow.gmina == db.gmina, HireRow.state == "lent"))
        query = query.where(out if wanted.lent else ~out)
    if wanted.retired is not None:
        gone = col(ItemRow.retired_on).is_not(None)
        query = query.where(gone if wanted.retired else ~gone)
    order: tuple[Any, Any] = (col(ItemRow.number), col(ItemRow.id))
    if after is not None:
        place = tuple_(after[0], UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def load(db: WriteSession, sight: Sight, hire: UUID, *, lock: bool = False) -> HireRow | None:
    """The contract, where she sees it; kept from other writers when locked."""
    query = select(HireRow).where(HireRow.gmina == db.gmina, HireRow.id == hire, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    order_by: str,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[HireRow]:
    """Contracts that are seen, by a day of theirs; fetch None: all."""
    query = select(HireRow).where(HireRow.gmina == db.gmina, seen(sight))
    for name in ("state", "unit", "item", "outsider"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(HireRow, name) == value)
    if wanted.person is not None:
        query = query.where(col(HireRow.person).in_(await one_person.entries(db, wanted.person)))
    if wanted.on is not None:
        back = col(HireRow.returned_on)
        query = query.where(
            HireRow.state != "withdrawn", col(HireRow.lent_on) <= wanted.on, or_(back.is_(None), back >= wanted.on)
        )
    if wanted.due_to is not None:
        query = query.where(HireRow.state == "lent", col(HireRow.due_back) <= wanted.due_to)
    order: tuple[Any, Any] = (getattr(HireRow, order_by), col(HireRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def charged(
    db: WriteSession, sight: Sight, source_kind: str, since: date, until: date
) -> Sequence[HireRow]:  # fmt: skip
    """Contracts of outsiders with a fee: those out from the day to the day, and those that were charged for that month already."""
    known = select(FeeRow.source_id).where(
        FeeRow.gmina == db.gmina, FeeRow.source_kind == source_kind, FeeRow.month == since
    )
    back = col(HireRow.returned_on)
    out = and_(
        col(HireRow.state) != "withdrawn", col(HireRow.lent_on) <= until, or_(back.is_(None), back >= since)
    )  # fmt: skip
    found = await db.exec(
        select(HireRow)
        .where(
            HireRow.gmina == db.gmina, col(HireRow.monthly_fee) > 0, or_(out, col(HireRow.id).in_(known)), seen(sight)
        )
        .order_by(col(HireRow.id))
        .with_for_update(key_share=True)
    )
    return found.all()


async def not_hers(db: WriteSession, official: str, persons: Collection[UUID], on: date) -> set[UUID]:
    """Those of the persons from whose matter the official, or the organ, is excluded that day (k.p.a. art. 24-25)."""
    rows = [
        row
        for row in await authority.every_exclusion(db, official)
        if is_excluded([Excluded(row.official, row.since, row.lifted_on)], official, on)
    ]
    return set(persons) & await one_person.all_entries(db, {row.matter for row in rows if row.matter_kind == "person"})
