"""Notices in the database. They are no facts of a case: the worklist reads them from the table `payment_notice`."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from casework.authority.veil import Veil
from casework.persons.one_person import entries_of
from kit.db import WriteSession, raw

UNCOLLECTED_MONTHS = 2
"""In a row: the office's own warning. What the benefit's act itself then says is in law.py."""

# A month counts as not collected when it was offered and came back, and was not collected on a later list either. What an earlier notice
# was closed for does not count again.
_RAISE = """
WITH named AS (SELECT DISTINCT award FROM payment WHERE gmina = %(gmina)s AND id = ANY (%(payments)s)),
missed AS (
    SELECT DISTINCT p.award, p.period
      FROM payment p
     WHERE p.gmina = %(gmina)s AND p.award IN (SELECT award FROM named)
       AND ((p.state = 'voided' AND p.void_reason = 'uncollected')
            OR (p.state = 'returned' AND EXISTS (SELECT FROM payment_reversal r
                 WHERE r.gmina = p.gmina AND r.payment = p.id AND r.reason = 'uncollected')))
       AND NOT EXISTS (SELECT FROM payment s WHERE s.gmina = p.gmina AND s.award = p.award AND s.period = p.period
                          AND s.state = 'settled')
       AND NOT EXISTS (SELECT FROM payment_notice n WHERE n.gmina = p.gmina AND n.award = p.award AND n.kind = 'uncollected'
                          AND n.closed_on IS NOT NULL AND n.last_month >= p.period)),
placed AS (
    SELECT award, period, extract(year FROM period) * 12 + extract(month FROM period)
                          - row_number() OVER (PARTITION BY award ORDER BY period) AS row_of_months
      FROM missed),
in_a_row AS (
    SELECT DISTINCT ON (award) award, min(period) AS first_month, max(period) AS last_month, count(*) AS months
      FROM placed GROUP BY award, row_of_months HAVING count(*) >= %(least)s ORDER BY award, max(period) DESC)
INSERT INTO payment_notice (gmina, id, kind, award, first_month, last_month, months, raised_on)
SELECT %(gmina)s, gen_random_uuid(), 'uncollected', award, first_month, last_month, months, %(on)s FROM in_a_row
ON CONFLICT (gmina, award) WHERE closed_on IS NULL AND kind = 'uncollected'
DO UPDATE SET first_month = excluded.first_month, last_month = excluded.last_month, months = excluded.months,
              version = payment_notice.version + 1
        WHERE (payment_notice.first_month, payment_notice.last_month) <> (excluded.first_month, excluded.last_month)
"""
_PAGE = """
SELECT id, kind, award, (SELECT a.benefit FROM award a WHERE a.gmina = payment_notice.gmina AND a.id = award) AS benefit,
       to_char(first_month, 'YYYY-MM') AS first_month, to_char(last_month, 'YYYY-MM') AS last_month, months,
       raised_on, closed_on, closed_by, close_reason, version
  FROM payment_notice
 WHERE gmina = %(gmina)s AND (%(award)s::uuid IS NULL OR award = %(award)s::uuid)
   AND (%(open)s::boolean IS NULL OR (closed_on IS NULL) = %(open)s::boolean)
   AND {seen}
   AND (%(person)s::uuid IS NULL OR award IN (SELECT a.id FROM award a
        WHERE a.gmina = %(gmina)s AND (a.entitled = ANY ({hers}) OR a.recipient = ANY ({hers}))))
   AND (%(after_day)s::date IS NULL OR (raised_on, id) {behind} (%(after_day)s::date, %(after_id)s::uuid))
 ORDER BY raised_on {order}, id {order} LIMIT %(fetch)s
"""
_LOCK = "SELECT version, closed_on FROM payment_notice WHERE gmina = %s AND id = %s FOR UPDATE"
_CLOSE = """
UPDATE payment_notice SET closed_on = %s, closed_by = %s, close_reason = %s, version = version + 1
 WHERE gmina = %s AND id = %s
"""


async def raise_uncollected(db: WriteSession, payments: Sequence[UUID], *, on: date) -> None:
    """Notes the rights of these payments of which two months or more in a row were not collected; one open notice for each."""
    if payments:
        of = {"gmina": db.gmina, "payments": list(payments), "on": on, "least": UNCOLLECTED_MONTHS}
        await (await raw(db)).execute(_RAISE, of)


async def page(
    db: WriteSession,
    veil: Veil,
    *,
    award: UUID | None,
    person: UUID | None,
    is_open: bool | None,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> list[dict[str, Any]]:
    """Notices by the day they were raised; fetch: all without one. person: entitled or recipient."""
    of = {"gmina": db.gmina, "award": award, "person": person, "open": is_open, "fetch": fetch}
    place = {"after_day": after[0] if after else None, "after_id": after[1] if after else None}
    statement = _PAGE.format(
        seen=veil.award("payment_notice.award"),
        hers=entries_of("%(person)s::uuid"),
        behind="<" if descending else ">",
        order="DESC" if descending else "ASC",
    )
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(statement, of | veil.parameters() | place)).fetchall()


async def lock(db: WriteSession, notice: UUID) -> tuple[int, date | None] | None:
    """Version and closing day, kept from other writers until the end of the transaction."""
    row = await (await (await raw(db)).execute(_LOCK, (db.gmina, notice))).fetchone()
    return (row[0], row[1]) if row else None


async def close(db: WriteSession, notice: UUID, *, on: date, by: str, reason: str) -> None:
    """Somebody has looked into it."""
    await (await raw(db)).execute(_CLOSE, (on, by, reason, db.gmina, notice))
