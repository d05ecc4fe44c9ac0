"""Applications, what they ask for and what answers them, of many at once; store.py has the same for one."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from casework.applications.tables import AnswerRow, ApplicationRow, MatterRow
from kit.db import ReadSession, WriteSession


async def many(db: ReadSession | WriteSession, wanted: Collection[UUID]) -> dict[UUID, ApplicationRow]:
    """The applications with these ids."""
    found = await db.exec(
        select(ApplicationRow).where(ApplicationRow.gmina == db.gmina, col(ApplicationRow.id).in_(wanted))
    )
    return {row.id: row for row in found.all()}


async def answered_by(db: ReadSession | WriteSession, decisions: Collection[UUID]) -> dict[UUID, list[AnswerRow]]:
    """The applications that decisions answer; a decision that answers none is left out."""
    found = await db.exec(
        select(AnswerRow)
        .where(AnswerRow.gmina == db.gmina, col(AnswerRow.decision).in_(decisions))
        .order_by(col(AnswerRow.application))
    )
    answers: dict[UUID, list[AnswerRow]] = {}
    for row in found.all():
        answers.setdefault(row.decision, []).append(row)
    return answers


async def matters(db: ReadSession | WriteSession, wanted: Collection[UUID]) -> dict[UUID, list[MatterRow]]:
    """What applications ask for, each in order of code."""
    found = await db.exec(
        select(MatterRow)
        .where(MatterRow.gmina == db.gmina, col(MatterRow.application).in_(wanted))
        .order_by(col(MatterRow.application), col(MatterRow.benefit))
    )
    asked: dict[UUID, list[MatterRow]] = {}
    for row in found.all():
        asked.setdefault(row.application, []).append(row)
    return asked
