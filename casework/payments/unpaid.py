"""Months of rights that are over and stand on no list: returned, voided or excluded payments, raises for the past, holds let go.

A month that is held is told elsewhere, one of a decision that waits for its enforceability is not due yet. What the old system should have
paid is not ours to tell: of an imported right, months count that follow the imported history, or the office's first list where there is
none.
"""

from typing import Any

from psycopg.rows import dict_row

from casework.authority.veil import Veil
from casework.payments.due import HELD, PLAN, Selection
from kit.db import ReadSession, WriteSession, raw

# Nearly every month has one payment of its whole amount: a right's months that have are the bits of one number, so that a right is compared
# as a whole, and what has none is little, and is looked up month by month by the index.
_UNPAID = """
unpaid_waits AS (
    SELECT id FROM decision
     WHERE gmina = {gmina} AND state IN ('issued', 'delivered')
       AND (enforceable_on IS NULL OR enforceable_on > CAST({today} AS date))),
unpaid_waiting AS (
    SELECT a.id AS award FROM unpaid_waits w JOIN award a ON a.gmina = {gmina} AND a.decision = w.id
    UNION
    SELECT CAST(made ->> 'award' AS uuid)
      FROM unpaid_waits w JOIN decision_act act ON act.gmina = {gmina} AND act.decision = w.id
     CROSS JOIN LATERAL jsonb_array_elements(act.plan) AS made),
unpaid_ours AS (
    SELECT coalesce((SELECT max(month) + interval '1 month' FROM payment_list WHERE gmina = {gmina} AND kind = 'imported'),
                    (SELECT min(month) FROM payment_list WHERE gmina = {gmina} AND kind = 'monthly'), '9999-12-01') AS first),
unpaid_rights AS (
    SELECT a.id AS award, a.benefit, m.amount, least(m.until, CAST({last} AS date)) AS until,
           CAST(greatest(CAST(m.since AS timestamp), CAST({first} AS timestamp), CASE WHEN a.origin = 'imported' THEN o.first END) AS date)
               AS since
      FROM award a
      JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id
     CROSS JOIN unpaid_ours o
     WHERE a.gmina = {gmina} AND m.amount > 0 AND m.since <= CAST({last} AS date) {only}),
unpaid_spans AS MATERIALIZED (
    SELECT r.*, n.span, greatest({since} - n.span * {most}, 0) AS low, least({until} - n.span * {most}, {most} - 1) AS high
      FROM unpaid_rights r CROSS JOIN (VALUES {spans}) AS n(span)
     WHERE r.since <= r.until AND n.span BETWEEN {since} / {most} AND {until} / {most}),
unpaid_listed AS (
    SELECT p.award, p.amount, {period} / {most} AS span, bit_or(CAST(1 AS bigint) << mod({period}, {most})) AS months
      FROM payment p
     WHERE p.gmina = {gmina} AND p.period BETWEEN CAST({first} AS date) AND CAST({last} AS date)
       AND p.state IN ('planned', 'approved', 'settled') {listed}
     GROUP BY 1, 2, 3),
unpaid_short AS MATERIALIZED (
    SELECT d.award, d.benefit, d.amount, d.since, d.until, d.span, d.low, d.high, coalesce(bit_or(l.months), 0) AS months
      FROM unpaid_spans d
      LEFT JOIN unpaid_listed l ON l.award = d.award AND l.span = d.span AND l.amount >= d.amount
     WHERE NOT EXISTS (SELECT FROM unpaid_waiting w WHERE w.award = d.award)
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    HAVING (~ coalesce(bit_or(l.months), 0) >> d.low) & ((CAST(1 AS bigint) << (d.high - d.low + 1)) - 1) <> 0),
unpaid_open AS MATERIALIZED (
    SELECT d.award, d.benefit, d.amount,
           CAST(CAST({first} AS timestamp) + (d.span * {most} + m) * interval '1 month' AS date) AS period
      FROM unpaid_short d CROSS JOIN LATERAL generate_series(d.low, d.high) AS m
     WHERE d.months >> m & 1 = 0),
unpaid_left AS (
    SELECT o.*, (SELECT CASE WHEN bool_or(l.kind = 'imported') THEN o.amount ELSE coalesce(sum(p.amount), 0) END
                   FROM payment p JOIN payment_list l ON l.gmina = p.gmina AND l.id = p.list
                  WHERE p.gmina = {gmina} AND p.award = o.award AND p.period = o.period
                    AND p.state IN ('planned', 'approved', 'settled')) AS listed
      FROM unpaid_open o WHERE NOT {held}),
unpaid AS (
    SELECT award, benefit, period, CAST(amount - listed AS bigint) AS amount FROM unpaid_left WHERE listed < amount)
"""
_SPAN = 60
"""So many months are the bits of one number (bigint)."""
_SPANS = ", ".join(f"({n})" for n in range(8))
"""SQL: forty years of them, more than anybody asks for."""
_MONTH = "((({day} - CAST({first} AS date)) * 48 + 732) / 1461)"
"""SQL: how many months after the first one another first day of a month is; right for forty years."""
_EARLIER_ONLY = """AND a.benefit <> ALL (%(invoiced)s::text[])
       AND (%(benefits)s::text[] IS NULL OR a.benefit = ANY (%(benefits)s::text[]))"""
LONGEST_AGO = "interval '120 months'"
"""As far back as a list can be asked for arrears."""


def unpaid(*, gmina: str, today: str, first: str, last: str, only: str = "", listed: str = "") -> str:
    """SQL: common table expressions, the last of them `unpaid` (award, benefit, period, amount in grosze).

    All are SQL: the gmina, the day on which decisions must be enforceable, the first and the last month as days. only: which awards `a`;
    what third parties are paid for by their invoices stands on no list and is not asked for.
    listed: the same of payments `p`, so that for few awards not all that was ever paid is read.
    """
    held = HELD.replace("%(gmina)s", gmina).format(of="o")
    days = {"since": "r.since", "until": "r.until", "period": "p.period"}
    months = {name: _MONTH.format(day=day, first=first) for name, day in days.items()}
    return _UNPAID.format(
        gmina=gmina,
        today=today,
        first=first,
        last=last,
        only=only,
        listed=listed,
        held=held,
        most=_SPAN,
        spans=_SPANS,
        **months,
    )


_EARLIER = unpaid(
    gmina="%(gmina)s",
    today="%(today)s",
    first=f"(CAST(%(first)s AS date) - {LONGEST_AGO})",
    last="(CAST(%(first)s AS date) - interval '1 month')",
    only=_EARLIER_ONLY,
)
_SUMS = f"""
WITH {_EARLIER}
SELECT 'earlier_month' AS reason, benefit, count(*) AS months, sum(amount)::bigint AS amount
  FROM unpaid GROUP BY benefit ORDER BY benefit
"""
_NAMED = f"""
WITH {_EARLIER}
SELECT 'earlier_month' AS reason, award, benefit, to_char(period, 'YYYY-MM') AS month, amount, NULL::uuid AS list
  FROM unpaid WHERE {{seen}} ORDER BY period, award LIMIT %(most)s
"""

Rows = list[dict[str, Any]]


async def earlier(db: ReadSession | WriteSession, wanted: Selection, most: int, veil: Veil) -> tuple[Rows, Rows]:
    """Months before those that the selection asks for: by benefit, and by award (at most `most` that are not hidden)."""
    of = {"gmina": db.gmina, "first": wanted.first, "today": wanted.today, "most": most} | veil.parameters()
    of["benefits"] = None if wanted.benefits is None else list(wanted.benefits)
    of["invoiced"] = list(wanted.invoiced)
    connection = await raw(db)
    await connection.execute(PLAN)
    async with connection.cursor(row_factory=dict_row) as cursor:
        sums = await (await cursor.execute(_SUMS, of)).fetchall()
        if not sums or not most:
            return sums, []
        return sums, await (await cursor.execute(_NAMED.replace("{seen}", veil.award("unpaid.award")), of)).fetchall()
