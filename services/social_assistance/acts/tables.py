"""The tables of registers of acts, as the service's database has them (migrations/versions, 0180, 0188)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class ActRow(SQLModel, table=True):
    """An act of a register. entry: its place among the register's entries. asked_on, due_on: of one that was asked for and may wait.

    cost: grosze. quantity: thousandths of the register's unit. counts: what the log was told last, of whom it is the first act.
    """

    __tablename__ = "social_act"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    register_code: str = Field(sa_type=Text)
    act: str = Field(sa_type=Text)
    entry: int = Field(sa_type=BigInteger)
    state: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    requester: str | None = Field(default=None, sa_type=Text)
    asked_on: date | None = None
    due_on: date | None = None
    done_on: date | None = None
    application: UUID | None = None
    decision: UUID | None = None
    cost: int = Field(default=0, sa_type=BigInteger)
    quantity: int | None = Field(default=None, sa_type=BigInteger)
    counts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    withdrawn_as: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ActPersonRow(SQLModel, table=True):
    """A person or a child whom an act names; never changed."""

    __tablename__ = "social_act_person"

    gmina: str = Field(primary_key=True, sa_type=Text)
    act: UUID = Field(primary_key=True)
    counted_as: str = Field(primary_key=True, sa_type=Text)
    person: UUID = Field(primary_key=True)


class ActHouseholdRow(SQLModel, table=True):
    """A family that an act names; never changed."""

    __tablename__ = "social_act_household"

    gmina: str = Field(primary_key=True, sa_type=Text)
    act: UUID = Field(primary_key=True)
    household: UUID = Field(primary_key=True)


class ActProductRow(SQLModel, table=True):
    """What was given out of a product; never changed. quantity: thousandths of the register's unit. cost: grosze."""

    __tablename__ = "social_act_product"

    gmina: str = Field(primary_key=True, sa_type=Text)
    act: UUID = Field(primary_key=True)
    product: str = Field(primary_key=True, sa_type=Text)
    quantity: int = Field(sa_type=BigInteger)
    cost: int = Field(default=0, sa_type=BigInteger)
