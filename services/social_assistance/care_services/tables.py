"""The tables of care services, as the service's database has them (migrations/versions, 0170). Terms, days and months are written once."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class CarerRow(SQLModel, table=True):
    """Who serves: by a contract, from a day to a day. name: encrypted. hour_rate: grosze that an hour costs the gmina."""

    __tablename__ = "carer"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    name: bytes = Field(sa_type=LargeBinary)
    contract: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    hour_rate: int = Field(sa_type=BigInteger)
    since: date
    until: date | None = None
    unit: str = Field(sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class CarePlanRow(SQLModel, table=True):
    """Which services a person has, by which decision, from when to when.

    urgent_since: they began before the decision (art. 50a), which was to be there by decide_by.
    """

    __tablename__ = "care_plan"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    person: UUID
    household: UUID | None = None
    decision: UUID | None = None
    service: str = Field(sa_type=Text)
    urgent_since: date | None = None
    decide_by: date | None = None
    since: date
    until: date | None = None
    state: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class CareTermRow(SQLModel, table=True):
    """How much care there is and by what its fee is measured, from a month on, until something later is stated.

    income: grosze a month of `persons`, as the decision found it. hour_price: grosze, of services that the State commissions. exempted:
    per cent of the fee. due_day: of the next month, by which the fee is paid; none where the regulation says it.
    """

    __tablename__ = "care_term"

    gmina: str = Field(primary_key=True, sa_type=Text)
    plan: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    since: date
    care_level: str = Field(sa_type=Text)
    household_kind: str = Field(sa_type=Text)
    hours_month: int
    income: int = Field(sa_type=BigInteger)
    persons: int = 1
    hour_price: int | None = Field(default=None, sa_type=BigInteger)
    exempted: int = 0
    exempt_ground: str | None = Field(default=None, sa_type=Text)
    due_day: int | None = None
    decision: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class CareDayRow(SQLModel, table=True):
    """Minutes that a carer served on a day under a plan. The highest number of a day holds; 0 minutes take it back."""

    __tablename__ = "care_day"

    gmina: str = Field(primary_key=True, sa_type=Text)
    plan: UUID = Field(primary_key=True)
    day: date = Field(primary_key=True)
    carer: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    minutes: int
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class CareMonthRow(SQLModel, table=True):
    """A month as it was confirmed, or reopened; the highest number holds. cost, fee: grosze; share: of the cost, exact, as text.

    over_plan: minutes beyond the hours of the decision. basis: figures and codes that the fee was computed from.
    """

    __tablename__ = "care_month"

    gmina: str = Field(primary_key=True, sa_type=Text)
    plan: UUID = Field(primary_key=True)
    month: date = Field(primary_key=True)
    number: int = Field(primary_key=True)
    state: str = Field(sa_type=Text)
    minutes: int
    over_plan: int
    cost: int = Field(sa_type=BigInteger)
    share: str = Field(sa_type=Text)
    fee: int = Field(sa_type=BigInteger)
    due_on: date
    basis: dict[str, Any] = Field(sa_type=JSONB)
    noted_by: str = Field(sa_type=Text)
    noted_on: date
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
