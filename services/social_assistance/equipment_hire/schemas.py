"""What comes in and goes out about the hire of equipment; the contract itself is an attachment."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day, MonthText, Reference
from kit.money import ZlotyInput, ZlotyText, grosze
from kit.schemas import Out, Schema

ItemKind = Literal[
    "lozko_rehabilitacyjne", "wozek_inwalidzki", "balkonik", "kule", "chodzik", "materac_przeciwodlezynowy", "podnosnik",
    "koncentrator_tlenu", "inny",
]  # fmt: skip
RetiredAs = Literal["worn_out", "lost", "given_away"]
HireState = Literal["lent", "returned", "withdrawn"]
ReturnedAs = Literal["in_order", "damaged", "lost"]


class HireItemIn(Schema):
    """A piece of equipment that the gmina lends."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "wozek_inwalidzki", "number": "W/12", "value": "1200.00", "acquired_on": "2025-03-03",
                    "unit": "gops",
                }
            ]
        }
    )  # fmt: skip

    kind: ItemKind
    number: Annotated[Reference, Field(description="of the inventory")]
    value: ZlotyInput
    acquired_on: Day
    unit: Code


class HireItemRetiredIn(Schema):
    """Why the piece is lent no more."""

    retired_as: RetiredAs
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class EquipmentHireIn(Schema):
    """A piece is lent."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "item": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11", "person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c12",
                    "unit": "gops", "due_back": "2026-11-30",
                }
            ]
        }
    )  # fmt: skip

    item: UUID
    person: UUID
    unit: Code
    lent_on: Annotated[Day | None, Field(description="today unless stated")] = None
    due_back: Day
    outsider: Annotated[bool, Field(description="no inhabitant of the gmina")] = False
    monthly_fee: Annotated[ZlotyInput | None, Field(description="of an outsider, for each month begun")] = None

    @model_validator(mode="after")
    def _of_outsiders(self) -> "EquipmentHireIn":
        if self.monthly_fee is not None and (not self.outsider or not grosze(self.monthly_fee)):
            raise PydanticCustomError("monthly_fee", "Opłatę, większą od zera, podaje się dla osoby spoza gminy.")
        return self


class HireProlongedIn(Schema):
    """Until when the piece is lent now."""

    due_back: Day


class HireReturnedIn(Schema):
    """The piece came back, or will not."""

    returned_as: ReturnedAs
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class HireFeesIn(Schema):
    """Fees of a month, of all outsiders who had equipment in it."""

    month: MonthText
    due_on: Annotated[Day, Field(description="until when they pay")]


class HireItemOut(Out):
    """A piece of equipment, and whether it can be lent."""

    id: UUID
    kind: ItemKind
    number: str
    value: ZlotyText
    acquired_on: date
    unit: str
    lent: bool
    retired_on: date | None
    retired_as: RetiredAs | None
    noted_by: str
    version: int


class EquipmentHireOut(Out):
    """A contract of hire."""

    id: UUID
    item: UUID
    person: UUID
    unit: str
    state: HireState
    outsider: bool
    monthly_fee: ZlotyText
    lent_on: date
    due_back: date
    overdue: Annotated[bool, Field(description="not returned, and its day is over")]
    returned_on: date | None
    returned_as: ReturnedAs | None
    noted_by: str
    allowed: list[str]
    version: int
