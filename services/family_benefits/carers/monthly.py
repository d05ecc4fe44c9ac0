"""The months that a carer's right pays, as an answer for one benefit: shown for twelve months, or to the day on which it ends."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from casework.benefits.results import Due, joined
from kit.law import Law
from kit.periods import MONTHS_OF_YEAR, month_of
from services.family_benefits.carers.days import MonthDue, Stretch, month_due, pay_of


def months_due(
    benefit: str, stretches: Sequence[Stretch], law: Law, on: date, further: str | None = None, last: int | None = None
) -> tuple[tuple[MonthDue, ...], bool]:
    """Month by month, and whether the right goes on behind the last one shown. `further`: the ratio for each next person; `last`: the
    end of a period. Months behind the last known amount of the law are not shown. Raises NoParameter for the first month."""
    first = month_of(min(one.first for one in stretches))
    ends = [None if one.last is None else month_of(one.last) for one in stretches]
    known = [end for end in ends if end is not None]
    end = max(month_of(on), first) + MONTHS_OF_YEAR - 1 if None in ends else max(known)
    if last is not None:
        end = min(end, last)
    found: list[MonthDue] = []
    stopped = None
    for at in range(first, end + 1):
        view = law.month(at)
        if at > first and not view.has(benefit):
            stopped = at
            break
        ratio: Fraction | None = view.ratio(further) if further is not None else None
        month = month_due(stretches, pay_of(view, view.amount(benefit), ratio), at)
        if month is not None:
            found.append(month)
    goes_on = (stopped is not None or None in ends) and (last is None or end < last)
    return tuple(found), goes_on and bool(found)


def dues(
    benefit: str, months: Sequence[MonthDue], goes_on: bool, variant: str | None, mechanism: str | None
) -> tuple[Due, ...]:
    """Runs of months with one amount; a broken month stands alone."""
    found = [
        Due(
            benefit, one.at, one.at, one.amount, one.persons, variant, mechanism if one.increased else None,
            open_ended=goes_on and one is months[-1],
        )
        for one in months
    ]  # fmt: skip
    return joined(found)
