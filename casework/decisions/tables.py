"""The table of decisions as the database has it (casework/migrations)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class DecisionRow(SQLModel, table=True):
    """A decision; `facts` are encrypted for this row, amounts in `grants` are grosze.

    at_once: the article of the sector act that makes it enforceable with its delivery. enforceable_on: as its course tells it now;
    a final decision is enforceable whatever stands here. author: the organ, or SKO where it decided itself (k.p.a. art. 138 § 1 pkt 2).
    """

    __tablename__ = "decision"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    benefit: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    outcome: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    entitled: UUID
    recipient: UUID
    household: UUID | None = None
    unit: str = Field(sa_type=Text)
    channel: str | None = Field(default=None, sa_type=Text)
    reasons: list[str] = Field(sa_type=JSONB)
    single: bool | None = None
    on_day: date
    legal_basis: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    justified: bool
    grants: list[dict[str, Any]] = Field(sa_type=JSONB)
    refusals: list[dict[str, Any]] = Field(sa_type=JSONB)
    steps: list[str] = Field(sa_type=JSONB)
    receipt: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    facts: bytes | None = Field(default=None, sa_type=LargeBinary)
    persons: dict[str, str] = Field(default_factory=dict, sa_type=JSONB)
    prepared_by: str = Field(sa_type=Text)
    prepared_on: date
    approved_by: str | None = Field(default=None, sa_type=Text)
    approved_on: date | None = None
    issued_by: str | None = Field(default=None, sa_type=Text)
    issued_on: date | None = None
    delivered_on: date | None = None
    final_on: date | None = None
    at_once: str | None = Field(default=None, sa_type=Text)
    enforceable_on: date | None = None
    author: str = Field(default="organ", sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class RemarkRow(SQLModel, table=True):
    """What is to be mended in a draft that was given back; the remarks are encrypted for the decision and the number."""

    __tablename__ = "decision_remark"

    gmina: str = Field(primary_key=True, sa_type=Text)
    decision: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    remarks: bytes = Field(sa_type=LargeBinary)
    given_by: str = Field(sa_type=Text)
    given_on: date
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
