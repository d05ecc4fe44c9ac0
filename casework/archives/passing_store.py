"""Lists of files that pass to the state archive, in the database; the only SQL about them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row
from sqlmodel import col, func, select, tuple_

from casework.archives.tables import PassingItemRow, PassingRow
from kit.db import ReadSession, WriteSession, raw

Session = ReadSession | WriteSession

_CANDIDATES = """
SELECT s.id AS "case", s.sign, s.symbol, s.title, s.party, s.opened_on, f.closed_on
  FROM case_file f JOIN case_sign s ON s.gmina = f.gmina AND s.id = f.sign
 WHERE f.gmina = %(gmina)s AND f.state = 'closed' AND coalesce(f.category, s.category) = 'A'
   AND (%(symbols)s::text[] IS NULL OR s.symbol = ANY (%(symbols)s::text[]))
   AND NOT EXISTS (SELECT FROM archive_passing_item i WHERE i.gmina = f.gmina AND i.sign = f.sign AND i.state <> 'left_out')
 ORDER BY s.symbol, f.closed_on, s.id LIMIT %(most)s
"""
# The file is kept from other writers until the list is noted.
_STANDING = """
SELECT i.place, i.sign, f.state = 'closed' AND coalesce(f.category, s.category) = 'A' AS stands
  FROM archive_passing_item i
  JOIN case_sign s ON s.gmina = i.gmina AND s.id = i.sign
  JOIN case_file f ON f.gmina = i.gmina AND f.sign = i.sign
 WHERE i.gmina = %(gmina)s AND i.passing = %(passing)s AND i.state = 'listed'
 ORDER BY i.sign FOR UPDATE OF f
"""
_PASSED = (
    """
UPDATE case_file f SET state = 'passed', version = version + 1
  FROM archive_passing_item i
 WHERE i.gmina = %(gmina)s AND i.passing = %(passing)s AND i.state = 'listed' AND f.gmina = i.gmina AND f.sign = i.sign
""",
    """
INSERT INTO case_act (gmina, sign, number, act, on_day, by_whom, document)
SELECT i.gmina, i.sign, coalesce((SELECT max(a.number) FROM case_act a WHERE a.gmina = i.gmina AND a.sign = i.sign), 0) + 1,
       'passed', %(on)s, %(by)s, %(document)s
  FROM archive_passing_item i WHERE i.gmina = %(gmina)s AND i.passing = %(passing)s AND i.state = 'listed'
""",
    """
UPDATE archive_passing_item SET state = 'passed' WHERE gmina = %(gmina)s AND passing = %(passing)s AND state = 'listed'
""",
)
_LEAVE_OUT_ALL = """
UPDATE archive_passing_item SET state = 'left_out' WHERE gmina = %(gmina)s AND passing = %(passing)s AND state = 'listed'
"""


async def candidates(db: Session, symbols: Collection[str], most: int) -> list[dict[str, Any]]:
    """Closed files of category A that no list names, in the order of a list."""
    return await _rows(db, _CANDIDATES, {"symbols": list(symbols) or None, "most": most})


async def load(db: Session, passing: UUID) -> PassingRow | None:
    """The list with this id."""
    return await db.get(PassingRow, (db.gmina, passing))


async def lock(db: WriteSession, passing: UUID) -> PassingRow | None:
    """The same, kept from other writers until the end of the transaction."""
    return await db.get(PassingRow, (db.gmina, passing), with_for_update=True)


async def page(
    db: Session, state: str | None, after: tuple[Any, ...] | None, *, descending: bool, fetch: int | None
) -> Sequence[PassingRow]:
    """Lists by the day they were drawn up."""
    query = select(PassingRow).where(PassingRow.gmina == db.gmina)
    if state is not None:
        query = query.where(PassingRow.state == state)
    order = (col(PassingRow.drawn_on), col(PassingRow.id))
    if after is not None:
        key, place = tuple_(*order), tuple_(date.fromisoformat(str(after[0])), UUID(str(after[1])))
        query = query.where(key < place if descending else key > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def counts(db: Session, passings: Collection[UUID]) -> dict[UUID, int]:
    """How many files each list names that were not left out."""
    found = await db.exec(
        select(PassingItemRow.passing, func.count())
        .where(
            PassingItemRow.gmina == db.gmina,
            col(PassingItemRow.passing).in_(passings),
            PassingItemRow.state != "left_out",
        )
        .group_by(col(PassingItemRow.passing))
    )
    return dict(found.all())


async def items(db: Session, passing: UUID) -> Sequence[PassingItemRow]:
    """The places of a list in order."""
    found = await db.exec(
        select(PassingItemRow)
        .where(PassingItemRow.gmina == db.gmina, PassingItemRow.passing == passing)
        .order_by(col(PassingItemRow.place))
    )
    return found.all()


async def item(db: WriteSession, passing: UUID, place: int) -> PassingItemRow | None:
    """One place of a list."""
    return await db.get(PassingItemRow, (db.gmina, passing, place))


async def standing(db: WriteSession, passing: UUID) -> list[dict[str, Any]]:
    """The listed places, and whether each file is still closed and of category A; kept from other writers."""
    return await _rows(db, _STANDING, {"passing": passing})


async def passed(db: WriteSession, passing: UUID, on: date, by: str, document: str) -> None:
    """The listed files are with the archive."""
    told = {"gmina": db.gmina, "passing": passing, "on": on, "by": by, "document": document}
    connection = await raw(db)
    for statement in _PASSED:
        await connection.execute(statement, told)


async def leave_out_all(db: WriteSession, passing: UUID) -> None:
    """What the list names may be listed anew."""
    await (await raw(db)).execute(_LEAVE_OUT_ALL, {"gmina": db.gmina, "passing": passing})


async def _rows(db: Session, statement: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        await cursor.execute(statement, {"gmina": db.gmina, **parameters})
        return await cursor.fetchall()
