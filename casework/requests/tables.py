"""The table of requests that the office answers within days, as the database has it (casework/migrations)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, func
from sqlmodel import Field, SQLModel


class RequestRow(SQLModel, table=True):
    """A request for a certificate, or an urging in a case. due_on: the last day for issuing it, or for passing it on.

    letter, decision: the certificate, or the order that refuses it. ruling_by: until when SKO rules on an urging; outcome, settle_by: how
    it did, and until when the case is to be settled.
    """

    __tablename__ = "party_request"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    state: str = Field(default="open", sa_type=Text)
    person: UUID
    unit: str = Field(sa_type=Text)
    application: UUID | None = None
    ground: str | None = Field(default=None, sa_type=Text)
    received_on: date
    due_on: date
    letter: UUID | None = None
    decision: UUID | None = None
    passed_on: date | None = None
    sheets: int | None = None
    ruling_by: date | None = None
    ruled_on: date | None = None
    outcome: str | None = Field(default=None, sa_type=Text)
    settle_by: date | None = None
    ended_on: date | None = None
    ended_by: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
