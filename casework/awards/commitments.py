"""What an award binds of the budget, year by year (events.md, measure commitment_this_year and commitment_later)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from casework.awards.tables import AwardRow
from casework.benefits.types import Benefit
from casework.booking import money_lines
from casework.facts.money import AWARD_GRANTED, AWARD_REDUCED, Measure, money_fact, thousandths
from kit.feed.envelope import Event, event
from kit.periods import month, year_of


class Ranged(Protocol):
    """Grosze a month from a month to a month (None: until further notice)."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int | None: ...
    @property
    def amount(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Range:
    """A stored range of an award."""

    first: int
    last: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class Commitment:
    """Grosze that an award binds in one budget year, and how many monthly benefits they are."""

    budget_year: int
    amount: int
    months: int


@dataclass(frozen=True, slots=True)
class Whose:
    """Pseudonyms of an award's persons and household."""

    entitled: str
    recipient: str
    household: str | None


def commitments_of(ranges: Iterable[Ranged], issued_on: date, *, after: int | None = None) -> tuple[Commitment, ...]:
    """What the ranges bind in the year of issue (earlier months are paid in it too) and in each later year.

    A right until further notice binds to the end of the year of issue. after: only months behind this one.
    """
    years: dict[int, tuple[int, int]] = {}
    end_of_year = month(issued_on.year, 12)
    for one in ranges:
        last = one.last if one.last is not None else max(end_of_year, one.first)
        first = one.first if after is None else max(one.first, after + 1)
        for due in range(first, last + 1):
            year = max(year_of(due), issued_on.year)
            amount, months = years.get(year, (0, 0))
            years[year] = (amount + one.amount, months + 1)
    return tuple(Commitment(year, amount, months) for year, (amount, months) in sorted(years.items()) if amount)


def committed(
    *,
    service: str,
    benefit: Benefit,
    award: AwardRow,
    whose: Whose,
    commitment: Commitment,
    document: tuple[str, str, int],
    issued_on: date,
    on: date,
    freed: bool = False,
) -> Event:
    """The fact of one year's commitment; `freed` takes as much back. Raises CannotBeBooked.

    issued_on: the decision's day, which says what was the year of issue. on: the day of this act, whose classification applies: the
    codes of a later year are not in force yet, and what is bound of it stands on those of today until that year opens.
    """
    sign = -1 if freed else 1
    measure: Measure = "commitment_this_year" if commitment.budget_year == issued_on.year else "commitment_later"
    data = money_fact(
        unit=award.unit,
        document=document,
        measure=measure,
        benefit=award.benefit,
        variant=award.variant,
        mechanism=award.mechanism,
        entitled=whose.entitled,
        recipient=whose.recipient,
        household=whose.household,
        counted=benefit.counted,
        occurred_on=on,
        booked_on=on,
        budget_year=commitment.budget_year,
        quantities=((benefit.quantity, thousandths(1000 * sign * commitment.months)),),
        lines=money_lines(benefit, sign * commitment.amount, on),
    )
    told = AWARD_REDUCED if freed else AWARD_GRANTED
    return event(service=service, gmina=award.gmina, type=told, subject=award.id, data=data)
