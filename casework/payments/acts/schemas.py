"""What comes in and goes out about acts of a payment list."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from casework.payments.schemas import Day
from kit.schemas import Out, Schema

Circuit = Literal["simple", "full"]
Reason = Annotated[
    str,
    StringConstraints(min_length=3, max_length=2000, strip_whitespace=True),
    Field(examples=["Kwota nie mieści się w planie rozdziału."]),
]


class CheckIn(Schema):
    """A check that the list passed, or gives it back with a reason."""

    outcome: Literal["passed", "returned"] = "passed"
    reason: Reason | None = None
    on: Day | None = None


class ControlIn(Schema):
    """The chief accountant signs, gives back what can be put right, or refuses (u.f.p. art. 54 ust. 3-4)."""

    outcome: Literal["passed", "returned", "refused"] = "passed"
    reason: Reason | None = None
    on: Day | None = None


class RefusalDecidedIn(Schema):
    """After a refusal the head holds the payment back, or orders it in writing; both with the grounds (u.f.p. art. 54 ust. 5)."""

    outcome: Literal["ordered", "held"]
    reason: Reason
    on: Day | None = None


class GivenBackIn(Schema):
    """The head does not approve and gives the list back; the checks begin anew."""

    reason: Reason
    on: Day | None = None

    @property
    def outcome(self) -> Literal["returned"]:
        """A list can only be given back."""
        return "returned"


class ActOut(Out):
    """An act of a list: what, by whom, on which day, with what outcome and why."""

    number: int
    act: str
    by: str
    on: date
    outcome: str
    reason: str | None


class ActsOut(Out):
    """The acts of a list in order, and the steps that its state allows now."""

    circuit: Circuit
    state: str
    allowed: list[str]
    items: list[ActOut]


class CircuitIn(Schema):
    """Which circuit lists go through that are drawn up from a day on, and why: the simple one is not set without its reason."""

    since: Day
    circuit: Circuit
    reason: Annotated[
        Reason | None, Field(examples=["Ośrodek zatrudnia trzy osoby; kontrolę prowadzi urząd gminy."])
    ] = None


class CircuitOut(Out):
    """A circuit with its first day."""

    id: UUID
    since: date
    circuit: Circuit
    reason: str | None
    set_by: str
    set_on: date


class CircuitsOut(Out):
    """The gmina's circuits in order; without one, or before the first, lists go through the full one."""

    items: list[CircuitOut]
