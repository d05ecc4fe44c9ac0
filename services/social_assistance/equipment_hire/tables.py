"""The tables of the hire of equipment, as the service's database has them (migrations/versions, 0185)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Text, func
from sqlmodel import Field, SQLModel


class ItemRow(SQLModel, table=True):
    """A piece of equipment. number: of the inventory. value: grosze."""

    __tablename__ = "hire_item"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    number: str = Field(sa_type=Text)
    value: int = Field(sa_type=BigInteger)
    acquired_on: date
    unit: str = Field(sa_type=Text)
    retired_on: date | None = None
    retired_as: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class HireRow(SQLModel, table=True):
    """A contract of hire. outsider: no inhabitant of the gmina. monthly_fee: grosze for each month begun. act: of the register of acts."""

    __tablename__ = "equipment_hire"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    item: UUID
    person: UUID
    unit: str = Field(sa_type=Text)
    state: str = Field(default="lent", sa_type=Text)
    outsider: bool
    monthly_fee: int = Field(default=0, sa_type=BigInteger)
    lent_on: date
    due_back: date
    returned_on: date | None = None
    returned_as: str | None = Field(default=None, sa_type=Text)
    act: UUID
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
