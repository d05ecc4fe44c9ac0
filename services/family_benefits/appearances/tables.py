"""The table of calls to appear in person, as the service's database has it (migrations/versions, 0291)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, func
from sqlmodel import Field, SQLModel


class AppearanceRow(SQLModel, table=True):
    """A call to appear, about an application or about a right that runs. last_day: the last of the working days from the delivery."""

    __tablename__ = "appearance_call"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    state: str = Field(default="called", sa_type=Text)
    person: UUID
    unit: str = Field(sa_type=Text)
    application: UUID | None = None
    award: UUID | None = None
    called_on: date
    letter: UUID | None = None
    delivered_on: date | None = None
    last_day: date | None = None
    appeared_on: date | None = None
    ended_on: date | None = None
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
