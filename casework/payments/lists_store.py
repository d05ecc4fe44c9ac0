"""Payment lists in the database: set-based statements, a bounded number for a list of any length."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from psycopg import AsyncConnection
from psycopg.rows import TupleRow, dict_row
from sqlalchemy import tuple_
from sqlmodel import col, select

from casework.payments.tables import PaymentListRow
from kit.db import ReadSession, WriteSession, raw

FETCH = 5_000
CHUNK = 1_000
"""Payments in memory at once while their facts are made."""

# One generator of a gmina at a time: the second one must see what the first has put on its list. Imported history may hold several
# payments of one award and month, so a unique index cannot say this.
_ONE_GENERATOR = "SELECT pg_advisory_xact_lock(hashtextextended('payment_list|' || %s, 0))"
_NUMBER = "SELECT count(*) + 1 FROM payment_list WHERE gmina = %s AND month = %s AND kind = 'monthly'"
_DUE = """
  FROM award a
  JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id
 WHERE a.gmina = %(gmina)s AND a.state <> 'suspended' AND m.amount > 0
   AND m.since <= %(month)s AND (m.until IS NULL OR m.until >= %(month)s)
   AND (%(benefits)s::text[] IS NULL OR a.benefit = ANY (%(benefits)s::text[]))
   AND NOT EXISTS (SELECT FROM payment p
                    WHERE p.gmina = a.gmina AND p.award = a.id AND p.period = %(month)s
                      AND p.state IN ('planned', 'approved', 'settled'))
"""
_DISTINCT = f"SELECT DISTINCT a.benefit, m.amount {_DUE}"
_STAGE = "CREATE TEMPORARY TABLE list_lines (benefit text, amount bigint, lines jsonb) ON COMMIT DROP"
# Right after an import nothing has statistics: the planner takes thousands of awards for one and joins them row by row to whatever
# index comes first, which is quadratic (50 000 payments took four minutes instead of seconds).
_PLAN = "SET LOCAL enable_nestloop = off"
_COPY = "COPY list_lines (benefit, amount, lines) FROM STDIN"
# A time-ordered id (UUID version 7) without an extension: neighbours of a list are neighbours in the index.
_NEW_ID = """
(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
 || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
"""
_GENERATE = f"""
INSERT INTO payment (gmina, id, list, award, benefit, period, amount, lines, state)
SELECT %(gmina)s, {_NEW_ID}, %(list)s, due.id, due.benefit, %(month)s, due.amount, l.lines, 'planned'
  FROM (SELECT a.id, a.benefit, m.amount {_DUE}) AS due
  JOIN list_lines l ON l.benefit = due.benefit AND l.amount = due.amount
"""

_EXCLUDE = """
DELETE FROM payment WHERE gmina = %s AND list = %s AND state = 'planned' AND id = ANY (%s) RETURNING id
"""
_EMPTY = "DELETE FROM payment WHERE gmina = %s AND list = %s AND state = 'planned'"
_APPROVE = """
UPDATE payment SET state = 'approved', version = version + 1 WHERE gmina = %s AND list = %s AND state = 'planned'
"""
_VOID = """
UPDATE payment p SET state = 'voided', void_reason = f.reason, version = p.version + 1
  FROM unnest(%s::uuid[], %s::text[]) AS f(id, reason)
 WHERE p.gmina = %s AND p.list = %s AND p.state = 'approved' AND p.id = f.id RETURNING p.id
"""
_BENEFITS = "SELECT DISTINCT benefit FROM payment WHERE gmina = %s AND list = %s ORDER BY benefit"
_AMOUNTS = """
SELECT DISTINCT benefit, amount FROM payment
 WHERE gmina = %(gmina)s AND list = %(list)s AND state = %(state)s AND benefit = ANY (%(benefits)s)
"""
_REBOOK = """
UPDATE payment p SET lines = l.lines FROM list_lines l
 WHERE p.gmina = %(gmina)s AND p.list = %(list)s AND p.state = %(state)s
   AND p.benefit = l.benefit AND p.amount = l.amount
"""
_SETTLE = """
UPDATE payment SET state = 'settled', booked_on = %s, budget_year = %s, version = version + 1
 WHERE gmina = %s AND list = %s AND state = 'approved'
"""
_FACTS = """
SELECT p.id, p.benefit, to_char(p.period, 'YYYY-MM'), p.lines::text, p.quantity, a.unit, a.variant, a.mechanism,
       e.pseudonym, r.pseudonym, h.pseudonym, p.version
  FROM payment p
  JOIN award a ON a.gmina = p.gmina AND a.id = p.award
  JOIN person e ON e.gmina = a.gmina AND e.id = a.entitled
  JOIN person r ON r.gmina = a.gmina AND r.id = a.recipient
  LEFT JOIN household h ON h.gmina = a.gmina AND h.id = a.household
 WHERE p.gmina = %s AND p.list = %s AND p.state = %s AND (%s::uuid[] IS NULL OR p.id = ANY (%s::uuid[]))
 ORDER BY p.id
"""
_STATES = """
SELECT state, count(*) AS payments, sum(amount)::bigint AS amount
  FROM payment WHERE gmina = %s AND list = %s GROUP BY state ORDER BY state
"""
_LINES = """
SELECT l.dzial, l.rozdzial, l.paragraf || l.p4 AS paragraf, l.task, l.task_kind, l.source, sum(l.amount)::bigint AS amount
  FROM payment p,
       jsonb_to_recordset(p.lines) AS l(dzial text, rozdzial text, paragraf text, p4 text, task text, task_kind text,
                                        source text, amount bigint)
 WHERE p.gmina = %s AND p.list = %s AND p.state <> 'voided'
 GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
"""

Lines = list[dict[str, Any]]
LinesOf = Callable[[str, int], Lines]


async def only_generator(db: WriteSession) -> None:
    """Waits until no other transaction generates a list of this gmina; held to the commit."""
    await (await raw(db)).execute(_ONE_GENERATOR, (db.gmina,))


async def next_number(db: WriteSession, month: date) -> str:
    """The number of the month's next list, e.g. LW/2019-03/002."""
    row = await (await (await raw(db)).execute(_NUMBER, (db.gmina, month))).fetchone()
    return f"LW/{month:%Y-%m}/{row[0] if row else 1:03d}"


async def generate(
    db: WriteSession,
    payment_list: UUID,
    month: date,
    benefits: Sequence[str] | None,
    lines_of: LinesOf,
) -> int:
    """Puts what is due and on no other list on this one; returns how many payments.

    lines_of: budget lines of a benefit's amount. It is asked once for each different amount, and those are streamed into a stage, so
    neither statements nor memory grow with the list.
    """
    connection = await raw(db)
    of = {"gmina": db.gmina, "month": month, "benefits": benefits, "list": payment_list}
    await _stage_lines(connection, _DISTINCT, of, lines_of)
    return (await connection.execute(_GENERATE, of)).rowcount


async def exclude(db: WriteSession, payment_list: UUID, payments: Sequence[UUID]) -> set[UUID]:
    """Takes planned payments off the list; returns those that were on it."""
    cursor = await (await raw(db)).execute(_EXCLUDE, (db.gmina, payment_list, list(payments)))
    return {row[0] for row in await cursor.fetchall()}


async def empty(db: WriteSession, payment_list: UUID) -> None:
    """Takes everything off a draft."""
    await (await raw(db)).execute(_EMPTY, (db.gmina, payment_list))


async def approve(db: WriteSession, payment_list: UUID) -> int:
    """Every planned payment is approved; returns how many."""
    return (await (await raw(db)).execute(_APPROVE, (db.gmina, payment_list))).rowcount


async def void(db: WriteSession, payment_list: UUID, failed: dict[UUID, str]) -> set[UUID]:
    """Approved payments that did not go out, with their reasons; returns those that were on the list."""
    if not failed:
        return set()
    place = (list(failed), list(failed.values()), db.gmina, payment_list)
    cursor = await (await raw(db)).execute(_VOID, place)
    return {row[0] for row in await cursor.fetchall()}


async def benefits(db: WriteSession, payment_list: UUID) -> list[str]:
    """Codes of everything that is paid on the list."""
    rows = await (await (await raw(db)).execute(_BENEFITS, (db.gmina, payment_list))).fetchall()
    return [row[0] for row in rows]


async def rebook(db: WriteSession, payment_list: UUID, state: str, benefits: Sequence[str], lines_of: LinesOf) -> None:
    """Gives the list's payments of these benefits the lines of another day. lines_of: as in `generate`."""
    connection = await raw(db)
    of = {"gmina": db.gmina, "list": payment_list, "state": state, "benefits": list(benefits)}
    await _stage_lines(connection, _AMOUNTS, of, lines_of)
    await connection.execute(_REBOOK, of)


async def settle(db: WriteSession, payment_list: UUID, booked_on: date, budget_year: int) -> int:
    """Every approved payment is settled on the bank's day, of the stated year; returns how many."""
    place = (booked_on, budget_year, db.gmina, payment_list)
    return (await (await raw(db)).execute(_SETTLE, place)).rowcount


@asynccontextmanager
async def rows_for_facts(
    db: WriteSession, payment_list: UUID, state: str, only: Sequence[UUID] | None = None
) -> AsyncIterator[AsyncIterator[TupleRow]]:
    """Payments of the list in a state, with what their facts need, streamed in order of id."""
    connection = await raw(db)
    await connection.execute(_PLAN)
    async with connection.cursor(name="facts") as cursor:
        cursor.itersize = CHUNK
        named = None if only is None else list(only)
        await cursor.execute(_FACTS, (db.gmina, payment_list, state, named, named))
        yield aiter(cursor)


async def load(db: ReadSession | WriteSession, payment_list: UUID) -> PaymentListRow | None:
    """The list with this id."""
    return await db.get(PaymentListRow, (db.gmina, payment_list))


async def lock(db: WriteSession, payment_list: UUID) -> PaymentListRow | None:
    """The same, kept from other writers until the end of the transaction."""
    return await db.get(PaymentListRow, (db.gmina, payment_list), with_for_update={"key_share": True})


async def totals(db: ReadSession, payment_list: UUID) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """By state, and by budget line; amounts in grosze."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        states = await (await cursor.execute(_STATES, (db.gmina, payment_list))).fetchall()
        lines = await (await cursor.execute(_LINES, (db.gmina, payment_list))).fetchall()
    return states, lines


async def page(
    db: ReadSession, *, month: date | None, state: str | None, after: tuple[str, str] | None, fetch: int
) -> Sequence[PaymentListRow]:
    """Lists, the latest month first."""
    query = select(PaymentListRow).where(PaymentListRow.gmina == db.gmina)
    if month is not None:
        query = query.where(PaymentListRow.month == month)
    if state is not None:
        query = query.where(PaymentListRow.state == state)
    order = [col(PaymentListRow.month), col(PaymentListRow.id)]
    if after is not None:
        query = query.where(tuple_(*order) < tuple_(date.fromisoformat(after[0]), UUID(after[1])))
    return (await db.exec(query.order_by(*(one.desc() for one in order)).limit(fetch))).all()


async def _stage_lines(
    connection: AsyncConnection[TupleRow], amounts: str, of: Mapping[str, Any], lines_of: LinesOf
) -> None:
    """Fills `list_lines` with the lines of each benefit and amount that the statement `amounts` finds."""
    await connection.execute(_PLAN)
    await connection.execute(_STAGE)
    async with connection.cursor(name="amounts") as cursor:
        await cursor.execute(amounts, of)
        while rows := await cursor.fetchmany(FETCH):
            async with connection.cursor().copy(_COPY) as copy:
                for benefit, amount in rows:
                    await copy.write_row((benefit, amount, orjson.dumps(lines_of(benefit, amount)).decode()))
    await connection.execute("ANALYZE list_lines")
