"""Tables of households as the database has them (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, func
from sqlmodel import Field, SQLModel


class HouseholdRow(SQLModel, table=True):
    """A household; its pseudonym is made over the number of its reference person."""

    __tablename__ = "household"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    pseudonym: str = Field(sa_type=Text)
    reference_person: UUID
    kind: str = Field(sa_type=Text)
    also_stood_for_by: list[UUID] = Field(default_factory=list, sa_type=ARRAY(Uuid))
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class MemberRow(SQLModel, table=True):
    """A person in a household from a day to a day, both included; without `until` she still belongs to it."""

    __tablename__ = "household_member"

    gmina: str = Field(primary_key=True, sa_type=Text)
    household: UUID = Field(primary_key=True)
    person: UUID = Field(primary_key=True)
    since: date = Field(primary_key=True)
    role: str = Field(sa_type=Text)
    until: date | None = None
