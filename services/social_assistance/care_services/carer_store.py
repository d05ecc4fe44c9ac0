"""Reading and writing the register of carers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from kit.db import WriteSession
from services.social_assistance.care_services.tables import CarerRow


@dataclass(frozen=True, slots=True)
class Filters:
    """Which carers; None leaves a question open. on: with a contract on this day."""

    contract: str | None = None
    kind: str | None = None
    unit: str | None = None
    on: date | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The carers (CarerRow) of her units."""
    units: Any = col(CarerRow.gmina) == sight.gmina
    return units if sight.units is None else col(CarerRow.unit).in_(sorted(sight.units))


async def load(db: WriteSession, sight: Sight, carer: UUID, *, lock: bool = False) -> CarerRow | None:
    """The carer, where she sees her; kept from other writers when locked."""
    query = select(CarerRow).where(CarerRow.gmina == db.gmina, CarerRow.id == carer, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[CarerRow]:
    """Carers that are seen, by the first day of their contract; fetch None: all."""
    query = select(CarerRow).where(CarerRow.gmina == db.gmina, seen(sight))
    for name in ("contract", "kind", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(CarerRow, name) == value)
    if wanted.on is not None:
        query = query.where(
            col(CarerRow.since) <= wanted.on, or_(col(CarerRow.until).is_(None), col(CarerRow.until) >= wanted.on)
        )
    order = (col(CarerRow.since), col(CarerRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()
