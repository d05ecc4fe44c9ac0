"""What became of the chains of a recalculation, for whoever reads it: counts, costs and items, without what is hidden."""

from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from casework.authority.veil import Veil
from kit.db import ReadSession, raw

_COUNTS = """
SELECT state, code, count(*) AS items, coalesce(sum(difference), 0)::bigint AS difference
  FROM recalculation_item WHERE gmina = %(gmina)s AND recalculation = %(operation)s AND {seen}
 GROUP BY state, code ORDER BY state, code
"""
_COST_ROWS = """
SELECT to_char(month, 'YYYY-MM') AS month, benefit, dzial, rozdzial, paragraf, task, source, amount
  FROM recalculation_cost WHERE gmina = %s AND recalculation = %s AND amount <> 0
 ORDER BY month, benefit, dzial, rozdzial, paragraf, task, source
"""
_ITEM_PAGE = """
SELECT root, older, award, decision, state, code, kind, difference FROM recalculation_item
 WHERE gmina = %(gmina)s AND recalculation = %(operation)s AND (%(state)s::text IS NULL OR state = %(state)s::text)
   AND {seen} AND (%(after)s::uuid IS NULL OR root > %(after)s::uuid)
 ORDER BY root LIMIT %(fetch)s
"""


async def told(db: ReadSession, veil: Veil, operation: UUID) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Items by state and reason, and costs by month and line; grosze."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        counts = await (
            await cursor.execute(
                _COUNTS.format(seen=_seen(veil)),
                {"gmina": db.gmina, "operation": operation} | veil.parameters(),
            )
        ).fetchall()
        costs = await (await cursor.execute(_COST_ROWS, (db.gmina, operation))).fetchall()
    return counts, costs


async def items(
    db: ReadSession, veil: Veil, operation: UUID, *, state: str | None, after: UUID | None, fetch: int
) -> list[dict[str, Any]]:
    """Items in order of the chain."""
    of = {"gmina": db.gmina, "operation": operation, "state": state, "after": after, "fetch": fetch}
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_ITEM_PAGE.format(seen=_seen(veil)), of | veil.parameters())).fetchall()


def _seen(veil: Veil) -> str:
    of_award = f"(recalculation_item.award IS NULL OR {veil.award('recalculation_item.award')})"
    return f"{veil.decision('recalculation_item.root')} AND {of_award}"
