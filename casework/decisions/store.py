"""Decisions of a gmina in the database; the only SQL about them."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.decisions.tables import DecisionRow
from kit.db import ReadSession, WriteSession

MOST_FINALISED = 5_000


async def load(db: ReadSession | WriteSession, decision: UUID) -> DecisionRow | None:
    """The decision with this id."""
    return await db.get(DecisionRow, (db.gmina, decision))


async def many(db: ReadSession | WriteSession, decisions: Collection[UUID]) -> Sequence[DecisionRow]:
    """The decisions with these ids, in their order."""
    found = await db.exec(
        select(DecisionRow)
        .where(DecisionRow.gmina == db.gmina, col(DecisionRow.id).in_(decisions))
        .order_by(col(DecisionRow.id))
    )
    return found.all()


async def lock(db: WriteSession, decision: UUID) -> DecisionRow | None:
    """The same, kept from other writers until the end of the transaction."""
    return await db.get(DecisionRow, (db.gmina, decision), with_for_update={"key_share": True})


async def lock_many(db: WriteSession, decisions: Collection[UUID]) -> Sequence[DecisionRow]:
    """The same for many, always in the same order."""
    found = await db.exec(
        select(DecisionRow)
        .where(DecisionRow.gmina == db.gmina, col(DecisionRow.id).in_(decisions))
        .order_by(col(DecisionRow.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return found.all()


async def locked_seen(db: WriteSession, sight: Sight, decisions: Collection[UUID]) -> Sequence[DecisionRow]:
    """Those of them that she sees, kept from other writers, always in the same order."""
    found = await db.exec(
        select(DecisionRow)
        .where(DecisionRow.gmina == db.gmina, col(DecisionRow.id).in_(decisions), sight.decisions())
        .order_by(col(DecisionRow.id))
        .with_for_update(key_share=True, of=DecisionRow)
        .execution_options(populate_existing=True)
    )
    return found.all()


async def is_seen(db: ReadSession | WriteSession, sight: Sight, decision: UUID) -> bool:
    """Whether the decision is there and she sees it."""
    found = await db.exec(
        select(DecisionRow.id).where(DecisionRow.gmina == db.gmina, DecisionRow.id == decision, sight.decisions())
    )
    return found.first() is not None


async def becoming_final(db: WriteSession, today: date) -> Sequence[DecisionRow]:
    """Delivered decisions whose day has come, kept from other writers; whoever is busy with one of them will come again."""
    found = await db.exec(
        select(DecisionRow)
        .where(DecisionRow.gmina == db.gmina, DecisionRow.state == "delivered", col(DecisionRow.final_on) <= today)
        .order_by(col(DecisionRow.final_on), col(DecisionRow.id))
        .limit(MOST_FINALISED)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return found.all()
