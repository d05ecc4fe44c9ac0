"""What comes in and goes out about awards: ids, months and amounts."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from kit.money import ZlotyText
from kit.schemas import Out, Schema

AwardState = Literal["active", "suspended", "terminated"]
MonthText = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$"), Field(examples=["2019-03"])]


HoldReason = Literal[
    "death_reported", "left_gmina", "facts_being_checked", "payee_unclear", "asked_by_party", "entered_wrongly"
]
ReleaseReason = Literal["cleared_up", "entered_wrongly"]
EndReason = Literal["death", "ended_before_import", "ended_by_old_decision", "entered_wrongly", "passed_on"]
"""passed_on: the person has moved and the decision went with its file to her new gmina (u.p.o.u.a. art. 19 ust. 4)."""
Document = Annotated[
    str,
    StringConstraints(min_length=1, max_length=80),
    Field(description="sign of the note or letter in the file; no names", examples=["OPS.5211.12.2025"]),
]


class HoldIn(Schema):
    """Why payments are held until it is decided."""

    reason: HoldReason
    document: Document | None = None


class ReleaseIn(Schema):
    """Why a technical hold is let go."""

    reason: ReleaseReason
    document: Document | None = None


class TerminationIn(Schema):
    """The last month in which a right that was brought over, or that goes on in another gmina, is due here, and why it ends."""

    last_month: MonthText
    reason: EndReason
    document: Document | None = None


class EarlierDecisionIn(Schema):
    """The decision of another system that a right rests on which was imported without it; noted once and never changed."""

    number: Annotated[
        str,
        StringConstraints(min_length=1, max_length=60, strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f]+$"),
        Field(examples=["GOPS.5211.14.2018"]),
    ]
    issued_on: Annotated[date, Field(ge=date(1990, 1, 1), le=date(2099, 12, 31), examples=["2018-09-14"])]
    document: Document | None = None


class EarlierDecisionOut(Out):
    """The decision of another system that an imported right rests on."""

    number: str
    issued_on: date | None


class AwardActOut(Out):
    """What was done to a right by hand: by whom, when, why; never erased."""

    number: int
    act: Literal["suspend", "resume", "terminate", "note_decision"]
    month: Annotated[
        str,
        Field(
            description="the first month held or let go; of an end, the last month of the right; of a decision noted, its first"
        ),
    ]
    reason: str
    document: str | None
    by: str
    on: date
    at: datetime


class AmountOut(Out):
    """A month's amount from a month to a month (null: until further notice)."""

    first_month: str
    last_month: str | None
    amount: ZlotyText


class AwardShort(Out):
    """An award in a list; `amount` is what is due in the month that was asked for."""

    id: UUID
    benefit: str
    variant: str | None
    mechanism: str | None
    entitled: UUID
    recipient: UUID
    state: AwardState
    first_month: str
    last_month: str | None
    amount: ZlotyText | None
    version: int


class AwardOut(Out):
    """An award with its amounts."""

    id: UUID
    benefit: str
    variant: str | None
    mechanism: str | None
    unit: str
    entitled: UUID
    recipient: UUID
    household: UUID | None
    decision: UUID | None
    origin: Literal["decision", "imported"]
    state: AwardState
    first_month: str
    last_month: str | None
    amounts: list[AmountOut]
    earlier_decision: Annotated[
        EarlierDecisionOut | None, Field(description="of an imported right, where the import or somebody said it")
    ]
    allowed: Annotated[
        list[str],
        Field(description="steps by hand that the state and the origin allow; `later_act`: an act at /decisions"),
    ]
    version: int
