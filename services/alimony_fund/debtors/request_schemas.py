"""What comes in and goes out about requests for action and about entries in registers of debtors (organ właściwy wierzyciela)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casework.decisions.schemas import Day
from kit.schemas import Out, Schema
from services.alimony_fund.debtors.proceeding_schemas import Reason

RequestState = Literal["sent", "taken_up", "finished", "withdrawn"]
Result = Literal[
    "pays", "works", "registered_unemployed", "proceedings_opened", "recognised_as_evading", "no_effect", "not_found", "passed_on",
]  # fmt: skip
RegisterName = Literal["big", "krz"]


class RequestIn(Schema):
    """The debtor's organ is asked to act (art. 3 ust. 5); where that is this office too, its proceeding begins with it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"debtor": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11", "reason": "benefit_granted"}]
        }
    )

    debtor: UUID
    reason: Reason
    sent_on: Annotated[Day | None, Field(description="today unless stated")] = None
    letter: UUID | None = None


class AnsweredIn(Schema):
    """The debtor's organ wrote what it does; it goes on."""

    on: Annotated[Day | None, Field(description="when it came; today unless stated")] = None
    answer_by: Annotated[Day | None, Field(description="until when the effects are expected now")] = None


class ResultIn(Schema):
    """The debtor's organ told the effects (art. 6)."""

    result: Result
    on: Annotated[Day | None, Field(description="when it came; today unless stated")] = None


class DayIn(Schema):
    """The day; today unless stated."""

    on: Day | None = None


class RequestOut(Out):
    """A request for action that this office sent. organ: null where it is debtor's organ itself."""

    id: UUID
    debtor: UUID
    state: RequestState
    reason: Reason
    organ: str | None
    sent_on: date
    answer_by: Annotated[date, Field(description="a soft term, for the act sets none")]
    overdue: bool
    repeat_on: Annotated[date, Field(description="when it is to be asked again, while benefits go on")]
    answered_on: date | None
    result: Result | None
    result_on: date | None
    proceeding: UUID | None
    letter: UUID | None
    noted_by: str
    allowed: list[str]
    version: int


class ListingIn(Schema):
    """Arrears were told to a bureau of economic information, or put into the national register of debtors (art. 8a ust. 1)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "debtor": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11",
                    "listed_in": "big",
                    "arrears_since": "2025-10-01",
                    "bailiff_enforces": True,
                }
            ]
        }
    )

    debtor: UUID
    listed_in: RegisterName
    arrears_since: Annotated[Day, Field(description="from when the arrears of art. 28 ust. 1 pkt 1-2 go on")]
    bailiff_enforces: Annotated[bool, Field(description="whether a bailiff enforces them")]
    filed_on: Annotated[Day | None, Field(description="today unless stated")] = None


class ListingOut(Out):
    """An entry in a register of debtors."""

    id: UUID
    debtor: UUID
    listed_in: RegisterName
    arrears_since: date
    filed_on: date
    withdrawn_on: date | None
    noted_by: str
    version: int
