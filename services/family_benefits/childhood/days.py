"""A monthly amount for a month of which only some days count: by the real days of the month, rounded up once."""

from datetime import date

from kit.money import round_up
from kit.periods import days_in, first_day, last_day


def days_of(at: int, first: date, last: date) -> int:
    """The days of the month from one day to another, both counted; 0 when it lies outside."""
    return max(0, (min(last, last_day(at)) - max(first, first_day(at))).days + 1)


def part_of(amount: int, days: int, at: int, step: int) -> int:
    """The amount for so many days of the month, up to the next `step` grosze; the whole month is the amount itself."""
    whole = days_in(at)
    return amount if days >= whole else round_up(amount * days, whole, step)
