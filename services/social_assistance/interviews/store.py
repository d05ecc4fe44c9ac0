"""Reading and writing interviews that are to be held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, not_, or_, tuple_
from sqlmodel import col, select

from casework.applications.tables import ApplicationRow
from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import WriteSession
from services.social_assistance.interviews.tables import OrderRow


@dataclass(frozen=True, slots=True)
class Filters:
    """Which interviews; None leaves a question open. due_to: not held, and due on that day or earlier."""

    state: str | None = None
    unit: str | None = None
    urgent: bool | None = None
    person: UUID | None = None
    household: UUID | None = None
    application: UUID | None = None
    due_to: date | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The interviews (OrderRow) that she sees: of her units, whose person, family and application are not hidden from her."""
    units: Any = True if sight.units is None else col(OrderRow.unit).in_(sorted(sight.units))
    hidden = select(ApplicationRow.id).where(ApplicationRow.gmina == sight.gmina, not_(sight.applications()))
    return and_(
        units,
        sight.persons(OrderRow.person),
        sight.households(OrderRow.household),
        or_(col(OrderRow.application).is_(None), col(OrderRow.application).not_in(hidden)),
    )


async def load(db: WriteSession, sight: Sight, order: UUID, *, lock: bool = False) -> OrderRow | None:
    """The interview, where she sees it; kept from other writers when locked."""
    query = select(OrderRow).where(OrderRow.gmina == db.gmina, OrderRow.id == order, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def answered(db: WriteSession, fact: UUID) -> bool:
    """Whether the interview that was held answers an order already."""
    found = await db.exec(select(OrderRow.id).where(OrderRow.gmina == db.gmina, OrderRow.fact == fact))
    return found.first() is not None


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    order_by: str,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[OrderRow]:
    """Interviews that are seen, by a day of theirs; fetch None: all."""
    query = select(OrderRow).where(OrderRow.gmina == db.gmina, seen(sight))
    if wanted.person is not None:
        query = query.where(col(OrderRow.person).in_(await one_person.entries(db, wanted.person)))
    for name in ("state", "unit", "urgent", "household", "application"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(OrderRow, name) == value)
    if wanted.due_to is not None:
        query = query.where(OrderRow.state == "open", col(OrderRow.due_on) <= wanted.due_to)
    order: tuple[Any, Any] = (getattr(OrderRow, order_by), col(OrderRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()
