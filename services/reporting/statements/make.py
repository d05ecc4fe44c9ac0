"""Makes a statement in one transaction of the gmina: reads what the view needs, builds, proves."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.problems import NotFound
from services.reporting.classification.register import Classification
from services.reporting.plans.store import read_plan
from services.reporting.statements import build, proof
from services.reporting.statements import groups as grouping
from services.reporting.statements.amounts import read_amounts
from services.reporting.statements.counts import count
from services.reporting.statements.definition import Definition
from services.reporting.statements.groups import GroupBy
from services.reporting.statements.result import Group, Observed, Proof, ProvenSource, Statement
from services.reporting.statements.view import View

_NAMES = "SELECT code, min(name) FROM benefit_name WHERE gmina = %s GROUP BY code"
_DECLARED = """
SELECT p.rozdzial, p.task_kind, p.benefit, d.unit,
       sum(CASE WHEN e.reverses_mode IS NULL THEN d.value ELSE -d.value END)::integer
  FROM (SELECT e.* {facts} AND e.declared IS NOT NULL) AS e
  JOIN posting p ON p.gmina = %(gmina)s AND p.id = e.posting
 CROSS JOIN LATERAL jsonb_to_recordset(e.declared) AS d(unit text, value integer)
 GROUP BY p.rozdzial, p.task_kind, p.benefit, d.unit
"""
_CLOSING = "SELECT unit, budget_year, until, positions FROM closing WHERE gmina = %s AND id = %s"


class NoSuchClosing(NotFound):
    """There is no closed period with this id in the gmina."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement that somebody wants."""

    view: View
    definition: Definition
    group_by: frozenset[GroupBy] = frozenset()
    closing: UUID | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed period: its unit, year, last day, and the logs' places it stands on."""

    unit: str
    year: int
    until: date
    sources: list[ProvenSource]

    def view(self, gmina: str, side: str, measure: str) -> View:
        """What the closed statement looks at."""
        positions = {source.service: source.sequence for source in self.sources}
        return View(gmina, self.year, self.until, side, measure, self.unit, None, positions)


async def read_closing(connection: AsyncConnection[TupleRow], gmina: str, closing: UUID) -> Closed:
    """The closed period; raises NoSuchClosing."""
    row = await (await connection.execute(_CLOSING, (gmina, closing))).fetchone()
    if row is None:
        raise NoSuchClosing
    return Closed(row[0], row[1], row[2], proof.of_closing(row[3]))


async def make_statement(
    connection: AsyncConnection[TupleRow], asked: Asked, classification: Classification, now: datetime
) -> Statement:
    """The statement. connection: in a transaction of the view's gmina. Raises NoSuchClosing."""
    view = asked.view
    sources: list[ProvenSource] | None = None
    if asked.closing is not None:
        closed = await read_closing(connection, view.gmina, asked.closing)
        view, sources = closed.view(view.gmina, view.side, view.measure), closed.sources
    postings = await read_amounts(connection, view)
    plan = await read_plan(connection, view)
    drafted = build.draft(asked.definition, postings, plan)
    grouped = grouping.keys(postings, asked.group_by) if asked.group_by else {}
    of_groups = grouping.questions(grouped)
    counts = await count(connection, view, postings, [*drafted.questions, *of_groups])
    register = build.Register(classification, await _names(connection, view.gmina), await _declared(connection, view))
    rows, dzialy, total = build.rows(view, drafted, counts[: len(drafted.questions)], register)
    groups: list[Group] = []
    if asked.group_by:
        of_each = counts[len(drafted.questions) :]
        groups = grouping.groups(view, grouped, plan, of_each, asked.group_by, register)
    positions = await proof.read_sources(connection, view.gmina)
    refused = await proof.read_refused(connection, view)
    return Statement(
        gmina=view.gmina,
        year=view.year,
        until=view.until,
        side=view.side,
        measure=view.measure,
        unit=view.unit,
        known_on=view.known_on,
        closing=None if asked.closing is None else str(asked.closing),
        definition=asked.definition.code,
        name=asked.definition.name,
        rows=rows,
        dzialy=dzialy,
        total=total,
        groups=groups,
        checks=build.checks(rows, dzialy, total, complete=not refused),
        corrections=await proof.read_corrections(connection, view),
        proof=Proof(
            sources=sources or [position.proven for position in positions],
            refused=refused,
            mirrors=await proof.read_mirror_differences(connection, view),
        ),
        observed=Observed(generated_at=now, sources=[position.observed(now) for position in positions]),
    )


async def _names(connection: AsyncConnection[TupleRow], gmina: str) -> dict[str, str]:
    return dict(await (await connection.execute(_NAMES, (gmina,))).fetchall())


async def _declared(connection: AsyncConnection[TupleRow], view: View) -> dict[tuple[str, str, str], dict[str, int]]:
    statement = _DECLARED.replace("{facts}", view.facts())
    declared: defaultdict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for rozdzial, task_kind, benefit, unit, value in await (
        await connection.execute(statement, view.parameters())
    ).fetchall():
        declared[rozdzial, task_kind, benefit][unit] = value
    return declared
