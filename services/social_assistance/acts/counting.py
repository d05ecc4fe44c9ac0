"""Whom the acts of a register count for the first time: in a month, a quarter, a half-year and a year. Pure.

A statement says "10 families, 18 meetings" of a stretch of days, and a family that two acts name is one family. So of those whom an act
names it is told how many the register had not counted before in the month, the quarter, the half-year and the year of its day. The order is
that of the days, and of the entries within a day: then also a year so far, to the end of any month, adds up to the distinct figure. An act
that is entered late, or withdrawn, shifts what later acts of its year are the first of: those are told anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kit.periods import MONTHS_OF_YEAR, month_of, number_in_year, year_of

PERIODS = ("month", "quarter", "half_year", "year")
_LENGTHS = dict(zip(PERIODS, (1, 3, 6, MONTHS_OF_YEAR), strict=True))


@dataclass(frozen=True, slots=True)
class Done:
    """An act that stands: who did what is not told, only the day, its place among the entries, and whom it names by unit of counting."""

    id: UUID
    on: date
    entry: int
    named: Mapping[str, frozenset[UUID]]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many an act names of a unit, and of how many it is the first of each period."""

    unit: str
    all: int
    month: int
    quarter: int
    half_year: int
    year: int


def period_of(day: date, period: str) -> tuple[int, int]:
    """The period that the day lies in: its year, and which one of that year it is."""
    month = month_of(day)
    return year_of(month), (number_in_year(month) - 1) // _LENGTHS[period]


def counted(acts: Iterable[Done]) -> dict[UUID, tuple[Counted, ...]]:
    """What each act counts; `acts`: all that stand of one register and of whole years. By unit in order of its code."""
    before: set[tuple[str, tuple[int, int], str, UUID]] = set()
    told: dict[UUID, tuple[Counted, ...]] = {}
    for act in sorted(acts, key=lambda one: (one.on, one.entry)):
        units = []
        for unit in sorted(act.named):
            new = dict.fromkeys(PERIODS, 0)
            for period in PERIODS:
                keys = {(period, period_of(act.on, period), unit, one) for one in act.named[unit]}
                new[period] = len(keys - before)
                before |= keys
            units.append(Counted(unit, len(act.named[unit]), **new))
        told[act.id] = tuple(units)
    return told


def shifted(
    told: Mapping[UUID, Sequence[Counted]], before: Iterable[Done], after: Iterable[Done]
) -> dict[UUID, tuple[Counted, ...]]:
    """What other acts count now, of those whose figures move when an act comes late or goes; `told`: what was told of each so far.

    before, after: the acts that name somebody whom the one act names, each naming only these. Whoever the act does not name is counted as
    she was, so that the figures move by the difference and the rest of the year need not be read.
    """
    was, now = counted(before), counted(after)
    moved = {}
    for act in was.keys() & now.keys():
        differs = {
            one.unit: tuple(getattr(one, period) - getattr(older, period) for period in PERIODS)
            for one, older in zip(now[act], was[act], strict=True)
            if one != older
        }
        if differs:
            moved[act] = tuple(_moved(one, differs.get(one.unit)) for one in told[act])
    return moved


def _moved(one: Counted, by: Sequence[int] | None) -> Counted:
    if by is None:
        return one
    return Counted(one.unit, one.all, *(getattr(one, period) + more for period, more in zip(PERIODS, by, strict=True)))


def whole_period(since: date, until: date) -> str | None:
    """Which period's firsts add up to a distinct figure from the first to the last day: a whole one, or a year so far; None: no one.

    since: the first day of a month; until: the last day of one.
    """
    first, last = month_of(since), month_of(until)
    for period in PERIODS:
        if last - first + 1 == _LENGTHS[period] and period_of(since, period) == period_of(until, period):
            return period
    return "year" if number_in_year(first) == 1 and year_of(first) == year_of(last) else None
