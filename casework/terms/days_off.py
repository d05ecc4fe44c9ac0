"""Days on which no term ends: statutory days off and Saturdays (k.p.a. art. 57 § 4; act of 18.01.1951 on days off).

The `holidays` library gives Easter and the days that move with it, and the fixed days. The days that came or went (6 January,
24 December, the one-off 12 November 2018) stand in law/dni_wolne/ with their gazette positions and win over the library.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import holidays

from casework.terms.law import procedure
from kit.law import Parameter

SUNDAY = 6
SATURDAY = 5
_CORRECTION = "dzien_wolny_"


def day_off(day: date) -> bool:
    """Whether the day is off by statute: a Sunday or a holiday. A Saturday is not."""
    if day.weekday() == SUNDAY:
        return True
    correction = _corrections().get((day.month, day.day))
    if correction is not None:
        return correction.on(day).value is True
    return day in _known(day.year)


def blocks_end(day: date) -> bool:
    """Whether a term that would end on the day runs on: a day off, or a Saturday where the law of the day says so (§ 4)."""
    return day_off(day) or (day.weekday() == SATURDAY and procedure().on(day).flag("kpa_saturday_shifts_term"))


def rolled(last_day: date) -> date:
    """The last day of a term for an act, moved past Saturdays and days off (art. 57 § 4)."""
    while blocks_end(last_day):
        last_day += timedelta(days=1)
    return last_day


def working_day(day: date) -> bool:
    """Whether the office works: neither a Saturday nor a day off."""
    return day.weekday() != SATURDAY and not day_off(day)


def after_working_days(start: date, count: int) -> date:
    """The day on which `count` working days have gone by since the event; the day of the event does not count."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= working_day(day)
    return day


@cache
def _known(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("PL", years=year))


@cache
def _corrections() -> Mapping[tuple[int, int], Parameter]:
    found = {}
    for name, parameter in procedure().parameters.items():
        if name.startswith(_CORRECTION):
            month, _, day = name.removeprefix(_CORRECTION).partition("_")
            found[int(month), int(day)] = parameter
    return found
