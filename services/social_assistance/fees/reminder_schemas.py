"""What comes in and goes out about reminders of fees."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casework.decisions.schemas import Code, Day, Reference
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Out, Schema

ReminderState = Literal["issued", "delivered", "titled", "withdrawn", "ended"]


class FeeReminderIn(Schema):
    """A payer is called upon to pay all that is overdue in the unit and that no other reminder names."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "payer": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c13",
                    "unit": "gops",
                    "sign": "GOPS.3161.4.2025",
                    "cost": "16.00",
                }
            ]
        }
    )

    payer: UUID
    unit: Code
    on: Annotated[Day | None, Field(description="today unless stated")] = None
    sign: Annotated[Reference | None, Field(description="of the reminder; no names")] = None
    cost: Annotated[
        ZlotyInput | None, Field(description="cost of the reminder, as the regulation of its day has it")
    ] = None


class FeeReminderDayIn(Schema):
    """The day; today unless stated."""

    on: Day | None = None


class FeeTitleIn(FeeReminderDayIn):
    """An enforcement title was issued."""

    sign: Annotated[Reference | None, Field(description="of the title; no names")] = None


class FeeReminderLetterIn(Schema):
    """The reminder's letter, of the day of its issue. case: of the payer (GET /v1/cases), whose sign the letter bears."""

    case: UUID
    draft: bool = False


class FeeReminderOut(Out):
    """A reminder. owed: what was open on its day; open: what of it is open today, without the cost."""

    id: UUID
    state: ReminderState
    payer: UUID
    unit: str
    sign: str | None
    cost: ZlotyText
    issued_on: date
    delivered_on: date | None
    pay_by: Annotated[date | None, Field(description="the last day of the payer's term (art. 15 § 1 u.p.e.a.)")]
    titled_on: date | None
    title_sign: str | None
    owed: ZlotyText
    open: ZlotyText
    noted_by: str
    allowed: list[str]
    version: int


class FeeReminderLineOut(Out):
    """A fee of a reminder."""

    fee: UUID
    benefit: str
    month: Annotated[str, Field(examples=["2025-06"])]
    due_on: date
    owed: ZlotyText
    open: ZlotyText


class FeeReminderShown(FeeReminderOut):
    """A reminder with its fees."""

    lines: list[FeeReminderLineOut]
