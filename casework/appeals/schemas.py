"""What comes in and goes out about appeals, complaints, reopening and nullity."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.appeals.rules import NullityGround, ReopeningGround, ReviewMode, SkoOutcome
from casework.decisions.act_schemas import InstalmentIn, LaterKind, MonthOrDay
from casework.decisions.schemas import Code, Day, MonthText
from casework.terms.keeping import Way
from kit.money import ZlotyInput
from kit.schemas import Out, Schema

Sign = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Za-zĄĆĘŁŃÓŚŹŻąćęłńóśźż./ -]{1,80}$", strip_whitespace=True),
    Field(examples=["SKO.4101.12.2026"], description="the other organ's sign of the case"),
]
AppealState = Literal["registered", "passed_on", "to_carry_out", "closed"]
WorseGround = Literal["gross_breach_of_law", "gross_breach_of_public_interest"]
JudgmentOutcome = Literal["dismissed", "rejected", "discontinued", "sko_quashed", "both_quashed"]
ExtraordinaryKind = Literal["reopening", "nullity"]
ExtraordinaryState = Literal["requested", "started", "not_started", "decided"]
ReopeningOutcome = Literal["refused_to_quash", "quashed_and_decided", "quashed_and_discontinued", "issued_in_breach"]
NullityOutcome = Literal["annulled", "issued_in_breach", "refused", "discontinued"]


class AppealIn(Schema):
    """A party's appeal as it came."""

    party: UUID
    way: Way
    received_on: Annotated[Day, Field(description="it reached the office; the seven days run from it")]
    sent_on: Annotated[Day | None, Field(description="posted or sent, where known")] = None


class OnIn(Schema):
    """The day of the step; today unless stated."""

    on: Day | None = None


class PassOnIn(OnIn):
    """The appeal goes to SKO with the file."""

    sheets: Annotated[int, Field(ge=1, le=100_000, description="sheets of the file that goes along")]


class SelfReviewIn(Schema):
    """The organ finds the appeal right in full and has issued a new decision (art. 132)."""

    mode: ReviewMode
    decision: Annotated[UUID, Field(description="the new decision, issued within the seven days")]


class ResultIn(Schema):
    """What SKO decided."""

    outcome: SkoOutcome
    sign: Sign
    decided_on: Day
    delivered_on: Annotated[Day, Field(description="SKO's act was delivered to the last party")]
    received_on: Annotated[Day | None, Field(description="the file came back to the office")] = None
    worse_ground: Annotated[WorseGround | None, Field(description="it worsens the appellant's position, art. 139")] = (
        None
    )
    guidelines: Annotated[bool, Field(description="with guidelines on what to establish or how to read the law")] = (
        False
    )


class SkoGrantIn(Schema):
    """A month's amount from a month to a month (null: until further notice), as SKO decided."""

    first_month: MonthText
    last_month: MonthText | None = None
    amount: ZlotyInput
    benefit: Annotated[Code | None, Field(description="null: the decision's own")] = None
    entitled: Annotated[UUID | None, Field(description="null: whose right the decision was about")] = None
    variant: Code | None = None
    mechanism: Code | None = None

    @model_validator(mode="after")
    def _forwards(self) -> "SkoGrantIn":
        if self.last_month is not None and self.last_month < self.first_month:
            raise PydanticCustomError("period_backwards", "Koniec okresu jest przed jego początkiem.")
        return self


class SkoActIn(Schema):
    """What SKO decided of a later act (a change, a repeal, an undue payment, instalments): what is left out stays as the act said it."""

    kind: Annotated[
        LaterKind | None, Field(description="null: the act's own; else its opposite, a change for a repeal")
    ] = None
    effective_from: MonthOrDay | None = None
    amount: Annotated[ZlotyInput | None, Field(description="the sum that an act on money owed speaks of")] = None
    instalments: Annotated[list[InstalmentIn], Field(max_length=600)] = Field(default_factory=list)
    deferred_to: Day | None = None


class SkoDecisionIn(Schema):
    """What SKO decided itself: months granted, all of them (nothing: it refused), and `act` where a later act was appealed from."""

    grants: Annotated[list[SkoGrantIn], Field(max_length=240)]
    act: SkoActIn | None = None


class SkoItemIn(Schema):
    """How much of an undue payment SKO found to be owed; 0.00: nothing."""

    item: Annotated[UUID, Field(description="of the debt's `items`")]
    amount: ZlotyInput


class CarryOutIn(OnIn):
    """The result is carried out: SKO's own decision as it was entered, or by a new decision of the office where one is needed."""

    decision: UUID | None = None
    items: Annotated[
        list[SkoItemIn],
        Field(
            max_length=600,
            description="SKO changed the sum of a decision on several undue payments: those that it changed",
        ),
    ] = Field(default_factory=list)


class ComplaintIn(Schema):
    """A party lodged a complaint or an opposition with the court, through SKO."""

    party: UUID
    complained_on: Annotated[Day, Field(description="the day that counts for the term")]
    sign: Sign | None = None


class JudgmentIn(Schema):
    """How the court's proceedings ended."""

    outcome: JudgmentOutcome
    judged_on: Day
    ended_on: Annotated[Day, Field(description="the judgment became final")]
    received_on: Annotated[
        Day | None,
        Field(description="both decisions quashed: the file came back to the office, whose term runs from then"),
    ] = None


class AppealShort(Out):
    """An appeal in the list; days_left: to the last day for passing it on, negative when overdue, null when passed on."""

    id: UUID
    number: Annotated[
        str | None, Field(description="in the register of incoming letters; null of before", examples=["RPW/15/2026"])
    ]
    decision: UUID
    party: UUID
    person: Annotated[UUID | None, Field(description="whose appeal it is; null of an organisation")]
    state: AppealState
    received_on: date
    in_time: bool
    forward_by: date
    days_left: int | None
    passed_on: date | None
    decision_due_on: date | None
    version: int


class ResultOut(Out):
    """A result as it was noted; author: the organ itself (self-review), SKO or the court."""

    number: int
    author: Literal["organ", "sko", "court"]
    outcome: str
    mode: str | None
    sign: str | None
    decided_on: date
    delivered_on: date
    received_on: date | None
    worsens: bool
    worse_ground: WorseGround | None
    guidelines: bool
    decision: UUID | None


class ComplaintOut(Out):
    """A complaint to the court against the result of that number."""

    id: UUID
    party: UUID
    kind: Literal["complaint", "opposition"]
    state: Literal["filed", "ended"]
    result: int
    complained_on: date
    term_ends_on: date
    in_time: bool
    sign: str | None
    outcome: JudgmentOutcome | None
    judged_on: date | None
    ended_on: date | None
    allowed: list[str]
    version: int


class AppealOut(AppealShort):
    """An appeal with its results and complaints; allowed: the steps that its state allows."""

    way: Way
    sent_on: date | None
    counted_on: date
    term_ends_on: date | None
    restored_on: date | None
    withdrawn_on: date | None
    sheets: int | None
    carried_out_on: date | None
    carried_out_by: UUID | None
    sko_decision: Annotated[UUID | None, Field(description="SKO's own decision as it was entered")]
    bound_by_guidelines: Annotated[bool, Field(description="the next decision is bound by them, art. 139a")]
    results: list[ResultOut]
    complaints: list[ComplaintOut]
    allowed: list[str]


class ReopeningIn(Schema):
    """A request for reopening, or a ground found by the office itself (no party)."""

    ground: ReopeningGround
    party: Annotated[UUID | None, Field(description="who asks; null: of the organ's own accord")] = None
    learnt_on: Annotated[Day | None, Field(description="the party learnt of the ground, or of the decision")] = None
    way: Way = "in_person"
    received_on: Day
    sent_on: Day | None = None


class NullityIn(Schema):
    """A request for finding nullity, or SKO's notice that it looks into it."""

    ground: NullityGround
    party: UUID | None = None
    received_on: Day


class StartIn(OnIn):
    """The day and, where another organ acts, the sign of its case."""

    sign: Sign | None = None


class ReopeningDecidedIn(Schema):
    """How the reopened case ended (art. 151)."""

    outcome: ReopeningOutcome
    decided_on: Day
    delivered_on: Day | None = None
    decision: Annotated[UUID | None, Field(description="the office's new decision")] = None


class NullityDecidedIn(Schema):
    """What SKO found (art. 158)."""

    outcome: NullityOutcome
    decided_on: Day
    delivered_on: Day | None = None


class ExtraordinaryOut(Out):
    """A reopening or nullity; bar_starts: from that day it is too late to quash; allowed: the steps its state allows."""

    id: UUID
    decision: UUID
    kind: ExtraordinaryKind
    ground: str
    article: str
    state: ExtraordinaryState
    asked_by: UUID | None
    learnt_on: date | None
    received_on: date
    ask_until: date | None
    in_time: bool
    bar_starts: date | None
    started_on: date | None
    outcome: str | None
    decided_on: date | None
    delivered_on: date | None
    made: UUID | None
    sign: str | None
    allowed: list[str]
    version: int
