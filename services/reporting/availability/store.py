"""What the ledger and the plan hold of some chapters: two statements for any number of lines, from the cells wherever they can answer.

What was committed and what was paid overlap, so they are not added: a payment spends what its right has committed. A posting says what
covers its money (`cover`), and in each group of postings of one benefit on one budget line the larger figure counts:

    commitment   the right's commitment holds the payment already: commitments, or the payments where they are more
    liability    nothing was committed for the month: approved lists, or the payments where they are more
    none         another system paid: the payments
    booking      the finance system's documents, which may commit, owe and pay
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.reporting.availability.positions import Money, Place
from services.reporting.ledger.months import MONTHS, closing_month
from services.reporting.statements.reading import Reading
from services.reporting.statements.view import View

_COMMITMENTS = "p.measure IN ('commitment_this_year', 'commitment_later')"
_ASKED = """
asked AS MATERIALIZED (
    SELECT DISTINCT n.year, n.rozdzial, n.task_kind
      FROM unnest(%(years)s::smallint[], %(rozdzialy)s::text[], %(task_kinds)s::text[]) AS n(year, rozdzial, task_kind)
)
"""
# Not by variant and mechanism: a right that goes on as another one is bound there, and what was paid of it stays where it was paid.
_CONTENT = "p.unit, p.dzial, p.rozdzial, p.paragraf, p.p4, p.task, p.task_kind, p.source, p.benefit, p.cover"
# OFFSET 0: a chapter's postings by their key, and each posting's money by its own, whatever the planner believes of a table that was just
# filled.
_MONEY = """
WITH {asked}, content AS (
    SELECT m.budget_year, {content},
           coalesce(sum({amount}) FILTER (WHERE {commitments}), 0) AS committed,
           coalesce(sum({amount}) FILTER (WHERE p.measure = 'liability'), 0) AS owed,
           coalesce(sum({amount}) FILTER (WHERE p.measure = 'expenditure'), 0) AS executed
      FROM asked a
     CROSS JOIN LATERAL (
           SELECT * FROM posting p
            WHERE p.gmina = %(gmina)s AND p.rozdzial = a.rozdzial AND p.task_kind = a.task_kind AND p.side = 'expenditure'
              AND ({commitments} OR p.measure IN ('liability', 'expenditure')){unit} OFFSET 0) AS p
     CROSS JOIN LATERAL (
           SELECT * FROM {entries} m
            WHERE m.gmina = %(gmina)s AND m.budget_year = a.year AND m.posting = p.id{limits} OFFSET 0) AS m
     GROUP BY m.budget_year, {content}
)
SELECT budget_year, rozdzial, task_kind, paragraf || p4, source, sum(committed)::bigint, sum(owed)::bigint, sum(executed)::bigint,
       coalesce(sum(executed) FILTER (WHERE cover = 'booking'), 0)::bigint,
       sum(CASE cover WHEN 'commitment' THEN greatest(committed, executed) ELSE greatest(committed, owed, executed) END)::bigint
  FROM content GROUP BY budget_year, rozdzial, task_kind, paragraf, p4, source
"""
_PLAN = """
WITH {asked}
SELECT c.budget_year, c.rozdzial, c.task_kind, c.paragraf || c.p4, c.source, sum(c.amount)::bigint
  FROM asked a
  JOIN (SELECT 'reporting' AS service, budget_plan.* FROM budget_plan) AS c
    ON c.gmina = %(gmina)s AND c.budget_year = a.year AND c.rozdzial = a.rozdzial AND c.task_kind = a.task_kind
   AND c.side = 'expenditure'{unit}{limits}
 GROUP BY c.budget_year, c.rozdzial, c.task_kind, c.paragraf, c.p4, c.source
"""
_REFUSED = """
SELECT count(*) FROM ledger_refusal r
 WHERE r.gmina = %(gmina)s AND r.budget_year = ANY (%(years)s::smallint[]) AND {limits}{until}
"""


@dataclass(frozen=True, slots=True)
class Question:
    """Lines of a gmina. until: only what was booked, and planned to be valid, by that day; without it the whole of each budget year.

    known_on: only what was known by the end of that day. unit: only this unit's plan and money.
    """

    gmina: str
    lines: Sequence[Place]
    unit: str | None = None
    until: date | None = None
    known_on: date | None = None

    @property
    def month(self) -> int | None:
        """The month whose end the cells can answer for; None when the facts have to be read."""
        if self.known_on is not None:
            return None
        if self.until is None:
            return MONTHS[-1]
        months = {closing_month(self.until, line.year) for line in self.lines}
        return months.pop() if len(months) == 1 else None

    @property
    def view(self) -> View:
        """The same knowledge as a statement's: how `known_on` is read stands there, once."""
        return View(self.gmina, 0, self.until or date.max, unit=self.unit, known_on=self.known_on)

    def parameters(self) -> dict[str, object]:
        """As the statements name them."""
        return {
            **self.view.parameters(),
            "years": [line.year for line in self.lines],
            "rozdzialy": [line.rozdzial for line in self.lines],
            "task_kinds": [line.task_kind for line in self.lines],
        }


def money(asked: Question) -> Reading[list[Money]]:
    """What the ledger holds on every line of the chapters that are asked for."""
    month = asked.month
    if month is None:
        source, amount = "ledger_entry", "m.amount"
        limits = f" AND m.mirrors IS NULL AND {asked.view.limits('m')}" + _until(asked, "m.booked_on")
    else:
        source, amount, limits = "amount_cell", " + ".join(f"m.a{n}" for n in range(1, month + 1)), ""
    statement = _MONEY.format(
        asked=_ASKED, content=_CONTENT, amount=amount, commitments=_COMMITMENTS, entries=source,
        unit=_unit(asked, "p"), limits=limits,
    )  # fmt: skip
    return Reading(statement, asked.parameters(), lambda rows: [_money(row) for row in rows])


def plan(asked: Question) -> Reading[dict[Place, int]]:
    """The plan of the chapters by its own positions, with the changes that hold."""
    limits = f" AND {asked.view.limits('c')}" + _until(asked, "c.valid_from")
    statement = _PLAN.format(asked=_ASKED, unit=_unit(asked, "c"), limits=limits)
    return Reading(statement, asked.parameters(), lambda rows: {Place(*row[:5]): row[5] for row in rows})


def refused(asked: Question) -> Reading[int]:
    """How many facts of the years are not in the ledger because their codes were not in force."""
    statement = _REFUSED.format(limits=asked.view.limits("r"), until=_until(asked, "r.booked_on"))
    return Reading(statement, asked.parameters(), lambda rows: int(rows[0][0]))


def _money(row: Sequence[Any]) -> Money:
    return Money(Place(*row[:5]), *row[5:])


def _unit(asked: Question, of: str) -> str:
    return "" if asked.unit is None else f" AND {of}.unit = %(unit)s"


def _until(asked: Question, day: str) -> str:
    return "" if asked.until is None else f" AND {day} <= %(until)s"
