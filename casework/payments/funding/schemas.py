"""What comes in and goes out about the sources of a right's money: ids, months and amounts."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.payments.schemas import Code, MonthText
from kit.money import ZlotyText
from kit.schemas import Out, Schema

Positive = Annotated[
    str,
    StringConstraints(pattern=r"^(0\.(0[1-9]|[1-9][0-9])|[1-9][0-9]{0,9}\.[0-9]{2})$"),
    Field(examples=["300.00"]),
]
Document = Annotated[
    str,
    StringConstraints(min_length=1, max_length=80),
    Field(description="sign of what says so; no names", examples=["uchwała XII/70/2019"]),
]


class FundingPartIn(Schema):
    """What of each month's amount is paid from a source."""

    source: Annotated[Code, Field(examples=["dotacja_wlasne_2030"])]
    amount: Positive


class FundingIn(Schema):
    """From a month to a month (null: until further notice) each month of a right is paid from these sources; together its amount.

    The order of the budget lines of the benefit counts: what is paid of a month fills the first part before the next.
    """

    award: UUID
    first_month: MonthText
    last_month: MonthText | None = None
    parts: Annotated[list[FundingPartIn], Field(min_length=1, max_length=8)]
    document: Document | None = None

    @model_validator(mode="after")
    def _sound(self) -> "FundingIn":
        if self.last_month is not None and self.last_month < self.first_month:
            raise PydanticCustomError("period_backwards", "Koniec okresu jest przed jego początkiem.")
        if len({one.source for one in self.parts}) < len(self.parts):
            raise PydanticCustomError("source_repeated", "To samo źródło podano dwa razy.")
        return self


class FundingPartOut(Out):
    """What of each month's amount is paid from a source."""

    source: str
    amount: ZlotyText


class FundingOut(Out):
    """A statement; of several on a month the latest counts."""

    id: UUID
    first_month: str
    last_month: str | None
    parts: list[FundingPartOut]
    document: str | None
    stated_by: str
    stated_on: date


class FundingsOut(Out):
    """All statements of a right, the latest first."""

    items: list[FundingOut]
