"""What the worked cases of social assistance show of each benefit: its grounds of refusal, its limits of income, the changes of its law.

As tests/services/family_benefits/counting.py; a benefit stands in GROUNDS_OF as soon as its cases are whole.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from casework.benefits.results import Assessment
from casework.benefits.types import Benefit
from kit.law import Record, Rule
from kit.money import grosze
from kit.periods import first_day, last_day, month_of
from services.social_assistance import (
    carer_contribution,
    conditions,
    guardian_pay,
    health_right,
    periodic,
    targeted,
    ukraine_stay,
)
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.energy import GROUNDS as ENERGY_GROUNDS
from services.social_assistance.housing.told import GROUNDS as HOUSING_GROUNDS
from services.social_assistance.school.told import GROUNDS as SCHOOL_GROUNDS
from tests.services.family_benefits.law_reading import Member, Readings, ReadLaw, reads, turns_of
from tests.services.worked_cases import WorkedCase, worked_cases

FIRST_DAY, LAST_DAY = date(2015, 1, 2), date(2026, 11, 22)
"""Changes of the law between them need cases: the years that the service answers for, to the day on which the law was checked."""
_NO_GMINA = "000000"
EVERY_HELP = frozenset(conditions.GROUNDS)
_AFTER_AN_EVENT = frozenset({"school_event_too_long_ago", "school_no_hardship"})
GROUNDS_OF: Mapping[str, frozenset[str]] = {
    periodic.PERIODIC: EVERY_HELP | frozenset(periodic.GROUNDS),
    "zasilek_celowy": EVERY_HELP | {"targeted_income_above_limit"},
    "zasilek_celowy_na_zywnosc_posilek": EVERY_HELP | {"targeted_income_above_limit"},
    "zasilek_celowy_zdarzenie_losowe": EVERY_HELP - {"no_reason_for_help"} | {"no_loss_by_event"},
    "zasilek_celowy_kleska_zywiolowa": EVERY_HELP - {"no_reason_for_help"} | {"no_loss_by_event"},
    carer_contribution.CODE: frozenset(carer_contribution.GROUNDS),
    "dodatek_energetyczny": frozenset(ENERGY_GROUNDS),
    "dodatek_mieszkaniowy": frozenset(HOUSING_GROUNDS),
    "stypendium_szkolne": frozenset(SCHOOL_GROUNDS) - _AFTER_AN_EVENT,
    "zasilek_szkolny": _AFTER_AN_EVENT | {"school_not_a_pupil", "school_too_old"},
    guardian_pay.CODE: frozenset(guardian_pay.GROUNDS),
    health_right.CODE: frozenset(health_right.GROUNDS),
    ukraine_stay.CODE: frozenset(ukraine_stay.GROUNDS),
    "specjalny_zasilek_celowy": EVERY_HELP | {"special_income_not_above", "special_not_justified"},
    "zasilek_celowy_zwrotny": EVERY_HELP | {"special_income_not_above", "special_not_justified"},
}
"""Codes of all grounds on which a benefit may be refused; of those whose cases are whole."""
FIRST_DAYS = {"zasilek_celowy_na_zywnosc_posilek": date(2017, 1, 2)}
"""Of benefits with budget lines from a later day only: before it nothing is granted that could be booked."""
EARLIER = frozenset({"zasilek_staly", "skladka_zdrowotna_zasilek_staly", "ukraina_swiadczenie_300"})
"""Computed before their cases were counted."""
SHARED = frozenset(conditions.GROUNDS) | frozenset(targeted.GROUNDS) | frozenset(SCHOOL_GROUNDS)
"""Codes of the tables that several benefits read."""
Changes = dict[tuple[date, date], set[str]]


@dataclass(frozen=True, slots=True)
class Answered:
    """A worked case with its answer, the days whose law it shows, and the parameters and members of the law that it reads."""

    case: WorkedCase
    answer: Assessment
    days: frozenset[date]
    names: frozenset[str]
    members: frozenset[Member]


@dataclass
class Kinds:
    """What a benefit's cases show; limits by the act's step and the amount, at_limit and grosz_over those that an income meets."""

    outcomes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    met: set[str] = field(default_factory=set)
    limits: set[int] = field(default_factory=set)
    at_limit: set[int] = field(default_factory=set)
    grosz_over: set[int] = field(default_factory=set)
    grosz_under: set[int] = field(default_factory=set)


def computed() -> list[Benefit]:
    """The benefits whose cases are counted."""
    return [one for one in CATALOGUE if one.code in GROUNDS_OF]


@cache
def answered() -> tuple[Answered, ...]:
    """Every worked case of the counted benefits, assessed."""
    found = []
    readings = Readings()
    laws: dict[str | None, ReadLaw] = {}
    for case in worked_cases("social_assistance"):
        if case.benefit not in GROUNDS_OF:
            continue
        facts = CATALOGUE.facts.model_validate(case.facts)
        law = laws.setdefault(case.gmina, ReadLaw(CATALOGUE.law(case.gmina), readings))
        readings.names, readings.members = set(), set()
        gmina = case.gmina or _NO_GMINA
        answer = CATALOGUE.supposing(gmina, law).assess(case.benefit, CATALOGUE.prepare(facts), case.on, gmina)
        received = facts.application.received_on  # type: ignore[attr-defined]
        days = frozenset(_days(case, received, answer))
        found.append(Answered(case, answer, days, frozenset(readings.names), frozenset(readings.members)))
    return tuple(found)


@cache
def kinds() -> dict[str, Kinds]:
    """By benefit."""
    found = {one.code: Kinds() for one in computed()}
    for one in answered():
        kind = found[one.case.benefit]
        kind.outcomes[one.answer.outcome] += 1
        kind.met |= {refusal.ground.code for refusal in one.answer.refusals}
        for record in one.answer.trace:
            rule: Rule = record[0]
            if {"each:zl", "limit:zl"} <= set(rule.inputs):
                _compare(kind, one.case.facts, int(_value(record, "limit")), int(_value(record, "each")))
    return found


def changes(benefit: Benefit) -> Changes:
    """The last day before and the first day of each change of a parameter that the benefit's cases read, with the names."""
    mine = [one for one in answered() if one.case.benefit == benefit.code]
    names = frozenset(name for one in mine for name in one.names)
    members = frozenset(member for one in mine for member in one.members)
    found: Changes = defaultdict(set)
    laws = {one.case.gmina: CATALOGUE.law(one.case.gmina) for one in mine}
    for law in laws.values():
        begins = [law.parameters[name].values[0].valid_from for name in names if law.parameters[name].values]
        first = FIRST_DAYS.get(benefit.code, FIRST_DAY)
        since = max(first, min(begins, default=first) + timedelta(days=1))
        for name, parameter in law.parameters.items():
            for turn in turns_of(parameter):
                if since <= turn.first <= LAST_DAY and (name in names or reads(law, turn, members)):
                    found[turn.last, turn.first].add(name)
    return dict(sorted(found.items()))


def one_sided(benefit: Benefit) -> Changes:
    """Those of them that no case shows from both sides."""
    shown = frozenset(day for one in answered() if one.case.benefit == benefit.code for day in one.days)
    return {days: names for days, names in changes(benefit).items() if not shown.issuperset(days)}


def _compare(kind: Kinds, facts: dict[str, Any], limit: int, shown: int) -> None:
    """Whether the income for one person is at the limit, or a grosz off it, to a fraction of a grosz: the step shows it rounded."""
    members = facts["household"]["members"]
    stated = sum(grosze(one.get("amount", "0.00")) for one in facts.get("income", {}).get("items", ()))
    kind.limits.add(limit)
    for met, off in ((kind.at_limit, 0), (kind.grosz_over, 1)):
        if Fraction(stated, len(members)) == shown == limit + off:
            met.add(limit)
    if limit - 1 <= Fraction(stated, len(members)) < limit:
        kind.grosz_under.add(limit)


def _value(record: Record, name: str) -> Any:
    rule: Rule = record[0]
    return dict(zip((one.partition(":")[0] for one in rule.inputs), record[1:], strict=True))[name]


def _days(case: WorkedCase, received: date, answer: Assessment) -> Iterator[date]:
    """The day of the application and of the law; the first and the last day of a paid month, and of the months of those days."""
    yield received
    yield case.on
    months = {at for due in answer.months for at in range(due.first, due.last + 1)}
    for at in months | {month_of(received), month_of(case.on)}:
        yield first_day(at)
        yield last_day(at)
