"""The months to come in the database: one statement for what is due, one for arrears, one for what ends; nothing is asked per right."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date

from psycopg.rows import class_row

from casework.payments.due import HELD, PLAN
from casework.payments.unpaid import LONGEST_AGO, unpaid
from kit.db import ReadSession, raw

# What is on an approved list has been called for; a right whose decision waits for its enforceability is expected to become enforceable.
_DUE = f"""
WITH asked AS (
    SELECT a.id AS award, a.benefit, m.amount,
           generate_series(greatest(m.since, %(first)s::date)::timestamp,
                           least(coalesce(m.until, %(last)s::date), %(last)s::date)::timestamp, interval '1 month')::date AS period
      FROM award a
      JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id
     WHERE a.gmina = %(gmina)s AND m.amount > 0 AND m.since <= %(last)s::date AND (m.until IS NULL OR m.until >= %(first)s::date)
       AND (%(benefit)s::text IS NULL OR a.benefit = %(benefit)s::text)),
paid AS (
    SELECT p.award, p.period, sum(p.amount)::bigint AS amount, bool_or(l.kind = 'imported') AS imported
      FROM payment p JOIN payment_list l ON l.gmina = p.gmina AND l.id = p.list
     WHERE p.gmina = %(gmina)s AND p.period BETWEEN %(first)s::date AND %(last)s::date AND p.state IN ('approved', 'settled')
     GROUP BY p.award, p.period),
bound AS (
    SELECT c.award, c.amount,
           generate_series(greatest(c.since, %(first)s::date)::timestamp, least(c.until, %(last)s::date)::timestamp,
                           interval '1 month')::date AS period
      FROM award_commitment c
     WHERE c.gmina = %(gmina)s AND c.since <= %(last)s::date AND c.until >= %(first)s::date),
of_month AS (
    SELECT award, period, sum(amount)::bigint AS amount FROM bound GROUP BY award, period),
left_to_pay AS (
    SELECT asked.benefit, asked.period, {HELD.format(of="asked")} AS held,
           CASE WHEN paid.imported THEN 0 ELSE greatest(asked.amount - coalesce(paid.amount, 0), 0) END AS rest,
           coalesce(of_month.amount, 0) AS bound
      FROM asked
      LEFT JOIN paid ON paid.award = asked.award AND paid.period = asked.period
      LEFT JOIN of_month ON of_month.award = asked.award AND of_month.period = asked.period)
SELECT benefit, period AS month, part.kind, part.amount, count(*) AS rights
  FROM left_to_pay
 CROSS JOIN LATERAL (VALUES ('held', CASE WHEN held THEN rest ELSE 0 END),
                            ('committed', CASE WHEN held THEN 0 ELSE least(rest, bound) END),
                            ('uncommitted', CASE WHEN held THEN 0 ELSE rest - least(rest, bound) END)) AS part(kind, amount)
 WHERE part.amount > 0
 GROUP BY benefit, period, part.kind, part.amount
"""
# Arrears are of months that are over, whichever month the forecast begins with.
_OVER = "(least(date_trunc('month', CAST(%(today)s AS date))::date, CAST(%(first)s AS date)) - interval '1 month')"
_UNPAID = unpaid(
    gmina="%(gmina)s",
    today="%(today)s",
    first=f"({_OVER} - {LONGEST_AGO})",
    last=_OVER,
    only="AND a.benefit <> ALL (%(invoiced)s::text[]) AND (%(benefit)s::text IS NULL OR a.benefit = %(benefit)s::text)",
)
_ARREARS = f"""
WITH {_UNPAID}
SELECT benefit, %(first)s::date AS month, 'arrears' AS kind, amount, count(*) AS rights FROM unpaid GROUP BY benefit, amount
"""
_ENDINGS = """
WITH ending AS (
    SELECT a.id, a.benefit, a.variant, a.entitled, a.until, (a.until + interval '1 month')::date AS following
      FROM award a
     WHERE a.gmina = %(gmina)s AND a.until BETWEEN %(first)s::date AND %(last)s::date
       AND (%(benefit)s::text IS NULL OR a.benefit = %(benefit)s::text)
       AND EXISTS (SELECT FROM award_amount m WHERE m.gmina = a.gmina AND m.award = a.id AND m.until = a.until)),
going_on AS (
    SELECT DISTINCT ending.id
      FROM ending
      JOIN award o ON o.gmina = %(gmina)s AND o.entitled = ending.entitled AND o.benefit = ending.benefit AND o.id <> ending.id
      JOIN award_amount m ON m.gmina = o.gmina AND m.award = o.id AND m.since <= ending.following
                         AND (m.until IS NULL OR m.until >= ending.following))
SELECT ending.until AS month, ending.benefit, ending.variant,
       CASE WHEN extract(month FROM p.birth_date) = extract(month FROM ending.until)
            THEN (extract(year FROM ending.until) - extract(year FROM p.birth_date))::integer END AS age,
       count(*) AS rights, count(going_on.id) AS going_on
  FROM ending
  JOIN person p ON p.gmina = %(gmina)s AND p.id = ending.entitled
  LEFT JOIN going_on ON going_on.id = ending.id
 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3 NULLS FIRST, 4 NULLS FIRST
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Months as their first days; benefit: only this one; invoiced: what no list pays, so that nothing of it is in arrears."""

    first: date
    last: date
    today: date
    benefit: str | None
    invoiced: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """So many rights to one amount (grosze) of a month."""

    benefit: str
    month: date
    kind: str
    amount: int
    rights: int


@dataclass(frozen=True, slots=True)
class Ending:
    """Rights whose last month it is."""

    month: date
    benefit: str
    variant: str | None
    age: int | None
    rights: int
    going_on: int


async def due(db: ReadSession, asked: Asked) -> AsyncIterator[Due]:
    """What is due, in no order; each different amount of a month once."""
    connection, of = await raw(db), _parameters(db, asked)
    await connection.execute(PLAN)
    for statement in (_DUE, _ARREARS):
        async with connection.cursor(name="due", row_factory=class_row(Due)) as cursor:
            await cursor.execute(statement, of)
            async for row in cursor:
                yield row


async def endings(db: ReadSession, asked: Asked) -> list[Ending]:
    """What ends, by month, benefit, variant and age."""
    connection = await raw(db)
    async with connection.cursor(row_factory=class_row(Ending)) as cursor:
        return await (await cursor.execute(_ENDINGS, _parameters(db, asked))).fetchall()


def _parameters(db: ReadSession, asked: Asked) -> dict[str, object]:
    return {
        "gmina": db.gmina, "first": asked.first, "last": asked.last, "today": asked.today, "benefit": asked.benefit,
        "invoiced": list(asked.invoiced),
    }  # fmt: skip
