"""Tables of appeals, their results, complaints to the court, reopening and nullity as the database has them (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, func
from sqlmodel import Field, SQLModel


class AppealRow(SQLModel, table=True):
    """A party's appeal. counted_on: the day that counts for the term; forward_by: last day for passing it on or for self-review."""

    __tablename__ = "appeal"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    decision: UUID
    party: UUID
    state: str = Field(sa_type=Text)
    way: str = Field(sa_type=Text)
    sent_on: date | None = None
    received_on: date
    counted_on: date
    term_ends_on: date | None = None
    in_time: bool
    restored_on: date | None = None
    withdrawn_on: date | None = None
    forward_by: date
    passed_on: date | None = None
    passed_by: str | None = Field(default=None, sa_type=Text)
    sheets: int | None = None
    sko_sign: str | None = Field(default=None, sa_type=Text)
    decision_due_on: date | None = None
    carried_out_on: date | None = None
    carried_out_by: UUID | None = None
    sko_decision: UUID | None = None
    register_mark: str | None = Field(default=None, sa_type=Text)
    register_year: int | None = None
    register_number: int | None = None
    registered_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})

    @property
    def number(self) -> str | None:
        """The number in the register of incoming letters; appeals of before it was given have none."""
        return (
            None
            if self.register_number is None
            else f"{self.register_mark}/{self.register_number}/{self.register_year}"
        )


class ResultRow(SQLModel, table=True):
    """How the appeal ended, by whom; never changed. A later one (after the court) has the next number and counts instead."""

    __tablename__ = "appeal_result"

    gmina: str = Field(primary_key=True, sa_type=Text)
    appeal: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    author: str = Field(sa_type=Text)
    outcome: str = Field(sa_type=Text)
    mode: str | None = Field(default=None, sa_type=Text)
    sign: str | None = Field(default=None, sa_type=Text)
    decided_on: date
    received_on: date | None = None
    delivered_on: date
    worsens: bool = False
    worse_ground: str | None = Field(default=None, sa_type=Text)
    guidelines: bool = False
    decision: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ComplaintRow(SQLModel, table=True):
    """A complaint or opposition to the administrative court against the appeal's result of that number."""

    __tablename__ = "court_complaint"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    appeal: UUID
    decision: UUID
    party: UUID
    kind: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    complained_on: date
    term_ends_on: date
    in_time: bool
    result: int
    sign: str | None = Field(default=None, sa_type=Text)
    outcome: str | None = Field(default=None, sa_type=Text)
    judged_on: date | None = None
    ended_on: date | None = None
    noted_by: str = Field(sa_type=Text)
    version: int = 1


class ExtraordinaryRow(SQLModel, table=True):
    """Reopening of a final decision's case or the finding of its nullity. bar_starts: from that day it is too late to quash."""

    __tablename__ = "extraordinary"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    decision: UUID
    kind: str = Field(sa_type=Text)
    ground: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    asked_by: UUID | None = None
    learnt_on: date | None = None
    received_on: date
    counted_on: date
    ask_until: date | None = None
    in_time: bool
    bar_starts: date | None = None
    started_on: date | None = None
    outcome: str | None = Field(default=None, sa_type=Text)
    decided_on: date | None = None
    delivered_on: date | None = None
    made: UUID | None = None
    sign: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
