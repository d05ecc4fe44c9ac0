"""What comes in and goes out about the file plan and the signs of cases."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from casework.archives.categories import BadCategory
from casework.signs.file_plan import BadPlan, PlanClass, checked
from casework.signs.sign import BadSign, Series
from kit.schemas import Out, Schema

MOST_CLASSES = 1_000
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31), examples=["2026-01-01"])]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
Symbol = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,6}$"), Field(examples=["5211"])]
Mark = Annotated[str, StringConstraints(min_length=1, max_length=40), Field(examples=["GOPS"])]
FileState = Literal["open", "closed", "destroyed", "passed"]
Subset = Annotated[int, Field(ge=1, le=999_999)]


class PlanClassIn(Schema):
    """A class of the file plan (JRWA). benefits: whose cases belong to it; none for a class of other matters."""

    symbol: Symbol
    title: Annotated[
        str, StringConstraints(min_length=2, max_length=300, strip_whitespace=True), Field(examples=["Zasiłki"])
    ]
    category: Annotated[str, StringConstraints(pattern=r"^(A|Bc|BE?[1-9][0-9]?)$"), Field(examples=["B10"])]
    valid_from: Day
    valid_to: Day | None = None
    benefits: Annotated[list[Code], Field(max_length=200)] = Field(default_factory=list)


class FilePlanIn(Schema):
    """A whole file plan, which takes the place of the one before. A case keeps the class it was opened in."""

    unit: Annotated[Mark, Field(description="what signs of cases begin with; may hold dots (OPS.SR)")]
    register_mark: Annotated[
        str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]{0,19}$"),
        Field(description="what numbers of incoming letters begin with", examples=["RPW"]),
    ] = "RPW"  # fmt: skip
    classes: Annotated[list[PlanClassIn], Field(min_length=1, max_length=MOST_CLASSES)]

    @model_validator(mode="after")
    def _is_a_plan(self) -> "FilePlanIn":
        try:
            Series(self.unit, self.classes[0].symbol, self.classes[0].valid_from.year)
            checked(
                PlanClass(one.symbol, one.title, one.category, one.valid_from, one.valid_to) for one in self.classes
            )
        except (BadSign, BadPlan, BadCategory):
            raise PydanticCustomError(
                "file_plan_wrong",
                "Symbol klasy ma w każdym dniu jeden wpis, znak jednostki i kategoria mają przepisaną postać.",
            ) from None
        spans = [(code, one.valid_from, one.valid_to or date.max) for one in self.classes for code in one.benefits]
        for n, (code, start, end) in enumerate(spans):
            if any(code == other and start <= last and first <= end for other, first, last in spans[:n]):
                raise PydanticCustomError("benefit_in_two_classes", "Świadczenie należy w jednym dniu do jednej klasy.")
        return self


class PlanClassOut(Out):
    """A class of the file plan."""

    symbol: str
    title: str
    category: str
    valid_from: date
    valid_to: date | None
    benefits: list[str]


class FilePlanOut(Out):
    """The file plan in force; version 0 has no class yet, and no case gets a sign."""

    version: int
    unit: str
    register_mark: str
    classes: list[PlanClassOut]


class CaseIn(Schema):
    """A case to open without an application: ex officio, or a matter that is no benefit. Exactly one of benefit and symbol."""

    benefit: Annotated[Code | None, Field(examples=["swiadczenie"])] = None
    symbol: Symbol | None = None
    subset: Subset | None = None
    party: UUID
    on: Day | None = None

    @model_validator(mode="after")
    def _one_class(self) -> "CaseIn":
        if (self.benefit is None) == (self.symbol is None):
            raise PydanticCustomError("one_class", "Proszę podać albo świadczenie, albo symbol klasy.")
        return self


class CaseOut(Out):
    """A case in the list of cases (spis spraw)."""

    id: UUID
    sign: Annotated[str, Field(examples=["GOPS.5211.12.2026"])]
    unit: str
    symbol: str
    subset: int | None
    number: int
    year: int
    title: str
    category: str
    party: UUID
    opened_on: date
    opened_by: str
    state: FileState
    closed_on: date | None
