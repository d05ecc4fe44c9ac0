"""Calendar months and closed ranges of months, in which benefits are due.

A month is a plain integer (year × 12 + month − 1), so that months can be compared, counted and stepped through cheaply. Days
are `datetime.date` and always come in as arguments.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

MONTHS_OF_YEAR = 12


class EmptyRange(ValueError):
    """The first month of the range lies after the last."""


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A closed range of calendar months: both `first` and `last` belong to it."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise EmptyRange

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.last + 1))

    def __contains__(self, month: int) -> bool:
        return self.first <= month <= self.last

    def intersect(self, other: "Months") -> "Months | None":
        """The months that both ranges have."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Months(first, last) if first <= last else None

    def subtract(self, other: "Months") -> tuple["Months", ...]:
        """The months of this range that the other has not: none, one or two ranges."""
        common = self.intersect(other)
        if common is None:
            return (self,)
        before = (Months(self.first, common.first - 1),) if self.first < common.first else ()
        after = (Months(common.last + 1, self.last),) if common.last < self.last else ()
        return before + after


def coalesce(ranges: Iterable[Months]) -> tuple[Months, ...]:
    """The same months as the fewest ranges, in order: overlapping and adjacent ranges become one."""
    joined: list[Months] = []
    for item in sorted(ranges):
        if joined and item.first <= joined[-1].last + 1:
            joined[-1] = Months(joined[-1].first, max(joined[-1].last, item.last))
        else:
            joined.append(item)
    return tuple(joined)


def month_of(day: date) -> int:
    """The month in which the day lies."""
    return day.year * MONTHS_OF_YEAR + day.month - 1


def month(year: int, number: int) -> int:
    """The month by year and its number from 1 to 12."""
    return year * MONTHS_OF_YEAR + number - 1


def parse_month(text: str) -> int:
    """The month written as "2025-11"."""
    return month_of(date.fromisoformat(f"{text}-01"))


def month_text(ordinal: int) -> str:
    """The month as "2025-11"."""
    return f"{ordinal // MONTHS_OF_YEAR:04d}-{ordinal % MONTHS_OF_YEAR + 1:02d}"


def year_of(ordinal: int) -> int:
    """The calendar year of the month."""
    return ordinal // MONTHS_OF_YEAR


def number_in_year(ordinal: int) -> int:
    """The month's number from 1 to 12."""
    return ordinal % MONTHS_OF_YEAR + 1


def first_day(ordinal: int) -> date:
    """The first day of the month."""
    return date(ordinal // MONTHS_OF_YEAR, ordinal % MONTHS_OF_YEAR + 1, 1)


def last_day(ordinal: int) -> date:
    """The last day of the month."""
    return date(ordinal // MONTHS_OF_YEAR, ordinal % MONTHS_OF_YEAR + 1, days_in(ordinal))


def days_in(ordinal: int) -> int:
    """The number of days of the month."""
    return monthrange(ordinal // MONTHS_OF_YEAR, ordinal % MONTHS_OF_YEAR + 1)[1]


def add_months(day: date, count: int) -> date:
    """The day with the same number `count` months later, or the month's last day where there is none (k.p.a. art. 57 § 3)."""
    ordinal = min(month_of(day) + count, MAXYEAR * MONTHS_OF_YEAR + MONTHS_OF_YEAR - 1)
    return first_day(ordinal).replace(day=min(day.day, days_in(ordinal)))


def birthday(born: date, years: int) -> date:
    """The day on which a person completes the years; who was born on 29 February has it on 1 March of a common year."""
    year = min(born.year + years, MAXYEAR)
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def completed_years(born: date, on: date) -> int:
    """Age in full years on the day."""
    years = on.year - born.year
    return years if birthday(born, years) <= on else years - 1


def day_after(day: date) -> date:
    """The next day."""
    return day + timedelta(days=1)
