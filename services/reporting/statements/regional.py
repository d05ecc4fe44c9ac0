"""Sums over several gminas: amounts and numbers of benefits, never persons (a person who moved would be counted twice), and which
gminas have nothing, preliminary, partly closed or closed figures, made of which places of which logs.

The sums are those of now. A gmina that is closed has sent exactly these; where something came later, it says so and how much.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.money import zloty
from services.reporting.classification.register import OWN, STATE, Classification
from services.reporting.ledger.months import AFTER_THE_YEAR
from services.reporting.statements.figures import Quantity, quantity
from services.reporting.statements.gminas import gmina_on
from services.reporting.statements.proof import Position, sources
from services.reporting.statements.reading import read
from services.reporting.statements.result import Check, ObservedSource, ProvenSource
from services.reporting.statements.sent import ClosedUnit, read_sent

# A list of gminas is unknown when a statement is planned: taken for a few rows, the cells would be sorted before they are summed.
_NO_SORT = "SET LOCAL enable_sort = off"
# Plain GROUP BY over the gminas; sums of działy are made afterwards.
_SUMS = """
SELECT p.dzial, p.rozdzial, p.task_kind, p.source, p.benefit, sum({amount})::bigint, sum({benefits})::bigint,
       sum({after})::bigint
  FROM amount_cell c JOIN posting p ON p.gmina = c.gmina AND p.id = c.posting
 WHERE c.budget_year = %(year)s AND p.side = %(side)s AND p.measure = %(measure)s
 GROUP BY p.dzial, p.rozdzial, p.task_kind, p.source, p.benefit
"""
_PLAN = """
SELECT dzial, rozdzial, task_kind, sum(amount)::bigint FROM budget_plan
 WHERE budget_year = %(year)s AND side = %(side)s AND valid_from <= %(until)s GROUP BY dzial, rozdzial, task_kind
"""
_REFUSED = "SELECT gmina, count(*) FROM ledger_refusal WHERE budget_year = %(year)s AND booked_on <= %(refused_until)s GROUP BY gmina"


@dataclass(frozen=True, slots=True)
class RegionalLine:
    """A benefit's sum over the gminas."""

    benefit: str
    amount: str
    benefits: Quantity


@dataclass(frozen=True, slots=True)
class RegionalRow:
    """A rozdział and kind of task, summed over the gminas."""

    dzial: str
    rozdzial: str
    task_kind: str
    name: str
    plan: str
    executed: str
    state: str
    own: str
    benefits: Quantity
    lines: list[RegionalLine]


@dataclass(frozen=True, slots=True)
class RegionalTotal:
    """The sum of a dział, or of all (dzial empty)."""

    dzial: str
    plan: str
    executed: str
    state: str
    own: str
    benefits: Quantity


@dataclass(frozen=True, slots=True)
class GminaState:
    """What a gmina has for the period, of what it is made, how many facts are missing.

    state: none, preliminary, partly_closed, closed (the figures that were sent), closed_with_corrections (others: each unit in `closings`
    says how much came later). sources: the places that the sums are made of now; a closing names those that its unit sent.
    """

    gmina: str
    name: str | None
    teryt: str | None
    state: str
    sources: list[ProvenSource]
    closings: list[ClosedUnit]
    open_units: list[str]
    refused_count: int


@dataclass(frozen=True, slots=True)
class GminaObserved:
    """How current a gmina's sources were when the sums were made."""

    gmina: str
    sources: list[ObservedSource]


@dataclass(frozen=True, slots=True)
class RegionalObserved:
    """What depends on the moment of asking. sources_current names every gmina/service that stands or is not read to its end, and every
    gmina that nothing is read of.
    """

    generated_at: datetime
    gminas: list[GminaObserved]
    checks: list[Check]


@dataclass(frozen=True, slots=True)
class RegionalStatement:
    """Sums of the gminas of a region, cumulative from 1 January until a month's end.

    booked_after_the_year: at the end of December, the money of the year that was booked later and is in none of the sums.
    """

    year: int
    until: date
    side: str
    measure: str
    rows: list[RegionalRow]
    dzialy: list[RegionalTotal]
    total: RegionalTotal
    booked_after_the_year: str
    gminas: list[GminaState]
    checks: list[Check]
    observed: RegionalObserved


@dataclass(slots=True)
class _Sum:
    plan: int = 0
    executed: int = 0
    state: int = 0
    own: int = 0
    benefits: int = 0

    def add(self, other: "_Sum") -> None:
        self.plan += other.plan
        self.executed += other.executed
        self.state += other.state
        self.own += other.own
        self.benefits += other.benefits

    @property
    def texts(self) -> tuple[str, str, str, str, Quantity]:
        return zloty(self.plan), zloty(self.executed), zloty(self.state), zloty(self.own), quantity(self.benefits)


async def make_regional(
    connection: AsyncConnection[TupleRow],
    gminas: Sequence[str],
    classification: Classification,
    *,
    year: int,
    until: date,
    month: int,
    side: str,
    measure: str,
    now: datetime,
) -> RegionalStatement:
    """connection: under the policy of a list of gminas. month: whose last day `until` is. now: the moment of asking."""
    refused_until = date.max if month == 12 else until
    given = {"year": year, "until": until, "refused_until": refused_until, "side": side, "measure": measure}
    amount, benefits = (" + ".join(f"c.{letter}{m}" for m in range(1, month + 1)) for letter in "ab")
    statement = _SUMS.format(amount=amount, benefits=benefits, after=f"c.a{AFTER_THE_YEAR}" if month == 12 else "0")
    await connection.execute(_NO_SORT)
    after_the_year = 0
    rows: defaultdict[tuple[str, str, str], _Sum] = defaultdict(_Sum)
    lines: defaultdict[tuple[str, str, str], defaultdict[str, _Sum]] = defaultdict(lambda: defaultdict(_Sum))
    for dzial, rozdzial, task_kind, source, benefit, money, number, later in await (
        await connection.execute(statement, given)
    ).fetchall():
        after_the_year += later
        category = classification.sources[source].category
        found = _Sum(0, money, money if category == STATE else 0, money if category == OWN else 0, number)
        rows[dzial, rozdzial, task_kind].add(found)
        lines[dzial, rozdzial, task_kind][benefit].add(found)
    for dzial, rozdzial, task_kind, planned in await (await connection.execute(_PLAN, given)).fetchall():
        rows[dzial, rozdzial, task_kind].add(_Sum(plan=planned))
    sent = await read_sent(connection, gminas, given, month)
    refused: dict[str, int] = dict(await (await connection.execute(_REFUSED, given)).fetchall())
    positions: dict[str, list[Position]] = {gmina: [] for gmina in sorted(gminas)}
    for position in await read(connection, sources(*gminas)):
        positions[position.gmina].append(position)
    sections: defaultdict[str, _Sum] = defaultdict(_Sum)
    total = _Sum()
    for (dzial, _, _), one in rows.items():
        sections[dzial].add(one)
        total.add(one)
    return RegionalStatement(
        year=year,
        until=until,
        side=side,
        measure=measure,
        rows=[
            RegionalRow(
                dzial=dzial,
                rozdzial=rozdzial,
                task_kind=task_kind,
                name=classification.name("rozdzial", rozdzial, until),
                plan=zloty(one.plan),
                executed=zloty(one.executed),
                state=zloty(one.state),
                own=zloty(one.own),
                benefits=quantity(one.benefits),
                lines=[
                    RegionalLine(benefit, zloty(found.executed), quantity(found.benefits))
                    for benefit, found in sorted(lines[dzial, rozdzial, task_kind].items())
                ],
            )
            for (dzial, rozdzial, task_kind), one in sorted(rows.items())
        ],
        dzialy=[RegionalTotal(dzial, *one.texts) for dzial, one in sorted(sections.items())],
        total=RegionalTotal("", *total.texts),
        booked_after_the_year=zloty(after_the_year),
        gminas=[
            GminaState(
                gmina,
                *_called(gmina, until),
                sent[gmina].state,
                [position.proven for position in found],
                sent[gmina].closed,
                sent[gmina].open_units,
                refused.get(gmina, 0),
            )
            for gmina, found in positions.items()
        ],
        checks=[Check("no_fact_refused", not refused, sorted(refused))],
        observed=_observed(positions, now),
    )


def _called(gmina: str, on: date) -> tuple[str | None, str | None]:
    found = gmina_on(gmina, on)
    return (None, None) if found is None else (found.title, found.teryt)


def _observed(positions: Mapping[str, Sequence[Position]], now: datetime) -> RegionalObserved:
    late = [f"{one.gmina}/{one.service}" for found in positions.values() for one in found if not one.current]
    late += [gmina for gmina, found in positions.items() if not found]
    return RegionalObserved(
        now,
        [GminaObserved(gmina, [one.observed(now) for one in found]) for gmina, found in positions.items()],
        [Check("sources_current", not late, sorted(late))],
    )
