"""What of a gmina's figures was sent: which of its units closed the period, on which places of the logs, and what came later."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.money import zloty
from services.reporting.ledger.months import MONTHS
from services.reporting.statements.proof import of_closing
from services.reporting.statements.result import ProvenSource

NONE, PRELIMINARY, PARTLY_CLOSED, CLOSED, WITH_CORRECTIONS = (
    "none",
    "preliminary",
    "partly_closed",
    "closed",
    "closed_with_corrections",
)

_WITH_FIGURES = """
SELECT g FROM unnest(%(gminas)s::text[]) AS g
 WHERE EXISTS (SELECT FROM amount_cell c WHERE c.gmina = g AND c.budget_year = %(year)s)
"""
# Asked only of gminas that have closed something; of the others it would say nothing.
_UNITS = """
SELECT c.gmina, p.unit FROM amount_cell c JOIN posting p ON p.gmina = c.gmina AND p.id = c.posting
 WHERE c.gmina = ANY (%(closed)s::text[]) AND c.budget_year = %(year)s AND ({any}) GROUP BY c.gmina, p.unit
 UNION
SELECT gmina, unit FROM budget_plan WHERE gmina = ANY (%(closed)s::text[]) AND budget_year = %(year)s AND valid_from <= %(until)s
"""
# Of several closings of one period the last one holds.
_CLOSINGS = """
SELECT c.gmina, c.unit, c.id::text, c.positions,
       coalesce(sum(l.lines) FILTER (WHERE l.kind = 'entry' AND l.measure = %(measure)s), 0)::bigint,
       coalesce(sum(l.amount) FILTER (WHERE l.kind = 'entry' AND l.measure = %(measure)s), 0)::bigint,
       coalesce(sum(l.lines) FILTER (WHERE l.kind = 'plan'), 0)::bigint, coalesce(sum(l.amount) FILTER (WHERE l.kind = 'plan'), 0)::bigint
  FROM (SELECT DISTINCT ON (gmina, unit) gmina, unit, id, positions FROM closing
         WHERE budget_year = %(year)s AND until = %(until)s ORDER BY gmina, unit, sequence DESC) AS c
  LEFT JOIN closing_correction l ON l.gmina = c.gmina AND l.closing = c.id AND l.side = %(side)s
 GROUP BY c.gmina, c.unit, c.id, c.positions ORDER BY c.gmina, c.unit
"""


@dataclass(frozen=True, slots=True)
class ClosedUnit:
    """A unit's closing of the period: the places that it sent its figures on, and what came later.

    corrections: lines of money and of the plan that came later, of the side and measure asked for; their sums are in the figures above.
    """

    unit: str
    closing: str
    sources: list[ProvenSource]
    corrections_count: int
    corrections_amount: str
    plan_corrections_amount: str


@dataclass(slots=True)
class Sent:
    """What a gmina has for the period."""

    units: set[str] = field(default_factory=set)
    figures: bool = False
    closed: list[ClosedUnit] = field(default_factory=list)

    @property
    def open_units(self) -> list[str]:
        """Units with figures or a plan that have not closed the period; of a gmina in which no unit has, none are named."""
        return sorted(self.units - {one.unit for one in self.closed})

    @property
    def state(self) -> str:
        """none; preliminary: nothing was sent; partly_closed: not by all units; closed: these are the figures that were sent;
        closed_with_corrections: all was sent, and these figures are others.
        """
        if not self.closed:
            return PRELIMINARY if self.figures else NONE
        if self.open_units:
            return PARTLY_CLOSED
        return WITH_CORRECTIONS if any(one.corrections_count for one in self.closed) else CLOSED


async def read_sent(
    connection: AsyncConnection[TupleRow], gminas: Sequence[str], given: Mapping[str, Any], month: int
) -> dict[str, Sent]:
    """By gmina. given: year, until, side, measure; month: whose last day `until` is."""
    found: defaultdict[str, Sent] = defaultdict(Sent)
    found.update((gmina, Sent()) for gmina in gminas)
    until = " OR ".join(f"c.a{m} <> 0 OR c.b{m} <> 0" for m in MONTHS if m <= month)
    asked = {**given, "gminas": list(gminas)}
    for (gmina,) in await (await connection.execute(_WITH_FIGURES, asked)).fetchall():
        found[gmina].figures = True
    for gmina, unit, closing, positions, lines, amount, plans, planned in await (
        await connection.execute(_CLOSINGS, given)
    ).fetchall():
        found[gmina].closed.append(
            ClosedUnit(unit, closing, of_closing(positions), lines + plans, zloty(amount), zloty(planned))
        )
    closed = [gmina for gmina, sent in found.items() if sent.closed]
    if closed:
        statement = _UNITS.format(any=until)
        for gmina, unit in await (await connection.execute(statement, {**given, "closed": closed})).fetchall():
            found[gmina].units.add(unit)
    return dict(found)
