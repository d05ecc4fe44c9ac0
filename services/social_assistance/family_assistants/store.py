"""Reading and writing family assistants and the families whom they work with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, not_, or_, true, tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import WriteSession
from services.social_assistance.family_assistants.tables import AssistantRow, ChildRow, FamilyRow, ReviewRow, StepRow


@dataclass(frozen=True, slots=True)
class AssistantFilters:
    """Which assistants; None leaves a question open. on: with a contract on that day."""

    contract: str | None = None
    unit: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which families; None leaves a question open. on: the work ran on that day. review_to: it runs, and is assessed by then."""

    state: str | None = None
    unit: str | None = None
    assistant: UUID | None = None
    household: UUID | None = None
    child: UUID | None = None
    basis: str | None = None
    on: date | None = None
    review_to: date | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The families (FamilyRow) that she sees: of her units, that are not hidden from her, nor a child of theirs."""
    units: Any = True if sight.units is None else col(FamilyRow.unit).in_(sorted(sight.units))
    hidden = select(ChildRow.family).where(ChildRow.gmina == sight.gmina, not_(sight.persons(ChildRow.person)))
    return and_(units, sight.households(FamilyRow.household), col(FamilyRow.id).not_in(hidden))


def _hers(sight: Sight) -> ColumnElement[bool]:
    return true() if sight.units is None else col(AssistantRow.unit).in_(sorted(sight.units))


async def assistant(db: WriteSession, sight: Sight, one: UUID, *, lock: bool = False) -> AssistantRow | None:
    """The assistant of her units; kept from other writers when locked, so that nobody gives the last place twice."""
    query = select(AssistantRow).where(AssistantRow.gmina == db.gmina, AssistantRow.id == one, _hers(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def families_of(db: WriteSession, assistants: Collection[UUID]) -> dict[UUID, int]:
    """With how many families each works."""
    found = await db.exec(
        select(col(FamilyRow.assistant), func.count())
        .where(
            FamilyRow.gmina == db.gmina, FamilyRow.state == "running", col(FamilyRow.assistant).in_(assistants)
        )
        .group_by(col(FamilyRow.assistant))
    )  # fmt: skip
    return dict.fromkeys(assistants, 0) | dict(found.all())


async def works_beyond(db: WriteSession, one: UUID, since: date, over: bool) -> bool:
    """Whether work of the assistant's that runs began before a day; over: whether any runs, since her contract is."""
    running = select(FamilyRow.id).where(
        FamilyRow.gmina == db.gmina, FamilyRow.assistant == one, FamilyRow.state == "running"
    )
    found = await db.exec(running if over else running.where(col(FamilyRow.since) < since))
    return found.first() is not None


async def assistants(
    db: WriteSession,
    sight: Sight,
    wanted: AssistantFilters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[AssistantRow]:
    """Assistants of her units by the first day of their contract; fetch None: all."""
    query = select(AssistantRow).where(AssistantRow.gmina == db.gmina, _hers(sight))
    for name in ("contract", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(AssistantRow, name) == value)
    if wanted.on is not None:
        last = col(AssistantRow.until)
        query = query.where(col(AssistantRow.since) <= wanted.on, or_(last.is_(None), last >= wanted.on))
    order: tuple[Any, Any] = (col(AssistantRow.since), col(AssistantRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def load(db: WriteSession, sight: Sight, family: UUID, *, lock: bool = False) -> FamilyRow | None:
    """The work with a family, where she sees it; kept from other writers when locked."""
    query = select(FamilyRow).where(FamilyRow.gmina == db.gmina, FamilyRow.id == family, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def runs(db: WriteSession, household: UUID) -> bool:
    """Whether the family has an assistant."""
    found = select(FamilyRow.id).where(
        FamilyRow.gmina == db.gmina, FamilyRow.household == household, FamilyRow.state == "running"
    )
    return (await db.exec(found)).first() is not None


async def children(db: WriteSession, family: UUID) -> Sequence[ChildRow]:
    """The children whom the work is or was for."""
    found = select(ChildRow).where(ChildRow.gmina == db.gmina, ChildRow.family == family)
    return (await db.exec(found.order_by(col(ChildRow.since), col(ChildRow.person)))).all()


async def steps(db: WriteSession, family: UUID) -> Sequence[StepRow]:
    """The plan in the order in which it was made."""
    found = select(StepRow).where(StepRow.gmina == db.gmina, StepRow.family == family)
    return (await db.exec(found.order_by(col(StepRow.number)))).all()


async def reviews(db: WriteSession, family: UUID) -> Sequence[ReviewRow]:
    """The assessments in their order."""
    found = select(ReviewRow).where(ReviewRow.gmina == db.gmina, ReviewRow.family == family)
    return (await db.exec(found.order_by(col(ReviewRow.number)))).all()


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    order_by: str,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[FamilyRow]:
    """Work with families that is seen, by a day of it; fetch None: all."""
    query = select(FamilyRow).where(FamilyRow.gmina == db.gmina, seen(sight))
    for name in ("state", "unit", "assistant", "household", "basis"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(FamilyRow, name) == value)
    if wanted.child is not None:
        entries = await one_person.entries(db, wanted.child)
        of_child = select(ChildRow.family).where(ChildRow.gmina == db.gmina, col(ChildRow.person).in_(entries))
        query = query.where(col(FamilyRow.id).in_(of_child))
    if wanted.on is not None:
        last = col(FamilyRow.ended_on)
        query = query.where(
            FamilyRow.state != "withdrawn", col(FamilyRow.since) <= wanted.on, or_(last.is_(None), last >= wanted.on)
        )
    if wanted.review_to is not None:
        query = query.where(FamilyRow.state == "running", col(FamilyRow.review_by) <= wanted.review_to)
    order: tuple[Any, Any] = (getattr(FamilyRow, order_by), col(FamilyRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()
