"""Look-ups in registers in the database; the only SQL about them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, not_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.evidence.tables import EvidenceRow
from casework.lookups.tables import AnswerRow, LookupRow
from casework.persons import one_person
from kit.db import ReadSession, WriteSession

Db = ReadSession | WriteSession


async def load(db: Db, lookup: UUID) -> LookupRow | None:
    """The look-up with this id."""
    return await db.get(LookupRow, (db.gmina, lookup))


async def answers(db: Db, lookup: UUID) -> Sequence[AnswerRow]:
    """Everything that came back, the newest first."""
    found = await db.exec(
        select(AnswerRow)
        .where(AnswerRow.gmina == db.gmina, AnswerRow.lookup == lookup)
        .order_by(col(AnswerRow.number).desc())
    )
    return found.all()


async def last_answers(db: Db, lookups: Collection[UUID]) -> dict[UUID, AnswerRow]:
    """The newest of what came back, by look-up."""
    found = await db.exec(
        select(AnswerRow)
        .where(AnswerRow.gmina == db.gmina, col(AnswerRow.lookup).in_(lookups))
        .ext(distinct_on(col(AnswerRow.lookup)))
        .order_by(col(AnswerRow.lookup), col(AnswerRow.number).desc())
    )
    return {row.lookup: row for row in found.all()}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which look-ups; None leaves a question open. state: `asked`, `used`, or what came back last."""

    person: UUID | None = None
    application: UUID | None = None
    register_code: str | None = None
    state: str | None = None
    asked_by: str | None = None
    asked_from: date | None = None
    asked_to: date | None = None


async def page(
    db: Db, sight: Sight, wanted: Filter, *, after: UUID | None, descending: bool, fetch: int | None
) -> Sequence[LookupRow]:
    """Look-ups about persons that are seen, in order of asking (ids are in order of time); fetch: all without one."""
    query = select(LookupRow).where(LookupRow.gmina == db.gmina, sight.persons(LookupRow.person))
    if wanted.person is not None:
        query = query.where(col(LookupRow.person).in_(await one_person.entries(db, wanted.person)))
    for name in ("application", "register_code", "asked_by"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(LookupRow, name) == value)
    if wanted.asked_from is not None:
        query = query.where(col(LookupRow.asked_on) >= wanted.asked_from)
    if wanted.asked_to is not None:
        query = query.where(col(LookupRow.asked_on) <= wanted.asked_to)
    if wanted.state is not None:
        query = query.where(_stands(wanted.state))
    place = col(LookupRow.id)
    if after is not None:
        query = query.where(place < after if descending else place > after)
    return (await db.exec(query.order_by(place.desc() if descending else place).limit(fetch))).all()


def _stands(state: str) -> ColumnElement[bool]:
    used = exists().where(col(EvidenceRow.gmina) == col(LookupRow.gmina), col(EvidenceRow.lookup) == col(LookupRow.id))
    if state == "used":
        return used
    its = and_(col(AnswerRow.gmina) == col(LookupRow.gmina), col(AnswerRow.lookup) == col(LookupRow.id))
    last = select(AnswerRow.state).where(its).order_by(col(AnswerRow.number).desc()).limit(1).scalar_subquery()
    return and_(func.coalesce(last, "asked") == state, not_(used))
