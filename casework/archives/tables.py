"""Tables of lists of what is to be destroyed as the database has them (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, Text, func
from sqlmodel import Field, SQLModel


class DestructionRow(SQLModel, table=True):
    """A list of cases to be destroyed. letter: of the request; consent: number of the state archive's consent."""

    __tablename__ = "destruction"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    number: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    commission: list[str] = Field(sa_type=ARRAY(Text))
    proposed_by: str = Field(sa_type=Text)
    proposed_on: date
    submitted_on: date | None = None
    letter: str | None = Field(default=None, sa_type=Text)
    consent: str | None = Field(default=None, sa_type=Text)
    consented_on: date | None = None
    approved_by: str | None = Field(default=None, sa_type=Text)
    approved_on: date | None = None
    carried_out_by: str | None = Field(default=None, sa_type=Text)
    carried_out_on: date | None = None
    way: str | None = Field(default=None, sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class DestructionItemRow(SQLModel, table=True):
    """A case on a list, as it was described to the state archive."""

    __tablename__ = "destruction_item"

    gmina: str = Field(primary_key=True, sa_type=Text)
    destruction: UUID = Field(primary_key=True)
    place: int = Field(primary_key=True)
    sign: UUID
    sign_text: str = Field(sa_type=Text)
    symbol: str = Field(sa_type=Text)
    title: str = Field(sa_type=Text)
    category: str = Field(sa_type=Text)
    opened_on: date
    closed_on: date
    counted_from: date
    kept_until: date | None = None
    state: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)


class PassingRow(SQLModel, table=True):
    """A list of files that pass to a state archive. sign: under which the archive took them over."""

    __tablename__ = "archive_passing"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    number: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    archive: str = Field(sa_type=Text)
    drawn_by: str = Field(sa_type=Text)
    drawn_on: date
    sign: str | None = Field(default=None, sa_type=Text)
    passed_on: date | None = None
    passed_by: str | None = Field(default=None, sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class PassingItemRow(SQLModel, table=True):
    """A file on such a list."""

    __tablename__ = "archive_passing_item"

    gmina: str = Field(primary_key=True, sa_type=Text)
    passing: UUID = Field(primary_key=True)
    place: int = Field(primary_key=True)
    sign: UUID
    sign_text: str = Field(sa_type=Text)
    symbol: str = Field(sa_type=Text)
    title: str = Field(sa_type=Text)
    opened_on: date
    closed_on: date
    state: str = Field(sa_type=Text)


class DestructionActRow(SQLModel, table=True):
    """Something that was done with a list; document is the number of a letter."""

    __tablename__ = "destruction_act"

    gmina: str = Field(primary_key=True, sa_type=Text)
    destruction: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    act: str = Field(sa_type=Text)
    on_day: date
    by_whom: str = Field(sa_type=Text)
    document: str | None = Field(default=None, sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
