"""The table of interviews that are to be held, as the service's database has it (migrations/versions, 0181)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, func
from sqlmodel import Field, SQLModel


class OrderRow(SQLModel, table=True):
    """An interview that is to be held (art. 107 u.p.s.). learned_on: the office learned of the need; fact: the interview that was held."""

    __tablename__ = "interview_order"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    state: str = Field(default="open", sa_type=Text)
    person: UUID | None = None
    household: UUID | None = None
    application: UUID | None = None
    unit: str = Field(sa_type=Text)
    learned_on: date
    urgent: bool
    due_on: date
    fact: UUID | None = None
    held_on: date | None = None
    withdrawn_as: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
