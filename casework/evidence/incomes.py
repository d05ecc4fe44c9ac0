"""Income of a source by month: which months are covered, each once, and what lies before a gain and after a loss. Pure.

A source is received from its first to its last day; a month belongs to it when any of its days does. An amount stands for a run of months,
either of each month or of all together; a sum of several months is shared out so that the months give it back to the grosz.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from kit.money import share_out
from kit.periods import Months, coalesce, month, month_of

Per = Literal["month", "total"]


@dataclass(frozen=True, slots=True)
class Run:
    """An amount of a source: grosze of each month, or of all months together; `row` is the version of the fact that says so."""

    months: Months
    amount: int
    per: Per
    row: UUID

    def shares(self) -> tuple[int, ...]:
        """The amounts of the months, in order."""
        count = len(self.months)
        return (self.amount,) * count if self.per == "month" else share_out(self.amount, (1,) * count)


@dataclass(frozen=True, slots=True)
class MonthAmount:
    """The amount of one month of one source; None: the source was received and nobody has established how much."""

    month: int
    amount: int | None
    row: UUID | None


def received(valid_from: date, valid_to: date | None, within: Months) -> Months | None:
    """The months of the range in which a source is received; the day of gain and the day of loss belong to it."""
    last = within.last if valid_to is None else min(month_of(valid_to), within.last)
    first = max(month_of(valid_from), within.first)
    return Months(first, last) if first <= last else None


def by_month(span: Months | None, runs: Sequence[Run]) -> tuple[MonthAmount, ...]:
    """Every month of the span once, in order, with its amount or without."""
    if span is None:
        return ()
    amounts = {at: (amount, run.row) for run in runs for at, amount in zip(run.months, run.shares(), strict=True)}
    return tuple(MonthAmount(at, *amounts.get(at, (None, None))) for at in span)


def overlapping(new: Months, runs: Iterable[Run]) -> Months | None:
    """The first months that some run covers already."""
    common = sorted(found for run in runs if (found := run.months.intersect(new)) is not None)
    return common[0] if common else None


def uncovered(span: Months | None, runs: Iterable[Run]) -> tuple[Months, ...]:
    """The months of the span without an amount, as the fewest ranges."""
    left = [] if span is None else [span]
    for covered in coalesce(run.months for run in runs):
        left = [piece for one in left for piece in one.subtract(covered)]
    return tuple(left)


def total(span: Months | None, runs: Sequence[Run]) -> int:
    """Grosze of all months of the span that have an amount."""
    return sum(one.amount or 0 for one in by_month(span, runs))


def year(number: int) -> Months:
    """The months of a calendar year."""
    return Months(month(number, 1), month(number, 12))


def following_month(gained_on: date) -> int:
    """The month after the one in which a source was gained: its amount is the one that is added."""
    return month_of(gained_on) + 1
