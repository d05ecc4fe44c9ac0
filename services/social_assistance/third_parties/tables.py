"""The tables of third parties and of their documents, as the service's database has them (migrations/versions, 0150)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Numeric, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class ThirdPartyRow(SQLModel, table=True):
    """Whom the gmina pays for what it gives in kind. teryt: of a powiat or another gmina."""

    __tablename__ = "third_party"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    nip: str | None = Field(default=None, sa_type=Text)
    teryt: str | None = Field(default=None, sa_type=Text)
    unit: str = Field(sa_type=Text)
    since: date
    until: date | None = None
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class InvoiceRow(SQLModel, table=True):
    """A document that asks for money; amount in grosze, below zero in a correction that gives back.

    number_key: the number as two people write it alike; of one third party it comes once among documents that stand. ended_on: when it was
    returned or cancelled. reason: why it was, or why somebody took its last step back.
    """

    __tablename__ = "invoice"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    third_party: UUID
    kind: str = Field(sa_type=Text)
    number: str = Field(sa_type=Text)
    number_key: str = Field(sa_type=Text)
    corrects: UUID | None = None
    service_month: date
    issued_on: date
    received_on: date
    due_on: date
    amount: int = Field(sa_type=BigInteger)
    purpose: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    state: str = Field(default="registered", sa_type=Text)
    checked_by: str | None = Field(default=None, sa_type=Text)
    checked_on: date | None = None
    controlled_by: str | None = Field(default=None, sa_type=Text)
    controlled_on: date | None = None
    accepted_by: str | None = Field(default=None, sa_type=Text)
    accepted_on: date | None = None
    paid_on: date | None = None
    budget_year: int | None = None
    document: str | None = Field(default=None, sa_type=Text)
    ended_on: date | None = None
    reason: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class AllocationRow(SQLModel, table=True):
    """What of a document is one person's: grosze, and thousandths of the benefit's unit; never changed.

    counters: the number that it takes back.
    """

    __tablename__ = "invoice_allocation"

    gmina: str = Field(primary_key=True, sa_type=Text)
    invoice: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    benefit: str = Field(sa_type=Text)
    variant: str | None = Field(default=None, sa_type=Text)
    entitled: UUID
    household: UUID | None = None
    award: UUID | None = None
    period: date
    quantity: int = Field(sa_type=BigInteger)
    amount: int = Field(sa_type=BigInteger)
    counters: int | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ShareRow(SQLModel, table=True):
    """The grant's share in a benefit for months of service, as the voivode said; of several that stand the latest counts; never changed."""

    __tablename__ = "funding_share"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    benefit: str = Field(sa_type=Text)
    since: date
    until: date | None = None
    grant_share: Decimal = Field(sa_type=Numeric)
    act: str = Field(sa_type=Text)
    stated_on: date
    counters: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class BookingRow(SQLModel, table=True):
    """The lines on which one allocation was told, each time it was; the latest says how it is divided. share: by which statement anew."""

    __tablename__ = "invoice_booking"

    gmina: str = Field(primary_key=True, sa_type=Text)
    invoice: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    allocation: int
    what: str = Field(sa_type=Text)
    booked_on: date
    budget_year: int
    lines: list[dict[str, Any]] = Field(sa_type=JSONB)
    share: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
