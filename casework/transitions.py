"""A process of the procedure as data: its states, and which step leads from which to which. docs/processes.md is drawn from the same.

A slice keeps its processes in `states.py`; code asks the table and never compares states by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kit.problems import Conflict, FieldError


class TransitionNotAllowed(Conflict):
    """The state of the thing does not allow this step; errors name the steps that it allows."""

    code = "transition_not_allowed"
    title = "Stan sprawy nie pozwala na tę czynność"


@dataclass(frozen=True, slots=True)
class Transition:
    """A step from a state to a state, with the article that it rests on. by_itself: it follows from what is done elsewhere."""

    step: str
    source: str
    target: str
    article: str = ""
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class Process:
    """All states (code to Polish name; the first one is the start) and all transitions of one process."""

    code: str
    title: str
    states: Mapping[str, str]
    transitions: tuple[Transition, ...]

    def allowed(self, state: str) -> tuple[str, ...]:
        """The steps that the state allows to whoever works with it, each once, in the order of the table."""
        steps = (one.step for one in self.transitions if one.source == state and not one.by_itself)
        return tuple(dict.fromkeys(steps))

    def move(self, state: str, step: str, to: str | None = None) -> str:
        """The state after the step. to: which one, where the step has several ends. Raises TransitionNotAllowed."""
        for one in self.transitions:
            if (one.source, one.step) == (state, step) and to in (None, one.target):
                return one.target
        allowed = self.allowed(state)
        told = ", ".join(allowed) or "żadna"
        raise TransitionNotAllowed(
            f"{self.title}: stan „{self.states.get(state, state)}”; możliwe czynności: {told}.",
            errors=[FieldError("/state", "allowed_step", step) for step in allowed],
        )
