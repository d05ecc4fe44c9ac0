"""The tables of matters of coordination, as the service's database has them (migrations/versions, 0150)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class CoordinationRow(SQLModel, table=True):
    """A matter that waits for the voivode's finding, or has it. way: by an application passed on (art. 23a ust. 1), or asked about after a
    decision (ust. 2).

    organ: to 2017 the marshal. answer_by: a soft term. answered_on, applies_since, applies_until: the last finding. rest_returned: his
    decision does not cover the whole time; returned_as: the application under which the matter came back.
    """

    __tablename__ = "coordination_matter"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    way: str = Field(sa_type=Text)
    state: str = Field(default="waiting", sa_type=Text)
    person: UUID
    unit: str = Field(sa_type=Text)
    application: UUID | None = None
    decision: UUID | None = None
    benefits: list[str] = Field(sa_type=JSONB)
    stays: list[dict[str, Any]] = Field(sa_type=JSONB)
    organ: str = Field(sa_type=Text)
    forwarded_on: date
    letter: UUID | None = None
    answer_by: date
    answered_on: date | None = None
    applies_since: date | None = None
    applies_until: date | None = None
    rest_returned: bool = False
    returned_as: UUID | None = None
    undue_told_on: date | None = None
    ended_on: date | None = None
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class FindingRow(SQLModel, table=True):
    """What the voivode wrote, each letter of his once; never changed."""

    __tablename__ = "coordination_finding"

    gmina: str = Field(primary_key=True, sa_type=Text)
    matter: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    dated: date
    received_on: date
    since: date | None = None
    until: date | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
