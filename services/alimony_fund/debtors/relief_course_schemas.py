"""What comes in and goes out about the course of a decision on a relief: delivery, finality, appeal (k.p.a. art. 39, 127-138)."""

from datetime import date
from typing import Annotated, Any, Literal, get_args
from uuid import UUID

from pydantic import Discriminator, Field, Tag

from casework.decisions.schemas import Day
from kit.schemas import Out, Schema
from services.alimony_fund.debtors.relief_schemas import Course, ReliefOut
from services.alimony_fund.debtors.schemas import Sign

_DAY = "today unless stated; never before the step before"


class _Step(Schema):
    on: Annotated[Day | None, Field(description=_DAY)] = None
    letter: Annotated[UUID | None, Field(description="the letter by which it was done")] = None


class ReliefPlainIn(_Step):
    """A step that says nothing but its day. self_review: the office finds the appeal right in whole and decides anew (art. 132 k.p.a.)."""

    step: Literal["deliver", "note_appeal", "note_withdrawal", "self_review", "pass_on"]


class ReliefFinalIn(_Step):
    """Why the decision is final without SKO: nobody appealed in time, or the right was waived."""

    step: Literal["finalise"]
    basis: Literal["term_passed", "waiver"]


class ReliefSkoIn(_Step):
    """What SKO decided of the appeal (art. 134, 138 k.p.a.); `on` is the day of its decision. inadmissible: or late."""

    step: Literal["note_sko"]
    outcome: Literal["upheld", "repealed", "sent_back", "inadmissible"]
    sign: Annotated[Sign | None, Field(description="of SKO's decision")] = None


_BODIES: tuple[type[_Step], ...] = (ReliefPlainIn, ReliefFinalIn, ReliefSkoIn)
_BODY_OF = {step: body.__name__ for body in _BODIES for step in get_args(body.model_fields["step"].annotation)}


def _body_of(said: Any) -> str | None:
    step = said.get("step") if isinstance(said, dict) else getattr(said, "step", None)
    return _BODY_OF.get(step) if isinstance(step, str) else None


ReliefStepIn = Annotated[
    Annotated[ReliefPlainIn, Tag("ReliefPlainIn")]
    | Annotated[ReliefFinalIn, Tag("ReliefFinalIn")]
    | Annotated[ReliefSkoIn, Tag("ReliefSkoIn")],
    Discriminator(
        _body_of, custom_error_type="unknown_step", custom_error_message="Nieznana czynność.", custom_error_context={}
    ),
]


class ReliefStepOut(Out):
    """A step that was done. state: of the decision after it."""

    number: int
    step: str
    state: Course
    done_on: date
    article: str
    details: dict[str, Any]
    letter: UUID | None
    noted_by: str


class ReliefShown(ReliefOut):
    """A relief with the steps of its decision, those of decisions that SKO sent back too."""

    steps: list[ReliefStepOut]
