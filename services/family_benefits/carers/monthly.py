"""The months that a carer's right pays, as an answer for one benefit: shown for twelve months, or to the day on which it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from casework.benefits.results import Assessment, Due, Refusal, granted, joined, refused
from kit.law import Law, Record, Rule
from kit.money import round_up
from kit.periods import MONTHS_OF_YEAR, days_in, first_day, last_day, month_of
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


@dataclass(frozen=True, slots=True)
class Right:
    """What a carer has of one benefit: its months, whether it goes on behind them, who has none, the steps and named amounts."""

    months: tuple[MonthDue, ...]
    goes_on: bool
    refusals: tuple[Refusal, ...]
    steps: tuple[Record, ...]
    variant: str | None = None
    figures: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Within:
    """From which month and to which day another act lets a right last."""

    first: int
    until: date


def within(right: Right, only: Within, law: Law) -> Right:
    """The months of the right that lie there; the month in which it ends is paid by days, rounded up (art. 17 ust. 4 u.ś.r.)."""
    ends = month_of(only.until)
    months = [one for one in right.months if only.first <= one.at <= ends]
    if months and months[-1].at == ends and only.until < last_day(ends):
        last, days = months[-1], (only.until - first_day(ends)).days + 1
        step = law.month(ends).amount("zaokraglenie_niepelny_miesiac")
        amount = min(last.amount, round_up(last.amount * days, days_in(ends), step))
        months[-1] = replace(last, amount=amount, earned=min(last.earned, amount), whole=False)
    goes_on = right.goes_on and bool(months) and months[-1].at == right.months[-1].at and months[-1].at < ends
    return replace(right, months=tuple(months), goes_on=goes_on)


@dataclass(frozen=True, slots=True)
class Telling:
    """The rules by which a benefit's amounts are told: a whole month, a broken one, one increased for further persons."""

    whole: Rule
    broken: Rule
    increased: Rule | None = None
    mechanism: str | None = None
    further: str | None = None


def answer(benefit: str, right: Right, law: Law, telling: Telling) -> Assessment:
    """The answer of a right, with its amounts told."""
    if not right.months:
        return refused(benefit, right.refusals, figures=right.figures, trace=right.steps)
    due = dues(benefit, right.months, right.goes_on, right.variant, telling.mechanism)
    by_month = {one.at: one for one in right.months}
    trace = list(right.steps)
    for one in due:
        month, view = by_month[one.first], law.month(one.first)
        if not month.whole:
            step = view.amount("zaokraglenie_niepelny_miesiac")
            trace.append((telling.broken, month.at, view.amount(benefit), month.divisor, month.days, step, one.amount))
        elif one.mechanism is not None and telling.increased is not None and telling.further is not None:
            share = view.ratio(telling.further)
            trace.append((telling.increased, one.variant, share, one.amount, one.first, one.last))
        else:
            trace.append((telling.whole, one.variant, one.amount, one.first, one.last))
    return granted(benefit, due, refusals=right.refusals, figures=right.figures, trace=trace)
