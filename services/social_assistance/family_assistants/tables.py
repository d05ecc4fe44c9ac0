"""The tables of family assistants, as the service's database has them (migrations/versions, 0184). Reviews are written once."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, Text, func
from sqlmodel import Field, SQLModel


class AssistantRow(SQLModel, table=True):
    """Who works with families, by which contract, from when to when. name: encrypted. post: thousandths of a full post, of an employee."""

    __tablename__ = "family_assistant"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    name: bytes = Field(sa_type=LargeBinary)
    contract: str = Field(sa_type=Text)
    post: int | None = None
    since: date
    until: date | None = None
    unit: str = Field(sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class FamilyRow(SQLModel, table=True):
    """A family that has an assistant. basis: why. review_by: until when its situation is assessed next. act: of the register of acts."""

    __tablename__ = "assisted_family"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    assistant: UUID
    household: UUID
    unit: str = Field(sa_type=Text)
    basis: str = Field(sa_type=Text)
    state: str = Field(default="running", sa_type=Text)
    since: date
    review_by: date
    ended_on: date | None = None
    ended_as: str | None = Field(default=None, sa_type=Text)
    act: UUID
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ChildRow(SQLModel, table=True):
    """A child whom the work is for, from a day to a day."""

    __tablename__ = "assisted_child"

    gmina: str = Field(primary_key=True, sa_type=Text)
    family: UUID = Field(primary_key=True)
    person: UUID = Field(primary_key=True)
    since: date
    until: date | None = None


class StepRow(SQLModel, table=True):
    """A step of the plan of work. state: open, done, done in part or dropped, since `noted_on`."""

    __tablename__ = "assisted_family_step"

    gmina: str = Field(primary_key=True, sa_type=Text)
    family: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=Integer)
    step: str = Field(sa_type=Text)
    due_on: date
    state: str = Field(default="open", sa_type=Text)
    noted_on: date | None = None


class ReviewRow(SQLModel, table=True):
    """An assessment of the family's situation; never changed."""

    __tablename__ = "assisted_family_review"

    gmina: str = Field(primary_key=True, sa_type=Text)
    family: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=Integer)
    held_on: date
    outcome: str = Field(sa_type=Text)
    next_by: date
    noted_by: str = Field(sa_type=Text)
