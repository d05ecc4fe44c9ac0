"""What comes in and goes out about fees."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casework.decisions.schemas import Day, Reference
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Int32, Out, Schema

EntryKindName = Literal["assessed", "received", "written_off", "given_back", "corrected"]
FeeReason = Literal["remitted", "died", "lapsed"]


class FeeReceivedIn(Schema):
    """Money came in for the fee; on: the day of the bank."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"amount": "531.00", "on": "2025-07-14", "document": "WB 133/2025"}]}
    )

    amount: ZlotyInput
    on: Annotated[Day | None, Field(description="today unless stated")] = None
    document: Reference | None = None


class FeeWriteOffIn(Schema):
    """What is let go: remitted by decision (art. 104 ust. 4 u.p.s.), or gone with the payer's death, or by lapse of time."""

    amount: ZlotyInput
    reason: FeeReason
    on: Annotated[Day | None, Field(description="today unless stated")] = None
    document: Annotated[Reference | None, Field(description="the decision or the note that it rests on")] = None


class FeeGiveBackIn(Schema):
    """Money that came in beyond the fee went back; receipt: the number of the entry that it came in with."""

    amount: ZlotyInput
    receipt: Annotated[Int32, Field(ge=1)]
    on: Annotated[Day | None, Field(description="today unless stated")] = None
    document: Reference | None = None


class FeeCorrectIn(Schema):
    """An entry was made in error: it is countered. What its own register assessed is changed there."""

    number: Annotated[Int32, Field(ge=1)]


class FeeEntryOut(Out):
    """An entry of a fee."""

    number: int
    kind: EntryKindName
    amount: ZlotyText
    day: date
    counters: int | None
    gives_back: int | None
    reason: FeeReason | None
    document: str | None
    noted_by: str


class FeeOut(Out):
    """A fee with what is owed of it today."""

    id: UUID
    payer: UUID
    person: UUID
    household: UUID | None
    benefit: str
    decision: UUID | None
    source_kind: Annotated[str, Field(description="the register that assessed it", examples=["care_month"])]
    source_id: UUID
    month: Annotated[str, Field(examples=["2025-06"])]
    due_on: date
    unit: str
    assessed: ZlotyText
    received: ZlotyText
    written_off: ZlotyText
    given_back: ZlotyText
    open: Annotated[ZlotyText, Field(description="owed still")]
    overpaid: ZlotyText
    overdue: Annotated[bool, Field(description="something is open, and its day is over")]
    version: int


class FeeShown(FeeOut):
    """A fee with its entries and what it was computed from."""

    basis: dict[str, Any]
    entries: list[FeeEntryOut]


class FeeBalanceOut(Out):
    """What one payer owes in all on a day."""

    payer: UUID
    on: date
    fees: Annotated[int, Field(description="of which something is open or overpaid")]
    open: ZlotyText
    overdue: Annotated[ZlotyText, Field(description="of what is open, what was due before the day")]
    overpaid: ZlotyText
