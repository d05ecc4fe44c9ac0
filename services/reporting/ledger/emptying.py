"""Empties a gmina's ledger, so that it can be built again from the logs; what entered here stays in reporting's own log."""

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from services.reporting.ledger import keys

_TABLES = (
    "set_member",
    "count_cell",
    "amount_cell",
    "list_total",
    "ledger_entry",
    "ledger_refusal",
    "member_link",
    "member",
    "posting",
    "node",
    "budget_plan",
    "case_count",
    "case_fact",
    "register_count",
    "register_quantity",
    "register_fact",
    "closing_correction",
    "closing",
)
_BEGIN_AGAIN = """
UPDATE source SET sequence = 0, digest = decode(repeat('00', 32), 'hex'), time = '', state = 'following', reason = NULL,
       behind_since = CASE WHEN head_sequence > 0 THEN clock_timestamp() END
 WHERE gmina = %s
"""


async def empty(connection: AsyncConnection[TupleRow], gmina: str) -> None:
    """Deletes everything that follows from the logs and puts every cursor at the beginning, in the caller's transaction."""
    await keys.lock(connection, gmina)
    for table in _TABLES:
        await connection.execute(f"DELETE FROM {table} WHERE gmina = %s", (gmina,))
    await keys.store(connection, gmina, keys.Head(0, 0, 0))
    await connection.execute(_BEGIN_AGAIN, (gmina,))
