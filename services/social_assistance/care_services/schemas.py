"""What comes in and goes out about care services."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import OFFICE_UNIT, Code, Day, MonthText
from kit.money import ZlotyInput, ZlotyText
from kit.schemas import Int32, Out, Schema
from services.social_assistance.care_services.months import MENTAL, MINUTES_OF_DAY, Service
from services.social_assistance.care_services.rules import SINGLE

CarerContract = Literal["employment", "mandate", "company", "neighbour"]
CarerKind = Literal["carer", "specialist"]
PlanState = Literal["urgent", "open", "ended", "cancelled"]
MonthState = Literal["open", "confirmed"]
Lacking = Literal["fee_table", "law", "decision"]
Remark = Literal["over_plan", "cell_empty", "below_criterion"]
Name = Annotated[str, StringConstraints(min_length=2, max_length=120, strip_whitespace=True)]
_MOST_HOURS = 744


class CarerIn(Schema):
    """Who serves, by which contract, from when to when; hour_rate: what an hour costs the gmina."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Maria Opiekunka",
                    "contract": "mandate",
                    "kind": "carer",
                    "hour_rate": "32.50",
                    "since": "2025-01-01",
                    "unit": "gops",
                }
            ]
        }
    )

    name: Name
    contract: CarerContract
    kind: CarerKind
    hour_rate: ZlotyInput
    since: Day
    until: Day | None = None
    unit: Code = OFFICE_UNIT

    @model_validator(mode="after")
    def _forwards(self) -> "CarerIn":
        if self.until is not None and self.until < self.since:
            raise PydanticCustomError("carer_range", "Umowa kończy się przed jej początkiem.")
        return self


class CareTermIn(Schema):
    """How much care there is, and by what its fee is measured (art. 50 ust. 5-7).

    care_level, household_kind: as the council's table names them. income: a month, of `persons` together, as the decision found it.
    """

    care_level: Code
    household_kind: Code
    hours_month: Annotated[int, Field(ge=1, le=_MOST_HOURS)]
    income: ZlotyInput
    persons: Annotated[int, Field(ge=1, le=30, description="of the household, with whoever is served")] = 1
    hour_price: Annotated[
        ZlotyInput | None,
        Field(description="of specialist services for persons with mental disorders, and of no other"),
    ] = None
    exempted: Annotated[int, Field(ge=0, le=100, description="per cent of the fee that is not asked for")] = 0
    exempt_ground: Annotated[Code | None, Field(description="why", examples=["ups_50_6_zwolnienie"])] = None
    due_day: Annotated[
        int | None,
        Field(
            ge=1,
            le=28,
            description="of the next month, by which the fee is paid; services for persons with mental disorders have it of the law",
        ),
    ] = None

    @model_validator(mode="after")
    def _consistent(self) -> "CareTermIn":
        if (self.exempted > 0) != (self.exempt_ground is not None):
            raise PydanticCustomError("exempt_ground", "Zwolnienie i jego przyczynę podaje się razem.")
        if self.household_kind == SINGLE and self.persons != 1:
            raise PydanticCustomError("persons", "Osoba samotna prowadzi gospodarstwo jednoosobowe.")
        return self


class CarePlanIn(Schema):
    """Services of one person: by a decision, or urgent, before it (art. 50a)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11",
                    "service": "uslugi_opiekuncze",
                    "since": "2025-03-10",
                    "decision": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c12",
                    "term": {
                        "care_level": "lezaca",
                        "household_kind": "samotna",
                        "hours_month": 40,
                        "income": "1650.00",
                        "due_day": 15,
                    },
                }
            ]
        }
    )

    person: UUID
    household: UUID | None = None
    service: Service
    since: Day
    until: Day | None = None
    decision: Annotated[UUID | None, Field(description="that grants the services; none: they begin before it")] = None
    unit: Code = OFFICE_UNIT
    term: CareTermIn

    @model_validator(mode="after")
    def _consistent(self) -> "CarePlanIn":
        if self.until is not None and self.until < self.since:
            raise PydanticCustomError("plan_range", "Usługi kończą się przed ich początkiem.")
        return self


class CareDecideIn(Schema):
    """The decision on services that began before it (art. 50a ust. 2)."""

    decision: UUID
    until: Annotated[Day | None, Field(description="the last day, where the decision says one")] = None


class CareChangeIn(Schema):
    """What holds from a month on."""

    since: MonthText
    decision: Annotated[
        UUID | None,
        Field(description="by which it was changed; needed unless only the day of payment is another"),
    ] = None
    term: CareTermIn


class CareEndIn(Schema):
    """The last day of the services."""

    on: Day


class CareDayIn(Schema):
    """Minutes that a carer served on a day; 0 takes an earlier entry back."""

    on: Day
    carer: UUID
    minutes: Annotated[Int32, Field(ge=0, le=MINUTES_OF_DAY)]


class CareSheetIn(Schema):
    """A sheet of days, as the carer handed it in; what is not named in it stays."""

    days: Annotated[tuple[CareDayIn, ...], Field(min_length=1, max_length=500)]

    @model_validator(mode="after")
    def _once(self) -> "CareSheetIn":
        if len({(one.on, one.carer) for one in self.days}) < len(self.days):
            raise PydanticCustomError("day_twice", "Ten sam dzień tego samego opiekuna podano dwa razy.")
        return self


class CareMonthIn(Schema):
    """The month that is confirmed or reopened."""

    month: MonthText


class CarerOut(Out):
    """Who serves."""

    id: UUID
    name: str
    contract: CarerContract
    kind: CarerKind
    hour_rate: ZlotyText
    since: date
    until: date | None
    unit: str
    noted_by: str
    version: int


class CareTermOut(Out):
    """What holds from a month on."""

    number: int
    since: Annotated[str, Field(examples=["2025-03"])]
    care_level: str
    household_kind: str
    hours_month: int
    income: ZlotyText
    persons: int
    hour_price: ZlotyText | None
    exempted: int
    exempt_ground: str | None
    due_day: int | None
    decision: UUID | None
    noted_by: str


class CarePlanOut(Out):
    """Services of one person."""

    id: UUID
    state: PlanState
    person: UUID
    household: UUID | None
    service: Service
    decision: UUID | None
    since: date
    until: date | None
    urgent_since: date | None
    decide_by: Annotated[date | None, Field(description="the last day of the decision on what began before it")]
    unit: str
    noted_by: str
    allowed: list[str]
    version: int


class CareMonthOut(Out):
    """A month of care: what was done, what it costs and what whoever is served pays; the two are never netted."""

    plan: UUID
    person: UUID
    service: Service
    unit: str
    month: Annotated[str, Field(examples=["2025-06"])]
    state: MonthState
    number: Annotated[int, Field(description="of what was confirmed or reopened; 0: not confirmed yet, a preview")]
    minutes: int
    over_plan: Annotated[int, Field(description="minutes beyond the hours of the decision")]
    cost: ZlotyText
    share: Annotated[str, Field(description="of the cost that the fee is, exact", examples=["1/4"])]
    fee: ZlotyText
    due_on: date
    remarks: list[Remark]
    lacking: Annotated[
        Lacking | None, Field(description="for want of what there is no fee, so that it is not confirmed")
    ]
    noted_by: str | None
    noted_on: date | None
    allowed: list[str]


class CareDayOut(Out):
    """Minutes that hold for a day."""

    on: date
    carer: UUID
    minutes: int
    noted_by: str


class CareMonthShown(CareMonthOut):
    """A month with its days and what the fee was computed from."""

    days: list[CareDayOut]
    basis: dict[str, str]


class CarePlanShown(CarePlanOut):
    """Services of one person with what was stated of them and the months that were confirmed or reopened."""

    terms: list[CareTermOut]
    months: list[CareMonthOut]


def of_the_state(service: str) -> bool:
    """Whether the State commissions the service, so that the regulation and not the council says the fee."""
    return service == MENTAL
