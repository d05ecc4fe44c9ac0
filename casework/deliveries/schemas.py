"""What comes in and goes out about parties, deliveries and waivers."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Day
from casework.deliveries.preference import OutOfOrder
from casework.deliveries.recorded import Kind, Recipient, Way
from kit.schemas import Out, Schema

Proof = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9./:_-]{0,119}$"),
    Field(examples=["UPO-1234"], description="id of the proof: UPO, number of the receipt; no names"),
]
Organisation = Annotated[str, StringConstraints(min_length=3, max_length=300, strip_whitespace=True)]
Act = Literal["decision", "supplement_answer"]
DeliveryState = Literal["waiting", "delivered", "ineffective"]
ImmediateGround = Literal["health_or_life", "national_economy", "other_social_interest", "important_interest_of_party"]


class PartyIn(Schema):
    """A party: a person of the register, or an organisation, by its name or as the register of institutions has it."""

    person: UUID | None = None
    organisation: Organisation | None = None
    institution: Annotated[
        UUID | None,
        Field(description="of GET /v1/institutions: its name of today, and whether it is a public entity, follow"),
    ] = None
    public_entity: bool = False
    attorney: Annotated[UUID | None, Field(description="a person of the register; deliveries go to her alone")] = None
    attorney_since: Annotated[Day | None, Field(description="the power of attorney reached the office")] = None
    request_met: Annotated[bool | None, Field(description="the decision agrees with what this party asked for")] = None

    @model_validator(mode="after")
    def _one(self) -> "PartyIn":
        if [self.person, self.organisation, self.institution].count(None) != 2:
            raise PydanticCustomError("party_one", "Stroną jest osoba z rejestru albo organizacja.")
        if (self.attorney is None) != (self.attorney_since is None):
            raise PydanticCustomError("attorney_since", "Pełnomocnika podaje się z dniem złożenia pełnomocnictwa.")
        return self


class PartyChangeIn(Schema):
    """What became known about a party; a member that is left out stays as it was."""

    attorney: UUID | None = None
    attorney_since: Day | None = None
    request_met: bool | None = None
    change_consent_on: Annotated[Day | None, Field(description="consent to changing the decision, art. 155")] = None
    review_consent_on: Annotated[Day | None, Field(description="consent to self-review, art. 132 § 2")] = None
    supplement_asked_on: Annotated[Day | None, Field(description="the day that counts, art. 111 § 1")] = None
    supplement_answered_on: Annotated[Day | None, Field(description="the answer was delivered, art. 111 § 2")] = None


class PartyWithdrawalIn(Schema):
    """Why somebody who was noted is no party of the decision."""

    reason: Literal["wrong_person", "not_a_party", "noted_twice"]


class PartyOut(Out):
    """A party with what she has done so far."""

    id: UUID
    person: UUID | None
    organisation: str | None
    institution: UUID | None
    public_entity: bool
    attorney: UUID | None
    attorney_since: date | None
    request_met: bool | None
    change_consent_on: date | None
    review_consent_on: date | None
    supplement_asked_on: date | None
    supplement_answered_on: date | None
    delivered_on: date | None
    appeal_until: Annotated[date | None, Field(description="last day of the term of appeal")]
    waived_on: date | None
    appealed_on: date | None
    left_out: Annotated[
        bool,
        Field(
            description="noted after the delivery to the others: the decision binds as it did; she may appeal in their term, "
            "then ask for reopening (art. 145 § 1 pkt 4)"
        ),
    ]
    version: int


class AddressCheckIn(Schema):
    """The base of electronic addresses (BAE) was looked up before sending."""

    checked_on: Day
    found: bool


class EventIn(Schema):
    """What happened to the letter on a day. With `corrects` it stands instead of that event, or without a kind takes it back."""

    kind: Kind | None = None
    on: Day | None = None
    corrects: Annotated[int | None, Field(ge=1, le=10_000, description="number of an event noted in error")] = None
    proof: Proof | None = None

    @model_validator(mode="after")
    def _says(self) -> "EventIn":
        if (self.kind is None) != (self.on is None) or (self.kind is None and self.corrects is None):
            raise PydanticCustomError("event_incomplete", "Zdarzenie ma rodzaj i dzień albo odwołuje inne zdarzenie.")
        return self


class AnnexIn(Schema):
    """Annexes of a paper decision on another durable medium (art. 109 § 3-4), to which the party agreed."""

    medium: Annotated[
        str, StringConstraints(min_length=2, max_length=80, strip_whitespace=True), Field(examples=["płyta CD"])
    ]
    consent_on: Annotated[Day, Field(description="the consent, in writing or to minutes")]
    consent_form: Literal["written", "minutes"] = "written"


class AnnexOut(Out):
    """Annexes that went on another durable medium."""

    medium: str
    consent_on: date
    consent_form: Literal["written", "minutes"]


class ResultRow(Schema):
    """What happened to the letter of a decision on a day: a line of what the post brings back. The decision is told by its id, by its
    number or by the letter.
    """

    decision: UUID | None = None
    number: Annotated[
        str | None,
        StringConstraints(pattern=r"^[1-9][0-9]{0,8}/20[0-9]{2}$"),
        Field(description="of the decision", examples=["12/2026"]),
    ] = None
    letter: UUID | None = None
    party: Annotated[UUID | None, Field(description="needed where the decision was sent to several parties")] = None
    kind: Kind
    on: Day
    proof: Proof | None = None

    @model_validator(mode="after")
    def _one(self) -> "ResultRow":
        if [self.decision, self.number, self.letter].count(None) != 2:
            raise PydanticCustomError("decision_one", "Wiersz wskazuje decyzję, jej numer albo pismo: jedno z nich.")
        return self


class SendingIn(Schema):
    """An act is sent to a party."""

    party: UUID
    act: Act = "decision"
    way: Way
    sent_on: Annotated[Day | None, Field(description="today unless stated")] = None
    to: Annotated[Recipient | None, Field(description="the attorney where there is one, unless stated")] = None
    address: Annotated[AddressCheckIn | None, Field(description="needed for electronic delivery")] = None
    letter: Annotated[UUID | None, Field(description="the stored letter that was sent")] = None
    message: Proof | None = None
    new_address_told_on: Annotated[Day | None, Field(description="the party reported another address, art. 41")] = None
    annex: Annotated[AnnexIn | None, Field(description="annexes on another durable medium than paper")] = None


class DeliveryEventOut(Out):
    """An event as it was noted, and by whom."""

    number: int
    kind: Kind | None
    on: date | None
    corrects: int | None
    proof: str | None
    noted_by: str


class DeliveryOut(Out):
    """A delivery: where it stands, on which day, by which article and why."""

    id: UUID
    party: UUID
    act: Act
    way: Annotated[str, Field(description="`unstated` where only the day was noted")]
    to: Recipient
    sent_on: date
    state: DeliveryState
    delivered_on: date | None
    fiction: bool
    waits_until: Annotated[date | None, Field(description="the day on which the law will treat it as delivered")]
    article: str
    reason: str
    kpa_version: str
    address_checked_on: date | None
    address_found: bool | None
    out_of_order: Annotated[
        OutOfOrder | None,
        Field(
            description="what speaks against this way (art. 39): an electronic address is known, or was not looked for; a warning"
        ),
    ]
    letter: UUID | None
    message: str | None
    annex: Annotated[AnnexOut | None, Field(description="annexes that went on another durable medium (art. 109 § 3-4)")]
    events: list[DeliveryEventOut]
    allowed: Annotated[list[str], Field(description="the steps that its state allows")]
    version: int


class WaiverIn(Schema):
    """A party's waiver of the appeal."""

    party: UUID
    received_on: Annotated[Day, Field(description="the statement reached the office")]
    proof: Proof | None = None


class WaiverOut(Out):
    """A waiver as it was noted."""

    id: UUID
    party: UUID
    received_on: date
    proof: str | None
    noted_by: str


class CaseStartIn(Schema):
    """The day the case began: the request reached the office, or its first act towards the party (art. 61 § 3-4)."""

    on: Day


class ImmediateIn(Schema):
    """Immediate enforceability that the decision itself orders (art. 108 § 1), from its delivery."""

    on: Day
    ground: ImmediateGround
