"""The register of decisions of a year: what went out, in order of its numbers or of its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.decisions import listing
from casework.decisions.schemas import RegisterEntryOut
from casework.decisions.tables import DecisionRow
from casework.letters.tables import DecisionNumberRow
from casework.persons import one_person
from kit.db import ReadSession
from kit.paging import Page, PageRequest

Sort = Literal["number", "-number", "issued_on", "-issued_on"]
Entry = tuple[DecisionNumberRow, DecisionRow]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which entries. year: of the register; since, until: issued on these days; person: entitled or recipient."""

    year: int | None = None
    benefit: str | None = None
    kind: str | None = None
    outcome: str | None = None
    state: str | None = None
    unit: str | None = None
    person: UUID | None = None
    since: date | None = None
    until: date | None = None

    def named(self) -> dict[str, object]:
        """The filters as parameters."""
        return {name: getattr(self, name) for name in self.__slots__}


async def page(
    *, db: ReadSession, sight: Sight, paging: PageRequest, filters: Filters, sort: Sort, everything: bool = False
) -> Page[RegisterEntryOut]:
    """One page of the entries of decisions that are seen; everything: all that the filter leaves, for a file."""
    keyset = paging.keyset(f"register of decisions by {sort}", {"gmina": db.gmina, **filters.named()})
    if everything:
        return Page(items=await _out(db, await _rows(db, sight, filters, sort, None, None)), next_cursor=None)
    rows = await _rows(db, sight, filters, sort, keyset.after, keyset.fetch)
    shown, cursor = keyset.page(
        rows,
        lambda row: (row[1].issued_on, row[0].year, row[0].number) if _by_day(sort) else (row[0].year, row[0].number),
    )
    return Page(items=await _out(db, shown), next_cursor=cursor)


def _by_day(sort: Sort) -> bool:
    return sort.endswith("issued_on")


async def _rows(
    db: ReadSession, sight: Sight, filters: Filters, sort: Sort, after: tuple[Any, ...] | None, fetch: int | None
) -> Sequence[Entry]:
    numbered = (col(DecisionNumberRow.gmina) == col(DecisionRow.gmina)) & (
        col(DecisionNumberRow.decision) == col(DecisionRow.id)
    )
    query: Any = (
        select(DecisionNumberRow, DecisionRow)
        .join(DecisionRow, numbered)
        .where(DecisionNumberRow.gmina == db.gmina, col(DecisionRow.issued_on).is_not(None), sight.decisions())
    )
    for column, value in (
        (DecisionNumberRow.year, filters.year), (DecisionRow.benefit, filters.benefit), (DecisionRow.kind, filters.kind),
        (DecisionRow.outcome, filters.outcome), (DecisionRow.state, filters.state), (DecisionRow.unit, filters.unit),
    ):  # fmt: skip
        if value is not None:
            query = query.where(col(column) == value)
    if filters.person is not None:
        hers = await one_person.entries(db, filters.person)
        query = query.where(col(DecisionRow.entitled).in_(hers) | col(DecisionRow.recipient).in_(hers))
    if filters.since is not None:
        query = query.where(col(DecisionRow.issued_on) >= filters.since)
    if filters.until is not None:
        query = query.where(col(DecisionRow.issued_on) <= filters.until)
    order: list[Any] = [col(DecisionNumberRow.year), col(DecisionNumberRow.number)]
    if _by_day(sort):
        order.insert(0, col(DecisionRow.issued_on))
    descending = sort.startswith("-")
    if after is not None:
        place = (date.fromisoformat(after[0]), *after[1:]) if _by_day(sort) else after
        query = query.where(tuple_(*order) < tuple_(*place) if descending else tuple_(*order) > tuple_(*place))
    query = query.order_by(*(one.desc() if descending else one for one in order))
    found: Sequence[Entry] = (await db.exec(query if fetch is None else query.limit(fetch))).all()
    return found


async def _out(db: ReadSession, rows: Sequence[Entry]) -> list[RegisterEntryOut]:
    known = await listing.called(db, [decision.id for _, decision in rows])
    return [
        RegisterEntryOut.model_validate(
            {
                **{name: getattr(decision, name, None) for name in RegisterEntryOut.model_fields},
                "number": known[decision.id]["number"],
                "sign": known[decision.id]["sign"],
            }
        )
        for _, decision in rows
    ]
