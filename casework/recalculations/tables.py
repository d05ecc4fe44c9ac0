"""The table of mass recalculations as the database has it (casework/migrations); items and costs are written by statements."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, func
from sqlmodel import Field, SQLModel


class RecalculationRow(SQLModel, table=True):
    """One operation over all running rights to a benefit; `effective_from` and `until` are first days of months.

    lettered, sent: when and by whom the letters were ordered to be made and sent; send_day: the day on which they go out; boxes_checked_on:
    electronic addresses were looked up, and where one is known the letter goes there.
    chains: how many there were to look at when it began. stopped: why the background gave up; carrying it on by hand clears it.
    """

    __tablename__ = "recalculation"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    benefit: str = Field(sa_type=Text)
    on_day: date
    effective_from: date
    until: date
    ground: str = Field(sa_type=Text)
    article: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    cursor: UUID | None = None
    imported_cursor: UUID | None = None
    chains: int = 0
    stopped: str | None = Field(default=None, sa_type=Text)
    started_by: str = Field(sa_type=Text)
    started_on: date
    drafted_by: str | None = Field(default=None, sa_type=Text)
    drafted_on: date | None = None
    approved_by: str | None = Field(default=None, sa_type=Text)
    approved_on: date | None = None
    issued_by: str | None = Field(default=None, sa_type=Text)
    issued_on: date | None = None
    lettered_by: str | None = Field(default=None, sa_type=Text)
    lettered_on: date | None = None
    sent_by: str | None = Field(default=None, sa_type=Text)
    sent_on: date | None = None
    send_way: str | None = Field(default=None, sa_type=Text)
    send_day: date | None = None
    boxes_checked_on: date | None = None
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
