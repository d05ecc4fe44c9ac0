"""Reading and writing stays: one, or the months of all of them in a handful of statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, not_, or_, text, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from casework.authority import store as authority
from casework.authority.rules import Excluded, is_excluded
from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import ReadSession, WriteSession
from services.social_assistance.stays.tables import SupportMonthRow, SupportStayRow, SupportTermRow

Row = TypeVar("Row", SupportTermRow, SupportMonthRow)
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('support_month ' || :gmina, 0))"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which stays; None leaves a question open. on: with this day in them."""

    state: str | None = None
    kind: str | None = None
    person: UUID | None = None
    facility: UUID | None = None
    unit: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class MonthFilters:
    """Which months; None leaves a question open."""

    month: date | None = None
    stay: UUID | None = None
    facility: UUID | None = None
    kind: str | None = None
    state: str | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The stays that she sees: of her units, of persons, households and decisions that she sees, those on their fees among them."""
    charged_unseen = select(SupportTermRow.stay).where(
        SupportTermRow.gmina == sight.gmina, not_(sight.of_decision(SupportTermRow.decision))
    )
    units: Any = True if sight.units is None else col(SupportStayRow.unit).in_(sorted(sight.units))
    return and_(
        units,
        sight.persons(SupportStayRow.person),
        sight.households(SupportStayRow.household),
        sight.of_decision(SupportStayRow.decision),
        col(SupportStayRow.id).not_in(charged_unseen),
    )


async def alone(db: WriteSession) -> None:
    """Whoever confirms months does so alone, to the end of the unit of work."""
    await (await db.connection()).execute(text(_ONE_AT_A_TIME), {"gmina": db.gmina})


async def load(db: WriteSession, sight: Sight, stay: UUID, *, lock: bool = False) -> SupportStayRow | None:
    """The stay, where she sees it; kept from other writers when locked."""
    query = select(SupportStayRow).where(SupportStayRow.gmina == db.gmina, SupportStayRow.id == stay, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def has_open(db: WriteSession, person: UUID, kind: str) -> bool:
    """Whether the person has a stay of the kind that has not ended, under any entry, seen or not."""
    query = select(SupportStayRow.id).where(
        SupportStayRow.gmina == db.gmina,
        SupportStayRow.kind == kind,
        SupportStayRow.state == "open",
        col(SupportStayRow.person).in_(await one_person.entries(db, person)),
    )
    return (await db.exec(query)).first() is not None


async def of_stays(db: ReadSession | WriteSession, table: type[Row], stays: Collection[UUID]) -> dict[UUID, list[Row]]:
    """Rows of one table by their stay, in the order in which they were written."""
    found = await db.exec(
        select(table)
        .where(table.gmina == db.gmina, col(table.stay).in_(stays))
        .order_by(col(table.stay), col(table.number))
    )
    rows: dict[UUID, list[Row]] = {one: [] for one in stays}
    for row in found.all():
        rows[row.stay].append(row)
    return rows


async def month_of_stay(db: WriteSession, stay: UUID, month: date) -> SupportMonthRow | None:
    """The month of the stay as it holds."""
    query = select(SupportMonthRow).where(
        SupportMonthRow.gmina == db.gmina, SupportMonthRow.stay == stay, SupportMonthRow.month == month
    )
    return (await db.exec(query.order_by(col(SupportMonthRow.number).desc()).limit(1))).first()


async def last_month(db: WriteSession, stay: UUID) -> date | None:
    """The last month that was entered."""
    query = select(col(SupportMonthRow.month)).where(SupportMonthRow.gmina == db.gmina, SupportMonthRow.stay == stay)
    return (await db.exec(query.order_by(col(SupportMonthRow.month).desc()).limit(1))).first()


async def entered(db: WriteSession, sight: Sight, month: date) -> Sequence[tuple[SupportStayRow, SupportMonthRow]]:
    """Stays that are seen whose month is entered and not confirmed, kept from other writers, in one order."""
    waits = select(SupportMonthRow.stay).where(
        SupportMonthRow.gmina == db.gmina, SupportMonthRow.month == month, SupportMonthRow.state == "entered", _holds()
    )
    kept = await db.exec(
        select(SupportStayRow)
        .where(SupportStayRow.gmina == db.gmina, col(SupportStayRow.id).in_(waits), seen(sight))
        .order_by(col(SupportStayRow.id))
        .with_for_update(key_share=True)
    )
    stays = kept.all()
    # Asked once nobody else writes to them: what was waited for may have entered or confirmed the month.
    found = await db.exec(
        select(SupportMonthRow).where(
            SupportMonthRow.gmina == db.gmina,
            col(SupportMonthRow.stay).in_([one.id for one in stays]),
            SupportMonthRow.month == month,
            SupportMonthRow.state == "entered",
            _holds(),
        )
    )
    months = {one.stay: one for one in found.all()}
    return [(one, months[one.id]) for one in stays if one.id in months]


async def not_hers(
    db: WriteSession, official: str, charged: Sequence[tuple[SupportStayRow, SupportTermRow | None]], on: date
) -> set[UUID]:
    """The stays from whose matter, or from that of the fee by its term, the official, or the organ, is excluded that day (k.p.a. art.
    24-25), in as many statements as of one.
    """
    rows = [
        row
        for row in await authority.every_exclusion(db, official)
        if is_excluded([Excluded(row.official, row.since, row.lifted_on)], official, on)
    ]
    matters = {(row.matter_kind, row.matter) for row in rows}
    people = await one_person.all_entries(db, {row.matter for row in rows if row.matter_kind == "person"})
    return {
        one.id
        for one, term in charged
        if one.person in people
        or ("household", one.household) in matters
        or ("decision", one.decision) in matters
        or (term is not None and ("decision", term.decision) in matters)
    }


async def stayed(db: WriteSession, facility: UUID, since: date, until: date) -> Sequence[SupportStayRow]:
    """All stays in the facility with a day from a day to a day, seen or not."""
    query = select(SupportStayRow).where(
        SupportStayRow.gmina == db.gmina,
        SupportStayRow.facility == facility,
        SupportStayRow.state != "cancelled",
        col(SupportStayRow.since) <= until,
        or_(col(SupportStayRow.until).is_(None), col(SupportStayRow.until) >= since),
    )
    return (await db.exec(query.order_by(col(SupportStayRow.id)))).all()


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[SupportStayRow]:
    """Stays that are seen, by their first day; fetch None: all."""
    query = select(SupportStayRow).where(SupportStayRow.gmina == db.gmina, seen(sight))
    for name in ("state", "kind", "facility", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(SupportStayRow, name) == value)
    if wanted.person is not None:
        query = query.where(col(SupportStayRow.person).in_(await one_person.entries(db, wanted.person)))
    if wanted.on is not None:
        ends = or_(col(SupportStayRow.until).is_(None), col(SupportStayRow.until) >= wanted.on)
        query = query.where(col(SupportStayRow.since) <= wanted.on, ends, SupportStayRow.state != "cancelled")
    order = (col(SupportStayRow.since), col(SupportStayRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def months_page(
    db: WriteSession,
    sight: Sight,
    wanted: MonthFilters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[tuple[SupportMonthRow, SupportStayRow]]:
    """Months as they hold, of stays that are seen, by month and stay; fetch None: all."""
    query = (
        select(SupportMonthRow, SupportStayRow)
        .join(
            SupportStayRow,
            and_(
                col(SupportStayRow.gmina) == col(SupportMonthRow.gmina),
                col(SupportStayRow.id) == col(SupportMonthRow.stay),
            ),
        )
        .where(SupportMonthRow.gmina == db.gmina, _holds(), seen(sight))
    )
    for name in ("month", "stay", "state"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(SupportMonthRow, name) == value)
    for name in ("facility", "kind"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(SupportStayRow, name) == value)
    order = (col(SupportMonthRow.month), col(SupportMonthRow.stay))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


def _holds() -> ColumnElement[bool]:
    """Months that nothing was stated of later."""
    later = aliased(SupportMonthRow)
    return not_(
        exists().where(
            col(later.gmina) == col(SupportMonthRow.gmina),
            col(later.stay) == col(SupportMonthRow.stay),
            col(later.month) == col(SupportMonthRow.month),
            col(later.number) > col(SupportMonthRow.number),
        )
    )
