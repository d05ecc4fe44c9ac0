"""Later acts in the database: what each refers to and plans."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel, col, select

from casework.decisions.tables import DecisionRow
from kit.db import ReadSession, WriteSession


class ActRow(SQLModel, table=True):
    """A later act beside its decision; `plan` is what it makes of awards, `amount` grosze.

    earlier: the decision of another system that it refers to. afterwards: what was done to awards when the act fell, and when it
    came back; undone_on: it has fallen.
    application, proceeding (a case without one), reopening: what an order of the proceedings is about.
    words: what a correction or a supplement says; due: days (and grosze of each) by which what is owed is to be paid.
    """

    __tablename__ = "decision_act"

    gmina: str = Field(primary_key=True, sa_type=Text)
    decision: UUID = Field(primary_key=True)
    root: UUID
    refers_to: UUID | None = None
    award: UUID | None = None
    mode: str = Field(sa_type=Text)
    effective_from: date | None = None
    effective_unit: str | None = Field(default=None, sa_type=Text)
    ground: str = Field(sa_type=Text)
    article: str = Field(sa_type=Text)
    consents: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    amount: int | None = Field(default=None, sa_type=BigInteger)
    plan: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    facts_from: UUID | None = None
    earlier: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    afterwards: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    undone_on: date | None = None
    words: str | None = Field(default=None, sa_type=Text)
    due: list[dict[str, Any]] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    application: UUID | None = None
    proceeding: UUID | None = None
    reopening: UUID | None = None


async def load(db: ReadSession | WriteSession, decision: UUID) -> ActRow | None:
    """What the decision refers to and plans; None for a first decision."""
    return await db.get(ActRow, (db.gmina, decision))


async def many(db: ReadSession | WriteSession, decisions: Sequence[UUID]) -> Mapping[UUID, ActRow]:
    """The later acts among these decisions, by id."""
    found = await db.exec(select(ActRow).where(ActRow.gmina == db.gmina, col(ActRow.decision).in_(decisions)))
    return {row.decision: row for row in found.all()}


async def of_older(db: ReadSession | WriteSession, decision: UUID) -> Sequence[UUID]:
    """Ids of the later acts that refer to the decision."""
    found = await db.exec(
        select(ActRow.decision)
        .where(ActRow.gmina == db.gmina, ActRow.refers_to == decision)
        .order_by(col(ActRow.decision))
    )
    return found.all()


async def standing_on(db: ReadSession | WriteSession, award: UUID) -> bool:
    """Whether an act on an imported right began a chain that stands."""
    found = await db.exec(
        select(ActRow.decision)
        .join(
            DecisionRow, (col(DecisionRow.gmina) == col(ActRow.gmina)) & (col(DecisionRow.id) == col(ActRow.decision))
        )
        .where(
            ActRow.gmina == db.gmina,
            ActRow.award == award,
            col(ActRow.earlier).is_not(None),
            col(ActRow.plan) != [],
            col(DecisionRow.state).in_(("issued", "delivered", "final")),
        )
        .limit(1)
    )
    return found.first() is not None
