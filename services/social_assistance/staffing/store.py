"""Reading and writing returns of staff."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import exists, text, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from kit.db import WriteSession
from services.social_assistance.staffing.tables import PostRow, ReturnRow

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('staffing ' || :gmina, 0))"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which returns; None leaves a question open. since, until: their day. holds: whether a later return of the day took the place."""

    since: date | None = None
    until: date | None = None
    holds: bool | None = None


async def alone(db: WriteSession) -> None:
    """Whoever imports does so alone, to the end of the unit of work: returns of a day are numbered."""
    await (await db.connection()).execute(text(_ONE_AT_A_TIME), {"gmina": db.gmina})


async def of_day(db: WriteSession, on: date) -> int:
    """How many returns of the day there are."""
    found = await db.exec(select(ReturnRow.number).where(ReturnRow.gmina == db.gmina, ReturnRow.on_day == on))
    return len(found.all())


async def load(db: WriteSession, one: UUID) -> ReturnRow | None:
    """The return with this id."""
    return await db.get(ReturnRow, (db.gmina, one))


async def last_numbers(db: WriteSession, days: Collection[date]) -> dict[date, int]:
    """The number of the return that holds, by day."""
    found = await db.exec(
        select(col(ReturnRow.on_day), col(ReturnRow.number))
        .where(ReturnRow.gmina == db.gmina, col(ReturnRow.on_day).in_(days))
        .order_by(col(ReturnRow.number))
    )
    return dict(found.all())


async def posts(db: WriteSession, returns: Collection[UUID]) -> dict[UUID, list[PostRow]]:
    """The posts of each return, by unit and kind."""
    found = await db.exec(
        select(PostRow)
        .where(PostRow.gmina == db.gmina, col(PostRow.staffing).in_(returns))
        .order_by(col(PostRow.unit), col(PostRow.post))
    )
    rows: dict[UUID, list[PostRow]] = {one: [] for one in returns}
    for row in found.all():
        rows[row.staffing].append(row)
    return rows


async def page(
    db: WriteSession, wanted: Filters, *, after: tuple[str, str] | None, descending: bool, fetch: int | None
) -> Sequence[ReturnRow]:
    """Returns by their day; fetch None: all."""
    query = select(ReturnRow).where(ReturnRow.gmina == db.gmina)
    if wanted.since is not None:
        query = query.where(col(ReturnRow.on_day) >= wanted.since)
    if wanted.until is not None:
        query = query.where(col(ReturnRow.on_day) <= wanted.until)
    if wanted.holds is not None:
        later = aliased(ReturnRow)
        replaced = exists().where(
            col(later.gmina) == col(ReturnRow.gmina),
            col(later.on_day) == col(ReturnRow.on_day),
            col(later.number) > col(ReturnRow.number),
        )
        query = query.where(~replaced if wanted.holds else replaced)
    order: tuple[Any, Any] = (col(ReturnRow.on_day), col(ReturnRow.id))
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()
