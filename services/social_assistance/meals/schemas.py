"""What comes in and goes out about meals: ids, days, counts and prices; no names."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day, MonthText, Reference
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Out, Schema

Way = Literal["decision", "without_decision"]
ListState = Literal["open", "confirmed"]


class MealPersonIn(Schema):
    """Who is fed: by a decision (her right), or a pupil on the headmaster's request alone."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11", "facility": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c12",
                    "benefit": "posilek_dziecka", "kind": "obiad", "way": "without_decision", "since": "2026-03-02",
                }
            ]
        }
    )  # fmt: skip

    person: UUID
    household: UUID | None = None
    facility: UUID
    benefit: Code
    kind: Annotated[Code, Field(examples=["obiad"])]
    way: Way
    award: UUID | None = None
    since: Day
    until: Day | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "MealPersonIn":
        if (self.way == "decision") != (self.award is not None):
            raise PydanticCustomError("award", "Prawo podaje się wtedy, i tylko wtedy, gdy posiłek przyznano decyzją.")
        if self.until is not None and self.until < self.since:
            raise PydanticCustomError("period_backwards", "Koniec okresu jest przed jego początkiem.")
        return self


class LastDayIn(Schema):
    """Her last day."""

    until: Day


class PriceIn(Schema):
    """What one meal costs from a day on; stated anew for the same day it stands instead."""

    facility: UUID
    kind: Annotated[Code, Field(examples=["obiad"])]
    since: Day
    price: ZlotyInput
    document: Reference | None = None


class EatenIn(Schema):
    """On which days of the month one person ate."""

    meal_person: UUID
    days: Annotated[list[Annotated[int, Field(ge=1, le=31)]], Field(max_length=31)]


class EnteredIn(Schema):
    """What the facility's list says; who is not named keeps what was entered. pupils_fed: all pupils whom it fed in the month."""

    items: Annotated[list[EatenIn], Field(max_length=2_000)]
    pupils_fed: Annotated[int | None, Field(ge=0, le=100_000)] = None


class MealListIn(Schema):
    """A list of a facility's month."""

    facility: UUID
    month: MonthText


class ByListIn(Schema):
    """By which list the invoice is divided."""

    meal_list: UUID


class MealPersonOut(Out):
    """Who is fed where."""

    id: UUID
    person: UUID
    household: UUID | None
    facility: UUID
    benefit: str
    kind: str
    way: Way
    award: UUID | None
    since: date
    until: date | None
    noted_by: str
    version: int


class PriceOut(Out):
    """A price from a day on; of one day the highest number counts."""

    facility: UUID
    kind: str
    since: date
    number: int
    price: ZlotyText
    document: str | None
    noted_by: str


class MealListOut(Out):
    """A facility's list of a month."""

    id: UUID
    facility: UUID
    month: str
    state: ListState
    pupils_fed: int
    confirmed_by: str | None
    confirmed_on: date | None
    noted_by: str
    allowed: list[str]
    version: int


class EatenOut(Out):
    """What one person ate, and what it costs; cost null: the facility has no price for one of the days."""

    meal_person: UUID
    person: UUID
    kind: str
    way: Way
    days: list[int]
    cost: ZlotyText | None


class LimitOut(Out):
    """Pupils fed without a decision beside the most that may be: a share of those whom the facility fed in the month before."""

    fed_without_decision: int
    fed_in_previous_month: Annotated[int | None, Field(description="null: there is no list of that month")]
    most: int | None
    exceeded: bool


class MealListShown(MealListOut):
    """A list with everybody on it who is not hidden."""

    meals: int
    cost: Annotated[ZlotyText | None, Field(description="of everybody, hidden ones too")]
    limit: LimitOut
    items: list[EatenOut]
