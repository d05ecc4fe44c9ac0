"""The special care allowance (art. 16a u.ś.r.): by periods, by the income of the carer's family and of the cared-for person's.

There is no złotówka za złotówkę: an excess not above the lowest family allowance is tolerated once. Income per person is compared
unrounded (the act is silent: our choice, unconfirmed). Since 2024 kept rights only.
"""

from dataclasses import replace
from datetime import date

from casework.benefits.results import Assessment, Refusal, UnfitFacts
from casework.terms.days_off import rolled
from kit.law import Law, Record
from kit.money import half_up
from kit.periods import Months, add_months, day_after, first_day, month_of, year_of
from services.family_benefits import facts as f
from services.family_benefits.award import period_of
from services.family_benefits.carers import rules
from services.family_benefits.carers.conditions import SPECIAL, begun_inside
from services.family_benefits.carers.days import MonthDue
from services.family_benefits.carers.facts import CareOfTwoFamilies
from services.family_benefits.carers.grounds import SPECIAL_GROUNDS
from services.family_benefits.carers.monthly import Right, Telling, answer, months_due
from services.family_benefits.carers.right import KEPT_TERM, Asked, Found, carer_of, in_order, old_stretch
from services.family_benefits.case import Case, prepare
from services.family_benefits.family import head_count
from services.family_benefits.filing import too_early
from services.family_benefits.income.monthly import income_in
from services.family_benefits.rates import SCALE, Rates, rates

_LIMIT = "kryterium_specjalny_zasilek_opiekunczy"
_TELLING = Telling(rules.SPECIAL_ALLOWANCE, rules.BROKEN_SPECIAL)


def special_allowance_answer(case: Case, law: Law, on: date) -> Assessment:
    """The months of the period. Raises NoParameter, UnfitFacts."""
    return answer(SPECIAL, special_allowance_right(case, law, on), law, _TELLING)


def special_allowance_right(case: Case, law: Law, on: date) -> Right:
    """The right of the carer for the period asked for, else the one in which the day lies. Raises NoParameter, UnfitFacts."""
    carer = carer_of(case)
    two = case.own.get("special_allowance")
    if not isinstance(two, CareOfTwoFamilies):
        raise UnfitFacts(
            "facts_missing", "/special_allowance", "Do oceny tego świadczenia potrzebna jest część „special_allowance”."
        )
    today = law.on(on).resolved(rates)
    period = period_of(case, today, on)
    base_year = year_of(period.first) - today.base_year_before
    if case.base_year != base_year:
        raise UnfitFacts("wrong_base_year", "/income/base_year", f"Rokiem bazowym tego okresu jest {base_year} r.")
    if case.received > period.last:
        return Right((), False, (Refusal(SPECIAL_GROUNDS["filed_after_period"]),), ())
    if (early := too_early(case, period, law)) is not None:
        return Right((), False, (Refusal(SPECIAL_GROUNDS["filed_before_window"]),), (early,))
    asked = Asked(SPECIAL, case, carer, law, [])
    refusals: list[Refusal] = []
    for person in in_order(carer):
        found = _within(period, asked, old_stretch(asked, person), two)
        if isinstance(found, str):
            refusals.append(Refusal(SPECIAL_GROUNDS[found], person.id))
            continue
        months, _ = months_due(SPECIAL, (found,), law, on, last=period.last)
        return _with_income(asked, two, months)
    return Right((), False, tuple(refusals), tuple(asked.steps))


def _within(period: Months, asked: Asked, found: Found, two: CareOfTwoFamilies) -> Found:
    """The days that lie in the period; for a kept right asked for within months from the day after the last one (art. 63 ust. 4)."""
    if isinstance(found, str):
        return found
    received = asked.case.received_on
    ended = two.previous_period_ended_on
    if found.first >= asked.new_since and (
        ended is None or received > rolled(add_months(day_after(ended), asked.law.on(received).count(KEPT_TERM)))
    ):
        return "next_period_asked_too_late"
    first = max(found.first, first_day(period.first))
    if month_of(first) > period.last:
        return "filed_after_period"
    if found.last is not None and found.last < first:
        # What ended the stretch tells why: work of the day after its last one, or the certificate.
        begun = next((one for one in begun_inside(asked.carer, asked.law) if one[0] == day_after(found.last)), None)
        return "certificate_expired" if begun is None else begun[1]
    return replace(found, first=first)


def _with_income(asked: Asked, two: CareOfTwoFamilies, months: tuple[MonthDue, ...]) -> Right:
    """The months whose income keeps to the limit, each told when its income is another than the month before."""
    other = _other_family(asked.case, two)
    due: list[MonthDue] = []
    told: list[Record] = []
    figures: tuple[tuple[str, int], ...] = ()
    for month in months:
        now = asked.law.resolved(rates, month.at)
        steps: list[Record] = []
        own = income_in(asked.case, now, asked.law, month.at, steps)
        persons = head_count(asked.case, now, month.at)
        others = 0
        if other is not None:
            others = income_in(other, now, asked.law, month.at, steps)
            persons += head_count(other, now, month.at)
        limit = asked.law.month(month.at).amount(_LIMIT)
        each = half_up(own + others, persons * SCALE)
        within = own + others <= limit * persons * SCALE
        rule = rules.BOTH_WITHIN if within else rules.BOTH_OVER
        steps.append((rule, month.at, half_up(own, SCALE), half_up(others, SCALE), persons, each, limit))
        if not within and _tolerated(now, two, own + others - limit * persons * SCALE, persons):
            within = True
            steps.append((rules.BOTH_TOLERATED, now.young))
        if not figures:
            figures = (("income_per_person", each), ("limit", limit))
        if _but_month(steps) != told:
            told = _but_month(steps)
            asked.steps.extend(steps)
        if within:
            due.append(month)
    if not due:
        over = (Refusal(SPECIAL_GROUNDS["income_over_limit_of_two_families"]),)
        return Right((), False, over, tuple(asked.steps), figures=figures)
    return Right(tuple(due), False, (), tuple(asked.steps), figures=figures)


def _tolerated(now: Rates, two: CareOfTwoFamilies, over: int, persons: int) -> bool:
    """Art. 16a ust. 3: the lowest family allowance is that of the youngest children."""
    if not two.right_in_previous_period or two.excess_accepted_in_previous_period:
        return False
    return over <= now.young * persons * SCALE


def _other_family(case: Case, two: CareOfTwoFamilies) -> Case | None:
    if not two.members or case.base_year is None:
        return None
    found = prepare(
        f.Facts(
            application=f.Application(received_on=case.received_on),
            family=f.Family(applicant="parents", members=two.members),
            income=f.Income(base_year=case.base_year, items=two.items),
        )
    )
    return replace(found, incomes_at="/special_allowance")


def _but_month(steps: list[Record]) -> list[Record]:
    return [(step[0], *step[2:]) if step[0] in {rules.BOTH_WITHIN, rules.BOTH_OVER} else step for step in steps]
