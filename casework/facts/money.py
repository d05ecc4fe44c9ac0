"""A money fact: one movement of one benefit's money, with the persons and quantities that count once and the lines it is booked on.

Persons, households and quantities belong to the header and count once, however many lines the money has (60/40 meal: one fact, two
lines). `measure` says what kind of movement it is; approving a list is a liability, the bank's day is the expenditure.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict, Field

Measure = Literal[
    "commitment_this_year",
    "commitment_later",
    "liability",
    "expenditure",
    "assessed",
    "written_off",
    "received",
    "retained",
    "passed_on",
    "grant_received",
    "grant_returned",
    "in_kind",
]
ReversalMode = Literal["same_year_return", "same_year_repayment", "prior_year", "storno"]
Side = Literal["expenditure", "revenue"]
TaskKind = Literal["zlecone", "wlasne"]
Counted = Literal["entitled", "recipient", "none"]
Cover = Literal["liability", "none"]
QuantityUnit = Literal[
    "swiadczenie",
    "posilek",
    "godzina",
    "dzien",
    "osobodzien",
    "miesiac",
    "kg",
    "sztuka",
    "karta",
    "decyzja",
    "spotkanie",
]

AWARD_GRANTED = "pl.gops.award.granted.v1"
AWARD_REDUCED = "pl.gops.award.reduced.v1"
PAYMENT_APPROVED = "pl.gops.payment.approved.v1"
PAYMENT_SETTLED = "pl.gops.payment.settled.v1"
PAYMENT_RETURNED = "pl.gops.payment.returned.v1"
PAYMENT_REPAID = "pl.gops.payment.repaid.v1"
PAYMENT_REFUNDED = "pl.gops.payment.refunded.v1"
PAYMENT_VOIDED = "pl.gops.payment.voided.v1"
OVERPAYMENT_ASSESSED = "pl.gops.overpayment.assessed.v1"
OVERPAYMENT_WRITTEN_OFF = "pl.gops.overpayment.written_off.v1"
OVERPAYMENT_RECEIVED = "pl.gops.overpayment.received.v1"
OVERPAYMENT_GIVEN_BACK = "pl.gops.overpayment.given_back.v1"
OVERPAYMENT_CORRECTED = "pl.gops.overpayment.corrected.v1"
DEBT_ASSESSED = "pl.gops.debt.assessed.v1"
DEBT_RECEIVED = "pl.gops.debt.received.v1"
DEBT_RETAINED = "pl.gops.debt.retained.v1"
DEBT_PASSED_ON = "pl.gops.debt.passed_on.v1"
DEBT_WRITTEN_OFF = "pl.gops.debt.written_off.v1"
DEBT_CORRECTED = "pl.gops.debt.corrected.v1"
INVOICE_ACCEPTED = "pl.gops.invoice.accepted.v1"
INVOICE_PAID = "pl.gops.invoice.paid.v1"
INVOICE_CORRECTED = "pl.gops.invoice.corrected.v1"
FEE_ASSESSED = "pl.gops.fee.assessed.v1"
FEE_RECEIVED = "pl.gops.fee.received.v1"
FEE_WRITTEN_OFF = "pl.gops.fee.written_off.v1"
FEE_GIVEN_BACK = "pl.gops.fee.given_back.v1"
FEE_CORRECTED = "pl.gops.fee.corrected.v1"
FEE_RETAINED = "pl.gops.fee.retained.v1"
FUNDING_REALLOCATED = "pl.gops.funding.reallocated.v1"
BOOKING_RECORDED = "pl.gops.booking.recorded.v1"
BOOKING_REVERSED = "pl.gops.booking.reversed.v1"

MONEY_TYPES = frozenset(
    {
        AWARD_GRANTED,
        AWARD_REDUCED,
        PAYMENT_APPROVED,
        PAYMENT_SETTLED,
        PAYMENT_RETURNED,
        PAYMENT_REPAID,
        PAYMENT_REFUNDED,
        PAYMENT_VOIDED,
        OVERPAYMENT_ASSESSED,
        OVERPAYMENT_WRITTEN_OFF,
        OVERPAYMENT_RECEIVED,
        OVERPAYMENT_GIVEN_BACK,
        OVERPAYMENT_CORRECTED,
        DEBT_ASSESSED,
        DEBT_RECEIVED,
        DEBT_RETAINED,
        DEBT_PASSED_ON,
        DEBT_WRITTEN_OFF,
        DEBT_CORRECTED,
        INVOICE_ACCEPTED,
        INVOICE_PAID,
        INVOICE_CORRECTED,
        FEE_ASSESSED,
        FEE_RECEIVED,
        FEE_WRITTEN_OFF,
        FEE_GIVEN_BACK,
        FEE_CORRECTED,
        FEE_RETAINED,
        FUNDING_REALLOCATED,
        BOOKING_RECORDED,
        BOOKING_REVERSED,
    }
)

Pseudonym = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]
Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Document(_Part):
    """The document that the fact follows from: a decision, a payment list, an invoice, a booking of the finance system."""

    kind: Code
    id: Annotated[str, Field(min_length=1, max_length=80)]
    version: Annotated[int, Field(ge=1)]


class Reversal(_Part):
    """The fact that this one takes back, and how (events.md, `reverses.mode`)."""

    service: Code
    sequence: Annotated[int, Field(ge=1)]
    mode: ReversalMode


class Quantity(_Part):
    """How much was given; three decimals, negative in a reversal."""

    unit: QuantityUnit
    value: Annotated[str, Field(pattern=r"^-?[0-9]{1,12}\.[0-9]{3}$")]


class MoneyLine(_Part):
    """One line of the classification with its source of money; `amount` in grosze, signed."""

    side: Side
    dzial: Annotated[str, Field(pattern=r"^[0-9]{3}$")]
    rozdzial: Annotated[str, Field(pattern=r"^[0-9]{5}$")]
    paragraf: Annotated[str, Field(pattern=r"^[0-9]{3}$")]
    p4: Annotated[str, Field(pattern=r"^[0-9]$")]
    task: Code
    task_kind: TaskKind
    source: Code
    grant_ref: Annotated[str, Field(max_length=80)] | None = None
    amount: int
    sets_amount: Annotated[
        int | None,
        Field(description="the line's own part of the header's `sets_amount`; missing: in proportion to the amounts"),
    ] = None


class MoneyFact(_Part):
    """`data` of every event type in MONEY_TYPES, version 1."""

    unit: Code
    document: Document
    measure: Measure
    benefit: Code | None
    variant: Code | None = None
    mechanism: Code | None = None
    entitled: Pseudonym | None = None
    recipient: Pseudonym | None = None
    household: Pseudonym | None = None
    counted: Annotated[Counted, Field(description="whose pseudonym is the person counted, as the benefit declares")] = (
        "none"
    )
    due_period: Month | None = None
    occurred_on: date
    booked_on: date
    budget_year: Annotated[int, Field(ge=2000, le=2100)]
    due_on: date | None = None
    reverses: Reversal | None = None
    quantities: tuple[Quantity, ...] = ()
    lines: Annotated[tuple[MoneyLine, ...], Field(min_length=1)]
    mirrors: Annotated[
        UUID | None,
        Field(description="bookings: the payment list whose money this is; compared, never added"),
    ] = None
    declared: Annotated[
        tuple["DeclaredCount", ...],
        Field(description="bookings: counts as stated; shown, never united with sets"),
    ] = ()
    list: Annotated[
        UUID | None,
        Field(description="reversals: the payment list that the payment was paid on; none for imported payments"),
    ] = None
    sets_amount: Annotated[
        int | None,
        Field(
            description="grosze, signed: what the fact moves persons and households by, when it is not the sum of its "
            "lines (a return of the rest of a payment that was repaid in part takes the whole payment out of the sets)"
        ),
    ] = None
    cover: Annotated[
        Cover | None,
        Field(
            description="payments: what binds the plan for this money. Missing: the commitment of its right. liability: only "
            "the approved list (a right brought over, or a month behind the year that it was bound to). none: nothing, another "
            "system paid it"
        ),
    ] = None


class DeclaredCount(_Part):
    """A count that the finance system states with a booking (14 families, 6 meetings)."""

    unit: Code
    value: Annotated[int, Field(ge=0)]


MoneyFact.model_rebuild()


def money_line(line: Any, amount: int) -> dict[str, Any]:
    """A line from a benefit's budget line (anything with its attributes) and grosze."""
    return {
        "side": line.side,
        "dzial": line.dzial,
        "rozdzial": line.rozdzial,
        "paragraf": line.paragraf,
        "p4": line.p4,
        "task": line.task,
        "task_kind": line.task_kind,
        "source": line.source,
        "amount": amount,
    }


def money_fact(
    *,
    unit: str,
    document: tuple[str, str, int],
    measure: Measure,
    benefit: str | None,
    occurred_on: date,
    booked_on: date,
    budget_year: int,
    lines: Sequence[Mapping[str, Any]] | orjson.Fragment,
    variant: str | None = None,
    mechanism: str | None = None,
    entitled: str | None = None,
    recipient: str | None = None,
    household: str | None = None,
    counted: Counted = "none",
    due_period: str | None = None,
    due_on: date | None = None,
    reverses: tuple[str, int, ReversalMode] | None = None,
    quantities: Sequence[tuple[str, str]] = (),
    payment_list: str | None = None,
    sets_amount: int | None = None,
    cover: Cover | None = None,
) -> dict[str, Any]:
    """`data` of a money fact as plain JSON values: the fast way for lists and imports; the schema above is its contract in tests.

    payment_list: `list` of a reversal. sets_amount: in grosze, only when it is not the sum of the lines. cover: None when the right's own
    commitment covers the payment.
    """
    fact: dict[str, Any] = {
        "unit": unit,
        "document": {"kind": document[0], "id": document[1], "version": document[2]},
        "measure": measure,
        "benefit": benefit,
        "variant": variant,
        "mechanism": mechanism,
        "entitled": entitled,
        "recipient": recipient,
        "household": household,
        "counted": counted,
        "due_period": due_period,
        "occurred_on": occurred_on,
        "booked_on": booked_on,
        "budget_year": budget_year,
        "quantities": [{"unit": name, "value": value} for name, value in quantities],
        "lines": lines,
    }
    if due_on is not None:
        fact["due_on"] = due_on
    if reverses is not None:
        fact["reverses"] = {"service": reverses[0], "sequence": reverses[1], "mode": reverses[2]}
    if payment_list is not None:
        fact["list"] = payment_list
    if sets_amount is not None:
        fact["sets_amount"] = sets_amount
    if cover is not None:
        fact["cover"] = cover
    return fact


def thousandths(quantity: int) -> str:
    """A quantity in thousandths as it stands in facts: 1000 is "1.000"."""
    sign, size = ("-", -quantity) if quantity < 0 else ("", quantity)
    return f"{sign}{size // 1000}.{size % 1000:03}"
