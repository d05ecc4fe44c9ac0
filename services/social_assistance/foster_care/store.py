"""Reading and writing children in foster care and the powiat's notes on them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, not_, or_, tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import WriteSession
from services.social_assistance.foster_care.tables import FosterChildRow, NoteRow
from services.social_assistance.third_parties.store import CHECKED, LIVING, of_units
from services.social_assistance.third_parties.tables import InvoiceRow


@dataclass(frozen=True, slots=True)
class Filters:
    """Which children; None leaves a question open. on: in care that day."""

    powiat: UUID | None = None
    person: UUID | None = None
    kind: str | None = None
    unit: str | None = None
    on: date | None = None


async def load(db: WriteSession, sight: Sight, wanted: UUID, *, lock: bool = False) -> FosterChildRow | None:
    """The child, where she sees it."""
    query = select(FosterChildRow).where(
        FosterChildRow.gmina == db.gmina, FosterChildRow.id == wanted, sight.persons(FosterChildRow.person),
        of_units(sight, FosterChildRow.unit),
    )  # fmt: skip
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def in_care(db: WriteSession, person: UUID) -> bool:
    """Whether the child is in the register under any entry of its, and has not left care."""
    entries = await one_person.entries(db, person)
    query = select(FosterChildRow.id).where(
        FosterChildRow.gmina == db.gmina, col(FosterChildRow.person).in_(entries), col(FosterChildRow.until).is_(None)
    )
    return (await db.exec(query)).first() is not None


async def page(
    db: WriteSession, sight: Sight, wanted: Filters, after: tuple[str, str] | None, descending: bool, fetch: int | None
) -> Sequence[FosterChildRow]:
    """Children by the day from which their years run."""
    query = select(FosterChildRow).where(
        FosterChildRow.gmina == db.gmina, sight.persons(FosterChildRow.person), of_units(sight, FosterChildRow.unit)
    )
    for name in ("powiat", "kind", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(FosterChildRow, name) == value)
    if wanted.person is not None:
        query = query.where(col(FosterChildRow.person).in_(await one_person.entries(db, wanted.person)))
    if wanted.on is not None:
        ends = or_(col(FosterChildRow.until).is_(None), col(FosterChildRow.until) >= wanted.on)
        query = query.where(col(FosterChildRow.counted_from) <= wanted.on, ends)
    order = (col(FosterChildRow.counted_from), col(FosterChildRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def children(db: WriteSession, wanted: Collection[UUID]) -> dict[UUID, FosterChildRow]:
    """Those of the children that are in the register."""
    query = select(FosterChildRow).where(FosterChildRow.gmina == db.gmina, col(FosterChildRow.id).in_(wanted))
    return {one.id: one for one in (await db.exec(query)).all()}


async def seen(db: WriteSession, sight: Sight, wanted: Collection[UUID]) -> set[UUID]:
    """Those of the children whom she sees."""
    query = select(FosterChildRow.id).where(
        FosterChildRow.gmina == db.gmina, col(FosterChildRow.id).in_(wanted), sight.persons(FosterChildRow.person)
    )
    return set((await db.exec(query)).all())


async def last_of(db: WriteSession, invoice: UUID) -> tuple[int, int]:
    """The highest number of the document's rows, and how often it was entered."""
    query = select(func.max(NoteRow.number), func.max(NoteRow.round)).where(
        NoteRow.gmina == db.gmina, NoteRow.invoice == invoice
    )
    number, times = (await db.exec(query)).one()
    return number or 0, times or 0


async def note(db: WriteSession, invoice: UUID) -> Sequence[NoteRow]:
    """The rows of the document as it was entered last."""
    _, times = await last_of(db, invoice)
    query = select(NoteRow).where(NoteRow.gmina == db.gmina, NoteRow.invoice == invoice, NoteRow.round == times)
    return (await db.exec(query.order_by(col(NoteRow.number)))).all()


async def lock(db: WriteSession, wanted: Collection[UUID]) -> None:
    """Keeps the children from other writers: of two notes that are checked in the same moment, the second one sees the first."""
    query = select(FosterChildRow.id).where(FosterChildRow.gmina == db.gmina, col(FosterChildRow.id).in_(wanted))
    await db.exec(query.order_by(col(FosterChildRow.id)).with_for_update(key_share=True))


async def asked_before(
    db: WriteSession, invoice: InvoiceRow, wanted: Collection[UUID]
) -> dict[tuple[UUID, date], list[UUID]]:
    """Months of the children that other documents which stand ask for, on balance, with those documents.

    Of two documents the one that was checked asks first, else the one entered earlier; what a document gives back counts when it was
    accepted. Corrections of a document are no others to it, nor it to them.
    """
    family = (
        select(col(InvoiceRow.id).label("id"), col(InvoiceRow.corrects).label("corrects"))
        .where(InvoiceRow.gmina == db.gmina, InvoiceRow.id == invoice.id)
        .cte("family", recursive=True)
    )
    related = or_(col(InvoiceRow.id) == family.c.corrects, col(InvoiceRow.corrects) == family.c.id)
    family = family.union(
        select(col(InvoiceRow.id), col(InvoiceRow.corrects)).where(InvoiceRow.gmina == db.gmina).join(family, related)
    )
    latest = (
        select(col(NoteRow.invoice), func.max(NoteRow.round).label("round"))
        .where(NoteRow.gmina == db.gmina)
        .group_by(col(NoteRow.invoice))
        .subquery()
    )
    earlier, was_checked = col(InvoiceRow.id) < invoice.id, col(InvoiceRow.state).in_(CHECKED)
    first = or_(earlier, was_checked) if invoice.state == "registered" else and_(earlier, was_checked)
    counts = or_(
        and_(col(NoteRow.amount) > 0, col(InvoiceRow.state).in_(LIVING), first),
        and_(col(NoteRow.amount) < 0, col(InvoiceRow.state).in_(("accepted", "paid"))),
    )
    asking = func.array_agg(col(NoteRow.invoice).distinct()).filter(col(NoteRow.amount) > 0)
    query = (
        select(col(NoteRow.foster_child), col(NoteRow.month), asking)
        .join(latest, (latest.c.invoice == col(NoteRow.invoice)) & (latest.c.round == col(NoteRow.round)))
        .join(InvoiceRow, (col(InvoiceRow.gmina) == col(NoteRow.gmina)) & (col(InvoiceRow.id) == col(NoteRow.invoice)))
        .where(
            NoteRow.gmina == db.gmina, col(NoteRow.foster_child).in_(wanted), not_(col(InvoiceRow.id).in_(select(family.c.id))),
            counts,
        )
        .group_by(col(NoteRow.foster_child), col(NoteRow.month))
        .having(func.sum(col(NoteRow.amount)) > 0)
    )  # fmt: skip
    return {(child, month): sorted(documents) for child, month, documents in (await db.exec(query)).all()}
