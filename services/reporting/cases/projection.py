"""Case facts of a page as rows, and the counts of the months that they move: three statements, however many facts.

A fact that puts a case right (`corrected`, `cancelled`) changes what it counted so far, in whichever month. So the counts of the cases of
the page are taken off as they stood, the facts are written, and the counts are put on as they stand now.
"""

from collections.abc import Sequence
from dataclasses import asdict

import orjson
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from services.reporting.cases.reading import CaseFact

_INSERT = """
INSERT INTO case_fact (gmina, service, sequence, kind, application, benefit, on_day, received_on, unit, channel, living, outcome)
SELECT %(gmina)s, %(service)s, f.*
  FROM jsonb_to_recordset(%(facts)s::jsonb) AS f(sequence bigint, kind text, application uuid, benefit text, on_day date, received_on date,
                                                 unit text, channel text, living text, outcome text)
"""
# How a case counts is what its last entry says; when it came is the day of receipt of that entry.
_COUNT = """
WITH asked AS (
    SELECT DISTINCT application, benefit FROM jsonb_to_recordset(%(facts)s::jsonb) AS f(application uuid, benefit text)),
facts AS (
    SELECT f.* FROM case_fact f JOIN asked USING (application, benefit) WHERE f.gmina = %(gmina)s AND f.service = %(service)s),
entry AS (
    SELECT DISTINCT ON (application, benefit) * FROM facts
     WHERE kind IN ('received', 'corrected') ORDER BY application, benefit, sequence DESC),
moved AS (
    SELECT e.*, e.received_on AS day, 'received' AS flow, '' AS how FROM entry e
    UNION ALL
    SELECT e.*, f.on_day, f.kind, f.outcome FROM entry e JOIN facts f USING (application, benefit) WHERE f.kind IN ('closed', 'reopened'))
INSERT INTO case_count AS t (gmina, service, benefit, month, unit, channel, living, flow, outcome, cases)
SELECT %(gmina)s, %(service)s, m.benefit, date_trunc('month', m.day)::date AS month, m.unit, m.channel, m.living, m.flow, m.how,
       %(sign)s::bigint * count(*)
  FROM moved m
 WHERE NOT EXISTS (SELECT FROM facts c WHERE c.application = m.application AND c.benefit = m.benefit AND c.kind = 'cancelled')
 GROUP BY m.benefit, month, m.unit, m.channel, m.living, m.flow, m.how
 ORDER BY m.benefit, month, m.unit, m.channel, m.living, m.flow, m.how
ON CONFLICT (gmina, service, benefit, month, unit, channel, living, flow, outcome) DO UPDATE SET cases = t.cases + excluded.cases
"""


async def apply_cases(
    connection: AsyncConnection[TupleRow], gmina: str, service: str, facts: Sequence[CaseFact]
) -> None:
    """Adds the facts and moves the counts, in the caller's transaction."""
    if not facts:
        return
    given = {"gmina": gmina, "service": service, "facts": orjson.dumps([asdict(one) for one in facts]).decode()}
    await connection.execute(_COUNT, given | {"sign": -1})
    await connection.execute(_INSERT, given)
    await connection.execute(_COUNT, given | {"sign": 1})
