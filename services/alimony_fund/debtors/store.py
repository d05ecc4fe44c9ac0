"""Reading and writing the register of debtors."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, true, tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import WriteSession, raw
from kit.periods import first_day, month_of
from services.alimony_fund.debtors.closed_tasks import OWES
from services.alimony_fund.debtors.rules import Title
from services.alimony_fund.debtors.tables import BailiffRow, DebtorRow, MonthRow, RoleRow, TitleRow, TitleVersionRow
from services.alimony_fund.debtors.turning import Turn, turned

_ACCOUNT = """
SELECT FROM debtor d JOIN debt_claim c ON c.gmina = d.gmina AND c.debtor = d.id
 WHERE d.gmina = %s AND d.person = ANY (%s) AND d.closed_on IS NOT NULL LIMIT 1
"""
_ENTRIES = """
SELECT d.person, d.closed_on IS NULL FROM debtor d
 WHERE d.gmina = %s AND d.person = ANY (%s)
   AND (d.closed_on IS NULL OR EXISTS (SELECT FROM debt_claim c WHERE c.gmina = d.gmina AND c.debtor = d.id))
"""
_OWES = f"SELECT FROM ({OWES.format(gmina='%(gmina)s')}) o WHERE o.debtor = %(debtor)s"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which debtors; None leaves a question open."""

    role: str | None = None
    open: bool | None = None
    person: UUID | None = None
    entitled: UUID | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class TitleFilters:
    """Which titles; None leaves a question open. valid_on: in force that day; enforced: whether a bailiff is known."""

    debtor: UUID | None = None
    entitled: UUID | None = None
    valid_on: date | None = None
    enforced: bool | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The debtors (DebtorRow) that she sees: of her units, persons who are not hidden."""
    units: Any = True if sight.units is None else col(DebtorRow.unit).in_(sorted(sight.units))
    return and_(units, sight.persons(DebtorRow.person))


def of_seen(sight: Sight, column: Any) -> ColumnElement[bool]:
    """Rows whose debtor, named in this column, she sees."""
    if sight.open_all and sight.units is None:
        return true()
    return col(column).in_(select(DebtorRow.id).where(DebtorRow.gmina == sight.gmina, seen(sight)))


def seen_titles(sight: Sight) -> ColumnElement[bool]:
    """The titles (TitleRow) whose debtor and entitled person she sees."""
    return and_(of_seen(sight, TitleRow.debtor), sight.persons(TitleRow.entitled))


async def load(db: WriteSession, sight: Sight, debtor: UUID, *, lock: bool = False) -> DebtorRow | None:
    """The debtor, where she sees him; kept from other writers when locked."""
    query = select(DebtorRow).where(DebtorRow.gmina == db.gmina, DebtorRow.id == debtor, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def open_entry(db: WriteSession, person: UUID) -> bool:
    """Whether the person has an open entry, under any of her ids."""
    found = await db.exec(
        select(DebtorRow.id).where(
            DebtorRow.gmina == db.gmina,
            col(DebtorRow.person).in_(await one_person.entries(db, person)),
            col(DebtorRow.closed_on).is_(None),
        )
    )
    return found.first() is not None


async def closed_account(db: WriteSession, person: UUID) -> bool:
    """Whether a closed entry of the person, under any of her ids, has an account: payouts that were owed on it."""
    found = await (await raw(db)).execute(_ACCOUNT, (db.gmina, await one_person.entries(db, person)))
    return await found.fetchone() is not None


async def entries_of_persons(db: WriteSession, persons: Collection[UUID]) -> Sequence[tuple[UUID, bool]]:
    """Whoever of the persons has an open entry (true), or a closed one with an account (false)."""
    found = await (await raw(db)).execute(_ENTRIES, (db.gmina, list(persons)))
    return [(person, is_open) for person, is_open in await found.fetchall()]


async def owes(db: WriteSession, debtor: UUID) -> bool:
    """Whether principal or booked interest is open on the debtor's account."""
    found = await (await raw(db)).execute(_OWES, {"gmina": db.gmina, "debtor": debtor})
    return await found.fetchone() is not None


async def load_title(db: WriteSession, sight: Sight, title: UUID, *, lock: bool = False) -> TitleRow | None:
    """The title, where she sees it; kept from other writers when locked."""
    query = select(TitleRow).where(TitleRow.gmina == db.gmina, TitleRow.id == title, seen_titles(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def titles(db: WriteSession, debtor: UUID, sight: Sight | None = None) -> Sequence[TitleRow]:
    """The debtor's titles in order of their first day; sight: only those she sees."""
    query = select(TitleRow).where(TitleRow.gmina == db.gmina, TitleRow.debtor == debtor)
    if sight is not None:
        query = query.where(sight.persons(TitleRow.entitled))
    return (await db.exec(query.order_by(col(TitleRow.valid_from), col(TitleRow.id)))).all()


async def months(db: WriteSession, of_titles: Collection[UUID], since: date | None = None) -> Sequence[MonthRow]:
    """What was stated last of each month of the titles; since: from the month of that day."""
    key = (col(MonthRow.title), col(MonthRow.month))
    wanted = and_(col(MonthRow.gmina) == db.gmina, col(MonthRow.title).in_(of_titles))
    if since is not None:
        wanted = and_(wanted, col(MonthRow.month) >= since)
    latest = select(*key, func.max(MonthRow.number)).where(wanted).group_by(*key)
    found = await db.exec(select(MonthRow).where(wanted, tuple_(*key, col(MonthRow.number)).in_(latest)).order_by(*key))
    return found.all()


async def roles(db: WriteSession, debtor: UUID) -> Sequence[RoleRow]:
    """As what this office acted towards the debtor, in order."""
    found = await db.exec(
        select(RoleRow).where(RoleRow.gmina == db.gmina, RoleRow.debtor == debtor).order_by(col(RoleRow.number))
    )
    return found.all()


async def versions(db: WriteSession, title: UUID) -> Sequence[TitleVersionRow]:
    """What the title was entered as, in order."""
    found = await db.exec(
        select(TitleVersionRow)
        .where(TitleVersionRow.gmina == db.gmina, TitleVersionRow.title == title)
        .order_by(col(TitleVersionRow.number))
    )
    return found.all()


async def bailiffs(db: WriteSession, title: UUID) -> Sequence[BailiffRow]:
    """Who enforced the title, in order."""
    found = await db.exec(
        select(BailiffRow)
        .where(BailiffRow.gmina == db.gmina, BailiffRow.title == title)
        .order_by(col(BailiffRow.number))
    )
    return found.all()


async def as_rules_know(db: WriteSession, debtor: UUID, since_month: int) -> list[Title]:
    """All titles of the debtor with what was paid of them from the month on: also those that the reader does not see."""
    found = await titles(db, debtor)
    paid: dict[UUID, dict[int, int]] = {one.id: {} for one in found}
    for row in await months(db, paid.keys(), first_day(since_month)):
        paid[row.title][month_of(row.month)] = row.paid
    return [Title(one.monthly, one.valid_from, one.valid_to, paid[one.id]) for one in found]


async def in_force(db: WriteSession, sight: Sight, debtors: Collection[UUID], on: date) -> dict[UUID, tuple[int, int]]:
    """Per debtor the entitled persons and the grosze a month of the titles in force on the day that she sees."""
    found = await db.exec(
        select(TitleRow.debtor, func.count(col(TitleRow.entitled).distinct()), func.sum(TitleRow.monthly))
        .where(
            TitleRow.gmina == db.gmina, col(TitleRow.debtor).in_(debtors), sight.persons(TitleRow.entitled), *_on(on)
        )
        .group_by(col(TitleRow.debtor))
    )
    return {debtor: (persons, int(monthly)) for debtor, persons, monthly in found.all()}


async def page(db: WriteSession, sight: Sight, wanted: Filters, turn: Turn) -> Sequence[DebtorRow]:
    """Debtors that are seen."""
    query = select(DebtorRow).where(DebtorRow.gmina == db.gmina, seen(sight))
    if wanted.role is not None:
        query = query.where(DebtorRow.creditor_organ if wanted.role == "creditor" else DebtorRow.debtor_organ)
    if wanted.open is not None:
        closed = col(DebtorRow.closed_on)
        query = query.where(closed.is_(None) if wanted.open else closed.is_not(None))
    if wanted.person is not None:
        query = query.where(col(DebtorRow.person).in_(await one_person.entries(db, wanted.person)))
    if wanted.entitled is not None:
        entries = await one_person.entries(db, wanted.entitled)
        of = select(TitleRow.debtor).where(
            TitleRow.gmina == db.gmina, col(TitleRow.entitled).in_(entries), sight.persons(TitleRow.entitled)
        )
        query = query.where(col(DebtorRow.id).in_(of))
    if wanted.unit is not None:
        query = query.where(DebtorRow.unit == wanted.unit)
    found: Sequence[DebtorRow] = (await db.exec(turned(query, DebtorRow, turn))).all()
    return found


async def title_page(db: WriteSession, sight: Sight, wanted: TitleFilters, turn: Turn) -> Sequence[TitleRow]:
    """Titles that are seen."""
    query = select(TitleRow).where(TitleRow.gmina == db.gmina, seen_titles(sight))
    if wanted.debtor is not None:
        query = query.where(TitleRow.debtor == wanted.debtor)
    if wanted.entitled is not None:
        query = query.where(col(TitleRow.entitled).in_(await one_person.entries(db, wanted.entitled)))
    if wanted.valid_on is not None:
        query = query.where(*_on(wanted.valid_on))
    if wanted.enforced is not None:
        bailiff = col(TitleRow.bailiff)
        query = query.where(bailiff.is_not(None) if wanted.enforced else bailiff.is_(None))
    found: Sequence[TitleRow] = (await db.exec(turned(query, TitleRow, turn))).all()
    return found


def _on(day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        col(TitleRow.valid_from) <= day,
        or_(col(TitleRow.valid_to).is_(None), col(TitleRow.valid_to) >= day),
    )
