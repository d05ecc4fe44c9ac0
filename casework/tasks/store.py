"""What people do with tasks and clocks, in the database."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, func, select

from casework.tasks.tables import CaseClockRow, CasePauseRow, DelayNoticeRow, TaskActRow, TaskMarkRow
from kit.db import ReadSession, WriteSession
from kit.feed.envelope import new_id

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('task ' || :gmina || ' ' || :key, 0))"


async def mark(db: WriteSession, key: str) -> TaskMarkRow:
    """The mark of a task, kept from other writers; one that nobody made yet has version 0."""
    await db.exec(text(_LOCK), params={"gmina": db.gmina, "key": key})  # type: ignore[call-overload]
    found = await db.get(TaskMarkRow, (db.gmina, key))
    return found or TaskMarkRow(gmina=db.gmina, key=key, version=0)


async def write(
    db: WriteSession,
    row: TaskMarkRow,
    act: str,
    *,
    by: str,
    on: date,
    assignee: str | None = None,
    until: date | None = None,
    note: str | None = None,
) -> None:
    """The mark in its next version, and what was done with it."""
    row.version += 1
    db.add(row)
    db.add(
        TaskActRow(
            gmina=db.gmina,
            id=new_id(),
            key=row.key,
            act=act,
            on_day=on,
            assignee=assignee,
            until=until,
            note=note,
            by=by,
        )
    )
    await db.flush()


async def acts(db: ReadSession | WriteSession, keys: Sequence[str]) -> list[dict[str, object]]:
    """What was done under these keys, in order."""
    found = await db.exec(
        select(TaskActRow)
        .where(TaskActRow.gmina == db.gmina, col(TaskActRow.key).in_(keys))
        .order_by(col(TaskActRow.at), col(TaskActRow.id))
    )
    return [{**row.model_dump(), "on": row.on_day} for row in found.all()]


async def clock(db: ReadSession | WriteSession, application: UUID) -> CaseClockRow | None:
    """What sets the application's office clock apart, if anything does."""
    return await db.get(CaseClockRow, (db.gmina, application))


async def pauses(db: ReadSession | WriteSession, application: UUID) -> Sequence[CasePauseRow]:
    """Days that do not count, beside the calls, in the order they were noted."""
    found = await db.exec(
        select(CasePauseRow)
        .where(CasePauseRow.gmina == db.gmina, CasePauseRow.application == application)
        .order_by(col(CasePauseRow.number))
    )
    return found.all()


async def suspension(db: ReadSession | WriteSession, application: UUID) -> CasePauseRow | None:
    """The suspension that goes on, if the proceedings are suspended by an order."""
    found = [one for one in await pauses(db, application) if one.decision is not None and one.last_day is None]
    return found[0] if found else None


async def delays(db: ReadSession | WriteSession, application: UUID) -> Sequence[DelayNoticeRow]:
    """Notices of delay in order."""
    found = await db.exec(
        select(DelayNoticeRow)
        .where(DelayNoticeRow.gmina == db.gmina, DelayNoticeRow.application == application)
        .order_by(col(DelayNoticeRow.number))
    )
    return found.all()


async def last_number(db: WriteSession, kind: type[CasePauseRow] | type[DelayNoticeRow], application: UUID) -> int:
    """The number of the application's last one; the application is locked by whoever asks."""
    found = await db.exec(
        select(func.coalesce(func.max(kind.number), 0)).where(kind.gmina == db.gmina, kind.application == application)
    )
    return int(found.one())
