"""Acts of registers of a page as rows, and the counts of the months that they move: three statements, however many facts.

A fact that is taken back comes as a fact of its own with every figure turned round, so sums only ever add.
"""

from collections.abc import Sequence
from dataclasses import asdict

import orjson
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from services.reporting.registers.reading import RegisterFact

_INSERT = """
INSERT INTO register_fact (gmina, service, sequence, register, act, on_day, unit, requester, acts, takes_back, counts, quantities,
                           least)
SELECT %(gmina)s, %(service)s, f.*
  FROM jsonb_to_recordset(%(facts)s::jsonb) AS f(sequence bigint, register text, act text, on_day date, unit text, requester text,
                                                 acts smallint, takes_back bigint, counts jsonb, quantities jsonb, least smallint)
"""
# A row of acts and quantities has no unit of counting; a row of a unit has no kind of act: firsts are the register's, not the act's.
_ACTS = """
INSERT INTO register_count AS t (gmina, service, register, month, unit, act, requester, counted, acts, least)
SELECT %(gmina)s, %(service)s, f.register, date_trunc('month', f.on_day)::date AS month, f.unit, f.act, f.requester, '', sum(f.acts),
       max(f.least)
  FROM jsonb_to_recordset(%(facts)s::jsonb) AS f(register text, act text, on_day date, unit text, requester text, acts bigint,
                                                 least smallint)
 GROUP BY f.register, month, f.unit, f.act, f.requester ORDER BY f.register, month, f.unit, f.act, f.requester
ON CONFLICT (gmina, service, register, month, unit, act, requester, counted) DO UPDATE SET acts = t.acts + excluded.acts,
    least = greatest(t.least, excluded.least)
"""
_COUNTS = """
INSERT INTO register_count AS t (gmina, service, register, month, unit, act, requester, counted, named, month_first, quarter_first,
                                 half_year_first, year_first, least)
SELECT %(gmina)s, %(service)s, f.register, date_trunc('month', f.on_day)::date AS month, f.unit, '', '', c.unit,
       sum(c."all"), sum(c.month), sum(c.quarter), sum(c.half_year), sum(c.year), max(f.least)
  FROM jsonb_to_recordset(%(facts)s::jsonb) AS f(register text, on_day date, unit text, counts jsonb, least smallint)
 CROSS JOIN LATERAL jsonb_to_recordset(f.counts) AS c(unit text, "all" bigint, month bigint, quarter bigint, half_year bigint, year bigint)
 GROUP BY f.register, date_trunc('month', f.on_day), f.unit, c.unit
 ORDER BY f.register, date_trunc('month', f.on_day), f.unit, c.unit
ON CONFLICT (gmina, service, register, month, unit, act, requester, counted) DO UPDATE SET
    named = t.named + excluded.named, month_first = t.month_first + excluded.month_first,
    quarter_first = t.quarter_first + excluded.quarter_first, half_year_first = t.half_year_first + excluded.half_year_first,
    year_first = t.year_first + excluded.year_first, least = greatest(t.least, excluded.least)
"""
_QUANTITIES = """
INSERT INTO register_quantity AS t (gmina, service, register, month, unit, act, measured, thousandths)
SELECT %(gmina)s, %(service)s, f.register, date_trunc('month', f.on_day)::date AS month, f.unit, f.act, q->>0, sum((q->>1)::bigint)
  FROM jsonb_to_recordset(%(facts)s::jsonb) AS f(register text, act text, on_day date, unit text, quantities jsonb)
 CROSS JOIN LATERAL jsonb_array_elements(f.quantities) AS q
 GROUP BY f.register, date_trunc('month', f.on_day), f.unit, f.act, q->>0
 ORDER BY f.register, date_trunc('month', f.on_day), f.unit, f.act, q->>0
ON CONFLICT (gmina, service, register, month, unit, act, measured) DO UPDATE SET thousandths = t.thousandths + excluded.thousandths
"""


async def apply_registers(
    connection: AsyncConnection[TupleRow], gmina: str, service: str, facts: Sequence[RegisterFact]
) -> None:
    """Adds the facts and moves the counts, in the caller's transaction."""
    if not facts:
        return
    given = {"gmina": gmina, "service": service, "facts": orjson.dumps([asdict(one) for one in facts]).decode()}
    for statement in (_INSERT, _ACTS, _COUNTS, _QUANTITIES):
        await connection.execute(statement, given)
