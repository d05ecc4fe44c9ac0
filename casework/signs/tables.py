"""Tables of the file plan, of the counters and of signs as the database has them (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class FilePlanRow(SQLModel, table=True):
    """A version of the file plan; none is ever changed. `unit` begins a sign, `register_mark` the number of an incoming letter."""

    __tablename__ = "file_plan"

    gmina: str = Field(primary_key=True, sa_type=Text)
    version: int = Field(primary_key=True)
    unit: str = Field(sa_type=Text)
    register_mark: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
    made_on: date
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class FilePlanClassRow(SQLModel, table=True):
    """A class of one version of the plan, and the benefits whose cases belong to it."""

    __tablename__ = "file_plan_class"

    gmina: str = Field(primary_key=True, sa_type=Text)
    version: int = Field(primary_key=True)
    symbol: str = Field(primary_key=True, sa_type=Text)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    title: str = Field(sa_type=Text)
    category: str = Field(sa_type=Text)
    benefits: list[str] = Field(sa_type=JSONB)


class NumberSeriesRow(SQLModel, table=True):
    """The last number that a register gave in a year."""

    __tablename__ = "number_series"

    gmina: str = Field(primary_key=True, sa_type=Text)
    series: str = Field(primary_key=True, sa_type=Text)
    year: int = Field(primary_key=True)
    last_number: int


class CaseSignRow(SQLModel, table=True):
    """A sign that was given: one matter of one party, with the class and the archive category that the plan had on that day."""

    __tablename__ = "case_sign"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    sign: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    symbol: str = Field(sa_type=Text)
    subset: int | None = None
    number: int
    year: int
    title: str = Field(sa_type=Text)
    category: str = Field(sa_type=Text)
    party: UUID
    opened_on: date
    opened_by: str = Field(sa_type=Text)
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
