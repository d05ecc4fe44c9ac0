"""Reading and writing third parties and their documents."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, true, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.households.tables import HouseholdRow
from casework.persons import one_person
from kit.db import ReadSession, WriteSession, raw
from services.social_assistance.third_parties.tables import (
    AllocationRow,
    BookingRow,
    InvoiceRow,
    ShareRow,
    ThirdPartyRow,
)

LIVING = ("registered", "checked", "controlled", "accepted", "paid")
"""States of documents that ask for money, or had it."""
CHECKED = ("checked", "controlled", "accepted", "paid")
"""Of these, the ones that somebody confirmed by their merits."""

# A right whose months bind the plan already: what is paid for it is bound once.
_BOUND = """
SELECT award FROM award_commitment WHERE gmina = %s AND award = ANY (%s) GROUP BY award HAVING sum(amount) > 0
"""


@dataclass(frozen=True, slots=True)
class PartyFilters:
    """Which third parties; None leaves a question open. on: in the register that day."""

    kind: str | None = None
    unit: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents; None leaves a question open. month: of service, its first day; due_to: to be paid by that day."""

    third_party: UUID | None = None
    state: str | None = None
    kind: str | None = None
    purpose: str | None = None
    unit: str | None = None
    month: date | None = None
    due_to: date | None = None
    person: UUID | None = None


def of_units(sight: Sight, column: Any) -> ColumnElement[bool]:
    """Rows of her units; documents carry sums, and whose they are only their division says, which is hidden by itself."""
    return true() if sight.units is None else col(column).in_(sorted(sight.units))


async def party(db: WriteSession, sight: Sight, wanted: UUID, *, lock: bool = False) -> ThirdPartyRow | None:
    """The third party, where she sees it."""
    query = select(ThirdPartyRow).where(
        ThirdPartyRow.gmina == db.gmina, ThirdPartyRow.id == wanted, of_units(sight, ThirdPartyRow.unit)
    )
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def has_nip(db: WriteSession, nip: str) -> bool:
    """Whether a third party that was not closed has this NIP."""
    query = select(ThirdPartyRow.id).where(
        ThirdPartyRow.gmina == db.gmina, ThirdPartyRow.nip == nip, col(ThirdPartyRow.until).is_(None)
    )
    return (await db.exec(query)).first() is not None


async def parties(
    db: WriteSession,
    sight: Sight,
    wanted: PartyFilters,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[ThirdPartyRow]:
    """Third parties by name."""
    query = select(ThirdPartyRow).where(ThirdPartyRow.gmina == db.gmina, of_units(sight, ThirdPartyRow.unit))
    for name in ("kind", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(ThirdPartyRow, name) == value)
    if wanted.on is not None:
        ends = or_(col(ThirdPartyRow.until).is_(None), col(ThirdPartyRow.until) >= wanted.on)
        query = query.where(col(ThirdPartyRow.since) <= wanted.on, ends)
    order: tuple[Any, Any] = (ThirdPartyRow.name, col(ThirdPartyRow.id))
    if after is not None:
        place = tuple_(after[0], UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    ordered = (col(ThirdPartyRow.name), col(ThirdPartyRow.id))
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in ordered)).limit(fetch))).all()


async def load(db: WriteSession, sight: Sight, invoice: UUID, *, lock: bool = False) -> InvoiceRow | None:
    """The document, where she sees it; kept from other writers when locked."""
    query = select(InvoiceRow).where(
        InvoiceRow.gmina == db.gmina, InvoiceRow.id == invoice, of_units(sight, InvoiceRow.unit)
    )
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def of_number(db: WriteSession, third_party: UUID, key: str) -> UUID | None:
    """The document of the third party with this number that stands."""
    query = select(InvoiceRow.id).where(
        InvoiceRow.gmina == db.gmina, InvoiceRow.third_party == third_party, InvoiceRow.number_key == key,
        col(InvoiceRow.state).in_(LIVING),
    )  # fmt: skip
    return (await db.exec(query)).first()


async def corrected_by(db: WriteSession, invoice: UUID) -> int:
    """Grosze that the document's corrections which stand add to it, below zero: give back; whoever asks holds its lock."""
    query = select(func.coalesce(func.sum(col(InvoiceRow.amount)), 0)).where(
        InvoiceRow.gmina == db.gmina, InvoiceRow.corrects == invoice, col(InvoiceRow.state).in_(LIVING)
    )
    return int((await db.exec(query)).one())


async def is_corrected(db: WriteSession, invoice: UUID) -> bool:
    """Whether a correction of the document is accepted or paid."""
    query = select(InvoiceRow.id).where(
        InvoiceRow.gmina == db.gmina, InvoiceRow.corrects == invoice, col(InvoiceRow.state).in_(("accepted", "paid"))
    )
    return (await db.exec(query)).first() is not None


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    order_by: str,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[InvoiceRow]:
    """Documents by a day of theirs; fetch None: all. Of a person who is hidden from the caller none is found."""
    query = select(InvoiceRow).where(InvoiceRow.gmina == db.gmina, of_units(sight, InvoiceRow.unit))
    for name in ("third_party", "state", "kind", "purpose", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(InvoiceRow, name) == value)
    if wanted.month is not None:
        query = query.where(InvoiceRow.service_month == wanted.month)
    if wanted.due_to is not None:
        query = query.where(col(InvoiceRow.due_on) <= wanted.due_to)
    if wanted.person is not None:
        hers = select(AllocationRow.invoice).where(
            AllocationRow.gmina == db.gmina, col(AllocationRow.entitled).in_(await one_person.entries(db, wanted.person)),
            sight.persons(AllocationRow.entitled), _stands(),
        )  # fmt: skip
        query = query.where(col(InvoiceRow.id).in_(hers))
    order: tuple[Any, Any] = (getattr(InvoiceRow, order_by), col(InvoiceRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def allocations(db: ReadSession | WriteSession, invoices: Collection[UUID]) -> Sequence[AllocationRow]:
    """How documents are divided now, in the order in which it was said."""
    query = select(AllocationRow).where(
        AllocationRow.gmina == db.gmina, col(AllocationRow.invoice).in_(invoices), _stands()
    )
    return (await db.exec(query.order_by(col(AllocationRow.invoice), col(AllocationRow.number)))).all()


async def seen_of(db: WriteSession, sight: Sight, invoice: UUID) -> set[int]:
    """The numbers of the document's allocations whose person and household she sees."""
    query = select(AllocationRow.number).where(
        AllocationRow.gmina == db.gmina, AllocationRow.invoice == invoice, sight.persons(AllocationRow.entitled),
        sight.households(AllocationRow.household),
    )  # fmt: skip
    return set((await db.exec(query)).all())


async def households(db: WriteSession, sight: Sight, wanted: Collection[UUID]) -> set[UUID]:
    """Those of the households that are in the register and that she sees."""
    query = select(HouseholdRow.id).where(
        HouseholdRow.gmina == db.gmina, col(HouseholdRow.id).in_(wanted), sight.households(HouseholdRow.id)
    )
    return set((await db.exec(query)).all())


async def last_number(db: WriteSession, table: type[AllocationRow] | type[BookingRow], invoice: UUID) -> int:
    """The highest number in the table of the document; whoever asks holds its lock."""
    query = select(func.max(table.number)).where(table.gmina == db.gmina, table.invoice == invoice)
    return (await db.exec(query)).one() or 0


async def bookings(db: ReadSession | WriteSession, invoices: Collection[UUID]) -> dict[tuple[UUID, int], BookingRow]:
    """The latest booking of each allocation."""
    query = select(BookingRow).where(BookingRow.gmina == db.gmina, col(BookingRow.invoice).in_(invoices))
    rows = await db.exec(query.order_by(col(BookingRow.invoice), col(BookingRow.number)))
    return {(one.invoice, one.allocation): one for one in rows.all()}


async def bound(db: WriteSession, awards: Sequence[UUID]) -> set[UUID]:
    """Those of the rights whose own commitment binds the plan."""
    found = await (await raw(db)).execute(_BOUND, (db.gmina, list(awards)))
    return {row[0] for row in await found.fetchall()}


async def shares(db: ReadSession | WriteSession, benefit: str | None = None) -> Sequence[ShareRow]:
    """Statements of the grant's share, the latest first."""
    query = select(ShareRow).where(ShareRow.gmina == db.gmina)
    if benefit is not None:
        query = query.where(ShareRow.benefit == benefit)
    return (await db.exec(query.order_by(col(ShareRow.stated_on).desc(), col(ShareRow.id).desc()))).all()


async def told_of(db: WriteSession, benefit: str, since: date, until: date | None) -> Sequence[InvoiceRow]:
    """Documents for the benefit whose money was told to the log, of months of service of the time; kept from other writers."""
    with_it = select(AllocationRow.invoice).where(
        AllocationRow.gmina == db.gmina, AllocationRow.benefit == benefit, _stands()
    )
    ends = true() if until is None else col(InvoiceRow.service_month) <= until
    query = select(InvoiceRow).where(
        InvoiceRow.gmina == db.gmina, col(InvoiceRow.state).in_(("accepted", "paid")),
        and_(col(InvoiceRow.service_month) >= since, ends), col(InvoiceRow.id).in_(with_it),
    )  # fmt: skip
    return (
        await db.exec(query.order_by(col(InvoiceRow.service_month), col(InvoiceRow.id)).with_for_update(key_share=True))
    ).all()


def _stands() -> ColumnElement[bool]:
    """Allocations that take none back and that none takes back."""
    later = aliased(AllocationRow)
    taken_back = exists().where(
        col(later.gmina) == col(AllocationRow.gmina),
        col(later.invoice) == col(AllocationRow.invoice),
        col(later.counters) == col(AllocationRow.number),
    )
    return and_(col(AllocationRow.counters).is_(None), not_(taken_back))
