"""The permanent allowance month by month (art. 37) and the health contribution from it.

Amount = multiple of the criterion less income, capped for a single person, at least the statutory minimum; half up to the grosz
once at the end, a month that the right covers in part by its calendar days (art. 106 ust. 3). Each month takes its own criteria.
"""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from casework.benefits.results import Assessment, Due, Refusal, granted, refused
from kit.law import Law, Record, Rule
from kit.money import half_up
from kit.periods import MONTHS_OF_YEAR, birthday, days_in, last_day, month_of
from services.social_assistance.case import Case
from services.social_assistance.grounds import GROUNDS
from services.social_assistance.income.monthly import criterion, incomes
from services.social_assistance.steps import MONTH, PART, PER_PERSON
from services.social_assistance.suspended import COUNTED, Suspension, suspension

PERMANENT = "zasilek_staly"
CONTRIBUTION = "skladka_zdrowotna_zasilek_staly"
SINGLE, IN_FAMILY = "samotnie_gospodarujaca", "w_rodzinie"

BELOW = Rule(
    "income_below_criterion",
    "art. 37 ust. 1 u.p.s.",
    "Dochód {income} zł jest niższy od kryterium {criterion} zł.",
    ("income:zl", "criterion:zl"),
    parameters=("kryterium_osoba_samotnie_gospodarujaca", "kryterium_osoba_w_rodzinie"),
)
NOT_BELOW = Rule(
    "income_not_below_criterion",
    "art. 37 ust. 1 u.p.s.",
    "Dochód {income} zł nie jest niższy od kryterium {criterion} zł.",
    ("income:zl", "criterion:zl"),
    parameters=("kryterium_osoba_samotnie_gospodarujaca", "kryterium_osoba_w_rodzinie"),
)
AMOUNT = Rule(
    "permanent_allowance",
    "art. 37 ust. 2-3 u.p.s.",
    "Zasiłek stały: {multiple} kryterium {criterion} zł pomniejszone o {income} zł daje {amount} zł (w granicach ustawy).",
    ("multiple:ratio", "criterion:zl", "income:zl", "amount:zl"),
    result="amount",
    parameters=(
        "zasilek_staly_wspolczynnik_kryterium",
        "zasilek_staly_kwota_maksymalna_osoba_samotna",
        "zasilek_staly_kwota_minimalna",
    ),
)
IN_CARE_HOME = Rule(
    "single_in_care_home",
    "art. 37 ust. 5 u.p.s.",
    "Osoba w domu pomocy społecznej albo oczekująca na miejsce, wcześniej uprawniona do zasiłku stałego: jak samotnie gospodarująca.",
    (),
)
CONTRIBUTED = Rule(
    "health_contribution",
    "art. 79 ust. 1, art. 81 ustawy o świadczeniach opieki zdrowotnej",
    "Składka zdrowotna {rate} od {base} zł: {amount} zł.",
    ("rate:ratio", "base:zl", "amount:zl"),
    result="amount",
    parameters=("skladka_zdrowotna_od_zasilku_stalego_stopa",),
)


@dataclass(frozen=True, slots=True)
class Month:
    """The outcome of one month; `amount` None: no right."""

    at: int
    amount: int | None
    income: int
    each: int


def permanent_answer(case: Case, law: Law, on: date) -> Assessment:
    """The permanent allowance from the month of the application; an open-ended right is shown for twelve months. Raises NoParameter."""
    trace: list[Record] = []
    case = _as_single(case, trace)
    grounds = _grounds(case, law, on)
    months, figures = _months(case, law, on, suspension(case, law, trace), trace)
    if grounds:
        return refused(PERMANENT, [_refusal(code, case) for code in grounds], figures=figures, trace=trace)
    due = _due(case, months)
    if not due:
        code = "income_not_below_criterion" if months else "certificate_expired"
        return refused(PERMANENT, [_refusal(code, case)], figures=figures, trace=trace)
    return granted(PERMANENT, due, figures=figures, trace=trace)


def contribution_answer(case: Case, law: Law, on: date) -> Assessment:
    """The contribution from what is paid in each month, half up to the grosz; none with another insurance title."""
    allowance = permanent_answer(case, law, on)
    if not allowance.eligible:
        reasons = (Refusal(GROUNDS["no_permanent_allowance"]), *allowance.refusals)
        return refused(CONTRIBUTION, reasons, figures=allowance.figures, trace=allowance.trace)
    if case.incapacity is not None and case.incapacity.other_health_insurance:
        return refused(CONTRIBUTION, [_refusal("other_insurance_title", case)], trace=allowance.trace)
    trace = list(allowance.trace)
    due = []
    for paid in allowance.months:
        rate = law.month(paid.first).ratio("skladka_zdrowotna_od_zasilku_stalego_stopa")
        amount = half_up(paid.amount * rate.numerator, rate.denominator)
        trace.append((CONTRIBUTED, rate, paid.amount, amount))
        due.append(Due(CONTRIBUTION, paid.first, paid.last, amount, paid.persons, open_ended=paid.open_ended))
    return granted(CONTRIBUTION, due, figures=allowance.figures, trace=trace)


def _as_single(case: Case, trace: list[Record]) -> Case:
    """The case of a resident of a care home by her own income alone."""
    asked = case.incapacity
    if asked is None or not asked.in_care_home or case.single:
        return case
    trace.append((IN_CARE_HOME,))
    own = tuple(one for one in case.receipts if one.member == asked.person)
    return replace(case, single=True, size=1, receipts=own)


def _grounds(case: Case, law: Law, on: date) -> list[str]:
    asked = case.incapacity
    if asked is None or asked.person not in case.born:
        return ["no_such_person"]
    found = []
    if birthday(case.born[asked.person], law.on(on).count("pelnoletnosc")) > on:
        found.append("not_adult")
    if asked.basis == "none":
        found.append("not_incapable")
    if asked.other_benefits:
        found.append("concurrent_benefit")
    if asked.in_prison:
        found.append("in_prison")
    return found


def _months(
    case: Case, law: Law, on: date, waited: Suspension, trace: list[Record]
) -> tuple[list[Month], tuple[tuple[str, int], ...]]:
    until = case.incapacity.certificate_valid_to if case.incapacity is not None else None
    horizon = max(month_of(on), waited.first) + MONTHS_OF_YEAR - 1
    last = month_of(until) if until is not None else horizon
    months: list[Month] = []
    told: list[Record] = []
    for at in range(waited.first, last + 1):
        steps: list[Record] = []
        months.append(_month(case, law, on, at, until, waited.counted.get(at, 0), steps))
        if steps != told:
            trace.append((MONTH, at))
            trace.extend(steps)
            told = steps
    if not months:
        return [], ()
    first = months[0]
    return months, (("income_monthly", first.income), ("income_per_person", first.each))


def _month(case: Case, law: Law, on: date, at: int, until: date | None, periodic: int, trace: list[Record]) -> Month:
    """periodic: grosze of the periodic allowance that count in this month although nothing of it counts elsewhere (art. 37 ust. 6)."""
    view = law.month(at)
    found = incomes(case, view, law.on(on), at, trace, permanent=True)
    if periodic:
        trace.append((COUNTED, periodic))
    person = case.incapacity.person if case.incapacity is not None else ""
    own, total = found.of_member.get(person, Fraction(0)) + periodic, found.total + periodic
    limit = criterion(case, view)
    each = total / case.size
    shown, shown_each = half_up(total.numerator, total.denominator), half_up(each.numerator, each.denominator)
    if not case.single:
        trace.append((PER_PERSON, shown, case.size, shown_each))
    compared = total if case.single else each
    # strictly lower, compared unrounded; in a family the person's own income as well
    if compared >= limit or (not case.single and own >= limit):
        trace.append((NOT_BELOW, shown_each if compared >= limit else half_up(own.numerator, own.denominator), limit))
        return Month(at, None, shown, shown_each)
    trace.append((BELOW, shown_each, limit))
    multiple = view.ratio("zasilek_staly_wspolczynnik_kryterium")
    exact = multiple * limit - compared
    if case.single:
        exact = min(exact, Fraction(view.amount("zasilek_staly_kwota_maksymalna_osoba_samotna")))
    exact = max(exact, Fraction(view.amount("zasilek_staly_kwota_minimalna")))
    amount = half_up(exact.numerator, exact.denominator)
    trace.append((AMOUNT, multiple, limit, shown_each, amount))
    if until is not None and month_of(until) == at and until != last_day(at):
        amount = half_up(exact.numerator * until.day, exact.denominator * days_in(at))
        trace.append((PART, until.day, days_in(at), at, amount))
    return Month(at, amount, shown, shown_each)


def _due(case: Case, months: list[Month]) -> list[Due]:
    person = case.incapacity.person if case.incapacity is not None else ""
    open_ended = case.incapacity is not None and case.incapacity.certificate_valid_to is None
    variant = SINGLE if case.single else IN_FAMILY
    due = []
    for month in months:
        if month.amount is not None:
            last = open_ended and month is months[-1]
            due.append(Due(PERMANENT, month.at, month.at, month.amount, (person,), variant, open_ended=last))
    return due


def _refusal(code: str, case: Case) -> Refusal:
    return Refusal(GROUNDS[code], case.incapacity.person if case.incapacity is not None else None)
