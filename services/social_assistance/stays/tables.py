"""The tables of stays, as the service's database has them (migrations/versions, 0190). Terms and months are written once."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class SupportStayRow(SQLModel, table=True):
    """Who stays where, by which decision, from when to when. facility: a third party. charged: the gmina collects the fee."""

    __tablename__ = "support_stay"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    person: UUID
    household: UUID | None = None
    kind: str = Field(sa_type=Text)
    facility: UUID
    decision: UUID | None = None
    charged: bool
    since: date
    until: date | None = None
    state: str = Field(default="open", sa_type=Text)
    unit: str = Field(sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class SupportTermRow(SQLModel, table=True):
    """By what a stay is charged from a month on, until something later is stated. Sums are grosze; due_day: of the next month."""

    __tablename__ = "support_term"

    gmina: str = Field(primary_key=True, sa_type=Text)
    stay: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    since: date
    by: str = Field(sa_type=Text)
    amount: int | None = Field(default=None, sa_type=BigInteger)
    income: int = Field(sa_type=BigInteger)
    persons: int = 1
    place_grant: int | None = Field(default=None, sa_type=BigInteger)
    exempted: int = 0
    exempt_ground: str | None = Field(default=None, sa_type=Text)
    from_care_home: bool = False
    due_day: int
    decision: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class SupportMonthRow(SQLModel, table=True):
    """A month as it was entered or confirmed; the highest number holds. fee: grosze, after an exemption; basis: what it was made of."""

    __tablename__ = "support_month"

    gmina: str = Field(primary_key=True, sa_type=Text)
    stay: UUID = Field(primary_key=True)
    month: date = Field(primary_key=True)
    number: int = Field(primary_key=True)
    state: str = Field(sa_type=Text)
    days: int
    hours: int
    fee: int = Field(sa_type=BigInteger)
    due_on: date
    basis: dict[str, Any] = Field(sa_type=JSONB)
    noted_by: str = Field(sa_type=Text)
    noted_on: date
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
