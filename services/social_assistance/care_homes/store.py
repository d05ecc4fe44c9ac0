"""Reading and writing care homes: one stay, or all stays of a month in a handful of statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, not_, or_, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import SQLModel, col, select

from casework.authority import store as authority
from casework.authority.rules import Excluded, is_excluded
from casework.authority.sight import Sight
from casework.persons import one_person
from casework.persons.tables import PersonRow
from kit.db import ReadSession, WriteSession, raw
from kit.periods import first_day, last_day, month_of
from services.social_assistance.care_homes.drawing import Known, Payer
from services.social_assistance.care_homes.month import Absence, Announced
from services.social_assistance.care_homes.tables import AbsenceRow, CostRow, PayerRow, StayMonthRow, StayRow
from services.social_assistance.third_parties.tables import InvoiceRow

_CHECKED = ("checked", "controlled", "accepted", "paid")
_PERSON_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('care_home_stay ' || %s || ' ' || %s, 0))"
_HOME_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('care_home ' || %s || ' ' || %s, 0))"
Row = TypeVar("Row", PayerRow, AbsenceRow, StayMonthRow)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which stays; None leaves a question open. in_month: with a day of stay in it."""

    state: str | None = None
    person: UUID | None = None
    home: UUID | None = None
    payer: UUID | None = None
    unit: str | None = None
    in_month: int | None = None


@dataclass(frozen=True, slots=True)
class MonthFilters:
    """Which months; None leaves a question open."""

    month: date | None = None
    stay: UUID | None = None
    home: UUID | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The stays (StayRow) that she sees: of her units, a person and decisions that she sees."""
    units: Any = True if sight.units is None else col(StayRow.unit).in_(sorted(sight.units))
    return and_(
        units,
        sight.persons(StayRow.person),
        sight.of_decision(StayRow.referral),
        sight.of_decision(StayRow.fee_decision),
    )


async def load(db: WriteSession, sight: Sight, stay: UUID, *, lock: bool = False) -> StayRow | None:
    """The stay, where she sees it; kept from other writers when locked."""
    query = select(StayRow).where(StayRow.gmina == db.gmina, StayRow.id == stay, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def other_stays(db: WriteSession, row: StayRow) -> Sequence[StayRow]:
    """The person's other stays that began, seen or not, under any of her entries; whoever asks the same waits for this unit of work."""
    entries = await one_person.entries(db, row.person)
    await (await raw(db)).execute(_PERSON_LOCK, (db.gmina, str(entries[0])))
    found = await db.exec(
        select(StayRow).where(
            StayRow.gmina == db.gmina,
            StayRow.id != row.id,
            col(StayRow.state).in_(["admitted", "left"]),
            col(StayRow.person).in_(entries),
        )
    )
    return found.all()


async def not_hers(
    db: WriteSession, official: str, stays: Mapping[UUID, StayRow], known: Mapping[UUID, Known], on: date
) -> set[UUID]:
    """The stays from whose matter, or a payer's of theirs, the official or the organ is excluded that day (k.p.a. art. 24-25), in as many
    statements as of one.
    """
    rows = [
        row
        for row in await authority.every_exclusion(db, official)
        if is_excluded([Excluded(row.official, row.since, row.lifted_on)], official, on)
    ]
    decisions = {row.matter for row in rows if row.matter_kind == "decision"}
    people = await one_person.all_entries(db, {row.matter for row in rows if row.matter_kind == "person"})
    return {
        stay
        for stay, row in stays.items()
        if {row.person, *(one.person for one in known[stay].payers)} & people
        or {row.referral, row.fee_decision} & decisions
    }


async def stays_in(db: WriteSession, month: int) -> Sequence[StayRow]:
    """All stays with a day in the month, kept from other writers, in one order: a month is drawn up whole, whoever sees what of it."""
    found = await db.exec(
        select(StayRow)
        .where(StayRow.gmina == db.gmina, col(StayRow.state).in_(["admitted", "left"]), _in_month(month))
        .order_by(col(StayRow.id))
        .with_for_update(key_share=True)
    )
    return found.all()


async def of_stays(db: ReadSession | WriteSession, kind: type[Row], stays: Collection[UUID]) -> dict[UUID, list[Row]]:
    """Rows of one table by their stay, in the order in which they were written."""
    found = await db.exec(
        select(kind).where(kind.gmina == db.gmina, col(kind.stay).in_(stays)).order_by(col(kind.stay), col(kind.number))
    )
    rows: dict[UUID, list[Row]] = {one: [] for one in stays}
    for row in found.all():
        rows[row.stay].append(row)
    return rows


async def months(db: ReadSession | WriteSession, stays: Collection[UUID], month: date) -> dict[UUID, StayMonthRow]:
    """The month of each stay as it was drawn up last."""
    found = await db.exec(
        select(StayMonthRow)
        .where(StayMonthRow.gmina == db.gmina, col(StayMonthRow.stay).in_(stays), StayMonthRow.month == month)
        .order_by(col(StayMonthRow.number))
    )
    return {row.stay: row for row in found.all()}


async def costs(db: ReadSession | WriteSession, homes: Collection[UUID]) -> dict[UUID, list[CostRow]]:
    """What was announced of each home, in order."""
    found = await db.exec(
        select(CostRow).where(CostRow.gmina == db.gmina, col(CostRow.home).in_(homes)).order_by(col(CostRow.number))
    )
    announced: dict[UUID, list[CostRow]] = {one: [] for one in homes}
    for row in found.all():
        announced[row.home].append(row)
    return announced


async def known(db: ReadSession | WriteSession, stays: Sequence[StayRow]) -> dict[UUID, Known]:
    """All that is known of these stays, for drawing up their months; of those that began."""
    ids = [one.id for one in stays]
    announced = await costs(db, {one.home for one in stays})
    payers, absences = await of_stays(db, PayerRow, ids), await of_stays(db, AbsenceRow, ids)
    born = await db.exec(
        select(PersonRow.id, col(PersonRow.birth_date)).where(
            PersonRow.gmina == db.gmina, col(PersonRow.id).in_({one.person for one in stays})
        )
    )
    birth = dict(born.all())
    named = {row.person for rows in payers.values() for row in rows}
    named |= {row.with_payer for rows in absences.values() for row in rows if row.with_payer is not None}
    stands = await one_person.stand_ins(db, named)
    return {
        one.id: Known(
            one.admitted_on,
            one.left_on,
            birth[one.person],
            [Announced(row.average, row.published_on, row.by_contract) for row in announced[one.home]],
            [as_payer(row, called) for row in payers[one.id]],
            as_absences(absences[one.id], called),
        )
        for one in stays
        if one.admitted_on is not None
        for called in (named_first(payers[one.id], stands),)
    }


def named_first(rows: Sequence[PayerRow], stands: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """For each entry of a stay's payers the one under which the payer was named first: who was entered twice is one payer, whose debts keep
    the name that they were written under. stands: for each entry the one that stands for it.
    """
    first: dict[UUID, UUID] = {}
    for row in rows:
        first.setdefault(stands[row.person], row.person)
    return {entry: first[one] for entry, one in stands.items() if one in first}


def as_payer(row: PayerRow, called: Mapping[UUID, UUID]) -> Payer:
    """The row as the rules read it; called: for each entry the name that its payer has in the stay."""
    return Payer(
        row.number, called[row.person], row.kin, row.basis, month_of(row.since), row.persons, row.income, row.therapy_pay,
        row.workshop_money, row.agreed, row.exempted,
    )  # fmt: skip


def as_absences(rows: Sequence[AbsenceRow], called: Mapping[UUID, UUID]) -> list[Absence]:
    """The absences that nothing replaced; called: for each entry the name that its payer has in the stay."""
    replaced = {one.counters for one in rows}
    return [
        Absence(
            one.since,
            one.until,
            None if one.with_payer is None else str(called.get(one.with_payer, one.with_payer)),
            one.at_family,
        )
        for one in rows
        if one.number not in replaced
    ]


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    order_by: str,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[StayRow]:
    """Stays that are seen, by the day of their referral; fetch None: all."""
    query = select(StayRow).where(StayRow.gmina == db.gmina, seen(sight))
    if wanted.person is not None:
        query = query.where(col(StayRow.person).in_(await one_person.entries(db, wanted.person)))
    if wanted.payer is not None:
        pays = select(PayerRow.stay).where(
            PayerRow.gmina == db.gmina,
            col(PayerRow.person).in_(await one_person.entries(db, wanted.payer)),
            sight.persons(PayerRow.person),
        )
        query = query.where(col(StayRow.id).in_(pays))
    for name in ("state", "home", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(StayRow, name) == value)
    if wanted.in_month is not None:
        query = query.where(_in_month(wanted.in_month))
    order: tuple[Any, Any] = (getattr(StayRow, order_by), col(StayRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def lock_home(db: WriteSession, home: UUID) -> None:
    """Keeps other writers of the home's costs away until the end of the unit of work: a home has no row of its own here."""
    await (await raw(db)).execute(_HOME_LOCK, (db.gmina, str(home)))


async def months_page(
    db: WriteSession,
    sight: Sight,
    wanted: MonthFilters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[tuple[StayMonthRow, StayRow]]:
    """Months as they hold, of stays that are seen, by month and stay; fetch None: all."""
    later = aliased(StayMonthRow)
    replaced = exists().where(
        col(later.gmina) == col(StayMonthRow.gmina),
        col(later.stay) == col(StayMonthRow.stay),
        col(later.month) == col(StayMonthRow.month),
        col(later.number) > col(StayMonthRow.number),
    )
    query = (
        select(StayMonthRow, StayRow)
        .join(StayRow, and_(col(StayRow.gmina) == col(StayMonthRow.gmina), col(StayRow.id) == col(StayMonthRow.stay)))
        .where(StayMonthRow.gmina == db.gmina, not_(replaced), seen(sight))
    )
    if wanted.month is not None:
        query = query.where(StayMonthRow.month == wanted.month)
    if wanted.stay is not None:
        query = query.where(StayMonthRow.stay == wanted.stay)
    if wanted.home is not None:
        query = query.where(StayRow.home == wanted.home)
    order = (col(StayMonthRow.month), col(StayMonthRow.stay))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    found = await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))
    return found.all()


async def checked_of_home(db: WriteSession, document: InvoiceRow) -> Sequence[UUID]:
    """The other documents of the home for the same month that were checked by their merits and stand."""
    found = await db.exec(
        select(InvoiceRow.id)
        .where(
            InvoiceRow.gmina == db.gmina,
            InvoiceRow.third_party == document.third_party,
            InvoiceRow.purpose == document.purpose,
            InvoiceRow.service_month == document.service_month,
            InvoiceRow.id != document.id,
            col(InvoiceRow.state).in_(_CHECKED),
        )
        .order_by(col(InvoiceRow.id))
    )
    return found.all()


async def next_number(db: WriteSession, kind: type[SQLModel], *where: Any) -> int:
    """The number that a new row of a numbered table takes; whoever asks holds the lock of what it is numbered in."""
    table: Any = kind
    found = await db.exec(
        select(table.number).where(table.gmina == db.gmina, *where).order_by(table.number.desc()).limit(1)
    )
    return (found.first() or 0) + 1


def _in_month(month: int) -> ColumnElement[bool]:
    return and_(
        col(StayRow.admitted_on) <= last_day(month),
        or_(col(StayRow.left_on).is_(None), col(StayRow.left_on) >= first_day(month)),
    )
