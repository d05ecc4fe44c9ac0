"""Acts of officials on an undue payment that are no movements of money: kept with who did them and when, never changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from psycopg.rows import class_row

from kit.db import ReadSession, WriteSession, raw
from kit.feed.envelope import new_id

Act = Literal["decided", "finalised", "withdrawn"]

_ADD = """
INSERT INTO overpayment_act (gmina, id, overpayment, act, on_day, by_whom, decision, reason) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
_OF = """
SELECT overpayment, act, on_day AS "on", by_whom AS by, decision, reason
  FROM overpayment_act WHERE gmina = %s AND overpayment = ANY (%s) ORDER BY on_day, id
"""


@dataclass(frozen=True, slots=True)
class Noted:
    """An act on a day; decision: the one that was noted; reason: why it was withdrawn."""

    overpayment: UUID
    act: Act
    on: date
    by: str
    decision: UUID | None
    reason: str | None


async def note(db: WriteSession, done: Noted) -> None:
    """Writes down what was done."""
    of = (db.gmina, new_id(), done.overpayment, done.act, done.on, done.by, done.decision, done.reason)
    await (await raw(db)).execute(_ADD, of)


async def acts(db: ReadSession | WriteSession, overpayments: Collection[UUID]) -> list[Noted]:
    """What was done with each of them, in order of days."""
    async with (await raw(db)).cursor(row_factory=class_row(Noted)) as cursor:
        return await (await cursor.execute(_OF, (db.gmina, list(overpayments)))).fetchall()
