"""What became of the chains of a recalculation, for whoever reads it: counts, costs and items, without what is hidden."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from casework.authority.veil import Veil
from casework.recalculations.tables import RecalculationRow
from kit.db import ReadSession, WriteSession, raw

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
# Whose right it is, by what its case and, of an imported right, its decision in the former program are known.
_ITEM_PAGE = """
SELECT i.root, older, i.award, i.decision, i.state, code, kind, difference,
       coalesce(o.entitled, w.entitled) AS entitled, s.sign, w.reference ->> 'number' AS earlier
  FROM recalculation_item i
  LEFT JOIN LATERAL (SELECT d.entitled FROM decision d
                      WHERE d.gmina = i.gmina AND d.id = i.root LIMIT 1) AS o ON true
  LEFT JOIN LATERAL (SELECT a.entitled, a.reference FROM award a
                      WHERE a.gmina = i.gmina AND a.id = i.award LIMIT 1) AS w ON true
  LEFT JOIN LATERAL (SELECT c.sign FROM (
                         SELECT m.sign FROM application_decision ad
                           JOIN application_matter m ON m.gmina = ad.gmina AND m.application = ad.application
                          WHERE ad.gmina = i.gmina AND ad.decision = i.root AND m.sign IS NOT NULL
                         UNION ALL
                         SELECT m.sign FROM case_matter m
                          WHERE m.gmina = i.gmina
                            AND (m.kind, m.matter) IN (('decision', i.root), ('award', i.award))
                         LIMIT 1) AS m
                       JOIN case_sign c ON c.gmina = i.gmina AND c.id = m.sign LIMIT 1) AS s ON true
 WHERE i.gmina = %(gmina)s AND i.recalculation = %(operation)s
   AND (%(state)s::text IS NULL OR i.state = %(state)s::text)
   AND (%(code)s::text IS NULL OR code = %(code)s::text) AND (%(kind)s::text IS NULL OR kind = %(kind)s::text)
   AND {seen} AND (%(after)s::uuid IS NULL OR i.root {behind} %(after)s::uuid)
 ORDER BY i.root {order} LIMIT %(fetch)s
"""
# Months that nothing was committed for (rights until further notice, behind the year that they were bound to): the change binds what of
# them is not paid yet. What was paid the plan holds already.
_UNBOUND = """
SELECT w.benefit, extract(year FROM month)::integer AS year, m.amount - coalesce(paid.amount, 0)::bigint AS amount, count(*) AS months
  FROM recalculation_item i
  LEFT JOIN decision_act d ON d.gmina = i.gmina AND d.decision = i.decision
 CROSS JOIN LATERAL jsonb_array_elements(coalesce(i.plan, d.plan)) AS p
  JOIN award w ON w.gmina = i.gmina AND w.id = (p ->> 'award')::uuid
  JOIN award_amount m ON m.gmina = w.gmina AND m.award = w.id
 CROSS JOIN LATERAL generate_series(greatest(m.since, %(first)s::date)::timestamp,
                                    least(coalesce(m.until, %(until)s::date), %(until)s::date)::timestamp, interval '1 month') AS month
  LEFT JOIN LATERAL (SELECT sum(s.amount) AS amount FROM payment s
                      WHERE s.gmina = w.gmina AND s.award = w.id AND s.period = month
                        AND s.state IN ('approved', 'settled')) AS paid ON true
 WHERE i.gmina = %(gmina)s AND i.recalculation = %(operation)s AND i.state IN ('planned', 'drafted', 'approved')
   AND coalesce(paid.amount, 0) < m.amount
   AND NOT EXISTS (SELECT FROM award_commitment c
                    WHERE c.gmina = w.gmina AND c.award = w.id AND c.since <= month AND c.until >= month)
 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_UNITS = """
SELECT DISTINCT coalesce(o.unit, w.unit)
  FROM recalculation_item i
  LEFT JOIN decision o ON o.gmina = i.gmina AND o.id = i.older
  LEFT JOIN award w ON w.gmina = i.gmina AND w.id = i.award
 WHERE i.gmina = %s AND i.recalculation = %s AND i.difference <> 0
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


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which chains of an operation; None leaves a question open. code: why they were left out; kind: of the draft."""

    state: str | None = None
    code: str | None = None
    kind: str | None = None


async def items(
    db: WriteSession,
    veil: Veil,
    operation: UUID,
    wanted: ItemFilter,
    *,
    after: UUID | None,
    descending: bool,
    fetch: int | None,
) -> list[dict[str, Any]]:
    """Items in order of the chain; fetch: all without one."""
    of = {"gmina": db.gmina, "operation": operation, "after": after, "fetch": fetch, **asdict(wanted)}
    statement = _ITEM_PAGE.format(
        seen=_seen(veil, "i"), behind="<" if descending else ">", order="DESC" if descending else "ASC"
    )
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(statement, of | veil.parameters())).fetchall()


async def unbound(db: ReadSession, row: RecalculationRow) -> list[dict[str, Any]]:
    """By benefit, year and a month's grosze: how many months up to the preview's end no commitment holds yet."""
    of = {"gmina": db.gmina, "operation": row.id, "first": row.effective_from, "until": row.until}
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_UNBOUND, of)).fetchall()


async def units(db: ReadSession, operation: UUID) -> list[str]:
    """The units whose rights cost something else."""
    return [row[0] for row in await (await (await raw(db)).execute(_UNITS, (db.gmina, operation))).fetchall()]


def _seen(veil: Veil, item: str = "recalculation_item") -> str:
    of_award = f"({item}.award IS NULL OR {veil.award(f'{item}.award')})"
    return f"{veil.decision(f'{item}.root')} AND {of_award}"
