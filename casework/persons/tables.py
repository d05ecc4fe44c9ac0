"""The table of persons as the database has it (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import LargeBinary, Text, func
from sqlmodel import Field, SQLModel


class PersonRow(SQLModel, table=True):
    """A person; numbers are encrypted for this row and found by a keyed index. erased_on: her file was destroyed, and she is nobody.

    merged_into: the entry that stands for her, where she had been entered twice; its pseudonym, names and numbers are this row's too.
    number_basis: what shows a PESEL whose check digit or day of birth is wrong; encrypted for this row.
    """

    __tablename__ = "person"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    pseudonym: str = Field(sa_type=Text)
    pesel: bytes | None = Field(default=None, sa_type=LargeBinary)
    pesel_index: bytes | None = Field(default=None, sa_type=LargeBinary)
    document: bytes | None = Field(default=None, sa_type=LargeBinary)
    document_index: bytes | None = Field(default=None, sa_type=LargeBinary)
    index_kid: str | None = Field(default=None, sa_type=Text)
    first_name: str = Field(sa_type=Text)
    last_name: str = Field(sa_type=Text)
    sort_key: str = Field(sa_type=Text)
    birth_date: date
    version: int = 1
    erased_on: date | None = None
    merged_into: UUID | None = None
    merged_on: date | None = None
    merged_by: str | None = Field(default=None, sa_type=Text)
    merged_reason: bytes | None = Field(default=None, sa_type=LargeBinary)
    number_basis: bytes | None = Field(default=None, sa_type=LargeBinary)
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class FormerRow(SQLModel, table=True):
    """What was known of a person until it was corrected; encrypted for this row. sort_key: of a name; said_index: of a number."""

    __tablename__ = "person_former"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    person: UUID
    what: str = Field(sa_type=Text)
    said: bytes = Field(sa_type=LargeBinary)
    sort_key: str | None = Field(default=None, sa_type=Text)
    said_index: bytes | None = Field(default=None, sa_type=LargeBinary)
    index_kid: str | None = Field(default=None, sa_type=Text)
    basis: bytes | None = Field(default=None, sa_type=LargeBinary)
    corrected_by: str = Field(sa_type=Text)
    corrected_on: date
    recorded_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
