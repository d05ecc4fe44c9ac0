"""The benefit of the alimony fund, month by month, for each entitled person (art. 9-11, 18 u.p.o.u.a.).

benefit = min(current alimony, cap), less the excess of the income per person over the criterion; a reduced benefit below the
minimum is not due. Each month takes its own criterion and cap; the amount is rounded half up once.
"""

from datetime import date, timedelta
from fractions import Fraction

from casework.benefits.results import Assessment, Due, Refusal, granted, refused
from kit.law import Law, Record, Rule, View
from kit.money import half_up
from kit.periods import MONTHS_OF_YEAR, Months, birthday, days_in, first_day, last_day, month, month_of, number_in_year
from services.alimony_fund.case import Case, Claim
from services.alimony_fund.grounds import GROUNDS
from services.alimony_fund.income import income_per_person

FUND = "swiadczenie_z_funduszu_alimentacyjnego"
ZLOTOWKA = "zlotowka_za_zlotowke"
TO_17, TO_24, FROM_25 = "wiek_0_17", "wiek_18_24", "wiek_25_i_wiecej"

MONTH = Rule("month", "art. 18 ust. 1 u.p.o.u.a.", "Prawo ustala się od {month}.", ("month:month",), depth=0)
ALIMONY = Rule(
    "current_alimony",
    "art. 10 ust. 1, art. 11 u.p.o.u.a.",
    "Bieżące alimenty ({person}) {alimony} zł, najwyżej {cap} zł: {amount} zł.",
    ("person:text", "alimony:zl", "cap:zl", "amount:zl"),
    result="amount",
    parameters=("fa_benefit_cap_per_entitled_person",),
)
WITHIN = Rule(
    "income_within_criterion",
    "art. 9 ust. 2 u.p.o.u.a.",
    "Dochód na osobę {income} zł nie przekracza {criterion} zł.",
    ("income:zl", "criterion:zl"),
    parameters=("fa_income_criterion_per_person",),
)
OVER = Rule(
    "income_over_criterion",
    "art. 9 ust. 2-2b u.p.o.u.a.",
    "Dochód na osobę {income} zł przekracza {criterion} zł o {excess} zł.",
    ("income:zl", "criterion:zl", "excess:zl"),
    parameters=("fa_income_criterion_per_person",),
)
REDUCED = Rule(
    "reduced",
    "art. 9 ust. 2a-2b u.p.o.u.a.",
    "Po pomniejszeniu o {excess} zł zostaje {amount} zł; najniższa wypłata wynosi {least} zł.",
    ("excess:zl", "amount:zl", "least:zl"),
    result="amount",
    parameters=("fa_minimum_reduced_benefit",),
)
PART = Rule(
    "part_of_month",
    "art. 9 ust. 1 u.p.o.u.a., art. 112 k.c.",
    "Prawo obejmuje {days} z {of} dni miesiąca {month}: {amount} zł.",
    ("days:number", "of:number", "month:month", "amount:zl"),
    result="amount",
    parameters=("fa_proration_by_days",),
)


def fund_answer(case: Case, law: Law, on: date) -> Assessment:
    """The benefit of every entitled person in the months of the period from the month of the application. Raises NoParameter."""
    trace: list[Record] = []
    view = law.on(on)
    period = _period(case, view)
    if _too_early(case, view, period):
        return refused(FUND, [Refusal(GROUNDS["filed_too_early"])], trace=trace)
    first = max(case.received, period.first)
    if first > period.last:
        return refused(FUND, [Refusal(GROUNDS["period_over"])], trace=trace)
    due: list[Due] = []
    refusals: list[Refusal] = []
    told: list[Record] = []
    figures: tuple[tuple[str, int], ...] = ()
    for at in range(first, period.last + 1):
        steps: list[Record] = []
        for claim in case.claims:
            income = income_per_person(case, claim.person, law.month(at), at, steps)
            figures = figures or (("income_per_person", _shown(income)),)
            found = _in_month(claim, law.month(at), at, income, steps)
            if isinstance(found, Due):
                due.append(found)
            elif at == first:
                refusals.append(Refusal(GROUNDS[found], claim.person))
        if steps != told:
            trace.extend([(MONTH, at), *steps])
            told = steps
    if not due:
        return refused(FUND, refusals, figures=figures, trace=trace)
    entitled = {person for one in due for person in one.persons}
    kept = [one for one in refusals if one.person not in entitled]
    return granted(FUND, due, refusals=kept, figures=figures, trace=trace)


def period_starting(received_on: date, view: View) -> int:
    """The first month of the benefit period in which the day lies (art. 2 pkt 8). Raises NoParameter."""
    number, _ = view.month_day("fa_period_start")
    return month(received_on.year if received_on.month >= number else received_on.year - 1, number)


def _period(case: Case, view: View) -> Months:
    start = period_starting(case.received_on, view)
    if case.period_from is not None:
        start = month(case.period_from, number_in_year(start))
    return Months(start, start + MONTHS_OF_YEAR - 1)


def _too_early(case: Case, view: View, period: Months) -> bool:
    name = "fa_applications_electronic_from" if case.channel == "electronic" else "fa_applications_paper_from"
    if not view.has(name):
        name = "fa_applications_paper_from"
    number, day = view.month_day(name)
    return case.received_on < date(first_day(period.first).year, number, day)


def _in_month(claim: Claim, view: View, at: int, income: Fraction, trace: list[Record]) -> Due | str:
    """What is due in the month, or the code of the ground why nothing is."""
    ground, until = _right_until(claim, view, at)
    if ground is not None:
        return ground
    cap = view.amount("fa_benefit_cap_per_entitled_person")
    full = min(claim.alimony, Fraction(cap))
    trace.append((ALIMONY, claim.person, _shown(claim.alimony), cap, _shown(full)))
    criterion = view.amount("fa_income_criterion_per_person")
    excess = income - criterion
    amount, mechanism = full, None
    if excess <= 0:
        trace.append((WITHIN, _shown(income), criterion))
    else:
        trace.append((OVER, _shown(income), criterion, _shown(excess)))
        if not view.flag("fa_zlotowka_za_zlotowke"):
            return "income_over_criterion"
        least = view.amount("fa_minimum_reduced_benefit")
        # The excess is per person and taken off every entitled person's capped amount in full (art. 9 ust. 2a).
        amount, mechanism = full - excess, ZLOTOWKA
        if amount < least:
            return "income_over_criterion"
        trace.append((REDUCED, _shown(excess), _shown(amount), least))
    if until is not None and until < last_day(at) and view.flag("fa_proration_by_days"):
        of = days_in(at)
        amount = amount * until.day / of
        trace.append((PART, until.day, of, at, _shown(amount)))
    return Due(FUND, at, at, _shown(amount), (claim.person,), _variant(claim, view, at), mechanism)


def _right_until(claim: Claim, view: View, at: int) -> tuple[str | None, date | None]:
    """Why there is no right in the month, or the last day of the right when it ends inside the month."""
    facts = claim.facts
    if not facts.enforcement_ineffective:
        return "enforcement_effective", None
    if claim.in_care:
        return "in_care", None
    ends: list[tuple[date, str]] = []
    if facts.married_on is not None:
        ends.append((facts.married_on - timedelta(days=1), "married"))
    age = _last_day_by_age(claim, view, at)
    if age is not None:
        ends.append((age, "too_old"))
    if not ends:
        return None, None
    last, ground = min(ends)
    if last < first_day(at):
        return ground, None
    return None, last if month_of(last) == at else None


def _last_day_by_age(claim: Claim, view: View, at: int) -> date | None:
    """The last day of the right by age: the day before 18, or the end of schooling and at most the day before 25; None without limit."""
    facts = claim.facts
    disabled_until = facts.severe_disability_until
    if facts.severe_disability and (disabled_until is None or disabled_until >= first_day(at)):
        return None
    of_age = birthday(claim.born, view.count("fa_age_limit_default")) - timedelta(days=1)
    latest = birthday(claim.born, view.count("fa_age_limit_in_education")) - timedelta(days=1)
    schooled = [day for day in (facts.in_school_until, facts.graduated_until) if day is not None]
    return max(of_age, min(latest, max(schooled))) if schooled else of_age


def _variant(claim: Claim, view: View, at: int) -> str:
    on = last_day(at)
    if on < birthday(claim.born, view.count("fa_age_limit_default")):
        return TO_17
    return TO_24 if on < birthday(claim.born, view.count("fa_age_limit_in_education")) else FROM_25


def _shown(amount: Fraction) -> int:
    return half_up(amount.numerator, amount.denominator)
