"""Awards as months with amounts, and what can be done with them: cut, keep, lay over, compare; no month and no grosz gets lost.

A stretch may run until further notice (`last` None). A schedule is a set of stretches in order that do not overlap; every function
here gives one, with equal neighbours joined. Months without an amount are simply not in it; zero is an amount.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from kit.periods import EmptyRange, Months

KNOWN = 4096
"""Of so many schedules what follows from them is remembered: where the law changes them, most awards have one of a few."""


class Overlapping(ValueError):
    """Two stretches of one schedule have a month in common."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Grosze for each month from `first` to `last` (ordinals of kit.periods; None: until further notice)."""

    first: int
    last: int | None
    amount: int

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise EmptyRange

    def covers(self, month: int) -> bool:
        """Whether the month belongs to it."""
        return self.first <= month and (self.last is None or month <= self.last)


Schedule = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Months in which the amount due differs: before and after in grosze (None: nothing was or is due)."""

    first: int
    last: int | None
    before: int | None
    after: int | None

    @property
    def difference(self) -> int:
        """Grosze a month more (arrears) or, negative, less (undue if already paid)."""
        return (self.after or 0) - (self.before or 0)


def schedule(stretches: Iterable[Stretch]) -> Schedule:
    """The stretches in order, equal neighbours joined. Raises Overlapping."""
    items = tuple(stretches)
    if len(items) < 2:
        return items
    joined: list[Stretch] = []
    for item in sorted(items, key=lambda one: one.first):
        before = joined[-1] if joined else None
        if before is not None and (before.last is None or item.first <= before.last):
            raise Overlapping
        if before is not None and before.last == item.first - 1 and before.amount == item.amount:
            joined[-1] = replace(before, last=item.last)
        else:
            joined.append(item)
    return tuple(joined)


def amount_in(stretches: Schedule, month: int) -> int | None:
    """Grosze due for the month; None where the schedule has nothing."""
    for item in stretches:
        if item.first <= month and (item.last is None or month <= item.last):
            return item.amount
    return None


def within(stretches: Schedule, first: int, last: int | None) -> Schedule:
    """Only the months from first to last (None: no end)."""
    return schedule(part for item in stretches if (part := _cut(item, first, last)) is not None)


def without(stretches: Schedule, first: int, last: int | None) -> Schedule:
    """All months but those from first to last (None: no end)."""
    kept: list[Stretch] = []
    for item in stretches:
        kept.extend(part for part in (_cut(item, None, first - 1), _after(item, last)) if part is not None)
    return schedule(kept)


def overlaid(below: Schedule, above: Schedule) -> Schedule:
    """`above` where it has months, `below` elsewhere: what is due after a decision that changes some months."""
    left = below
    for item in above:
        left = without(left, item.first, item.last)
    return schedule((*left, *above))


def changes(before: Schedule, after: Schedule) -> tuple[Change, ...]:
    """The months in which something differs, as the fewest changes in order: what a change decision has to settle."""
    return _changes(before, after)


@lru_cache(maxsize=KNOWN)
def _changes(before: Schedule, after: Schedule) -> tuple[Change, ...]:
    found: list[Change] = []
    for first, last in _pieces((*before, *after)):
        change = Change(first, last, amount_in(before, first), amount_in(after, first))
        if change.before == change.after:
            continue
        previous = found[-1] if found else None
        if previous is not None and previous.last == first - 1 and _alike(previous, change):
            found[-1] = replace(previous, last=last)
        else:
            found.append(change)
    return tuple(found)


def total(stretches: Schedule, months: Months) -> int:
    """Grosze due in the months together."""
    return sum(
        item.amount * (item.last - item.first + 1)
        for item in within(stretches, months.first, months.last)
        if item.last is not None
    )


def months_of(stretches: Schedule, until: int) -> Iterator[tuple[int, int]]:
    """Every month with its amount, up to and with `until`, which bounds a right until further notice."""
    for item in stretches:
        for month in range(item.first, min(until, until if item.last is None else item.last) + 1):
            yield month, item.amount


def _cut(item: Stretch, first: int | None, last: int | None) -> Stretch | None:
    start = item.first if first is None else max(item.first, first)
    end = item.last if last is None else last if item.last is None else min(item.last, last)
    if (start, end) == (item.first, item.last):
        return item
    return None if end is not None and end < start else Stretch(start, end, item.amount)


def _after(item: Stretch, last: int | None) -> Stretch | None:
    return None if last is None else _cut(item, last + 1, None)


def _pieces(stretches: Iterable[Stretch]) -> Iterator[tuple[int, int | None]]:
    """The months of all stretches, cut wherever one starts or ends; the last piece has no end where one of them has none."""
    items = tuple(stretches)
    starts = {item.first for item in items} | {item.last + 1 for item in items if item.last is not None}
    edges = sorted(starts)
    for first, following in pairwise(edges):
        yield first, following - 1
    if any(item.last is None for item in items):
        yield edges[-1], None


def _alike(one: Change, other: Change) -> bool:
    return (one.before, one.after) == (other.before, other.after)
