"""What comes in and goes out about matters of coordination: ids, codes of states, days and sums."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day
from kit.money import ZlotyText
from kit.schemas import Out, Schema

MatterState = Literal["waiting", "applies", "does_not_apply", "withdrawn"]
Way = Literal["application", "decision"]
Who = Literal["applicant", "family_member", "other_parent"]


class StayIn(Schema):
    """Who stays in a state of coordination (art. 23a ust. 1-2); tourism, treatment and a child's education do not count (ust. 2a)."""

    who: Who
    person: Annotated[UUID | None, Field(description="where the register knows that person")] = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO code of the state", examples=["DE"])]
    since: Day | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _forwards(self) -> "StayIn":
        if self.since is not None and self.until is not None and self.until < self.since:
            raise PydanticCustomError("stay_range", "Pobyt kończy się przed jego początkiem.")
        return self


class CoordinationIn(Schema):
    """A matter that went to the voivode: an application that was passed on (ust. 1), or a decision he is asked about (ust. 2)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "application": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11",
                    "stays": [{"who": "other_parent", "country": "DE", "since": "2022-01-10"}],
                }
            ]
        }
    )

    application: Annotated[
        UUID | None, Field(description="passed on by …/forward; its day is the day of the matter")
    ] = None
    decision: Annotated[
        UUID | None, Field(description="that grants, in force; he is asked whether coordination applies")
    ] = None
    benefits: Annotated[
        list[Code] | None,
        Field(min_length=1, max_length=20, description="all that coordination reaches unless stated"),
    ] = None
    stays: Annotated[list[StayIn], Field(min_length=1, max_length=10)]
    asked_on: Annotated[Day | None, Field(description="of a decision: when he was asked; today unless stated")] = None
    letter: Annotated[UUID | None, Field(description="of kind `forwarding`, or any other to him")] = None
    answer_by: Annotated[
        Day | None,
        Field(
            description="a soft term, for the act sets none; unless stated that of a complicated case (art. 35 § 3 k.p.a.)"
        ),
    ] = None

    @model_validator(mode="after")
    def _one_way(self) -> "CoordinationIn":
        if (self.application is None) == (self.decision is None):
            raise PydanticCustomError("one_way", "Sprawa dotyczy albo przekazanego wniosku, albo wydanej decyzji.")
        if self.application is not None and self.asked_on is not None:
            raise PydanticCustomError("asked_on", "Dzień przekazania wniosku wynika z rejestru podań.")
        return self


class OpinionIn(Schema):
    """What the voivode wrote without a finding, e.g. that he asked the institution abroad; the matter goes on waiting."""

    dated: Day
    received_on: Annotated[Day | None, Field(description="today unless stated")] = None
    answer_by: Annotated[Day | None, Field(description="until when his finding is expected now")] = None


class FindingIn(Schema):
    """What the voivode found (art. 23a ust. 3). since, until: the time for which coordination applies (until null: no end yet)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"answer": "applies", "dated": "2022-05-04", "since": "2022-01-10", "until": "2022-12-31"}]
        }
    )

    answer: Literal["does_not_apply", "applies"]
    dated: Day
    received_on: Annotated[Day | None, Field(description="today unless stated")] = None
    since: Day | None = None
    until: Day | None = None
    rest_returned: Annotated[
        bool,
        Field(description="his decision leaves out a part of the time, and the matter comes back for it (ust. 4a)"),
    ] = False

    @model_validator(mode="after")
    def _consistent(self) -> "FindingIn":
        applies = self.answer == "applies"
        if applies != (self.since is not None) or (not applies and (self.until is not None or self.rest_returned)):
            raise PydanticCustomError(
                "since", "Okres podaje się wtedy, i tylko wtedy, gdy koordynacja ma zastosowanie."
            )
        if self.since is not None and self.until is not None and self.until < self.since:
            raise PydanticCustomError("finding_range", "Okres koordynacji kończy się przed jego początkiem.")
        return self


class ReturnedIn(Schema):
    """The application under which the matter that came back was registered (passed on by the voivode)."""

    application: UUID


class ToldIn(Schema):
    """The day; today unless stated."""

    on: Day | None = None


class CoordinationOut(Out):
    """A matter that went to the voivode, as the register has it."""

    id: UUID
    state: MatterState
    way: Way
    person: UUID
    unit: str
    application: UUID | None
    decision: UUID | None
    benefits: list[str]
    countries: list[str]
    organ: Annotated[str, Field(description="wojewoda; to 2017 marszałek województwa", examples=["wojewoda"])]
    forwarded_on: date
    letter: UUID | None
    answer_by: date
    overdue: Annotated[bool, Field(description="waiting, and the soft term is over")]
    answered_on: date | None
    applies_since: date | None
    applies_until: date | None
    rest_returned: bool
    returned_as: UUID | None
    undue_told_on: date | None
    ended_on: date | None
    noted_by: str
    allowed: list[str]
    version: int


class StayOut(Out):
    """A stay as it was registered; a person who is hidden from the reader is left out."""

    who: Who
    person: UUID | None
    country: str
    since: date | None
    until: date | None


class FindingOut(Out):
    """A letter of the voivode."""

    number: int
    kind: Literal["opinion", "applies", "does_not_apply"]
    dated: date
    received_on: date
    since: date | None
    until: date | None
    noted_by: str


class MonthOut(Out):
    """A month of a right: what is due of it still (null: nothing, it was taken away), and what was paid and did not come back."""

    month: Annotated[str, Field(examples=["2022-03"])]
    due: ZlotyText | None
    paid: ZlotyText


class RightOut(Out):
    """A right of the gmina's own decision in the time for which coordination applies."""

    award: UUID
    benefit: str
    decision: UUID | None
    to_repeal: Annotated[
        bool, Field(description="months are due still: the decision is to be repealed for them (art. 23a ust. 5)")
    ]
    paid: Annotated[
        ZlotyText,
        Field(description="undue (art. 30 ust. 2 pkt 3); the voivode establishes and collects it (art. 23a ust. 9)"),
    ]
    months: list[MonthOut]


class CoordinationShown(CoordinationOut):
    """A matter with its stays, what the voivode wrote, and the rights and months that are concerned."""

    stays: list[StayOut]
    findings: list[FindingOut]
    rights: list[RightOut]
    paid: ZlotyText
