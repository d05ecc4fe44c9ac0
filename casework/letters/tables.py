"""The tables of letters and their templates as the database has them (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import LargeBinary, Text, func
from sqlmodel import Field, SQLModel


class TemplateRow(SQLModel, table=True):
    """A version of the centre's own template; none is ever changed."""

    __tablename__ = "letter_template"

    gmina: str = Field(primary_key=True, sa_type=Text)
    kind: str = Field(primary_key=True, sa_type=Text)
    version: int = Field(primary_key=True)
    text: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
    made_on: date
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class LetterRow(SQLModel, table=True):
    """A letter that was made; the digests are SHA-256 of its two forms. `template_version` 0 is the one of the program.

    person: whom it is for; none where the party is an organisation. act: it is the decision or order itself, one for each party.
    about: what it was made of (application, appeal, overpayment), about_id: which.
    """

    __tablename__ = "letter"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    znak: str = Field(sa_type=Text)
    person: UUID | None = None
    party: UUID | None = None
    act: bool = False
    about: str | None = Field(default=None, sa_type=Text)
    about_id: UUID | None = None
    decision: UUID | None = None
    draft: bool
    template_version: int
    pdf_sha256: bytes = Field(sa_type=LargeBinary)
    docx_sha256: bytes = Field(sa_type=LargeBinary)
    dated: date
    made_by: str = Field(sa_type=Text)
    made_on: date
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class LetterBodyRow(SQLModel, table=True):
    """The bytes of a letter in one form, encrypted for this letter and form."""

    __tablename__ = "letter_body"

    gmina: str = Field(primary_key=True, sa_type=Text)
    letter: UUID = Field(primary_key=True)
    form: str = Field(primary_key=True, sa_type=Text)
    body: bytes = Field(sa_type=LargeBinary)


class DecisionNumberRow(SQLModel, table=True):
    """The number of a decision in the register of the year, given when it is issued and never again."""

    __tablename__ = "decision_number"

    gmina: str = Field(primary_key=True, sa_type=Text)
    decision: UUID = Field(primary_key=True)
    year: int
    number: int
    given_on: date
