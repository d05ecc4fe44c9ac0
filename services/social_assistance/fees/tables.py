"""The tables of fees, as the service's database has them (migrations/versions, 0160, 0191). Entries and lines are written once."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class FeeRow(SQLModel, table=True):
    """What one payer owes for one person and month. benefit: the revenue that it is booked as. source_kind, source_id: the register that
    assessed it; basis: what it was computed from, in figures and codes.
    """

    __tablename__ = "fee"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    payer: UUID
    person: UUID
    household: UUID | None = None
    benefit: str = Field(sa_type=Text)
    decision: UUID | None = None
    source_kind: str = Field(sa_type=Text)
    source_id: UUID
    month: date
    due_on: date
    unit: str = Field(sa_type=Text)
    basis: dict[str, Any] = Field(sa_type=JSONB)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class FeeEntryRow(SQLModel, table=True):
    """Grosze assessed, received, let go, given back, or an entry countered. day: of the fact. gives_back: the receipt that money went
    back of. document: of the bank, or of the decision that let go.
    """

    __tablename__ = "fee_entry"

    gmina: str = Field(primary_key=True, sa_type=Text)
    fee: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    amount: int = Field(sa_type=BigInteger)
    day: date
    counters: int | None = None
    gives_back: int | None = None
    reason: str | None = Field(default=None, sa_type=Text)
    document: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class FeeReminderRow(SQLModel, table=True):
    """A payer was called upon to pay what is overdue before it is enforced. cost: grosze of the reminder. sign: of it, as letters have."""

    __tablename__ = "fee_reminder"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    payer: UUID
    unit: str = Field(sa_type=Text)
    sign: str | None = Field(default=None, sa_type=Text)
    cost: int = Field(default=0, sa_type=BigInteger)
    issued_on: date
    delivered_on: date | None = None
    titled_on: date | None = None
    title_sign: str | None = Field(default=None, sa_type=Text)
    state: str = Field(default="issued", sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class FeeReminderLineRow(SQLModel, table=True):
    """A fee of a reminder, and the grosze that were open of it on its day."""

    __tablename__ = "fee_reminder_line"

    gmina: str = Field(primary_key=True, sa_type=Text)
    reminder: UUID = Field(primary_key=True)
    fee: UUID = Field(primary_key=True)
    owed: int = Field(sa_type=BigInteger)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
