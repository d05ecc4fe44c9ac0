"""What comes in and goes out about family assistants: ids, codes and days; plans and assessments on paper are attachments."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day
from kit.schemas import Out, Schema

AssistantContract = Literal["employment", "mandate"]
FamilyState = Literal["running", "ended", "withdrawn"]
Basis = Literal["consent", "court", "minor_parent"]
FamilyStepKind = Literal[
    "prowadzenie_gospodarstwa", "problemy_socjalne", "problemy_psychologiczne", "problemy_wychowawcze", "aktywnosc_spoleczna",
    "kwalifikacje_zawodowe", "praca_zarobkowa", "zajecia_dla_rodzicow", "wsparcie_dzieci", "bezpieczenstwo", "powrot_dziecka",
    "inne",
]  # fmt: skip
FamilyOutcome = Literal["better", "the_same", "worse"]
FamilyEndedAs = Literal["aims_reached", "no_effects", "consent_withdrawn", "moved_away", "children_grown", "died"]
PostText = Annotated[str, Field(pattern=r"^[01](\.[0-9]{1,3})?$", examples=["0.5"], description="of a full post")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Children = Annotated[list[UUID], Field(max_length=30)]


class FamilyAssistantIn(Schema):
    """Who works with families, by which contract (art. 17 ust. 2)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"name": "Barbara Kowal", "contract": "employment", "post": "1", "since": "2026-01-02", "unit": "gops"}
            ]
        }
    )

    name: Name
    contract: AssistantContract
    post: Annotated[PostText | None, Field(description="of an employee")] = None
    since: Day
    until: Day | None = None
    unit: Code

    @model_validator(mode="after")
    def _whole(self) -> "FamilyAssistantIn":
        if self.until is not None and self.until < self.since:
            raise PydanticCustomError("until", "Umowa nie kończy się przed swoim początkiem.")
        if (self.contract == "employment") != (self.post is not None):
            raise PydanticCustomError("post", "Wymiar etatu podaje się dla zatrudnionego na umowę o pracę.")
        if self.post is not None and not 0 < Fraction(self.post) <= 1:
            raise PydanticCustomError("post", "Wymiar etatu jest większy od zera i nie większy niż pełny.")
        return self


class FamilyAssistantOut(Out):
    """An assistant with how many families she works with, and how many more she may (art. 15 ust. 4)."""

    id: UUID
    name: str
    contract: AssistantContract
    post: str | None
    since: date
    until: date | None
    unit: str
    families: int
    room: Annotated[int | None, Field(description="families more; null where the law of the day sets no limit")]
    noted_by: str
    version: int


class FamilyStepIn(Schema):
    """What the plan of work says is done, and until when (art. 15 ust. 3)."""

    step: FamilyStepKind
    due_on: Day


class AssistedFamilyIn(Schema):
    """A family is given an assistant."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "household": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11",
                    "assistant": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c12",
                    "unit": "gops",
                    "basis": "consent",
                    "children": ["01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c13"],
                }
            ]
        }
    )

    household: UUID
    assistant: UUID
    unit: Code
    basis: Annotated[
        Basis, Field(description="the family's consent, a court's order, or a minor parent (art. 11 ust. 1a)")
    ]
    children: Children = Field(default_factory=list)
    since: Annotated[Day | None, Field(description="today unless stated")] = None

    @model_validator(mode="after")
    def _once(self) -> "AssistedFamilyIn":
        if len(set(self.children)) != len(self.children):
            raise PydanticCustomError("named_twice", "To samo dziecko jest wskazane dwa razy.")
        return self


class FamilyHandedOverIn(Schema):
    """Who works with the family from now on."""

    assistant: UUID


class FamilyChildIn(Schema):
    """A child whom the work is for."""

    child: UUID
    since: Annotated[Day | None, Field(description="today unless stated")] = None


class FamilyChildEndedIn(Schema):
    """The last day on which the work was for the child."""

    on: Annotated[Day | None, Field(description="today unless stated")] = None


class FamilyStepNotedIn(Schema):
    """What came of the step."""

    state: Literal["done", "done_in_part", "dropped"]
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class FamilyReviewIn(Schema):
    """The family's situation was assessed; the next time follows from the law."""

    outcome: FamilyOutcome
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class AssistedFamilyEndIn(Schema):
    """How the work ended."""

    ended_as: FamilyEndedAs
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class AssistedChildOut(Out):
    """A child whom the work is for."""

    child: UUID
    since: date
    until: date | None


class FamilyStepOut(Out):
    """A step of the plan."""

    number: int
    step: FamilyStepKind
    due_on: date
    state: Literal["open", "done", "done_in_part", "dropped"]
    noted_on: date | None
    overdue: bool


class FamilyReviewOut(Out):
    """An assessment."""

    number: int
    held_on: date
    outcome: FamilyOutcome
    next_by: date
    noted_by: str


class AssistedFamilyOut(Out):
    """Work with a family, without its plan."""

    id: UUID
    household: UUID
    assistant: UUID
    unit: str
    basis: Basis
    state: FamilyState
    since: date
    review_by: Annotated[date, Field(description="until when the situation is assessed next, while the work runs")]
    ended_on: date | None
    ended_as: FamilyEndedAs | None
    noted_by: str
    allowed: list[str]
    version: int


class AssistedFamilyShown(AssistedFamilyOut):
    """Work with a family: children, the plan, assessments."""

    children: list[AssistedChildOut]
    steps: list[FamilyStepOut]
    reviews: list[FamilyReviewOut]
