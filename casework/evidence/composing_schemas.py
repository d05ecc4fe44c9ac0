"""What comes in and goes out when the facts of a case are put together from what is established."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from casework.evidence.basis import BasisIn
from casework.evidence.schemas import Code, Day
from casework.evidence.shown import FactOut
from kit.schemas import Out


class CompositionIn(BasisIn):
    """The facts that a computed benefit is assessed on, under the law of a day."""

    benefit: Annotated[Code, Field(examples=["zasilek_rodzinny"])]
    on: Annotated[Day, Field(description="the day whose law applies")]


class UsedOut(Out):
    """The versions of established facts behind a member of the facts."""

    pointer: Annotated[str, Field(examples=["/family/members/0"])]
    rows: list[UUID]


class MissingOut(Out):
    """Something that is needed and not established; `pointer` leads below /facts."""

    pointer: Annotated[str, Field(examples=["/income/items/0/amount"])]
    code: Annotated[str, Field(examples=["months_without_amount"])]
    reason: str
    person: UUID | None


class CompositionOut(Out):
    """The facts as far as they are established. `complete`: they can be assessed as they are; else `missing` says what is lacking."""

    benefit: str
    on: date
    known_on: date
    person: UUID
    household: UUID | None
    application: UUID | None
    complete: bool
    facts: Annotated[
        Any, Field(description="as POST /assessments and /decisions take them", examples=[{"family": None}])
    ]
    persons: Annotated[
        Mapping[str, UUID], Field(description="as POST /decisions takes them: persons by their references in the facts")
    ]
    used: list[UsedOut]
    missing: list[MissingOut]


class RestsOnOut(Out):
    """A member of the decision's facts and the facts behind it, in the versions that were known then.

    `stated_otherwise`: the decision's facts say something else at this place than what was established.
    """

    pointer: str
    standing: Literal["as_established", "stated_otherwise"]
    facts: list[FactOut]


class LackedOut(Out):
    """What was not established when the decision was prepared: it was stated by whoever prepared it.

    `stated_without_evidence`: nothing established stands behind the member, also where the decision rests on no evidence at all.
    """

    pointer: str
    code: str


class DecisionEvidenceOut(Out):
    """What the facts of a decision rest on; `known_on` is null when they were stated without it."""

    decision: UUID
    known_on: date | None
    person: UUID | None
    household: UUID | None
    application: UUID | None
    rests_on: list[RestsOnOut]
    lacked: list[LackedOut]
