"""Cases that have passed their terms, and lists of what is to be destroyed, in the database."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row
from sqlmodel import col, func, select, tuple_

from casework.archives.tables import DestructionActRow, DestructionItemRow, DestructionRow
from kit.db import ReadSession, WriteSession, raw

Session = ReadSession | WriteSession

# Of category A and of BE without an opinion there is no day: they are never proposed.
_DUE = """
CASE WHEN coalesce(f.category, s.category) = 'Bc' THEN f.closed_on
     WHEN coalesce(f.category, s.category) ~ '^B[0-9]+$'
     THEN make_date(extract(year FROM f.closed_on)::int + 1 + substr(coalesce(f.category, s.category), 2)::int, 1, 1) END
"""
_CANDIDATES = f"""
SELECT * FROM (
    SELECT s.id AS "case", s.sign, s.symbol, s.title, coalesce(f.category, s.category) AS category, s.party, s.opened_on, f.closed_on,
           {_DUE} AS due_on
      FROM case_file f JOIN case_sign s ON s.gmina = f.gmina AND s.id = f.sign
     WHERE f.gmina = %(gmina)s AND f.state = 'closed'
       AND NOT EXISTS (SELECT FROM destruction_item i WHERE i.gmina = f.gmina AND i.sign = f.sign AND i.state <> 'left_out')
) AS c
 WHERE due_on <= %(on)s AND (%(symbols)s::text[] IS NULL OR symbol = ANY (%(symbols)s::text[]))
   AND (%(after_day)s::date IS NULL OR (closed_on, "case") > (%(after_day)s::date, %(after_case)s::uuid))
 ORDER BY closed_on, "case" LIMIT %(fetch)s
"""
_STILL_DUE = f"""
SELECT i.place, i.sign,
       coalesce(f.state = 'closed' AND {_DUE} <= %(on)s AND coalesce(f.category, s.category) = i.category, false) AS due
  FROM destruction_item i
  JOIN case_sign s ON s.gmina = i.gmina AND s.id = i.sign
  LEFT JOIN case_file f ON f.gmina = i.gmina AND f.sign = i.sign
 WHERE i.gmina = %(gmina)s AND i.destruction = %(destruction)s AND i.state = 'listed'
 ORDER BY i.place
"""
_LOCK_FILES = """
SELECT f.sign FROM case_file f
 WHERE f.gmina = %(gmina)s AND f.sign IN (
       SELECT i.sign FROM destruction_item i
        WHERE i.gmina = %(gmina)s AND i.destruction = %(destruction)s AND i.state = 'listed')
 ORDER BY f.sign FOR UPDATE
"""
_LEAVE_OUT_ALL = """
UPDATE destruction_item SET state = 'left_out', reason = %(reason)s
 WHERE gmina = %(gmina)s AND destruction = %(destruction)s AND state = 'listed'
"""
_COUNTS = """
SELECT destruction, count(*) AS cases FROM destruction_item
 WHERE gmina = %(gmina)s AND destruction = ANY (%(destructions)s::uuid[]) AND state <> 'left_out' GROUP BY destruction
"""
_ERASED = """
SELECT kind, count(*) AS records FROM erased_record WHERE gmina = %(gmina)s AND destruction = %(destruction)s GROUP BY kind ORDER BY kind
"""


async def candidates(
    db: Session, on: date, symbols: Collection[str], after: tuple[Any, ...] | None, fetch: int
) -> list[dict[str, Any]]:
    """Closed cases whose term has passed and that no list names, those closed first before the others."""
    day, case = after or (None, None)
    asked = {"on": on, "symbols": list(symbols) or None, "after_day": day, "after_case": case, "fetch": fetch}
    return await _rows(db, _CANDIDATES, asked)


async def load(db: Session, destruction: UUID) -> DestructionRow | None:
    """The list with this id."""
    return await db.get(DestructionRow, (db.gmina, destruction))


async def lock(db: WriteSession, destruction: UUID) -> DestructionRow | None:
    """The same, kept from other writers until the end of the transaction."""
    return await db.get(DestructionRow, (db.gmina, destruction), with_for_update=True)


async def page(db: Session, state: str | None, after: tuple[str, str] | None, fetch: int) -> Sequence[DestructionRow]:
    """Lists, the newest first."""
    query = select(DestructionRow).where(DestructionRow.gmina == db.gmina)
    if state is not None:
        query = query.where(DestructionRow.state == state)
    order = (col(DestructionRow.proposed_on), col(DestructionRow.id))
    if after is not None:
        query = query.where(tuple_(*order) < tuple_(date.fromisoformat(after[0]), UUID(after[1])))
    return (await db.exec(query.order_by(*(one.desc() for one in order)).limit(fetch))).all()


async def counts(db: Session, destructions: Collection[UUID]) -> dict[UUID, int]:
    """How many cases each list names that were not left out."""
    found = await _rows(db, _COUNTS, {"destructions": list(destructions)})
    return {row["destruction"]: row["cases"] for row in found}


async def erased(db: Session, destruction: UUID) -> dict[str, int]:
    """How many records of each kind were erased under the list."""
    return {row["kind"]: row["records"] for row in await _rows(db, _ERASED, {"destruction": destruction})}


async def items(
    db: Session, destruction: UUID, after: int | None = None, fetch: int | None = None
) -> Sequence[DestructionItemRow]:
    """The places of a list in order."""
    query = select(DestructionItemRow).where(
        DestructionItemRow.gmina == db.gmina, DestructionItemRow.destruction == destruction
    )
    if after is not None:
        query = query.where(col(DestructionItemRow.place) > after)
    return (await db.exec(query.order_by(col(DestructionItemRow.place)).limit(fetch))).all()


async def item(db: WriteSession, destruction: UUID, place: int) -> DestructionItemRow | None:
    """One place of a list."""
    return await db.get(DestructionItemRow, (db.gmina, destruction, place))


async def leave_out_all(db: WriteSession, destruction: UUID, reason: str) -> None:
    """What the list names may be proposed anew."""
    parameters = {"gmina": db.gmina, "destruction": destruction, "reason": reason}
    await (await raw(db)).execute(_LEAVE_OUT_ALL, parameters)


async def still_due(db: WriteSession, destruction: UUID, on: date) -> list[dict[str, Any]]:
    """The listed places, and whether each is still closed, of the same category and past its term; kept from other writers."""
    await _rows(db, _LOCK_FILES, {"destruction": destruction})
    return await _rows(db, _STILL_DUE, {"destruction": destruction, "on": on})


async def act(db: WriteSession, row: DestructionRow, act: str, on: date, by: str, document: str | None = None) -> None:
    """Writes down what was done with the list."""
    done = select(func.count()).select_from(DestructionActRow).where(
        DestructionActRow.gmina == db.gmina, DestructionActRow.destruction == row.id
    )  # fmt: skip
    number = int((await db.exec(done)).one()) + 1
    db.add(
        DestructionActRow(
            gmina=db.gmina, destruction=row.id, number=number, act=act, on_day=on, by_whom=by, document=document
        )
    )
    await db.flush()


async def acts(db: Session, destruction: UUID) -> Sequence[DestructionActRow]:
    """What was done with the list, in order."""
    found = await db.exec(
        select(DestructionActRow)
        .where(DestructionActRow.gmina == db.gmina, DestructionActRow.destruction == destruction)
        .order_by(col(DestructionActRow.number))
    )
    return found.all()


async def _rows(db: Session, statement: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        await cursor.execute(statement, {"gmina": db.gmina, **parameters})
        return await cursor.fetchall()
