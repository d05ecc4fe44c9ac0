"""How the calls of applications were sent and what happened to them, in the database; the only SQL about that."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.applications.states import OPEN
from casework.applications.tables import ApplicationRow, CallRow, CallSendingEventRow, CallSendingRow
from casework.deliveries.evaluating import Evaluated
from kit.db import ReadSession, WriteSession, raw

MOST_RIPENED = 5_000
Key = tuple[UUID, int, int]
"""A sending: its application, the number of the call, and its own."""
_RIPEN = """
UPDATE call_sending s
   SET state = f.state, delivered_on = f.delivered_on, waits_until = f.waits_until, fiction = f.fiction,
       article = f.article, reason = f.reason
  FROM unnest(%s::uuid[], %s::integer[], %s::integer[], %s::text[], %s::date[], %s::date[], %s::boolean[], %s::text[], %s::text[])
       AS f(application, call, number, state, delivered_on, waits_until, fiction, article, reason)
 WHERE s.gmina = %s AND s.application = f.application AND s.call = f.call AND s.number = f.number
"""
_START = """
UPDATE application_call c
   SET delivered_on = f.delivered_on, last_day = f.last_day
  FROM unnest(%s::uuid[], %s::integer[], %s::date[], %s::date[]) AS f(application, call, delivered_on, last_day)
 WHERE c.gmina = %s AND c.application = f.application AND c.number = f.call
"""


async def sendings(db: ReadSession | WriteSession, application: UUID) -> Sequence[CallSendingRow]:
    """The sendings of an application's calls, in order."""
    found = await db.exec(
        select(CallSendingRow)
        .where(CallSendingRow.gmina == db.gmina, CallSendingRow.application == application)
        .order_by(col(CallSendingRow.call), col(CallSendingRow.number))
    )
    return found.all()


async def events(
    db: ReadSession | WriteSession, applications: Sequence[UUID]
) -> Mapping[Key, list[CallSendingEventRow]]:
    """What happened to the calls of the applications on their way, by sending, in the order it was noted."""
    found = await db.exec(
        select(CallSendingEventRow)
        .where(CallSendingEventRow.gmina == db.gmina, col(CallSendingEventRow.application).in_(applications))
        .order_by(col(CallSendingEventRow.application), col(CallSendingEventRow.number))
    )
    noted: dict[Key, list[CallSendingEventRow]] = {}
    for row in found.all():
        noted.setdefault((row.application, row.call, row.sending), []).append(row)
    return noted


async def ripe(db: WriteSession, today: date) -> Sequence[tuple[CallSendingRow, CallRow]]:
    """Sendings of open applications whose fiction may have come, with their calls; the applications are kept from other writers."""
    waiting = (
        CallSendingRow.gmina == db.gmina,
        CallSendingRow.state == "waiting",
        col(CallSendingRow.waits_until) <= today,
    )
    due = (
        select(CallSendingRow.application)
        .where(*waiting)
        .order_by(col(CallSendingRow.waits_until), col(CallSendingRow.application))
        .limit(MOST_RIPENED)
    )
    kept = await db.exec(
        select(ApplicationRow.id)
        .where(ApplicationRow.gmina == db.gmina, col(ApplicationRow.id).in_(due), col(ApplicationRow.state).in_(OPEN))
        .order_by(col(ApplicationRow.id))
        .with_for_update(skip_locked=True, key_share=True)
    )
    found = await db.exec(
        select(CallSendingRow, CallRow)
        .join(
            CallRow,
            (col(CallRow.gmina) == col(CallSendingRow.gmina))
            & (col(CallRow.application) == col(CallSendingRow.application))
            & (col(CallRow.number) == col(CallSendingRow.call)),
        )
        .where(*waiting, col(CallSendingRow.application).in_(kept.all()))
    )
    return found.all()


async def ripen(db: WriteSession, known: Mapping[Key, Evaluated]) -> None:
    """Writes what became of the sendings, in one statement."""
    columns = ("state", "delivered_on", "waits_until", "fiction", "article", "reason")
    keys = [list(part) for part in zip(*known, strict=True)]
    told = [[getattr(one, name) for one in known.values()] for name in columns]
    await (await raw(db)).execute(_RIPEN, (*keys, *told, db.gmina))


async def start(db: WriteSession, started: Sequence[tuple[UUID, int, date, date]]) -> None:
    """Writes the days of delivery and the last days of calls, in one statement."""
    told = [list(column) for column in zip(*started, strict=True)]
    await (await raw(db)).execute(_START, (*told, db.gmina))
