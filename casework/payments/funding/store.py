"""Statements of sources in the database; rows never change."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from kit.db import WriteSession, raw

CHUNK = 2_000

_STATE = """
INSERT INTO payment_funding (gmina, id, award, since, until, parts, document, stated_by, stated_on)
VALUES (%(gmina)s, %(id)s, %(award)s, %(since)s, %(until)s, %(parts)s, %(document)s, %(stated_by)s, %(stated_on)s)
"""
_STATE_ALL = """
INSERT INTO payment_funding (gmina, id, award, since, until, parts, document, stated_by, stated_on)
SELECT %s, s.id, s.award, s.since, s.until, s.parts::jsonb, NULL, s.stated_by, %s
  FROM unnest(%s::uuid[], %s::uuid[], %s::date[], %s::date[], %s::text[], %s::text[]) AS s(id, award, since, until, parts, stated_by)
"""
_DECIDED = """
SELECT id, grants, coalesce(issued_by, prepared_by) FROM decision WHERE gmina = %s AND id = ANY(%s)
"""
_OF = """
SELECT id, to_char(since, 'YYYY-MM') AS first_month, to_char(until, 'YYYY-MM') AS last_month, parts, document, stated_by, stated_on
  FROM payment_funding WHERE gmina = %s AND award = %s ORDER BY id DESC
"""
_LISTED = """
SELECT EXISTS (SELECT FROM payment
                WHERE gmina = %(gmina)s AND award = %(award)s AND state IN ('planned', 'approved', 'settled')
                  AND period >= %(since)s::date AND (%(until)s::date IS NULL OR period <= %(until)s::date))
"""
_ANY = "SELECT EXISTS (SELECT FROM payment_funding WHERE gmina = %s)"
# What was paid of the month before (the rest of a raised amount comes later) has filled the parts in their order already. Of several
# statements of a month the latest counts that is of the month's amount: after an act that fell the amount is an earlier one's again.
_FUNDED = """
SELECT p.id, p.benefit, p.amount, f.parts, b.before
  FROM payment p
 CROSS JOIN LATERAL (SELECT coalesce(sum(o.amount), 0)::bigint AS before FROM payment o
                      WHERE o.gmina = p.gmina AND o.award = p.award AND o.period = p.period AND o.id < p.id
                        AND o.state IN ('planned', 'approved', 'settled')) AS b
 CROSS JOIN LATERAL (SELECT s.parts FROM payment_funding s
                      CROSS JOIN LATERAL (SELECT sum((one ->> 'amount')::bigint) AS whole FROM jsonb_array_elements(s.parts) AS one) AS w
                      WHERE s.gmina = p.gmina AND s.award = p.award AND s.since <= p.period
                        AND (s.until IS NULL OR s.until >= p.period)
                      ORDER BY w.whole = p.amount + b.before DESC, s.id DESC LIMIT 1) AS f
 WHERE p.gmina = %(gmina)s AND p.list = %(list)s AND p.state = %(state)s
   AND (%(after)s::uuid IS NULL OR p.id > %(after)s::uuid){only}
 ORDER BY p.id LIMIT %(limit)s
"""
_JUST_SETTLED = " AND p.id IN (SELECT id FROM just_settled)"
_BOOK = """
UPDATE payment p SET lines = f.lines::jsonb FROM unnest(%s::uuid[], %s::text[]) AS f(id, lines) WHERE p.gmina = %s AND p.id = f.id
"""


async def state(db: WriteSession, row: dict[str, Any]) -> None:
    """Writes a statement; since, until: first days of months."""
    await (await raw(db)).execute(_STATE, {"gmina": db.gmina, **row, "parts": Jsonb(row["parts"])})


async def state_all(db: WriteSession, rows: Sequence[dict[str, Any]], on: date) -> None:
    """Writes many statements of the day at once, none of them with a document of its own."""
    told = [{**row, "parts": orjson.dumps(row["parts"]).decode()} for row in rows]
    columns = [[row[name] for row in told] for name in ("id", "award", "since", "until", "parts", "stated_by")]
    await (await raw(db)).execute(_STATE_ALL, (db.gmina, on, *columns))


async def decided(db: WriteSession, decisions: Sequence[UUID]) -> dict[UUID, tuple[list[dict[str, Any]], str]]:
    """What the decisions granted, and who issued them."""
    rows = await (await (await raw(db)).execute(_DECIDED, (db.gmina, list(decisions)))).fetchall()
    return {decision: (grants, by) for decision, grants, by in rows}


async def of(db: WriteSession, award: UUID) -> list[dict[str, Any]]:
    """The statements of a right, the latest first."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_OF, (db.gmina, award))).fetchall()


async def listed(db: WriteSession, award: UUID, since: date, until: date | None) -> bool:
    """Whether a month of the right stands on a list that was not given up."""
    place = {"gmina": db.gmina, "award": award, "since": since, "until": until}
    row = await (await (await raw(db)).execute(_LISTED, place)).fetchone()
    return bool(row and row[0])


async def any_stated(db: WriteSession) -> bool:
    """Whether the gmina has stated anything of the kind."""
    row = await (await (await raw(db)).execute(_ANY, (db.gmina,))).fetchone()
    return bool(row and row[0])


async def funded(
    db: WriteSession, payment_list: UUID, state: str, after: UUID | None, *, just_settled: bool
) -> list[tuple[UUID, str, int, list[dict[str, Any]], int]]:
    """Payments of the list whose sources were stated: id, benefit, grosze, parts, and grosze of the month that were paid before."""
    of = {"gmina": db.gmina, "list": payment_list, "state": state, "after": after, "limit": CHUNK}
    statement = _FUNDED.replace("{only}", _JUST_SETTLED if just_settled else "")
    return await (await (await raw(db)).execute(statement, of)).fetchall()


async def book(db: WriteSession, payments: Sequence[UUID], lines: Sequence[str]) -> None:
    """Gives payments their lines, as JSON."""
    await (await raw(db)).execute(_BOOK, (list(payments), list(lines), db.gmina))
