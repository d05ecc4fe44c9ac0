"""Pages of the registers of authority, and single entries with their history."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, TypeVar
from uuid import UUID

from fastapi.responses import Response
from sqlalchemy import ColumnElement, not_, or_
from sqlmodel import col, select

from casework.applications.tables import ApplicationRow
from casework.authority import states, store
from casework.authority.registers import history
from casework.authority.rules import ARTICLES
from casework.authority.sight import Sight
from casework.authority.tables import AuthorisationRow, DeputyshipRow, ExclusionRow, RestrictionRow, StaffRow
from casework.exports import csv_response
from casework.transitions import Process
from kit.db import ReadSession, WriteSession
from kit.paging import Page, PageRequest
from kit.problems import NotFound
from kit.schemas import Out

Sort = Literal["since", "-since"]
Shown = TypeVar("Shown", bound=Out)
_PROCESSES: Mapping[Any, Process] = {
    StaffRow: states.STAFF,
    AuthorisationRow: states.AUTHORISATION,
    DeputyshipRow: states.DEPUTYSHIP,
    ExclusionRow: states.EXCLUSION,
    RestrictionRow: states.RESTRICTION,
}


async def page(
    db: ReadSession | WriteSession,
    paging: PageRequest,
    kind: type[store.Row],
    shape: type[Shown],
    *,
    filters: Mapping[str, object],
    wanted: Sequence[ColumnElement[bool]],
    sort: Sort,
    as_file: str | None = None,
) -> Response | Page[Shown]:
    """One page of a register in order of the day the entries count from. filters: what the cursor is bound to.

    as_file: all that the filter leaves, as a CSV file of that name.
    """
    if as_file is not None:
        every = await store.page(db, kind, wanted, after=None, descending=sort.startswith("-"), fetch=None)
        return csv_response(shape, [shape.model_validate(_fields(row)) for row in every], as_file)
    keyset = paging.keyset(f"{kind.__tablename__} by {sort}", {"gmina": db.gmina, **filters})
    rows = await store.page(db, kind, wanted, after=keyset.after, descending=sort.startswith("-"), fetch=keyset.fetch)
    shown, cursor = keyset.page(rows, lambda row: (row.since, row.id))
    return Page(items=[shape.model_validate(_fields(row)) for row in shown], next_cursor=cursor)


async def show(
    db: ReadSession | WriteSession, kind: type[store.Row], entry: UUID, shape: type[Shown], missing: type[NotFound]
) -> Shown:
    """An entry with what was done with it and what its state allows. Raises `missing`."""
    row = await store.load(db, kind, entry)
    if row is None:
        raise missing
    allowed = list(_PROCESSES[kind].allowed(row.state))
    return shape.model_validate({**_fields(row), "history": await history(db, entry), "allowed": allowed})


def standing(kind: Any, on: date | None) -> list[ColumnElement[bool]]:
    """Entries whose days hold this one."""
    if on is None:
        return []
    return [col(kind.since) <= on, or_(col(kind.until).is_(None), col(kind.until) >= on)]


def seen_exclusions(sight: Sight) -> list[ColumnElement[bool]]:
    """Exclusions from matters that she sees."""
    matter, kind = ExclusionRow.matter, col(ExclusionRow.matter_kind)
    unseen = select(ApplicationRow.id).where(ApplicationRow.gmina == sight.gmina, not_(sight.applications()))
    return [
        or_(kind != "person", sight.persons(matter)),
        or_(kind != "household", sight.households(matter)),
        or_(kind != "decision", sight.of_decision(matter)),
        or_(kind != "application", col(matter).not_in(unseen)),
    ]


def equal(**named: tuple[Any, object]) -> list[ColumnElement[bool]]:
    """Conditions for the filters that are asked for: each a column and its value, None for any."""
    return [col(column) == value for column, value in named.values() if value is not None]


def _fields(row: Any) -> dict[str, Any]:
    fields: dict[str, Any] = row.model_dump()
    if isinstance(row, ExclusionRow):
        ground: Any = row.ground
        fields["article"] = ARTICLES[ground]
    return fields
