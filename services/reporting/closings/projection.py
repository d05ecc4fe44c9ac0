"""Closed periods of the log as rows."""

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


async def apply_closings(connection: AsyncConnection[TupleRow], gmina: str, facts: Sequence[OwnFact]) -> None:
    """Adds the closings, one statement for all."""
    if facts:
        given = [{"id": f.subject, "sequence": f.sequence, "time": f.time, **f.data} for f in facts]
        await connection.execute(_INSERT, {"gmina": gmina, "facts": orjson.dumps(given).decode()})
