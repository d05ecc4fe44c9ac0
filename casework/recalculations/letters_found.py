"""What became of the letters of a recalculation, for whoever reads it: counts and letters, without what is hidden."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from casework.authority.veil import Veil
from kit.db import Database, ReadSession, WriteSession, raw

_COUNTS = """
SELECT l.state, l.code, v.state AS delivery, count(*) AS letters
  FROM recalculation_letter l LEFT JOIN delivery v ON v.gmina = l.gmina AND v.id = l.delivery
 WHERE l.gmina = %(gmina)s AND l.recalculation = %(operation)s AND {seen}
 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_DECISIONS = """
SELECT count(DISTINCT l.decision) FROM recalculation_letter l
 WHERE l.gmina = %(gmina)s AND l.recalculation = %(operation)s AND {seen}
"""
_PAGE = """
SELECT l.decision, n.number || '/' || n.year AS number, l.party, l.state, l.code,
       CASE WHEN l.state IN ('made', 'sent') THEN l.letter END AS letter, l.delivery, v.state AS delivery_state, v.delivered_on
  FROM recalculation_letter l
  LEFT JOIN decision_number n ON n.gmina = l.gmina AND n.decision = l.decision
  LEFT JOIN delivery v ON v.gmina = l.gmina AND v.id = l.delivery
 WHERE l.gmina = %(gmina)s AND l.recalculation = %(operation)s
   AND (%(state)s::text IS NULL OR l.state = %(state)s::text) AND (%(code)s::text IS NULL OR l.code = %(code)s::text)
   AND (%(delivery)s::text IS NULL OR v.state = %(delivery)s::text)
   AND {seen} AND (%(decision)s::uuid IS NULL OR (l.decision, l.party) {behind} (%(decision)s::uuid, %(party)s::uuid))
 ORDER BY l.decision {order}, l.party {order} LIMIT %(fetch)s
"""
_PRINTED = """
SELECT l.decision, n.number || '/' || n.year AS number, l.party, l.state, l.code, k.id AS letter, k.znak, k.dated,
       encode(k.pdf_sha256, 'hex') AS sha256, coalesce(p.attorney, p.person) AS receives, c.year, c.symbol, c.number AS serial
  FROM recalculation_letter l
  LEFT JOIN letter k ON k.gmina = l.gmina AND k.id = l.letter AND l.state IN ('made', 'sent')
       AND EXISTS (SELECT FROM letter_body b WHERE b.gmina = k.gmina AND b.letter = k.id AND b.form = 'pdf')
  LEFT JOIN decision_number n ON n.gmina = l.gmina AND n.decision = l.decision
  LEFT JOIN decision_party p ON p.gmina = l.gmina AND p.id = l.party
  LEFT JOIN case_sign c ON c.gmina = k.gmina AND c.sign = k.znak
 WHERE l.gmina = %(gmina)s AND l.recalculation = %(operation)s AND (%(state)s::text IS NULL OR l.state IN (%(state)s::text, 'left_out'))
   AND {seen} AND {person}
"""
_BODIES = "SELECT letter, body FROM letter_body WHERE gmina = %s AND letter = ANY (%s) AND form = 'pdf'"


@dataclass(frozen=True, slots=True)
class LetterFilter:
    """Which letters; None leaves a question open. code: why they were left out; delivery: the state of what was sent."""

    state: str | None = None
    code: str | None = None
    delivery: str | None = None


async def told(db: ReadSession | WriteSession, veil: Veil, operation: UUID) -> tuple[list[dict[str, Any]], int]:
    """Letters by state, reason and delivery; and of how many decisions they are."""
    of = {"gmina": db.gmina, "operation": operation} | veil.parameters()
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        counts = await (await cursor.execute(_COUNTS.format(seen=_seen(veil)), of)).fetchall()
        decisions = await (await cursor.execute(_DECISIONS.format(seen=_seen(veil)), of)).fetchone()
    return counts, int(decisions["count"]) if decisions else 0


async def page(
    db: WriteSession,
    veil: Veil,
    operation: UUID,
    wanted: LetterFilter,
    *,
    after: tuple[UUID, UUID] | None,
    descending: bool,
    fetch: int | None,
) -> list[dict[str, Any]]:
    """Letters in order of their decisions; fetch: all without one."""
    decision, party = after or (None, None)
    of = {
        "gmina": db.gmina, "operation": operation, "decision": decision, "party": party, "fetch": fetch, **asdict(wanted),
    }  # fmt: skip
    statement = _PAGE.format(seen=_seen(veil), behind="<" if descending else ">", order="DESC" if descending else "ASC")
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(statement, of | veil.parameters())).fetchall()


async def printed(db: WriteSession, veil: Veil, operation: UUID, wanted: LetterFilter) -> list[dict[str, Any]]:
    """Every letter of the operation that is seen, with what it is found and sorted by; `letter` is None where there is none to print."""
    of = {"gmina": db.gmina, "operation": operation, "state": wanted.state} | veil.parameters()
    statement = _PRINTED.format(seen=_seen(veil), person=veil.person("k.person"))
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(statement, of)).fetchall()


async def bodies(database: Database, gmina: str, letters: Sequence[UUID]) -> dict[UUID, bytes]:
    """The sealed PDFs of letters, in a transaction of its own."""
    async with database.tenant(gmina) as connection:
        return dict(await (await connection.execute(_BODIES, (gmina, list(letters)))).fetchall())


def _seen(veil: Veil) -> str:
    return veil.decision("l.decision")
