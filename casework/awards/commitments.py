"""What an award binds of the budget, year by year (events.md, measure commitment_this_year and commitment_later)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

import orjson

from casework.awards.algebra import Schedule, Stretch, amount_in, schedule, within, without
from casework.benefits.types import Benefit
from casework.booking import money_lines
from casework.facts.money import AWARD_GRANTED, AWARD_REDUCED, Measure, money_fact, thousandths
from kit.feed.envelope import Event, event
from kit.periods import month, year_of

NOTHING: Mapping[int, int] = {}


class Ranged(Protocol):
    """Grosze a month from a month to a month (None: until further notice)."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int | None: ...
    @property
    def amount(self) -> int: ...


class Headed(Protocol):
    """The award as its facts name it."""

    @property
    def gmina(self) -> str: ...
    @property
    def id(self) -> UUID: ...
    @property
    def benefit(self) -> str: ...
    @property
    def variant(self) -> str | None: ...
    @property
    def mechanism(self) -> str | None: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Header:
    """An award's own members, read without its row."""

    gmina: str
    id: UUID
    benefit: str
    variant: str | None
    mechanism: str | None
    unit: str


@dataclass(frozen=True, slots=True, order=True)
class Bound:
    """Months that an award binds, as the log was told when a decision was issued on that day; `last` belongs to it."""

    first: int
    last: int
    amount: int
    issued_on: date


@dataclass(frozen=True, slots=True)
class Moved:
    """What an act binds more (grosze and months above zero) or sets free (below) of one budget year."""

    budget_year: int
    measure: Measure
    amount: int
    months: int


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


def bound_by(ranges: Iterable[Ranged], issued_on: date) -> tuple[Bound, ...]:
    """The months that a decision issued on the day binds: a right until further notice, to the end of the year of issue."""
    end_of_year = month(issued_on.year, 12)
    return tuple(
        Bound(one.first, one.last if one.last is not None else max(end_of_year, one.first), one.amount, issued_on)
        for one in ranges
    )


def bound_anew(
    bound: Iterable[Bound], after: Schedule, first: int, issued_on: date, besides: Mapping[int, int] = NOTHING
) -> tuple[tuple[Bound, ...], tuple[Moved, ...]]:
    """What is bound once the award's months from `first` on are those of `after`, and what that moves year by year.

    issued_on: the day of the act, which says what is this year's and what a later year's. besides: grosze by month that were paid and no
    commitment covers; the plan holds them already (`cover`), so only the rest of their month is bound.
    """
    kept: list[Bound] = []
    freed: list[Bound] = []
    for one in bound:
        whole = (Stretch(one.first, one.last, one.amount),)
        kept += _bounds(without(whole, first, None), one.issued_on)
        freed += _bounds(within(whole, first, None), one.issued_on)
    added = bound_by(_rest(within(after, first, None), besides), issued_on)
    moved: dict[tuple[int, Measure], tuple[int, int]] = {}
    for sign, parts in ((-1, freed), (1, added)):
        for part in parts:
            for year, amount, months in _years(part):
                measure: Measure = "commitment_this_year" if year == part.issued_on.year else "commitment_later"
                so_far = moved.get((year, measure), (0, 0))
                moved[year, measure] = (so_far[0] + sign * amount, so_far[1] + sign * months)
    told = (Moved(year, measure, *sums) for (year, measure), sums in sorted(moved.items()) if sums[0])
    return (*kept, *added), tuple(told)


def commitments_of(ranges: Iterable[Ranged], issued_on: date) -> tuple[Commitment, ...]:
    """What the ranges bind in the year of issue (earlier months are paid in it too) and in each later year."""
    _, moved = bound_anew((), schedule(Stretch(one.first, one.last, one.amount) for one in ranges), 0, issued_on)
    return tuple(Commitment(one.budget_year, one.amount, one.months) for one in moved)


def committed(
    *,
    service: str,
    benefit: Benefit,
    award: Headed,
    whose: Whose,
    moved: Moved,
    document: tuple[str, str, int],
    on: date,
    lines: orjson.Fragment | None = None,
) -> Event:
    """The fact of what one year's budget is bound by, or set free of. Raises CannotBeBooked.

    on: the day of this act, whose classification applies: the codes of a later year are not in force yet, and what is bound of it
    stands on those of today until that year opens. lines: those of the amount, where they are known already.
    """
    data = money_fact(
        unit=award.unit,
        document=document,
        measure=moved.measure,
        benefit=award.benefit,
        variant=award.variant,
        mechanism=award.mechanism,
        entitled=whose.entitled,
        recipient=whose.recipient,
        household=whose.household,
        counted=benefit.counted,
        occurred_on=on,
        booked_on=on,
        budget_year=moved.budget_year,
        quantities=((benefit.quantity, thousandths(1000 * moved.months)),) if moved.months else (),
        lines=money_lines(benefit, moved.amount, on) if lines is None else lines,
    )
    told = AWARD_REDUCED if moved.amount < 0 else AWARD_GRANTED
    return event(service=service, gmina=award.gmina, type=told, subject=award.id, data=data)


def _rest(due: Schedule, besides: Mapping[int, int]) -> Schedule:
    for month_paid, amount in besides.items():
        whole = amount_in(due, month_paid)
        if whole is not None:
            due = without(due, month_paid, month_paid)
            if whole > amount:
                due = schedule((*due, Stretch(month_paid, month_paid, whole - amount)))
    return due


def _bounds(stretches: Schedule, issued_on: date) -> list[Bound]:
    return [Bound(one.first, one.last, one.amount, issued_on) for one in stretches if one.last is not None]


def _years(bound: Bound) -> Iterator[tuple[int, int, int]]:
    """Budget year, grosze, months: earlier months are paid in the year of issue."""
    year, first = max(year_of(bound.first), bound.issued_on.year), bound.first
    while first <= bound.last:
        last = min(bound.last, month(year, 12))
        yield year, bound.amount * (last - first + 1), last - first + 1
        year, first = year + 1, last + 1
