"""The tables of foster care, as the service's database has them (migrations/versions, 0152)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Text, func
from sqlmodel import Field, SQLModel


class FosterChildRow(SQLModel, table=True):
    """A child whose gmina this is (art. 191 ust. 4, 9-10).

    counted_from: the placement from which the years run; later than the first one where the child had gone back to the family and the
    office counts anew, which the act leaves open. told_on: when the powiat informed (ust. 13a). no_share: why no gmina pays.
    """

    __tablename__ = "foster_child"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    person: UUID
    powiat: UUID
    kind: str = Field(sa_type=Text)
    first_placement: date
    counted_from: date
    told_on: date | None = None
    until: date | None = None
    no_share: str | None = Field(default=None, sa_type=Text)
    unit: str = Field(sa_type=Text)
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})


class NoteRow(SQLModel, table=True):
    """A child's month as the powiat's note has it, grosze: what it cost, and what the gmina is to pay; never changed.

    round: how often the note was entered; the latest one counts.
    """

    __tablename__ = "foster_note_row"

    gmina: str = Field(primary_key=True, sa_type=Text)
    invoice: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    round: int
    foster_child: UUID
    month: date
    cost: int = Field(sa_type=BigInteger)
    amount: int = Field(sa_type=BigInteger)
    noted_by: str = Field(sa_type=Text)
    noted_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
