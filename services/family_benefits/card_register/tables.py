"""The table of cards of large families, as the service's database has it (migrations/versions, 0151)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, Text, func
from sqlmodel import Field, SQLModel


class CardRow(SQLModel, table=True):
    """A card that was ordered for a holder. number: encrypted for this row, given when it is issued; number_index: finds it again.

    request: new, duplicate or second_form; replaces: the card that it comes after. valid_until: none for parents, their spouses and a
    child whose certificate has no end. fee: grosze, for the state's budget; exempt: the wójt let her off it (art. 13 ust. 3).
    """

    __tablename__ = "large_family_card"

    gmina: str = Field(primary_key=True, sa_type=Text)
    id: UUID = Field(primary_key=True)
    person: UUID
    household: UUID
    application: UUID | None = None
    kind: str = Field(sa_type=Text)
    form: str = Field(sa_type=Text)
    request: str = Field(sa_type=Text)
    replaces: UUID | None = None
    state: str = Field(default="ordered", sa_type=Text)
    number: bytes | None = Field(default=None, sa_type=LargeBinary)
    number_index: bytes | None = Field(default=None, sa_type=LargeBinary)
    ordered_on: date
    issued_on: date | None = None
    valid_until: date | None = None
    ended_on: date | None = None
    end_reason: str | None = Field(default=None, sa_type=Text)
    decision: UUID | None = None
    fee: int = Field(default=0, sa_type=BigInteger)
    exempt: bool = False
    noted_by: str = Field(sa_type=Text)
    version: int = 1
    created_at: datetime | None = Field(default=None, nullable=False, sa_column_kwargs={"server_default": func.now()})
