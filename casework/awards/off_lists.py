"""Lists that nobody has approved yet, when a right changes under them: what no longer fits leaves them and falls due again.

A list that was checked already goes back to the draft, with an act that says so: what was checked is no longer what it holds. Its version
moves in any case, so that nobody approves another list than the one that was read.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

DOER = "system"
REASON = "Decyzja zmieniła prawo objęte listą; zdjęto wypłat: {count}."

# In the order of their ids, and before any payment is touched: whoever approves a list holds it first too, so neither waits for the other.
_LISTS = """
SELECT id FROM payment_list
 WHERE gmina = %(gmina)s AND state NOT IN ('approved', 'settled', 'withdrawn')
   AND id IN (SELECT list FROM payment WHERE gmina = %(gmina)s AND award = ANY (%(awards)b) AND state = 'planned')
 ORDER BY id FOR NO KEY UPDATE
"""
# A draft loses every month that is no longer what the right says: the next one pays it whole. A list that was checked loses only what it
# would pay too much; what it pays too little falls due besides.
_OFF = """
WITH of_month AS (
    SELECT p.award, p.period, sum(p.amount) AS listed,
           EXISTS (SELECT FROM award_hold h
                    WHERE h.gmina = %(gmina)s AND h.award = p.award AND h.since <= p.period
                      AND (h.until IS NULL OR h.until >= p.period)) AS held,
           coalesce((SELECT sum(m.amount) FROM award_amount m
                      WHERE m.gmina = %(gmina)s AND m.award = p.award AND m.since <= p.period
                        AND (m.until IS NULL OR m.until >= p.period)), 0) AS whole
      FROM payment p
     WHERE p.gmina = %(gmina)s AND p.award = ANY (%(awards)b) AND p.state IN ('planned', 'approved', 'settled')
     GROUP BY p.award, p.period HAVING bool_or(p.state = 'planned'))
DELETE FROM payment p USING of_month, payment_list l
 WHERE p.gmina = %(gmina)s AND p.award = of_month.award AND p.period = of_month.period AND p.state = 'planned'
   AND l.gmina = p.gmina AND l.id = p.list AND l.id = ANY (%(lists)b)
   AND (of_month.held OR of_month.listed > of_month.whole OR (l.state = 'draft' AND of_month.listed < of_month.whole))
RETURNING p.list
"""
_ACT = """
INSERT INTO payment_list_act (gmina, list, number, act, done_by, done_on, outcome, reason)
SELECT l.gmina, l.id, 1 + done.acts, 'right_changed', %(by)s, greatest(done.last, %(on)s::date), 'returned', n.reason
  FROM unnest(%(lists)b::uuid[], %(reasons)b::text[]) AS n(list, reason)
  JOIN payment_list l ON l.gmina = %(gmina)s AND l.id = n.list AND l.state <> 'draft'
  JOIN LATERAL (SELECT count(*) AS acts, coalesce(max(a.done_on), l.created_at::date) AS last FROM payment_list_act a
                 WHERE a.gmina = l.gmina AND a.list = l.id) AS done ON true
"""
_AGAIN = (
    "UPDATE payment_list SET state = 'draft', version = version + 1 WHERE gmina = %(gmina)s AND id = ANY (%(lists)b)"
)


async def off_lists(
    connection: AsyncConnection[TupleRow], gmina: str, awards: Sequence[UUID], on: date | None = None
) -> None:
    """Payments of these awards that no longer fit their months leave lists that wait for approval.

    on: the day of the decision that changed them; without one, or when the list was worked on later, the day of the list's last act.
    """
    of = {"gmina": gmina, "awards": list(awards)}
    lists = [row[0] for row in await (await connection.execute(_LISTS, of)).fetchall()]
    if not lists:
        return
    gone = Counter(row[0] for row in await (await connection.execute(_OFF, of | {"lists": lists})).fetchall())
    if not gone:
        return
    changed = {"gmina": gmina, "lists": list(gone), "by": DOER, "on": on}
    reasons = [REASON.format(count=count) for count in gone.values()]
    await connection.execute(_ACT, changed | {"reasons": reasons})
    await connection.execute(_AGAIN, changed)
