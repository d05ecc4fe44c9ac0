"""The office's own clock (k.p.a. art. 35-37): until when a case is to be settled, what does not count, when delay is told.

Not counted (art. 35 § 5): terms that the law sets for acts, suspension, mediation, and delay by the party or without the organ's
fault. Each such day moves the end by a day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from casework.terms.computing import Term
from casework.terms.days_off import rolled
from casework.terms.named import named

Kind = Literal["explanation", "complex", "second_instance"]
Ground = Literal["term_for_an_act", "suspension", "mediation", "party_delay", "not_the_organs_fault"]
ARTICLE = "art. 35 § 3 i 5 k.p.a."


class NotCountedBackwards(ValueError):
    """A stretch that does not count ends before it starts."""


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Days that the office's term does not run, both ends among them. `last` None: still going on."""

    first: date
    last: date | None
    ground: Ground

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise NotCountedBackwards


@dataclass(frozen=True, slots=True)
class Clock:
    """The office's clock. `last_day` None: it stands still. `not_counted`: days by which the end moved."""

    term: Term
    last_day: date | None
    not_counted: int

    def overdue(self, on: date) -> bool:
        """Whether a notice of delay with the reason, a new date and the instruction on ponaglenie is due (art. 36)."""
        return self.last_day is not None and on > self.last_day


def clock(kind: Kind, started_on: date, stretches: Iterable[NotCounted], on: date) -> Clock:
    """The clock as it stands on the day. started_on: the day the request reached the organ (art. 61 § 3), or of the first act."""
    own = named(kind).of(started_on)
    stretches = tuple(stretches)
    standing = any(item.first <= on and (item.last is None or item.last >= on) for item in stretches)
    last, moved = _moved(own.raw_last_day, started_on, stretches, on)
    return Clock(own, None if standing else rolled(last), moved)


def _moved(end: date, start: date, stretches: tuple[NotCounted, ...], on: date) -> tuple[date, int]:
    """Days out of the term are added one for one; added days may themselves not count, and days that overlap count once."""
    out: set[date] = set()
    for item in stretches:
        day, last = max(item.first, start + timedelta(days=1)), item.last if item.last is not None else on
        while day <= last:
            out.add(day)
            day += timedelta(days=1)
    moved = 0
    for day in sorted(out):
        if day > end:
            break
        end += timedelta(days=1)
        moved += 1
    return end, moved
