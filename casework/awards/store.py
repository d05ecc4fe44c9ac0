"""Awards of a gmina in the database; the only SQL about them besides the hot read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import null, or_, tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.awards.tables import AwardActRow, AwardAmountRow, AwardRow
from casework.persons import one_person
from kit.db import ReadSession, WriteSession, raw

_HELD_BY = """
SELECT 1 FROM award_hold WHERE gmina = %s AND award = %s AND until IS NULL AND decision IS NOT NULL
"""
_REMOVED = """
SELECT 1 FROM decision d
 WHERE d.gmina = %s AND d.id = %s
   AND (d.state = 'removed'
        OR EXISTS (SELECT FROM appeal a JOIN appeal_result r ON r.gmina = a.gmina AND r.appeal = a.id AND r.outcome = 'changed'
                    WHERE a.gmina = d.gmina AND a.decision = d.id AND a.state = 'to_carry_out'))
"""


_NAMED = """
SELECT DISTINCT a.earlier ->> 'number', a.earlier ->> 'issued_on'
  FROM decision_act a JOIN decision d ON d.gmina = a.gmina AND d.id = a.decision
 WHERE a.gmina = %s AND a.award = %s AND a.earlier IS NOT NULL AND d.state <> 'removed'
"""


async def named_earlier(db: WriteSession, award: UUID) -> list[tuple[str, str]]:
    """Number and day of the other system's decision, as standing acts on the right name it."""
    rows = await (await (await raw(db)).execute(_NAMED, (db.gmina, award))).fetchall()
    return [(row[0], row[1]) for row in rows]


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


@dataclass(frozen=True, slots=True)
class Filter:
    """Which awards; None leaves a question open. month: due in it, its first day; person: entitled or recipient."""

    month: date | None = None
    benefit: str | None = None
    state: str | None = None
    person: UUID | None = None
    unit: str | None = None
    decision: UUID | None = None


async def page(
    db: ReadSession | WriteSession,
    sight: Sight,
    wanted: Filter,
    *,
    by: str,
    descending: bool,
    after: Sequence[Any] | None,
    fetch: int | None,
) -> Sequence[tuple[AwardRow, int | None]]:
    """Awards in order of id or of their first month (by: id, since); with a month each with that month's grosze. fetch: all without one."""
    query: Any
    month = wanted.month
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
    for name in ("benefit", "state", "unit", "decision"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(AwardRow, name) == value)
    if (person := wanted.person) is not None:
        hers = await one_person.entries(db, person)
        query = query.where(or_(col(AwardRow.entitled).in_(hers), col(AwardRow.recipient).in_(hers)))
    order = [col(AwardRow.id)] if by == "id" else [col(AwardRow.since), col(AwardRow.id)]
    if after is not None:
        place = [UUID(after[0])] if by == "id" else [date.fromisoformat(after[0]), UUID(after[1])]
        query = query.where(tuple_(*order) < tuple_(*place) if descending else tuple_(*order) > tuple_(*place))
    in_order = query.order_by(*(one.desc() if descending else one for one in order))
    found: Sequence[tuple[AwardRow, int | None]] = (await db.exec(in_order.limit(fetch))).all()
    return found


async def held_by_decision(db: WriteSession, award: UUID) -> bool:
    """Whether the months that are held now are held by a decision."""
    row = await (await (await raw(db)).execute(_HELD_BY, (db.gmina, award))).fetchone()
    return row is not None


async def removed(db: WriteSession, decision: UUID) -> bool:
    """Whether the decision was taken away (SKO, self-review, reopening, nullity), or SKO's change of it waits to be carried out."""
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
