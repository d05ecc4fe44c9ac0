"""What is due: months of running rights that no list pays yet, with the way they are paid. Set-based, and safe to be asked again.

Nothing is paid before the decision is enforceable (k.p.a. art. 108, 130): a right that waits pays nothing, and months that a waiting
act changes pay the lesser of what was due before it and what is due after it, also where the right goes on as another one.

A month of an award is paid once: what stands on any list that was not given up counts, and only the rest of an amount that has
been raised since is due besides. Imported history is taken as it was: a month that the old system paid is never topped up.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from psycopg import AsyncConnection
from psycopg.rows import TupleRow, dict_row

from casework.authority.veil import Veil
from casework.payments.ways.of_right import GOES_ON, ONE_RIGHT
from casework.persons.one_person import GAVE_WAY
from kit.db import WriteSession, raw

FETCH = 5_000
UNSTATED = "unstated"
"""Stands for a right for which no way of payment has been stated."""

_HOLD = """EXISTS (SELECT FROM award_hold h
                    WHERE h.gmina = %(gmina)s AND h.award = {of}.award AND h.since <= {of}.period
                      AND (h.until IS NULL OR h.until >= {of}.period))"""
_TWICE = """EXISTS (SELECT FROM payment_notice t
                    WHERE t.gmina = %(gmina)s AND t.award = {of}.award AND t.kind = 'right_twice' AND t.closed_on IS NULL
                      AND t.first_month <= {of}.period AND (t.last_month IS NULL OR t.last_month >= {of}.period))"""
HELD = f"({_HOLD} OR {_TWICE})"
"""SQL: whether the payments of a right are held in a month, by an act or by hand, or because the person turned out to have a right to the
same benefit under another entry, which nobody has looked into yet (persons/rights_twice.py); `of` has its award and period."""

_IN_MONTH = """(SELECT (part ->> 2)::bigint FROM jsonb_array_elements({of}) AS part
          WHERE part ->> 0 <= to_char(month.first, 'YYYY-MM') AND (part ->> 1 IS NULL OR part ->> 1 >= to_char(month.first, 'YYYY-MM')))"""
# A right that goes on as another one (another variant or mechanism) is one right of its person: of a month that one award loses to another
# the lesser amount is not disputed. What was paid of the lost month and did not follow (another recipient) is not paid again, and what
# waits by two acts counts with the least that it ever was.
WAITING = f"""
waits AS (
    SELECT id FROM decision
     WHERE gmina = %(gmina)s AND state IN ('issued', 'delivered') AND (enforceable_on IS NULL OR enforceable_on > %(today)s::date)),
by_act AS (
    SELECT waits.id AS act, (made ->> 'award')::uuid AS award, made ->> 'benefit' AS benefit, made ->> 'entitled' AS entitled,
           made #> '{{before,amounts}}' AS before, made #> '{{after,amounts}}' AS after
      FROM waits JOIN decision_act act ON act.gmina = %(gmina)s AND act.decision = waits.id
      CROSS JOIN LATERAL jsonb_array_elements(act.plan) AS made),
waiting AS (
    SELECT * FROM by_act
    UNION ALL
    SELECT waits.id, a.id, a.benefit, a.entitled::text, '[]', '[]' FROM waits JOIN award a ON a.gmina = %(gmina)s AND a.decision = waits.id
     WHERE NOT EXISTS (SELECT FROM by_act WHERE by_act.award = a.id)),
monthly AS (
    SELECT act, award, benefit, entitled, month.first::date AS period,
           {_IN_MONTH.format(of="before")} AS before, {_IN_MONTH.format(of="after")} AS after
      FROM waiting
     CROSS JOIN generate_series(%(first)s::date::timestamp, %(month)s::date::timestamp, interval '1 month') AS month(first)),
lost AS (
    SELECT act, benefit, entitled, period, sum(greatest(known - coalesce(
               (SELECT sum(p.amount) FROM payment p
                 WHERE p.gmina = %(gmina)s AND p.award = left_by.award AND p.period = left_by.period
                   AND p.state IN ('planned', 'approved', 'settled')), 0), 0)) AS amount
      FROM (SELECT monthly.*, min(coalesce(before, 0)) OVER (PARTITION BY award, period) AS known FROM monthly) AS left_by
     WHERE before IS NOT NULL AND after IS NULL
     GROUP BY act, benefit, entitled, period),
gained AS (
    SELECT monthly.*, greatest(coalesce(after, 0) - coalesce(before, 0), 0) AS gain FROM monthly),
cap AS (
    SELECT award, period, min(amount)::bigint AS amount
      FROM (SELECT award, period, coalesce(before, 0) + least(gain, greatest(0, coalesce(lost.amount, 0) - coalesce(
                       sum(gain) OVER (PARTITION BY act, benefit, entitled, period ORDER BY award
                                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS amount
              FROM gained LEFT JOIN lost USING (act, benefit, entitled, period)) AS undisputed
     GROUP BY award, period)
"""
"""SQL: for each right that a decision granted or changed which cannot be carried out yet, the most that a month may be paid (`cap`)."""

# One generator of a gmina at a time: the second one must see what the first has put on its list. Imported history may hold several
# payments of one award and month, so a unique index cannot say this.
_ONE_GENERATOR = "SELECT pg_advisory_xact_lock(hashtextextended('payment_list|' || %s, 0))"
_DUE = f"""
WITH {GAVE_WAY},
of_award AS (
    SELECT DISTINCT ON (a.id) a.id AS award, w.id, w.way
      FROM payment_way w {ONE_RIGHT}
     WHERE w.gmina = %(gmina)s AND w.award IS NOT NULL AND w.since <= %(on)s AND {GOES_ON}
     ORDER BY a.id, a.id = o.id DESC, w.since DESC, w.id DESC),
of_person AS (
    SELECT DISTINCT ON (coalesce(g.merged_into, w.person)) coalesce(g.merged_into, w.person) AS person, w.id, w.way
      FROM payment_way w LEFT JOIN gave_way g ON g.id = w.person
     WHERE w.gmina = %(gmina)s AND w.person IS NOT NULL AND w.since <= %(on)s
     ORDER BY coalesce(g.merged_into, w.person), w.since DESC, w.id DESC),
{WAITING},
asked AS (
    SELECT a.id AS award, a.benefit, coalesce(g.merged_into, a.recipient) AS recipient, m.amount AS whole,
           generate_series(greatest(m.since, %(first)s::date)::timestamp,
                           least(coalesce(m.until, %(month)s::date), %(month)s::date)::timestamp,
                           interval '1 month')::date AS period
      FROM award a
      JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id
      LEFT JOIN gave_way g ON g.id = a.recipient
     WHERE a.gmina = %(gmina)s AND m.amount > 0 AND a.benefit <> ALL (%(invoiced)s::text[])
       AND m.since <= %(month)s::date AND (m.until IS NULL OR m.until >= %(first)s::date)
       AND (%(benefits)s::text[] IS NULL OR a.benefit = ANY (%(benefits)s::text[]))),
paid AS (
    SELECT p.award, p.period, sum(p.amount)::bigint AS amount, bool_or(l.kind = 'imported') AS imported,
           min(p.list::text)::uuid AS list
      FROM payment p JOIN payment_list l ON l.gmina = p.gmina AND l.id = p.list
     WHERE p.gmina = %(gmina)s AND p.period BETWEEN %(first)s::date AND %(month)s::date
       AND p.state IN ('planned', 'approved', 'settled')
     GROUP BY p.award, p.period),
found AS (
    SELECT asked.award, asked.benefit, {_HOLD.format(of="asked")} AS held, {_TWICE.format(of="asked")} AS twice, asked.whole,
           least(asked.whole, cap.amount) AS amount, asked.period, paid.amount AS paid, paid.list,
           coalesce(paid.imported, false) AS imported,
           CASE WHEN coalesce(wa.way, 'as_person') = 'as_person' THEN wp.way ELSE wa.way END AS way,
           CASE WHEN coalesce(wa.way, 'as_person') = 'as_person' THEN wp.id ELSE wa.id END AS payee
      FROM asked
      LEFT JOIN cap ON cap.award = asked.award AND cap.period = asked.period
      LEFT JOIN paid ON paid.award = asked.award AND paid.period = asked.period
      LEFT JOIN of_award wa ON wa.award = asked.award
      LEFT JOIN of_person wp ON wp.person = asked.recipient),
told AS (
    SELECT found.*, amount - coalesce(paid, 0) AS rest,
           CASE WHEN paid IS NOT NULL AND (imported OR paid >= whole) THEN 'on_a_list'
                WHEN coalesce(paid, 0) >= amount THEN 'not_enforceable'
                WHEN twice THEN 'right_twice'
                WHEN held THEN 'suspended'
                WHEN %(ways)s::text[] IS NOT NULL AND NOT coalesce(way, '{UNSTATED}') = ANY (%(ways)s::text[])
                THEN 'other_way' END AS left_out
      FROM found)
"""
_DISTINCT = f"{_DUE} SELECT DISTINCT benefit, rest FROM told WHERE left_out IS NULL"
# A time-ordered id (UUID version 7) without an extension: neighbours of a list are neighbours in the index.
_NEW_ID = """
(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
 || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
"""
# The rest of a raised amount is the same benefit of the same month: it is money, and no further benefit given.
_GENERATE = f"""
{_DUE}
INSERT INTO payment (gmina, id, list, award, benefit, period, amount, lines, quantity, state, way, payee)
SELECT %(gmina)s, {_NEW_ID}, %(list)s, told.award, told.benefit, told.period, told.rest, l.lines,
       CASE WHEN told.paid IS NULL THEN 1000 ELSE 0 END, 'planned', told.way, told.payee
  FROM told JOIN list_lines l ON l.benefit = told.benefit AND l.amount = told.rest
 WHERE told.left_out IS NULL
"""
# A month of which only the part that is enforceable is paid stands here with the rest of it.
_WAITS = "left_out = 'not_enforceable' OR (left_out IS NULL AND amount < whole)"
_NOT_PAID = f"""
    SELECT CASE WHEN {_WAITS} THEN 'not_enforceable' ELSE left_out END AS reason, award, benefit, period, list,
           CASE WHEN {_WAITS} THEN whole - greatest(amount, coalesce(paid, 0)) ELSE amount END AS amount
      FROM told WHERE {_WAITS} OR left_out IN ('suspended', 'right_twice', 'other_way') OR (left_out = 'on_a_list' AND list <> %(list)s)
"""
_LEFT_OUT = f"""
{_DUE}
SELECT reason, benefit, count(*) AS months, sum(amount)::bigint AS amount
  FROM ({_NOT_PAID}) AS n GROUP BY reason, benefit ORDER BY reason, benefit
"""
_LEFT_OUT_NAMED = f"""
{_DUE}
SELECT reason, award, benefit, to_char(period, 'YYYY-MM') AS month, amount, CASE WHEN reason = 'on_a_list' THEN list END AS list
  FROM ({_NOT_PAID}) AS n WHERE {{seen}} ORDER BY reason, award, period LIMIT %(most)s
"""
_ANYTHING_WAITS = """
SELECT EXISTS (SELECT FROM decision
                WHERE gmina = %s AND state IN ('issued', 'delivered') AND (enforceable_on IS NULL OR enforceable_on > %s))
"""
_MONTHS = "SELECT min(period), max(period) FROM payment WHERE gmina = %s AND list = %s"
_TOO_EARLY = f"""
WITH {WAITING},
of_month AS (
    SELECT p.award, p.period, sum(p.amount)::bigint AS amount, min(p.id::text) FILTER (WHERE p.list = %(list)s)::uuid AS payment
      FROM payment p
     WHERE p.gmina = %(gmina)s AND p.state IN ('planned', 'approved', 'settled')
       AND p.award IN (SELECT award FROM payment WHERE gmina = %(gmina)s AND list = %(list)s)
     GROUP BY p.award, p.period)
SELECT payment FROM of_month JOIN cap ON cap.award = of_month.award AND cap.period = of_month.period
 WHERE payment IS NOT NULL AND of_month.amount > cap.amount ORDER BY payment
"""
# A right that changed in the same moment in which the list was drawn up saw nothing of the list, nor the list of it.
_CHANGED = f"""
WITH listed AS (SELECT id, award, period FROM payment WHERE gmina = %(gmina)s AND list = %(list)s AND state = 'planned'),
months AS (SELECT DISTINCT award, period FROM listed),
of_month AS (
    SELECT award, period, sum(p.amount) AS amount
      FROM payment p JOIN months USING (award, period)
     WHERE p.gmina = %(gmina)s AND p.state IN ('planned', 'approved', 'settled')
       AND p.period BETWEEN %(first)s AND %(month)s
     GROUP BY award, period),
right_to AS (
    SELECT months.award, months.period, sum(m.amount) AS amount
      FROM months
      JOIN award_amount m ON m.gmina = %(gmina)s AND m.award = months.award AND m.since <= months.period
                         AND (m.until IS NULL OR m.until >= months.period)
     GROUP BY months.award, months.period)
SELECT listed.id
  FROM listed JOIN of_month USING (award, period) LEFT JOIN right_to USING (award, period)
 WHERE of_month.amount > coalesce(right_to.amount, 0) OR {HELD.format(of="listed")}
 ORDER BY listed.id
"""
# Right after an import nothing has statistics: the planner takes thousands of awards for one and joins them row by row to whatever
# index comes first, which is quadratic (50 000 payments took four minutes instead of seconds).
PLAN = "SET LOCAL enable_nestloop = off"
_STAGE = "CREATE TEMPORARY TABLE list_lines (benefit text, amount bigint, lines jsonb) ON COMMIT DROP"
_COPY = "COPY list_lines (benefit, amount, lines) FROM STDIN"

LinesOf = Callable[[str, int], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list is to pay. Months as their first days: `month`, and `first` before it when arrears are asked for.

    on: the day it is to be paid, whose ways of payment hold. today: the day on which decisions must be enforceable.
    benefits, ways: None for all; UNSTATED stands for no stated way. invoiced: what no list pays, as third parties are paid for it by their
    invoices (a right brought over may have an amount still).
    """

    month: date
    first: date
    on: date
    today: date
    benefits: Sequence[str] | None = None
    ways: Sequence[str] | None = None
    invoiced: Sequence[str] = ()

    def parameters(self, gmina: str, payment_list: UUID) -> dict[str, Any]:
        """As the statements name them."""
        return {
            "gmina": gmina,
            "list": payment_list,
            "month": self.month,
            "first": self.first,
            "on": self.on,
            "today": self.today,
            "benefits": None if self.benefits is None else list(self.benefits),
            "ways": None if self.ways is None else list(self.ways),
            "invoiced": list(self.invoiced),
        }


async def only_generator(db: WriteSession) -> None:
    """Waits until no other transaction generates a list of this gmina; held to the commit."""
    await (await raw(db)).execute(_ONE_GENERATOR, (db.gmina,))


async def generate(db: WriteSession, payment_list: UUID, wanted: Selection, lines_of: LinesOf) -> int:
    """Puts what is due and on no other list on this one; returns how many payments.

    lines_of: budget lines of a benefit's amount. It is asked once for each different amount, and those are streamed into a stage, so
    neither statements nor memory grow with the list.
    """
    connection = await raw(db)
    of = wanted.parameters(db.gmina, payment_list)
    async with lines_staged(connection, _DISTINCT, of, lines_of):
        return (await connection.execute(_GENERATE, of)).rowcount


async def left_out(
    db: WriteSession, payment_list: UUID, wanted: Selection, most: int, veil: Veil
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What the selection leaves out and why: by reason and benefit, and by award (at most `most` that are not hidden); in grosze."""
    of = wanted.parameters(db.gmina, payment_list) | {"most": most} | veil.parameters()
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        sums = await (await cursor.execute(_LEFT_OUT, of)).fetchall()
        named = await (await cursor.execute(_LEFT_OUT_NAMED.replace("{seen}", veil.award("n.award")), of)).fetchall()
    return sums, named


async def too_early(db: WriteSession, payment_list: UUID, today: date) -> list[UUID]:
    """The payments on the list whose decision cannot be carried out on the day: it was appealed from since they were put there."""
    connection = await raw(db)
    waits = await (await connection.execute(_ANYTHING_WAITS, (db.gmina, today))).fetchone()
    if waits is None or not waits[0]:
        return []
    row = await (await connection.execute(_MONTHS, (db.gmina, payment_list))).fetchone()
    if row is None or row[0] is None:
        return []
    of = {"gmina": db.gmina, "list": payment_list, "today": today, "first": row[0], "month": row[1]}
    return [found[0] for found in await (await connection.execute(_TOO_EARLY, of)).fetchall()]


async def changed(db: WriteSession, payment_list: UUID) -> list[UUID]:
    """The payments on the list that pay more than the right to their month has become, or whose right is held by now."""
    connection = await raw(db)
    row = await (await connection.execute(_MONTHS, (db.gmina, payment_list))).fetchone()
    if row is None or row[0] is None:
        return []
    await connection.execute(PLAN)
    of = {"gmina": db.gmina, "list": payment_list, "first": row[0], "month": row[1]}
    return [found[0] for found in await (await connection.execute(_CHANGED, of)).fetchall()]


@asynccontextmanager
async def lines_staged(
    connection: AsyncConnection[TupleRow], amounts: str, of: Mapping[str, Any], lines_of: LinesOf
) -> AsyncIterator[None]:
    """The table `list_lines` with the lines of each benefit and amount that the statement `amounts` finds."""
    await connection.execute(PLAN)
    await connection.execute(_STAGE)
    async with connection.cursor(name="amounts") as cursor:
        await cursor.execute(amounts, of)
        while rows := await cursor.fetchmany(FETCH):
            async with connection.cursor().copy(_COPY) as copy:
                for benefit, amount in rows:
                    await copy.write_row((benefit, amount, orjson.dumps(lines_of(benefit, amount)).decode()))
    await connection.execute("ANALYZE list_lines")
    yield
    await connection.execute("DROP TABLE list_lines")
