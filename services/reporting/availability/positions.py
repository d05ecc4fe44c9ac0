"""What is left of the plan: each budget line belongs to the narrowest position of the plan that covers it. Pure; grosze.

A plan may name a paragraf and a source of money, or leave them open: what has a position of its own counts against that one, the rest
against the open one (the paragraf is asked before the source). Tasks are summed: the council's plan binds by chapter and paragraf.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """A budget line of a year, or a position of the plan: there paragraf (four digits) and source may be empty."""

    year: int
    rozdzial: str
    task_kind: str
    paragraf: str
    source: str


class Money(NamedTuple):
    """What the ledger holds on one budget line, in grosze; `used` is what of the plan is taken, each złoty once."""

    place: Place
    committed: int
    liabilities: int
    executed: int
    booked: int
    used: int


@dataclass(slots=True)
class Position:
    """A position of the plan with what counts against it; without a plan, the line itself."""

    place: Place
    plan: int | None
    committed: int = 0
    liabilities: int = 0
    executed: int = 0
    booked: int = 0
    used: int = 0

    @property
    def left(self) -> int | None:
        """Plan − commitments, and − what nothing was committed for; None without a plan."""
        return None if self.plan is None else self.plan - self.used

    def add(self, money: Money) -> None:
        """Counts a line's money against the position."""
        self.committed += money.committed
        self.liabilities += money.liabilities
        self.executed += money.executed
        self.booked += money.booked
        self.used += money.used


def position_of(line: Place, plan: Mapping[Place, int]) -> Place | None:
    """The position of the plan that the line belongs to; None when nothing is planned for it."""
    for paragraf, source in ((line.paragraf, line.source), (line.paragraf, ""), ("", line.source), ("", "")):
        place = line._replace(paragraf=paragraf, source=source)
        if place in plan:
            return place
    return None


def positions(asked: Sequence[Place], plan: Mapping[Place, int], ledger: Iterable[Money]) -> list[Position]:
    """For each line that was asked for, its position. ledger: every line of the years, chapters and kinds of task that are asked for."""
    made: dict[Place, Position] = {}
    for line in asked:
        place = position_of(line, plan) or line
        made.setdefault(place, Position(place, plan.get(place)))
    for money in ledger:
        found = made.get(position_of(money.place, plan) or money.place)
        if found is not None:
            found.add(money)
    return [made[position_of(line, plan) or line] for line in asked]
