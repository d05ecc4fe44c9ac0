"""What comes in and goes out about third parties and their documents: ids, codes, days and sums; no names of persons."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day, MonthText
from kit.money import ZlotyText
from kit.schemas import Out, Schema

PartyKind = Literal["facility", "care_home", "shelter", "powiat", "gmina", "supplier"]
InvoiceKind = Literal["invoice", "debit_note", "correction"]
InvoiceState = Literal["registered", "checked", "controlled", "accepted", "paid", "returned", "cancelled"]
Purpose = Literal["meals", "shelter", "care_home", "foster_care", "care_services", "programme", "other"]
Number = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Signed = Annotated[
    str, StringConstraints(pattern=r"^-?(0|[1-9][0-9]{0,7})\.[0-9]{2}$"), Field(examples=["1280.50", "-64.00"])
]
Quantity = Annotated[str, StringConstraints(pattern=r"^-?(0|[1-9][0-9]{0,6})\.[0-9]{3}$"), Field(examples=["18.000"])]
Ratio = Annotated[str, StringConstraints(pattern=r"^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$"), Field(examples=["0.80"])]
Sign = Annotated[
    str, StringConstraints(min_length=1, max_length=80), Field(description="sign of what says so; no names")
]


class ThirdPartyIn(Schema):
    """Whom the gmina pays by invoice or note: a school's kitchen, a care home, a shelter, the powiat, another gmina, a supplier."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"kind": "facility", "name": "Szkoła Podstawowa nr 1", "unit": "gops", "since": "2026-01-01"}]
        }
    )

    kind: PartyKind
    name: Annotated[str, StringConstraints(min_length=2, max_length=200, strip_whitespace=True)]
    nip: Annotated[str | None, Field(pattern=r"^[0-9]{10}$")] = None
    teryt: Annotated[str | None, Field(pattern=r"^([0-9]{4}|[0-9]{6})$", description="of a powiat or a gmina")] = None
    unit: Code
    since: Day


class ClosedIn(Schema):
    """Its last day."""

    until: Day


class ThirdPartyOut(Out):
    """A third party as the register has it."""

    id: UUID
    kind: PartyKind
    name: str
    nip: str | None
    teryt: str | None
    unit: str
    since: date
    until: date | None
    noted_by: str
    version: int


class InvoiceIn(Schema):
    """A document that came. A correction names the document that it corrects and may give back (below zero)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "third_party": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11", "kind": "invoice", "number": "FV 12/2026",
                    "service_month": "2026-03", "issued_on": "2026-04-02", "due_on": "2026-04-16", "amount": "1280.50", "purpose": "meals",
                }
            ]
        }
    )  # fmt: skip

    third_party: UUID
    kind: InvoiceKind
    number: Number
    corrects: UUID | None = None
    service_month: MonthText
    issued_on: Day
    received_on: Annotated[Day | None, Field(description="today unless stated")] = None
    due_on: Day
    amount: Signed
    purpose: Purpose

    @field_validator("due_on")
    @classmethod
    def _due_when_it_is_there(cls, value: date, info: ValidationInfo) -> date:
        issued_on = info.data.get("issued_on")
        if issued_on is not None and value < issued_on:
            raise PydanticCustomError("day_out_of_order", "Termin zapłaty poprzedza wystawienie dokumentu.")
        return value

    @model_validator(mode="after")
    def _consistent(self) -> "InvoiceIn":
        if (self.kind == "correction") != (self.corrects is not None):
            raise PydanticCustomError("corrects", "Korekta, i tylko korekta, wskazuje dokument, który poprawia.")
        if self.kind != "correction" and (self.amount.startswith("-") or self.amount == "0.00"):
            raise PydanticCustomError("amount", "Kwota faktury albo noty jest większa od zera.")
        if self.received_on is not None and self.received_on < self.issued_on:
            raise PydanticCustomError("received_on", "Dokument wpłynął przed wystawieniem.")
        return self


class AllocationIn(Schema):
    """What of the document is one person's. amount: of everybody or of nobody; without it the document is divided by the quantities."""

    benefit: Code
    variant: Code | None = None
    entitled: UUID
    household: UUID | None = None
    award: UUID | None = None
    month: Annotated[MonthText | None, Field(description="the month of service unless stated")] = None
    quantity: Quantity
    amount: Signed | None = None


class AllocationsIn(Schema):
    """Over whom the document is divided; it stands instead of what was said before."""

    items: Annotated[list[AllocationIn], Field(min_length=1, max_length=2_000)]

    @model_validator(mode="after")
    def _amounts(self) -> "AllocationsIn":
        if len({one.amount is None for one in self.items}) > 1:
            raise PydanticCustomError("amounts", "Kwoty podaje się dla wszystkich osób albo dla żadnej.")
        return self


class DayIn(Schema):
    """The day; today unless stated."""

    on: Day | None = None


class ReasonIn(DayIn):
    """Why, without names of persons."""

    reason: Annotated[str, StringConstraints(min_length=3, max_length=400, strip_whitespace=True)]


class PaidIn(Schema):
    """The bank's day and its document; budget_year: of that day unless stated."""

    on: Day
    document: Sign
    budget_year: Annotated[int | None, Field(ge=2000, le=2100)] = None


class ShareIn(Schema):
    """What the voivode said of the grant's share in a benefit for months of service (until null: until further notice)."""

    benefit: Code
    since: MonthText
    until: MonthText | None = None
    grant_share: Ratio
    act: Sign
    counters: Annotated[UUID | None, Field(description="the statement that this one stands instead of")] = None

    @model_validator(mode="after")
    def _forwards(self) -> "ShareIn":
        if self.until is not None and self.until < self.since:
            raise PydanticCustomError("period_backwards", "Koniec okresu jest przed jego początkiem.")
        return self


class InvoiceOut(Out):
    """A document of a third party."""

    id: UUID
    third_party: UUID
    kind: InvoiceKind
    number: str
    corrects: UUID | None
    service_month: Annotated[str, Field(examples=["2026-03"])]
    issued_on: date
    received_on: date
    due_on: date
    amount: ZlotyText
    purpose: Purpose
    unit: str
    state: InvoiceState
    overdue: Annotated[bool, Field(description="to be paid still, and its day is over")]
    checked_by: str | None
    checked_on: date | None
    controlled_by: str | None
    controlled_on: date | None
    accepted_by: str | None
    accepted_on: date | None
    paid_on: date | None
    budget_year: int | None
    document: str | None
    ended_on: date | None
    reason: str | None
    noted_by: str
    allowed: list[str]
    version: int


class LineOut(Out):
    """A part of an amount with its source of money."""

    rozdzial: str
    paragraf: Annotated[str, Field(description="four digits")]
    source: str
    amount: ZlotyText


class AllocationOut(Out):
    """What of the document is one person's; one who is hidden from the reader is left out. lines: as they would be, or were, booked."""

    number: int
    benefit: str
    variant: str | None
    entitled: UUID
    household: UUID | None
    award: UUID | None
    month: str
    quantity: Quantity
    amount: ZlotyText
    lines: list[LineOut]


class InvoiceShown(InvoiceOut):
    """A document with its division."""

    allocated: Annotated[ZlotyText, Field(description="of everybody, hidden ones too")]
    allocations: list[AllocationOut]


class ShareOut(Out):
    """A statement of the grant's share; of several for a month the latest that stands counts."""

    id: UUID
    benefit: str
    since: str
    until: str | None
    grant_share: str
    act: str
    stated_on: date
    counters: UUID | None
    stands: bool
    noted_by: str


class MovedOut(Out):
    """A document that is divided anew, and what goes from one source to the other."""

    invoice: UUID
    number: str
    service_month: str
    state: InvoiceState
    lines: list[LineOut]


class DividedAnewOut(Out):
    """What a statement moves: whole, and document by document."""

    share: UUID
    documents: int
    lines: list[LineOut]
    items: list[MovedOut]
