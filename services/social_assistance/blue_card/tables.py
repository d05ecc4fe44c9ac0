"""The tables of procedures "Niebieskie Karty", as the service's database has them (migrations/versions, 0182).

Whoever is named stands here alone, sealed with keys of the domain "violence": no row leads to the register of persons.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class ReaderRow(SQLModel, table=True):
    """Who may know of the procedures, by the subject of the token; until: the last day."""

    __tablename__ = "blue_card_reader"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    subject: str = Field(sa_type=Text)
    since: date
    until: date | None = None
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class CardRow(SQLModel, table=True):
    """A procedure. family: the same in all procedures on one family, and nowhere else."""

    __tablename__ = "blue_card"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    family: UUID
    state: str = Field(default="open", sa_type=Text)
    unit: str = Field(sa_type=Text)
    opened_on: date
    closed_on: date | None = None
    closed_as: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class NamedRow(SQLModel, table=True):
    """Somebody whom a procedure is about, sealed; never changed. known_as: a pseudonym of this domain, over the PESEL if there is one."""

    __tablename__ = "blue_card_named"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    blue_card: UUID
    role: str = Field(sa_type=Text)
    name: bytes
    number: bytes | None = None
    known_as: str = Field(sa_type=Text)


class ActRow(SQLModel, table=True):
    """Something done in a procedure, or (blue_card None) by the team. entry: its place in the register; counts: what the log was told."""

    __tablename__ = "blue_card_act"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    blue_card: UUID | None = None
    family: UUID | None = None
    act: str = Field(sa_type=Text)
    done_on: date
    body: str | None = Field(default=None, sa_type=Text)
    unit: str = Field(sa_type=Text)
    entry: int = Field(sa_type=BigInteger)
    counts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    withdrawn: bool = False
    noted_by: str = Field(sa_type=Text)
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class MemberRow(SQLModel, table=True):
    """A member of a group as it was named by an act; never changed: a group that changes is named anew."""

    __tablename__ = "blue_card_member"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    act: UUID
    body: str = Field(sa_type=Text)
    name: bytes
