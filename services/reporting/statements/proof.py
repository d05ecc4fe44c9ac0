"""The proof of completeness: which logs, up to which place and digest, which facts were refused, where the finance system differs."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.money import zloty
from services.reporting.statements.reading import Reading, read
from services.reporting.statements.result import (
    Correction,
    MirrorDifference,
    ObservedSource,
    ProvenSource,
    RefusedFact,
)
from services.reporting.statements.view import View

OWN = "reporting"
MOST = 500
"""A list in a statement names at most so many facts; the drill-down gives the rest."""

_SOURCES = """
SELECT s.service, s.sequence, encode(s.digest, 'hex'), s.time, s.state, s.reason,
       greatest(s.head_sequence, s.sequence, CASE WHEN s.service = 'reporting' THEN coalesce(h.sequence, 0) ELSE 0 END), s.pulled_at
  FROM source s LEFT JOIN event_head h ON h.gmina = s.gmina
 WHERE s.gmina = %(gmina)s ORDER BY s.service
"""
_PRESENT = """
SELECT EXISTS (SELECT FROM ledger_refusal WHERE gmina = %(gmina)s AND budget_year = %(year)s),
       EXISTS (SELECT FROM list_total WHERE gmina = %(gmina)s AND budget_year = %(year)s AND mirrored),
       EXISTS (SELECT FROM closing WHERE gmina = %(gmina)s AND budget_year = %(year)s),
       EXISTS (SELECT FROM ledger_entry WHERE gmina = %(gmina)s AND budget_year = %(year)s AND declared IS NOT NULL)
"""
_REFUSED = """
SELECT r.service, r.sequence, r.code, r.pointer, r.unit, r.benefit, r.booked_on, r.amount
  FROM ledger_refusal r
 WHERE r.gmina = %(gmina)s AND r.budget_year = %(year)s AND r.booked_on <= %(until)s AND {limits} {unit}
 ORDER BY r.service, r.sequence LIMIT {most}
"""
_MIRRORS = """
SELECT list, paid, booked FROM list_total
 WHERE gmina = %(gmina)s AND budget_year = %(year)s AND mirrored AND paid <> booked ORDER BY list LIMIT {most}
"""
# At an earlier state of knowledge the lists are summed again from their entries.
_MIRRORS_THEN = """
SELECT list, sum(paid)::bigint, sum(booked)::bigint FROM (
    SELECT coalesce(e.mirrors::text, e.document) AS list, e.mirrors IS NOT NULL AS mirrored,
           CASE WHEN e.mirrors IS NULL THEN e.amount ELSE 0 END AS paid,
           CASE WHEN e.mirrors IS NULL THEN 0 ELSE e.amount END AS booked
      FROM ledger_entry e JOIN posting p ON p.gmina = %(gmina)s AND p.id = e.posting
     WHERE e.gmina = %(gmina)s AND e.budget_year = %(year)s AND {limits}
       AND (e.mirrors IS NOT NULL OR (e.document_kind = 'payment_list' AND p.measure = 'expenditure'))
) AS entries GROUP BY list HAVING bool_or(mirrored) AND sum(paid) <> sum(booked) ORDER BY list LIMIT {most}
"""
_CORRECTIONS = """
SELECT c.id, e.service, e.sequence, e.line, e.booked_on, p.rozdzial, p.task_kind, p.benefit, e.amount
  FROM (SELECT DISTINCT ON (l.unit) l.id, l.unit, l.until, l.positions
          FROM (SELECT 'reporting' AS service, closing.* FROM closing WHERE gmina = %(gmina)s) AS l
         WHERE l.budget_year = %(year)s AND {closing_limits} ORDER BY l.unit, l.sequence DESC) AS c
  JOIN posting p ON p.gmina = %(gmina)s AND p.unit = c.unit AND p.side = %(side)s AND p.measure = %(measure)s {unit}
  JOIN ledger_entry e ON e.gmina = %(gmina)s AND e.budget_year = %(year)s AND e.posting = p.id
   AND e.booked_on <= least(c.until, %(until)s) AND e.mirrors IS NULL
   AND e.sequence > coalesce((c.positions -> e.service ->> 'sequence')::bigint, 0) AND {limits}
 ORDER BY e.service, e.sequence, e.line LIMIT {most}
"""


@dataclass(frozen=True, slots=True)
class Position:
    """A source as it stands in the database."""

    service: str
    sequence: int
    digest: str
    time: str
    state: str
    reason: str | None
    head: int
    pulled_at: datetime | None

    @property
    def proven(self) -> ProvenSource:
        return ProvenSource(self.service, self.sequence, self.digest, self.time)

    def observed(self, now: datetime) -> ObservedSource:
        """How current it is at a moment."""
        lag = self.head - self.sequence
        seconds = 0
        if lag:
            seconds = int((now - (self.pulled_at or now)).total_seconds())
        return ObservedSource(self.service, self.state, self.reason, self.head, lag, max(seconds, 0), self.pulled_at)


@dataclass(frozen=True, slots=True)
class Present:
    """What a gmina's year has at all; most have none of these, and what is not there need not be read."""

    refused: bool
    mirrors: bool
    closings: bool
    declared: bool


def sources(gmina: str) -> Reading[list[Position]]:
    """The gmina's sources, by service."""
    return Reading(_SOURCES, {"gmina": gmina}, lambda rows: [Position(*row) for row in rows])


def present(view: View) -> Reading[Present]:
    """What there is to be read."""
    return Reading(_PRESENT, view.parameters(), lambda rows: Present(*rows[0]))


async def read_sources(connection: AsyncConnection[TupleRow], gmina: str) -> list[Position]:
    """The gmina's sources, by service."""
    return await read(connection, sources(gmina))


async def read_refused(connection: AsyncConnection[TupleRow], view: View) -> list[RefusedFact]:
    """Facts of the view that are not in the ledger."""
    unit = "" if view.unit is None else "AND r.unit = %(unit)s"
    statement = _REFUSED.format(limits=view.limits("r"), unit=unit, most=MOST)
    rows = await (await connection.execute(statement, view.parameters())).fetchall()
    return [
        RefusedFact(service, sequence, code, pointer, of_unit, benefit, booked_on, zloty(amount))
        for service, sequence, code, pointer, of_unit, benefit, booked_on, amount in rows
    ]


async def read_mirror_differences(connection: AsyncConnection[TupleRow], view: View) -> list[MirrorDifference]:
    """Payment lists that the finance system booked with another sum than was paid, the whole year."""
    now = view.known_on is None and view.positions is None
    statement = (_MIRRORS if now else _MIRRORS_THEN).format(limits=view.limits(), most=MOST)
    rows = await (await connection.execute(statement, view.parameters())).fetchall()
    return [MirrorDifference(name, zloty(paid), zloty(booked), zloty(booked - paid)) for name, paid, booked in rows]


async def read_corrections(connection: AsyncConnection[TupleRow], view: View) -> list[Correction]:
    """Late facts of closed periods; a closed statement itself has none."""
    if view.positions is not None:
        return []
    unit = "" if view.unit is None else "AND p.unit = %(unit)s"
    statement = _CORRECTIONS.format(limits=view.limits(), closing_limits=view.limits("l"), unit=unit, most=MOST)
    rows = await (await connection.execute(statement, view.parameters())).fetchall()
    return [
        Correction(str(closing), service, sequence, line, booked_on, rozdzial, task_kind, benefit, zloty(amount))
        for closing, service, sequence, line, booked_on, rozdzial, task_kind, benefit, amount in rows
    ]


def of_closing(positions: dict[str, Any]) -> list[ProvenSource]:
    """The sources of a closed statement, as the closing recorded them."""
    return [
        ProvenSource(service, place["sequence"], place["digest"], place["time"])
        for service, place in sorted(positions.items())
    ]


def utc_now() -> datetime:
    """The moment of asking."""
    return datetime.now(UTC)
