"""Months of a budget year as the projection keeps them: 1 to 12, with what was booked before the year in 1 and after it in 13."""

from calendar import monthrange
from datetime import date

MONTHS = range(1, 14)
AFTER_THE_YEAR = 13


def month_of(booked_on: date, budget_year: int) -> int:
    """The bucket of a day for a budget year."""
    if booked_on.year < budget_year:
        return 1
    if booked_on.year > budget_year:
        return AFTER_THE_YEAR
    return booked_on.month


def closing_month(until: date, budget_year: int) -> int | None:
    """The month whose last day `until` is, when the projection can answer for it; None when facts have to be read."""
    if until.year == budget_year and until.day == monthrange(until.year, until.month)[1]:
        return until.month
    return None


def columns(letter: str) -> str:
    """The thirteen columns of a cell, e.g. a1, a2 … a13."""
    return ", ".join(f"{letter}{month}" for month in MONTHS)
