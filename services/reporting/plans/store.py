"""The plan as it stood on a day."""

from typing import NamedTuple

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from services.reporting.statements.view import View


class Planned(NamedTuple):
    """Planned money of one row of the plan, in grosze; empty text where the plan is not that detailed."""

    dzial: str
    rozdzial: str
    paragraf: str
    p4: str
    task: str
    task_kind: str
    source: str
    amount: int


async def read_plan(connection: AsyncConnection[TupleRow], view: View) -> list[Planned]:
    """The plan of the view's year and side, with the changes that were valid by its day and known in it."""
    unit = "" if view.unit is None else " AND c.unit = %(unit)s"
    cursor = connection.cursor(binary=True)
    await cursor.execute(
        f"""
        SELECT c.dzial, c.rozdzial, c.paragraf, c.p4, c.task, c.task_kind, c.source, sum(c.amount)::bigint
          FROM (SELECT 'reporting' AS service, b.* FROM budget_plan b WHERE b.gmina = %(gmina)s) AS c
         WHERE c.budget_year = %(year)s AND c.side = %(side)s AND c.valid_from <= %(until)s{unit} AND {view.limits("c")}
         GROUP BY c.dzial, c.rozdzial, c.paragraf, c.p4, c.task, c.task_kind, c.source
        """,
        view.parameters(),
    )
    return [Planned._make(row) for row in await cursor.fetchall()]
