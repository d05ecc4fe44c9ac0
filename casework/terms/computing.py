"""How a term is computed (k.p.a. art. 57): days, weeks, months and years from the day of an event.

A term for an act of the procedure that would end on a Saturday or a day off runs on (§ 4). Terms of substantive law
(limitation) and of the office's own payments do not: they are computed with `shifts=False`. Working days are a unit of their own.
"""

from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import Literal

from casework.terms.days_off import after_working_days, rolled
from kit.periods import add_months

Unit = Literal["days", "weeks", "months", "years", "working_days"]
UNITS: tuple[Unit, ...] = ("days", "weeks", "months", "years", "working_days")
ARTICLES: dict[Unit, str] = {
    "days": "art. 57 § 1 k.p.a.",
    "weeks": "art. 57 § 2 k.p.a.",
    "months": "art. 57 § 3 k.p.a.",
    "years": "art. 57 § 3a k.p.a.",
    "working_days": "dni robocze",
}
SHIFT_ARTICLE = "art. 57 § 4 k.p.a."
_DAYS_OF_WEEK = 7


class NoTerm(ValueError):
    """A term has at least one unit; nothing ends before its start."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its end. `start`: day of the event, which does not count. `raw_last_day`: before art. 57 § 4; `last_day`: on which
    the act is still in time. `articles`: what the end was computed from."""

    start: date
    count: int
    unit: Unit
    raw_last_day: date
    last_day: date
    articles: tuple[str, ...]

    @property
    def shifted(self) -> bool:
        """Whether the end moved past a Saturday or a day off."""
        return self.last_day != self.raw_last_day

    @property
    def over_on(self) -> date:
        """The first day on which the term is over."""
        return self.last_day + timedelta(days=1)

    def in_time(self, on: date) -> bool:
        """Whether an act of that day keeps the term."""
        return on <= self.last_day

    def days_left(self, on: date) -> int:
        """Days to the last day; negative: overdue by so many."""
        return (self.last_day - on).days


def term(start: date, count: int, unit: Unit, *, shifts: bool = True) -> Term:
    """The term of `count` units from the event on `start`.

    shifts: False for substantive law and for the office's own payments (u.f.p. art. 255). Raises NoTerm for fewer than one unit.
    """
    if count < 1:
        raise NoTerm(f"{count} {unit}")
    raw = _raw_end(start, count, unit)
    last = rolled(raw) if shifts and unit != "working_days" else raw
    articles = (ARTICLES[unit],) if last == raw else (ARTICLES[unit], SHIFT_ARTICLE)
    return Term(start, count, unit, raw, last, articles)


def _raw_end(start: date, count: int, unit: Unit) -> date:
    if unit == "days":
        return start + timedelta(days=count)
    if unit == "weeks":
        return start + timedelta(days=count * _DAYS_OF_WEEK)
    if unit == "months":
        return add_months(start, count)
    if unit == "years":
        return _years_on(start, count)
    return after_working_days(start, count)


def _years_on(start: date, count: int) -> date:
    """§ 3a: 29 February ends on the day just before it where the last year has none."""
    year = min(start.year + count, MAXYEAR)
    try:
        return start.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
