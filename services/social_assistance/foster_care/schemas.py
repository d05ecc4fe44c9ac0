"""What comes in and goes out about children in foster care: ids, days, shares and sums; no names."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day, MonthText
from kit.money import ZlotyText
from kit.schemas import Out, Schema
from services.social_assistance.foster_care.rules import Found, NoShare
from services.social_assistance.third_parties.schemas import Signed

CareKind = Literal["family", "institution"]


class FosterChildIn(Schema):
    """A child whom the gmina pays a share for: its residence before the first placement was here (art. 191 ust. 9-10, ust. 4)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11", "powiat": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c12", "kind": "family",
                    "first_placement": "2017-06-01", "unit": "gops",
                }
            ]
        }
    )  # fmt: skip

    person: UUID
    powiat: Annotated[UUID, Field(description="a third party")]
    kind: CareKind
    first_placement: Day
    counted_from: Annotated[
        Day | None,
        Field(
            description="the placement from which the years run: the first one, unless the child had gone back home since"
        ),
    ] = None
    told_on: Annotated[Day | None, Field(description="when the powiat informed the gmina (ust. 13a)")] = None
    no_share: Annotated[NoShare | None, Field(description="why no gmina pays (ust. 10a, 17)")] = None
    unit: Code

    @model_validator(mode="after")
    def _consistent(self) -> "FosterChildIn":
        if self.counted_from is not None and self.counted_from < self.first_placement:
            raise PydanticCustomError("counted_from", "Lata liczy się najwcześniej od pierwszego umieszczenia.")
        return self


class FosterChangeIn(Schema):
    """What has become known since, or was entered wrongly; what is not stated stays."""

    powiat: UUID | None = None
    kind: CareKind | None = None
    first_placement: Day | None = None
    counted_from: Day | None = None
    until: Annotated[Day | None, Field(description="its last day in care")] = None
    told_on: Day | None = None
    no_share: NoShare | None = None

    @model_validator(mode="after")
    def _something(self) -> "FosterChangeIn":
        if not self.model_fields_set:
            raise PydanticCustomError("nothing", "Należy podać, co się zmieniło.")
        return self


class NoteRowIn(Schema):
    """A child's month as the note has it: what it cost the powiat, and what of it the gmina is asked for."""

    foster_child: UUID
    month: MonthText
    cost: Signed
    amount: Signed


class NoteIn(Schema):
    """The rows of a powiat's note; entered again they stand instead of those before. The document is divided by them, as they ask.

    A month with an anniversary is two parts of the division, which has twice as many at most.
    """

    items: Annotated[list[NoteRowIn], Field(min_length=1, max_length=1_000)]


class FosterChildOut(Out):
    """A child in the register."""

    id: UUID
    person: UUID
    powiat: UUID
    kind: CareKind
    first_placement: date
    counted_from: date
    told_on: date | None
    until: date | None
    no_share: NoShare | None
    unit: str
    noted_by: str
    version: int


class StretchOut(Out):
    """Days of the month in one year of care."""

    year: int
    share: Annotated[str, Field(examples=["0.30"])]
    days: int


class CheckedOut(Out):
    """A row of the note beside what the act makes of its cost; difference: what is asked beyond it."""

    foster_child: UUID
    month: str
    cost: ZlotyText
    asked: ZlotyText
    owed: ZlotyText
    difference: ZlotyText
    found: Found
    stretches: list[StretchOut]


class FosterCheckOut(Out):
    """The note row by row, without children who are hidden from the reader; the sums are of all.

    Nothing is mended. A note with a row that is `asked_twice` cannot be checked; what else differs stops nothing.
    """

    invoice: UUID
    agrees: bool
    asked: ZlotyText
    owed: ZlotyText
    difference: ZlotyText
    rows: list[CheckedOut]
