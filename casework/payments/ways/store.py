"""Ways of payment in the database. Rows never change; the latest row of the latest day up to a day holds on it."""

from collections.abc import AsyncIterator, Collection
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from casework.authority.veil import OPEN, Veil
from casework.payments.store import EXPORT_FETCH
from casework.payments.ways.of_right import GOES_ON, ONE_RIGHT
from casework.persons.one_person import entries_of
from kit.db import Database, WriteSession, raw

_KNOWN = {
    "award": "SELECT EXISTS (SELECT FROM award WHERE gmina = %(gmina)s AND id = %(wanted)s AND {seen})",
    "person": "SELECT EXISTS (SELECT FROM person WHERE gmina = %(gmina)s AND id = %(wanted)s AND erased_on IS NULL AND {seen})",
}
_RECORD = """
INSERT INTO payment_way (gmina, id, award, person, way, since, account, account_index, index_kid, payee, institution, basis,
                         recorded_by)
VALUES (%(gmina)s, %(id)s, %(award)s, %(person)s, %(way)s, %(since)s, %(account)s, %(account_index)s, %(index_kid)s,
        %(payee)s, %(institution)s, %(basis)s, %(recorded_by)s)
"""
_HISTORY = """
SELECT id, award, person, way, since, account, payee, institution, basis, recorded_by,
       coalesce(id = first_value(id) OVER (PARTITION BY since <= %(on)s
                                           ORDER BY award IS NOT DISTINCT FROM %(award)s::uuid DESC, since DESC, id DESC)
                AND since <= %(on)s, false) AS in_force
  FROM payment_way
 WHERE gmina = %(gmina)s AND {seen}
   AND (person = ANY ({hers})
        OR id IN (SELECT w.id FROM payment_way w {of_right} WHERE a.gmina = %(gmina)s AND a.id = %(award)s::uuid AND {goes_on}))
 ORDER BY since DESC, id DESC
"""
_IN_FORCE = f"""
SELECT DISTINCT ON (p.id) p.id, w.way
  FROM unnest(%(persons)s::uuid[]) AS p(id)
 CROSS JOIN LATERAL unnest({entries_of("p.id")}) AS hers(id)
  JOIN payment_way w ON w.gmina = %(gmina)s AND w.person = hers.id AND w.since <= %(on)s
 ORDER BY p.id, w.since DESC, w.id DESC
"""
_HERS = entries_of("a.recipient")
_PAYEES = f"""
SELECT p.id AS payment, a.recipient AS person, r.first_name, r.last_name, r.sort_key, p.way, to_char(p.period, 'YYYY-MM') AS month,
       p.benefit, p.amount, p.state, p.void_reason, w.id AS stated, w.account, w.payee, home.id AS home, home.lines AS address,
       coalesce((SELECT sum(d.amount) FROM payment_deduction d WHERE d.gmina = p.gmina AND d.payment = p.id), 0)::bigint
       AS deducted
  FROM payment p
  JOIN payment_list l ON l.gmina = p.gmina AND l.id = p.list
  JOIN award a ON a.gmina = p.gmina AND a.id = p.award
  JOIN person r ON r.gmina = a.gmina AND r.id = a.recipient
  LEFT JOIN payment_way w ON w.gmina = p.gmina AND w.id = p.payee
  LEFT JOIN LATERAL (
       SELECT held.id, held.lines
         FROM (SELECT DISTINCT ON (d.use) d.use, d.id, d.lines
                 FROM unnest({_HERS}) AS hers(id) JOIN person_address d ON d.gmina = p.gmina AND d.person = hers.id
                WHERE d.use IN ('correspondence', 'residence')
                  AND d.since <= coalesce(l.due_on, (l.month + interval '1 month')::date - 1)
                ORDER BY d.use, d.since DESC, d.id DESC) AS held
        WHERE held.lines IS NOT NULL ORDER BY held.use LIMIT 1) AS home ON p.way = 'postal'
 WHERE p.gmina = %(gmina)s AND p.list = %(list)s
   AND (%(way)s::text IS NULL OR coalesce(p.way, 'unstated') = %(way)s::text)
   AND (%(uncollected)s::boolean IS NOT TRUE OR p.void_reason = 'uncollected')
"""
_AFTER = " AND (%(after_name)s::text IS NULL OR (r.sort_key, p.id) > (%(after_name)s::text, %(after_id)s::uuid))"
_IN_ORDER = " ORDER BY r.sort_key, p.id"


async def known(db: WriteSession, kind: str, wanted: UUID, veil: Veil = OPEN) -> bool:
    """Whether the gmina has this award or person, and she is seen. kind: award, person."""
    seen = veil.award("award.id") if kind == "award" else veil.person("person.id")
    asked = {"gmina": db.gmina, "wanted": wanted, **veil.parameters()}
    row = await (await (await raw(db)).execute(_KNOWN[kind].format(seen=seen), asked)).fetchone()
    return bool(row and row[0])


async def record(db: WriteSession, row: dict[str, Any]) -> None:
    """Adds a statement."""
    await (await raw(db)).execute(_RECORD, row | {"gmina": db.gmina})


async def history(
    db: WriteSession, *, award: UUID | None, person: UUID | None, on: date, veil: Veil
) -> list[dict[str, Any]]:
    """Statements of a right or a person, the latest first, with the one that holds on the day marked."""
    of = {"gmina": db.gmina, "award": award, "person": person, "on": on} | veil.parameters()
    seen = _HISTORY.format(
        hers=entries_of("%(person)s::uuid"),
        of_right=ONE_RIGHT,
        goes_on=GOES_ON,
        seen=f"{veil.person('person')} AND (award IS NULL OR {veil.award('payment_way.award')})",
    )
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(seen, of)).fetchall()


async def in_force(db: WriteSession, persons: Collection[UUID], on: date) -> dict[UUID, str]:
    """How persons are paid on the day, of those for whom it is stated; not what is stated of a right."""
    of = {"gmina": db.gmina, "persons": list(persons), "on": on}
    return dict(await (await (await raw(db)).execute(_IN_FORCE, of)).fetchall())


async def payees(
    db: WriteSession,
    payment_list: UUID,
    *,
    way: str | None,
    uncollected: bool,
    veil: Veil,
    after: tuple[str, str] | None,
    fetch: int,
) -> list[dict[str, Any]]:
    """Payments of a list with their recipients' names, in order of names."""
    of = {
        "gmina": db.gmina,
        "list": payment_list,
        "way": way,
        "uncollected": uncollected,
        "fetch": fetch,
    } | veil.parameters()
    seen = f"{_PAYEES} AND {veil.award('p.award')}"
    place = {"after_name": after[0] if after else None, "after_id": after[1] if after else None}
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(seen + _AFTER + _IN_ORDER + " LIMIT %(fetch)s", of | place)).fetchall()


async def stream_payees(
    database: Database, gmina: str, payment_list: UUID, *, way: str | None, uncollected: bool, veil: Veil
) -> AsyncIterator[list[dict[str, Any]]]:
    """The same without end, in chunks, in a transaction of its own: an export outlives its request's session."""
    of = {"gmina": gmina, "list": payment_list, "way": way, "uncollected": uncollected} | veil.parameters()
    async with database.tenant(gmina) as connection, connection.cursor(name="payees", row_factory=dict_row) as cursor:
        await cursor.execute(f"{_PAYEES} AND {veil.award('p.award')}{_IN_ORDER}", of)
        while rows := await cursor.fetchmany(EXPORT_FETCH):
            yield rows
