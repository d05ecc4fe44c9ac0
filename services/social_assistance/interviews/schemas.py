"""What comes in and goes out about interviews that are to be held: ids, days, states."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day
from kit.schemas import Out, Schema

OrderState = Literal["open", "held", "withdrawn"]
WithdrawnAs = Literal["entered_in_error", "not_needed"]


class InterviewOrderIn(Schema):
    """The office learned that an interview is needed; its term follows from the law of that day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11", "unit": "gops", "learned_on": "2026-05-04"}]
        }
    )

    person: UUID | None = None
    household: UUID | None = None
    application: UUID | None = None
    unit: Code
    learned_on: Annotated[Day | None, Field(description="today unless stated")] = None
    urgent: Annotated[bool, Field(description="help is needed at once: 2 working days")] = False

    @model_validator(mode="after")
    def _whose(self) -> "InterviewOrderIn":
        if self.person is None and self.household is None:
            raise PydanticCustomError("whose", "Wywiad dotyczy osoby albo rodziny.")
        return self


class InterviewHeldIn(Schema):
    """The interview that was held, as it was established (kind `interview`)."""

    fact: UUID


class InterviewNotNeededIn(Schema):
    """Why it is not held."""

    reason: WithdrawnAs


class InterviewOrderOut(Out):
    """An interview that is to be held, or was."""

    id: UUID
    state: OrderState
    person: UUID | None
    household: UUID | None
    application: UUID | None
    unit: str
    learned_on: date
    urgent: bool
    due_on: date
    overdue: Annotated[bool, Field(description="not held, and the term is over")]
    late: Annotated[bool, Field(description="held after the term")]
    fact: UUID | None
    held_on: date | None
    withdrawn_as: WithdrawnAs | None
    noted_by: str
    allowed: list[str]
    version: int
