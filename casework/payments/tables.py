"""Tables of payments as the database has them (casework/migrations). Bulk paths write them by statements, not by these classes."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, SmallInteger, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class PaymentListRow(SQLModel, table=True):
    """A list of payments of one month; `month` is its first day, `due_on` the day whose budget lines apply.

    circuit: whose acts it needs, as set on the day it was drawn up. selection: the benefits, ways and arrears that were asked for.
    """

    __tablename__ = "payment_list"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    number: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    month: date
    due_on: date | None = None
    state: str = Field(sa_type=Text)
    generated_by: str = Field(sa_type=Text)
    approved_by: str | None = Field(default=None, sa_type=Text)
    approved_on: date | None = None
    settled_on: date | None = None
    import_run: UUID | None = None
    circuit: str = Field(default="simple", sa_type=Text)
    selection: Any = Field(default=None, sa_type=JSONB(none_as_null=True), nullable=True)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class PaymentRow(SQLModel, table=True):
    """Grosze of one award for one month; `lines` say where they are booked, `quantity` is in thousandths.

    way, payee: how it is paid, and the row of payment_way that says so; none where no way was stated, and in imported history.
    bound: whether the commitment of its right covers it in the plan, as it was when its list was approved.
    """

    __tablename__ = "payment"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    list: UUID
    award: UUID
    benefit: str = Field(sa_type=Text)
    period: date
    amount: int = Field(sa_type=BigInteger)
    lines: Any = Field(sa_type=JSONB)
    quantity: int = 1000
    state: str = Field(sa_type=Text)
    booked_on: date | None = None
    budget_year: int | None = Field(default=None, sa_type=SmallInteger)
    void_reason: str | None = Field(default=None, sa_type=Text)
    way: str | None = Field(default=None, sa_type=Text)
    payee: UUID | None = None
    bound: bool | None = None
    version: int = 1


class ReversalRow(SQLModel, table=True):
    """Grosze that came back, or a payment that never should have been; `lines` are the parts of the payment's lines."""

    __tablename__ = "payment_reversal"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    payment: UUID
    mode: str = Field(sa_type=Text)
    amount: int = Field(sa_type=BigInteger)
    lines: Any = Field(sa_type=JSONB)
    occurred_on: date
    booked_on: date
    budget_year: int = Field(sa_type=SmallInteger)
    reason: str | None = Field(default=None, sa_type=Text)
    document: str | None = Field(default=None, sa_type=Text)
