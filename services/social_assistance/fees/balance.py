"""How a fee stands: what is owed, what came in, what was let go or given back. Pure; grosze.

Entries are written once; an error is mended by an entry that counters another. The act knows no interest on fees of social assistance.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

EntryKind = Literal["assessed", "received", "written_off", "given_back", "corrected"]


@dataclass(frozen=True, slots=True)
class Entry:
    """amount: grosze above nothing; of a counter-entry those of what it counters. day: of the fact. counters: the number of an entry.
    renews: of a new entry, the number of the one whose ground and document it keeps.
    """

    number: int
    kind: EntryKind
    amount: int
    day: date
    counters: int | None = None
    renews: int | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """Sums of what stands. open: still owed; overpaid: to be given back. One of the two is nothing."""

    assessed: int
    received: int
    written_off: int
    given_back: int

    @property
    def _left(self) -> int:
        return self.assessed - self.written_off - self.received + self.given_back

    @property
    def open(self) -> int:
        """Grosze that are owed still."""
        return max(0, self._left)

    @property
    def overpaid(self) -> int:
        """Grosze that came in beyond what is owed."""
        return max(0, -self._left)

    @property
    def sound(self) -> bool:
        """Nothing let go beyond what was owed, nothing given back beyond what had come in."""
        return 0 <= self.written_off <= self.assessed and 0 <= self.given_back <= self.received


def standing(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that nothing counters, in their order, without the counter-entries."""
    known = tuple(entries)
    countered = {one.counters for one in known}
    return tuple(one for one in known if one.kind != "corrected" and one.number not in countered)


def balance(entries: Iterable[Entry], on: date | None = None) -> Balance:
    """What the fee comes to at the end of the day, as entries stand now; None: with all of them."""
    sums: dict[EntryKind, int] = {"assessed": 0, "received": 0, "written_off": 0, "given_back": 0}
    for one in standing(entries):
        if on is None or one.day <= on:
            sums[one.kind] += one.amount
    return Balance(sums["assessed"], sums["received"], sums["written_off"], sums["given_back"])


def can_be_countered(entries: Sequence[Entry], number: int) -> bool:
    """Whether the entry stands, and the fee is sound without it: what was let go or given back rests on other entries."""
    if number not in {one.number for one in standing(entries)}:
        return False
    left = balance([one for one in entries if one.number != number])
    return left.sound and (left.given_back == 0 or left.received - left.given_back >= left.assessed - left.written_off)


def restated(entries: Sequence[Entry], amount: int, day: date, *, anew: bool = False) -> tuple[Entry, ...]:
    """The entries that bring the fee to another amount: what stands as assessed is countered, and assessed anew; none where it is so,
    unless it is owed by or for others (anew).

    A smaller fee takes first from what is open, then from what was let go, and only the rest is overpaid: nobody is given back what he
    was let off.
    """
    owed = [one for one in standing(entries) if one.kind == "assessed"]
    before = balance(entries)
    if before.assessed == amount and not anew:
        return ()
    new: list[Entry] = []
    number = max((one.number for one in entries), default=0)
    for one in owed:
        number += 1
        new.append(Entry(number, "corrected", one.amount, day, one.number))
    if amount:
        number += 1
        new.append(Entry(number, "assessed", amount, day))
    for let_go, left in _shortened(entries, before.assessed - amount - before.open):
        number += 1
        new.append(Entry(number, "corrected", let_go.amount, day, let_go.number))
        if left:
            number += 1
            new.append(Entry(number, "written_off", left, day, renews=let_go.number))
    return tuple(new)


def _shortened(entries: Sequence[Entry], by: int) -> Iterable[tuple[Entry, int]]:
    """What was let go, the last first, and what of each is left when so much of it has nothing to be let go of any more."""
    for one in reversed([one for one in standing(entries) if one.kind == "written_off"]):
        if by <= 0:
            return
        yield one, max(0, one.amount - by)
        by -= one.amount
