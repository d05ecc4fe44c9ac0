"""Tables of look-ups in registers as the database has them (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, func
from sqlmodel import Field, SQLModel


class LookupRow(SQLModel, table=True):
    """A question to a register; its purpose and the numbers that were sent lie encrypted in evidence_content."""

    __tablename__ = "register_lookup"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    register_code: str = Field(sa_type=Text)
    person: UUID
    application: UUID | None = None
    legal_basis: str = Field(sa_type=Text)
    asked_on: date
    asked_by: str = Field(sa_type=Text)
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class AnswerRow(SQLModel, table=True):
    """What came back, or that nothing did; what it says lies encrypted in evidence_content. A question may be asked again."""

    __tablename__ = "register_answer"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    lookup: UUID
    number: int
    state: str = Field(sa_type=Text)
    adapter: str = Field(sa_type=Text)
    asked_by: str = Field(sa_type=Text)
    answered_on: date
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
