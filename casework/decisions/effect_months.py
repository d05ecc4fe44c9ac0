"""What a decision makes of each month: what lists pay before and after it, arrears, and what was paid too much. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from casework.awards.algebra import Schedule, amount_in
from casework.awards.effects import Hold, Planned
from kit.periods import month, year_of

LONGEST = 600
"""Months that are told; a right that runs longer is told by its stretches."""


@dataclass(slots=True)
class MonthEffect:
    """Grosze of one month, all awards of the decision together.

    before, after: what lists would pay in all (nothing where it is held). arrears: of months behind us what is still to be paid because of
    the decision. undue: paid, and no longer a right.
    """

    month: int
    before: int = 0
    after: int = 0
    paid: int = 0
    arrears: int = 0
    undue: int = 0


def month_effects(
    plans: Iterable[Planned], paid: Mapping[UUID, Mapping[int, int]], this_month: int
) -> tuple[MonthEffect, ...]:
    """The months that differ, in order. paid: grosze by award and month, without what came back. this_month: whatever is before it is past.

    A right until further notice is told to the end of the year, as far as it binds the budget.
    """
    found: dict[int, MonthEffect] = {}
    for plan in plans:
        of_award = paid.get(plan.before.award, {})
        for at in _months(plan, this_month):
            before = _payable(plan.before.amounts, plan.before.holds, at)
            after = _payable(plan.amounts, plan.holds, at)
            right_before, right_after = amount_in(plan.before.amounts, at) or 0, amount_in(plan.amounts, at) or 0
            if before == after and right_before == right_after:
                continue
            one = found.setdefault(at, MonthEffect(at))
            one.before += before
            one.after += after
            had = of_award.get(at, 0)
            one.paid += had
            if had:
                one.arrears += max(0, after - had)
                one.undue += max(0, had - right_after)
            elif at < this_month:
                one.arrears += max(0, after - before)
    return tuple(found[at] for at in sorted(found))


def _months(plan: Planned, this_month: int) -> range:
    stretches = (*plan.before.amounts, *plan.amounts)
    if not stretches:
        return range(0)
    first = min(one.first for one in stretches)
    end_of_year = month(max(year_of(this_month), year_of(max(one.first for one in stretches))), 12)
    last = max(end_of_year if one.last is None else one.last for one in stretches)
    return range(first, min(last, first + LONGEST - 1) + 1)


def _payable(amounts: Schedule, holds: Iterable[Hold], at: int) -> int:
    if any(one.first <= at and (one.last is None or at <= one.last) for one in holds):
        return 0
    return amount_in(amounts, at) or 0
