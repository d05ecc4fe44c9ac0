"""What comes in and goes out about lists of what is to be destroyed."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from casework.records.schemas import LetterNumber, ObstacleOut
from casework.signs.schemas import Day, Symbol
from kit.schemas import Out, Schema

DestructionState = Literal["proposed", "submitted", "consented", "approved", "carried_out", "refused", "withdrawn"]
ItemState = Literal["listed", "left_out", "destroyed"]
LeftOutReason = Literal["state_archive", "still_needed", "unfinished", "list_withdrawn", "consent_refused"]
Way = Literal["shredding", "burning", "recycling", "deletion"]
Member = Annotated[
    str,
    StringConstraints(min_length=3, max_length=120, strip_whitespace=True),
    Field(description="an official of the commission with her post", examples=["Maria Nowak, archiwista zakładowy"]),
]


class ProposalIn(Schema):
    """A list of the cases that have passed their terms; of some classes of the file plan when they are named."""

    commission: Annotated[list[Member], Field(min_length=2, max_length=10)]
    symbols: Annotated[list[Symbol], Field(max_length=100)] = Field(default_factory=list)


class LeavingOutIn(Schema):
    """A place of the list that is not destroyed under it."""

    place: Annotated[int, Field(ge=1, le=100_000)]
    reason: Literal["state_archive", "still_needed", "unfinished"]


class SubmissionIn(Schema):
    """The request for the state archive's consent went out."""

    letter: LetterNumber
    on: Day


class ConsentIn(Schema):
    """The consent of the director of the state archive: its number and day."""

    number: LetterNumber
    on: Day


class RefusalIn(Schema):
    """The state archive does not consent; what the list names is kept and may be proposed anew."""

    number: LetterNumber
    on: Day


class CarryingOutIn(Schema):
    """The papers were destroyed; the data of the cases and of persons whom nothing else holds are erased with it."""

    way: Way


class CandidateOut(Out):
    """A closed case whose term has passed; obstacles: why it is not proposed all the same."""

    case: UUID
    sign: str
    symbol: str
    title: str
    category: str
    opened_on: date
    closed_on: date
    due_on: date
    obstacles: list[ObstacleOut]


class DestructionShort(Out):
    """A list and how far it has come."""

    id: UUID
    number: Annotated[str, Field(examples=["1/2026"])]
    state: DestructionState
    proposed_by: str
    proposed_on: date
    cases: Annotated[int, Field(description="how many are listed or destroyed")]
    version: int


class DestructionActOut(Out):
    """Something that was done with a list."""

    number: int
    act: str
    on: date
    by: str
    document: str | None
    at: datetime


class DestructionOut(DestructionShort):
    """A list with its acts. erased: how many records of each kind were erased under it."""

    commission: list[str]
    submitted_on: date | None
    letter: str | None
    consent: str | None
    consented_on: date | None
    approved_by: str | None
    approved_on: date | None
    carried_out_by: str | None
    carried_out_on: date | None
    way: Way | None
    allowed: list[str]
    acts: list[DestructionActOut]
    erased: dict[str, int]


class ItemOut(Out):
    """A line of the list: spis dokumentacji niearchiwalnej. It names a case and no person, and stays after the destruction."""

    place: int
    sign: str
    symbol: str
    title: str
    category: str
    opened_on: date
    closed_on: date
    kept_until: date | None
    state: ItemState
    reason: LeftOutReason | None
