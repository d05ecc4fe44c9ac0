"""Reading and writing care services: plans that are seen, and terms, days and months of many plans at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, not_, or_, text, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from casework.authority import store as authority
from casework.authority.rules import Excluded, is_excluded
from casework.authority.sight import Sight
from casework.decisions.tables import DecisionRow
from casework.persons import one_person
from kit.db import ReadSession, WriteSession
from kit.periods import first_day, last_day, month_of
from services.social_assistance.care_services.tables import (
    CareDayRow,
    CareMonthRow,
    CarePlanRow,
    CarerRow,
    CareTermRow,
)

_OF_PERSON = "SELECT pg_advisory_xact_lock(hashtextextended('care_plan ' || :gmina || ' ' || :person, 0))"
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('care_month ' || :gmina, 0))"
IN_FORCE = ("issued", "delivered", "final")
"""States of a decision that services may rest on (k.p.a. art. 130 § 4: what its party asked for is carried out before it is final)."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which plans; None leaves a question open. on: in force on this day. carer: who served under it."""

    state: str | None = None
    person: UUID | None = None
    service: str | None = None
    unit: str | None = None
    on: date | None = None
    carer: UUID | None = None


@dataclass(frozen=True, slots=True)
class MonthFilters:
    """Which months; None leaves a question open."""

    month: date | None = None
    plan: UUID | None = None
    person: UUID | None = None
    service: str | None = None
    state: str | None = None
    unit: str | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The plans (CarePlanRow) that she sees: of her units, of a person, a household and a decision that she sees."""
    units: Any = True if sight.units is None else col(CarePlanRow.unit).in_(sorted(sight.units))
    return and_(
        units,
        sight.persons(CarePlanRow.person),
        sight.households(CarePlanRow.household),
        sight.of_decision(CarePlanRow.decision),
    )


async def alone(db: WriteSession) -> None:
    """Whoever confirms months does so alone, to the end of the unit of work: whom a month is the first of is told by the others."""
    await (await db.connection()).execute(text(_ONE_AT_A_TIME), {"gmina": db.gmina})


async def load(db: WriteSession, sight: Sight, wanted: UUID, *, lock: bool = False) -> CarePlanRow | None:
    """The plan, where she sees it; kept from other writers when locked."""
    query = select(CarePlanRow).where(CarePlanRow.gmina == db.gmina, CarePlanRow.id == wanted, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def overlapping(db: WriteSession, row: CarePlanRow) -> bool:
    """Whether the person, under any of her entries, has the same service on a day of this new plan, seen or not. Other writers of her
    plans wait until the end of the unit of work.
    """
    entries = await one_person.entries(db, row.person)
    await (await db.connection()).execute(text(_OF_PERSON), {"gmina": db.gmina, "person": str(entries[0])})
    query = select(CarePlanRow.id).where(
        CarePlanRow.gmina == db.gmina,
        col(CarePlanRow.person).in_(entries),
        CarePlanRow.service == row.service,
        CarePlanRow.state != "cancelled",
        or_(col(CarePlanRow.until).is_(None), col(CarePlanRow.until) >= row.since),
    )
    if row.until is not None:
        query = query.where(col(CarePlanRow.since) <= row.until)
    return (await db.exec(query.limit(1))).first() is not None


async def served(db: WriteSession, sight: Sight, at: int, *, lock: bool = False) -> Sequence[CarePlanRow]:
    """The plans with days in the month (an ordinal) that she sees, in order of their ids; kept from other writers when locked."""
    days = select(CareDayRow.plan).where(
        CareDayRow.gmina == db.gmina, col(CareDayRow.day).between(first_day(at), last_day(at))
    )
    query = (
        select(CarePlanRow)
        .where(CarePlanRow.gmina == db.gmina, col(CarePlanRow.id).in_(days), seen(sight))
        .order_by(col(CarePlanRow.id))
    )
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).all()


async def terms(db: ReadSession | WriteSession, plans: Collection[UUID]) -> dict[UUID, list[CareTermRow]]:
    """What was stated of each plan, in order."""
    found = await db.exec(
        select(CareTermRow)
        .where(CareTermRow.gmina == db.gmina, col(CareTermRow.plan).in_(plans))
        .order_by(col(CareTermRow.plan), col(CareTermRow.number))
    )
    of_plan: dict[UUID, list[CareTermRow]] = {one: [] for one in plans}
    for row in found.all():
        of_plan[row.plan].append(row)
    return of_plan


async def days(db: ReadSession | WriteSession, plans: Collection[UUID], at: int) -> dict[UUID, list[CareDayRow]]:
    """All entries of the month by plan, in order of day, carer and number."""
    found = await db.exec(
        select(CareDayRow)
        .where(
            CareDayRow.gmina == db.gmina,
            col(CareDayRow.plan).in_(plans),
            col(CareDayRow.day).between(first_day(at), last_day(at)),
        )
        .order_by(col(CareDayRow.plan), col(CareDayRow.day), col(CareDayRow.carer), col(CareDayRow.number))
    )
    of_plan: dict[UUID, list[CareDayRow]] = {one: [] for one in plans}
    for row in found.all():
        of_plan[row.plan].append(row)
    return of_plan


async def days_after(db: WriteSession, plan: UUID, day: date) -> Sequence[CareDayRow]:
    """Entries of the plan of days after this one."""
    found = await db.exec(
        select(CareDayRow).where(CareDayRow.gmina == db.gmina, CareDayRow.plan == plan, col(CareDayRow.day) > day)
    )
    return found.all()


async def days_of_carers(db: WriteSession, carers: Collection[UUID], on: Collection[date]) -> Sequence[CareDayRow]:
    """Entries of these carers on these days under any plan, whoever sees it."""
    found = await db.exec(
        select(CareDayRow).where(
            CareDayRow.gmina == db.gmina, col(CareDayRow.carer).in_(carers), col(CareDayRow.day).in_(on)
        )
    )
    return found.all()


async def days_beyond(db: WriteSession, carer: UUID, since: date, until: date | None) -> Sequence[CareDayRow]:
    """Entries of the carer outside of these days."""
    day = col(CareDayRow.day)
    outside = day < since if until is None else or_(day < since, day > until)
    found = await db.exec(select(CareDayRow).where(CareDayRow.gmina == db.gmina, CareDayRow.carer == carer, outside))
    return found.all()


async def months(db: ReadSession | WriteSession, plans: Collection[UUID], at: int) -> dict[UUID, CareMonthRow]:
    """How the month stands, by plan; one that was never confirmed is not there."""
    found = await db.exec(
        select(CareMonthRow)
        .where(CareMonthRow.gmina == db.gmina, col(CareMonthRow.plan).in_(plans), CareMonthRow.month == first_day(at))
        .order_by(col(CareMonthRow.number))
    )
    return {one.plan: one for one in found.all()}


async def last_months(db: ReadSession | WriteSession, plan: UUID) -> dict[int, CareMonthRow]:
    """How every month of the plan stands, by its ordinal, in order."""
    found = await db.exec(
        select(CareMonthRow)
        .where(CareMonthRow.gmina == db.gmina, CareMonthRow.plan == plan)
        .order_by(col(CareMonthRow.month), col(CareMonthRow.number))
    )
    return {month_of(one.month): one for one in found.all()}


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[CarePlanRow]:
    """Plans that are seen, by the day on which they begin; fetch None: all."""
    query = select(CarePlanRow).where(CarePlanRow.gmina == db.gmina, seen(sight))
    if wanted.person is not None:
        query = query.where(col(CarePlanRow.person).in_(await one_person.entries(db, wanted.person)))
    for name in ("state", "service", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(CarePlanRow, name) == value)
    if wanted.on is not None:
        query = query.where(
            CarePlanRow.state != "cancelled",
            col(CarePlanRow.since) <= wanted.on,
            or_(col(CarePlanRow.until).is_(None), col(CarePlanRow.until) >= wanted.on),
        )
    if wanted.carer is not None:
        of = select(CareDayRow.plan).where(CareDayRow.gmina == db.gmina, CareDayRow.carer == wanted.carer)
        query = query.where(col(CarePlanRow.id).in_(of))
    order = (col(CarePlanRow.since), col(CarePlanRow.id))
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
) -> Sequence[tuple[CareMonthRow, CarePlanRow]]:
    """Months as they hold, of plans that are seen, by month and plan; fetch None: all."""
    later = aliased(CareMonthRow)
    replaced = exists().where(
        col(later.gmina) == col(CareMonthRow.gmina),
        col(later.plan) == col(CareMonthRow.plan),
        col(later.month) == col(CareMonthRow.month),
        col(later.number) > col(CareMonthRow.number),
    )
    of = and_(col(CarePlanRow.gmina) == col(CareMonthRow.gmina), col(CarePlanRow.id) == col(CareMonthRow.plan))
    query = (
        select(CareMonthRow, CarePlanRow)
        .join(CarePlanRow, of)
        .where(CareMonthRow.gmina == db.gmina, not_(replaced), seen(sight))
    )
    if wanted.person is not None:
        query = query.where(col(CarePlanRow.person).in_(await one_person.entries(db, wanted.person)))
    for name in ("service", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(CarePlanRow, name) == value)
    for name in ("month", "plan", "state"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(CareMonthRow, name) == value)
    order = (col(CareMonthRow.month), col(CareMonthRow.plan))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    found = await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))
    return found.all()


async def decision(db: WriteSession, sight: Sight, wanted: UUID) -> DecisionRow | None:
    """The decision, where she sees it."""
    found = await db.exec(
        select(DecisionRow).where(DecisionRow.gmina == db.gmina, DecisionRow.id == wanted, sight.decisions())
    )
    return found.first()


async def not_hers(db: WriteSession, official: str, plans: Sequence[CarePlanRow], on: date) -> set[UUID]:
    """The plans from whose matter the official, or the organ, is excluded that day (k.p.a. art. 24-25), in as many statements as of one."""
    rows = [
        row
        for row in await authority.every_exclusion(db, official)
        if is_excluded([Excluded(row.official, row.since, row.lifted_on)], official, on)
    ]
    matters = {(row.matter_kind, row.matter) for row in rows}
    people = await one_person.all_entries(db, {row.matter for row in rows if row.matter_kind == "person"})
    return {
        one.id
        for one in plans
        if one.person in people or ("household", one.household) in matters or ("decision", one.decision) in matters
    }


async def carers(db: WriteSession, wanted: Collection[UUID], *, lock: bool = False) -> dict[UUID, CarerRow]:
    """The carers by id, in one order; kept from other writers when locked."""
    query = select(CarerRow).where(CarerRow.gmina == db.gmina, col(CarerRow.id).in_(wanted)).order_by(col(CarerRow.id))
    found = await db.exec(query.with_for_update(key_share=True) if lock else query)
    return {one.id: one for one in found.all()}
