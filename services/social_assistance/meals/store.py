"""Reading and writing meals."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import WriteSession
from services.social_assistance.meals.tables import EatenRow, MealListRow, MealPersonRow, MealPriceRow
from services.social_assistance.third_parties.store import of_units
from services.social_assistance.third_parties.tables import AllocationRow, InvoiceRow, ThirdPartyRow


@dataclass(frozen=True, slots=True)
class PersonFilters:
    """Who is fed; None leaves a question open. on: fed that day."""

    facility: UUID | None = None
    person: UUID | None = None
    benefit: str | None = None
    way: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ListFilters:
    """Which lists; None leaves a question open. month: its first day."""

    facility: UUID | None = None
    state: str | None = None
    month: date | None = None


def _facilities(sight: Sight) -> Any:
    return select(ThirdPartyRow.id).where(ThirdPartyRow.gmina == sight.gmina, of_units(sight, ThirdPartyRow.unit))


async def person(db: WriteSession, sight: Sight, wanted: UUID, *, lock: bool = False) -> MealPersonRow | None:
    """The entry, where she sees the person."""
    query = select(MealPersonRow).where(
        MealPersonRow.gmina == db.gmina, MealPersonRow.id == wanted, sight.persons(MealPersonRow.person),
        sight.households(MealPersonRow.household), col(MealPersonRow.facility).in_(_facilities(sight)),
    )  # fmt: skip
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def overlapping(db: WriteSession, new: MealPersonRow) -> bool:
    """Whether the person is fed there with the same meal in that time already, under any entry of hers."""
    entries = await one_person.entries(db, new.person)
    query = select(MealPersonRow.id).where(
        MealPersonRow.gmina == db.gmina, col(MealPersonRow.person).in_(entries), MealPersonRow.facility == new.facility,
        MealPersonRow.kind == new.kind, or_(col(MealPersonRow.until).is_(None), col(MealPersonRow.until) >= new.since),
    )  # fmt: skip
    if new.until is not None:
        query = query.where(col(MealPersonRow.since) <= new.until)
    return (await db.exec(query)).first() is not None


async def persons(
    db: WriteSession,
    sight: Sight,
    wanted: PersonFilters,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[MealPersonRow]:
    """Who is fed, by the first day."""
    query = select(MealPersonRow).where(
        MealPersonRow.gmina == db.gmina, sight.persons(MealPersonRow.person), sight.households(MealPersonRow.household),
        col(MealPersonRow.facility).in_(_facilities(sight)),
    )  # fmt: skip
    for name in ("facility", "benefit", "way"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(MealPersonRow, name) == value)
    if wanted.person is not None:
        query = query.where(col(MealPersonRow.person).in_(await one_person.entries(db, wanted.person)))
    if wanted.on is not None:
        ends = or_(col(MealPersonRow.until).is_(None), col(MealPersonRow.until) >= wanted.on)
        query = query.where(col(MealPersonRow.since) <= wanted.on, ends)
    order = (col(MealPersonRow.since), col(MealPersonRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def prices(db: WriteSession, facility: UUID) -> Sequence[MealPriceRow]:
    """The facility's prices by kind and day; of one day the highest number last."""
    query = select(MealPriceRow).where(MealPriceRow.gmina == db.gmina, MealPriceRow.facility == facility)
    order = (col(MealPriceRow.kind), col(MealPriceRow.since), col(MealPriceRow.number))
    return (await db.exec(query.order_by(*order))).all()


async def last_price(db: WriteSession, facility: UUID, kind: str, since: date) -> int:
    """The highest number of the day's prices."""
    query = select(func.max(MealPriceRow.number)).where(
        MealPriceRow.gmina == db.gmina,
        MealPriceRow.facility == facility,
        MealPriceRow.kind == kind,
        MealPriceRow.since == since,
    )
    return (await db.exec(query)).one() or 0


async def meal_list(db: WriteSession, sight: Sight, wanted: UUID, *, lock: bool = False) -> MealListRow | None:
    """The list, where she sees the facility."""
    query = select(MealListRow).where(
        MealListRow.gmina == db.gmina, MealListRow.id == wanted, col(MealListRow.facility).in_(_facilities(sight))
    )
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def of_month(db: WriteSession, facility: UUID, month: date, *, lock: bool = False) -> MealListRow | None:
    """The facility's list of the month; kept from other writers when locked."""
    query = select(MealListRow).where(
        MealListRow.gmina == db.gmina, MealListRow.facility == facility, MealListRow.month == month
    )
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def lists(
    db: WriteSession,
    sight: Sight,
    wanted: ListFilters,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[MealListRow]:
    """Lists by month."""
    query = select(MealListRow).where(MealListRow.gmina == db.gmina, col(MealListRow.facility).in_(_facilities(sight)))
    for name in ("facility", "state", "month"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(MealListRow, name) == value)
    order = (col(MealListRow.month), col(MealListRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def eaten(db: WriteSession, meal_list: UUID) -> Sequence[tuple[EatenRow, MealPersonRow]]:
    """What the list says now, with whose it is, in order of entering; who ate nothing is left out."""
    latest = (
        select(EatenRow)
        .where(EatenRow.gmina == db.gmina, EatenRow.meal_list == meal_list)
        .ext(distinct_on(col(EatenRow.meal_person)))
        .order_by(col(EatenRow.meal_person), col(EatenRow.number).desc())
    )
    found = {one.meal_person: one for one in (await db.exec(latest)).all() if one.days}
    whose = select(MealPersonRow).where(MealPersonRow.gmina == db.gmina, col(MealPersonRow.id).in_(found))
    return [(found[one.id], one) for one in (await db.exec(whose.order_by(col(MealPersonRow.id)))).all()]


async def entered(db: WriteSession, meal_list: UUID) -> dict[UUID, int]:
    """The highest number of each person's entries on the list."""
    query = (
        select(EatenRow.meal_person, func.max(EatenRow.number))
        .where(EatenRow.gmina == db.gmina, EatenRow.meal_list == meal_list)
        .group_by(col(EatenRow.meal_person))
    )
    return dict((await db.exec(query)).all())


async def ate_after(db: WriteSession, meal_person: UUID, day: date) -> bool:
    """Whether a list says, as it stands now, that the person ate after the day."""
    latest = (
        select(EatenRow.days)
        .where(EatenRow.gmina == db.gmina, EatenRow.meal_person == meal_person)
        .ext(distinct_on(col(EatenRow.meal_list)))
        .order_by(col(EatenRow.meal_list), col(EatenRow.number).desc())
    )
    return any(one > day for days in (await db.exec(latest)).all() for one in days)


async def on_list(db: WriteSession, facility: UUID, wanted: Collection[UUID]) -> dict[UUID, MealPersonRow]:
    """Those of the entries that are of the facility."""
    query = select(MealPersonRow).where(
        MealPersonRow.gmina == db.gmina, MealPersonRow.facility == facility, col(MealPersonRow.id).in_(wanted)
    )
    return {one.id: one for one in (await db.exec(query)).all()}


async def seen(db: WriteSession, sight: Sight, wanted: Collection[UUID]) -> set[UUID]:
    """Those of the entries whose person and household she sees."""
    query = select(MealPersonRow.id).where(
        MealPersonRow.gmina == db.gmina, col(MealPersonRow.id).in_(wanted), sight.persons(MealPersonRow.person),
        sight.households(MealPersonRow.household),
    )  # fmt: skip
    return set((await db.exec(query)).all())


async def is_used(db: WriteSession, facility: UUID, month: date) -> bool:
    """Whether an invoice of the facility for meals of the month is divided, and past whoever divides it."""
    query = (
        select(InvoiceRow.id)
        .join(
            AllocationRow, (col(AllocationRow.gmina) == col(InvoiceRow.gmina)) & (col(AllocationRow.invoice) == col(InvoiceRow.id))
        )
        .where(
            InvoiceRow.gmina == db.gmina, InvoiceRow.third_party == facility, InvoiceRow.service_month == month,
            InvoiceRow.purpose == "meals", col(InvoiceRow.state).in_(("checked", "controlled", "accepted", "paid")),
        )
    )  # fmt: skip
    return (await db.exec(query)).first() is not None


async def asked_by_others(db: WriteSession, invoice: InvoiceRow) -> int:
    """Grosze that the facility's other documents for meals of the month ask for, as far as they were checked.

    What a correction gives back counts when it was accepted: one that is only checked may be given back to its issuer still.
    """
    checked = or_(
        col(InvoiceRow.state).in_(("accepted", "paid")),
        and_(col(InvoiceRow.state).in_(("checked", "controlled")), col(InvoiceRow.amount) > 0),
    )
    query = select(func.coalesce(func.sum(col(InvoiceRow.amount)), 0)).where(
        InvoiceRow.gmina == db.gmina, InvoiceRow.third_party == invoice.third_party,
        InvoiceRow.service_month == invoice.service_month, InvoiceRow.purpose == invoice.purpose, InvoiceRow.id != invoice.id,
        checked,
    )  # fmt: skip
    return int((await db.exec(query)).one())
