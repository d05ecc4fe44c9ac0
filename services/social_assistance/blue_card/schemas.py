"""What comes in and goes out about procedures "Niebieskie Karty": to readers who are entered by name, and to nobody else."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casework.decisions.schemas import Code, Day
from casework.persons.schemas import PeselText
from kit.schemas import Out, Schema
from services.social_assistance.blue_card.kinds import Body, ClosedAs, Noted, Role

CardState = Literal["open", "closed", "cancelled"]
NameText = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$")]
Subject = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S+$", examples=["anna.nowak"])]


class BlueCardReaderIn(Schema):
    """Somebody who may know of the procedures, by the subject of the token."""

    subject: Subject
    since: Annotated[Day | None, Field(description="today unless stated")] = None
    until: Annotated[Day | None, Field(description="the last day; null: until further notice")] = None

    @model_validator(mode="after")
    def _days(self) -> "BlueCardReaderIn":
        if self.since is not None and self.until is not None and self.until < self.since:
            raise PydanticCustomError("until", "Ostatni dzień jest wcześniejszy niż pierwszy.")
        return self


class BlueCardReaderEndIn(Schema):
    """The last day; yesterday unless stated, so that it ends at once."""

    until: Day | None = None


class BlueCardReaderOut(Out):
    """An entry of somebody who may, or might, know."""

    id: UUID
    subject: str
    since: date
    until: date | None
    noted_by: str
    version: int


class BlueCardReadersOut(Out):
    """All entries, in the order in which they were made."""

    readers: list[BlueCardReaderOut]


class BlueCardNamedIn(Schema):
    """Somebody whom the procedure is about; kept here alone and sealed."""

    role: Role
    name: NameText
    pesel: PeselText | None = None


class BlueCardIn(Schema):
    """A form A opens the procedure (art. 9d ust. 2)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"unit": "gops", "body": "policja", "persons": [{"role": "doznajaca", "name": "Anna Nowak"}]}]
        }
    )

    unit: Code
    on: Annotated[Day | None, Field(description="the form A was drawn up; today unless stated")] = None
    body: Annotated[Body, Field(description="whose form A it is")]
    persons: Annotated[list[BlueCardNamedIn], Field(min_length=1, max_length=30)]

    @model_validator(mode="after")
    def _affected(self) -> "BlueCardIn":
        if all(one.role == "stosujaca" for one in self.persons):
            raise PydanticCustomError("affected", "Procedura dotyczy co najmniej jednej osoby doznającej przemocy.")
        return self


class BlueCardActIn(Schema):
    """Something that was done. body: whose form A it is."""

    act: Noted
    on: Annotated[Day | None, Field(description="today unless stated")] = None
    body: Body | None = None

    @model_validator(mode="after")
    def _whose(self) -> "BlueCardActIn":
        if (self.act == "formularz_a") != (self.body is not None):
            raise PydanticCustomError("body", "Podmiot podaje się przy formularzu A i tylko przy nim.")
        return self


class BlueCardMemberIn(Schema):
    """A member of a group."""

    body: Body
    name: NameText


class BlueCardGroupIn(Schema):
    """The group of the procedure: a social worker and a policeman at least (art. 9a ust. 11a)."""

    on: Annotated[Day | None, Field(description="today unless stated")] = None
    members: Annotated[list[BlueCardMemberIn], Field(min_length=2, max_length=30)]

    @model_validator(mode="after")
    def _both(self) -> "BlueCardGroupIn":
        if not {"pomoc_spoleczna", "policja"} <= {one.body for one in self.members}:
            raise PydanticCustomError("members", "W grupie jest co najmniej pracownik socjalny i policjant.")
        return self


class BlueCardCloseIn(Schema):
    """Why the procedure ends (art. 9d)."""

    closed_as: ClosedAs
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class BlueCardTeamIn(Schema):
    """The team met."""

    unit: Code
    on: Annotated[Day | None, Field(description="today unless stated")] = None


class BlueCardSoughtIn(Schema):
    """Of whom procedures are asked for; a number never stands in an address."""

    pesel: Annotated[PeselText, Field(examples=["84051712343"])]


class BlueCardOut(Out):
    """A procedure without whom it is about."""

    id: UUID
    state: CardState
    unit: str
    opened_on: date
    closed_on: date | None
    closed_as: ClosedAs | None
    allowed: list[str]
    version: int


class BlueCardsFoundOut(Out):
    """The procedures that name the person, the newest first."""

    items: list[BlueCardOut]


class BlueCardNamedOut(Out):
    """Somebody whom the procedure is about."""

    role: Role
    name: str
    pesel: str | None


class BlueCardMemberOut(Out):
    """A member of the group as it was named last."""

    body: Body
    name: str


class BlueCardActOut(Out):
    """Something that was done in it."""

    id: UUID
    act: str
    title: str
    on: date
    body: Body | None
    withdrawn: bool
    noted_by: str


class BlueCardStepOut(Out):
    """A step whose term began. due: null where the law of that day sets none."""

    step: str
    since: date
    due: date | None
    done: date | None
    late: bool


class BlueCardShown(BlueCardOut):
    """A procedure as its readers see it."""

    persons: list[BlueCardNamedOut]
    acts: list[BlueCardActOut]
    group: list[BlueCardMemberOut]
    steps: list[BlueCardStepOut]
    monitored_until: Annotated[date | None, Field(description="null: not closed, or before the law knew monitoring")]


class BlueCardWaitingOut(BlueCardStepOut):
    """A step that waits in a procedure."""

    blue_card: UUID


class BlueCardWaitsOut(Out):
    """What waits in all procedures, what is due first leading, and until when the team meets."""

    items: list[BlueCardWaitingOut]
    team_met_on: date | None
    team_meets_by: date | None


class BlueCardActCountOut(Out):
    """Acts of a kind."""

    act: str
    acts: int


class BlueCardCountsOut(Out):
    """What was done from a day to a day, and on how many different families."""

    since: date
    until: date
    acts: list[BlueCardActCountOut]
    families: int
