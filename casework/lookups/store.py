"""Look-ups in registers in the database; the only SQL about them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.lookups.tables import AnswerRow, LookupRow
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


async def page(
    db: Db, sight: Sight, *, person: UUID | None, application: UUID | None, after: UUID | None, fetch: int
) -> Sequence[LookupRow]:
    """Look-ups about persons that are seen, the newest first."""
    query = select(LookupRow).where(LookupRow.gmina == db.gmina, sight.persons(LookupRow.person))
    if person is not None:
        query = query.where(LookupRow.person == person)
    if application is not None:
        query = query.where(LookupRow.application == application)
    if after is not None:
        query = query.where(col(LookupRow.id) < after)
    return (await db.exec(query.order_by(col(LookupRow.id).desc()).limit(fetch))).all()
