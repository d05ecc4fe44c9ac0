"""Rows of a plan as they come in and as they are shown."""

from datetime import date
from typing import Annotated

from pydantic import Field

from kit.schemas import Out
from services.reporting.intake import ClassifiedRow, Code, Year


class PlanRow(ClassifiedRow):
    """A row of the plan, or of a change of it: the amount is added to what was planned before."""

    year: Year
    paragraf: (
        Annotated[str, Field(pattern=r"^[0-9]{4}$", description="cztery cyfry; puste, gdy plan go nie podaje")] | None
    ) = None
    source: Code | None = None
    valid_from: Annotated[date, Field(description="dzień, od którego zmiana obowiązuje", examples=["2019-01-01"])]
    act_number: Annotated[str, Field(min_length=1, max_length=80, examples=["III/15/2018"])]
    act_day: Annotated[date, Field(examples=["2018-12-28"])]


class PlanChangeOut(Out):
    """A row of the plan as it was entered."""

    sequence: int
    line: int
    unit: str
    year: int
    side: str
    dzial: str
    rozdzial: str
    paragraf: str | None
    task: str
    task_kind: str
    source: str | None
    amount: str
    valid_from: date
    act_number: str
    act_day: date
