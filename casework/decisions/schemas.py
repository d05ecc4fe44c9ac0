"""What comes in and goes out about decisions; amounts are złote as text, months are "2019-03"."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args
from uuid import UUID

from pydantic import Field, StringConstraints, create_model, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.act_schemas import ActIn, ActOut
from casework.decisions.moments import State
from casework.evidence.basis import BasisIn
from casework.facts.cases import Channel, Reason
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import INT64_MAX, Out, Schema

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
MonthText = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$"), Field(examples=["2019-03"])]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31), examples=["2019-03-01"])]
Sentence = Annotated[str, StringConstraints(min_length=3, max_length=4000, strip_whitespace=True)]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=80)]


OFFICE_UNIT = "gops"
"""The unit that decides and pays unless another one is stated."""


class RecordedIn(Schema):
    """A right whose amount is entered by the office, with its reason and article; a refusal has a ground instead of an amount."""

    outcome: Literal["granted", "refused"] = "granted"
    amount: ZlotyInput | None = None
    first_month: MonthText | None = None
    last_month: MonthText | None = None
    variant: Code | None = None
    mechanism: Code | None = None
    reason: Sentence
    article: Annotated[
        str,
        StringConstraints(min_length=3, max_length=200, strip_whitespace=True),
        Field(examples=["art. 39 ust. 1"]),
    ]
    ground: Code | None = None
    override: Annotated[
        Code | None,
        Field(
            description="of a computed benefit, beside its facts: the law's ground on which the officer decides otherwise"
        ),
    ] = None

    @model_validator(mode="after")
    def _amount_or_ground(self) -> "RecordedIn":
        granted = self.outcome == "granted"
        if granted and (self.amount is None or self.first_month is None or self.ground is not None):
            raise PydanticCustomError("grant_incomplete", "Przyznanie wymaga kwoty i pierwszego miesiąca.")
        if not granted and (self.ground is None or self.amount is not None or self.first_month is not None):
            raise PydanticCustomError("refusal_incomplete", "Odmowa wymaga podstawy i nie ma kwoty ani okresu.")
        if self.last_month is not None and self.first_month is not None and self.last_month < self.first_month:
            raise PydanticCustomError("period_backwards", "Koniec okresu jest przed jego początkiem.")
        return self


class DecisionIn(Schema):
    """A decision to prepare: facts for a computed benefit, the recorded amount for any other."""

    benefit: Code
    on: Annotated[Day, Field(description="the day whose law applies")]
    entitled: Annotated[UUID, Field(description="whose right it is, unless the facts name others")]
    recipient: Annotated[UUID, Field(description="who is paid and gets the decision")]
    household: UUID | None = None
    single: Annotated[
        bool | None,
        Field(description="whether the person keeps house alone; only without a household, which says it itself"),
    ] = None
    unit: Annotated[Code, Field(description="the unit that decides and pays and reports it separately")] = OFFICE_UNIT
    channel: Annotated[Channel | None, Field(description="how the matter came to the office")] = None
    reasons: Annotated[
        list[Reason], Field(description="grounds of help, art. 7 u.p.s.; each once", max_length=len(get_args(Reason)))
    ] = Field(default_factory=list)
    justified: Annotated[
        bool,
        Field(description="with a justification; a decision that grants in full may go without (k.p.a. art. 107 § 4)"),
    ] = True
    persons: Annotated[
        Mapping[Reference, UUID],
        Field(description="persons of the facts, by the references that the facts use", max_length=40),
    ] = Field(default_factory=dict)
    recorded: RecordedIn | None = None
    evidence: Annotated[
        BasisIn | None,
        Field(description="from which established facts the facts were composed: kept with the decision"),
    ] = None
    replaces: Annotated[
        UUID | None, Field(description="a draft that is withdrawn for this one, which answers the same applications")
    ] = None
    act: Annotated[
        ActIn | None, Field(description="a later act that refers to an older decision; none: a first decision")
    ] = None

    @model_validator(mode="after")
    def _said_once(self) -> "DecisionIn":
        if self.household is not None and self.single is not None:
            raise PydanticCustomError(
                "single_said_twice", "O tym, czy osoba jest samotna, rozstrzyga wskazana rodzina."
            )
        if len(set(self.reasons)) < len(self.reasons):
            raise PydanticCustomError("reason_repeated", "Powód udzielenia pomocy podano dwa razy.")
        return self


class StepIn(Schema):
    """The day of a step; today unless stated."""

    on: Day | None = None


class SignatureIn(Schema):
    """A draft of the folder in the version that the head has read."""

    decision: UUID
    version: Annotated[int, Field(ge=0, le=INT64_MAX, description="as in ETag", examples=[1])]


class SignaturesIn(Schema):
    """The drafts that the head signs together."""

    decisions: Annotated[list[SignatureIn], Field(min_length=1, max_length=500)]


class GiveBackIn(Schema):
    """What is to be mended before the decision can be signed."""

    remarks: Annotated[Sentence, Field(examples=["Brak oceny dochodu utraconego; proszę uzupełnić uzasadnienie."])]


class RemarkOut(Out):
    """What was to be mended when the draft was given back."""

    remarks: str
    given_by: str
    given_on: date


class DeliveryIn(Schema):
    """The day on which the decision was delivered to its party, or to the one that is named. Fictions and attempts: /deliveries."""

    on: Day
    party: Annotated[UUID | None, Field(description="needed where the decision has several parties")] = None
    way: Annotated[
        Literal["post", "own_staff", "hybrid", "office", "oral"] | None,
        Field(description="an electronic letter goes through /deliveries, with the address that was checked"),
    ] = None
    proof: Annotated[Reference | None, Field(description="id of the proof of receipt", examples=["RP-4521"])] = None


class GrantOut(Out):
    """What is granted: a month's amount from a month to a month (null: until further notice)."""

    benefit: str
    entitled: UUID
    first_month: str
    last_month: str | None
    amount: ZlotyText
    variant: str | None
    mechanism: str | None


class DecisionRefusalOut(Out):
    """A ground of refusal, for one person of the facts or for the whole matter."""

    code: str
    article: str
    text: str
    person: str | None


class DecisionShort(Out):
    """A decision in a list."""

    id: UUID
    benefit: str
    kind: str
    outcome: str
    state: State
    entitled: UUID
    recipient: UUID
    on: date
    prepared_on: date
    issued_on: date | None
    final_on: date | None
    unit: str
    prepared_by: str
    sign: Annotated[
        str | None, Field(description="znak sprawy; null while no case is known", examples=["GOPS.5211.3.2026"])
    ]
    number: Annotated[
        str | None, Field(description="in the year's register of decisions; given with the issue", examples=["12/2026"])
    ]
    given_back_on: Annotated[date | None, Field(description="the draft was last given back with remarks")]
    version: int


class RegisterEntryOut(Out):
    """An entry of the register of decisions (rejestr decyzji): what went out under which number; id: the decision."""

    number: Annotated[str, Field(examples=["12/2026"])]
    issued_on: date
    id: UUID
    benefit: str
    kind: str
    outcome: str
    state: State
    unit: str
    sign: Annotated[str | None, Field(description="znak sprawy; null while no case is known")]
    entitled: UUID
    recipient: UUID


class FinalityOut(Out):
    """state `final`: final on `final_on`, which may lie ahead; prawomocna_on: from then on no complaint to a court is possible."""

    state: Literal["final", "not_delivered", "supplement_pending", "under_appeal", "removed"]
    final_on: date | None
    prawomocna_on: date | None
    article: str


class EnforceableOut(Out):
    """The first day on which the decision may be carried out, and why (k.p.a. art. 108, 130; the sector act)."""

    on: date
    ground: Literal["statute", "order", "meets_all_requests", "all_waived", "final"]
    article: str


class DecisionOut(DecisionShort):
    """A decision with what it grants or why it refuses, and its moments."""

    author: Annotated[Literal["organ", "sko"], Field(description="sko: SKO decided itself, art. 138 § 1 pkt 2")]

    household: UUID | None
    single: bool | None
    channel: Channel | None
    reasons: list[Reason]
    legal_basis: str
    reason: str | None
    justified: bool
    grants: list[GrantOut]
    refusals: list[DecisionRefusalOut]
    steps: Annotated[list[str], Field(description="the justification's sentences, in order")]
    receipt: Annotated[Any, Field(description="what pins the computation; null for a recorded amount")]
    persons: Annotated[
        dict[str, UUID],
        Field(
            description="whom `steps` and `refusals` mean, by the references that the facts use; letters print their names"
        ),
    ]
    applications: Annotated[list[UUID], Field(description="that it answers")]
    remarks: list[RemarkOut]
    without_source: Annotated[
        list[str],
        Field(
            description="members of the facts that nothing established stands behind: to be seen before the signature"
        ),
    ]
    approved_by: str | None
    approved_on: date | None
    issued_by: str | None
    delivered_on: date | None
    finality: Annotated[FinalityOut, Field(description="as its parties' acts so far tell it")]
    enforceable: Annotated[EnforceableOut | None, Field(description="null while nothing lets it be carried out")]
    awards: list[UUID]
    allowed: Annotated[list[str], Field(description="steps that its state allows")]
    allowed_acts: Annotated[
        list[str], Field(description="kinds of later acts that may refer to it now; each needs a ground of its own")
    ]
    act: Annotated[ActOut | None, Field(description="a later act: what it refers to and rests on")]
    later_acts: Annotated[list[UUID], Field(description="decisions that refer to this one")]


class FinalisedOut(Out):
    """How many delivered decisions have become final up to today."""

    finalised: int


def decision_in(service: str, facts: type[Schema]) -> type[DecisionIn]:
    """The body of POST /decisions of a service: its own form of facts beside the common members."""
    name = f"DecisionOf{service.title().replace('_', '')}In"
    form: Any = facts | None
    described: Any = Field(default=None, description="what a computed benefit is assessed on")
    return create_model(name, __base__=DecisionIn, __doc__=DecisionIn.__doc__, facts=(form, described))
