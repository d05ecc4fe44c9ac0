"""Payments as undue ones are registered on them: what is left of each, and how much of it is undue already."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from kit.db import WriteSession, raw

_PAYMENTS = """
SELECT p.id, p.benefit, p.period, p.amount, p.state, p.booked_on, p.budget_year, a.unit, a.recipient,
       coalesce((SELECT sum(r.amount) FROM payment_reversal r WHERE r.gmina = p.gmina AND r.payment = p.id), 0)::bigint
       AS came_back,
       coalesce((SELECT sum(m.amount) FROM overpayment_movement m
                   JOIN overpayment o ON o.gmina = m.gmina AND o.id = m.overpayment AND o.state <> 'withdrawn'
                  WHERE m.gmina = p.gmina AND m.payment = p.id AND m.kind = 'establishment'
                    AND NOT EXISTS (SELECT FROM overpayment_movement c WHERE c.gmina = m.gmina AND c.corrects = m.id)),
                0)::bigint AS undue,
       coalesce((SELECT sum(e.amount) FROM overpayment_entry e
                   JOIN overpayment_movement m ON m.gmina = e.gmina AND m.id = e.item
                   JOIN overpayment_movement d ON d.gmina = e.gmina AND d.id = e.movement AND d.kind = 'repayment'
                   JOIN overpayment o ON o.gmina = m.gmina AND o.id = m.overpayment AND o.state <> 'withdrawn'
                  WHERE m.gmina = p.gmina AND m.payment = p.id AND e.klass = 'principal'), 0)::bigint AS undue_repaid
  FROM payment p JOIN award a ON a.gmina = p.gmina AND a.id = p.award
 WHERE p.gmina = %(gmina)s AND p.id = ANY (%(payments)s) ORDER BY p.id FOR NO KEY UPDATE OF p
"""


async def lines_of(db: WriteSession, payments: Collection[UUID]) -> list[dict[str, Any]]:
    """Payments as undue ones need them, locked: what is left of them, and how much of each is undue already."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_PAYMENTS, {"gmina": db.gmina, "payments": list(payments)})).fetchall()


async def settled_of(db: WriteSession, award: UUID, first: date, last: date) -> list[UUID]:
    """Settled payments of an award's months."""
    statement = """
    SELECT id FROM payment
     WHERE gmina = %s AND award = %s AND period BETWEEN %s AND %s AND state = 'settled' ORDER BY period, id
    """
    rows = await (await (await raw(db)).execute(statement, (db.gmina, award, first, last))).fetchall()
    return [row[0] for row in rows]
