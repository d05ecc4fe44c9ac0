"""Days on which a bank books, and months of the demo's year."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import holidays

_DECEMBER_LATEST = 20


@cache
def _free(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("PL", years=year))


def is_bank_day(day: date) -> bool:
    """Whether a bank books on that day: no weekend, no public holiday."""
    return day.weekday() < 5 and day not in _free(day.year)


def bank_day_before(day: date) -> date:
    """The day itself, or the nearest bank day before it."""
    while not is_bank_day(day):
        day -= timedelta(days=1)
    return day


def bank_day_after(day: date) -> date:
    """The day itself, or the nearest bank day after it."""
    while not is_bank_day(day):
        day += timedelta(days=1)
    return day


def pay_day(month: str, day: int) -> date:
    """The bank day about the `day` of the month; in December early enough for the year to be closed."""
    year, number = int(month[:4]), int(month[5:])
    latest = _DECEMBER_LATEST if number == 12 else 28
    found = bank_day_before(date(year, number, min(day, latest)))
    return found if found.month == number else bank_day_after(date(year, number, 1))


def months(first: str, last: str) -> Sequence[str]:
    """All months from `first` to `last`, both included."""
    found = []
    month = first
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def next_month(month: str) -> str:
    """The month after."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02d}"


def previous_month(month: str) -> str:
    """The month before."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}"


def month_of(day: date) -> str:
    """The month that the day is in."""
    return f"{day.year}-{day.month:02d}"
