"""What comes in and goes out about awards: ids, months and amounts."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from kit.money import ZlotyText
from kit.schemas import Out, Schema

AwardState = Literal["active", "suspended", "terminated"]
MonthText = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$"), Field(examples=["2019-03"])]


class TerminationIn(Schema):
    """The last month in which the right is due."""

    last_month: MonthText


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
    version: int
