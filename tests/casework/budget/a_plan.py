"""A plan in the test's hand, in place of reporting."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from casework.budget.asking import Answer, Left, Line, Log, Position, Unanswered

ZLOTY = 100
STATE = Line(2019, "85502", "3110", "zlecone", "dotacja_zlecone_2010")
FRESH = Log("family_benefits", 7, "2019-01-10T10:00:00.000000Z", 0, 0, "following")


def left_on(line: Line, plan: int | None, used: int = 0, *, executed: int = 0, shared: bool = False) -> Left:
    """What is known of the line, złote; shared: the plan leaves paragraf and source open."""
    open_ = (None, None) if shared else (line.paragraf, line.source)
    return Left(
        None if plan is None else Position(line.year, line.rozdzial, line.task_kind, *open_),
        None if plan is None else plan * ZLOTY,
        committed=used * ZLOTY,
        executed=executed * ZLOTY,
        booked=0,
        used=used * ZLOTY,
        left=None if plan is None else (plan - used) * ZLOTY,
    )


@dataclass
class PlayedPlan:
    """Knows the lines that it is told of; of every other one, that nothing is planned. `silent`: why nobody answers."""

    lines: dict[Line, Left] = field(default_factory=dict)
    logs: tuple[Log, ...] = (FRESH,)
    silent: str | None = None
    asked: list[tuple[str, tuple[Line, ...], str | None]] = field(default_factory=list)

    async def left(self, gmina: str, lines: Sequence[Line], unit: str | None) -> Answer | Unanswered:
        self.asked.append((gmina, tuple(lines), unit))
        if self.silent is not None:
            return Unanswered(self.silent)
        return Answer({line: self.lines.get(line, left_on(line, None)) for line in lines}, self.logs)
