"""What comes in and goes out about calls to appear in person."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Day
from kit.schemas import Out, Schema

AppearanceState = Literal["called", "delivered", "appeared", "late", "missed", "withdrawn"]


class AppearanceIn(Schema):
    """A person who applies, or has a right, is called to appear in the unit that the letter names."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"application": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c13", "on": "2025-11-12"}]}
    )

    application: UUID | None = None
    award: Annotated[UUID | None, Field(description="a right that runs")] = None
    on: Annotated[Day | None, Field(description="today unless stated")] = None
    letter: UUID | None = None

    @model_validator(mode="after")
    def _one(self) -> "AppearanceIn":
        if (self.application is None) == (self.award is None):
            raise PydanticCustomError("appearance_of_one", "Wezwanie dotyczy wniosku albo prawa: jednego z nich.")
        return self


class AppearanceDayIn(Schema):
    """The day; today unless stated."""

    on: Day | None = None


class LeftIn(AppearanceDayIn):
    """The letter that tells the person that the application is left unexamined."""

    letter: UUID | None = None


class AppearanceOut(Out):
    """A call to appear. last_day: the last on which appearing is in time; overdue: it has passed and nobody came."""

    id: UUID
    state: AppearanceState
    person: UUID
    unit: str
    application: UUID | None
    award: UUID | None
    called_on: date
    letter: UUID | None
    delivered_on: date | None
    last_day: date | None
    appeared_on: date | None
    ended_on: date | None
    overdue: bool
    noted_by: str
    allowed: list[str]
    version: int
