"""What comes in and goes out about mass recalculations; amounts are złote as text, months are "2019-11". No personal data."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from casework.budget.schemas import BudgetOut
from casework.decisions.act_schemas import Code, Day
from casework.deliveries.schemas import DeliveryState
from kit.money import ZlotyText
from kit.schemas import Out, Schema

MonthText = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$"), Field(examples=["2019-11"])]
State = Literal[
    "assessing", "previewed", "drafting", "drafted", "approving", "approved", "issuing", "issued", "lettering", "lettered", "sending",
    "sent", "withdrawn",
]  # fmt: skip
LetterState = Literal["reserved", "made", "sent", "left_out"]
ItemState = Literal["planned", "unchanged", "left_out", "drafted", "approved", "issued"]


class RecalculationIn(Schema):
    """All running rights to a benefit are to be assessed anew, because the law has changed."""

    benefit: Code
    on: Annotated[Day, Field(description="the day whose law applies")]
    effective_from: Annotated[MonthText, Field(description="the first month of the new amounts; may lie in the past")]
    until: Annotated[
        MonthText | None, Field(description="the last month of the preview; the end of the year unless stated")
    ] = None
    ground: Annotated[Code, Field(examples=["usr_32_1_other"])]
    article: Annotated[str | None, StringConstraints(min_length=3, max_length=200, strip_whitespace=True)] = None
    reason: Annotated[str, StringConstraints(min_length=3, max_length=4000, strip_whitespace=True)]


class BulkSendingIn(Schema):
    """How the letters go out: all in one way, or by e-Doręczenia to whoever has an address there and the others in that way."""

    way: Literal["post", "hybrid", "own_staff"] = "post"
    sent_on: Annotated[Day | None, Field(description="today unless stated")] = None
    boxes_checked_on: Annotated[
        Day | None,
        Field(
            description="the day on which the electronic addresses were looked up in BAE: letters go there where one is known; "
            "null: none goes there",
            examples=["2019-11-06"],
        ),
    ] = None


class RecalculationShort(Out):
    """An operation in a list."""

    id: UUID
    benefit: str
    on: date
    effective_from: str
    state: State
    started_by: str
    started_on: date
    version: int


class CountOut(Out):
    """How many chains stand where, and why those that are left out are; the difference up to the preview's end."""

    state: ItemState
    code: str | None
    items: int
    difference: ZlotyText


class LetterCountOut(Out):
    """How many letters stand where; delivery: what has become of those that were sent."""

    state: LetterState
    code: Annotated[str | None, Field(description="why they were left out")]
    delivery: Annotated[DeliveryState | None, Field(description="of those that were sent")]
    letters: int


class CostOut(Out):
    """What a month costs more (or, negative, less) on a budget line."""

    month: str
    benefit: str
    dzial: str
    rozdzial: str
    paragraf: str
    task: str
    source: str
    amount: ZlotyText


class RecalculationOut(RecalculationShort):
    """An operation with its progress and the preview of its cost."""

    until: str
    ground: str
    reason: str
    drafted_by: str | None
    drafted_on: date | None
    approved_by: str | None
    approved_on: date | None
    issued_by: str | None
    issued_on: date | None
    lettered_by: str | None
    lettered_on: date | None
    sent_by: str | None
    sent_on: date | None
    allowed: Annotated[list[str], Field(description="steps that the state allows")]
    counts: list[CountOut]
    letters: Annotated[list[LetterCountOut], Field(description="of the decisions that it has issued, planned so far")]
    letters_to_plan: Annotated[int, Field(description="issued decisions of which no letter is planned yet")]
    chains: Annotated[int, Field(description="how many chains of acts there were to look at when it began")]
    looked_at: Annotated[int, Field(description="how many of them it has looked at by now, of those that you see")]
    stopped: Annotated[
        str | None, Field(description="the problem that the background met: carry it on when that is mended")
    ]
    difference: ZlotyText
    cost: list[CostOut]


class MonthCostOut(Out):
    """What a month costs more (or, negative, less)."""

    month: str
    amount: ZlotyText


class RecalculationEffectOut(Out):
    """What the operation costs, beside what is left of the plan; a warning, never a bar."""

    recalculation: UUID
    state: State
    difference: Annotated[ZlotyText, Field(description="up to the preview's end")]
    months: list[MonthCostOut]
    budget: Annotated[
        BudgetOut, Field(description="the cost by line and year; empty once it is issued: the plan holds it then")
    ]


class ItemOut(Out):
    """A chain of acts: the decision it began with, the one that the draft refers to, the draft."""

    root: Annotated[UUID, Field(description="of an imported right, the right itself")]
    older: Annotated[UUID | None, Field(description="null: an imported right on which no act of ours is yet")]
    award: Annotated[UUID | None, Field(description="an imported right")]
    entitled: Annotated[UUID | None, Field(description="whose right it is")]
    sign: Annotated[str | None, Field(description="znak sprawy", examples=["GOPS.5211.14.2018"])]
    earlier: Annotated[
        str | None, Field(description="the number of an imported right's decision in the former program")
    ]
    decision: UUID | None
    state: ItemState
    code: Annotated[str | None, Field(description="why it was left out, or not carried out")]
    to_do: Annotated[str | None, Field(description="what somebody is to do about a right that was left out")]
    kind: str | None
    difference: ZlotyText


class LetterItemOut(Out):
    """A letter of the operation: of which decision (with its number), to which party, and what has become of it."""

    decision: UUID
    number: Annotated[str | None, Field(examples=["12/2019"])]
    party: UUID
    state: LetterState
    code: Annotated[str | None, Field(description="why it was left out")]
    letter: Annotated[UUID | None, Field(description="once it is made: /letters/{letter}")]
    delivery: UUID | None
    delivery_state: DeliveryState | None
    delivered_on: date | None
