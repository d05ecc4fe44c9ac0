"""Payments and what came back of them in the database; the only SQL about single payments."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.rows import class_row, dict_row
from psycopg.types.json import Jsonb

from casework.authority.veil import OPEN, Veil
from casework.facts.money import PAYMENT_APPROVED, PAYMENT_SETTLED, Cover, ReversalMode
from casework.payments.amounts import Line
from casework.persons.one_person import entries_of
from kit.db import Database, ReadSession, WriteSession, raw

EXPORT_FETCH = 2_000

_WITH_AWARD = """
SELECT p.id, p.list, p.award, p.benefit, p.period, p.amount, p.lines, p.quantity, p.state, p.booked_on, p.budget_year,
       p.void_reason, p.version, p.way, pl.approved_on, pl.due_on, pl.kind = 'monthly' AS made_here, a.unit, a.variant, a.mechanism,
       e.pseudonym AS entitled, r.pseudonym AS recipient, h.pseudonym AS household
  FROM payment p
  JOIN payment_list pl ON pl.gmina = p.gmina AND pl.id = p.list
  JOIN award a ON a.gmina = p.gmina AND a.id = p.award
  JOIN person e ON e.gmina = a.gmina AND e.id = a.entitled
  JOIN person r ON r.gmina = a.gmina AND r.id = a.recipient
  LEFT JOIN household h ON h.gmina = a.gmina AND h.id = a.household
 WHERE p.gmina = %s AND p.id = %s
"""
_REVERSALS = """
SELECT id, mode, amount, lines, booked_on, budget_year, reason, document
  FROM payment_reversal WHERE gmina = %s AND payment = %s ORDER BY booked_on, id
"""
_TOLD = """
SELECT DISTINCT ON (subject) subject, sequence, item::json #> '{data,lines}', item::json #>> '{data,cover}',
       item::json #>> '{data,variant}', item::json #>> '{data,mechanism}'
  FROM event_log WHERE gmina = %s AND subject = ANY (%s) AND strpos(item, %s) > 0 ORDER BY subject, sequence DESC
"""
_DEDUCTED = "SELECT kind, claim, amount FROM payment_deduction WHERE gmina = %s AND payment = %s ORDER BY kind, claim"
_MOVE = """
UPDATE payment SET state = %s, void_reason = %s, version = version + 1 WHERE gmina = %s AND id = %s RETURNING version
"""
_HERS = entries_of("%(person)s::uuid")
_REVERSE = """
INSERT INTO payment_reversal (gmina, id, payment, mode, amount, lines, occurred_on, booked_on, budget_year, reason, document)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_SHORT = f"""
SELECT p.id, p.list, p.award, p.benefit, to_char(p.period, 'YYYY-MM') AS month, p.period, p.amount, p.state, p.booked_on,
       p.budget_year, p.version, p.way,
       coalesce((SELECT sum(d.amount) FROM payment_deduction d WHERE d.gmina = p.gmina AND d.payment = p.id), 0)::bigint
       AS deducted,
       coalesce((SELECT sum(r.amount) FROM payment_reversal r WHERE r.gmina = p.gmina AND r.payment = p.id), 0)::bigint
       AS came_back
  FROM payment p
 WHERE p.gmina = %(gmina)s
   AND (%(list)s::uuid IS NULL OR p.list = %(list)s::uuid)
   AND (%(award)s::uuid IS NULL OR p.award = %(award)s::uuid)
   AND (%(person)s::uuid IS NULL OR p.award IN (SELECT a.id FROM award a
        WHERE a.gmina = %(gmina)s AND (a.entitled = ANY ({_HERS}) OR a.recipient = ANY ({_HERS}))))
   AND (%(benefit)s::text IS NULL OR p.benefit = %(benefit)s::text)
   AND (%(month)s::date IS NULL OR p.period = %(month)s::date)
   AND (%(state)s::text IS NULL OR p.state = %(state)s::text)
   AND (%(way)s::text IS NULL OR coalesce(p.way, 'unstated') = %(way)s::text)
   AND (%(booked_from)s::date IS NULL OR p.booked_on >= %(booked_from)s::date)
   AND (%(booked_to)s::date IS NULL OR p.booked_on <= %(booked_to)s::date)
"""
_TOTALS = """
SELECT budget_year, benefit, state, count(*) AS payments, sum(amount)::bigint AS amount, sum(came_back)::bigint AS came_back,
       sum(deducted)::bigint AS deducted
  FROM ({payments}) AS t GROUP BY 1, 2, 3 ORDER BY budget_year DESC NULLS FIRST, benefit, state
"""
_AFTER = {
    False: " AND (%(after_month)s::date IS NULL OR (p.period, p.id) > (%(after_month)s::date, %(after_id)s::uuid))",
    True: " AND (%(after_month)s::date IS NULL OR (p.period, p.id) < (%(after_month)s::date, %(after_id)s::uuid))",
}
_ORDER = {False: " ORDER BY p.period, p.id", True: " ORDER BY p.period DESC, p.id DESC"}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which payments; None leaves a question open. veil: of these, what is hidden is left out.

    month: its first day. person: entitled or recipient.
    """

    list: UUID | None = None
    award: UUID | None = None
    benefit: str | None = None
    month: date | None = None
    state: str | None = None
    booked_from: date | None = None
    booked_to: date | None = None
    way: str | None = None
    person: UUID | None = None
    veil: Veil = OPEN

    def parameters(self, gmina: str) -> dict[str, Any]:
        """As the statement names them, without what is hidden."""
        return {"gmina": gmina} | {name: getattr(self, name) for name in Filter.__slots__ if name != "veil"}


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment with what its facts need: its award's lists and pseudonyms."""

    id: UUID
    list: UUID
    award: UUID
    benefit: str
    period: date
    amount: int
    lines: Any
    quantity: int
    state: str
    booked_on: date | None
    budget_year: int | None
    void_reason: str | None
    version: int
    way: str | None
    approved_on: date | None
    due_on: date | None
    made_here: bool
    unit: str
    variant: str | None
    mechanism: str | None
    entitled: str
    recipient: str
    household: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of a payment as the log holds it: its place, the lines it was booked on, what covered it, and of which right it was then."""

    sequence: int
    lines: Any
    cover: Cover | None
    variant: str | None
    mechanism: str | None


@dataclass(frozen=True, slots=True)
class Reversal:
    """Money that came back, as parts of the payment's lines; below zero: that went out again, or never came."""

    id: UUID
    mode: ReversalMode
    amount: int
    lines: Any
    booked_on: date
    budget_year: int
    reason: str | None
    document: str | None


async def load(
    db: ReadSession | WriteSession, payment: UUID, *, lock: bool = False
) -> tuple[Payment, Sequence[Reversal]] | None:
    """The payment and what came back of it. lock: kept from other writers until the end of the transaction."""
    connection = await raw(db)
    statement = _WITH_AWARD + (" FOR NO KEY UPDATE OF p" if lock else "")
    async with connection.cursor(row_factory=class_row(Payment)) as cursor:
        found = await (await cursor.execute(statement, (db.gmina, payment))).fetchone()
    if found is None:
        return None
    async with connection.cursor(row_factory=class_row(Reversal)) as cursor:
        return found, await (await cursor.execute(_REVERSALS, (db.gmina, payment))).fetchall()


async def deductions(db: ReadSession | WriteSession, payment: UUID) -> list[dict[str, Any]]:
    """What of the payment goes to others than the recipient, in grosze."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_DEDUCTED, (db.gmina, payment))).fetchall()


async def approvals(db: WriteSession, payments: Sequence[UUID]) -> dict[UUID, Told]:
    """How the log was told that these payments were approved; imported ones have none."""
    return await _told(db, payments, PAYMENT_APPROVED)


async def settlements(db: WriteSession, payments: Sequence[UUID]) -> dict[UUID, Told]:
    """How the log was told that these payments were settled."""
    return await _told(db, payments, PAYMENT_SETTLED)


async def move(db: WriteSession, payment: UUID, state: str, *, void_reason: str | None = None) -> int:
    """The payment in another state; returns its new version."""
    cursor = await (await raw(db)).execute(_MOVE, (state, void_reason, db.gmina, payment))
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def reverse(
    db: WriteSession,
    reversal: UUID,
    payment: UUID,
    *,
    mode: str,
    lines: Sequence[Line],
    booked_on: date,
    year: int,
    reason: str | None = None,
    document: str | None = None,
) -> None:
    """Notes what came back, by lines, why, and by which document."""
    amount = sum(line["amount"] for line in lines)
    place = (
        db.gmina,
        reversal,
        payment,
        mode,
        amount,
        Jsonb(list(lines)),
        booked_on,
        booked_on,
        year,
        reason,
        document,
    )
    await (await raw(db)).execute(_REVERSE, place)


async def page(
    db: ReadSession | WriteSession, wanted: Filter, after: tuple[str, str] | None, *, descending: bool, fetch: int
) -> list[dict[str, Any]]:
    """Payments by month; amounts in grosze."""
    place = {"after_month": after[0] if after else None, "after_id": after[1] if after else None, "fetch": fetch}
    statement = _seen(wanted) + _AFTER[descending] + _ORDER[descending] + " LIMIT %(fetch)s"
    of = wanted.parameters(db.gmina) | wanted.veil.parameters() | place
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(statement, of)).fetchall()


async def totals(db: ReadSession | WriteSession, wanted: Filter) -> list[dict[str, Any]]:
    """What the filter leaves in grosze, by budget year (none: not paid yet), benefit and state."""
    of = wanted.parameters(db.gmina) | wanted.veil.parameters()
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_TOTALS.format(payments=_seen(wanted)), of)).fetchall()


async def stream(database: Database, gmina: str, wanted: Filter) -> AsyncIterator[list[dict[str, Any]]]:
    """The same without end, in chunks, in a transaction of its own: an export outlives its request's session."""
    async with database.tenant(gmina) as connection, connection.cursor(name="export", row_factory=dict_row) as cursor:
        await cursor.execute(_seen(wanted) + _ORDER[False], wanted.parameters(gmina) | wanted.veil.parameters())
        while rows := await cursor.fetchmany(EXPORT_FETCH):
            yield rows


def _seen(wanted: Filter) -> str:
    return f"{_SHORT} AND {wanted.veil.award('p.award')}"


async def _told(db: WriteSession, payments: Sequence[UUID], told: str) -> dict[UUID, Told]:
    # The text is ours (kit/feed/envelope): the type stands in it in exactly this form.
    place = (db.gmina, list(payments), f'"type":"{told}"')
    rows = await (await (await raw(db)).execute(_TOLD, place)).fetchall()
    return {row[0]: Told(*row[1:]) for row in rows}
