"""What comes in and goes out about what the organs do beside a debtor's proceedings (u.p.o.u.a. art. 3, 5 ust. 4a, 7, 27)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from casework.decisions.schemas import Day
from kit.schemas import Out, Schema
from services.alimony_fund.debtors.schemas import Organ, Sign

ActionKind = Literal["court_told", "lawsuit", "labour_office_ended", "enforcement_begin", "enforcement_join"]
ActionState = Literal["filed", "answered", "withdrawn"]
Outcome = Literal["granted", "granted_in_part", "refused", "discontinued"]


class ActionIn(Schema):
    """Something was filed: the court was told of an idle bailiff, a lawsuit was brought for the entitled person, the labour office was told
    that its help ended, the bailiff was asked to begin or to let this office join the enforcement."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "debtor": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11",
                    "kind": "court_told",
                    "addressee": "Sąd Rejonowy w Jędrzejowie",
                }
            ]
        }
    )

    debtor: UUID
    kind: ActionKind
    addressee: Annotated[Organ, Field(description="the court, the bailiff, the labour office")]
    title: Annotated[UUID | None, Field(description="which one it is about; asked of motions to the bailiff")] = None
    decision: Annotated[
        UUID | None, Field(description="motions to the bailiff: the final decision that granted (art. 27 ust. 8 pkt 1)")
    ] = None
    filed_on: Annotated[Day | None, Field(description="today unless stated")] = None
    answer_by: Annotated[
        Day | None, Field(description="until when an answer is waited for; the term of k.p.a. art. 35 unless stated")
    ] = None
    letter: UUID | None = None


class ActionAnsweredIn(Schema):
    """What the court or the bailiff did about it."""

    outcome: Outcome
    their_sign: Annotated[Sign | None, Field(description="of the court's or the bailiff's case")] = None
    on: Annotated[Day | None, Field(description="when it was done; today unless stated")] = None


class ActionOut(Out):
    """What was done, and what came of it."""

    id: UUID
    debtor: UUID
    kind: ActionKind
    state: ActionState
    addressee: str
    title: UUID | None
    decision: UUID | None
    filed_on: date
    answer_by: Annotated[date | None, Field(description="a soft term, for the act sets none; null: no answer is due")]
    overdue: bool
    answered_on: date | None
    outcome: Outcome | None
    their_sign: str | None
    letter: UUID | None
    noted_by: str
    allowed: list[str]
    version: int
