"""The plan as it stood on a day, and its changes as they were entered."""

from collections.abc import Mapping
from typing import NamedTuple

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.money import zloty
from kit.paging import Keyset
from services.reporting.exports import Rows
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
    connection: AsyncConnection[TupleRow], filters: Mapping[str, object], keyset: Keyset
) -> list[PlanChangeOut]:
    """A page of the rows as they were entered, in the order of reporting's log."""
    rows = await (await connection.execute(_CHANGES, _given(filters, keyset))).fetchall()
    names = list(PlanChangeOut.model_fields)
    return [PlanChangeOut.model_validate(dict(zip(names, _cells(row), strict=True))) for row in rows]


def all_changes(filters: Mapping[str, object]) -> Rows:
    """All of them."""
    return Rows(list(PlanChangeOut.model_fields), _CHANGES, _given(filters, None), _cells)


def _cells(row: TupleRow) -> list[object]:
    return [*row[:11], zloty(row[11]), *row[12:]]


def _given(filters: Mapping[str, object], keyset: Keyset | None) -> dict[str, object]:
    sequence, line = (keyset.after if keyset and keyset.after else None) or (0, 0)
    return {**filters, "sequence": sequence, "line": line, "fetch": keyset.fetch if keyset else None}
