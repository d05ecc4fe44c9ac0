"""What comes in and goes out about deliveries of further letters, and about all deliveries at once."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from casework.decisions.schemas import Day
from casework.deliveries.recorded import Recipient
from casework.deliveries.schemas import AddressCheckIn, DeliveryEventOut, DeliveryState, Proof
from kit.schemas import Out, Schema

LetterWay = Literal["post", "own_staff", "hybrid", "office", "electronic", "public_notice", "organisation"]
Subject = Literal["decision", "call", "letter"]


class LetterSendingIn(Schema):
    """A letter goes out; what happens to it is noted as events."""

    way: LetterWay
    sent_on: Annotated[Day | None, Field(description="today unless stated")] = None
    to: Annotated[
        Recipient | None, Field(description="the attorney or representative of the application where there is one")
    ] = None
    attorney_since: Annotated[
        Day | None, Field(description="the power of attorney reached the office; known of an application")
    ] = None
    public_entity: bool = False
    address: Annotated[AddressCheckIn | None, Field(description="needed for electronic delivery")] = None
    message: Proof | None = None
    new_address_told_on: Annotated[Day | None, Field(description="the party reported another address, art. 41")] = None


class LetterSendingOut(Out):
    """A sending of a letter: where it stands, on which day, by which article and why."""

    id: UUID
    letter: UUID
    way: LetterWay
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
    message: str | None
    sent_by: str
    events: list[DeliveryEventOut]
    version: int


class AnyDeliveryOut(Out):
    """A delivery of anything in one list. subject, subject_id: of a decision, of a call of an application, or of a further letter."""

    key: Annotated[str, Field(examples=["01a20443-9ef7-7719-904b-6778db0626bd"])]
    subject: Subject
    subject_id: Annotated[UUID, Field(description="the decision, the application, or the letter")]
    call: Annotated[int | None, Field(description="number of the call")]
    letter: UUID | None
    kind: Annotated[str | None, Field(description="kind of the act, or of the letter", examples=["delay_notice"])]
    way: str
    to: Recipient
    sent_on: date
    state: DeliveryState
    waits_until: date | None
    delivered_on: date | None
    fiction: bool
    article: str
    reason: str
    sent_by: str
