"""Reading and writing the register of matters of coordination."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, not_, tuple_
from sqlmodel import col, select

from casework.applications.tables import ApplicationRow
from casework.authority.sight import Sight
from casework.awards import effects_store
from casework.awards.tables import AwardRow
from casework.persons import one_person
from kit.db import ReadSession, WriteSession, raw
from services.family_benefits.coordination_matters.concerned import Owned
from services.family_benefits.coordination_matters.tables import CoordinationRow, FindingRow


@dataclass(frozen=True, slots=True)
class Filters:
    """Which matters; None leaves a question open. due_to: their soft term is that day or earlier."""

    state: str | None = None
    way: str | None = None
    person: UUID | None = None
    application: UUID | None = None
    decision: UUID | None = None
    benefit: str | None = None
    unit: str | None = None
    due_to: date | None = None


def seen(sight: Sight) -> ColumnElement[bool]:
    """The matters (CoordinationRow) that she sees: of her units, a person, an application and a decision that she sees."""
    hidden = select(ApplicationRow.id).where(ApplicationRow.gmina == sight.gmina, not_(sight.applications()))
    units: Any = True if sight.units is None else col(CoordinationRow.unit).in_(sorted(sight.units))
    return and_(
        units,
        sight.persons(CoordinationRow.person),
        sight.of_decision(CoordinationRow.decision),
        col(CoordinationRow.application).is_(None) | col(CoordinationRow.application).not_in(hidden),
    )


async def load(db: WriteSession, sight: Sight, matter: UUID, *, lock: bool = False) -> CoordinationRow | None:
    """The matter, where she sees it; kept from other writers when locked."""
    query = select(CoordinationRow).where(CoordinationRow.gmina == db.gmina, CoordinationRow.id == matter, seen(sight))
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def waiting(db: WriteSession, *, application: UUID | None, decision: UUID | None) -> Sequence[CoordinationRow]:
    """Those of the application or decision that wait; whoever asks holds its lock."""
    of = CoordinationRow.application == application if application else CoordinationRow.decision == decision
    found = await db.exec(
        select(CoordinationRow).where(CoordinationRow.gmina == db.gmina, of, CoordinationRow.state == "waiting")
    )
    return found.all()


async def findings(db: ReadSession | WriteSession, matter: UUID) -> Sequence[FindingRow]:
    """What the voivode wrote, in order."""
    found = await db.exec(
        select(FindingRow)
        .where(FindingRow.gmina == db.gmina, FindingRow.matter == matter)
        .order_by(col(FindingRow.number))
    )
    return found.all()


async def page(
    db: WriteSession,
    sight: Sight,
    wanted: Filters,
    *,
    order_by: str,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[CoordinationRow]:
    """Matters that are seen, by a day of theirs; fetch None: all."""
    query = select(CoordinationRow).where(CoordinationRow.gmina == db.gmina, seen(sight))
    if wanted.person is not None:
        query = query.where(col(CoordinationRow.person).in_(await one_person.entries(db, wanted.person)))
    for name in ("state", "way", "application", "decision", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(CoordinationRow, name) == value)
    if wanted.benefit is not None:
        query = query.where(col(CoordinationRow.benefits).contains([wanted.benefit]))
    if wanted.due_to is not None:
        query = query.where(col(CoordinationRow.answer_by) <= wanted.due_to)
    order: tuple[Any, Any] = (getattr(CoordinationRow, order_by), col(CoordinationRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def owned(db: WriteSession, sight: Sight, row: CoordinationRow) -> list[Owned]:
    """The gmina's own rights paid to the person, of the matter's benefits, that she sees; in order of benefit."""
    found = await db.exec(
        select(AwardRow)
        .where(
            AwardRow.gmina == db.gmina,
            col(AwardRow.recipient).in_(await one_person.entries(db, row.person)),
            col(AwardRow.benefit).in_(row.benefits),
            sight.awards(),
        )
        .order_by(col(AwardRow.benefit), col(AwardRow.id))
    )
    awards = {one.id: one for one in found.all()}
    if not awards:
        return []
    connection = await raw(db)
    stood = {one.standing.award: one.standing for one in await effects_store.standing(connection, db.gmina, [*awards])}
    paid = await effects_store.paid(connection, db.gmina, [*awards])
    return [
        Owned(award, one.benefit, one.decision, stood[award].amounts, paid.get(award, {}))
        for award, one in awards.items()
    ]
