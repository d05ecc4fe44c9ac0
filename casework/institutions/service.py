"""What is done with the register of institutions: entered, changed, ended, chosen. What was chosen before a change stays as it was."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from casework.institutions import store
from casework.institutions.problems import InstitutionEnded, InstitutionExists, InstitutionNotFound, InstitutionUnknown
from casework.institutions.schemas import (
    InstitutionEndIn,
    InstitutionIn,
    InstitutionOut,
    InstitutionShown,
    InstitutionVersionOut,
)
from casework.institutions.tables import InstitutionRow, InstitutionVersionRow
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.paging import Page, PageRequest
from kit.problems import FieldError


async def enter(db: WriteSession, audit: Auditor, order: InstitutionIn, *, by: str, today: date) -> Answer:
    """A new institution. Raises InstitutionExists: one of this kind and name is in the register."""
    row = InstitutionRow(gmina=db.gmina, id=new_id(), **_content(order))
    db.add(row)
    await _kept(db)
    return await _told(db, audit, row, "entered", order.model_dump(mode="json"), by=by, today=today)


async def change(
    db: WriteSession,
    audit: Auditor,
    institution: UUID,
    order: InstitutionIn,
    *,
    by: str,
    version: int,
    today: date,
) -> Answer:
    """What is entered of it from now on. Raises InstitutionNotFound, InstitutionEnded, InstitutionExists."""
    row = await _open(db, institution, version)
    for name, value in _content(order).items():
        setattr(row, name, value)
    row.version += 1
    await _kept(db)
    return await _told(db, audit, row, "changed", order.model_dump(mode="json"), by=by, today=today)


async def end(
    db: WriteSession,
    audit: Auditor,
    institution: UUID,
    order: InstitutionEndIn,
    *,
    by: str,
    version: int,
    today: date,
) -> Answer:
    """It is chosen no more after the day. Raises InstitutionNotFound, InstitutionEnded."""
    row = await _open(db, institution, version)
    row.ended_on = order.on
    row.version += 1
    await db.flush()
    return await _told(db, audit, row, "ended", {"ended_on": order.on.isoformat()}, by=by, today=today)


async def chosen(db: WriteSession, institution: UUID, on: date, pointer: str = "/institution") -> InstitutionRow:
    """The institution that somebody names as a party or payee of the day. Raises InstitutionUnknown."""
    row = await store.load(db, institution)
    if row is None or (row.ended_on is not None and row.ended_on < on):
        raise InstitutionUnknown(
            errors=[FieldError(pointer, "institution_unknown", "W tym dniu nie ma takiej instytucji w rejestrze.")]
        )
    return row


async def show(db: ReadSession, institution: UUID) -> InstitutionShown:
    """An institution with its versions. Raises InstitutionNotFound."""
    row = await store.load(db, institution)
    if row is None:
        raise InstitutionNotFound
    versions = [InstitutionVersionOut.model_validate(one) for one in await store.versions(db, institution)]
    return InstitutionShown.model_validate({**row.model_dump(), "versions": versions})


async def page(
    db: ReadSession, paging: PageRequest, filters: store.Filters, *, sort: str, everything: bool = False
) -> Page[InstitutionOut]:
    """One page of the register by name; everything: all that the filter leaves, for a file."""
    keyset = paging.keyset(f"institutions by {sort}", {"gmina": db.gmina, **filters.named()})
    rows = await store.page(
        db,
        filters,
        descending=sort.startswith("-"),
        after=None if everything else keyset.after,
        fetch=None if everything else keyset.fetch,
    )
    if everything:
        return Page(items=[InstitutionOut.model_validate(one) for one in rows], next_cursor=None)
    shown, cursor = keyset.page(rows, lambda row: (row.sort_key, row.id))
    return Page(items=[InstitutionOut.model_validate(one) for one in shown], next_cursor=cursor)


def _content(order: InstitutionIn) -> dict[str, Any]:
    told = order.model_dump()
    lines = None if order.address is None else list(order.address)
    return {**told, "address": lines, "sort_key": store.key_of(order.name)}


async def _open(db: WriteSession, institution: UUID, version: int) -> InstitutionRow:
    row = await store.lock(db, institution)
    if row is None:
        raise InstitutionNotFound
    check_version(version, row.version)
    if row.ended_on is not None:
        raise InstitutionEnded
    return row


async def _kept(db: WriteSession) -> None:
    try:
        await db.flush()
    except IntegrityError:
        raise InstitutionExists from None


async def _told(
    db: WriteSession,
    audit: Auditor,
    row: InstitutionRow,
    act: str,
    told: dict[str, Any],
    *,
    by: str,
    today: date,
) -> Answer:
    version = InstitutionVersionRow(
        gmina=db.gmina, institution=row.id, version=row.version, act=act, told=told, made_by=by, made_on=today
    )
    db.add(version)
    await db.flush()
    await audit.note(db, act, "institution", row.id)
    return Answer(id=row.id, version=row.version, state="ended" if row.ended_on is not None else "entered")
