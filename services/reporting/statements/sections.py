"""Sections of a statement from the registers of acts: "10 rodzin, 7 formularzy A, 18 posiedzeń".

At a month's end the counts of the months answer; a day inside a month, a unit, or a closed period's places of the logs are answered by
the facts themselves. Either gives the same figures, and each opens down to its facts (register_facts.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.periods import month_of
from services.reporting.ledger.months import closing_month
from services.reporting.registers import counts
from services.reporting.registers.counts import Counted, Measured
from services.reporting.registers.schemas import RegisterOut
from services.reporting.statements.definition import Definition, RegisterRule
from services.reporting.statements.reading import Reading
from services.reporting.statements.register_result import (
    RegisterAct,
    RegisterCounted,
    RegisterMeasure,
    RegisterSection,
)
from services.reporting.statements.view import View

# Firsts of the year add up to a distinct figure of a year so far, on whichever day it ends.
_COUNTS = """
WITH facts AS (SELECT f.* {facts})
SELECT gmina, service, register, act, requester, '' AS counted, sum(acts)::bigint, 0::bigint, 0::bigint, max(least)
  FROM facts GROUP BY gmina, service, register, act, requester HAVING sum(acts) <> 0
UNION ALL
SELECT f.gmina, f.service, f.register, '', '', c.unit, 0::bigint, sum(c."all")::bigint, sum(c.year)::bigint, max(f.least)
  FROM facts f CROSS JOIN LATERAL jsonb_to_recordset(f.counts) AS c(unit text, "all" bigint, year bigint)
 GROUP BY f.gmina, f.service, f.register, c.unit HAVING sum(c."all") <> 0
"""
_MEASURED = """
SELECT f.gmina, f.service, f.register, f.act, q->>0, sum((q->>1)::bigint)::bigint
  FROM (SELECT f.* {facts}) AS f CROSS JOIN LATERAL jsonb_array_elements(f.quantities) AS q
 GROUP BY f.gmina, f.service, f.register, f.act, q->>0 HAVING sum((q->>1)::bigint) <> 0
"""
_ELSEWHERE = """
SELECT DISTINCT f.service, f.register FROM register_fact f
 WHERE f.gmina = %(gmina)s AND f.on_day BETWEEN %(first)s AND %(last)s AND f.unit <> %(unit)s AND {limits}
"""


@dataclass(frozen=True, slots=True)
class Sections:
    """What a statement reads of the registers. asked: in the order in which `made` takes the answers; empty: nothing is read."""

    view: View
    layout: Definition
    asked: Sequence[Reading[Any]]

    def made(self, answers: Sequence[Any]) -> list[RegisterSection] | None:
        """The sections in the layout's order, and what it does not name behind them; None: as known on a day, which facts do not say."""
        if not self.layout.registers:
            return []
        if not self.asked:
            return None
        found, measured, *rest = answers
        elsewhere: frozenset[tuple[str, str]] = rest[0] if rest else frozenset()
        first, last = days(self.view)
        inside_a_month = closing_month(last, self.view.year) is None
        shown = {
            (one.service, one.register_code): one
            for one in counts.registers_of(found, measured, month_of(first), month_of(last))
            # By December's days, or unit by unit, what is hidden would be the difference of two figures.
            if one.least is None or not (inside_a_month or (one.service, one.register_code) in elsewhere)
        }
        rules = {(one.service, one.code): one for one in self.layout.registers}
        order = [*(key for key in rules if key in shown), *sorted(shown.keys() - rules.keys())]
        return [_section(self.layout, rules.get(key), shown[key], whole=key not in elsewhere) for key in order]


def sections(view: View, layout: Definition) -> Sections:
    """What has to be read for the registers of a layout."""
    if not layout.registers or view.known_on is not None:
        return Sections(view, layout, ())
    first, last = days(view)
    if closing_month(last, view.year) is not None and view.positions is None and view.unit is None:
        months = month_of(first), month_of(last)
        return Sections(view, layout, (counts.counts(*months), counts.measured(*months)))
    given, chosen = parameters(view), facts(view)
    asked: list[Reading[Any]] = [
        Reading(_COUNTS.format(facts=chosen), given, lambda rows: [Counted(*row) for row in rows]),
        Reading(_MEASURED.format(facts=chosen), given, lambda rows: [Measured(*row) for row in rows]),
    ]
    if view.unit is not None:
        statement = _ELSEWHERE.format(limits=view.limits("f"))
        asked.append(Reading(statement, given, lambda rows: frozenset((row[0], row[1]) for row in rows)))
    return Sections(view, layout, tuple(asked))


def days(view: View) -> tuple[date, date]:
    """The first and the last day of the acts that a view has: an act is of the year of its day, whenever its money is booked."""
    return date(view.year, 1, 1), min(view.until, date(view.year, 12, 31))


def parameters(view: View) -> dict[str, object]:
    """Values of `facts`."""
    first, last = days(view)
    return {**view.parameters(), "first": first, "last": last}


def facts(view: View) -> str:
    """FROM and WHERE of the facts of registers in a view."""
    unit = "" if view.unit is None else " AND f.unit = %(unit)s"
    return f"""
      FROM register_fact f
     WHERE f.gmina = %(gmina)s AND f.on_day BETWEEN %(first)s AND %(last)s{unit} AND {view.limits("f")}
    """


def _section(layout: Definition, rule: RegisterRule | None, told: RegisterOut, *, whole: bool) -> RegisterSection:
    """whole: no part of the register is another unit's."""
    names: Mapping[str, str] = {} if rule is None else rule.acts
    return RegisterSection(
        service=told.service,
        register_code=told.register_code,
        name=told.register_code if rule is None else rule.name,
        acts=[
            RegisterAct(
                act=one.act,
                name=names.get(one.act, one.act),
                requester=one.requester,
                requester_name=None if one.requester is None else layout.requesters.get(one.requester, one.requester),
                acts=one.acts,
            )
            for one in told.acts
        ],
        measured=[RegisterMeasure(one.act, names.get(one.act, one.act), one.unit, one.value) for one in told.measured],
        counted=[RegisterCounted(one.unit, one.all, one.different if whole else None) for one in told.counted],
        least=told.least,
    )
