"""Tables of authority as the database has them (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, Text, func
from sqlmodel import Field, SQLModel


class StaffRow(SQLModel, table=True):
    """Somebody's post in the centre from a day to a day."""

    __tablename__ = "staff_entry"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    subject: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    post: str = Field(sa_type=Text)
    unit: str | None = Field(default=None, sa_type=Text)
    since: date
    until: date | None = None
    state: str = Field(sa_type=Text)
    version: int = 1


class AuthorisationRow(SQLModel, table=True):
    """A written authorisation to decide, or the office of the organ itself; empty lists mean all."""

    __tablename__ = "authorisation"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    subject: str = Field(sa_type=Text)
    organ: str = Field(sa_type=Text)
    title: str = Field(sa_type=Text)
    acts: list[str] = Field(sa_type=ARRAY(Text))
    benefits: list[str] = Field(sa_type=ARRAY(Text))
    kinds: list[str] = Field(sa_type=ARRAY(Text))
    deputises: str | None = Field(default=None, sa_type=Text)
    number: str = Field(sa_type=Text)
    given_on: date
    basis: str = Field(sa_type=Text)
    since: date
    until: date | None = None
    revoked_on: date | None = None
    state: str = Field(sa_type=Text)
    version: int = 1


class DeputyshipRow(SQLModel, table=True):
    """Somebody stands in for somebody else on these days."""

    __tablename__ = "deputyship"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    deputy: str = Field(sa_type=Text)
    replaces: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    since: date
    until: date
    state: str = Field(sa_type=Text)
    version: int = 1


class ExclusionRow(SQLModel, table=True):
    """An official, or the organ, excluded from a matter."""

    __tablename__ = "exclusion"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    official: str | None = Field(default=None, sa_type=Text)
    matter_kind: str = Field(sa_type=Text)
    matter: UUID
    ground: str = Field(sa_type=Text)
    requested_by: str = Field(sa_type=Text)
    replaced_by: str | None = Field(default=None, sa_type=Text)
    since: date
    lifted_on: date | None = None
    state: str = Field(sa_type=Text)
    version: int = 1


class RestrictionRow(SQLModel, table=True):
    """A matter that only its readers and the head see."""

    __tablename__ = "restriction"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    matter_kind: str = Field(sa_type=Text)
    matter: UUID
    reason: str = Field(sa_type=Text)
    readers: list[str] = Field(sa_type=ARRAY(Text))
    since: date
    lifted_on: date | None = None
    state: str = Field(sa_type=Text)
    version: int = 1


class RegisterActRow(SQLModel, table=True):
    """What somebody did with an entry of a register; never changed."""

    __tablename__ = "register_act"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    register_name: str = Field(sa_type=Text)
    entry: UUID
    act: str = Field(sa_type=Text)
    on_day: date
    reason: str | None = Field(default=None, sa_type=Text)
    by: str = Field(sa_type=Text)
    at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class DecisionAuthorityRow(SQLModel, table=True):
    """The authorisation under which a decision was approved, and the one that stood when it was issued; never changed."""

    __tablename__ = "decision_authority"

    gmina: str = Field(primary_key=True, sa_type=Text)
    decision: UUID = Field(primary_key=True)
    step: str = Field(primary_key=True, sa_type=Text)
    official: str = Field(sa_type=Text)
    authorisation: UUID
    on_day: date
