"""The proof of completeness: which logs, up to which place and digest, which facts were refused, where the finance system differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.money import zloty
from services.reporting.ledger.lists import LIST_KEY, list_entry, of_a_list
from services.reporting.statements.reading import Reading, read
from services.reporting.statements.result import (
    Check,
    Correction,
    MirrorDifference,
    Observed,
    ObservedSource,
    ProvenSource,
    RefusedFact,
)
from services.reporting.statements.view import View

T = TypeVar("T")

OWN = "reporting"
MOST = 500
"""A list in a statement names at most so many; how many there are in all stands beside it."""

_SOURCES = """
SELECT s.gmina, s.service, s.sequence, encode(s.digest, 'hex'), s.time, s.state, s.reason,
       greatest(s.head_sequence, s.sequence, CASE WHEN s.service = 'reporting' THEN coalesce(h.sequence, 0) ELSE 0 END), s.pulled_at,
       s.behind_since
  FROM source s LEFT JOIN event_head h ON h.gmina = s.gmina
 WHERE s.gmina = ANY (%(gminas)s::text[]) ORDER BY s.gmina, s.service
"""
_PRESENT = """
SELECT EXISTS (SELECT FROM ledger_refusal WHERE gmina = %(gmina)s AND budget_year = %(year)s),
       EXISTS (SELECT FROM list_total WHERE gmina = %(gmina)s AND budget_year = %(year)s AND mirrored),
       EXISTS (SELECT FROM closing WHERE gmina = %(gmina)s AND budget_year = %(year)s),
       EXISTS (SELECT FROM ledger_entry WHERE gmina = %(gmina)s AND budget_year = %(year)s AND declared IS NOT NULL)
"""
_REFUSED = """
SELECT r.service, r.sequence, r.code, r.pointer, r.unit, r.benefit, r.booked_on, r.amount, count(*) OVER ()
  FROM ledger_refusal r
 WHERE r.gmina = %(gmina)s AND r.budget_year = %(year)s AND r.booked_on <= %(until)s AND {limits} {unit}
 ORDER BY r.service, r.sequence LIMIT {most}
"""
# The expenditure of a list that the finance system mirrors at all, and any other measure that it mirrors too: a liability that it does not
# keep by lists is no difference.
_COMPARED = "(mirrored_lists.measure = totals.measure OR totals.measure = 'expenditure')"
_MIRRORS = f"""
SELECT list, measure, side, dzial, rozdzial, paragraf || p4, task_kind, source, paid, booked, booked - paid, count(*) OVER ()
  FROM {{totals}}
 WHERE paid <> booked
   AND EXISTS (SELECT FROM {{mirrored}} WHERE mirrored_lists.list = totals.list AND mirrored_lists.mirrored AND {_COMPARED})
 ORDER BY list, {LIST_KEY} LIMIT {MOST}
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
  FROM late ORDER BY service, sequence, line LIMIT {most}
"""


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The first of them, and how many there are in all."""

    items: list[T]
    count: int


NOTHING: Listed[Any] = Listed([], 0)


@dataclass(frozen=True, slots=True)
class Position:
    """A source as it stands in the database."""

    gmina: str
    service: str
    sequence: int
    digest: str
    time: str
    state: str
    reason: str | None
    head: int
    pulled_at: datetime | None
    behind_since: datetime | None

    @property
    def current(self) -> bool:
        """Whether the log is read to its end and can be read on."""
        return self.state == "following" and self.head == self.sequence

    @property
    def proven(self) -> ProvenSource:
        """What of it a statement stands on."""
        return ProvenSource(self.service, self.sequence, self.digest, self.time)

    def observed(self, now: datetime) -> ObservedSource:
        """How current it is at a moment."""
        seconds = 0
        if not self.current:
            seconds = int((now - (self.behind_since or now)).total_seconds())
        return ObservedSource(
            self.service, self.state, self.reason, self.head, self.head - self.sequence, max(seconds, 0), self.pulled_at
        )


@dataclass(frozen=True, slots=True)
class Present:
    """What a gmina's year has at all; most have none of these, and what is not there need not be read."""

    refused: bool
    mirrors: bool
    closings: bool
    declared: bool


def sources(*gminas: str) -> Reading[list[Position]]:
    """The gminas' sources, by gmina and service."""
    return Reading(_SOURCES, {"gminas": list(gminas)}, lambda rows: [Position(*row) for row in rows])


def present(view: View) -> Reading[Present]:
    """What there is to be read."""
    return Reading(_PRESENT, view.parameters(), lambda rows: Present(*rows[0]))


async def read_sources(connection: AsyncConnection[TupleRow], gmina: str) -> list[Position]:
    """The gmina's sources, by service."""
    return await read(connection, sources(gmina))


def observed(positions: Sequence[Position], now: datetime) -> Observed:
    """How current the sources are at a moment, and the control rule on it. A log that stands makes no statement of closed places wrong."""
    late = [position.service for position in positions if not position.current]
    return Observed(now, [position.observed(now) for position in positions], [Check("sources_current", not late, late)])


async def read_refused(connection: AsyncConnection[TupleRow], view: View) -> Listed[RefusedFact]:
    """Facts of the view that are not in the ledger."""
    unit = "" if view.unit is None else "AND r.unit = %(unit)s"
    statement = _REFUSED.format(limits=view.limits("r"), unit=unit, most=MOST)
    rows = await (await connection.execute(statement, view.parameters())).fetchall()
    return Listed([RefusedFact(*_values(row, 7)) for row in rows], _count(rows))


async def read_mirror_differences(connection: AsyncConnection[TupleRow], view: View) -> Listed[MirrorDifference]:
    """Money of payment lists that the finance system booked otherwise than it was paid, the whole year."""
    if view.known_on is None and view.positions is None:
        statement = _MIRRORS.format(**_NOW)
    else:
        statement = _THEN.format(limits=view.limits())
        statement += _MIRRORS.format(totals="total AS totals", mirrored="total AS mirrored_lists")
    rows = await (await connection.execute(statement, view.parameters())).fetchall()
    return Listed([MirrorDifference(*_values(row, 8)) for row in rows], _count(rows))


async def read_corrections(connection: AsyncConnection[TupleRow], view: View) -> Listed[Correction]:
    """Late facts and late plan changes of closed periods; a closed statement itself has none."""
    if view.positions is not None:
        return NOTHING
    statement = _CORRECTIONS.format(
        closing_limits=view.limits("l"),
        closing_unit="" if view.unit is None else " AND l.unit = %(unit)s",
        entry_limits=view.limits(),
        plan_limits=view.limits("b"),
        most=MOST,
    )
    rows = await (await connection.execute(statement, view.parameters())).fetchall()
    return Listed([Correction(*_values(row, 9)) for row in rows], _count(rows))


def of_closing(positions: dict[str, Any]) -> list[ProvenSource]:
    """The sources of a closed statement, as the closing recorded them."""
    return [
        ProvenSource(service, place["sequence"], place["digest"], place["time"])
        for service, place in sorted(positions.items())
    ]


def utc_now() -> datetime:
    """The moment of asking."""
    return datetime.now(UTC)


def _count(rows: Sequence[TupleRow]) -> int:
    return rows[0][-1] if rows else 0


def _values(row: TupleRow, texts: int) -> list[Any]:
    """The row's members: so many as they are, then amounts; the number of rows in all is the last column."""
    return [*row[:texts], *map(zloty, row[texts:-1])]
