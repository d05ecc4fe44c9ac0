"""The family allowance of a family, month by month: the pure core that the allowance and all its supplements read.

First the stretches of months in which each amount is due for a child (`stretches`), then for every month the income test and
złotówka za złotówkę over them (`month_of`). Eligibility and amount read the same inputs. Sums that the act divides stay in
1/27720 of a grosz until the payment, which is kept to the grosz, half up (the act is silent: our choice, unconfirmed).
"""

from typing import NamedTuple

from casework.benefits.results import Refusal
from kit.law import Law, Record, Rule
from services.family_benefits import rules
from services.family_benefits.case import Case, Child
from services.family_benefits.family import entitled_until, head_count, threshold
from services.family_benefits.grounds import GROUNDS
from services.family_benefits.income.monthly import income_in
from services.family_benefits.income.told import STEADY
from services.family_benefits.rates import SCALE, Rates, rates
from services.family_benefits.supplements import Range, supplement_stretches

ALLOWANCE = "zasilek_rodzinny"
YOUNG, MIDDLE, GROWN = "do_5_lat", "powyzej_5_do_18_lat", "powyzej_18_do_24_lat"

FULL, REDUCED, NONE = "full", "reduced", "none"

ONE_TWELFTH = frozenset({rules.BIRTH, rules.SCHOOL_START, rules.RESIDENCE, rules.COMMUTING})
"""Supplements of art. 9, 14 and 15, which count by 1/12 of the year (art. 5 ust. 3b pkt 3)."""

BAND = rules.BAND
_new = tuple.__new__  # a named tuple's own constructor costs three times as much, and every month makes one


class Month(NamedTuple):
    """The outcome of one month: full amounts, one reduced payment in grosze, or nothing with the ground."""

    at: int
    kind: str
    payment: int
    ground: str | None
    income: int
    limit: int


def stretches(case: Case, now: Rates, first: int, last: int, refusals: list[Refusal]) -> list[Record]:
    """What would be due between two months without regard to income: bands of the allowance, then the supplements.

    A record is (rule, child, grosze, first month, last month, variant, ...): result and step at once.
    """
    found: list[Record] = []
    ranges: list[Range] = []
    young_to, grown_from = now.young_to, now.grown_from
    for child in case.children:
        if child.ground is not None:
            refusals.append(Refusal(GROUNDS[child.ground], child.id))
            continue
        born = child.born
        start = child.present_from if child.present_from > first else first
        end = born + grown_from
        if (end < last and child.learns) or child.is_student:
            end = entitled_until(child, now)
        if end > last:
            end = last
        if end > child.present_to:
            end = child.present_to
        if start > end:
            refusals.append(Refusal(GROUNDS["child_too_old"], child.id))
            continue
        if start > born + young_to and end <= born + grown_from:
            found.append((BAND, child.id, now.middle, start, end, MIDDLE))
        elif end <= born + young_to:
            found.append((BAND, child.id, now.young, start, end, YOUNG))
        else:
            _bands(child, now, start, end, found)
        ranges.append((child, start, end))
    if case.asked and ranges:
        supplement_stretches(case, now.supplements, ranges, first, last, found, refusals)
    return found


def total_of(found: list[Record], now: Rates, first: int, last: int) -> int:
    """The monthly total of allowances and supplements of an award (art. 5 ust. 3b), in 1/27720 of a grosz."""
    whole = twelfths = 0
    uneven: list[Record] = []
    for record in found:
        if record[0] in ONE_TWELFTH:
            twelfths += record[2] * (record[4] - record[3] + 1)
        elif record[3] == first and record[4] == last:
            whole += record[2]
        else:
            uneven.append(record)
    total = whole * SCALE + twelfths * (SCALE // now.one_off_parts)
    for record in uneven:
        total += record[2] * (record[4] - record[3] + 1) * SCALE // _months(found, record[0])
    return total


def month_of(
    case: Case, now: Rates, law: Law, found: list[Record], award: tuple[int, int], at: int, trace: list[Record]
) -> Month:
    """The income test of one month. Raises NoParameter when a farm's figure is missing."""
    if case.sources:
        exact = income_in(case, now, law, at, trace)
    else:
        exact = case.plain_total * now.year_part
        trace.append((STEADY, case.plain_members, case.plain_total, now.months_of_year))
    steady = case.size and case.steady_from <= at <= case.eldest_born + now.child_to
    persons = case.size if steady else head_count(case, now, at)
    each = threshold(case, now, at) if case.certificates else now.threshold
    limit = each * persons
    income = (2 * exact + SCALE) // (2 * SCALE)
    over = exact - limit * SCALE
    if over <= 0:
        trace.append((rules.WITHIN, income, persons, each, limit))
        return _new(Month, (at, FULL, 0, None, income, limit))
    excess = (2 * over + SCALE) // (2 * SCALE)
    trace.append((rules.OVER, income, persons, each, limit, excess))
    # Dz.U. 2015 poz. 995 art. 2: a right that arose before 1.01.2016 keeps the old rules for its period (reach unconfirmed).
    least = law.month(award[0]).resolved(rates).least_payment
    if least is None:
        return _old_rule(case, now, at, over, excess, income, limit, trace)
    total = total_of(found, now, *award)
    shown = (2 * total + SCALE) // (2 * SCALE)
    if total <= over:
        trace.append((rules.BEYOND, excess, shown))
        return Month(at, NONE, 0, "income_over_limit", income, limit)
    payment = reduced(total, over)
    trace.append((rules.PAYMENT, shown, excess, payment))
    if payment < least:
        trace.append((rules.BELOW_LEAST, payment, least))
        return Month(at, NONE, 0, "payment_below_minimum", income, limit)
    return _new(Month, (at, REDUCED, payment, None, income, limit))


def reduced(total: int, over: int) -> int:
    """Złotówka za złotówkę: the total less the excess, both in 1/27720 of a grosz, to the grosz half up (art. 5 ust. 3a)."""
    return (2 * (total - over) + SCALE) // (2 * SCALE)


def assess_month(case: Case, law: Law, at: int, first: int, last: int) -> tuple[Month, list[Record], list[Record]]:
    """One month of a right set from `first` to `last`: the outcome, the stretches of all amounts, and the further steps."""
    now = law.month(at).resolved(rates)
    trace: list[Record] = []
    found = stretches(case, now, first, last, [])
    return month_of(case, now, law, found, (first, last), at, trace), found, trace


def _bands(child: Child, now: Rates, start: int, end: int, found: list[Record]) -> None:
    at = start
    for variant, amount, until in (
        (YOUNG, now.young, child.born + now.young_to),
        (MIDDLE, now.middle, child.born + now.grown_from),
        (GROWN, now.grown, end),
    ):
        if at <= until:
            to = min(until, end)
            found.append((BAND, child.id, amount, at, to, variant))
            if to == end:
                return
            at = to + 1


def _months(found: list[Record], rule: Rule) -> int:
    """The months for which the allowance or the supplement is set: those that any of its stretches covers."""
    return len({at for record in found if record[0] is rule for at in range(record[3], record[4] + 1)})


def _old_rule(
    case: Case, now: Rates, at: int, over: int, excess: int, income: int, limit: int, trace: list[Record]
) -> Month:
    if over <= now.young * SCALE and case.right_before and not case.excess_before:
        trace.append((rules.TOLERATED, excess, now.young))
        return Month(at, FULL, 0, None, income, limit)
    trace.append((rules.NOT_TOLERATED, excess, now.young))
    return Month(at, NONE, 0, "income_over_limit", income, limit)
