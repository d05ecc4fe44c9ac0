"""Payment lists in the database: set-based statements, a bounded number for a list of any length."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import AsyncServerCursor
from psycopg.rows import TupleRow, dict_row
from sqlalchemy import exists, func, tuple_
from sqlmodel import col, select

from casework.payments.due import PLAN, UNSTATED, LinesOf, lines_staged
from casework.payments.tables import PaymentListRow, PaymentRow
from kit.db import ReadSession, WriteSession, raw

CHUNK = 1_000
"""Payments in memory at once while their facts are made."""

_NUMBER = "SELECT count(*) + 1 FROM payment_list WHERE gmina = %s AND month = %s AND kind = 'monthly'"
_EXCLUDE = """
DELETE FROM payment WHERE gmina = %s AND list = %s AND state = 'planned' AND id = ANY (%s) RETURNING id
"""
_EMPTY = "DELETE FROM payment WHERE gmina = %s AND list = %s AND state = 'planned'"
# What holds the plan for a payment is decided once, when its list is approved: what is told of it afterwards says the same.
_BOUND = """
EXISTS (SELECT FROM award_commitment c
         WHERE c.gmina = p.gmina AND c.award = p.award AND c.since <= p.period AND c.until >= p.period AND c.amount >= p.amount)
"""
_APPROVE = f"""
UPDATE payment p SET state = 'approved', version = version + 1, bound = {_BOUND}
 WHERE gmina = %s AND list = %s AND state = 'planned'
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
# Of a list that is settled in parts, only what is settled now: the rest will be booked on its own day.
_JUST_SETTLED = " AND id IN (SELECT id FROM just_settled)"
_SETTLED_STAGE = "CREATE TEMPORARY TABLE just_settled (id uuid NOT NULL) ON COMMIT DROP"
_SETTLE = """
WITH moved AS (
    UPDATE payment SET state = 'settled', booked_on = %(booked_on)s, budget_year = %(year)s, version = version + 1
     WHERE gmina = %(gmina)s AND list = %(list)s AND state = 'approved'
       AND (%(ways)s::text[] IS NULL OR coalesce(way, 'unstated') = ANY (%(ways)s::text[]))
       AND (%(only)s::uuid[] IS NULL OR id = ANY (%(only)s::uuid[]))
    RETURNING id)
INSERT INTO just_settled SELECT id FROM moved
"""
_SETTLED_OF = "SELECT id FROM just_settled WHERE id = ANY (%s)"
_OPEN = "SELECT EXISTS (SELECT FROM payment WHERE gmina = %s AND list = %s AND state = 'approved')"
_FACTS = f"""
SELECT p.id, p.benefit, to_char(p.period, 'YYYY-MM'), p.lines::text, p.quantity, a.unit, a.variant, a.mechanism,
       e.pseudonym, r.pseudonym, h.pseudonym, p.version,
       coalesce(p.bound, {_BOUND}) AS bound
  FROM payment p
  JOIN award a ON a.gmina = p.gmina AND a.id = p.award
  JOIN person e ON e.gmina = a.gmina AND e.id = a.entitled
  JOIN person r ON r.gmina = a.gmina AND r.id = a.recipient
  LEFT JOIN household h ON h.gmina = a.gmina AND h.id = a.household
 WHERE p.gmina = %s AND p.list = %s AND p.state = %s AND (%s::uuid[] IS NULL OR p.id = ANY (%s::uuid[]))
"""
_JUST_SETTLED_FACTS = " AND p.id IN (SELECT id FROM just_settled)"
_IN_ORDER = " ORDER BY p.id"
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
# Of each budget line, how much is of rights whose month nothing was committed for; and whose plan it is.
_UNBOUND = f"""
SELECT l.rozdzial, l.paragraf, l.p4, l.task_kind, l.source, sum(l.amount)::bigint AS amount,
       coalesce(sum(l.amount) FILTER (WHERE NOT p.bound), 0)::bigint AS unbound, min(p.unit) AS unit, max(p.unit) AS other_unit
  FROM (SELECT p.lines, a.unit,
               {_BOUND} AS bound
          FROM payment p JOIN award a ON a.gmina = p.gmina AND a.id = p.award
         WHERE p.gmina = %s AND p.list = %s AND p.state = 'planned') AS p,
       jsonb_to_recordset(p.lines) AS l(rozdzial text, paragraf text, p4 text, task_kind text, source text, amount bigint)
 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""
_WAYS = """
SELECT coalesce(p.way, 'unstated') AS way, count(*) AS payments, sum(p.amount)::bigint AS amount,
       coalesce(sum(d.amount), 0)::bigint AS deducted
  FROM payment p
  LEFT JOIN (SELECT gmina, payment, sum(amount) AS amount FROM payment_deduction GROUP BY gmina, payment) AS d
    ON d.gmina = p.gmina AND d.payment = p.id
 WHERE p.gmina = %s AND p.list = %s AND p.state <> 'voided' GROUP BY 1 ORDER BY 1
"""
_OF_BENEFITS = """
SELECT benefit, count(*) AS payments, sum(amount)::bigint AS amount
  FROM payment WHERE gmina = %s AND list = %s AND state <> 'voided' GROUP BY benefit ORDER BY benefit
"""
_TAKE_OFF = """
WITH gone AS (DELETE FROM payment WHERE gmina = %s AND list = %s AND benefit = ANY (%s) RETURNING benefit, amount)
SELECT 'cannot_be_booked' AS reason, benefit, count(*) AS months, sum(amount)::bigint AS amount
  FROM gone GROUP BY benefit ORDER BY benefit
"""


async def next_number(db: WriteSession, month: date) -> str:
    """The number of the month's next list, e.g. LW/2019-03/002."""
    row = await (await (await raw(db)).execute(_NUMBER, (db.gmina, month))).fetchone()
    return f"LW/{month:%Y-%m}/{row[0] if row else 1:03d}"


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


async def rebook(
    db: WriteSession,
    payment_list: UUID,
    state: str,
    benefits: Sequence[str],
    lines_of: LinesOf,
    *,
    just_settled: bool = False,
) -> None:
    """Gives the list's payments of these benefits the lines of another day. lines_of: as in due.generate."""
    connection = await raw(db)
    of = {"gmina": db.gmina, "list": payment_list, "state": state, "benefits": list(benefits)}
    only = _JUST_SETTLED if just_settled else ""
    async with lines_staged(connection, _AMOUNTS + only, of, lines_of):
        await connection.execute(_REBOOK + only.replace(" id ", " p.id "), of)


async def settle(
    db: WriteSession,
    payment_list: UUID,
    booked_on: date,
    budget_year: int,
    *,
    ways: Sequence[str] | None,
    only: Sequence[UUID] | None,
) -> set[UUID]:
    """Approved payments (all, those of some ways, or those named) are settled on the bank's day; returns those named that were."""
    connection = await raw(db)
    named = None if only is None else list(only)
    of = {"gmina": db.gmina, "list": payment_list, "booked_on": booked_on, "year": budget_year, "only": named}
    await connection.execute(_SETTLED_STAGE)
    await connection.execute(_SETTLE, of | {"ways": None if ways is None else list(ways)})
    if named is None:
        return set()
    return {row[0] for row in await (await connection.execute(_SETTLED_OF, (named,))).fetchall()}


async def is_open(db: WriteSession, payment_list: UUID) -> bool:
    """Whether something approved on the list is still to be paid."""
    row = await (await (await raw(db)).execute(_OPEN, (db.gmina, payment_list))).fetchone()
    return bool(row and row[0])


@asynccontextmanager
async def rows_for_facts(
    db: WriteSession,
    payment_list: UUID,
    state: str,
    only: Sequence[UUID] | None = None,
    *,
    just_settled: bool = False,
) -> AsyncIterator[AsyncIterator[TupleRow]]:
    """Payments of the list in a state, with what their facts need, streamed in order of id."""
    connection = await raw(db)
    await connection.execute(PLAN)
    statement = _FACTS + (_JUST_SETTLED_FACTS if just_settled else "") + _IN_ORDER
    async with connection.cursor(name="facts") as cursor:
        named = None if only is None else list(only)
        await cursor.execute(statement, (db.gmina, payment_list, state, named, named))
        yield _rows(cursor)


async def load(db: ReadSession | WriteSession, payment_list: UUID) -> PaymentListRow | None:
    """The list with this id."""
    return await db.get(PaymentListRow, (db.gmina, payment_list))


async def lock(db: WriteSession, payment_list: UUID) -> PaymentListRow | None:
    """The same, kept from other writers until the end of the transaction."""
    return await db.get(PaymentListRow, (db.gmina, payment_list), with_for_update={"key_share": True})


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a list's payments in grosze: by state, and without the voided by budget line, by way and by benefit."""

    states: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    ways: list[dict[str, Any]]
    benefits: list[dict[str, Any]]


async def totals(db: ReadSession | WriteSession, payment_list: UUID) -> Totals:
    """Derived from its payments."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        found = [
            await (await cursor.execute(statement, (db.gmina, payment_list))).fetchall()
            for statement in (_STATES, _LINES, _WAYS, _OF_BENEFITS)
        ]
    return Totals(*found)


async def unbound(db: ReadSession | WriteSession, payment_list: UUID) -> list[dict[str, Any]]:
    """Of what is not approved yet, by budget line: grosze, what of them no commitment holds, the first and last of the units that pay."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_UNBOUND, (db.gmina, payment_list))).fetchall()


async def take_off(db: WriteSession, payment_list: UUID, benefits: Sequence[str]) -> list[dict[str, Any]]:
    """Takes the payments of these benefits off a draft; returns what they came to, by benefit."""
    if not benefits:
        return []
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_TAKE_OFF, (db.gmina, payment_list, list(benefits)))).fetchall()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lists; None leaves a question open. month: its first day; benefit, way: something of it is on the list."""

    month: date | None = None
    state: str | None = None
    kind: str | None = None
    benefit: str | None = None
    way: str | None = None


async def page(
    db: ReadSession, wanted: Filter, *, after: tuple[str, str] | None, descending: bool, fetch: int | None
) -> Sequence[PaymentListRow]:
    """Lists by month; fetch: all without one."""
    query = select(PaymentListRow).where(PaymentListRow.gmina == db.gmina)
    for name in ("month", "state", "kind"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(PaymentListRow, name) == value)
    on_it = exists().where(col(PaymentRow.gmina) == db.gmina, col(PaymentRow.list) == col(PaymentListRow.id))
    if wanted.benefit is not None:
        query = query.where(on_it.where(col(PaymentRow.benefit) == wanted.benefit))
    if wanted.way is not None:
        query = query.where(on_it.where(func.coalesce(col(PaymentRow.way), UNSTATED) == wanted.way))
    order = [col(PaymentListRow.month), col(PaymentListRow.id)]
    if after is not None:
        place = tuple_(date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    return (await db.exec(query.order_by(*(one.desc() if descending else one for one in order)).limit(fetch))).all()


async def _rows(cursor: AsyncServerCursor[TupleRow]) -> AsyncIterator[TupleRow]:
    while chunk := await cursor.fetchmany(CHUNK):
        for row in chunk:
            yield row
