"""Which months of the gmina's own rights lie in the time for which coordination applies, what is due of them and what was paid. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.awards.algebra import Schedule, amount_in, within
from kit.periods import month_of


@dataclass(frozen=True, slots=True)
class Owned:
    """A right as it stands: its schedule, and grosze paid by month without what came back."""

    award: UUID
    benefit: str
    decision: UUID | None
    due: Schedule
    paid: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a right; due: None where nothing is any more. Grosze."""

    month: int
    due: int | None
    paid: int


@dataclass(frozen=True, slots=True)
class Concerned:
    """A right with its months in the time of coordination."""

    award: UUID
    benefit: str
    decision: UUID | None
    months: tuple[Month, ...]

    @property
    def to_repeal(self) -> bool:
        """Whether months are due still."""
        return any(one.due is not None for one in self.months)

    @property
    def paid(self) -> int:
        """Grosze paid for the months."""
        return sum(one.paid for one in self.months)


def concerned(owned: Sequence[Owned], since: date, until: date | None, today: date) -> tuple[Concerned, ...]:
    """The rights with months from since to until; without an end to the month of today, or later where a right was paid ahead.

    The finding is in days, a right in months: a month belongs to the time when any day of it does.
    """
    first, last = month_of(since), None if until is None else month_of(until)
    found = []
    for right in owned:
        paid = {month: sum_ for month, sum_ in right.paid.items() if first <= month and (last is None or month <= last)}
        end = max([month_of(today), *paid]) if last is None else last
        due = within(right.due, first, last)
        months = {month for one in due for month in range(one.first, min(end, one.last or end) + 1)} | paid.keys()
        # A right that begins after today, until further notice, still has to be repealed.
        months |= {one.first for one in due if one.first > end}
        if months:
            told = tuple(Month(month, amount_in(due, month), paid.get(month, 0)) for month in sorted(months))
            found.append(Concerned(right.award, right.benefit, right.decision, told))
    return tuple(found)
