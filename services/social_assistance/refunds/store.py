"""Reading and writing claims for refunds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.persons import one_person
from kit.db import ReadSession, WriteSession
from services.social_assistance.refunds.tables import ClaimRow, ObligedRow


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims; None leaves a question open. obliged: somebody who was stated as obliged."""

    state: str | None = None
    kind: str | None = None
    person: UUID | None = None
    obliged: UUID | None = None
    benefit: str | None = None
    unit: str | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The claims (ClaimRow) that she sees: of her units, a person and a decision that she sees."""
    units: Any = True if sight.units is None else col(ClaimRow.unit).in_(sorted(sight.units))
    return and_(units, sight.persons(ClaimRow.person), sight.of_decision(ClaimRow.decision))


async def load(db: WriteSession, sight: Sight, claim: UUID, *, lock: bool = False) -> ClaimRow | None:
    """The claim, where she sees it; kept from other writers when locked."""
    query = select(ClaimRow).where(ClaimRow.gmina == db.gmina, ClaimRow.id == claim, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def obliged(db: ReadSession | WriteSession, claims: Collection[UUID]) -> dict[UUID, list[ObligedRow]]:
    """Who was stated as obliged of each claim, in the order in which it was."""
    found = await db.exec(
        select(ObligedRow)
        .where(ObligedRow.gmina == db.gmina, col(ObligedRow.claim).in_(claims))
        .order_by(col(ObligedRow.claim), col(ObligedRow.number))
    )
    rows: dict[UUID, list[ObligedRow]] = {one: [] for one in claims}
    for row in found.all():
        rows[row.claim].append(row)
    return rows


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[ClaimRow]:
    """Claims that are seen, by the day of their entry; fetch None: all."""
    query = select(ClaimRow).where(ClaimRow.gmina == db.gmina, seen(sight))
    if wanted.person is not None:
        query = query.where(col(ClaimRow.person).in_(await one_person.entries(db, wanted.person)))
    if wanted.obliged is not None:
        of = select(ObligedRow.claim).where(
            ObligedRow.gmina == db.gmina,
            col(ObligedRow.person).in_(await one_person.entries(db, wanted.obliged)),
            sight.persons(ObligedRow.person),
        )
        query = query.where(col(ClaimRow.id).in_(of))
    for name in ("state", "kind", "benefit", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(ClaimRow, name) == value)
    order: tuple[Any, Any] = (col(ClaimRow.noted_on), col(ClaimRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()
