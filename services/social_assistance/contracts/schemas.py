"""What comes in and goes out about social contracts: ids, codes and days; the paper itself is an attachment, no text stands here."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day
from kit.schemas import Out, Schema

ContractState = Literal["running", "ended", "withdrawn"]
Aim = Literal[
    "zatrudnienie", "wyjscie_z_uzaleznienia", "zdrowie", "sprawy_rodzinne", "sprawy_mieszkaniowe", "zadluzenie", "inny"
]
StepKind = Literal[
    "poszukiwanie_pracy", "szkolenie", "leczenie", "terapia", "opieka_nad_dziecmi", "prowadzenie_domu", "uregulowanie_zadluzenia",
    "uregulowanie_spraw_urzedowych", "pomoc_prawna", "pomoc_psychologiczna", "pomoc_finansowa", "praca_socjalna", "inne",
]  # fmt: skip
Side = Literal["person", "office"]
Outcome = Literal["kept", "kept_in_part", "not_kept"]
EndedAs = Literal["fulfilled", "fulfilled_in_part", "not_kept", "moved_away", "died", "resigned"]


class ContractStepIn(Schema):
    """What one side undertakes, and until when."""

    side: Side
    step: StepKind
    due_on: Day


class SocialContractIn(Schema):
    """A contract that was concluded."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11", "unit": "gops", "aim": "zatrudnienie", "until": "2026-08-31",
                    "steps": [{"side": "person", "step": "szkolenie", "due_on": "2026-06-30"}],
                }
            ]
        }
    )  # fmt: skip

    person: UUID
    household: UUID | None = None
    unit: Code
    aim: Aim
    concluded_on: Annotated[Day | None, Field(description="today unless stated")] = None
    until: Annotated[Day, Field(description="the day to which it is concluded")]
    review_by: Annotated[Day | None, Field(description="until when it is reviewed first")] = None
    steps: Annotated[list[ContractStepIn], Field(min_length=1, max_length=50)]


class ContractStepNotedIn(Schema):
    """The step was done, or is asked for no more."""

    state: Literal["done", "dropped"]
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class ContractReviewIn(Schema):
    """What was done so far was reviewed with the person."""

    outcome: Outcome
    on: Annotated[Day | None, Field(description="today unless stated")] = None
    next_by: Day | None = None

    @model_validator(mode="after")
    def _later(self) -> "ContractReviewIn":
        if self.on is not None and self.next_by is not None and self.next_by <= self.on:
            raise PydanticCustomError("next_by", "Następna ocena jest późniejsza niż ta.")
        return self


class SocialContractEndIn(Schema):
    """How it ended."""

    ended_as: EndedAs
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class ContractStepOut(Out):
    """What one side undertook."""

    number: int
    side: Side
    step: StepKind
    due_on: date
    state: Literal["open", "done", "dropped"]
    noted_on: date | None
    overdue: bool


class ContractReviewOut(Out):
    """A review."""

    number: int
    held_on: date
    outcome: Outcome
    next_by: date | None
    noted_by: str


class SocialContractOut(Out):
    """A contract without its steps."""

    id: UUID
    person: UUID
    household: UUID | None
    unit: str
    state: ContractState
    aim: Aim
    concluded_on: date
    until: date
    review_by: date | None
    ended_on: date | None
    ended_as: EndedAs | None
    noted_by: str
    allowed: list[str]
    version: int


class SocialContractShown(SocialContractOut):
    """A contract with its steps and reviews."""

    steps: list[ContractStepOut]
    reviews: list[ContractReviewOut]
