"""What is told of the State's revenue; amounts are złote as text."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from kit.money import ZlotyText
from kit.schemas import Count, Out
from services.reporting.availability.schemas import SourceOut

Level = Literal["row", "rozdzial", "total"]


class StateRevenueRowOut(Out):
    """A row of Rb-27ZZ, or a sum of rows: cumulative from 1 January."""

    level: Level
    dzial: str
    rozdzial: str
    paragraf: Annotated[str, Field(description="four digits; empty in sums, and where the plan names none")]
    name: str
    plan: Annotated[ZlotyText, Field(description="column 4")]
    receivables: Annotated[
        ZlotyText | None,
        Field(
            description="column 5: owed at the end of the year before and since, less what was written off; null: not told"
        ),
    ]
    executed: Annotated[ZlotyText, Field(description="column 6: collected")]
    retained: Annotated[
        ZlotyText | None, Field(description="column 7: the gmina's share (§ 2360); null in the report of a unit")
    ]
    passed_on: Annotated[
        ZlotyText,
        Field(description="column 8: on to the voivode; of a unit, to the gmina's account, the gmina's share included"),
    ]
    to_pass_on: Annotated[ZlotyText, Field(description="collected, less the gmina's share and what was passed on")]
    remaining: Annotated[ZlotyText | None, Field(description="column 9: still owed; null: not told")]


class StateRevenueOut(Out):
    """The State's revenue of a year until a day, with the logs it stands on."""

    gmina: str
    year: int
    until: date
    unit: str | None
    known_on: date | None
    closing: str | None
    rows: list[StateRevenueRowOut]
    refused_count: Annotated[Count, Field(description="facts of the year that could not be posted, of whatever side")]
    sources: list[SourceOut]
    current: Annotated[bool, Field(description="whether every log is read to its end")]
    observed_at: datetime
