"""What comes in and goes out about calls for completion: defects, sendings, what was supplied."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from casework.applications.members import ArrivedIn, Benefits, Day, LetterId, Sentence, StepIn
from casework.deliveries.recorded import Recipient
from casework.deliveries.schemas import AddressCheckIn, DeliveryEventOut, DeliveryState
from casework.deliveries.schemas import Proof as Receipt
from casework.terms.calls import Defect
from casework.terms.keeping import Way
from kit.schemas import Out, Schema


class DefectIn(Schema):
    """A defect, and what is to be done about it, as the call will say."""

    defect: Defect
    what: Annotated[Sentence, Field(examples=["Podpisać wniosek."])]


class CallIn(StepIn):
    """A call to remove defects (art. 64 § 2, or the sector act's own terms)."""

    defects: Annotated[list[DefectIn], Field(min_length=1, max_length=50)]
    days: Annotated[int | None, Field(ge=1, le=365, description="the shortest that the law allows unless stated")] = (
        None
    )
    benefits: Annotated[
        Benefits | None,
        Field(description="whose matters lack it: the others go on; all of the application unless stated"),
    ] = None
    renews: Annotated[
        int | None, Field(ge=1, le=1000, description="number of the call that this one stands instead of")
    ] = None


CallWay = Literal["post", "own_staff", "hybrid", "office", "electronic", "public_notice", "organisation"]


class DeliveredIn(Schema):
    """The day on which the call was handed over, in one word; its term starts with it."""

    on: Day
    way: Annotated[
        Literal["post", "own_staff", "hybrid", "office"] | None,
        Field(description="what came otherwise, or was not collected, is noted by its sending and events"),
    ] = None
    proof: Receipt | None = None


class CallSendingIn(Schema):
    """The call is sent; what happens to it is noted as events, and its term follows from them."""

    way: CallWay
    sent_on: Annotated[Day | None, Field(description="today unless stated")] = None
    to: Annotated[Recipient | None, Field(description="the attorney or representative where there is one")] = None
    address: Annotated[AddressCheckIn | None, Field(description="needed for electronic delivery")] = None
    letter: LetterId = None
    message: Receipt | None = None
    new_address_told_on: Annotated[Day | None, Field(description="the party reported another address, art. 41")] = None


class SuppliedIn(ArrivedIn):
    """What the party sent to remove the defects."""

    way: Way = "in_person"
    all_removed: Annotated[bool, Field(description="whether nothing of what was called for is missing")] = True
    obstacle_ended_on: Annotated[
        Day | None,
        Field(
            description="the party asks for the missed term to be restored: the day on which what had kept her from it was over "
            "(k.p.a. art. 58 § 2)"
        ),
    ] = None


class DefectOut(Out):
    """A defect that was called on."""

    defect: Defect
    what: str


class CallSendingOut(Out):
    """A sending of a call: where it stands, on which day, by which article and why."""

    number: int
    way: Annotated[str, Field(description="`unstated` where only the day was noted")]
    to: Recipient
    sent_on: date
    state: DeliveryState
    delivered_on: date | None
    fiction: bool
    waits_until: Annotated[date | None, Field(description="the day on which the law will treat it as delivered")]
    article: str
    reason: str
    letter: UUID | None
    message: str | None
    address_checked_on: date | None
    address_found: bool | None
    sent_by: str
    events: list[DeliveryEventOut]
    allowed: Annotated[list[str], Field(description="the steps that its state, and that of the application, allows")]


class RestorationOut(Out):
    """A request to restore the missed term (art. 58): until when it could be made, and whether it came by then."""

    obstacle_ended_on: date
    until: date
    admissible: Annotated[bool, Field(description="false: it came late, and the term is not restored (art. 58 § 2)")]


class CallOut(Out):
    """A call: its term runs from delivery; last_day is the last on which an answer is in time."""

    number: int
    defects: list[DefectOut]
    days: int
    article: str
    letter: UUID | None
    made_on: date
    made_by: str
    delivered_on: date | None
    last_day: date | None
    answered_on: date | None
    counted_on: date | None
    result: Literal["in_time", "in_part", "late"] | None
    benefits: Annotated[list[str] | None, Field(description="null: all of the application")]
    renewed_by: Annotated[int | None, Field(description="number of the call that stands instead of this one")]
    closed_on: Annotated[
        date | None, Field(description="it asks for nothing since: renewed, or its benefits ended otherwise")
    ]
    restored_on: Annotated[date | None, Field(description="the day of the order that restored the term")]
    restoration: Annotated[RestorationOut | None, Field(description="the party asked for it with her answer")]
    sendings: list[CallSendingOut]
    allowed: Annotated[
        list[str], Field(description="what may be done with it now, by the application's table of steps")
    ]
