"""Letters and templates of a gmina in the database; the only SQL about them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.letters.tables import LetterBodyRow, LetterRow, TemplateRow
from kit.db import ReadSession, WriteSession


async def template(db: ReadSession | WriteSession, kind: str) -> TemplateRow | None:
    """The newest version of the gmina's own template, if it has one."""
    found = await db.exec(
        select(TemplateRow)
        .where(TemplateRow.gmina == db.gmina, TemplateRow.kind == kind)
        .order_by(col(TemplateRow.version).desc())
        .limit(1)
    )
    return found.first()


async def templates(db: ReadSession) -> dict[str, TemplateRow]:
    """The newest versions, by kind."""
    newest = (
        select(TemplateRow.kind, func.max(TemplateRow.version))
        .where(TemplateRow.gmina == db.gmina)
        .group_by(col(TemplateRow.kind))
    )
    found = await db.exec(
        select(TemplateRow).where(
            TemplateRow.gmina == db.gmina, tuple_(col(TemplateRow.kind), col(TemplateRow.version)).in_(newest)
        )
    )
    return {row.kind: row for row in found.all()}


async def letter(db: WriteSession, letter_id: UUID) -> LetterRow | None:
    """The letter with this id."""
    return await db.get(LetterRow, (db.gmina, letter_id))


async def body(db: WriteSession, letter_id: UUID, form: str) -> LetterBodyRow | None:
    """Its bytes in a form."""
    return await db.get(LetterBodyRow, (db.gmina, letter_id, form))


async def page(
    db: WriteSession,
    sight: Sight,
    *,
    decision: UUID | None,
    person: UUID | None,
    after: tuple[str, str] | None,
    fetch: int,
) -> Sequence[LetterRow]:
    """Letters that are seen, the newest first."""
    seen = (sight.persons(LetterRow.person), sight.of_decision(LetterRow.decision))
    query = select(LetterRow).where(LetterRow.gmina == db.gmina, *seen)
    if decision is not None:
        query = query.where(LetterRow.decision == decision)
    if person is not None:
        query = query.where(LetterRow.person == person)
    order = (col(LetterRow.made_on), col(LetterRow.id))
    if after is not None:
        query = query.where(tuple_(*order) < tuple_(date.fromisoformat(after[0]), UUID(after[1])))
    return (await db.exec(query.order_by(*(one.desc() for one in order)).limit(fetch))).all()
