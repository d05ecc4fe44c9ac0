"""Requests in the database; the only SQL about them besides the tasks'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, not_, or_, tuple_
from sqlmodel import col, select

from casework.applications.tables import ApplicationRow
from casework.authority.sight import Sight
from casework.persons import one_person
from casework.requests.tables import RequestRow
from kit.db import ReadSession, WriteSession


@dataclass(frozen=True, slots=True)
class Filters:
    """Which requests; None leaves a question open. due_to: their last day is that day or earlier."""

    state: str | None = None
    person: UUID | None = None
    application: UUID | None = None
    unit: str | None = None
    due_to: date | None = None


def unseen(sight: Sight) -> ColumnElement[bool]:
    """The requests (RequestRow) that she does not see: of another unit, of a person or an application that she does not see."""
    hidden = select(ApplicationRow.id).where(ApplicationRow.gmina == sight.gmina, not_(sight.applications()))
    units: Any = False if sight.units is None else col(RequestRow.unit).not_in(sorted(sight.units))
    return or_(units, not_(sight.persons(RequestRow.person)), col(RequestRow.application).in_(hidden))


async def lock(db: WriteSession, request: UUID) -> RequestRow | None:
    """The request, kept from other writers."""
    return await db.get(RequestRow, (db.gmina, request), with_for_update={"key_share": True})


async def of_application(db: ReadSession | WriteSession, application: UUID, kind: str) -> Sequence[RequestRow]:
    """Those of an application, in order."""
    found = await db.exec(
        select(RequestRow)
        .where(RequestRow.gmina == db.gmina, RequestRow.application == application, RequestRow.kind == kind)
        .order_by(col(RequestRow.id))
    )
    return found.all()


async def page(
    db: WriteSession,
    sight: Sight,
    kind: str,
    wanted: Filters,
    *,
    after: tuple[str, str] | None,
    descending: bool,
    fetch: int | None,
) -> Sequence[RequestRow]:
    """Requests of a kind that are seen, by their last day; fetch None: all."""
    query = select(RequestRow).where(RequestRow.gmina == db.gmina, RequestRow.kind == kind, not_(unseen(sight)))
    if wanted.person is not None:
        query = query.where(col(RequestRow.person).in_(await one_person.entries(db, wanted.person)))
    for name in ("state", "application", "unit"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(RequestRow, name) == value)
    if wanted.due_to is not None:
        query = query.where(col(RequestRow.due_on) <= wanted.due_to)
    order = (col(RequestRow.due_on), col(RequestRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()
