"""Money of a budget year that was booked after its 31 December: no month of the year holds it, so it has a place of its own.

Without it the years would not add up to the ledger: what January paid for the year before is in neither year's figures.
"""

from collections.abc import Sequence

from psycopg.rows import TupleRow

from kit.money import zloty
from services.reporting.ledger.months import AFTER_THE_YEAR
from services.reporting.statements.reading import Reading
from services.reporting.statements.result import Check, LateMoney
from services.reporting.statements.view import View

CHECK = "nothing_booked_after_the_year"

_CELLS = f"""
SELECT p.side, p.measure, p.dzial, p.rozdzial, p.task_kind, p.source, p.benefit, sum(c.a{AFTER_THE_YEAR})::bigint
  FROM amount_cell c JOIN posting p ON p.gmina = %(gmina)s AND p.id = c.posting
 WHERE c.gmina = %(gmina)s AND c.budget_year = %(year)s AND c.a{AFTER_THE_YEAR} <> 0 {{chosen}}
 GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(c.a{AFTER_THE_YEAR}) <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7
"""
_FACTS = f"""
SELECT p.side, p.measure, p.dzial, p.rozdzial, p.task_kind, p.source, p.benefit, sum(e.amount)::bigint
  FROM ledger_entry e JOIN posting p ON p.gmina = %(gmina)s AND p.id = e.posting
 WHERE e.gmina = %(gmina)s AND e.budget_year = %(year)s AND e.month = {AFTER_THE_YEAR} AND e.booked_on > %(until)s
   AND e.mirrors IS NULL AND {{limits}} {{chosen}}
 GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(e.amount) <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7
"""


def booked_after(view: View, *, every_measure: bool = False) -> Reading[list[LateMoney]] | None:
    """What of the view's year was booked after its last day; None before 31 December: a month's end has other months behind it.

    every_measure: of both sides and all measures, not of the view's alone.
    """
    if not view.whole_year:
        return None
    chosen = "" if every_measure else "AND p.side = %(side)s AND p.measure = %(measure)s"
    chosen += "" if view.unit is None else " AND p.unit = %(unit)s"
    statement = (_FACTS if view.month is None else _CELLS).format(limits=view.limits(), chosen=chosen)
    return Reading(statement, view.parameters(), lambda rows: [_late(row) for row in rows])


def check(found: Sequence[LateMoney]) -> Check:
    """The control rule: it fails, and names the rows, where the year's own figures are not all of its money."""
    rows = sorted({f"{one.rozdzial}/{one.task_kind}" for one in found})
    return Check(CHECK, not rows, rows)


def _late(row: TupleRow) -> LateMoney:
    side, measure, dzial, rozdzial, task_kind, source, benefit, amount = row
    return LateMoney(side, measure, dzial, rozdzial, task_kind, source, benefit, zloty(amount))
