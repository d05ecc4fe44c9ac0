"""What comes in and goes out about payments: ids, months, amounts and budget lines; never a person."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.payments.proposals.schemas import Document, ProposalOut
from kit.money import ZlotyText
from kit.periods import parse_month
from kit.schemas import Out, Schema

ListState = Literal[
    "draft",
    "merit_checked",
    "formal_checked",
    "controlled",
    "refused",
    "ordered",
    "approved",
    "settled",
    "withdrawn",
]
Way = Literal["account", "cash", "postal", "in_kind", "third_party", "card"]
AnyWay = Literal["account", "cash", "postal", "in_kind", "third_party", "card", "unstated"]
"""`unstated` stands for a right for which nobody said how it is paid."""
ReturnReason = Literal["account_closed", "wrong_account", "recipient_died", "uncollected", "not_due"]
PaymentState = Literal["planned", "approved", "settled", "returned", "voided"]
Mode = Literal["same_year_return", "same_year_repayment", "prior_year", "storno"]
VoidReason = Literal[
    "bank_rejected",
    "account_closed",
    "recipient_died",
    "held_by_office",
    "wrong_amount",
    "wrong_recipient",
    "paid_twice",
    "uncollected",
]

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
MonthText = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$"), Field(examples=["2019-03"])]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31), examples=["2019-03-28"])]
Amount = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,9})\.[0-9]{2}$"), Field(examples=["215.84"])]
MOST_NAMED, LONGEST = 1_000, 120
"""Things of one request; months that arrears may reach back."""
Ways = Annotated[list[AnyWay], Field(min_length=1, max_length=7)]
Named = Annotated[list[UUID], Field(min_length=1, max_length=MOST_NAMED)]


class ListIn(Schema):
    """Which month is to be paid, for which benefits (all when none is named)."""

    month: MonthText
    benefits: Annotated[list[Code], Field(min_length=1, max_length=200)] | None = None
    ways: Annotated[Ways | None, Field(description="only rights that are paid in these ways")] = None
    arrears_from: Annotated[
        MonthText | None,
        Field(
            description="also earlier months, from this one on, that were due and are on no list", examples=["2019-01"]
        ),
    ] = None
    due_on: Annotated[
        Day | None,
        Field(
            description="the day it is to be paid; else the month's last. Its budget lines stand in the draft, "
            "those of the days of approval and payment in what is booked"
        ),
    ] = None

    @model_validator(mode="after")
    def _arrears_before(self) -> "ListIn":
        if (
            self.arrears_from is not None
            and not 0 <= parse_month(self.month) - parse_month(self.arrears_from) <= LONGEST
        ):
            raise PydanticCustomError("arrears_impossible", "Zaległości są z wcześniejszych miesięcy, najwyżej 120.")
        return self


class ExclusionIn(Schema):
    """Payments that are taken off a draft."""

    payments: Named


class ApprovalIn(Schema):
    """The day of the approval; today unless stated."""

    on: Day | None = None


class FailedIn(Schema):
    """A payment that did not go out, and why."""

    payment: UUID
    reason: VoidReason


class SettlementIn(Schema):
    """The bank's (cash desk's, post's) day, and the payments that did not go out: they are voided and fall due again.

    With `ways` or `payments` only those are settled, and the list stays open for the rest.
    """

    booked_on: Day
    budget_year: Annotated[
        int | None,
        Field(
            ge=2000,
            le=2099,
            description="whose budget pays: the bank day's year; the one before may be stated in January, for its own months",
        ),
    ] = None
    failed: Annotated[list[FailedIn], Field(max_length=MOST_NAMED)] = Field(default_factory=list)
    ways: Annotated[Ways | None, Field(description="only what is paid in these ways")] = None
    payments: Annotated[Named | None, Field(description="only these payments")] = None


class ReturnIn(Schema):
    """The whole payment came back in the year it was paid; it can be paid again, the right stays as it is."""

    booked_on: Day
    document: Document
    reason: ReturnReason | None = None


class RepaymentIn(Schema):
    """Part of the money was paid back in the year it was paid."""

    amount: Amount
    booked_on: Day
    document: Document


class RevenueLineIn(Schema):
    """Where money of an earlier year is received; what is left out is as the payment was booked."""

    dzial: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")] | None = None
    rozdzial: Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")] | None = None
    paragraf: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$"), Field(examples=["2910"])]
    source: Annotated[Code, Field(examples=["dochod_panstwa"])]
    task: Code | None = None
    task_kind: Literal["zlecone", "wlasne"] | None = None


class Refund(Schema):
    """Money of an earlier year was paid back: revenue of this year, the old year stays as it was."""

    amount: Amount
    booked_on: Day
    reason: Annotated[
        ReturnReason | None,
        Field(
            description="why the bank or the post brought it back. With any but not_due, and with all that was left of the payment, "
            "the month can be paid again, as an expenditure of this year"
        ),
    ] = None
    line: Annotated[
        RevenueLineIn | None, Field(description="may be left out when the benefit declares a revenue line")
    ] = None


class RefundIn(Refund):
    """Money of an earlier year was paid back, and the document that shows it."""

    document: Document


class VoidIn(Schema):
    """A payment that was approved and not paid is an error: it counts as if it had not been."""

    reason: VoidReason


class StornoIn(Schema):
    """A payment that was paid is an error, and what shows it; another person confirms it."""

    reason: VoidReason
    document: Document


class MoneyLineOut(Out):
    """Where an amount is booked; `paragraf` with its fourth digit."""

    dzial: str
    rozdzial: str
    paragraf: str
    task: str
    task_kind: str
    source: str
    amount: ZlotyText


class ReversalOut(Out):
    """Money that came back, or a storno."""

    id: UUID
    mode: Mode
    amount: ZlotyText
    booked_on: date
    budget_year: int
    reason: ReturnReason | None
    document: str | None


class StornoOut(ProposalOut):
    """A storno that somebody proposed."""

    reason: VoidReason


class DeductionOut(Out):
    """What of a payment is set off against an undue payment or goes to a bailiff; `claim` is the id of that claim."""

    kind: Literal["overpayment", "bailiff"]
    claim: UUID
    amount: ZlotyText


class PaymentShort(Out):
    """A payment in a list; `came_back` is the sum of its reversals, `deducted` what of it goes to others than the recipient."""

    id: UUID
    list: UUID
    award: UUID
    benefit: str
    month: str
    amount: ZlotyText
    came_back: ZlotyText
    deducted: ZlotyText
    way: Way | None
    state: PaymentState
    booked_on: date | None
    budget_year: int | None
    version: int


class PaymentOut(PaymentShort):
    """A payment with its lines and what came back."""

    lines: list[MoneyLineOut]
    reversals: list[ReversalOut]
    deductions: list[DeductionOut]
    void_reason: VoidReason | None
    stornos: list[StornoOut]
    allowed: Annotated[list[str], Field(description="what may be done with it now; a list moves what is planned")]


class CardTotalOut(Out):
    """What of a benefit is in a state in a budget year (null: not paid yet); a storno counts among what came back."""

    budget_year: int | None
    benefit: str
    state: PaymentState
    payments: int
    amount: ZlotyText
    came_back: ZlotyText
    deducted: ZlotyText


class PaymentsCardOut(Out):
    """Everything paid for a person or to her: totals of all of it, and a page of the payments."""

    person: UUID
    totals: list[CardTotalOut]
    items: list[PaymentShort]
    next_cursor: str | None


class ListShort(Out):
    """A payment list without its totals."""

    id: UUID
    number: str
    kind: Literal["monthly", "imported"]
    month: str
    circuit: Literal["simple", "full"]
    due_on: date | None
    state: ListState
    generated_by: str
    approved_by: str | None
    approved_on: date | None
    settled_on: date | None
    version: int


class StateTotalOut(Out):
    """How many payments of the list are in a state, and their sum."""

    state: PaymentState
    payments: int
    amount: ZlotyText


class WayTotalOut(Out):
    """How many payments go in a way, their sum, and what is left of it for the recipients."""

    way: AnyWay
    payments: int
    amount: ZlotyText
    deducted: ZlotyText


class BenefitTotalOut(Out):
    """What a list pays, or would pay, of a benefit."""

    benefit: str
    payments: int
    amount: ZlotyText


class ListOut(ListShort):
    """A list with totals of its payments: by state, else without the voided. allowed: what its state lets be done now."""

    payments: int
    amount: ZlotyText
    deducted: ZlotyText
    states: list[StateTotalOut]
    benefits: list[BenefitTotalOut]
    lines: list[MoneyLineOut]
    ways: list[WayTotalOut]
    allowed: list[str]
