"""Parties, deliveries and waivers of a gmina in the database; the only SQL about them besides standing.py."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.decisions.tables import DecisionRow
from casework.deliveries.evaluating import Evaluated
from casework.deliveries.tables import CourseRow, DeliveryEventRow, DeliveryRow, PartyRow, WaiverRow
from kit.db import ReadSession, WriteSession, raw

MOST_RIPENED = 5_000
_RIPEN = """
UPDATE delivery d
   SET state = f.state, delivered_on = f.delivered_on, waits_until = f.waits_until, fiction = f.fiction,
       article = f.article, reason = f.reason, version = d.version + 1
  FROM unnest(%s::uuid[], %s::text[], %s::date[], %s::date[], %s::boolean[], %s::text[], %s::text[])
       AS f(id, state, delivered_on, waits_until, fiction, article, reason)
 WHERE d.gmina = %s AND d.id = f.id
"""
_MOVE = """
UPDATE decision d
   SET state = f.state, delivered_on = f.delivered_on, final_on = f.final_on, enforceable_on = f.enforceable_on,
       version = d.version + 1
  FROM unnest(%s::uuid[], %s::text[], %s::date[], %s::date[], %s::date[])
       AS f(id, state, delivered_on, final_on, enforceable_on)
 WHERE d.gmina = %s AND d.id = f.id
"""
_TOOK_PART = """
SELECT EXISTS (SELECT FROM delivery WHERE gmina = %(gmina)s AND party = %(party)s)
    OR EXISTS (SELECT FROM waiver WHERE gmina = %(gmina)s AND party = %(party)s)
    OR EXISTS (SELECT FROM appeal WHERE gmina = %(gmina)s AND party = %(party)s)
    OR EXISTS (SELECT FROM extraordinary WHERE gmina = %(gmina)s AND asked_by = %(party)s)
"""


async def course(db: ReadSession | WriteSession, decision: UUID) -> CourseRow | None:
    """What is noted of the decision's course beside its moments."""
    return await db.get(CourseRow, (db.gmina, decision))


async def courses(db: ReadSession | WriteSession, decisions: Collection[UUID]) -> dict[UUID, CourseRow]:
    """The same for many decisions."""
    found = await db.exec(select(CourseRow).where(CourseRow.gmina == db.gmina, col(CourseRow.decision).in_(decisions)))
    return {row.decision: row for row in found.all()}


async def case_starts(db: ReadSession | WriteSession, decisions: Collection[UUID]) -> dict[UUID, date]:
    """The days on which their cases began, of those for which it was noted."""
    noted = await courses(db, decisions)
    return {one: row.case_started_on for one, row in noted.items() if row.case_started_on is not None}


async def parties(db: ReadSession | WriteSession, decisions: Collection[UUID]) -> Sequence[PartyRow]:
    """The parties of the decisions, in the order they were noted, without those noted by mistake."""
    found = await db.exec(
        select(PartyRow)
        .where(PartyRow.gmina == db.gmina, col(PartyRow.decision).in_(decisions), col(PartyRow.withdrawn_on).is_(None))
        .order_by(col(PartyRow.id))
    )
    return found.all()


async def took_part(db: WriteSession, party: UUID) -> bool:
    """Whether anything was sent to the party, or she waived, appealed or asked for a reopening or nullity."""
    row = await (await (await raw(db)).execute(_TOOK_PART, {"gmina": db.gmina, "party": party})).fetchone()
    return row is not None and bool(row[0])


async def delivery(db: ReadSession | WriteSession, delivery_id: UUID) -> DeliveryRow | None:
    """The delivery with this id."""
    return await db.get(DeliveryRow, (db.gmina, delivery_id))


async def deliveries(db: ReadSession | WriteSession, decision: UUID) -> Sequence[DeliveryRow]:
    """The deliveries of the decision, the first one first."""
    found = await db.exec(
        select(DeliveryRow)
        .where(DeliveryRow.gmina == db.gmina, DeliveryRow.decision == decision)
        .order_by(col(DeliveryRow.id))
    )
    return found.all()


async def events(db: ReadSession | WriteSession, deliveries: Collection[UUID]) -> dict[UUID, list[DeliveryEventRow]]:
    """The events of the deliveries, in the order they were noted."""
    found = await db.exec(
        select(DeliveryEventRow)
        .where(DeliveryEventRow.gmina == db.gmina, col(DeliveryEventRow.delivery).in_(deliveries))
        .order_by(col(DeliveryEventRow.delivery), col(DeliveryEventRow.number))
    )
    noted: dict[UUID, list[DeliveryEventRow]] = {one: [] for one in deliveries}
    for row in found.all():
        noted[row.delivery].append(row)
    return noted


async def waivers(db: ReadSession | WriteSession, decision: UUID) -> Sequence[WaiverRow]:
    """The waivers that reached the office."""
    found = await db.exec(
        select(WaiverRow).where(WaiverRow.gmina == db.gmina, WaiverRow.decision == decision).order_by(col(WaiverRow.id))
    )
    return found.all()


async def ripe(db: WriteSession, today: date) -> tuple[Sequence[DecisionRow], Sequence[DeliveryRow]]:
    """Deliveries whose fiction may have come, with their decisions, which are kept from other writers; busy ones come again."""
    waiting = (
        select(DeliveryRow.decision)
        .where(DeliveryRow.gmina == db.gmina, DeliveryRow.state == "waiting", col(DeliveryRow.waits_until) <= today)
        .order_by(col(DeliveryRow.waits_until), col(DeliveryRow.id))
        .limit(MOST_RIPENED)
    )
    rows = (
        await db.exec(
            select(DecisionRow)
            .where(DecisionRow.gmina == db.gmina, col(DecisionRow.id).in_(waiting))
            .order_by(col(DecisionRow.id))
            .with_for_update(skip_locked=True, key_share=True)
        )
    ).all()
    found = await db.exec(
        select(DeliveryRow).where(
            DeliveryRow.gmina == db.gmina,
            DeliveryRow.state == "waiting",
            col(DeliveryRow.waits_until) <= today,
            col(DeliveryRow.decision).in_([row.id for row in rows]),
        )
    )
    return rows, found.all()


async def ripen(db: WriteSession, known: Mapping[UUID, Evaluated]) -> None:
    """Writes what became of the deliveries, in one statement."""
    columns = ("state", "delivered_on", "waits_until", "fiction", "article", "reason")
    told = [[getattr(one, name) for one in known.values()] for name in columns]
    await (await raw(db)).execute(_RIPEN, (list(known), *told, db.gmina))


async def move(db: WriteSession, moved: Collection[tuple[UUID, str, date | None, date | None, date | None]]) -> None:
    """Writes state and the days of delivery, finality and enforceability of decisions, in one statement."""
    told = [list(column) for column in zip(*moved, strict=True)]
    await (await raw(db)).execute(_MOVE, (*told, db.gmina))
