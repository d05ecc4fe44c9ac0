"""Reading and writing the register of calls to appear in person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, not_, tuple_
from sqlmodel import col, select

from casework.applications.tables import ApplicationRow
from casework.authority.sight import Sight
from casework.awards.tables import AwardRow
from casework.persons import one_person
from kit.db import WriteSession
from services.family_benefits.appearances.tables import AppearanceRow


@dataclass(frozen=True, slots=True)
class Filters:
    """Which calls; None leaves a question open. due_to: their last day is that day or earlier."""

    state: str | None = None
    person: UUID | None = None
    application: UUID | None = None
    award: UUID | None = None
    unit: str | None = None
    due_to: date | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The calls (AppearanceRow) that she sees: of her units, a person, an application and a right that she sees."""
    hidden = select(ApplicationRow.id).where(ApplicationRow.gmina == sight.gmina, not_(sight.applications()))
    unseen = select(AwardRow.id).where(AwardRow.gmina == sight.gmina, not_(sight.awards()))
    units: Any = True if sight.units is None else col(AppearanceRow.unit).in_(sorted(sight.units))
    return and_(
        units,
        sight.persons(AppearanceRow.person),
        col(AppearanceRow.application).is_(None) | col(AppearanceRow.application).not_in(hidden),
        col(AppearanceRow.award).is_(None) | col(AppearanceRow.award).not_in(unseen),
    )


async def load(db: WriteSession, sight: Sight, call: UUID, *, lock: bool = False) -> AppearanceRow | None:
    """The call, where she sees it; kept from other writers when locked."""
    query = select(AppearanceRow).where(AppearanceRow.gmina == db.gmina, AppearanceRow.id == call, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def award(db: WriteSession, sight: Sight, wanted: UUID) -> AwardRow | None:
    """The right, where she sees it, kept from other writers."""
    query = select(AwardRow).where(AwardRow.gmina == db.gmina, AwardRow.id == wanted, sight.awards())
    return (await db.exec(query.with_for_update(key_share=True, of=AwardRow))).first()


async def waits(db: WriteSession, *, application: UUID | None, award: UUID | None) -> bool:
    """Whether a call about the application or right waits for the person; whoever asks holds its lock."""
    of = AppearanceRow.application == application if application else AppearanceRow.award == award
    found = await db.exec(
        select(AppearanceRow.id).where(
            AppearanceRow.gmina == db.gmina, of, col(AppearanceRow.state).in_(("called", "delivered"))
        )
    )
    return found.first() is not None


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[AppearanceRow]:
    """Calls that are seen, by their day; fetch None: all."""
    query = select(AppearanceRow).where(AppearanceRow.gmina == db.gmina, seen(sight))
    if wanted.person is not None:
        query = query.where(col(AppearanceRow.person).in_(await one_person.entries(db, wanted.person)))
    for name in ("state", "application", "award", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(AppearanceRow, name) == value)
    if wanted.due_to is not None:
        query = query.where(col(AppearanceRow.last_day) <= wanted.due_to)
    order: tuple[Any, Any] = (col(AppearanceRow.called_on), col(AppearanceRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()
