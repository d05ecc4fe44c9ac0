"""Makes a statement in one transaction of the gmina: reads what the view needs, builds, proves."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.money import grosze, zloty
from kit.problems import BadRequest, FieldError, NotFound
from services.reporting.classification.register import Classification
from services.reporting.plans.store import plan
from services.reporting.sources import costs
from services.reporting.statements import build, findings, proof
from services.reporting.statements import groups as grouping
from services.reporting.statements.after_year import booked_after
from services.reporting.statements.after_year import check as after_check
from services.reporting.statements.amounts import amounts
from services.reporting.statements.cost_reading import read_limits
from services.reporting.statements.counts import Cells, cells, count, tree_of
from services.reporting.statements.definition import Definition
from services.reporting.statements.gminas import gmina_on
from services.reporting.statements.groups import GroupBy
from services.reporting.statements.reading import Reading, sent_together
from services.reporting.statements.result import Group, LateMoney, Proof, ProvenSource, Statement
from services.reporting.statements.sections import sections
from services.reporting.statements.view import View

_NAMES = """
SELECT code, min(name)
  FROM (SELECT DISTINCT ON (service, code) code, name FROM benefit_name
         WHERE gmina = %(gmina)s AND (%(at)s::timestamptz IS NULL OR known_at <= %(at)s) ORDER BY service, code, known_at DESC) AS n
 GROUP BY code
"""
_DECLARED = """
SELECT p.rozdzial, p.task_kind, p.benefit, d.unit,
       sum(CASE WHEN e.reverses_mode IS NULL THEN d.value ELSE -d.value END)::bigint
  FROM (SELECT e.* {facts} AND e.declared IS NOT NULL) AS e
  JOIN posting p ON p.gmina = %(gmina)s AND p.id = e.posting
 CROSS JOIN LATERAL jsonb_to_recordset(e.declared) AS d(unit text, value integer)
 GROUP BY p.rozdzial, p.task_kind, p.benefit, d.unit
"""
_CLOSING = "SELECT unit, budget_year, until, positions, known_at FROM closing WHERE gmina = %s AND id = %s"


class NoSuchClosing(NotFound):
    """There is no closed period with this id in the gmina."""


class ClosingDiffers(BadRequest):
    """A closed period was asked for together with another year, day, unit or state of knowledge."""

    code = "closing_differs"
    title = "Zamknięty okres jest inny"


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement that somebody wants."""

    view: View
    definition: Definition
    group_by: frozenset[GroupBy] = frozenset()
    closing: UUID | None = None
    named: frozenset[tuple[str, object]] = frozenset()
    """What was asked for by name beside the closing: year, until, unit, known_on."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed period: its unit, year, last day, the logs' places it stands on, and when it was closed."""

    unit: str
    year: int
    until: date
    sources: list[ProvenSource]
    at: datetime

    def view(self, gmina: str, side: str, measure: str) -> View:
        """What the closed statement looks at."""
        positions = {source.service: source.sequence for source in self.sources}
        return View(gmina, self.year, self.until, side, measure, self.unit, None, positions)


async def read_closing(connection: AsyncConnection[TupleRow], asked: Asked, closing: UUID) -> Closed:
    """The closed period; raises NoSuchClosing, and ClosingDiffers when something else was asked for beside it."""
    row = await (await connection.execute(_CLOSING, (asked.view.gmina, closing))).fetchone()
    if row is None:
        raise NoSuchClosing
    own = {"unit": row[0], "year": row[1], "until": row[2]}
    other = sorted(name for name, value in asked.named if own.get(name) != value)
    if other:
        raise ClosingDiffers(
            "Zamknięty okres ma swój rok, dzień, jednostkę i stan wiedzy; innych nie można przy nim wskazać.",
            errors=[
                FieldError(f"/query/{name}", "closing_differs", "Inne niż w zamkniętym okresie.") for name in other
            ],
        )
    return Closed(row[0], row[1], row[2], proof.of_closing(row[3]), row[4])


async def make_statement(
    connection: AsyncConnection[TupleRow], asked: Asked, classification: Classification, now: datetime
) -> Statement:
    """The statement. connection: in a transaction of the view's gmina. Raises NoSuchClosing, ClosingDiffers."""
    view = asked.view
    closed: Closed | None = None
    if asked.closing is not None:
        closed = await read_closing(connection, asked, asked.closing)
        view = closed.view(view.gmina, view.side, view.measure)
    at = view.known_before if closed is None else closed.at
    readings: list[Reading[Any]] = [
        amounts(view),
        plan(view),
        _names(view.gmina, at),
        costs.known(view.gmina, at),
        proof.sources(view.gmina),
        proof.present(view),
    ]
    registers = sections(view, asked.definition)
    readings += registers.asked
    late = booked_after(view)
    if late is not None:
        readings.append(late)
    if view.month is not None:
        readings += cells(view)
    async with sent_together(connection, readings) as sent:
        postings, planned = await sent.next(), await sent.next()
        # While the server reads the rest.
        drafted = build.draft(asked.definition, postings, planned)
        grouped = grouping.keys(postings, asked.group_by) if asked.group_by else {}
        questions = [*drafted.questions, *grouping.questions(grouped)]
        tree = tree_of(postings)
        names, service_costs, positions, present = [await sent.next() for _ in range(4)]
        told = [await sent.next() for _ in registers.asked]
        known = await sent.rest()
    after: list[LateMoney] = known.pop(0) if late is not None else []
    counts = await count(connection, view, tree, questions, Cells.of(*known) if known else None)
    register = build.Register(classification, names, await _declared(connection, view) if present.declared else {})
    rows, dzialy, total = build.rows(view, drafted, counts[: len(drafted.questions)], register)
    groups: list[Group] = []
    if asked.group_by:
        of_each = counts[len(drafted.questions) :]
        groups = grouping.groups(view, grouped, planned, of_each, asked.group_by, register)
    refused = await findings.read_refused(connection, view) if present.refused else findings.NOTHING
    mirrors = await findings.read_mirror_differences(connection, view) if present.mirrors else findings.NOTHING
    corrections = await findings.read_corrections(connection, view) if present.closings else findings.NOTHING
    place = gmina_on(view.gmina, view.until)
    return Statement(
        gmina=view.gmina,
        gmina_name=None if place is None else place.title,
        teryt=None if place is None else place.teryt,
        year=view.year,
        until=view.until,
        side=view.side,
        measure=view.measure,
        unit=view.unit,
        known_on=view.known_on,
        closing=None if asked.closing is None else str(asked.closing),
        definition=asked.definition.code,
        layout=asked.definition.digest,
        name=asked.definition.name,
        rows=rows,
        dzialy=dzialy,
        total=total,
        groups=groups,
        booked_after_the_year=after,
        booked_after_the_year_amount=zloty(sum(grosze(one.amount) for one in after)),
        checks=[*build.checks(rows, dzialy, total, complete=not refused.count), after_check(after)],
        service_costs=await read_limits(connection, view, service_costs, classification),
        registers=registers.made(told),
        corrections=corrections.items,
        corrections_count=corrections.count,
        proof=Proof(
            sources=closed.sources if closed else [position.proven for position in positions],
            refused=refused.items,
            refused_count=refused.count,
            mirrors=mirrors.items,
            mirrors_count=mirrors.count,
        ),
        observed=proof.observed(positions, now),
    )


def _names(gmina: str, at: datetime | None) -> Reading[dict[str, str]]:
    return Reading(_NAMES, {"gmina": gmina, "at": at}, lambda rows: {row[0]: row[1] for row in rows})


async def _declared(connection: AsyncConnection[TupleRow], view: View) -> dict[tuple[str, str, str], dict[str, int]]:
    statement = _DECLARED.replace("{facts}", view.facts())
    declared: defaultdict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for rozdzial, task_kind, benefit, unit, value in await (
        await connection.execute(statement, view.parameters())
    ).fetchall():
        declared[rozdzial, task_kind, benefit][unit] = value
    return declared
