"""Acts of payment lists and the circuits of a gmina in the database."""

from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import class_row, dict_row

from casework.payments.acts.rules import Act
from kit.db import ReadSession, WriteSession, raw
from kit.feed.envelope import new_id

_DONE = """
SELECT act, done_by AS by, done_on AS on, outcome FROM payment_list_act WHERE gmina = %s AND list = %s ORDER BY number
"""
_SHOWN = """
SELECT number, act, done_by AS by, done_on AS on, outcome, reason FROM payment_list_act
 WHERE gmina = %s AND list = %s ORDER BY number
"""
# The list's row is locked by whoever acts, so numbers do not meet.
_NOTE = """
INSERT INTO payment_list_act (gmina, list, number, act, done_by, done_on, outcome, reason)
SELECT %(gmina)s, %(list)s, 1 + (SELECT count(*) FROM payment_list_act WHERE gmina = %(gmina)s AND list = %(list)s),
       %(act)s, %(by)s, %(on)s, %(outcome)s, %(reason)s
"""
_CIRCUIT = "SELECT circuit FROM payment_circuit WHERE gmina = %s AND since <= %s ORDER BY since DESC LIMIT 1"
_CIRCUITS = "SELECT id, since, circuit, reason, set_by, set_on FROM payment_circuit WHERE gmina = %s ORDER BY since"
_SET = """
INSERT INTO payment_circuit (gmina, id, since, circuit, reason, set_by, set_on) VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (gmina, since) DO NOTHING RETURNING id
"""


async def done(db: WriteSession, payment_list: UUID) -> list[Act]:
    """The acts of a list in order."""
    async with (await raw(db)).cursor(row_factory=class_row(Act)) as cursor:
        return await (await cursor.execute(_DONE, (db.gmina, payment_list))).fetchall()


async def shown(db: ReadSession, payment_list: UUID) -> list[dict[str, Any]]:
    """The same with numbers and reasons."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_SHOWN, (db.gmina, payment_list))).fetchall()


async def note(
    db: WriteSession,
    payment_list: UUID,
    act: str,
    *,
    by: str,
    on: date,
    outcome: str = "passed",
    reason: str | None = None,
) -> None:
    """Notes an act; nobody can change or delete it."""
    of = {"gmina": db.gmina, "list": payment_list, "act": act, "by": by, "on": on, "outcome": outcome, "reason": reason}
    await (await raw(db)).execute(_NOTE, of)


async def circuit_on(db: WriteSession, day: date) -> str:
    """The circuit of lists that are drawn up on the day; the full one unless the gmina has set another (u.f.p. art. 53-54)."""
    row = await (await (await raw(db)).execute(_CIRCUIT, (db.gmina, day))).fetchone()
    return str(row[0]) if row else "full"


async def circuits(db: ReadSession) -> list[dict[str, Any]]:
    """The circuits of the gmina by the day from which they hold."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_CIRCUITS, (db.gmina,))).fetchall()


async def set_circuit(
    db: WriteSession, since: date, circuit: str, reason: str | None, *, by: str, on: date
) -> UUID | None:
    """Sets a circuit from a day on; None when that day has one."""
    place = (db.gmina, new_id(), since, circuit, reason, by, on)
    row = await (await (await raw(db)).execute(_SET, place)).fetchone()
    return row[0] if row else None
