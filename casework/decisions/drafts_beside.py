"""Drafts that lie beside one on the same application: whoever signs sees them before she signs, and with which of them it cannot go out."""

from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from casework.applications.decided_already import one_of_two
from casework.authority.veil import Veil
from casework.decisions.beside_schemas import DraftBesideOut
from casework.decisions.tables import DecisionRow
from kit.db import ReadSession, raw

MOST = 100
_DRAFTS = ("prepared", "approved")
_BESIDE = """
SELECT DISTINCT x.application, d.id AS decision, d.kind, d.benefit, d.entitled, d.state
  FROM application_decision mine
  JOIN application_decision x ON x.gmina = mine.gmina AND x.application = mine.application AND x.decision <> mine.decision
  JOIN decision d ON d.gmina = x.gmina AND d.id = x.decision AND d.state = ANY (%(drafts)s)
 WHERE mine.gmina = %(gmina)s AND mine.decision = %(decision)s AND {seen}
 ORDER BY x.application, d.id LIMIT %(most)s
"""


async def drafts_beside(db: ReadSession, row: DecisionRow, veil: Veil) -> list[DraftBesideOut]:
    """Drafts of the applications that this draft answers, at most MOST; nothing once it is issued or withdrawn."""
    if row.state not in _DRAFTS:
        return []
    of = {"gmina": db.gmina, "decision": row.id, "drafts": list(_DRAFTS), "most": MOST, **veil.parameters()}
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        rows = await (await cursor.execute(_BESIDE.format(seen=veil.decision("d.id")), of)).fetchall()
    alike: set[UUID] = await one_of_two(db, row.id, _DRAFTS) if rows else set()
    return [_told(one, alike) for one in rows]


def _told(row: dict[str, Any], alike: set[UUID]) -> DraftBesideOut:
    return DraftBesideOut(
        decision=row["decision"],
        application=row["application"],
        kind=row["kind"],
        benefit=row["benefit"],
        entitled=row["entitled"],
        state=row["state"],
        one_of_two=row["decision"] in alike,
    )
