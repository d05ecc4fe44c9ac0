"""What a statement is not sure of, item by item: refused facts, lists that the finance system booked otherwise, late facts of closed
periods. A statement names the first of each; the whole lists are read by pages.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.money import zloty
from services.reporting.exports import Rows
from services.reporting.ledger.lists import LIST_KEY, list_entry, of_a_list
from services.reporting.statements.result import Correction, MirrorDifference, RefusedFact
from services.reporting.statements.view import View

T = TypeVar("T")

MOST = 500
"""A list in a statement names at most so many; how many there are in all stands beside it."""

_REFUSED = """
SELECT r.service, r.sequence, r.code, r.pointer, r.unit, r.benefit, r.booked_on, r.amount, count(*) OVER ()
  FROM ledger_refusal r
 WHERE r.gmina = %(gmina)s AND r.budget_year = %(year)s AND r.booked_on <= %(refused_until)s AND {limits} {unit} AND {behind}
 ORDER BY r.service, r.sequence LIMIT %(most)s
"""
# The expenditure of a list that the finance system mirrors at all, and any other measure that it mirrors too: a liability that it does not
# keep by lists is no difference.
_COMPARED = "(mirrored_lists.measure = totals.measure OR totals.measure = 'expenditure')"
_MIRRORS = f"""
SELECT list, measure, side, dzial, rozdzial, paragraf || p4, task_kind, source, paid, booked, booked - paid, count(*) OVER ()
  FROM {{totals}}
 WHERE paid <> booked AND {{behind}}
   AND EXISTS (SELECT FROM {{mirrored}} WHERE mirrored_lists.list = totals.list AND mirrored_lists.mirrored AND {_COMPARED})
 ORDER BY list, {LIST_KEY} LIMIT %(most)s
"""
_NOW = {
    "totals": "(SELECT * FROM list_total WHERE gmina = %(gmina)s AND budget_year = %(year)s) AS totals",
    "mirrored": "(SELECT * FROM list_total WHERE gmina = %(gmina)s AND budget_year = %(year)s) AS mirrored_lists",
}
# At an earlier state of knowledge the lists are summed again from their entries.
_THEN = f"""
WITH total AS MATERIALIZED (
    SELECT list, {LIST_KEY}, sum(paid)::bigint AS paid, sum(booked)::bigint AS booked, bool_or(mirrored) AS mirrored
      FROM (SELECT {list_entry("e", "p")}
              FROM ledger_entry e JOIN posting p ON p.gmina = %(gmina)s AND p.id = e.posting
             WHERE e.gmina = %(gmina)s AND e.budget_year = %(year)s AND {{limits}} AND {of_a_list("e")}) AS entries
     GROUP BY list, {LIST_KEY}
)
"""
# Of a unit's closings the one with the latest day covers whatever any of them covers; of two with the same day the later one holds.
_CORRECTIONS = """
WITH closed AS MATERIALIZED (
    SELECT DISTINCT ON (l.unit) l.id, l.unit, l.until, l.positions
      FROM (SELECT 'reporting' AS service, closing.* FROM closing WHERE gmina = %(gmina)s) AS l
     WHERE l.budget_year = %(year)s AND {closing_limits}{closing_unit} ORDER BY l.unit, l.until DESC, l.sequence DESC
), late AS (
    SELECT 'entry' AS kind, c.id, e.service, e.sequence, e.line, e.booked_on AS day, p.rozdzial, p.task_kind, p.benefit, e.amount
      FROM closed c
      JOIN posting p ON p.gmina = %(gmina)s AND p.unit = c.unit AND p.side = %(side)s AND p.measure = %(measure)s
      JOIN ledger_entry e ON e.gmina = %(gmina)s AND e.budget_year = %(year)s AND e.posting = p.id
       AND e.booked_on <= least(c.until, %(until)s) AND e.mirrors IS NULL
       AND e.sequence > coalesce((c.positions -> e.service ->> 'sequence')::bigint, 0) AND {entry_limits}
     UNION ALL
    SELECT 'plan', c.id, b.service, b.sequence, b.line, b.valid_from, b.rozdzial, b.task_kind, '', b.amount
      FROM closed c
      JOIN (SELECT 'reporting' AS service, budget_plan.* FROM budget_plan WHERE gmina = %(gmina)s) AS b
        ON b.unit = c.unit AND b.budget_year = %(year)s AND b.side = %(side)s
       AND b.valid_from <= least(c.until, %(until)s)
       AND b.sequence > coalesce((c.positions -> 'reporting' ->> 'sequence')::bigint, 0) AND {plan_limits}
)
SELECT kind, id::text, service, sequence, line, day, rozdzial, task_kind, benefit, amount, count(*) OVER ()
  FROM late WHERE {behind} ORDER BY service, sequence, line LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The first of them, and how many there are in all."""

    items: list[T]
    count: int


@dataclass(frozen=True, slots=True)
class Portion:
    """Which part of a list is read: at most so many rows (None: all) behind the key of a row."""

    most: int | None = MOST
    after: tuple[Any, ...] | None = None

    def behind(self, columns: str) -> str:
        """Condition on the columns of the order."""
        if self.after is None:
            return "true"
        return f"({columns}) > ({', '.join(f'%(k{place})s' for place in range(len(self.after)))})"

    def parameters(self) -> dict[str, object]:
        """Values of the condition and of the limit."""
        return {"most": self.most, **{f"k{place}": value for place, value in enumerate(self.after or ())}}


NOTHING: Listed[Any] = Listed([], 0)
FIRST = Portion()
_REFUSED_KEY = "r.service, r.sequence"
_MIRRORS_KEY = f"list, {LIST_KEY}"
_CORRECTIONS_KEY = "service, sequence, line"


def refused(view: View, portion: Portion = FIRST) -> Rows:
    """Facts of the view that are not in the ledger."""
    unit = "" if view.unit is None else "AND r.unit = %(unit)s"
    statement = _REFUSED.format(limits=view.limits("r"), unit=unit, behind=portion.behind(_REFUSED_KEY))
    return _rows(RefusedFact, statement, view, portion, 7)


def mirror_differences(view: View, portion: Portion = FIRST) -> Rows:
    """Money of payment lists that the finance system booked otherwise than it was paid, the whole year."""
    behind = portion.behind(_MIRRORS_KEY)
    if view.known_on is None and view.positions is None:
        statement = _MIRRORS.format(**_NOW, behind=behind)
    else:
        statement = _THEN.format(limits=view.limits())
        statement += _MIRRORS.format(totals="total AS totals", mirrored="total AS mirrored_lists", behind=behind)
    return _rows(MirrorDifference, statement, view, portion, 8)


def corrections(view: View, portion: Portion = FIRST) -> Rows:
    """Late facts and late plan changes of closed periods; a closed statement itself has none."""
    statement = _CORRECTIONS.format(
        closing_limits="false" if view.positions is not None else view.limits("l"),
        closing_unit="" if view.unit is None else " AND l.unit = %(unit)s",
        entry_limits=view.limits(),
        plan_limits=view.limits("b"),
        behind=portion.behind(_CORRECTIONS_KEY),
    )
    return _rows(Correction, statement, view, portion, 9)


async def read_refused(
    connection: AsyncConnection[TupleRow], view: View, portion: Portion = FIRST
) -> Listed[RefusedFact]:
    """The first of them."""
    return await _listed(connection, RefusedFact, refused(view, portion))


async def read_mirror_differences(
    connection: AsyncConnection[TupleRow], view: View, portion: Portion = FIRST
) -> Listed[MirrorDifference]:
    """The first of them."""
    return await _listed(connection, MirrorDifference, mirror_differences(view, portion))


async def read_corrections(
    connection: AsyncConnection[TupleRow], view: View, portion: Portion = FIRST
) -> Listed[Correction]:
    """The first of them."""
    return NOTHING if view.positions is not None else await _listed(connection, Correction, corrections(view, portion))


async def _listed(connection: AsyncConnection[TupleRow], item: Callable[..., T], rows: Rows) -> Listed[T]:
    found = await (await connection.execute(rows.statement, rows.parameters)).fetchall()
    return Listed([item(*rows.cells(row)) for row in found], found[0][-1] if found else 0)


def _rows(item: type[Any], statement: str, view: View, portion: Portion, texts: int) -> Rows:
    """texts: so many members of the item as they are, then amounts; the number of rows in all is the last column."""
    columns = [one.name for one in fields(item)]
    given = {**view.parameters(), **portion.parameters()}
    return Rows(columns, statement, given, lambda row: [*row[:texts], *map(zloty, row[texts:-1])])
