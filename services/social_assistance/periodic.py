"""The periodic allowance (art. 38): between a floor and a ceiling the office fixes the amount, for the months that it fixes.

The floor is a part of what the income lacks to the criterion, rounded up so that it is never less than that part, and never under the
least amount of the act; the ceiling is all that lacks, for a single person no more than the act's most. The State grant pays the floor
by the act's own criterion, the gmina whatever is above it. Each month takes its own law; a ceiling that changed within the month of the
decision is that of the day of the decision.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from casework.benefits.results import Assessment, Due, Ground, Refusal, UnfitFacts, granted, refused
from kit.law import Law, Record, Rule, View
from kit.money import ZlotyInput, grosze, half_up, round_up
from kit.periods import Months, add_months, days_in, last_day, month_of, parse_month
from kit.schemas import Schema
from services.social_assistance.case import Case
from services.social_assistance.conditions import GROUNDS as OF_EVERY_HELP
from services.social_assistance.conditions import IncomeTest, Tested, barred
from services.social_assistance.facts import Day, MonthText
from services.social_assistance.steps import MONTH, PART

PERIODIC, FACTS = "zasilek_okresowy", "periodic"
SINGLE, IN_FAMILY = "samotnie_gospodarujaca", "w_rodzinie"
_FROM_RAISED = "zasilek_okresowy_roznica_od_podwyzszonego_kryterium"
_LEAST, _MOST = "zasilek_okresowy_kwota_minimalna", "zasilek_okresowy_kwota_maksymalna_osoba_samotna"
_SHARES = {
    True: "zasilek_okresowy_minimalny_udzial_roznicy_samotna",
    False: "zasilek_okresowy_minimalny_udzial_roznicy_rodzina",
}
TEST = IncomeTest("below", "art. 38 ust. 1 u.p.s.", council=True)
GROUNDS = {
    ground.code: ground
    for ground in (
        Ground(
            "periodic_income_not_below",
            "art. 38 ust. 1 u.p.s.",
            "Dochód nie jest niższy od kryterium dochodowego.",
        ),
        Ground(
            "periodic_no_contract",
            "art. 38 ust. 4a u.p.s.",
            "Dalsza wypłata mimo zatrudnienia przysługuje tylko osobie objętej kontraktem socjalnym.",
        ),
        Ground(
            "periodic_continued_lately",
            "art. 38 ust. 4b u.p.s.",
            "Zasiłek wypłacano już niezależnie od dochodu w ciągu ostatnich dwóch lat.",
        ),
    )
}
BOUNDS = Rule(
    "periodic_bounds",
    "art. 38 ust. 2-4 u.p.s.",
    "Różnica między kryterium a dochodem wynosi {difference} zł: zasiłek ustala się od {floor} zł do {ceiling} zł.",
    ("difference:zl", "floor:zl", "ceiling:zl"),
    parameters=(*_SHARES.values(), _LEAST, _MOST),
)
FIXED = Rule(
    "periodic_amount",
    "art. 38 ust. 2-4 u.p.s.",
    "Ośrodek ustalił {asked} zł, w granicach ustawy {amount} zł.",
    ("asked:zl", "amount:zl"),
    result="amount",
)
AT_FLOOR = Rule(
    "periodic_floor",
    "art. 38 ust. 3-4 u.p.s.",
    "Ośrodek nie ustalił wyższej kwoty: {amount} zł.",
    ("amount:zl",),
    result="amount",
)
SOURCES = Rule(
    "periodic_sources",
    "art. 38 ust. 2-4, art. 147 ust. 7 u.p.s.",
    "Z dotacji celowej {grant} zł, ze środków własnych gminy {own} zł.",
    ("grant:zl", "own:zl"),
)
CONTINUED = Rule(
    "periodic_continued",
    "art. 38 ust. 4a u.p.s.",
    "Po podjęciu zatrudnienia {employed} zasiłek {amount} zł wypłaca się niezależnie od dochodu, najdłużej do {until}.",
    ("employed:day", "amount:zl", "until:day"),
    result="amount",
    parameters=("zasilek_okresowy_kontynuacja_po_zatrudnieniu_maks",),
)


class Continuation(Schema):
    """Work taken up by a person under a social contract who draws the allowance (art. 38 ust. 4a-4b)."""

    employed_on: Day
    social_contract: Annotated[bool, Field(description="osoba objęta kontraktem socjalnym")] = True
    amount: Annotated[ZlotyInput, Field(description="kwota pobierana w dniu podjęcia zatrudnienia")]
    previous_on: Annotated[Day | None, Field(description="dzień zatrudnienia przy poprzedniej takiej wypłacie")] = None


class Periodic(Schema):
    """What the office fixes: the last month (art. 38 ust. 5) and the amount; without an amount the floor is granted."""

    last_month: MonthText
    amount: ZlotyInput | None = None
    continuation: Continuation | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """In grosze: what lacks to the criterion, the least and the most that may be granted, and what the State grant pays of it."""

    difference: int
    floor: int
    ceiling: int
    of_grant: int


@dataclass(frozen=True, slots=True)
class _Month:
    at: int
    amount: int | None
    tested: Tested | None
    bounds: Bounds | None

    @property
    def own(self) -> int | None:
        """What the grant does not pay of the amount; not known of what is paid on after work was taken up."""
        if self.amount is None or self.bounds is None:
            return None
        return max(self.amount - self.bounds.of_grant, 0)


@dataclass(frozen=True, slots=True)
class _Further:
    """Paid whatever the income from the month of taking up work to the day; amount 0: the act does not allow it."""

    since: date
    until: date
    amount: int


def periodic_answer(case: Case, law: Law, on: date) -> Assessment:
    """The allowance from the month of the application to the last month that the office fixed. Raises NoParameter, UnfitFacts."""
    asked = case.own.get(FACTS)
    if not isinstance(asked, Periodic):
        raise UnfitFacts("facts_missing", f"/{FACTS}", f"Do oceny tego świadczenia potrzebna jest część „{FACTS}”.")
    span = _span(case, asked)
    why = barred(case)
    trace: list[Record] = []
    further, against = _continuation(asked, law)
    months = _told(case, law, on, asked, span, further, trace)
    figures = _figures(months)
    paid = [one for one in months if one.amount is not None]
    if why or not paid:
        without = against or [Refusal(GROUNDS["periodic_income_not_below"])]
        return refused(PERIODIC, why or without, figures=figures, trace=trace)
    variant = SINGLE if case.single else IN_FAMILY
    due = [Due(PERIODIC, one.at, one.at, one.amount or 0, (), variant, own=one.own) for one in paid]
    return granted(PERIODIC, due, refusals=against, figures=figures, trace=trace)


def bounds(case: Case, view: View, ceiling_by: View, tested: Tested) -> Bounds:
    """Between what amounts the office chooses, when the income is below the criterion. Raises NoParameter."""
    counted = tested.raised if view.flag(_FROM_RAISED) else Fraction(tested.criterion)
    lacking = max(counted * case.size - tested.total, Fraction(0))
    of_act = max(tested.criterion * case.size - tested.total, Fraction(0))
    least, share = view.amount(_LEAST), view.ratio(_SHARES[case.single])
    ceiling = max(half_up(lacking.numerator, lacking.denominator), least)
    if case.single:
        ceiling = min(ceiling, ceiling_by.amount(_MOST))
    floor, of_grant = (
        min(max(round_up(part.numerator, part.denominator), least), ceiling)
        for part in (share * lacking, share * of_act)
    )
    # who has a right by the council's resolution only has it from the gmina's money
    return Bounds(half_up(lacking.numerator, lacking.denominator), floor, ceiling, of_grant if of_act else 0)


def _span(case: Case, asked: Periodic) -> Months:
    last = parse_month(asked.last_month)
    if last < case.received:
        raise UnfitFacts(
            "period_before_application", f"/{FACTS}/last_month", "Zasiłek przysługuje od miesiąca złożenia wniosku."
        )
    return Months(case.received, last)


def _continuation(asked: Periodic, law: Law) -> tuple[_Further | None, list[Refusal]]:
    """What is paid on after work was taken up, and the grounds against it."""
    told = asked.continuation
    if told is None:
        return None, []
    view = law.on(told.employed_on)
    rest = view.count("zasilek_okresowy_kontynuacja_nie_czesciej_niz")
    against = []
    if not told.social_contract:
        against.append(Refusal(GROUNDS["periodic_no_contract"]))
    if told.previous_on is not None and told.employed_on < add_months(told.previous_on, rest):
        against.append(Refusal(GROUNDS["periodic_continued_lately"]))
    until = add_months(told.employed_on, view.count("zasilek_okresowy_kontynuacja_po_zatrudnieniu_maks"))
    return _Further(told.employed_on, until, 0 if against else grosze(told.amount)), against


def _told(
    case: Case, law: Law, on: date, asked: Periodic, span: Months, further: _Further | None,
    trace: list[Record],
) -> list[_Month]:  # fmt: skip
    months: list[_Month] = []
    before: list[Record] = []
    for at in range(span.first, span.last + 1):
        steps: list[Record] = []
        if further is not None and at >= month_of(further.since):
            month = _continued(further, at, steps)
        else:
            month = _assessed(case, law, on, asked, at, steps)
        months.append(month)
        if steps != before:
            trace.append((MONTH, at))
            trace.extend(steps)
            before = steps
    return months


def _assessed(case: Case, law: Law, on: date, asked: Periodic, at: int, steps: list[Record]) -> _Month:
    view = law.month(at)
    tested = TEST.of(case, view, law.on(on), at, steps)
    if not tested.met:
        return _Month(at, None, tested, None)
    found = bounds(case, view, law.on(on) if at == month_of(on) else view, tested)
    steps.append((BOUNDS, found.difference, found.floor, found.ceiling))
    if asked.amount is None:
        amount = found.floor
        steps.append((AT_FLOOR, amount))
    else:
        amount = min(max(grosze(asked.amount), found.floor), found.ceiling)
        steps.append((FIXED, grosze(asked.amount), amount))
    steps.append((SOURCES, min(amount, found.of_grant), max(amount - found.of_grant, 0)))
    return _Month(at, amount, tested, found)


def _continued(further: _Further, at: int, steps: list[Record]) -> _Month:
    amount, until = further.amount, further.until
    if at > month_of(until) or not amount:
        return _Month(at, None, None, None)
    steps.append((CONTINUED, further.since, amount, until))
    if at == month_of(until) and until != last_day(at):
        amount = half_up(amount * until.day, days_in(at))
        steps.append((PART, until.day, days_in(at), at, amount))
    return _Month(at, amount, None, None)


def _figures(months: list[_Month]) -> tuple[tuple[str, int], ...]:
    """Of the first month that was assessed by its income."""
    first = next((one for one in months if one.tested is not None), None)
    if first is None or first.tested is None:
        return ()
    if first.bounds is None or first.amount is None:
        return first.tested.figures
    grant = min(first.amount, first.bounds.of_grant)
    return (
        *first.tested.figures, ("difference", first.bounds.difference), ("minimum", first.bounds.floor),
        ("maximum", first.bounds.ceiling), ("state_share", grant), ("own_share", first.amount - grant),
    )  # fmt: skip


ALL_GROUNDS = frozenset(OF_EVERY_HELP) | frozenset(GROUNDS)
"""Codes of every ground on which it may be refused."""
