"""Whoever was entered twice may be granted the same benefit twice, under each entry, for the same months: before the merge or after it.

Nothing says whose right falls (the later decision settled what an earlier one had: art. 156 § 1 pkt 3 k.p.a.), and no decision is stopped.
The months wait: a notice stands on the rights of every entry but one, for each row of months in common, and lists leave these months out
until somebody has looked into it and closes the notice, with both due (benefits in need are granted more than once), or an act puts one
of the rights right: then the notice follows, and closes itself when no month in common is left.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from kit.db import WriteSession, raw

OVER = "Uprawnienia nie mają już wspólnych miesięcy."

_ANYBODY = "SELECT EXISTS (SELECT FROM person WHERE gmina = %(gmina)s AND merged_into IS NOT NULL)"
_WHOSE = """
SELECT DISTINCT coalesce(p.merged_into, p.id) FROM award a JOIN person p ON p.gmina = a.gmina AND p.id = a.entitled
 WHERE a.gmina = %(gmina)s AND a.id = ANY (%(awards)s)
   AND (p.merged_into IS NOT NULL OR EXISTS (SELECT FROM person o WHERE o.gmina = p.gmina AND o.merged_into = p.id))
"""
_ENTRIES = """
gave_way AS MATERIALIZED (
    SELECT id, merged_into AS stands FROM person
     WHERE gmina = %(gmina)s AND merged_into IS NOT NULL AND (%(stands)s::uuid[] IS NULL OR merged_into = ANY (%(stands)s::uuid[]))),
entry AS MATERIALIZED (SELECT id, stands FROM gave_way UNION SELECT stands, stands FROM gave_way)
"""
# The months of one entry are due: of the one whose payment is on a list already, else of the one with the earlier right (ids are in order
# of time). What somebody has looked into is due besides, and its payment takes nothing from the other. Rights without an end are followed
# to a month after which nothing changes.
_IN_COMMON = f"""
WITH {_ENTRIES},
granted AS MATERIALIZED (
    SELECT entry.stands, a.benefit, a.entitled, a.id AS award, coalesce(act.root, a.decision, a.id) AS root, m.since, m.until
      FROM entry
      JOIN award a ON a.gmina = %(gmina)s AND a.entitled = entry.id
      JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id AND m.amount > 0
      LEFT JOIN decision_act act ON act.gmina = a.gmina AND act.decision = a.decision
      LEFT JOIN decision d ON d.gmina = a.gmina AND d.id = a.decision
     WHERE d.state IS DISTINCT FROM 'removed'),
together AS (
    SELECT * FROM granted g
     WHERE EXISTS (SELECT FROM granted o WHERE o.stands = g.stands AND o.benefit = g.benefit AND o.entitled <> g.entitled
                      AND (o.until IS NULL OR g.since <= o.until) AND (g.until IS NULL OR o.since <= g.until))),
horizon AS (
    SELECT date_trunc('month', greatest(max(since), max(until), %(on)s::date,
               (SELECT max(greatest(first_month, last_month)) FROM payment_notice WHERE gmina = %(gmina)s AND kind = 'right_twice')
           )::timestamp) + interval '24 months' AS month
      FROM together),
monthly AS (
    SELECT t.*, s::date AS period, h.month AS horizon
      FROM together t
     CROSS JOIN horizon h
     CROSS JOIN LATERAL generate_series(t.since::timestamp, coalesce(t.until::timestamp, h.month), interval '1 month') AS s),
looked_at AS (
    SELECT m.*,
           EXISTS (SELECT FROM payment_notice n
                    WHERE n.gmina = %(gmina)s AND n.award = m.award AND n.kind = 'right_twice' AND n.closed_by IS NOT NULL
                      AND n.first_month <= m.period AND (n.last_month IS NULL OR n.last_month >= m.period)) AS cleared,
           EXISTS (SELECT FROM payment p
                    WHERE p.gmina = %(gmina)s AND p.award = m.award AND p.period = m.period
                      AND p.state IN ('planned', 'approved', 'settled')) AS paid
      FROM monthly m),
ranked AS (
    SELECT l.*, first_value(entitled) OVER (PARTITION BY stands, benefit, period ORDER BY paid AND NOT cleared DESC, root, award) AS due
      FROM looked_at l),
waiting AS (
    SELECT award, period, horizon, period - row_number() OVER (PARTITION BY award ORDER BY period) * interval '1 month' AS row_of_months
      FROM ranked WHERE entitled <> due AND NOT cleared)
SELECT award, min(period), CASE WHEN max(period) < horizon THEN max(period) END
  FROM waiting GROUP BY award, row_of_months, horizon ORDER BY award, min(period)
"""
_OPEN = f"""
WITH {_ENTRIES}
SELECT n.id, n.award, n.first_month, n.last_month
  FROM entry JOIN award a ON a.gmina = %(gmina)s AND a.entitled = entry.id
  JOIN payment_notice n ON n.gmina = a.gmina AND n.award = a.id AND n.kind = 'right_twice' AND n.closed_on IS NULL
 ORDER BY n.award, n.first_month
   FOR NO KEY UPDATE OF n
"""
_CLOSE = """
UPDATE payment_notice SET closed_on = %(on)s, close_reason = %(reason)s, version = version + 1
 WHERE gmina = %(gmina)s AND id = ANY (%(ids)s)
"""
_MONTHS = """
greatest(1, 12 * extract(year FROM age(until, first)) + extract(month FROM age(until, first)) + 1)
"""
_UNTIL = "coalesce(last, greatest(first, date_trunc('month', {on}::timestamp)::date)) AS until"
_MOVE = f"""
UPDATE payment_notice n SET first_month = told.first, last_month = told.last, months = {_MONTHS}, version = n.version + 1
  FROM (SELECT m.*, {_UNTIL.format(on="o.raised_on")}
          FROM unnest(%(ids)s::uuid[], %(firsts)s::date[], %(lasts)s::date[]) AS m(id, first, last)
          JOIN payment_notice o ON o.gmina = %(gmina)s AND o.id = m.id) AS told
 WHERE n.gmina = %(gmina)s AND n.id = told.id
"""
_RAISE = f"""
INSERT INTO payment_notice (gmina, id, kind, award, first_month, last_month, months, raised_on)
SELECT %(gmina)s, gen_random_uuid(), 'right_twice', award, first, last, {_MONTHS}, %(on)s
  FROM (SELECT m.*, {_UNTIL.format(on="%(on)s::date")}
          FROM unnest(%(awards)s::uuid[], %(firsts)s::date[], %(lasts)s::date[]) AS m(award, first, last)) AS told
ON CONFLICT DO NOTHING
"""


class Waiting(NamedTuple):
    """Months of a right in a row that wait, as their first days; last None: without an end."""

    award: UUID
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What makes the open notices say what waits now."""

    raised: tuple[Waiting, ...]
    moved: tuple[tuple[UUID, Waiting], ...]
    over: tuple[UUID, ...]


async def noted(db: WriteSession, stands: Collection[UUID] | None, on: date) -> None:
    """The open notices say what waits now, of these entries that stand for others, or of all in the gmina."""
    if not await _anybody(db):
        return
    connection = await raw(db)
    of = {"gmina": db.gmina, "on": on, "stands": None if stands is None else list(stands)}
    told = [(row[0], Waiting(*row[1:])) for row in await (await connection.execute(_OPEN, of)).fetchall()]
    now = [Waiting(*row) for row in await (await connection.execute(_IN_COMMON, of)).fetchall()]
    found = changes(now, told)
    if found.over:
        await connection.execute(_CLOSE, of | {"ids": list(found.over), "reason": OVER})
    if found.moved:
        ids = {"ids": [notice for notice, _ in found.moved]}
        await connection.execute(_MOVE, of | ids | _columns(one for _, one in found.moved))
    if found.raised:
        await connection.execute(_RAISE, of | _columns(found.raised))


async def noted_of(db: WriteSession, awards: Collection[UUID], on: date) -> None:
    """The same for the persons of these rights, as far as they were entered twice; for hardly anybody in a batch of thousands."""
    if not awards or not await _anybody(db):
        return
    rows = await (await (await raw(db)).execute(_WHOSE, {"gmina": db.gmina, "awards": list(awards)})).fetchall()
    if rows:
        await noted(db, [row[0] for row in rows], on)


def changes(now: Iterable[Waiting], told: Sequence[tuple[UUID, Waiting]]) -> Changes:
    """What waits now beside the open notices, both in order: a notice goes on with the first row of months that it has in common with."""
    left = dict(told)
    raised, moved = [], []
    for one in now:
        notice = next((key for key, was in left.items() if _in_common(one, was)), None)
        if notice is None:
            raised.append(one)
        elif left.pop(notice) != one:
            moved.append((notice, one))
    return Changes(tuple(raised), tuple(moved), tuple(left))


async def _anybody(db: WriteSession) -> bool:
    row = await (await (await raw(db)).execute(_ANYBODY, {"gmina": db.gmina})).fetchone()
    return row is not None and bool(row[0])


def _in_common(one: Waiting, was: Waiting) -> bool:
    return (
        one.award == was.award
        and (was.last is None or one.first <= was.last)
        and (one.last is None or was.first <= one.last)
    )


def _columns(of: Iterable[Waiting]) -> dict[str, list[object]]:
    listed = list(of)
    return {
        "awards": [one.award for one in listed],
        "firsts": [one.first for one in listed],
        "lasts": [one.last for one in listed],
    }
