"""Days of a right to a care benefit, and what a month of it pays: whole, broken by days, or increased for further persons.

A broken month is divided by 30 until March 2016 and by its real days since (art. 16a ust. 7, art. 17 ust. 4 u.ś.r.); the month's sum is
rounded up once and never exceeds the sum of a whole month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from kit.law import View
from kit.money import half_up, round_up
from kit.periods import days_in, first_day, last_day

Days = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of the right for one person; an open end is None. `earned_to`: the last day of care itself, when the right outlives it."""

    person: str
    first: date
    last: date | None
    earned_to: date | None
    new_rules: bool

    def within(self, at: int) -> tuple[date, date] | None:
        """The days that lie in the month."""
        first, last = max(self.first, first_day(at)), last_day(at)
        if self.last is not None:
            last = min(last, self.last)
        return (first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class MonthDue:
    """What one month pays: grosze, the persons cared for, `earned` without the days after a death; days: person-days of a broken month."""

    at: int
    amount: int
    earned: int
    persons: tuple[str, ...]
    whole: bool
    divisor: int
    days: Fraction
    increased: bool


@dataclass(frozen=True, slots=True)
class Pay:
    """How a month is paid: grosze of a whole month, the part for each further person (None: one amount for all), divisor, step."""

    base: int
    further: Fraction | None
    divisor: int | None
    step: int


def pay_of(view: View, base: int, further: Fraction | None) -> Pay:
    """The law of a month. Raises NoParameter."""
    divisor = "dzielnik_niepelny_miesiac_opiekuncze"
    return Pay(
        base, further, view.count(divisor) if view.has(divisor) else None, view.amount("zaokraglenie_niepelny_miesiac")
    )


def month_due(stretches: Sequence[Stretch], pay: Pay, at: int) -> MonthDue | None:
    """The month's sum over all persons; None when no day of it is due."""
    here = [(one, days_here) for one in stretches if (days_here := one.within(at)) is not None]
    if not here:
        return None
    divisor = pay.divisor or days_in(at)
    persons = tuple(one.person for one, _ in here)
    if pay.further is None:
        persons = persons[:1]
    amount, whole, person_days = _sum([days for _, days in here], pay, at)
    earned = amount
    if any(one.earned_to is not None and one.earned_to < days[1] for one, days in here):
        cut = [(days[0], min(days[1], one.earned_to or days[1])) for one, days in here]
        earned = _sum([days for days in cut if days[0] <= days[1]], pay, at)[0]
    return MonthDue(at, amount, earned, persons, whole, divisor, person_days, pay.further is not None and len(here) > 1)


def _sum(spans: Sequence[tuple[date, date]], pay: Pay, at: int) -> tuple[int, bool, Fraction]:
    """The sum, whether each is due for the whole month, and the days weighted by the persons of each day."""
    if not spans:
        return 0, False, Fraction(0)
    whole = [days for days in spans if days == (first_day(at), last_day(at))]
    if len(whole) == len(spans) or (whole and pay.further is None):
        return _times(pay, _weight(pay, len(spans))), True, Fraction(days_in(at))
    days, day = Fraction(0), first_day(at)
    while day <= last_day(at):
        days += _weight(pay, sum(first <= day <= last for first, last in spans))
        day += timedelta(days=1)
    divisor = pay.divisor or days_in(at)
    owed = pay.base * days
    rounded = round_up(owed.numerator, owed.denominator * divisor, pay.step)
    return min(_times(pay, _weight(pay, len(spans))), rounded), False, days


def _weight(pay: Pay, persons: int) -> Fraction:
    if persons == 0:
        return Fraction(0)
    return Fraction(1) + (pay.further or Fraction(0)) * (persons - 1)


def _times(pay: Pay, weight: Fraction) -> int:
    owed = pay.base * weight
    return half_up(owed.numerator, owed.denominator)
