"""Which budget lines are asked about, and what is told of each; amounts are złote as text."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from casework.facts.money import TaskKind
from kit.money import ZlotyText
from kit.schemas import Count, Out, Schema
from services.reporting.intake import Code, Unit, Year

MOST_LINES = 500


class LineIn(Schema):
    """A budget line of a year: whose money, on which paragraf of which chapter. The dział is the chapter's."""

    year: Year
    rozdzial: Annotated[str, Field(pattern=r"^[0-9]{5}$", examples=["85502"])]
    paragraf: Annotated[str, Field(pattern=r"^[0-9]{4}$", description="cztery cyfry", examples=["3110"])]
    task_kind: TaskKind
    source: Annotated[Code, Field(examples=["dotacja_zlecone_2010"])]


class AvailabilityIn(Schema):
    """What is left on these lines, and as of when."""

    lines: Annotated[list[LineIn], Field(min_length=1, max_length=MOST_LINES)]
    unit: Annotated[Unit | None, Field(description="tylko plan i pieniądze tej jednostki")] = None
    until: Annotated[
        date | None,
        Field(description="plan obowiązujący i kwoty zaksięgowane do tego dnia; bez niego cały rok budżetowy"),
    ] = None
    known_on: Annotated[date | None, Field(description="stan wiedzy na koniec tego dnia")] = None


class PlannedAsOut(Out):
    """The position of the plan that a line belongs to; null: the plan leaves it open, and the figures are those of all such lines."""

    paragraf: str | None
    source: str | None


class LineOut(Out):
    """What is left on a line.

    `used` is what of the plan is taken, each złoty once: commitments, and besides them what nothing was committed for (documents of the
    finance system, rights brought over). `left` = plan − used; the figures are those of the position of the plan in `planned_as`.
    """

    year: int
    dzial: str
    rozdzial: str
    paragraf: str
    task_kind: TaskKind
    source: str
    planned_as: Annotated[PlannedAsOut | None, Field(description="null: nothing is planned for the line")]
    plan: ZlotyText | None
    committed: Annotated[ZlotyText, Field(description="commitments of the year, whenever they were made")]
    liabilities: Annotated[
        ZlotyText,
        Field(
            description="approved payment lists, accepted documents of third parties, and what the finance system owes"
        ),
    ]
    executed: Annotated[
        ZlotyText, Field(description="paid, the finance system's documents included, as in a statement")
    ]
    booked: Annotated[ZlotyText, Field(description="of executed: documents of the finance system")]
    used: ZlotyText
    left: Annotated[ZlotyText | None, Field(description="negative: more than was planned; null: nothing is planned")]


class SourceOut(Out):
    """How far a log was read, and how current that was at the moment of asking."""

    service: str
    sequence: int
    time: Annotated[str, Field(description="when the last event that was read became known; empty: none was")]
    head: int
    lag: Annotated[int, Field(description="events of the log that are not counted yet")]
    lag_seconds: int
    state: str
    reason: str | None


class AvailabilityOut(Out):
    """What is left, line by line in the order of asking, with what it was counted from."""

    gmina: str
    unit: str | None
    until: date | None
    known_on: date | None
    lines: list[LineOut]
    sources: list[SourceOut]
    current: Annotated[bool, Field(description="whether every log was read to its end")]
    refused_facts: Annotated[
        Count, Field(description="facts of these years that are in no figure: their codes were not in force")
    ]
    observed_at: datetime
