"""Reads what cost limits are made of: money on the codes and tasks of the terms by month, and decisions where an act pays for each."""

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from services.reporting.classification.register import Classification
from services.reporting.sources.costs import Terms
from services.reporting.statements.cost_limits import GRANT, CostBooks, CostMoney, asked_codes, limits
from services.reporting.statements.cost_result import CostLimit
from services.reporting.statements.reading import Reading, read_together
from services.reporting.statements.view import View

_CHOSEN = """
(p.measure = 'expenditure' AND p.side = 'expenditure' AND p.benefit = ANY (%(codes)s::text[])
 OR p.measure = ANY (%(grant)s::text[]) AND (p.benefit = ANY (%(codes)s::text[]) OR p.benefit = '' AND p.task = ANY (%(tasks)s::text[])))
"""
_CELLS = """
SELECT p.measure, p.side, p.benefit, p.task, p.source, m.month::int, sum(m.amount)::bigint, sum(m.benefits)::bigint
  FROM posting p
  JOIN amount_cell c ON c.gmina = %(gmina)s AND c.budget_year = %(year)s AND c.posting = p.id
 CROSS JOIN LATERAL unnest(ARRAY[{amounts}], ARRAY[{benefits}]) WITH ORDINALITY AS m(amount, benefits, month)
 WHERE p.gmina = %(gmina)s AND (m.amount <> 0 OR m.benefits <> 0) AND {chosen}{unit}
 GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
"""
_FACTS = """
SELECT p.measure, p.side, p.benefit, p.task, p.source, e.month::int, sum(e.amount)::bigint, sum(e.benefits)::bigint
  FROM ledger_entry e JOIN posting p ON p.gmina = %(gmina)s AND p.id = e.posting
 WHERE e.gmina = %(gmina)s AND e.budget_year = %(year)s AND e.booked_on <= %(until)s AND e.mirrors IS NULL
   AND {limits} AND {chosen}{unit}
 GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
"""
# A case that was closed with a grant or a refusal ended with a decision; one that was opened again and closed once more, with two.
_DECIDED = """
SELECT f.service, f.benefit, count(*)
  FROM case_fact f
 WHERE f.gmina = %(gmina)s AND f.kind = 'closed' AND f.outcome IN ('granted', 'refused') AND f.benefit = ANY (%(codes)s::text[])
   AND f.on_day BETWEEN make_date(%(year)s, 1, 1) AND %(until)s AND {limits}{unit}
   AND NOT EXISTS (SELECT FROM case_fact c WHERE c.gmina = %(gmina)s AND c.service = f.service AND c.application = f.application
                      AND c.benefit = f.benefit AND c.kind = 'cancelled' AND {cancelled})
 GROUP BY 1, 2
"""


async def read_limits(
    connection: AsyncConnection[TupleRow],
    view: View,
    known: Mapping[str, Sequence[Terms]],
    classification: Classification,
) -> list[CostLimit]:
    """The limit rows of a statement of expenditure; of any other there are none."""
    if not any(known.values()) or (view.side, view.measure) != ("expenditure", "expenditure"):
        return []
    codes, tasks = asked_codes(known)
    given = {**view.parameters(), "codes": codes, "tasks": tasks, "grant": list(GRANT)}
    # The day on which a case fact became known is not kept: of an earlier state of knowledge the number is not said.
    tells = view.known_on is None
    readings: list[Reading[Any]] = [_money(view, given), *([_decided(view, given)] if tells else [])]
    money, *decided = await read_together(connection, readings)
    return limits(view, known, CostBooks(money, decided[0] if decided else None, classification.sources))


def _money(view: View, given: Mapping[str, object]) -> Reading[list[CostMoney]]:
    unit = "" if view.unit is None else " AND p.unit = %(unit)s"
    month = view.month
    if month is None:
        statement = _FACTS.format(limits=view.limits(), chosen=_CHOSEN, unit=unit)
    else:
        amounts, benefits = (", ".join(f"c.{letter}{m}" for m in range(1, month + 1)) for letter in "ab")
        statement = _CELLS.format(amounts=amounts, benefits=benefits, chosen=_CHOSEN, unit=unit)
    return Reading(statement, given, lambda rows: [CostMoney._make(row) for row in rows])


def _decided(view: View, given: Mapping[str, object]) -> Reading[dict[tuple[str, str], int]]:
    unit = "" if view.unit is None else " AND f.unit = %(unit)s"
    statement = _DECIDED.format(limits=view.limits("f"), cancelled=view.limits("c"), unit=unit)
    return Reading(statement, given, lambda rows: {(row[0], row[1]): row[2] for row in rows})
