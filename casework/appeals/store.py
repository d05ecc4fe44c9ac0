"""Appeals and what follows them in the database; the only SQL about them besides deliveries/standing.py."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, tuple_
from sqlmodel import col, select

from casework.appeals.tables import AppealRow, ComplaintRow, ExtraordinaryRow, ResultRow
from casework.authority.sight import Sight
from casework.deliveries.tables import PartyRow
from casework.persons import one_person
from kit.db import ReadSession, WriteSession


@dataclass(frozen=True, slots=True)
class Filter:
    """Which appeals are asked for; forward_to: to be passed on by that day. person: whose appeal it is, or her attorney's."""

    decision: UUID | None = None
    state: str | None = None
    in_time: bool | None = None
    forward_to: date | None = None
    person: UUID | None = None
    party: UUID | None = None
    number: str | None = None
    since: date | None = None
    until: date | None = None


async def appeal(db: ReadSession | WriteSession, appeal_id: UUID) -> AppealRow | None:
    """The appeal with this id."""
    return await db.get(AppealRow, (db.gmina, appeal_id))


async def of_decision(db: ReadSession | WriteSession, decision: UUID) -> Sequence[AppealRow]:
    """Appeals from the decision, in the order they were registered."""
    found = await db.exec(
        select(AppealRow).where(AppealRow.gmina == db.gmina, AppealRow.decision == decision).order_by(col(AppealRow.id))
    )
    return found.all()


async def page(
    db: ReadSession | WriteSession,
    sight: Sight,
    wanted: Filter,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int,
) -> Sequence[AppealRow]:
    """Appeals in order of the last day for passing them on."""
    query = select(AppealRow).where(AppealRow.gmina == db.gmina, sight.of_decision(AppealRow.decision))
    if wanted.decision is not None:
        query = query.where(AppealRow.decision == wanted.decision)
    if wanted.state is not None:
        query = query.where(AppealRow.state == wanted.state)
    if wanted.in_time is not None:
        query = query.where(AppealRow.in_time == wanted.in_time)
    if wanted.forward_to is not None:
        query = query.where(col(AppealRow.forward_by) <= wanted.forward_to)
    hers = [] if wanted.person is None else await one_person.entries(db, wanted.person)
    query = query.where(*_narrowed(wanted, hers))
    order = (col(AppealRow.forward_by), col(AppealRow.id))
    if after is not None:
        key, place = tuple_(*order), tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(key < place if descending else key > place)
    query = query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch)
    return (await db.exec(query)).all()


def _narrowed(wanted: Filter, entries: Collection[UUID]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.party is not None:
        found.append(col(AppealRow.party) == wanted.party)
    if entries:
        hers = col(PartyRow.person).in_(entries) | col(PartyRow.attorney).in_(entries)
        its = (col(PartyRow.gmina) == col(AppealRow.gmina)) & (col(PartyRow.id) == col(AppealRow.party))
        found.append(select(PartyRow.id).where(its, hers).exists())
    if wanted.number is not None:
        number = func.concat_ws("/", AppealRow.register_mark, AppealRow.register_number, AppealRow.register_year)
        found += [col(AppealRow.register_number).is_not(None), number == wanted.number]
    if wanted.since is not None:
        found.append(col(AppealRow.received_on) >= wanted.since)
    if wanted.until is not None:
        found.append(col(AppealRow.received_on) <= wanted.until)
    return found


async def persons_of(db: ReadSession | WriteSession, rows: Collection[AppealRow]) -> dict[UUID, UUID | None]:
    """Whose the appeals are, by the party; of an organisation nobody."""
    parties = {one.party for one in rows}
    found = await db.exec(
        select(PartyRow.id, PartyRow.person).where(PartyRow.gmina == db.gmina, col(PartyRow.id).in_(parties))
    )
    return dict(found.all())


async def results(db: ReadSession | WriteSession, appeal_id: UUID) -> Sequence[ResultRow]:
    """Results of the appeal, the last one counts."""
    found = await db.exec(
        select(ResultRow)
        .where(ResultRow.gmina == db.gmina, ResultRow.appeal == appeal_id)
        .order_by(col(ResultRow.number))
    )
    return found.all()


async def complaints(db: ReadSession | WriteSession, appeal_id: UUID) -> Sequence[ComplaintRow]:
    """Complaints to the court about the appeal's results."""
    found = await db.exec(
        select(ComplaintRow)
        .where(ComplaintRow.gmina == db.gmina, ComplaintRow.appeal == appeal_id)
        .order_by(col(ComplaintRow.id))
    )
    return found.all()


async def complaint(db: WriteSession, complaint_id: UUID) -> ComplaintRow | None:
    """The complaint with this id."""
    return await db.get(ComplaintRow, (db.gmina, complaint_id))


async def extraordinary(db: ReadSession | WriteSession, one: UUID) -> ExtraordinaryRow | None:
    """The reopening or nullity with this id."""
    return await db.get(ExtraordinaryRow, (db.gmina, one))


async def locked_extraordinary(db: WriteSession, one: UUID) -> ExtraordinaryRow:
    """The same, which is there, kept from other writers."""
    return await db.get_one(ExtraordinaryRow, (db.gmina, one), with_for_update={"key_share": True})


async def extraordinary_page(
    db: ReadSession | WriteSession,
    sight: Sight,
    kind: str,
    *,
    decision: UUID | None,
    state: str | None,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[ExtraordinaryRow]:
    """Reopenings or nullities by the day they were asked for; fetch: all without one."""
    seen = sight.of_decision(ExtraordinaryRow.decision)
    query = select(ExtraordinaryRow).where(ExtraordinaryRow.gmina == db.gmina, ExtraordinaryRow.kind == kind, seen)
    if decision is not None:
        query = query.where(ExtraordinaryRow.decision == decision)
    if state is not None:
        query = query.where(ExtraordinaryRow.state == state)
    order = (col(ExtraordinaryRow.received_on), col(ExtraordinaryRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()
