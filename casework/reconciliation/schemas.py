"""What reconciliation answers: sums of a month by benefit and by list, and the cases in which two of them differ."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from kit.money import ZlotyText
from kit.schemas import Out

CaseKind = Literal[
    "decision_and_awards",
    "paid_more_than_due",
    "payment_and_list",
    "payment_and_log",
    "lines_and_amount",
    "deducted_too_much",
]


class BenefitSumsOut(Out):
    """A benefit in the month, from the decisions to the log.

    decided − ended = awarded − awarded_without_decision;
    awarded + paid_after_end + paid_over_the_right = planned + approved + settled + not_on_a_list;
    settled − repaid + returned_later = spent_in_log. Months that the old system paid are shown apart (imported) and compared with the
    log alone; spent_in_log holds them as well.
    """

    benefit: str
    decided: Annotated[ZlotyText, Field(description="granted for the month by decisions that were issued")]
    ended: Annotated[ZlotyText, Field(description="of it: of rights that were ended before the month")]
    awarded: Annotated[ZlotyText, Field(description="due for the month by running and held rights")]
    awarded_without_decision: Annotated[ZlotyText, Field(description="of it: rights taken over from another system")]
    held: Annotated[ZlotyText, Field(description="of it: rights whose payments are held")]
    paid_after_end: Annotated[
        ZlotyText, Field(description="on lists for a right that was ended afterwards: to be looked at as undue")
    ]
    paid_over_the_right: Annotated[
        ZlotyText,
        Field(description="on lists for months whose amount was lowered afterwards, over what is due now; also repaid"),
    ]
    undue_open: Annotated[
        ZlotyText,
        Field(
            description="of it: established as undue and not paid back, or judged not to be; what is neither is a case"
        ),
    ]
    not_on_a_list: Annotated[ZlotyText, Field(description="due and on no list yet")]
    planned: ZlotyText
    approved: ZlotyText
    settled: Annotated[ZlotyText, Field(description="paid, and not returned")]
    returned: Annotated[ZlotyText, Field(description="came back whole; it can be paid again")]
    returned_later: Annotated[
        ZlotyText,
        Field(description="of returned: in a later year, whose revenue it is; the spending of the old year stays"),
    ]
    repaid: Annotated[ZlotyText, Field(description="parts of what was settled that were paid back in its year")]
    spent_in_log: Annotated[ZlotyText, Field(description="expenditure that the log was told of, less what came back")]
    imported_awarded: ZlotyText
    imported_paid: ZlotyText
    difference: Annotated[ZlotyText, Field(description="of all cases of the benefit together, without signs")]


class ListSumsOut(Out):
    """What of the month stands on a list; a list also pays other months when it pays arrears."""

    list: UUID
    number: str
    kind: Literal["monthly", "imported"]
    state: str
    payments: int
    planned: ZlotyText
    approved: ZlotyText
    settled: ZlotyText
    returned: ZlotyText
    voided: ZlotyText


class CaseOut(Out):
    """Two places that should agree and do not, with the ids of what they hold."""

    kind: CaseKind
    benefit: str
    decision: UUID | None
    award: UUID | None
    payment: UUID | None
    list: UUID | None
    expected: ZlotyText
    found: ZlotyText


class PaidAfterEndOut(Out):
    """A right that was ended after the month had been paid, with what has neither come back nor been established as undue."""

    benefit: str
    award: UUID
    list: UUID | None
    amount: ZlotyText


class ReconciliationOut(Out):
    """A month from the decisions to the log."""

    month: str
    agrees: bool
    difference: ZlotyText
    benefits: list[BenefitSumsOut]
    lists: list[ListSumsOut]
    cases: Annotated[list[CaseOut], Field(description="at most 500")]
    cases_in_all: int
    paid_after_end: Annotated[
        list[PaidAfterEndOut],
        Field(description="no difference, but to be looked at as undue (task `undue_found`); at most 500"),
    ]


class _OfMonth(Out):
    month: Annotated[str, Field(examples=["2019-03"])]


class MonthSumsOut(BenefitSumsOut, _OfMonth):
    """A benefit in one month of the year; the same equations hold."""


class ReconciledMonthOut(_OfMonth):
    """Whether a month of the year agrees; its cases are named by GET /v1/reconciliation of the month."""

    agrees: bool
    difference: ZlotyText
    cases_in_all: int


class ReconciledYearOut(Out):
    """A year from the decisions to the log, by month and benefit; each month is seen at its own moment."""

    year: int
    agrees: bool
    months: list[ReconciledMonthOut]
    rows: Annotated[
        list[MonthSumsOut], Field(description="months and the benefits that something of theirs is known of")
    ]
    totals: Annotated[list[BenefitSumsOut], Field(description="by benefit over the year")]
