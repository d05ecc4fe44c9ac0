"""The benefit of the alimony fund, month by month, for each entitled person (art. 9-11, 18 u.p.o.u.a.).

benefit = min(current alimony, cap), less the excess of the income per person over the criterion; a reduced benefit below the
minimum is not due. Each month takes its own criterion, cap and award; the amount is rounded half up once. Which days of a month belong
to the right is in rights.py.
"""

from datetime import date
from fractions import Fraction

from casework.benefits.results import Assessment, Due, Refusal, granted, refused
from kit.law import Law, Record, Rule, View
from kit.money import grosze, half_up
from kit.periods import MONTHS_OF_YEAR, Months, birthday, days_in, first_day, last_day, month, number_in_year, year_of
from services.alimony_fund.case import Case, Claim
from services.alimony_fund.grounds import GROUNDS
from services.alimony_fund.income import income_per_person, members_only, rates_of_their_day
from services.alimony_fund.lump_sum import looked_up
from services.alimony_fund.rights import continues, days_of_right, first_month, owed
from services.alimony_fund.terms import pay_by

FUND = "swiadczenie_z_funduszu_alimentacyjnego"
ZLOTOWKA = "zlotowka_za_zlotowke"
TO_17, TO_24, FROM_25 = "wiek_0_17", "wiek_18_24", "wiek_25_i_wiecej"

MONTH = Rule("month", "art. 18 ust. 1 u.p.o.u.a.", "Prawo ustala się od {month}.", ("month:month",), depth=0)
PAY_BY = Rule(
    "pay_by",
    "art. 20 ust. 4-8 u.p.o.u.a.",
    "Prawo ustala się, a należne świadczenie wypłaca najpóźniej {day}.",
    ("day:day",),
    depth=0,
)
ENFORCED = Rule(
    "enforced",
    "art. 2 pkt 2 u.p.o.u.a.",
    "W ostatnich miesiącach ({months}) należało się ({person}) {owed} zł alimentów, wyegzekwowano {obtained} zł.",
    ("person:text", "months:number", "owed:zl", "obtained:zl"),
    parameters=("fa_ineffective_enforcement_window", "fa_ineffective_counts_arrears"),
)
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
    "art. 9 ust. 1, art. 10 ust. 2 u.p.o.u.a., art. 112 k.c.",
    "Prawo obejmuje {days} z {of} dni miesiąca {month}: {amount} zł.",
    ("days:number", "of:number", "month:month", "amount:zl"),
    result="amount",
    parameters=("fa_proration_by_days",),
)


def fund_answer(case: Case, law: Law, on: date) -> Assessment:
    """The benefit of every entitled person in the months of the period from the month of the application.

    Raises NoParameter, and UnfitFacts where an income is nobody's of the case, its rate is that of another day, or the minister's table of
    the base year is not there.
    """
    members_only(case)
    trace: list[Record] = []
    view = law.on(on)
    period = _period(case, view)
    if case.received_on < intake_opens(period.first, case.channel, view):
        return refused(FUND, [Refusal(GROUNDS["filed_too_early"])], trace=trace)
    starts = {claim.person: first_month(case, claim, period, view) for claim in case.claims}
    first = min(starts.values())
    if first > period.last:
        return refused(FUND, [Refusal(GROUNDS["period_over"])], trace=trace)
    if (by := pay_by(case.received_on, period.first, law.on(case.received_on))) is not None:
        trace.append((PAY_BY, by))
    base_year = year_of(period.first) - view.count("fa_income_base_year_offset")
    rates_of_their_day(case, base_year, view)
    case = looked_up(case, law.on(date(base_year, 1, 1)), trace)
    hectare = _hectare(case, law, base_year)
    due: list[Due] = []
    refusals: dict[str, Refusal] = {}
    told: list[Record] = []
    figures: tuple[tuple[str, int], ...] = ()
    for at in range(first, period.last + 1):
        steps: list[Record] = []
        for claim in case.claims:
            if at < starts[claim.person]:
                continue
            income = income_per_person(case, claim.person, law.month(at), at, steps, hectare)
            figures = figures or (("income_per_person", _shown(income)),)
            found = _in_month(claim, law.month(at), at, income, steps, continues(case, claim, view))
            if isinstance(found, Due):
                due.append(found)
            else:
                refusals.setdefault(claim.person, Refusal(GROUNDS[found], claim.person))
        if steps != told:
            trace.extend([(MONTH, at), *steps])
            told = steps
    for claim in case.claims:
        if starts[claim.person] > period.last:
            refusals.setdefault(claim.person, Refusal(GROUNDS["period_over"], claim.person))
    entitled = {person for one in due for person in one.persons}
    kept = [one for person, one in refusals.items() if person not in entitled]
    if not due:
        return refused(FUND, kept, figures=figures, trace=trace)
    return granted(FUND, due, refusals=kept, figures=figures, trace=trace)


def _hectare(case: Case, law: Law, base_year: int) -> int | None:
    """Grosze of a year that one hectare of a farm brought in the base year (art. 9 ust. 7). Raises NoParameter."""
    if all(source.hectares is None for source in case.sources):
        return None
    return law.on(date(base_year, 1, 1)).amount("fa_farm_income_per_hectare")


def period_starting(received_on: date, view: View) -> int:
    """The first month of the benefit period in which the day lies (art. 2 pkt 8). Raises NoParameter."""
    number, _ = view.month_day("fa_period_start")
    return month(received_on.year if received_on.month >= number else received_on.year - 1, number)


def _period(case: Case, view: View) -> Months:
    start = period_starting(case.received_on, view)
    if case.period_from is not None:
        start = month(case.period_from, number_in_year(start))
    return Months(start, start + MONTHS_OF_YEAR - 1)


def intake_opens(start: int, channel: str, view: View) -> date:
    """The first day on which applications for the period that starts with the month are taken (art. 20 ust. 3). Raises NoParameter."""
    name = "fa_applications_electronic_from" if channel == "electronic" else "fa_applications_paper_from"
    if not view.has(name):
        name = "fa_applications_paper_from"
    number, day = view.month_day(name)
    return date(first_day(start).year, number, day)


def settled_by(received_on: date, electronic: bool, law: Law) -> date | None:
    """Until when an application that came whole on the day is settled and paid (art. 20 ust. 4-8); None: the code's term alone.

    From the first day of the intake for the next period it is taken as one for it. Before the act there is none.
    """
    view = law.on(received_on)
    if not view.has("fa_period_start"):
        return None
    start = period_starting(received_on, view)
    if intake_opens(start + MONTHS_OF_YEAR, "electronic" if electronic else "paper", view) <= received_on:
        start += MONTHS_OF_YEAR
    return pay_by(received_on, start, view)


def _in_month(claim: Claim, view: View, at: int, income: Fraction, trace: list[Record], continued: bool) -> Due | str:
    """What is due in the month, or the code of the ground why nothing is."""
    told = claim.facts.enforcement
    if told is not None and not told.abroad:
        months = view.count("fa_ineffective_enforcement_window")
        trace.append((ENFORCED, claim.person, months, owed(told, view), grosze(told.obtained)))
    days, ground = days_of_right(claim, view, at, continued)
    if ground is not None:
        return ground
    alimony = claim.alimony(at)
    cap = view.amount("fa_benefit_cap_per_entitled_person")
    full = min(alimony, Fraction(cap))
    trace.append((ALIMONY, claim.person, _shown(alimony), cap, _shown(full)))
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
    of = days_in(at)
    if days < of:
        amount = amount * days / of
        trace.append((PART, days, of, at, _shown(amount)))
    return Due(FUND, at, at, _shown(amount), (claim.person,), _variant(claim, view, at), mechanism)


def _variant(claim: Claim, view: View, at: int) -> str:
    on = last_day(at)
    if on < birthday(claim.born, view.count("fa_age_limit_default")):
        return TO_17
    return TO_24 if on < birthday(claim.born, view.count("fa_age_limit_in_education")) else FROM_25


def _shown(amount: Fraction) -> int:
    return half_up(amount.numerator, amount.denominator)
