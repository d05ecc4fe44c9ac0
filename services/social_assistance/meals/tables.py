"""The tables of meals, as the service's database has them (migrations/versions, 0151)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Date, Text, func
from sqlmodel import Field, SQLModel


class MealPersonRow(SQLModel, table=True):
    """Who is fed in a facility, with which meal, from a day to a day: by a decision (award), or on the headmaster's request alone."""

    __tablename__ = "meal_person"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    person: UUID
    household: UUID | None = None
    facility: UUID
    benefit: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    way: str = Field(sa_type=Text)
    award: UUID | None = None
    since: date
    until: date | None = None
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class MealPriceRow(SQLModel, table=True):
    """What one meal of a kind costs from a day on, grosze; of one day the highest number counts; never changed."""

    __tablename__ = "meal_price"

    gmina: str = Field(primary_key=True, sa_type=Text)
    facility: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True, sa_type=Text)
    since: date = Field(primary_key=True)
    number: int = Field(primary_key=True)
    price: int = Field(sa_type=BigInteger)
    document: str | None = Field(default=None, sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class MealListRow(SQLModel, table=True):
    """A facility's list of a month. pupils_fed: how many pupils it fed in all, of whom the next month's limit is a share."""

    __tablename__ = "meal_list"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    facility: UUID
    month: date
    state: str = Field(default="open", sa_type=Text)
    pupils_fed: int = 0
    confirmed_by: str | None = Field(default=None, sa_type=Text)
    confirmed_on: date | None = None
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class EatenRow(SQLModel, table=True):
    """On which days somebody ate, as the list says; of one list and person the highest number counts; never changed."""

    __tablename__ = "meal_eaten"

    gmina: str = Field(primary_key=True, sa_type=Text)
    meal_list: UUID = Field(primary_key=True)
    meal_person: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    days: list[date] = Field(sa_type=ARRAY(Date))
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
