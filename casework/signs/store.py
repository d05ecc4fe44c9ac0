"""File plan, counters and signs of a gmina in the database; the only SQL about them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, tuple_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.persons import one_person
from casework.records.tables import CaseFileRow
from casework.signs.tables import CaseSignRow, FilePlanClassRow, FilePlanRow
from kit.db import ReadSession, WriteSession, raw

# The row stays locked to the end of the transaction: whoever gives up gives the number back, and there is no gap.
_NEXT = """
INSERT INTO number_series (gmina, series, year, last_number) VALUES (%(gmina)s, %(series)s, %(year)s, %(count)s)
ON CONFLICT (gmina, series, year) DO UPDATE SET last_number = number_series.last_number + %(count)s
RETURNING last_number
"""


async def newest_plan(db: ReadSession | WriteSession) -> FilePlanRow | None:
    """The version of the file plan in force, if the centre has one."""
    found = await db.exec(
        select(FilePlanRow).where(FilePlanRow.gmina == db.gmina).order_by(col(FilePlanRow.version).desc()).limit(1)
    )
    return found.first()


async def classes(db: ReadSession | WriteSession, version: int) -> Sequence[FilePlanClassRow]:
    """The classes of a version, in order of symbol and time."""
    found = await db.exec(
        select(FilePlanClassRow)
        .where(FilePlanClassRow.gmina == db.gmina, FilePlanClassRow.version == version)
        .order_by(col(FilePlanClassRow.symbol), col(FilePlanClassRow.valid_from))
    )
    return found.all()


async def next_number(db: WriteSession, series: str, year: int) -> int:
    """The next number of a register in a year: 1, 2, 3 ... without holes; kept from others until the end of the transaction."""
    return (await next_numbers(db, series, year, 1))[0]


async def next_numbers(db: WriteSession, series: str, year: int, count: int) -> range:
    """The same for several at once."""
    of = {"gmina": db.gmina, "series": series, "year": year, "count": count}
    row = await (await (await raw(db)).execute(_NEXT, of)).fetchone()
    if row is None:
        raise LookupError(series)
    last: int = row[0]
    return range(last - count + 1, last + 1)


async def sign(db: ReadSession | WriteSession, case: UUID) -> CaseSignRow | None:
    """The sign with this id."""
    return await db.get(CaseSignRow, (db.gmina, case))


async def signs(db: ReadSession | WriteSession, cases: Collection[UUID]) -> dict[UUID, CaseSignRow]:
    """The signs with these ids."""
    found = await db.exec(select(CaseSignRow).where(CaseSignRow.gmina == db.gmina, col(CaseSignRow.id).in_(cases)))
    return {row.id: row for row in found.all()}


async def page(
    db: WriteSession,
    sight: Sight,
    *,
    year: int | None,
    symbol: str | None,
    party: UUID | None,
    sign: str | None,
    state: str | None,
    after: tuple[Any, ...] | None,
    fetch: int | None,
) -> Sequence[tuple[CaseSignRow, str, date | None]]:
    """Signs that are seen with the state of their files and the day of closing, in the order of the list of cases (spis spraw)."""
    its_file = (col(CaseFileRow.gmina) == col(CaseSignRow.gmina)) & (col(CaseFileRow.sign) == col(CaseSignRow.id))
    stands: Any = func.coalesce(col(CaseFileRow.state), "open")
    closed_on: Any = CaseFileRow.closed_on
    query: Any = (
        select(CaseSignRow, stands, closed_on)
        .join(CaseFileRow, its_file, isouter=True)
        .where(CaseSignRow.gmina == db.gmina, sight.cases())
    )
    if state is not None:
        query = query.where(stands == state)
    for column, value in (
        (col(CaseSignRow.year), year), (col(CaseSignRow.symbol), symbol), (col(CaseSignRow.sign), sign),
    ):  # fmt: skip
        if value is not None:
            query = query.where(column == value)
    if party is not None:
        query = query.where(col(CaseSignRow.party).in_(await one_person.entries(db, party)))
    order = (col(CaseSignRow.year), col(CaseSignRow.symbol), col(CaseSignRow.number), col(CaseSignRow.id))
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(after[0], after[1], after[2], UUID(after[3])))
    found: Sequence[tuple[CaseSignRow, str, date | None]] = (await db.exec(query.order_by(*order).limit(fetch))).all()
    return found
