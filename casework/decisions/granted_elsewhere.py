"""What the persons of a decision have of the same benefit by another one already: the same matter decided twice, or a second need."""

from collections.abc import Sequence
from typing import Any

from psycopg.rows import dict_row

from casework.authority.veil import Veil
from casework.awards.effects import Planned
from casework.decisions.beside_schemas import GrantedElsewhereOut
from casework.persons.one_person import entries_of
from kit.db import ReadSession, raw
from kit.money import zloty
from kit.periods import first_day, month_of, month_text

MOST = 100
# What was quashed and waits for the decision that takes its place is no second right.
_ELSEWHERE = f"""
SELECT a.id AS award, a.decision, a.benefit, a.entitled, a.variant, greatest(m.since, w.since) AS since,
       least(m.until, w.until) AS until, m.amount
  FROM unnest(%(benefits)s::text[], %(entitled)s::uuid[], %(since)s::date[], %(until)s::date[]) AS w(benefit, entitled, since, until)
  CROSS JOIN LATERAL unnest({entries_of("w.entitled")}) AS hers(id)
  JOIN award a ON a.gmina = %(gmina)s AND a.entitled = hers.id AND a.benefit = w.benefit AND a.id <> ALL (%(own)s::uuid[])
  JOIN award_amount m ON m.gmina = a.gmina AND m.award = a.id AND m.amount > 0
                     AND (w.until IS NULL OR m.since <= w.until) AND (m.until IS NULL OR m.until >= w.since)
  LEFT JOIN decision d ON d.gmina = a.gmina AND d.id = a.decision
 WHERE d.state IS DISTINCT FROM 'removed' AND {{seen}}
 ORDER BY a.entitled, a.benefit, since, a.id LIMIT %(most)s
"""


async def granted_elsewhere(db: ReadSession, plans: Sequence[Planned], veil: Veil) -> list[GrantedElsewhereOut]:
    """Months that a right which the decision makes has in common with other rights of the person to the benefit; at most MOST."""
    asked = [(one.before.right, stretch) for one in plans if one.before.version == 0 for stretch in one.amounts]
    if not asked:
        return []
    of = {
        "gmina": db.gmina,
        "benefits": [right.benefit for right, _ in asked],
        "entitled": [right.entitled for right, _ in asked],
        "since": [first_day(stretch.first) for _, stretch in asked],
        "until": [None if stretch.last is None else first_day(stretch.last) for _, stretch in asked],
        "own": [one.before.award for one in plans],
        "most": MOST,
        **veil.parameters(),
    }
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        rows = await (await cursor.execute(_ELSEWHERE.format(seen=veil.award("a.id")), of)).fetchall()
    return [_told(row) for row in rows]


def _told(row: dict[str, Any]) -> GrantedElsewhereOut:
    return GrantedElsewhereOut(
        award=row["award"],
        decision=row["decision"],
        benefit=row["benefit"],
        entitled=row["entitled"],
        variant=row["variant"],
        first_month=month_text(month_of(row["since"])),
        last_month=None if row["until"] is None else month_text(month_of(row["until"])),
        amount=zloty(row["amount"]),
    )
