"""Tables of awards as the database has them (casework/migrations). Months are stored as their first days."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class AwardRow(SQLModel, table=True):
    """A right of one person to one benefit, paid to the recipient."""

    __tablename__ = "award"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    benefit: str = Field(sa_type=Text)
    variant: str | None = Field(default=None, sa_type=Text)
    mechanism: str | None = Field(default=None, sa_type=Text)
    unit: str = Field(sa_type=Text)
    entitled: UUID
    recipient: UUID
    household: UUID | None = None
    decision: UUID | None = None
    origin: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    since: date
    until: date | None = None
    reference: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    version: int = 1


class AwardAmountRow(SQLModel, table=True):
    """Grosze a month of an award, from a month to a month (none: until further notice)."""

    __tablename__ = "award_amount"

    gmina: str = Field(primary_key=True, sa_type=Text)
    award: UUID = Field(primary_key=True)
    since: date = Field(primary_key=True)
    until: date | None = None
    amount: int = Field(sa_type=BigInteger)


class AwardActRow(SQLModel, table=True):
    """What was done to a right by hand; append-only."""

    __tablename__ = "award_act"

    gmina: str = Field(primary_key=True, sa_type=Text)
    award: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    act: str = Field(sa_type=Text)
    month: date
    reason: str = Field(sa_type=Text)
    document: str | None = Field(default=None, sa_type=Text)
    by_whom: str = Field(sa_type=Text)
    on_day: date
    at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
