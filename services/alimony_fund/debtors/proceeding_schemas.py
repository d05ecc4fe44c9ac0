"""What comes in and goes out about proceedings against debtors: one body for each step of the table of states."""

from datetime import date
from typing import Annotated, Any, Literal, get_args
from uuid import UUID

from pydantic import ConfigDict, Discriminator, Field, Tag

from casework.decisions.schemas import Day
from kit.schemas import Out, Schema
from services.alimony_fund.debtors.schemas import Organ, Sign

Reason = Literal["request_of_entitled", "benefit_granted", "foster_care", "central_authority"]
State = Literal[
    "requested", "interview_called", "interviewed", "prevented", "job_ordered", "job_seeker", "not_registered", "work_refused",
    "opened", "barred", "decided", "appealed", "passed_on", "final", "lifted", "discontinued", "closed",
]  # fmt: skip
Proposal = Literal[
    "odpowiednie_zatrudnienie", "prace_spolecznie_uzyteczne", "prace_interwencyjne", "roboty_publiczne",
    "prace_na_zasadach_robot_publicznych", "szkolenie_staz_przygotowanie",
]  # fmt: skip
Closing = Literal["actions_done", "earlier_decision_stands", "status_lost", "died", "moved", "request_withdrawn"]
_DAY = "today unless stated; never before the step before"


class ProceedingIn(Schema):
    """A request for action came to this office as debtor's organ (art. 3 ust. 5, art. 8d)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"debtor": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11", "reason": "benefit_granted"}]
        }
    )

    debtor: UUID
    reason: Reason
    creditor_organ: Annotated[Organ | None, Field(description="who asks, where it is not this office")] = None
    received_on: Annotated[Day | None, Field(description="today unless stated")] = None


class _Step(Schema):
    on: Annotated[Day | None, Field(description=_DAY)] = None
    letter: Annotated[UUID | None, Field(description="the letter by which it was done")] = None


class PlainIn(_Step):
    """A step that says nothing but its day."""

    step: Literal[
        "note_registered", "note_not_registered", "open", "bar", "deliver", "file_prosecution", "ask_licence",
        "file_licence_motion", "file_licence_return", "discontinue", "note_repealed", "note_appeal", "note_withdrawal", "self_review",
        "pass_on",
    ]  # fmt: skip


class CallIn(_Step):
    """The debtor is called to the interview."""

    step: Literal["call_interview"]
    interview_on: Annotated[Day, Field(description="for which day")]


class InterviewIn(_Step):
    """The interview was held and the property statement taken, under criminal liability (art. 4 ust. 1-2)."""

    step: Literal["note_interview"]
    family_interview_on: Annotated[
        Day | None, Field(description="of the social assistance interview that replaced it (art. 4 ust. 4)")
    ] = None
    situation_changed: Annotated[
        bool | None, Field(description="of a further request: against the one before (art. 5a ust. 2)")
    ] = None


class PreventedIn(_Step):
    """The debtor prevented the interview or refused the statement (art. 5 ust. 3)."""

    step: Literal["note_prevented"]
    ground: Literal["interview_prevented", "statement_refused"]


class OrderIn(_Step):
    """An order to register in the labour office; the office is told of the need of activation (art. 5 ust. 2)."""

    step: Literal["order_job"]
    days: Annotated[int, Field(ge=1, le=366, description="to register, from delivery")]
    delivered_on: Day


class WorkRefusedIn(_Step):
    """What was refused without good reason, as the starosta tells (art. 5 ust. 3 pkt 3, ust. 4)."""

    step: Literal["note_work_refused"]
    proposal: Proposal


class FinalIn(_Step):
    """Why the decision is final without SKO: nobody appealed in time, or the right was waived."""

    step: Literal["finalise"]
    basis: Literal["term_passed", "waiver"]


class SkoIn(_Step):
    """What SKO decided of the appeal (art. 134, 138 k.p.a.); `on` is the day of its decision. inadmissible: or late."""

    step: Literal["note_sko"]
    outcome: Literal["upheld", "repealed", "sent_back", "inadmissible"]


class LicenceIn(_Step):
    """What the central register of drivers answered (art. 5 ust. 3b pkt 2)."""

    step: Literal["note_licence"]
    held: bool


class LiftIn(_Step):
    """The cause ceased and half was paid in each of the last months, or there is no debtor any more (art. 5 ust. 6)."""

    step: Literal["lift"]
    ground: Literal["cause_ceased", "status_lost"]


class CloseIn(_Step):
    """Why nothing more is done upon this request."""

    step: Literal["close"]
    reason: Closing


_BODIES: tuple[type[_Step], ...] = (
    PlainIn, CallIn, InterviewIn, PreventedIn, OrderIn, WorkRefusedIn, FinalIn, SkoIn, LicenceIn, LiftIn, CloseIn,
)  # fmt: skip
_BODY_OF = {step: body.__name__ for body in _BODIES for step in get_args(body.model_fields["step"].annotation)}


def _body_of(said: Any) -> str | None:
    """Which body the step has. A member cannot tell by itself: every text that comes in is looked through first (kit/schemas.py)."""
    step = said.get("step") if isinstance(said, dict) else getattr(said, "step", None)
    return _BODY_OF.get(step) if isinstance(step, str) else None


StepIn = Annotated[
    Annotated[PlainIn, Tag("PlainIn")]
    | Annotated[CallIn, Tag("CallIn")]
    | Annotated[InterviewIn, Tag("InterviewIn")]
    | Annotated[PreventedIn, Tag("PreventedIn")]
    | Annotated[OrderIn, Tag("OrderIn")]
    | Annotated[WorkRefusedIn, Tag("WorkRefusedIn")]
    | Annotated[FinalIn, Tag("FinalIn")]
    | Annotated[SkoIn, Tag("SkoIn")]
    | Annotated[LicenceIn, Tag("LicenceIn")]
    | Annotated[LiftIn, Tag("LiftIn")]
    | Annotated[CloseIn, Tag("CloseIn")],
    Discriminator(
        _body_of, custom_error_type="unknown_step", custom_error_message="Nieznana czynność.", custom_error_context={}
    ),
]


class DecideIn(_Step):
    """The decision that recognises the debtor as evading (art. 5 ust. 3)."""

    sign: Annotated[Sign | None, Field(description="unless stated the next number of the office's decisions")] = None


class ProceedingOut(Out):
    """A proceeding in the register."""

    id: UUID
    debtor: UUID
    state: State
    reason: Reason
    creditor_organ: str | None
    received_on: date
    due_on: Annotated[date | None, Field(description="soft: until when its state should be left")]
    overdue: bool
    interviewed_on: date | None
    job_order_until: date | None
    ground: str | None
    opened_on: date | None
    decision_sign: str | None
    decided_on: date | None
    delivered_on: date | None
    final_on: date | None
    prosecution_on: date | None
    licence_asked_on: date | None
    licence_held: bool | None
    licence_motion_on: date | None
    licence_return_on: date | None
    ended_on: date | None
    noted_by: str
    allowed: list[str]
    version: int


class StepOut(Out):
    """A step that was done."""

    number: int
    step: str
    state: State
    done_on: date
    article: str
    details: dict[str, Any]
    letter: UUID | None
    noted_by: str


class ProceedingShown(ProceedingOut):
    """A proceeding with its steps."""

    steps: list[StepOut]
