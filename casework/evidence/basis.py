"""From whose established facts the facts of an assessment or a decision are put together."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from casework.evidence.schemas import Day
from kit.schemas import Out, Schema


class BasisIn(Schema):
    """From whose established facts: the application's applicant and household unless others are named."""

    person: Annotated[UUID | None, Field(description="whose matter it is")] = None
    household: UUID | None = None
    application: UUID | None = None
    known_on: Annotated[
        Day | None, Field(description="as the office knew it at the end of this day; today unless stated")
    ] = None


class SourceOut(Out):
    """Where a member of the decision's facts comes from; `pointer` leads below /facts."""

    pointer: Annotated[str, Field(examples=["/income/items/0/amount"])]
    standing: Literal["as_established", "stated_otherwise", "stated_without_evidence"]
