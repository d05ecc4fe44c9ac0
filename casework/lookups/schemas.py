"""What comes in and goes out about look-ups in registers."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.evidence.schemas import Day
from casework.lookups.registers import RegisterCode
from kit.schemas import Out, Schema

Purpose = Annotated[
    str, StringConstraints(min_length=3, max_length=1000, strip_whitespace=True), Field(examples=["Ustalenie prawa."])
]
State = Literal["asked", "answered", "not_found", "refused", "unavailable", "timed_out", "used"]


class RegisterQuestionIn(Schema):
    """Which register is asked about whom, what for, and for which days."""

    register_code: RegisterCode
    person: UUID
    purpose: Annotated[Purpose, Field(description="what it is needed for; kept encrypted")]
    application: Annotated[UUID | None, Field(description="in which case")] = None
    since: Day | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _forwards(self) -> "RegisterQuestionIn":
        if self.since is not None and self.until is not None and self.until < self.since:
            raise PydanticCustomError("period_backwards", "Koniec okresu jest przed jego początkiem.")
        return self


class AskAgainIn(Schema):
    """Nothing more is needed: the same question."""


class TakeOverIn(Schema):
    """Which items of the answer become facts, by their place in it; all that can unless stated."""

    items: Annotated[tuple[Annotated[int, Field(ge=0, le=1000)], ...] | None, Field(max_length=100)] = None


class AnswerItemOut(Out):
    """An item of the answer as it came, and the fact that it can become."""

    item: Annotated[Any, Field(examples=[{"type": "certificate", "degree": "znaczny"}])]
    kind: str | None
    code: str | None


class AttemptOut(Out):
    """One time that the register was asked."""

    number: int
    state: State
    adapter: Annotated[str, Field(description="`recorded`: a recorded answer and not the register's own")]
    asked_by: str
    answered_on: date


class RegisterLookupShort(Out):
    """A look-up in a list. state `asked`, version 0: nothing has come back; asking again brings it."""

    id: UUID
    register_code: RegisterCode
    person: UUID
    application: UUID | None
    legal_basis: str
    asked_on: date
    asked_by: str
    state: State
    version: int


class RegisterLookupOut(RegisterLookupShort):
    """A look-up: what was asked, why, by whom, and what came back."""

    purpose: str | None
    since: date | None
    until: date | None
    attempts: list[AttemptOut]
    items: list[AnswerItemOut]
    evidence: Annotated[UUID | None, Field(description="the evidence that the answer became")]
    destroyed: Annotated[bool, Field(description="its content was destroyed with the file")]
    allowed: Annotated[list[str], Field(description="the steps that its state allows")]


class RegisterOut(Out):
    """A register that the service may ask."""

    code: str
    title: str
    article: str
    confidence: str
    becomes: Annotated[list[str], Field(description="types of items that become facts")]
