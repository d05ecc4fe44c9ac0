"""Whoever was entered twice may have been granted the same benefit twice, once under each entry, for the same months.

The merge itself says nothing of whose right falls (the later decision settled what an earlier one had: art. 156 § 1 pkt 3 k.p.a.), so
it raises a notice on the later right: lists leave those months of it out until somebody has looked into it and closes the notice, with
both rights due (benefits in need are granted more than once) or one of them put right by an act.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from kit.db import WriteSession, raw

# Ids are in order of time: the greater one is of the later right.
_NOTE = """
WITH common AS (
    SELECT greatest(a.id, b.id) AS award, greatest(m.since, n.since) AS since, least(m.until, n.until) AS until
      FROM award a
      JOIN award b ON b.gmina = a.gmina AND b.benefit = a.benefit AND b.entitled = ANY (%(others)s)
      JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id AND m.amount > 0
      JOIN award_amount n ON n.gmina = b.gmina AND n.award = b.id AND n.amount > 0
                         AND (n.until IS NULL OR m.since <= n.until) AND (m.until IS NULL OR n.since <= m.until)
     WHERE a.gmina = %(gmina)s AND a.entitled = ANY (%(mine)s)),
spans AS (
    SELECT award, min(since) AS first, CASE WHEN bool_and(until IS NOT NULL) THEN max(until) END AS last FROM common GROUP BY award)
INSERT INTO payment_notice (gmina, id, kind, award, first_month, last_month, months, raised_on)
SELECT %(gmina)s, gen_random_uuid(), 'right_twice', award, first, last,
       greatest(1, 12 * extract(year FROM age(until, first)) + extract(month FROM age(until, first)) + 1), %(on)s
  FROM spans CROSS JOIN LATERAL (
       SELECT coalesce(last, greatest(first, date_trunc('month', %(on)s::date::timestamp)::date)) AS until) AS told
ON CONFLICT (gmina, award, kind) WHERE closed_on IS NULL
DO UPDATE SET first_month = least(payment_notice.first_month, excluded.first_month),
              last_month = CASE WHEN payment_notice.last_month IS NOT NULL AND excluded.last_month IS NOT NULL
                                THEN greatest(payment_notice.last_month, excluded.last_month) END,
              months = greatest(payment_notice.months, excluded.months), version = payment_notice.version + 1
"""


async def noted(db: WriteSession, mine: Collection[UUID], others: Collection[UUID], on: date) -> None:
    """Raises a notice on every right of these two sets of entries, now of one person, that has months in common with an earlier one."""
    of = {"gmina": db.gmina, "mine": list(mine), "others": list(others), "on": on}
    await (await raw(db)).execute(_NOTE, of)
