"""Tables of case files as the database has them (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, func
from sqlmodel import Field, SQLModel


class CaseFileRow(SQLModel, table=True):
    """The file of a case: none until something was done with it. category: what the state archive changed it to."""

    __tablename__ = "case_file"

    gmina: str = Field(primary_key=True, sa_type=Text)
    sign: UUID = Field(primary_key=True)
    state: str = Field(sa_type=Text)
    closed_on: date | None = None
    category: str | None = Field(default=None, sa_type=Text)
    version: int = 1


class CaseActRow(SQLModel, table=True):
    """Something that was done with a case's file; reason is a code, document the number of a letter."""

    __tablename__ = "case_act"

    gmina: str = Field(primary_key=True, sa_type=Text)
    sign: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    act: str = Field(sa_type=Text)
    on_day: date
    by_whom: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    document: str | None = Field(default=None, sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class CaseMatterRow(SQLModel, table=True):
    """A decision, a right or an undue payment that was linked with a case by hand."""

    __tablename__ = "case_matter"

    gmina: str = Field(primary_key=True, sa_type=Text)
    kind: str = Field(primary_key=True, sa_type=Text)
    matter: UUID = Field(primary_key=True)
    sign: UUID
    linked_by: str = Field(sa_type=Text)
    linked_on: date
