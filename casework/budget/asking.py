"""The question what is left of the plan. Whoever answers it, nobody waits long and nothing fails for want of an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Line(NamedTuple):
    """A budget line of a year; paragraf with four digits."""

    year: int
    rozdzial: str
    paragraf: str
    task_kind: str
    source: str


class Position(NamedTuple):
    """The position of the plan that a line belongs to; None: the plan leaves it open and counts all such lines together."""

    year: int
    rozdzial: str
    task_kind: str
    paragraf: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Left:
    """What is known of a line's position, in grosze; plan and left are None where nothing is planned."""

    position: Position | None
    plan: int | None
    committed: int
    executed: int
    booked: int
    used: int
    left: int | None


@dataclass(frozen=True, slots=True)
class Log:
    """How far reporting has read a service's log, and how long it has been behind."""

    service: str
    sequence: int
    time: str
    lag: int
    lag_seconds: int
    state: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is left on each line, and the logs it was counted from."""

    lines: Mapping[Line, Left]
    logs: tuple[Log, ...]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nobody could say; `code` is why (not_configured, http_503, ReadTimeout …)."""

    code: str


class Plan(Protocol):
    """Says what is left of the plan."""

    async def left(self, gmina: str, lines: Sequence[Line], unit: str | None) -> Answer | Unanswered:
        """What is left on the lines in this gmina (unit: of this unit's plan only). Raises nothing."""
        ...


class NobodyToAsk:
    """A service that was not told where reporting is."""

    async def left(self, gmina: str, lines: Sequence[Line], unit: str | None) -> Answer | Unanswered:
        return Unanswered("not_configured")


NOBODY = NobodyToAsk()
