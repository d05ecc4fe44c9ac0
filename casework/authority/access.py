"""What is done with exclusions (KPA art. 24-27) and with restrictions of matters that only named officials see."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import SQLModel, select

from casework.applications.tables import ApplicationRow
from casework.authority import states, store
from casework.authority.problems import (
    CannotBeLifted,
    ExclusionNotFound,
    NotForYouToExclude,
    RestrictionExists,
    RestrictionNotFound,
    wrong,
)
from casework.authority.registers import entered, locked, moved
from casework.authority.rules import Ground, fits_ground, may_exclude, may_lift
from casework.authority.schemas import ExclusionIn, ExclusionMatter, LiftIn, ReadersIn, RestrictionIn, RestrictionLiftIn
from casework.authority.sight import Sight
from casework.authority.tables import ExclusionRow, RestrictionRow
from casework.decisions.tables import DecisionRow
from casework.households.tables import HouseholdRow
from casework.persons.tables import PersonRow
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer


async def exclude(db: WriteSession, audit: Auditor, sight: Sight, order: ExclusionIn) -> Answer:
    """Excludes an official or the organ. Raises NotForYouToExclude, and ValidationFailed when the ground or the matter does not fit."""
    if not fits_ground(order.official, order.ground):
        raise wrong("/ground", "ground_of_another", "Art. 24 wyłącza pracownika, art. 25 cały organ.")
    if order.replaced_by is not None and order.replaced_by == order.official:
        raise wrong("/replaced_by", "same_official", "Sprawę prowadzi dalej inny pracownik.")
    if not may_exclude(by=audit.who, roles=audit.roles, official=order.official, ground=order.ground):
        raise NotForYouToExclude
    await _there(db, sight, order.matter_kind, order.matter)
    row = ExclusionRow(gmina=db.gmina, id=new_id(), state="excluded", **order.model_dump())
    return await entered(db, audit, "exclusion", row, order.since, order.ground)


async def lift(db: WriteSession, audit: Auditor, entry: UUID, order: LiftIn, version: int) -> Answer:
    """The first day on which the exclusion no longer stands. Raises ExclusionNotFound, CannotBeLifted, TransitionNotAllowed."""
    row = await locked(db, ExclusionRow, entry, version, ExclusionNotFound)
    state = states.EXCLUSION.move(row.state, "lift")
    ground: Ground = row.ground  # type: ignore[assignment]
    if not may_lift(by=audit.who, official=row.official, ground=ground, reason=order.reason):
        raise CannotBeLifted("Własnego wyłączenia ani wyłączenia z powodu, który trwa (art. 24 § 2), nie uchyla się.")
    if order.on < row.since:
        raise wrong("/on", "day_out_of_order", "Uchylenie jest wcześniejsze niż wyłączenie.")
    row.state, row.lifted_on = state, order.on
    return await moved(db, audit, "exclusion", row, "lifted", order.on, order.reason)


async def restrict(db: WriteSession, audit: Auditor, sight: Sight, order: RestrictionIn, today: date) -> Answer:
    """Hides a matter from everybody but its readers and the head. Raises RestrictionExists, ValidationFailed."""
    await _there(db, sight, order.matter_kind, order.matter)
    await store.only_writer_of(db, f"restriction {order.matter}")
    if await store.restricted(db, order.matter_kind, order.matter) is not None:
        raise RestrictionExists
    row = RestrictionRow(
        gmina=db.gmina,
        id=new_id(),
        state="restricted",
        matter_kind=order.matter_kind,
        matter=order.matter,
        reason=order.reason,
        readers=sorted({*order.readers, audit.who}),
        since=today,
    )
    return await entered(db, audit, "restriction", row, today, order.reason)


async def change_readers(
    db: WriteSession, audit: Auditor, entry: UUID, order: ReadersIn, version: int, today: date
) -> Answer:
    """Who sees the matter from now on, besides the head. Raises RestrictionNotFound, TransitionNotAllowed."""
    row = await locked(db, RestrictionRow, entry, version, RestrictionNotFound)
    row.state = states.RESTRICTION.move(row.state, "change_readers")
    row.readers = sorted(set(order.readers))
    return await moved(db, audit, "restriction", row, "readers_changed", today)


async def open_again(
    db: WriteSession, audit: Auditor, entry: UUID, order: RestrictionLiftIn, version: int, today: date
) -> Answer:
    """The matter is for everybody again. Raises RestrictionNotFound, TransitionNotAllowed."""
    row = await locked(db, RestrictionRow, entry, version, RestrictionNotFound)
    row.state, row.lifted_on = states.RESTRICTION.move(row.state, "lift"), today
    return await moved(db, audit, "restriction", row, "lifted", today, order.reason)


def readable(sight: Sight) -> list[ColumnElement[bool]]:
    """The restrictions that she may know of: those she is named in, the head all."""
    return [] if sight.open_all else [store.names(sight.subject)]


async def _there(db: ReadSession | WriteSession, sight: Sight, kind: ExclusionMatter, matter: UUID) -> None:
    """The matter exists and the caller sees it; a hidden one is refused in the words for one that is not there."""
    rows: dict[ExclusionMatter, tuple[type[SQLModel], ColumnElement[bool]]] = {
        "person": (PersonRow, sight.persons(PersonRow.id)),
        "household": (HouseholdRow, sight.households(HouseholdRow.id)),
        "decision": (DecisionRow, sight.decisions()),
        "application": (ApplicationRow, sight.applications()),
    }
    table, seen = rows[kind]
    found = await db.exec(
        select(table.id).where(table.gmina == db.gmina, table.id == matter, seen)  # type: ignore[attr-defined]
    )
    if found.first() is None:
        raise wrong("/matter", "matter_unknown", "Nie ma takiej osoby, rodziny, decyzji ani podania.")
