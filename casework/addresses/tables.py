"""The table of addresses as the database has it (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import LargeBinary, Text, func
from sqlmodel import Field, SQLModel


class AddressRow(SQLModel, table=True):
    """An address of a person from a day; `lines` are encrypted for this row, none says that there is no such address from then on."""

    __tablename__ = "person_address"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    person: UUID
    use: str = Field(sa_type=Text)
    since: date
    lines: bytes | None = Field(default=None, sa_type=LargeBinary)
    source: str | None = Field(default=None, sa_type=Text)
    application: UUID | None = None
    recorded_by: str = Field(sa_type=Text)
    recorded_on: date
    recorded_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
