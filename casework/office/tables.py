"""The table of the office's own data as the database has it (casework/migrations)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class OfficeRow(SQLModel, table=True):
    """A version of the office's data, in force from a day; none is ever changed."""

    __tablename__ = "office_settings"

    gmina: str = Field(primary_key=True, sa_type=Text)
    version: int = Field(primary_key=True)
    valid_from: date
    settings: dict[str, Any] = Field(sa_type=JSONB)
    made_by: str = Field(sa_type=Text)
    made_on: date
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
