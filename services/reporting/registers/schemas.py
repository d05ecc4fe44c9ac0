"""What is told of the registers of acts: acts, quantities, persons and families; no money and nobody by name or pseudonym."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from kit.schemas import Count, Out
from services.reporting.availability.schemas import SourceOut


class ActsOut(Out):
    """Acts of one kind that somebody asked for, or (null) nobody."""

    act: str
    requester: str | None
    acts: int


class MeasuredOut(Out):
    """How much acts of one kind gave out or took; the unit as in the events."""

    act: str
    unit: str
    value: Annotated[str, Field(examples=["12.500"])]


class CountedOut(Out):
    """Persons, families or children whom the acts name."""

    unit: Annotated[str, Field(description="osoba, rodzina, dziecko")]
    all: Annotated[
        int | None, Field(description="as often as acts name them; null of a register whose small figures are hidden")
    ]
    different: Annotated[
        int | None,
        Field(description="each once; null unless the months are a month, a quarter, a half-year or a year (so far)"),
    ]


class RegisterOut(Out):
    """A register of a service in the months asked for."""

    service: str
    register_code: str
    acts: list[ActsOut]
    measured: list[MeasuredOut]
    counted: list[CountedOut]
    least: Annotated[
        int | None,
        Field(
            description="figures below it are left out, as are those that are nought, and all but those of a whole calendar year; "
            "null: every figure is told"
        ),
    ]


class RegisterProofOut(Out):
    """The sums of the months beside the facts themselves, added up anew; registers with hidden figures are in `agrees` alone."""

    acts: int
    acts_of_facts: int
    named: int
    named_of_facts: int
    firsts_of_year: int
    firsts_of_year_of_facts: int
    agrees: bool
    not_taken_back_once: Annotated[
        Count,
        Field(
            description="facts that take back what no log has told, what was taken back before, or with other figures"
        ),
    ]


class RegisterCountsOut(Out):
    """The registers of a gmina, with their proof and how far each log was read."""

    gmina: str
    since: str
    until: str
    registers: list[RegisterOut]
    proof: RegisterProofOut
    sources: list[SourceOut]
    current: Annotated[bool, Field(description="whether every log was read to its end")]
    observed_at: datetime


class GminaActsOut(Out):
    """A gmina's part: its acts of all registers together."""

    gmina: str
    acts: int


class RegionalRegistersOut(Out):
    """Sums over the gminas of a region; a person of two gminas is one of each."""

    since: str
    until: str
    registers: list[RegisterOut]
    gminas: list[GminaActsOut]
