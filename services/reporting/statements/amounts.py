"""Amounts and numbers of benefits by posting: from the projection where it can answer, else from the facts."""

from typing import NamedTuple

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from services.reporting.statements.reading import Reading, read
from services.reporting.statements.view import View

ATTRIBUTES = (
    "unit",
    "dzial",
    "rozdzial",
    "paragraf",
    "p4",
    "task",
    "task_kind",
    "source",
    "benefit",
    "variant",
    "mechanism",
)
_ATTRIBUTES = ", ".join(f"p.{name}" for name in ATTRIBUTES)


class Posting(NamedTuple):
    """Money of one posting. amount in grosze, benefits in thousandths of a benefit; empty text where nothing was stated."""

    id: int
    unit: str
    dzial: str
    rozdzial: str
    paragraf: str
    p4: str
    task: str
    task_kind: str
    source: str
    benefit: str
    variant: str
    mechanism: str
    amount: int
    benefits: int


def amounts(view: View) -> Reading[list[Posting]]:
    """Every posting of the view's year, side and measure; one range read of the projection, or of the year's facts."""
    month = view.month
    if month is None:
        statement = f"""
        SELECT p.id, {_ATTRIBUTES}, sum(e.amount)::bigint, sum(e.benefits)::bigint {view.facts()}
         GROUP BY p.id, {_ATTRIBUTES}
        """
    else:
        amount, benefits = (" + ".join(f"c.{letter}{m}" for m in range(1, month + 1)) for letter in "ab")
        unit = "" if view.unit is None else " AND p.unit = %(unit)s"
        # OFFSET 0: one read by key for each cell; without statistics the planner would go through all postings for every one.
        statement = f"""
        SELECT p.id, {_ATTRIBUTES}, {amount}, {benefits}
          FROM amount_cell c
         CROSS JOIN LATERAL (SELECT * FROM posting o WHERE o.gmina = %(gmina)s AND o.id = c.posting OFFSET 0) AS p
         WHERE c.gmina = %(gmina)s AND c.budget_year = %(year)s AND p.side = %(side)s AND p.measure = %(measure)s{unit}
        """
    return Reading(statement, view.parameters(), lambda rows: [Posting._make(row) for row in rows])


async def read_amounts(connection: AsyncConnection[TupleRow], view: View) -> list[Posting]:
    """The postings of the view."""
    return await read(connection, amounts(view))
