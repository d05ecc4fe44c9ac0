"""Plan changes of the log as rows: a plan on a day is the sum of the changes that are valid by then."""

from collections.abc import Sequence

import orjson
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from services.reporting.ledger.facts import OwnFact

_INSERT = """
INSERT INTO budget_plan (gmina, sequence, line, known_at, unit, budget_year, side, dzial, rozdzial, paragraf, p4, task, task_kind,
                         source, amount, valid_from, act_number, act_day)
SELECT %(gmina)s, f.sequence, r.line, f.time, f.unit, f.year, r.side, r.dzial, r.rozdzial, coalesce(r.paragraf, ''),
       coalesce(r.p4, ''), r.task, r.task_kind, coalesce(r.source, ''), r.amount, f.valid_from, f.act->>'number', (f.act->>'day')::date
  FROM jsonb_to_recordset(%(facts)s::jsonb) AS f(sequence bigint, time timestamptz, unit text, year smallint, valid_from date,
                                                 act jsonb, rows jsonb)
 CROSS JOIN LATERAL ROWS FROM (jsonb_to_recordset(f.rows) AS (side text, dzial text, rozdzial text, paragraf text, p4 text,
        task text, task_kind text, source text, amount bigint)) WITH ORDINALITY
        AS r(side, dzial, rozdzial, paragraf, p4, task, task_kind, source, amount, line)
"""


async def apply_plan_changes(connection: AsyncConnection[TupleRow], gmina: str, facts: Sequence[OwnFact]) -> None:
    """Adds the changes, one statement for all."""
    if facts:
        given = orjson.dumps([{"sequence": fact.sequence, "time": fact.time, **fact.data} for fact in facts])
        await connection.execute(_INSERT, {"gmina": gmina, "facts": given.decode()})
