"""A source of income as acts with a base year count it: what it brought in that year, its loss and its gain. Pure.

Both acts that do so divide the year's income, leave out what was lost in the sense of the act, and add of what was gained later the
amount of the month after the gain; which kinds are a loss or a gain is in their closed lists.
"""

from dataclasses import dataclass
from datetime import date

from casework.evidence.composed import Fact
from casework.evidence.incomes import by_month, following_month, received, total, uncovered, year
from kit.periods import Months, month_of


@dataclass(frozen=True, slots=True)
class YearlySource:
    """amount: grosze of the base year; months: in how many of them it was received, when it was gained in that year; following: grosze of
    the month after a gain behind the year. lacking: months that need an amount and have none.
    """

    amount: int
    months: int | None
    lost_on: date | None
    gained_on: date | None
    following: int | None
    still_received: bool
    lacking: tuple[Months, ...]


def of_base_year(source: Fact, base_year: int, on: date) -> YearlySource | None:
    """The source as it counts on the day; None when it does not touch the year and is no gain after it."""
    span = received(source.valid_from, source.valid_to, year(base_year))
    gained_on = source.valid_from if source.begun_by is not None and source.valid_from.year >= base_year else None
    gained_later = gained_on is not None and gained_on.year > base_year
    if span is None and not gained_later:
        return None
    lacking = list(uncovered(span, source.amounts))
    following = None
    if gained_on is not None and gained_later:
        at = following_month(gained_on)
        added = received(source.valid_from, source.valid_to, Months(at, at))
        (amount,) = by_month(added, source.amounts) or (None,)
        following = amount.amount if amount is not None else None
        # A month that has not begun yet cannot be established, and a gain has no effect before it.
        if amount is not None and amount.amount is None and at <= month_of(on):
            lacking.append(Months(at, at))
    return YearlySource(
        amount=total(span, source.amounts),
        months=len(span) if span is not None and gained_on is not None and not gained_later else None,
        lost_on=source.valid_to if source.ended_by is not None else None,
        gained_on=gained_on,
        following=following,
        still_received=source.valid_to is None or source.valid_to >= on,
        lacking=tuple(lacking),
    )
