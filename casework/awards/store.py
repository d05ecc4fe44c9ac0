"""Awards of a gmina in the database; the only SQL about them besides the hot read."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import null, or_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.awards.tables import AwardActRow, AwardAmountRow, AwardRow
from kit.db import ReadSession, WriteSession, raw

_HELD_BY = """
SELECT 1 FROM award_hold WHERE gmina = %s AND award = %s AND until IS NULL AND decision IS NOT NULL
"""
_REMOVED = "SELECT 1 FROM decision WHERE gmina = %s AND id = %s AND state = 'removed'"


async def of_decision(db: ReadSession | WriteSession, decision: UUID) -> Sequence[UUID]:
    """Ids of the awards that a decision made."""
    found = await db.exec(
        select(AwardRow.id).where(AwardRow.gmina == db.gmina, AwardRow.decision == decision).order_by(col(AwardRow.id))
    )
    return found.all()


async def lock(db: WriteSession, award: UUID) -> AwardRow | None:
    """The award with this id, kept from other writers until the end of the transaction."""
    return await db.get(AwardRow, (db.gmina, award), with_for_update={"key_share": True})


async def load(db: ReadSession | WriteSession, award: UUID) -> AwardRow | None:
    """The award with this id."""
    return await db.get(AwardRow, (db.gmina, award))


async def amounts(db: ReadSession | WriteSession, award: UUID) -> Sequence[AwardAmountRow]:
    """Ranges of months with their amounts, in order."""
    found = await db.exec(
        select(AwardAmountRow)
        .where(AwardAmountRow.gmina == db.gmina, AwardAmountRow.award == award)
        .order_by(col(AwardAmountRow.since))
    )
    return found.all()


async def page(
    db: ReadSession,
    sight: Sight,
    *,
    month: date | None,
    benefit: str | None,
    state: str | None,
    person: UUID | None,
    after: UUID | None,
    fetch: int,
) -> Sequence[tuple[AwardRow, int | None]]:
    """Awards in order of id; with a month only those due in it, each with that month's grosze."""
    query: Any
    if month is None:
        query = select(AwardRow, null()).where(AwardRow.gmina == db.gmina)
    else:
        query = (
            select(AwardRow, AwardAmountRow.amount)
            .join(
                AwardAmountRow,
                (col(AwardAmountRow.gmina) == col(AwardRow.gmina)) & (col(AwardAmountRow.award) == col(AwardRow.id)),
            )
            .where(
                AwardRow.gmina == db.gmina,
                AwardAmountRow.since <= month,
                or_(col(AwardAmountRow.until).is_(None), col(AwardAmountRow.until) >= month),
            )
        )
    query = query.where(sight.awards())
    if benefit is not None:
        query = query.where(AwardRow.benefit == benefit)
    if state is not None:
        query = query.where(AwardRow.state == state)
    if person is not None:
        query = query.where(or_(col(AwardRow.entitled) == person, col(AwardRow.recipient) == person))
    if after is not None:
        query = query.where(col(AwardRow.id) > after)
    found: Sequence[tuple[AwardRow, int | None]] = (await db.exec(query.order_by(col(AwardRow.id)).limit(fetch))).all()
    return found


async def held_by_decision(db: WriteSession, award: UUID) -> bool:
    """Whether the months that are held now are held by a decision."""
    row = await (await (await raw(db)).execute(_HELD_BY, (db.gmina, award))).fetchone()
    return row is not None


async def removed(db: WriteSession, decision: UUID) -> bool:
    """Whether the decision was taken away (SKO, self-review, reopening, nullity)."""
    row = await (await (await raw(db)).execute(_REMOVED, (db.gmina, decision))).fetchone()
    return row is not None


async def acts(db: ReadSession | WriteSession, award: UUID) -> Sequence[AwardActRow]:
    """What was done to the right by hand, in order."""
    found = await db.exec(
        select(AwardActRow)
        .where(AwardActRow.gmina == db.gmina, AwardActRow.award == award)
        .order_by(col(AwardActRow.number))
    )
    return found.all()
