"""The tables of care homes, as the service's database has them (migrations/versions, 0161). All but the stay are written once."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class StayRow(SQLModel, table=True):
    """A person whom the gmina referred to a home. home: a third party. referral, fee_decision: decisions of art. 59 ust. 1.
    placement_on: of the running gmina's or powiat's decision (ust. 2). old_rules: admitted before 2004, the fee is stated.
    """

    __tablename__ = "care_home_stay"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    person: UUID
    home: UUID
    unit: str = Field(sa_type=Text)
    referral: UUID | None = None
    fee_decision: UUID | None = None
    referred_on: date
    placement_on: date | None = None
    admitted_on: date | None = None
    left_on: date | None = None
    old_rules: bool = False
    state: str = Field(default="referred", sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class CostRow(SQLModel, table=True):
    """A home's average monthly cost, grosze. published_on: in the voivodeship's journal, or the first day of a contract."""

    __tablename__ = "care_home_cost"

    gmina: str = Field(primary_key=True, sa_type=Text)
    home: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    average: int = Field(sa_type=BigInteger)
    published_on: date
    by_contract: bool = False
    source: str = Field(sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class PayerRow(SQLModel, table=True):
    """What holds of one payer from a month on, until something later is stated of him. Sums are grosze a month.

    kin resident: his own income, or the fee set otherwise (agreed). persons, income: of the payer's household. exempted: of his fee; none
    with basis exempt: all of it. ended: he pays no more from the month on.
    """

    __tablename__ = "care_home_payer"

    gmina: str = Field(primary_key=True, sa_type=Text)
    stay: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    person: UUID
    kin: str = Field(sa_type=Text)
    basis: str = Field(sa_type=Text)
    since: date
    persons: int = 1
    income: int | None = Field(default=None, sa_type=BigInteger)
    therapy_pay: int = Field(default=0, sa_type=BigInteger)
    workshop_money: int = Field(default=0, sa_type=BigInteger)
    agreed: int | None = Field(default=None, sa_type=BigInteger)
    exempted: int | None = Field(default=None, sa_type=BigInteger)
    ground: str | None = Field(default=None, sa_type=Text)
    decision: UUID | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class AbsenceRow(SQLModel, table=True):
    """Days away from the home, both ends included. with_payer: the payer with whom he stays. counters: the row that was an error."""

    __tablename__ = "care_home_absence"

    gmina: str = Field(primary_key=True, sa_type=Text)
    stay: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    since: date
    until: date
    with_payer: UUID | None = None
    at_family: bool = False
    counters: int | None = None
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class StayMonthRow(SQLModel, table=True):
    """A month of a stay as it was drawn up; the highest number holds. payers: person, kin and grosze of each who is not the resident."""

    __tablename__ = "care_home_month"

    gmina: str = Field(primary_key=True, sa_type=Text)
    stay: UUID = Field(primary_key=True)
    month: date = Field(primary_key=True)
    number: int = Field(primary_key=True)
    days: int
    free_days: int
    cost: int = Field(sa_type=BigInteger)
    resident: int = Field(sa_type=BigInteger)
    payers: list[dict[str, Any]] = Field(sa_type=JSONB)
    gmina_part: int = Field(sa_type=BigInteger)
    unknown: int
    trace: list[str] = Field(sa_type=JSONB)
    drawn_on: date
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
