"""Money that an act or a list would move, beside what is left of the plan. It warns and never blocks: a right does not wait for the budget.

Lines that share a position of the plan share what is left of it, so each is compared with all of them together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from casework.budget.asking import Answer, Left, Line, Log, Position, Unanswered

WarningCode = Literal["plan_exceeded", "plan_missing", "plan_stale", "plan_unknown"]
STALE_SECONDS = 30
"""A log that has been behind for longer makes the figures old; a shorter lag is only told."""


@dataclass(frozen=True, slots=True)
class Movement:
    """Grosze on a budget line: `amount` in all, `takes` what of it the plan does not hold yet (negative: set free)."""

    line: Line
    amount: int
    takes: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A line with what is known of its position; `left_after` when everything that was asked about has been done."""

    movement: Movement
    known: Left | None
    left_after: int | None
    executed_after: int | None
    warnings: tuple[WarningCode, ...]


def line_of(year: int, line: Mapping[str, Any]) -> Line:
    """The budget line of a money fact's line."""
    return Line(year, line["rozdzial"], line["paragraf"] + line["p4"], line["task_kind"], line["source"])


def summed(moved: Iterable[Movement]) -> list[Movement]:
    """One movement for each line, in order; lines on which nothing moves are left out."""
    sums: defaultdict[Line, list[int]] = defaultdict(lambda: [0, 0])
    for one in moved:
        sums[one.line][0] += one.amount
        sums[one.line][1] += one.takes
    return [Movement(line, *both) for line, both in sorted(sums.items()) if any(both)]


def compared(moved: Sequence[Movement], answer: Answer | Unanswered, *, pays: bool = False) -> list[Compared]:
    """Each line beside its plan. pays: the amounts are going to be paid, so what is paid must stay within the plan too."""
    if isinstance(answer, Unanswered):
        return [Compared(one, None, None, None, ("plan_unknown",)) for one in moved]
    taken: defaultdict[Position | Line, list[int]] = defaultdict(lambda: [0, 0])
    for one in moved:
        sums = taken[_place(one.line, answer)]
        sums[0] += one.takes
        sums[1] += one.amount
    stale = any(is_stale(log) for log in answer.logs)
    return [_compared(one, answer, taken[_place(one.line, answer)], stale=stale, pays=pays) for one in moved]


def is_stale(log: Log) -> bool:
    """Whether the log stands, or has been behind for long."""
    return log.state != "following" or (log.lag > 0 and log.lag_seconds >= STALE_SECONDS)


def _place(line: Line, answer: Answer) -> Position | Line:
    known = answer.lines.get(line)
    return line if known is None or known.position is None else known.position


def _compared(one: Movement, answer: Answer, taken: Sequence[int], *, stale: bool, pays: bool) -> Compared:
    known = answer.lines.get(one.line)
    old: tuple[WarningCode, ...] = ("plan_stale",) if stale else ()
    if known is None:
        return Compared(one, None, None, None, ("plan_unknown", *old))
    takes, amount = taken
    executed_after = known.executed + amount if pays else None
    if known.plan is None or known.left is None:
        # What is set free needs no plan.
        missing: tuple[WarningCode, ...] = ("plan_missing",) if one.amount > 0 else ()
        return Compared(one, known, None, executed_after, (*missing, *old))
    left_after = known.left - takes
    # Who sets money free is not told that others have taken too much.
    over = left_after < 0 and takes > 0
    over = over or (executed_after is not None and amount > 0 and executed_after > known.plan)
    exceeded: tuple[WarningCode, ...] = ("plan_exceeded",) if over else ()
    return Compared(one, known, left_after, executed_after, (*exceeded, *old))
