"""Statutory interest for delay (k.c. art. 481) on one undue payment: simple, by day, each day at the rate in force that day.

What accrues between two settlements is rounded once, half up to the grosz, and not by stretch of one rate: 500.00 zł from 16 January to
15 June 2020 bears 13.39 zł, and would bear 13.40 zł rounded four times.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from casework.overpayments.rules import InterestStart, Rules
from kit.law import Law
from kit.money import half_up
from kit.periods import first_day, month_of


class NoRate(LookupError):
    """The law has no rate of interest for that day; `on`."""

    def __init__(self, on: date) -> None:
        super().__init__(on.isoformat())
        self.on = on


@dataclass(frozen=True, slots=True)
class Rate:
    """A yearly rate from a day to a day (None: until further notice)."""

    first: date
    last: date | None
    yearly: Fraction


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one rate, both ends included."""

    first: date
    last: date
    yearly: Fraction

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Rates:
    """All rates in order of time. days_of_year: the divisor, the same in leap years."""

    rates: tuple[Rate, ...]
    days_of_year: int

    def stretches(self, first: date, last: date) -> tuple[Stretch, ...]:
        """The days from first to last, both included, by rate; empty when last is before first. Raises NoRate."""
        found: list[Stretch] = []
        day = first
        while day <= last:
            rate = self._rate(day)
            if rate is None:
                raise NoRate(day)
            end = last if rate.last is None else min(last, rate.last)
            found.append(Stretch(day, end, rate.yearly))
            if end == last:
                break
            day = end + timedelta(days=1)
        return tuple(found)

    def on(self, day: date) -> Fraction | None:
        """The yearly rate of the day, if there is one."""
        rate = self._rate(day)
        return None if rate is None else rate.yearly

    def interest(self, principal: int, first: date, last: date) -> int:
        """Grosze that `principal` grosze bear on the days from first to last, rounded once. Raises NoRate."""
        yearly = sum((one.days * one.yearly for one in self.stretches(first, last)), Fraction(0))
        exact = principal * yearly / (self.days_of_year or 1)
        return half_up(exact.numerator, exact.denominator)

    def _rate(self, day: date) -> Rate | None:
        return next((one for one in self.rates if one.first <= day and (one.last is None or day <= one.last)), None)


def rates_of(rules: Rules, law: Law) -> Rates:
    """The rates that the rules name; none for an act without interest."""
    parameter = None if rules.rate is None else law.parameters[rules.rate]
    return Rates(
        tuple(
            Rate(one.valid_from, one.valid_to, Fraction(one.value)) for one in (parameter.values if parameter else ())
        ),
        rules.days_of_year,
    )


def first_interest_day(start: InterestStart | None, paid_on: date, right_ended_on: date | None = None) -> date | None:
    """The first day that bears interest: the first of the month after the payout, by the older wording of the fund's act after the
    month in which the right ended; None without interest."""
    if start is None:
        return None
    since = right_ended_on if start == "month_after_right_ended" and right_ended_on is not None else paid_on
    return first_day(month_of(since) + 1)
