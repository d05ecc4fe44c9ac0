"""The tables of refunds, as the service's database has them (migrations/versions, 0162). Who is obliged is written once."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Text, func
from sqlmodel import Field, SQLModel


class ClaimRow(SQLModel, table=True):
    """What help for a person cost and is to come back. kind: help (art. 96 ust. 1) or funeral (ust. 3). benefit: which help. decision:
    that granted it. agreed_to_help: an agreement of art. 103 ust. 1. allowance_due: a funeral allowance is.
    """

    __tablename__ = "refund_claim"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    person: UUID
    unit: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    benefit: str = Field(sa_type=Text)
    decision: UUID | None = None
    expense: int = Field(sa_type=BigInteger)
    agreed_to_help: bool = False
    allowance_due: bool = False
    noted_on: date
    state: str = Field(default="open", sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class ObligedRow(SQLModel, table=True):
    """Somebody obliged to refund; of one person the highest number holds. Sums are grosze. ended: he is obliged no more."""

    __tablename__ = "refund_obliged"

    gmina: str = Field(primary_key=True, sa_type=Text)
    claim: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    person: UUID
    who: str = Field(sa_type=Text)
    persons: int = 1
    income: int = Field(default=0, sa_type=BigInteger)
    estate: int = Field(default=0, sa_type=BigInteger)
    ended: bool = False
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
