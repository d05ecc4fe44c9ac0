"""What comes in and goes out about stays in centres of support, flats, family homes and short stays."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day, MonthText
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Out, Schema

StayKind = Literal[
    "shelter", "shelter_with_care", "night_shelter", "day_centre", "day_centre_24h", "family_home", "training_flat",
    "supported_flat", "short_stay_day", "short_stay_24h",
]  # fmt: skip
StayState = Literal["open", "ended", "cancelled"]
MonthState = Literal["entered", "confirmed"]
By = Literal["month", "day", "hour"]


class SupportStayIn(Schema):
    """A person's stay begins. charged: the gmina collects the fee; where whoever runs the place does, it is computed and not owed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11",
                    "kind": "shelter",
                    "facility": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c12",
                    "since": "2025-11-03",
                    "unit": "gops",
                    "charged": True,
                }
            ]
        }
    )

    person: UUID
    household: UUID | None = None
    kind: StayKind
    facility: Annotated[UUID, Field(description="a third party")]
    since: Annotated[Day | None, Field(description="today unless stated")] = None
    unit: Code
    charged: bool = False
    decision: UUID | None = None


class SupportTermIn(Schema):
    """By what the stay is charged from a month on; what was stated before stays for earlier months."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"since": "2025-11", "by": "month", "amount": "230.00", "income": "800.00", "due_day": 15}]
        }
    )

    since: MonthText
    by: By = "month"
    amount: Annotated[
        ZlotyInput | None, Field(description="agreed or decided; null where the act computes the fee")
    ] = None
    income: Annotated[ZlotyInput, Field(description="of the household, a month; round the clock the person's own")]
    persons: Annotated[int, Field(ge=1, le=30)] = 1
    place_grant: Annotated[
        ZlotyInput | None, Field(description="the average monthly grant for a place (art. 51b ust. 4)")
    ] = None
    exempted: Annotated[int, Field(ge=0, le=100, description="per cent of the fee")] = 0
    exempt_ground: Code | None = None
    from_care_home: Annotated[bool, Field(description="gave up a care home for the flat (art. 53 ust. 10a)")] = False
    due_day: Annotated[int, Field(ge=1, le=28, description="of the next month")]
    decision: UUID | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "SupportTermIn":
        if (self.exempted > 0) != (self.exempt_ground is not None):
            raise PydanticCustomError("exempt_ground", "Zwolnienie, i tylko zwolnienie, ma podstawę.")
        return self


class SupportMonthIn(Schema):
    """What was used of a month. days: all of the month that lie in the stay unless stated."""

    month: MonthText
    days: Annotated[int | None, Field(ge=0, le=31)] = None
    hours: Annotated[int, Field(ge=0, le=744)] = 0


class SupportMonthsIn(Schema):
    """The month that is confirmed."""

    month: MonthText


class SupportEndIn(Schema):
    """The last day; today unless stated."""

    on: Day | None = None


class SupportStayOut(Out):
    """A stay."""

    id: UUID
    state: StayState
    person: UUID
    household: UUID | None
    kind: StayKind
    benefit: str
    facility: UUID
    unit: str
    charged: bool
    decision: UUID | None
    since: date
    until: date | None
    noted_by: str
    allowed: list[str]
    version: int


class SupportTermOut(Out):
    """By what a stay is charged."""

    number: int
    since: Annotated[str, Field(examples=["2025-11"])]
    by: By
    amount: ZlotyText | None
    income: ZlotyText
    persons: int
    place_grant: ZlotyText | None
    exempted: int
    exempt_ground: str | None
    from_care_home: bool
    due_day: int
    decision: UUID | None
    noted_by: str


class SupportMonthOut(Out):
    """A month of a stay as it holds. fee: of the person; owed to the gmina where the stay is charged and the month confirmed."""

    stay: UUID
    person: UUID
    kind: StayKind
    facility: UUID
    month: Annotated[str, Field(examples=["2025-11"])]
    number: int
    state: MonthState
    days: int
    hours: int
    fee: ZlotyText
    due_on: date
    basis: Annotated[dict[str, str], Field(description="figures and codes that the fee was computed from")]
    noted_by: str
    noted_on: date


class SupportMonthLineOut(Out):
    """A month of a stay as it holds, in a list."""

    stay: UUID
    person: UUID
    kind: StayKind
    facility: UUID
    month: Annotated[str, Field(examples=["2025-11"])]
    state: MonthState
    days: int
    hours: int
    fee: ZlotyText
    due_on: date
    noted_by: str


class SupportStayShown(SupportStayOut):
    """A stay with what was stated of its fee and its months."""

    terms: list[SupportTermOut]
    months: list[SupportMonthOut]
