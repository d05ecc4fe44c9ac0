"""The tables of social contracts, as the service's database has them (migrations/versions, 0183, 0187)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Integer, Text, func
from sqlmodel import Field, SQLModel


class ContractRow(SQLModel, table=True):
    """A contract with a person. until: the day to which it was concluded; review_by: until when it is reviewed next. act: it counts as."""

    __tablename__ = "social_contract"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    person: UUID
    household: UUID | None = None
    unit: str = Field(sa_type=Text)
    state: str = Field(default="running", sa_type=Text)
    aim: str = Field(sa_type=Text)
    concluded_on: date
    until: date
    review_by: date | None = None
    ended_on: date | None = None
    ended_as: str | None = Field(default=None, sa_type=Text)
    act: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class StepRow(SQLModel, table=True):
    """What one side undertook. state: open, done or dropped, since `noted_on`."""

    __tablename__ = "social_contract_step"

    gmina: str = Field(primary_key=True, sa_type=Text)
    contract: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=Integer)
    side: str = Field(sa_type=Text)
    step: str = Field(sa_type=Text)
    due_on: date
    state: str = Field(default="open", sa_type=Text)
    noted_on: date | None = None


class ReviewRow(SQLModel, table=True):
    """A review of what was done so far; never changed."""

    __tablename__ = "social_contract_review"

    gmina: str = Field(primary_key=True, sa_type=Text)
    contract: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=Integer)
    held_on: date
    outcome: str = Field(sa_type=Text)
    next_by: date | None = None
    noted_by: str = Field(sa_type=Text)
