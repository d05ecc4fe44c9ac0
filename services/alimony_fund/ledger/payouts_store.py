"""Payouts of the fund that stand on no account yet, found and taken up by statements: a bounded number for any number of payouts."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import AsyncServerCursor
from psycopg.rows import TupleRow, dict_row

from casework.persons.one_person import GAVE_WAY
from kit.db import WriteSession, raw
from services.alimony_fund.fund import FUND

CHUNK = 1_000

# Who owes a payout is whose title of the person was valid in the month it was paid for, and whose entry was open on its day; of two such
# debtors nobody is chosen here. What came back of a payout is owed by nobody, and of what is owed by somebody only the rest is found.
_FOUND = f"""
WITH {GAVE_WAY},
titled AS MATERIALIZED (
    SELECT DISTINCT t.debtor, coalesce(g.merged_into, t.entitled) AS entitled, t.valid_from, t.valid_to, d.closed_on
      FROM maintenance_title t
      JOIN debtor d ON d.gmina = t.gmina AND d.id = t.debtor
      LEFT JOIN gave_way g ON g.id = t.entitled
     WHERE t.gmina = %(gmina)s AND t.creditor_organ IS NULL AND t.debtor = ANY (%(debtors)s::uuid[])),
paid AS (
    SELECT p.id, a.entitled, coalesce(g.merged_into, a.entitled) AS stands, p.period, p.booked_on AS paid_on,
           p.amount - back.amount - owed.amount AS amount, owed.amount > 0 AS in_part
      FROM payment p
      JOIN award a ON a.gmina = p.gmina AND a.id = p.award
      LEFT JOIN gave_way g ON g.id = a.entitled
     CROSS JOIN LATERAL (
           SELECT coalesce(sum(r.amount), 0)::bigint AS amount FROM payment_reversal r WHERE r.gmina = p.gmina AND r.payment = p.id) back
     CROSS JOIN LATERAL (
           SELECT coalesce(sum(c.owed), 0)::bigint AS amount FROM debt_claim c
            WHERE c.gmina = p.gmina AND c.payment = p.id
              AND NOT EXISTS (SELECT FROM debt_document d WHERE d.gmina = c.gmina AND d.claim = c.id AND d.kind = 'counter')) owed
     WHERE p.gmina = %(gmina)s AND p.benefit = %(benefit)s AND p.state = 'settled' AND p.amount > back.amount + owed.amount
       AND p.booked_on BETWEEN %(since)s AND %(until)s AND (%(units)s::text[] IS NULL OR a.unit = ANY (%(units)s::text[]))),
owing AS (
    SELECT paid.*, of_it.debtors
      FROM paid LEFT JOIN LATERAL (
           SELECT array_agg(DISTINCT t.debtor) AS debtors FROM titled t
            WHERE t.entitled = paid.stands AND t.valid_from < paid.period + interval '1 month'
              AND (t.valid_to IS NULL OR t.valid_to >= paid.period)
              AND (t.closed_on IS NULL OR t.closed_on > paid.paid_on)) AS of_it ON true)
"""
# A payment is locked before it is looked at: whoever puts it on an account by hand, or takes it back, does so first or not at all.
_LOCK = f"""
SELECT FROM payment WHERE gmina = %(gmina)s AND id IN ({_FOUND} SELECT id FROM owing WHERE cardinality(debtors) = 1 AND NOT in_part)
 ORDER BY id FOR NO KEY UPDATE
"""
_STAGE = """
CREATE TEMPORARY TABLE debt_taken (
    id uuid NOT NULL, debtor uuid NOT NULL, entitled uuid NOT NULL, payment uuid NOT NULL, period date NOT NULL, paid_on date NOT NULL,
    amount bigint NOT NULL, bears_from date, number integer
) ON COMMIT DROP
"""
# A time-ordered id (UUID version 7) without an extension: neighbours of a take-up are neighbours in the index.
_TAKE = f"""
{_FOUND}
INSERT INTO debt_taken (id, debtor, entitled, payment, period, paid_on, amount)
SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
       debtors[1], entitled, id, period, paid_on, amount
  FROM owing WHERE cardinality(debtors) = 1 AND NOT in_part
"""
_BEARS = "UPDATE debt_taken t SET bears_from = n.first FROM unnest(%s::date[], %s::date[]) AS n(day, first) WHERE t.paid_on = n.day"
_LATE = """
SELECT t.* FROM debt_taken t
 WHERE t.debtor IN (
       SELECT s.debtor FROM debt_taken s JOIN debt_document d ON d.gmina = %(gmina)s AND d.debtor = s.debtor AND d.day >= s.paid_on
        WHERE d.kind IN ('receipt', 'write_off', 'give_back')
          AND NOT EXISTS (SELECT FROM debt_document c WHERE c.gmina = d.gmina AND c.debtor = d.debtor AND c.counters = d.number))
 ORDER BY t.debtor, t.id
"""
_CLAIMS = """
INSERT INTO debt_claim (gmina, id, debtor, klass, entitled, payment, period, paid_on, paid, owed, bears_from, noted_by)
SELECT %(gmina)s, id, debtor, 'fund', entitled, payment, period, paid_on, amount, amount, bears_from, %(by)s FROM debt_taken
"""
_NUMBERS = """
UPDATE debt_taken t SET number = n.number
  FROM (SELECT s.id, coalesce(h.last, -1) + row_number() OVER (PARTITION BY s.debtor ORDER BY s.paid_on, s.amount DESC, s.id) AS number
          FROM debt_taken s
          LEFT JOIN (SELECT debtor, max(number) AS last FROM debt_document
                      WHERE gmina = %(gmina)s AND debtor IN (SELECT debtor FROM debt_taken) GROUP BY debtor) AS h USING (debtor)) AS n
 WHERE t.id = n.id
"""
_DOCUMENTS = """
INSERT INTO debt_document
       (gmina, debtor, number, kind, claim, day, settles, creditor, other_gmina, state_principal, state_interest, noted_by)
SELECT %(gmina)s, debtor, number, 'claim', id, paid_on, false, 0, 0, 0, 0, %(by)s FROM debt_taken ORDER BY debtor, number
"""
_ENTRIES = """
INSERT INTO debt_entry (gmina, debtor, document, line, account, klass, claim, amount)
SELECT %(gmina)s, t.debtor, t.number, e.line, e.account, 'fund', CASE WHEN e.line = 0 THEN t.id END, e.sign * t.amount
  FROM debt_taken t CROSS JOIN (VALUES (0, 'principal', 1), (1, 'paid_out', -1)) AS e(line, account, sign)
 ORDER BY t.debtor, t.number, e.line
"""
_FACTS = """
SELECT t.id, t.debtor, t.number, t.paid_on, t.period, t.amount, d.unit, e.pseudonym, w.pseudonym
  FROM debt_taken t
  JOIN debtor d ON d.gmina = %(gmina)s AND d.id = t.debtor
  JOIN person w ON w.gmina = d.gmina AND w.id = d.person
  JOIN person e ON e.gmina = d.gmina AND e.id = t.entitled
 ORDER BY t.debtor, t.number
"""
_WHY = """CASE WHEN in_part THEN 'in_part' WHEN coalesce(cardinality(debtors), 0) = 0 THEN 'no_debtor'
            WHEN cardinality(debtors) = 1 THEN 'not_taken_up' ELSE 'several_debtors' END"""
_WAITING = f"""
{_FOUND}
SELECT id AS payment, entitled, period, paid_on, amount, {_WHY} AS why,
       CASE WHEN cardinality(debtors) = 1 THEN debtors[1] END AS debtor
  FROM owing WHERE (%(why)s::text IS NULL OR {_WHY} = %(why)s) {{behind}}
 ORDER BY paid_on {{way}}, id {{way}} LIMIT %(fetch)s
"""


@dataclass(frozen=True, slots=True)
class Days:
    """Payouts of these bank days, to persons of rights of these units (None: of all), owed by some of these debtors."""

    since: date
    until: date
    units: Sequence[str] | None
    debtors: Sequence[UUID]


async def stage(db: WriteSession, of: Days) -> list[date]:
    """Locks what is to be taken up and puts it beside the books until the end of the transaction; its bank days."""
    connection, told = await raw(db), _told(db, of)
    await connection.execute(_LOCK, told)
    await connection.execute(_STAGE)
    await connection.execute(_TAKE, told)
    return [row[0] for row in await (await connection.execute("SELECT DISTINCT paid_on FROM debt_taken")).fetchall()]


async def persons(db: WriteSession) -> set[UUID]:
    """Whom the staged payouts were paid for."""
    rows = await (await (await raw(db)).execute("SELECT DISTINCT entitled FROM debt_taken")).fetchall()
    return {row[0] for row in rows}


async def without(db: WriteSession, *, entitled: Sequence[UUID] = (), debtors: Sequence[UUID] = ()) -> None:
    """Leaves out what was paid for these persons, or is owed by these debtors."""
    if entitled or debtors:
        statement = "DELETE FROM debt_taken WHERE entitled = ANY (%s) OR debtor = ANY (%s)"
        await (await raw(db)).execute(statement, (list(entitled), list(debtors)))


async def bear(db: WriteSession, first: dict[date, date]) -> None:
    """first: of each bank day the first day of interest."""
    await (await raw(db)).execute(_BEARS, (list(first), list(first.values())))


async def late(db: WriteSession) -> list[dict[str, Any]]:
    """Payouts of the accounts on which something was settled on one of their days or behind it: these are booked one by one."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        await cursor.execute(_LATE, {"gmina": db.gmina})
        return await cursor.fetchall()


async def book(db: WriteSession, by: str) -> int:
    """Claims, documents and entries of everything that is staged; how many payouts."""
    connection, told = await raw(db), {"gmina": db.gmina, "by": by}
    for statement in (_CLAIMS, _NUMBERS, _DOCUMENTS, _ENTRIES):
        made = await connection.execute(statement, told)
    return made.rowcount // 2


@asynccontextmanager
async def rows_for_facts(db: WriteSession) -> AsyncIterator[AsyncIterator[TupleRow]]:
    """What the facts of the staged payouts need, streamed in the order of accounts."""
    async with (await raw(db)).cursor(name="debt_facts") as cursor:
        await cursor.execute(_FACTS, {"gmina": db.gmina})
        yield _rows(cursor)


async def waiting(
    db: WriteSession, of: Days, why: str | None, *, after: tuple[str, str] | None, descending: bool, fetch: int | None
) -> list[dict[str, Any]]:
    """Payouts on no account, by their bank day; fetch None: all."""
    told = _told(db, of) | {"why": why, "fetch": fetch}
    behind = ""
    if after is not None:
        behind = f"AND (paid_on, id) {'<' if descending else '>'} (%(day)s::date, %(payment)s::uuid)"
        told |= {"day": after[0], "payment": after[1]}
    statement = _WAITING.format(behind=behind, way="DESC" if descending else "ASC")
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        await cursor.execute(statement, told)
        return await cursor.fetchall()


def _told(db: WriteSession, of: Days) -> dict[str, Any]:
    return {
        "gmina": db.gmina, "benefit": FUND, "since": of.since, "until": of.until, "debtors": list(of.debtors),
        "units": None if of.units is None else list(of.units),
    }  # fmt: skip


async def _rows(cursor: AsyncServerCursor[TupleRow]) -> AsyncIterator[TupleRow]:
    while chunk := await cursor.fetchmany(CHUNK):
        for row in chunk:
            yield row
