"""What comes in and goes out about requests for certificates and urgings."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import OFFICE_UNIT, Code, Day
from kit.schemas import Out, Schema

UrgingGround = Literal["inactivity", "protraction"]
UrgingOutcome = Literal["unfounded", "inactivity", "protraction"]
RequestState = Literal["open", "issued", "refused", "passed_on", "ruled", "withdrawn"]


class CertificateRequestIn(Schema):
    """A person asks for a certificate (art. 217); what it is to say stands in her letter."""

    person: UUID
    received_on: Day
    application: Annotated[UUID | None, Field(description="that it is asked for beside")] = None
    unit: Annotated[Code, Field(description="that issues it")] = OFFICE_UNIT


class IssuedIn(Schema):
    """The certificate that was made for the person: a letter of kind `certificate`."""

    letter: UUID
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class RefusedIn(Schema):
    """The order that refuses it: of kind `refuse_certificate`, issued."""

    decision: UUID


class EndedIn(Schema):
    """The day; today unless stated."""

    on: Day | None = None


class UrgingIn(Schema):
    """A party urges: the case was not settled in time, or is drawn out (art. 37 § 1)."""

    person: UUID
    ground: UrgingGround
    received_on: Day


class PassedOnIn(Schema):
    """It went to SKO with a copy of the file (art. 37 § 4)."""

    on: Annotated[Day | None, Field(description="today unless stated")] = None
    sheets: Annotated[int | None, Field(ge=0, le=100_000)] = None


class RulingIn(Schema):
    """How SKO ruled (art. 37 § 6). settle_by: until when it told the office to settle the case."""

    outcome: UrgingOutcome
    ruled_on: Day
    settle_by: Day | None = None

    @model_validator(mode="after")
    def _forwards(self) -> "RulingIn":
        if self.settle_by is not None and (self.outcome == "unfounded" or self.settle_by < self.ruled_on):
            raise PydanticCustomError("settle_by", "Termin wyznacza się po stwierdzeniu zwłoki, na dzień późniejszy.")
        return self


class CertificateRequestOut(Out):
    """A request for a certificate, with the last day for issuing it."""

    id: UUID
    state: Literal["open", "issued", "refused", "withdrawn"]
    person: UUID
    unit: str
    application: UUID | None
    received_on: date
    due_on: date
    overdue: bool
    letter: UUID | None
    decision: Annotated[UUID | None, Field(description="the order that refuses it")]
    ended_on: date | None
    noted_by: str
    allowed: list[str]
    version: int


class UrgingOut(Out):
    """An urging, with the last day for passing it on and SKO's for ruling."""

    id: UUID
    state: Literal["open", "passed_on", "ruled", "withdrawn"]
    person: UUID
    unit: str
    application: UUID
    ground: UrgingGround
    received_on: date
    due_on: Annotated[date, Field(description="to be passed on by that day")]
    overdue: bool
    passed_on: date | None
    sheets: int | None
    ruling_by: date | None
    ruled_on: date | None
    outcome: UrgingOutcome | None
    settle_by: date | None
    noted_by: str
    allowed: list[str]
    version: int
