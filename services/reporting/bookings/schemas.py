"""Rows of the finance system's documents as they come in and as they are shown."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from casework.facts.money import Measure
from kit.schemas import INT32_MAX, Out, Schema
from services.reporting.intake import ClassifiedRow, Code, Year


class Declared(Schema):
    """A count that the finance system states with a booking (14 families, 6 meetings): shown, never united with persons."""

    unit: Code
    value: Annotated[int, Field(ge=0, le=1_000_000)]


class BookingRow(ClassifiedRow):
    """A row of a document: one paragraf, one source. Rows of one document and version are one document."""

    document_id: Annotated[str, Field(min_length=1, max_length=80, examples=["PK/2019/01/0001"])]
    document_version: Annotated[int, Field(ge=1, le=INT32_MAX)] = 1
    benefit: Annotated[Code | None, Field(description="kod świadczenia albo kosztu, np. utrzymanie_osrodka")] = None
    measure: Measure = "expenditure"
    paragraf: Annotated[str, Field(pattern=r"^[0-9]{4}$", examples=["4010"])]
    source: Annotated[Code, Field(examples=["dotacja_zlecone_2010"])]
    grant_ref: Annotated[str, Field(max_length=80)] | None = None
    occurred_on: Annotated[date, Field(examples=["2019-01-28"])]
    booked_on: Annotated[date, Field(examples=["2019-01-28"])]
    budget_year: Year
    declared: Annotated[
        tuple[Declared, ...], Field(description='liczby zadeklarowane; w CSV "rodzina=14;spotkanie=6"', max_length=20)
    ] = ()
    mirrors: Annotated[
        UUID | None, Field(description="lista wypłat, której te pieniądze dotyczą: porównywane, nigdy dodawane")
    ] = None

    @field_validator("declared", mode="before")
    @classmethod
    def _from_csv(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        found = []
        for entry in value.split(";"):
            unit, separator, number = entry.partition("=")
            if not separator or not number.strip().isdecimal():
                raise PydanticCustomError("wrong_pattern", "Oczekiwano postaci rodzina=14;spotkanie=6.")
            found.append({"unit": unit.strip(), "value": int(number)})
        return found


class BookingOut(Out):
    """A booked row, with its document's id for a reversal."""

    id: UUID
    sequence: int
    line: int
    document_id: str
    document_version: int
    unit: str
    benefit: str | None
    measure: str
    side: str
    dzial: str
    rozdzial: str
    paragraf: str
    task: str
    task_kind: str
    source: str
    amount: str
    occurred_on: date
    booked_on: date
    budget_year: int
    reversal: bool
    mirrors: UUID | None
