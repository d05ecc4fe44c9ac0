"""The family allowance of a family, month by month: the pure core that the allowance and all its supplements read.

First the stretches of months in which each amount is due for a child (`stretches`), then for every month the income test and
złotówka za złotówkę over them (`month_of`). Eligibility and amount read the same inputs. Sums that the act divides stay in
1/27720 of a grosz until the payment, which is kept to the grosz, half up (the act is silent: our choice, unconfirmed).
"""

from typing import NamedTuple

from kit.law import Law, Record, Rule
from kit.periods import MONTHS_OF_YEAR
from services.family_benefits import rules
from services.family_benefits.case import Case
from services.family_benefits.family import head_count, threshold
from services.family_benefits.income.monthly import income_in
from services.family_benefits.rates import SCALE, Rates, rates
from services.family_benefits.set_anew import Totals
from services.family_benefits.stretches import ONE_TWELFTH, Sums, stretches

ALLOWANCE = "zasilek_rodzinny"
FULL, REDUCED, NONE = "full", "reduced", "none"

WITHIN, OVER, PAYMENT = rules.WITHIN, rules.OVER, rules.PAYMENT

_HALF, _HALF_YEAR = SCALE // 2, MONTHS_OF_YEAR // 2
_new = tuple.__new__  # a named tuple's own constructor costs three times as much, and every month makes one


class Month(NamedTuple):
    """The outcome of one month: full amounts, one reduced payment in grosze, or nothing with the ground."""

    at: int
    kind: str
    payment: int
    ground: str | None
    income: int
    limit: int


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
    case: Case,
    now: Rates,
    law: Law,
    found: list[Record],
    sums: Sums | None,
    first: int,
    last: int,
    at: int,
    trace: list[Record],
    totals: Totals | None = None,
) -> Month:
    """The income test of one month of an award from month to month. Raises NoParameter when a farm's figure is missing.

    totals: what the total is in the months of one award (set_anew); without them it is that of the whole award.
    """
    if case.sources or sums is None or not now.twelfths:
        scale, half, part = SCALE, _HALF, SCALE // now.one_off_parts
        exact = income_in(case, now, law, at, trace)
    else:
        # Twelfths of a grosz are as exact, and their sums are small integers.
        scale, half, part = MONTHS_OF_YEAR, _HALF_YEAR, 1
        exact = case.plain_total
        trace += case.plain_steps
    steady = case.size and case.steady_from <= at <= case.eldest_born + now.child_to
    persons = case.size if steady else head_count(case, now, at)
    each = threshold(case, now, at) if case.certificates else now.threshold
    limit = each * persons
    income = (exact + half) // scale
    over = exact - limit * scale
    if over <= 0:
        trace.append((WITHIN, income, persons, each, limit))
        return _new(Month, (at, FULL, 0, None, income, limit))
    excess = (over + half) // scale
    # Dz.U. 2015 poz. 995 art. 2: a right that arose before 1.01.2016 keeps the old rules for its period (reach unconfirmed).
    if first < now.reduced_since:
        trace.append((OVER, income, persons, each, limit, excess))
        return _old_rule(case, now, at, over, scale, excess, income, limit, trace)
    if sums is not None:
        total = sums[0] * scale + sums[1] * part
    elif totals is not None:
        total = totals.of_month(now, found, at, income, limit)
    else:
        total = total_of(found, now, first, last)
    shown = (total + half) // scale
    # To the grosz, half up: the act has no rounding rule here (our choice, unconfirmed).
    payment = (total - over + half) // scale
    if payment >= now.least_payment:
        trace.append((PAYMENT, income, persons, each, limit, excess, shown, payment))
        return _new(Month, (at, REDUCED, payment, None, income, limit))
    trace.append((OVER, income, persons, each, limit, excess))
    if total < over:
        trace.append((rules.BEYOND, excess, shown))
        return Month(at, NONE, 0, "income_over_limit", income, limit)
    trace.append((rules.BELOW_LEAST, shown, excess, payment, now.least_payment))
    return Month(at, NONE, 0, "payment_below_minimum", income, limit)


def unchanged_until(case: Case, now: Rates, sums: Sums | None, at: int) -> int:
    """The last month until which the outcome of `at` stays under these rates: nothing that it reads depends on the month."""
    if case.sources or sums is None or case.certificates or not now.twelfths:
        return at
    return max(at, case.eldest_born + now.child_to) if case.size and case.steady_from <= at else at


def assess_month(case: Case, law: Law, at: int, first: int, last: int) -> tuple[Month, list[Record], list[Record]]:
    """One month of a right set from `first` to `last`: the outcome, the stretches of all amounts, and the further steps."""
    now = law.resolved(rates, at)
    trace: list[Record] = []
    found, sums = stretches(case, now, first, last, [])
    return month_of(case, now, law, found, sums, first, last, at, trace), found, trace


def _months(found: list[Record], rule: Rule) -> int:
    """The months for which the allowance or the supplement is set: those that any of its stretches covers."""
    return len({at for record in found if record[0] is rule for at in range(record[3], record[4] + 1)})


def _old_rule(
    case: Case, now: Rates, at: int, over: int, scale: int, excess: int, income: int, limit: int, trace: list[Record]
) -> Month:
    if over <= now.young * scale and case.right_before and not case.excess_before:
        trace.append((rules.TOLERATED, excess, now.young))
        return Month(at, FULL, 0, None, income, limit)
    trace.append((rules.NOT_TOLERATED, excess, now.young))
    return Month(at, NONE, 0, "income_over_limit", income, limit)
