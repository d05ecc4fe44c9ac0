"""The family allowance of a family, month by month: the pure core that the allowance and all its supplements read.

First the stretches in which each amount is due for a child, closed and complete (`stretches`); then for every month the income test
and złotówka za złotówkę over them (`month_of`). Eligibility and amount read the same inputs. Sums that the act divides stay in
1/27720 of a grosz until the payment, which is kept to the grosz, half up (the act is silent: our choice, unconfirmed).
"""

from dataclasses import dataclass

from casework.benefits.results import Refusal
from kit.law import Law, Record
from kit.money import half_up
from kit.periods import first_day
from services.family_benefits import rules
from services.family_benefits.case import Case
from services.family_benefits.family import entitled_until, head_count, threshold
from services.family_benefits.grounds import GROUNDS
from services.family_benefits.income.monthly import income_in
from services.family_benefits.rates import SCALE, Rates, rates, supplement_rates
from services.family_benefits.supplements import supplement_stretches

ALLOWANCE = "zasilek_rodzinny"
YOUNG, MIDDLE, GROWN = "do_5_lat", "powyzej_5_do_18_lat", "powyzej_18_do_24_lat"

FULL, REDUCED, NONE = "full", "reduced", "none"

Stretch = tuple[str, str | None, str, int, int, int, bool]
"""(benefit, variant, child, first month, last month, grosze, paid once)"""


@dataclass(frozen=True, slots=True)
class Month:
    """The outcome of one month: full amounts, one reduced payment in grosze, or nothing with the ground."""

    at: int
    kind: str
    payment: int
    ground: str | None
    income: int
    limit: int


def stretches(
    case: Case, now: Rates, law: Law, first: int, last: int, trace: list[Record], refusals: list[Refusal]
) -> list[Stretch]:
    """What would be due between two months without regard to income: bands of the allowance, then the supplements."""
    found: list[Stretch] = []
    ranges: list[tuple[int, int, int]] = []
    for index, child in enumerate(case.children):
        if child.ground is not None:
            refusals.append(Refusal(GROUNDS[child.ground], child.id))
            continue
        start = child.present_from if child.present_from > first else first
        end = min(last, child.present_to, entitled_until(child, now))
        if start > end:
            refusals.append(Refusal(GROUNDS["child_too_old"], child.id))
            continue
        ranges.append((index, start, end))
        at = start
        for variant, amount, until in (
            (YOUNG, now.young, child.born + now.young_to),
            (MIDDLE, now.middle, child.born + now.grown_from),
            (GROWN, now.grown, end),
        ):
            if at > until:
                continue
            to = until if until < end else end
            found.append((ALLOWANCE, variant, child.id, at, to, amount, False))
            trace.append((rules.BAND, child.id, amount, at, to))
            if to == end:
                break
            at = to + 1
    if case.asked and ranges:
        amounts = law.on(first_day(ranges[0][1])).resolved(supplement_rates)
        supplement_stretches(case, amounts, ranges, first, last, found, trace, refusals)
    return found


def total_of(found: list[Stretch], now: Rates) -> int:
    """The monthly total of allowances and supplements (art. 5 ust. 3b), in 1/27720 of a grosz."""
    sums: dict[str, int] = {}
    spans: dict[str, set[int]] = {}
    total = 0
    for benefit, _, _, first, last, amount, once in found:
        if once or benefit in ONE_TWELFTH:
            months = 1 if once else last - first + 1
            total += amount * months * (SCALE // now.one_off_parts)
        else:
            sums[benefit] = sums.get(benefit, 0) + amount * (last - first + 1)
            spans.setdefault(benefit, set()).update(range(first, last + 1))
    for benefit, value in sums.items():
        total += value * SCALE // len(spans[benefit])
    return total


ONE_TWELFTH = frozenset({"dodatek_nauka_zamieszkanie", "dodatek_nauka_dojazd"})
"""Monthly supplements that count by 1/12 of the year like the one-off ones (art. 5 ust. 3b pkt 3)."""


def month_of(
    case: Case, now: Rates, law: Law, found: list[Stretch], at: int, old_rule: bool, trace: list[Record]
) -> Month:
    """The income test of one month. Raises NoParameter when a farm's figure is missing."""
    exact = income_in(case, now, law, at, trace)
    persons = head_count(case, now, at)
    each = threshold(case, now, at)
    limit = each * persons
    income = (2 * exact + SCALE) // (2 * SCALE)
    over = exact - limit * SCALE
    if over <= 0:
        trace.append((rules.WITHIN, income, persons, each, limit))
        return Month(at, FULL, 0, None, income, limit)
    excess = half_up(over, SCALE)
    trace.append((rules.OVER, income, persons, each, limit, excess))
    if old_rule:
        return _old_rule(case, now, at, over, excess, income, limit, trace)
    total = total_of(found, now)
    shown = half_up(total, SCALE)
    trace.append((rules.TOTAL, shown))
    payment = reduced(total, over)
    if payment <= 0:
        trace.append((rules.BEYOND, excess, shown))
        return Month(at, NONE, 0, "income_over_limit", income, limit)
    least = now.least_payment or 0
    trace.append((rules.PAYMENT, shown, excess, payment))
    if payment < least:
        trace.append((rules.BELOW_LEAST, payment, least))
        return Month(at, NONE, 0, "payment_below_minimum", income, limit)
    return Month(at, REDUCED, payment, None, income, limit)


def reduced(total: int, over: int) -> int:
    """Złotówka za złotówkę: the total less the excess, both in 1/27720 of a grosz, to the grosz half up (art. 5 ust. 3a)."""
    return half_up(total - over, SCALE)


def assess_month(case: Case, law: Law, at: int, first: int, last: int) -> tuple[Month, list[Stretch], list[Record]]:
    """One month of a right set from `first` to `last`: the outcome, the stretches and the steps."""
    now = law.on(first_day(at)).resolved(rates)
    trace: list[Record] = []
    found = stretches(case, now, law, first, last, trace, [])
    return month_of(case, now, law, found, at, now.least_payment is None, trace), found, trace


def _old_rule(
    case: Case, now: Rates, at: int, over: int, excess: int, income: int, limit: int, trace: list[Record]
) -> Month:
    if over <= now.young * SCALE and case.right_before and not case.excess_before:
        trace.append((rules.TOLERATED, excess, now.young))
        return Month(at, FULL, 0, None, income, limit)
    trace.append((rules.NOT_TOLERATED, excess, now.young))
    return Month(at, NONE, 0, "income_over_limit", income, limit)
