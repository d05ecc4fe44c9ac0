"""What is told of a payment list before it is drawn up, or before it is signed: sums, what is left out and why, and the plan."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from casework.budget.schemas import BudgetOut
from casework.payments.schemas import BenefitTotalOut, ListState, MoneyLineOut, WayTotalOut
from kit.money import ZlotyText
from kit.schemas import Out

LeftOutReason = Literal[
    "suspended", "right_twice", "not_enforceable", "other_way", "on_a_list", "cannot_be_booked", "earlier_month"
]
"""`right_twice`: of a person who was entered twice and has it under another entry, until the payment notice on it is closed.
`earlier_month`: due before the months asked for and on no list; arrears_from pays it."""


class LeftOutOut(Out):
    """What the selection leaves out, by reason and benefit."""

    reason: LeftOutReason
    benefit: str
    months: int
    amount: ZlotyText


class LeftOutNamedOut(Out):
    """A month of a right that is left out, why, and the list it stands on already."""

    reason: LeftOutReason
    award: UUID
    benefit: str
    month: str
    amount: ZlotyText
    list: UUID | None


class PreviewOut(Out):
    """What a list would hold if it were drawn up now; nothing of it is stored."""

    payments: int
    amount: ZlotyText
    deducted: ZlotyText
    benefits: list[BenefitTotalOut]
    ways: list[WayTotalOut]
    lines: list[MoneyLineOut]
    left_out: list[LeftOutOut]
    left_out_named: Annotated[list[LeftOutNamedOut], Field(description="at most 500")]
    budget: Annotated[
        BudgetOut,
        Field(description="the lines beside the plan of the year it is to be paid in; warns, and stops no payment"),
    ]


class EarlierOut(Out):
    """Months before those of a list that are due and on no list."""

    months: int
    amount: ZlotyText


class ListEffectOut(Out):
    """A list that waits for its signatures, beside the plan; once it is approved, the plan holds it and `budget` is empty."""

    payment_list: UUID
    state: ListState
    version: int
    amount: Annotated[ZlotyText, Field(description="of the payments that are not approved yet")]
    earlier_months: Annotated[
        EarlierOut,
        Field(description="of its benefits, due before its months and on no list; a list with arrears_from pays them"),
    ]
    budget: Annotated[BudgetOut, Field(description="the lines beside the plan of the year it is to be paid in")]
