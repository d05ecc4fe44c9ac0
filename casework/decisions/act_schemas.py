"""What comes in and goes out about later acts: the older act and the award they refer to, the ground, from when, and the effects."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from casework.budget.schemas import BudgetOut
from casework.decisions.beside_schemas import DraftBesideOut, ExcludedOut, GrantedElsewhereOut
from casework.evidence.basis import SourceOut
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Out, Schema

LaterKind = Literal[
    "change", "refuse_change", "repeal", "refuse_repeal", "expire", "refuse_expire", "suspend", "refuse_suspend", "resume",
    "refuse_resume", "discontinue", "undue_payment", "return", "refuse_return", "instalments", "refuse_instalments", "deferral",
    "refuse_deferral", "remission", "refuse_remission", "fee", "fee_exemption", "refuse_fee_exemption", "correction",
    "refuse_correction", "supplement", "refuse_supplement",
    "refuse_start", "return_application", "suspend_proceedings", "refuse_suspend_proceedings", "resume_proceedings",
    "refuse_resume_proceedings", "restore_term", "refuse_restore_term", "reopen", "refuse_reopen", "enforceability",
    "refuse_certificate", "refuse_file_access", "repeal_order",
]  # fmt: skip
Mode = Literal["ahead", "whole"]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
MonthOrDay = Annotated[
    str,
    StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$"),
    Field(examples=["2019-11"], description="a month, or a day: then the months that begin on it or later"),
]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31), examples=["2019-11-04"])]
MOST_CONSENTS = 40


class ConsentIn(Schema):
    """A party's consent to a change of a decision by which she has gained a right (k.p.a. art. 155)."""

    person: UUID
    given_on: Day
    form: Literal["written", "minutes", "electronic"] = "written"


class EarlierIn(Schema):
    """The decision of another system by which a right that was imported had been granted."""

    number: Annotated[
        str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f]+$")
    ]
    issued_on: Annotated[date, Field(ge=date(1990, 1, 1), le=date(2099, 12, 31), examples=["2018-09-14"])]
    organ: Annotated[
        str,
        StringConstraints(min_length=3, max_length=200, strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f]+$"),
        Field(examples=["Wójt Gminy Łubnice"]),
    ]


class InstalmentIn(Schema):
    """A part of what is owed and the last day for paying it."""

    due_on: Day
    amount: ZlotyInput


class ActIn(Schema):
    """A later act: what it does, which older act it refers to, on what ground, from when."""

    kind: LaterKind
    refers_to: Annotated[
        UUID | None,
        Field(description="the older act; a discontinuation, or an act on an imported right (earlier), may go without"),
    ] = None
    award: Annotated[UUID | None, Field(description="only this award of the older act; none: all of them")] = None
    earlier: Annotated[
        EarlierIn | None,
        Field(
            description="instead of refers_to, with the award: a right that was imported, and the decision it rests on"
        ),
    ] = None
    effective_from: MonthOrDay | None = None
    mode: Annotated[
        Mode,
        Field(
            description="ahead: from effective_from on; whole: from the first month on (resume: also the held months are paid)"
        ),
    ] = "ahead"
    ground: Annotated[Code, Field(examples=["kpa_155"])]
    article: Annotated[
        str | None,
        StringConstraints(min_length=3, max_length=200, strip_whitespace=True),
        Field(description="the provision of another act, where the ground asks for it (k.p.a. art. 163)"),
    ] = None
    reason: Annotated[
        str | None,
        StringConstraints(min_length=3, max_length=4000, strip_whitespace=True),
        Field(description="needed where no facts and no recorded amount give the reasons"),
    ] = None
    consents: Annotated[list[ConsentIn], Field(max_length=MOST_CONSENTS)] = Field(default_factory=list)
    amount: Annotated[ZlotyInput | None, Field(description="the sum that an act on money owed speaks of")] = None
    instalments: Annotated[
        list[InstalmentIn], Field(max_length=600, description="by days; together the amount. The letter prints them")
    ] = Field(default_factory=list)
    deferred_to: Annotated[Day | None, Field(description="the day that payment is put off to")] = None
    words: Annotated[
        str | None,
        StringConstraints(min_length=3, max_length=4000, strip_whitespace=True),
        Field(
            description="what is corrected, supplemented or refused, as the operative part says it; else the reason stands there"
        ),
    ] = None
    application: Annotated[
        UUID | None, Field(description="the application that an order is about: issuing it does there what it orders")
    ] = None
    case: Annotated[
        UUID | None,
        Field(description="instead of an application, of an order in a case that the office began itself"),
    ] = None
    benefits: Annotated[
        list[Code] | None,
        Field(
            max_length=60,
            description="of the application: whose matters the order ends; all that are open unless stated",
        ),
    ] = None
    reopening: Annotated[
        UUID | None, Field(description="what was asked for, of an order that reopens or refuses to")
    ] = None


class ConsentOut(Out):
    """A recorded consent."""

    person: UUID
    given_on: date
    form: str


class EarlierOut(Out):
    """The decision of another system that an act refers to."""

    number: str
    issued_on: date
    organ: str


class DueOut(Out):
    """A day by which something of what is owed is to be paid; without an amount: all of it."""

    due_on: date
    amount: ZlotyText | None


class ActOut(Out):
    """What a later act refers to and rests on."""

    refers_to: UUID | None
    root: Annotated[UUID, Field(description="the decision that the chain of acts began with")]
    award: UUID | None
    earlier: EarlierOut | None
    effective_from: str | None
    mode: Mode
    ground: str
    article: str
    consents: list[ConsentOut]
    amount: ZlotyText | None
    due: list[DueOut]
    words: str | None
    application: Annotated[UUID | None, Field(description="that an order is about")]
    reopening: Annotated[UUID | None, Field(description="that an order starts or refuses to start")]


class MonthsOut(Out):
    """A month's amount from a month to a month (null: until further notice)."""

    first_month: str
    last_month: str | None
    amount: ZlotyText


class HeldOut(Out):
    """Months that no list pays."""

    first_month: str
    last_month: str | None


class ChangedOut(Out):
    """Months whose amount differs; null: nothing was or is due. `difference` is a month's."""

    first_month: str
    last_month: str | None
    before: ZlotyText | None
    after: ZlotyText | None
    difference: ZlotyText


class DifferenceOut(Out):
    """A month that lists paid otherwise than it is due: positive is to be paid still, negative was paid too much."""

    month: str
    paid: ZlotyText
    due: ZlotyText
    amount: ZlotyText


class BindingOut(Out):
    """What the act binds more, or sets free, of a year's budget on a line."""

    budget_year: int
    measure: Literal["commitment_this_year", "commitment_later"]
    dzial: str
    rozdzial: str
    paragraf: str
    task: str
    task_kind: str
    source: str
    amount: ZlotyText


class MonthEffectOut(Out):
    """A month that differs, all awards of the decision together: what lists pay in all (nothing where it is held) before and after it."""

    month: str
    before: ZlotyText
    after: ZlotyText
    difference: ZlotyText
    paid: Annotated[ZlotyText, Field(description="what lists have paid or are about to, without what came back")]
    arrears: Annotated[ZlotyText, Field(description="of a month behind us: to be paid still because of the decision")]
    undue: Annotated[ZlotyText, Field(description="paid, and no longer a right")]


class AwardEffectOut(Out):
    """What a decision does to one award; null: a first decision has not been issued, and the award is not there yet."""

    award: UUID | None
    new: bool
    benefit: str
    entitled: UUID
    variant: str | None
    state_before: str
    state_after: str
    amounts: list[MonthsOut]
    held: list[HeldOut]
    changes: list[ChangedOut]
    differences: list[DifferenceOut]


class EffectOut(Out):
    """What a decision does in months and grosze, and what is left of the plan for it; before it is issued, what it would do.

    Ids and amounts only. Nothing in it stops the decision: `budget.warnings` are for whoever signs and whoever keeps the plan.
    """

    decision: UUID
    benefit: str
    kind: str
    state: str
    carried_out: bool
    months: Annotated[list[MonthEffectOut], Field(description="at most 600; longer rights stand whole in `awards`")]
    awards: list[AwardEffectOut]
    granted_elsewhere: Annotated[
        list[GrantedElsewhereOut],
        Field(
            description="months in which a person whom it grants a benefit has it by another decision: the same matter twice (k.p.a. "
            "art. 156 § 1 pkt 3), or of one-off help another need; both would be paid, but for what she has under two entries: that waits "
            "for the notice `right_twice` to be closed"
        ),
    ]
    excluded_by: Annotated[
        list[ExcludedOut],
        Field(
            description="running rights that the law does not give together with it: a warning, the choice is the person's"
        ),
    ]
    drafts_beside: Annotated[
        list[DraftBesideOut],
        Field(description="other drafts on the applications that it answers, while it is a draft itself"),
    ]
    arrears: Annotated[ZlotyText, Field(description="to be paid still for months behind us, because of the decision")]
    undue: Annotated[
        ZlotyText, Field(description="paid for months in which it is not due any more: set free when it comes back")
    ]
    claim: Annotated[
        ZlotyText | None, Field(description="the sum that an act on money owed speaks of; it binds no plan")
    ]
    commitments: Annotated[list[BindingOut], Field(description="before it is issued; later the log tells it")]
    budget: Annotated[
        BudgetOut,
        Field(description="the same by line and year beside the plan; empty once it is issued: the plan holds it then"),
    ]
    sources: Annotated[
        list[SourceOut],
        Field(description="every member of its facts; the centre may refuse to approve what is not as established"),
    ]
