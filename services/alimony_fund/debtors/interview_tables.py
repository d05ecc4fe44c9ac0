"""The table of what debtors said at interviews, as the service's database has it (migrations/versions, 0216)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import LargeBinary, Text, func
from sqlmodel import Field, SQLModel


class DebtorInterviewRow(SQLModel, table=True):
    """An interview or a property statement; `body` is JSON, encrypted for the row. Never changed: said anew it is another one."""

    __tablename__ = "debtor_interview"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    debtor: UUID
    proceeding: UUID
    kind: str = Field(sa_type=Text)
    given_on: date
    body: bytes = Field(sa_type=LargeBinary)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
