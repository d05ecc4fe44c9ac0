"""Tables of evidence and established facts as the database has them (casework/migrations)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class ContentRow(SQLModel, table=True):
    """What a row says of a person, encrypted for that row; gone when the file was destroyed."""

    __tablename__ = "evidence_content"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    body: bytes = Field(sa_type=LargeBinary)


class EvidenceRow(SQLModel, table=True):
    """Where facts come from. known_since: the day on which the office learnt of it; recorded_on: the day it was entered here."""

    __tablename__ = "evidence"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    source: str = Field(sa_type=Text)
    attachment: UUID | None = None
    lookup: UUID | None = None
    interview: UUID | None = None
    application: UUID | None = None
    dated: date | None = None
    known_since: date
    recorded_on: date
    recorded_by: str = Field(sa_type=Text)
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class FactRow(SQLModel, table=True):
    """A version of an established fact; never changed, a later version stands above it. `of`: the source of income that an income is of."""

    __tablename__ = "established_fact"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    fact: UUID
    version: int
    act: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    code: str = Field(sa_type=Text)
    person: UUID | None = None
    household: UUID | None = None
    of: UUID | None = None
    valid_from: date
    valid_to: date | None = None
    next_on: date | None = None
    evidence: UUID
    recorded_on: date
    recorded_by: str = Field(sa_type=Text)
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class BasisRow(SQLModel, table=True):
    """What the facts of a decision were composed from, and what was missing then."""

    __tablename__ = "decision_basis"

    gmina: str = Field(primary_key=True, sa_type=Text)
    decision: UUID = Field(primary_key=True)
    known_on: date
    person: UUID | None = None
    household: UUID | None = None
    application: UUID | None = None
    missing: list[dict[str, Any]] = Field(sa_type=JSONB)
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class DecisionEvidenceRow(SQLModel, table=True):
    """A version of a fact behind a member of the decision's facts, and whether the decision took it as established."""

    __tablename__ = "decision_evidence"

    gmina: str = Field(primary_key=True, sa_type=Text)
    decision: UUID = Field(primary_key=True)
    pointer: str = Field(primary_key=True, sa_type=Text)
    fact_row: UUID = Field(primary_key=True)
    standing: str = Field(sa_type=Text)
