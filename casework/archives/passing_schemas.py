"""What comes in and goes out about files that pass to the state archive."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from casework.records.schemas import LetterNumber
from casework.signs.schemas import Day, Symbol
from kit.schemas import Out, Schema

PassingState = Literal["drawn_up", "passed", "withdrawn"]
ArchiveName = Annotated[
    str,
    StringConstraints(min_length=3, max_length=200, strip_whitespace=True),
    Field(examples=["Archiwum Państwowe w Łodzi Oddział w Sieradzu"]),
]


class PassingIn(Schema):
    """A list of closed files of category A whose term has passed; of some classes of the file plan when they are named."""

    archive: ArchiveName
    symbols: Annotated[list[Symbol], Field(max_length=100)] = Field(default_factory=list)


class PassingLeavingOutIn(Schema):
    """A place of the list that is not passed under it."""

    place: Annotated[int, Field(ge=1, le=100_000)]


class PassingNotedIn(Schema):
    """The archive took the files over: the sign of its protocol, and the day."""

    sign: LetterNumber
    on: Day


class PassingOut(Out):
    """A list and what came of it."""

    id: UUID
    number: Annotated[str, Field(examples=["1/2051"])]
    state: PassingState
    archive: str
    drawn_by: str
    drawn_on: date
    sign: str | None
    passed_on: date | None
    passed_by: str | None
    cases: Annotated[int, Field(description="how many are listed or passed")]
    allowed: list[str]
    version: int


class PassingItemOut(Out):
    """A line of the list (spis zdawczo-odbiorczy). It names a case and no person."""

    place: int
    case: UUID
    sign: str
    symbol: str
    title: str
    opened_on: date
    closed_on: date
    state: Literal["listed", "left_out", "passed"]
