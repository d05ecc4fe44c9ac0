"""Closed periods of the log as rows, and what came into them later: how many lines and how much money, by side and measure.

Facts and closings come from different logs in any order: a page is counted into the closings that are there, a closing counts what is in
the ledger behind its places already.
"""

from collections.abc import Sequence

import orjson
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from services.reporting.ledger.facts import OwnFact

_INSERT = """
INSERT INTO closing (gmina, id, sequence, known_at, unit, budget_year, until, positions)
SELECT %(gmina)s, f.id, f.sequence, f.time, f.unit, f.year, f.until, f.positions
  FROM jsonb_to_recordset(%(facts)s::jsonb)
       AS f(id uuid, sequence bigint, time timestamptz, unit text, year smallint, until date, positions jsonb)
"""
_ADD = """
INSERT INTO closing_correction AS t (gmina, closing, kind, side, measure, lines, amount)
{late}
ON CONFLICT (gmina, closing, kind, side, measure) DO UPDATE SET lines = t.lines + excluded.lines, amount = t.amount + excluded.amount
"""
# Of a gmina's closings few reach back to a day of the page.
_LATE_IN_PAGE = """
WITH page AS MATERIALIZED (SELECT min(booked_on) AS first FROM ledger_stage),
reached AS MATERIALIZED (
    SELECT c.gmina, c.id, c.unit, c.budget_year, c.until,
           coalesce((c.positions -> %(service)s::text ->> 'sequence')::bigint, 0) AS place
      FROM closing c, page WHERE c.gmina = %(gmina)s AND c.until >= page.first
)
""" + _ADD.format(
    late="""
SELECT c.gmina, c.id, 'entry', p.side, p.measure, count(*), sum(s.amount)
  FROM reached c
  JOIN ledger_stage s ON s.budget_year = c.budget_year AND s.booked_on <= c.until AND s.mirrors IS NULL AND s.sequence > c.place
  JOIN posting p ON p.gmina = c.gmina AND p.id = s.posting AND p.unit = c.unit
 GROUP BY c.gmina, c.id, p.side, p.measure ORDER BY c.id, p.side, p.measure
"""
)
# A range of each log behind the closing's place: nearly always nothing.
_LATE_BEFORE = _ADD.format(
    late="""
SELECT c.gmina, c.id, 'entry', p.side, p.measure, count(*), sum(e.amount)
  FROM closing c
  JOIN source s ON s.gmina = c.gmina
 CROSS JOIN LATERAL (
       SELECT * FROM ledger_entry e
        WHERE e.gmina = c.gmina AND e.service = s.service
          AND e.sequence > coalesce((c.positions -> s.service ->> 'sequence')::bigint, 0)
          AND e.budget_year = c.budget_year AND e.booked_on <= c.until AND e.mirrors IS NULL OFFSET 0) AS e
  JOIN posting p ON p.gmina = c.gmina AND p.id = e.posting AND p.unit = c.unit
 WHERE c.gmina = %(gmina)s AND c.sequence = ANY (%(closings)s::bigint[])
 GROUP BY c.gmina, c.id, p.side, p.measure ORDER BY c.id, p.side, p.measure
"""
)
_LATE_PLAN = _ADD.format(
    late="""
SELECT c.gmina, c.id, 'plan', b.side, '', count(*), sum(b.amount)
  FROM closing c
  JOIN budget_plan b ON b.gmina = c.gmina AND b.unit = c.unit AND b.budget_year = c.budget_year AND b.valid_from <= c.until
   AND b.sequence > coalesce((c.positions -> 'reporting' ->> 'sequence')::bigint, 0)
 WHERE c.gmina = %(gmina)s AND (c.sequence = ANY (%(closings)s::bigint[]) OR b.sequence = ANY (%(plans)s::bigint[]))
 GROUP BY c.gmina, c.id, b.side ORDER BY c.id, b.side
"""
)


async def apply_closings(
    connection: AsyncConnection[TupleRow], gmina: str, facts: Sequence[OwnFact], plans: Sequence[OwnFact]
) -> None:
    """Adds the closings, and what came later: into the new ones all that is in the ledger, into the others the plan changes.

    plans: the plan changes of the same page, in the ledger already.
    """
    given = {"gmina": gmina, "closings": [f.sequence for f in facts], "plans": [f.sequence for f in plans]}
    if facts:
        rows = [{"id": f.subject, "sequence": f.sequence, "time": f.time, **f.data} for f in facts]
        await connection.execute(_INSERT, {"gmina": gmina, "facts": orjson.dumps(rows).decode()})
        await connection.execute(_LATE_BEFORE, given)
    if facts or plans:
        await connection.execute(_LATE_PLAN, given)


async def count_late(connection: AsyncConnection[TupleRow], gmina: str, service: str) -> None:
    """Counts the lines of the stage, a page of the service's log, into the closed periods that they come too late for."""
    await connection.execute(_LATE_IN_PAGE, {"gmina": gmina, "service": service})
