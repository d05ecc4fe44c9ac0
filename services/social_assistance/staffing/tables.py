"""The tables of staffing, as the service's database has them (migrations/versions, 0186). Of a day the last return holds."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Text, func
from sqlmodel import Field, SQLModel


class ReturnRow(SQLModel, table=True):
    """Who is employed on a day, beside how many inhabitants, families and single persons in social work. number: of that day."""

    __tablename__ = "staffing_return"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    on_day: date
    number: int
    inhabitants: int
    families: int
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class PostRow(SQLModel, table=True):
    """One kind of post of a unit. posts: thousandths of full posts."""

    __tablename__ = "staffing_post"

    gmina: str = Field(primary_key=True, sa_type=Text)
    staffing: UUID = Field(primary_key=True)
    unit: str = Field(primary_key=True, sa_type=Text)
    post: str = Field(primary_key=True, sa_type=Text)
    persons: int
    posts: int
