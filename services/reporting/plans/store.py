"""The plan as it stood on a day, and its changes as they were entered."""

from collections.abc import Mapping
from typing import NamedTuple

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.money import zloty
from kit.paging import Keyset
from services.reporting.plans.schemas import PlanChangeOut
from services.reporting.statements.reading import Reading
from services.reporting.statements.view import View

_CHANGES = """
SELECT sequence, line, unit, budget_year, side, dzial, rozdzial, nullif(paragraf || p4, ''), task, task_kind, nullif(source, ''),
       amount, valid_from, act_number, act_day
  FROM budget_plan
 WHERE gmina = %(gmina)s AND (%(year)s::integer IS NULL OR budget_year = %(year)s) AND (%(unit)s::text IS NULL OR unit = %(unit)s)
   AND (%(rozdzial)s::text IS NULL OR rozdzial = %(rozdzial)s) AND (sequence, line) > (%(sequence)s, %(line)s)
 ORDER BY sequence, line LIMIT %(fetch)s
"""


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


def plan(view: View) -> Reading[list[Planned]]:
    """The plan of the view's year and side, with the changes that were valid by its day and known in it."""
    unit = "" if view.unit is None else " AND c.unit = %(unit)s"
    statement = f"""
    SELECT c.dzial, c.rozdzial, c.paragraf, c.p4, c.task, c.task_kind, c.source, sum(c.amount)::bigint
      FROM (SELECT 'reporting' AS service, b.* FROM budget_plan b WHERE b.gmina = %(gmina)s) AS c
     WHERE c.budget_year = %(year)s AND c.side = %(side)s AND c.valid_from <= %(until)s{unit} AND {view.limits("c")}
     GROUP BY c.dzial, c.rozdzial, c.paragraf, c.p4, c.task, c.task_kind, c.source
    """
    return Reading(statement, view.parameters(), lambda rows: [Planned._make(row) for row in rows])


async def list_changes(
    connection: AsyncConnection[TupleRow], filters: Mapping[str, object], keyset: Keyset | None
) -> list[PlanChangeOut]:
    """Rows as they were entered, in the order of reporting's log; all of them without a keyset."""
    sequence, line = (keyset.after if keyset and keyset.after else None) or (0, 0)
    given = {**filters, "sequence": sequence, "line": line, "fetch": keyset.fetch if keyset else None}
    rows = await (await connection.execute(_CHANGES, given)).fetchall()
    names = list(PlanChangeOut.model_fields)
    return [
        PlanChangeOut.model_validate({**dict(zip(names, row, strict=True)), "amount": zloty(row[11])}) for row in rows
    ]
