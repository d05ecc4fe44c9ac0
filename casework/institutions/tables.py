"""Tables of the register of institutions as the database has them (casework/migrations)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class InstitutionRow(SQLModel, table=True):
    """An institution as it is entered now; what named it before keeps the name and account of its day. ended_on: its last day here."""

    __tablename__ = "institution"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    sort_key: str = Field(sa_type=Text)
    address: list[str] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    electronic_address: str | None = Field(default=None, sa_type=Text)
    phone: str | None = Field(default=None, sa_type=Text)
    nip: str | None = Field(default=None, sa_type=Text)
    account: str | None = Field(default=None, sa_type=Text)
    public_entity: bool = False
    ended_on: date | None = None
    version: int = 1


class InstitutionVersionRow(SQLModel, table=True):
    """What was entered of an institution, by whom and when; none is ever changed."""

    __tablename__ = "institution_version"

    gmina: str = Field(primary_key=True, sa_type=Text)
    institution: UUID = Field(primary_key=True)
    version: int = Field(primary_key=True)
    act: str = Field(sa_type=Text)
    told: dict[str, Any] = Field(sa_type=JSONB)
    made_by: str = Field(sa_type=Text)
    made_on: date
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
