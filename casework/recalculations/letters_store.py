"""Letters of mass recalculations in the database: a bounded number of statements for a chunk of any size."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from psycopg.rows import TupleRow

from kit.db import WriteSession, raw

_UNRESERVED = """
SELECT i.decision FROM recalculation_item i
 WHERE i.gmina = %(gmina)s AND i.recalculation = %(operation)s AND i.state = 'issued'
   AND NOT EXISTS (SELECT FROM recalculation_letter l
                    WHERE l.gmina = i.gmina AND l.recalculation = i.recalculation AND l.decision = i.decision)
 ORDER BY i.decision LIMIT %(limit)s
"""
_RESERVE = """
INSERT INTO recalculation_letter (gmina, recalculation, decision, party, state, code, letter, delivery)
SELECT %s, %s, n.* FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::uuid[]) AS n
"""
_FREE = """
SELECT count(*) FROM (SELECT FROM recalculation_letter
 WHERE gmina = %(gmina)s AND recalculation = %(operation)s AND state = 'reserved' AND (taken_until IS NULL OR taken_until < now())
 LIMIT %(limit)s) AS f
"""
_TAKE = """
UPDATE recalculation_letter l SET taken_until = now() + %(lease)s
  FROM (SELECT decision, party FROM recalculation_letter
         WHERE gmina = %(gmina)s AND recalculation = %(operation)s AND state = 'reserved'
           AND (taken_until IS NULL OR taken_until < now())
         ORDER BY decision, party LIMIT %(limit)s FOR UPDATE SKIP LOCKED) AS n
 WHERE l.gmina = %(gmina)s AND l.recalculation = %(operation)s AND l.decision = n.decision AND l.party = n.party
RETURNING l.decision, l.party, l.letter
"""
_OF = """
 WHERE l.gmina = %(gmina)s AND l.recalculation = %(operation)s AND l.state = 'reserved'
   AND l.decision = n.decision AND l.party = n.party
"""
_GIVE_BACK = f"""
UPDATE recalculation_letter l SET taken_until = NULL
  FROM unnest(%(decisions)s::uuid[], %(parties)s::uuid[]) AS n(decision, party) {_OF}
"""
# The letter that the party has: this one, or one that somebody made by hand meanwhile.
_MADE = f"""
UPDATE recalculation_letter l SET state = 'made', taken_until = NULL, letter = k.id
  FROM unnest(%(decisions)s::uuid[], %(parties)s::uuid[]) AS n(decision, party)
 CROSS JOIN LATERAL (SELECT k.id FROM letter k
                      WHERE k.gmina = %(gmina)s AND k.decision = n.decision AND k.party = n.party
                        AND (k.act OR k.kind = 'decision') AND NOT k.draft LIMIT 1) AS k
{_OF}
"""
_LEFT_OUT = """
UPDATE recalculation_letter l SET state = 'left_out', code = n.code, taken_until = NULL, letter = NULL
  FROM unnest(%(decisions)s::uuid[], %(parties)s::uuid[], %(codes)s::text[]) AS n(decision, party, code)
 WHERE l.gmina = %(gmina)s AND l.recalculation = %(operation)s AND l.state IN ('reserved', 'made')
   AND l.decision = n.decision AND l.party = n.party
"""
_AGAIN = "DELETE FROM recalculation_letter WHERE gmina = %s AND recalculation = %s AND state = 'left_out'"
_LETTERS = """
SELECT decision, party, id FROM letter
 WHERE gmina = %s AND decision = ANY (%s) AND party IS NOT NULL AND (act OR kind = 'decision') AND NOT draft
"""
_DELIVERIES = """
SELECT DISTINCT ON (decision, party) decision, party, id FROM delivery
 WHERE gmina = %s AND decision = ANY (%s) AND act = 'decision' ORDER BY decision, party, id DESC
"""
_TO_SEND = """
SELECT decision, party, letter FROM recalculation_letter
 WHERE gmina = %(gmina)s AND recalculation = %(operation)s AND state = 'made' ORDER BY decision, party LIMIT %(limit)s
"""
_SENT = """
UPDATE recalculation_letter l SET state = 'sent', delivery = n.delivery
  FROM unnest(%(decisions)s::uuid[], %(parties)s::uuid[], %(deliveries)s::uuid[]) AS n(decision, party, delivery)
 WHERE l.gmina = %(gmina)s AND l.recalculation = %(operation)s AND l.state = 'made'
   AND l.decision = n.decision AND l.party = n.party
"""
_LEFT = """
SELECT EXISTS (SELECT FROM recalculation_letter WHERE gmina = %(gmina)s AND recalculation = %(operation)s AND state = 'reserved')
"""

Place = tuple[UUID, UUID]
"""A decision and the party whom its letter is for."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to become of the letter to a party."""

    place: Place
    state: str
    code: str | None = None
    letter: UUID | None = None
    delivery: UUID | None = None


async def unreserved(db: WriteSession, operation: UUID, limit: int) -> list[UUID]:
    """The next issued decisions of which no letter is planned yet."""
    of = {"gmina": db.gmina, "operation": operation, "limit": limit}
    return [row[0] for row in await _all(db, _UNRESERVED, of)]


async def reserve(db: WriteSession, operation: UUID, planned: Sequence[Planned]) -> None:
    """Plans letters."""
    columns = [
        [one.place[0] for one in planned],
        [one.place[1] for one in planned],
        [one.state for one in planned],
        [one.code for one in planned],
        [one.letter for one in planned],
        [one.delivery for one in planned],
    ]
    await (await raw(db)).execute(_RESERVE, (db.gmina, operation, *columns))


async def free(db: WriteSession, operation: UUID, limit: int) -> int:
    """How many reserved letters wait for somebody to make them, up to the limit."""
    ((count,),) = await _all(db, _FREE, {"gmina": db.gmina, "operation": operation, "limit": limit})
    return int(count)


async def take(db: WriteSession, operation: UUID, limit: int, lease: timedelta) -> dict[Place, UUID]:
    """Letters to be made by the caller and, for that long, by nobody else."""
    of = {"gmina": db.gmina, "operation": operation, "limit": limit, "lease": lease}
    return {(decision, party): letter for decision, party, letter in sorted(await _all(db, _TAKE, of))}


async def give_back(db: WriteSession, operation: UUID, places: Collection[Place]) -> None:
    """They may be made by anybody again."""
    await (await raw(db)).execute(_GIVE_BACK, _named(db, operation, places))


async def made(db: WriteSession, operation: UUID, places: Collection[Place]) -> None:
    """The letters are there."""
    await (await raw(db)).execute(_MADE, _named(db, operation, places))


async def left_out(db: WriteSession, operation: UUID, codes: Mapping[Place, str]) -> None:
    """No letter comes about, or none is sent, and why."""
    await (await raw(db)).execute(_LEFT_OUT, {**_named(db, operation, codes), "codes": list(codes.values())})


async def again(db: WriteSession, operation: UUID) -> None:
    """What was left out is tried once more."""
    await (await raw(db)).execute(_AGAIN, (db.gmina, operation))


async def some_left(db: WriteSession, operation: UUID) -> bool:
    """Whether a reserved letter is still to be made, by whomever."""
    ((found,),) = await _all(db, _LEFT, {"gmina": db.gmina, "operation": operation})
    return bool(found)


async def letters(db: WriteSession, decisions: Collection[UUID]) -> dict[Place, UUID]:
    """Letters that bring these decisions to their parties."""
    return {(row[0], row[1]): row[2] for row in await _all(db, _LETTERS, (db.gmina, list(decisions)))}


async def deliveries(db: WriteSession, decisions: Collection[UUID]) -> dict[Place, UUID]:
    """The newest sendings of these decisions to their parties."""
    return {(row[0], row[1]): row[2] for row in await _all(db, _DELIVERIES, (db.gmina, list(decisions)))}


async def to_send(db: WriteSession, operation: UUID, limit: int) -> dict[Place, UUID]:
    """The next letters that were made and not sent."""
    rows = await _all(db, _TO_SEND, {"gmina": db.gmina, "operation": operation, "limit": limit})
    return {(decision, party): letter for decision, party, letter in rows}


async def sent(db: WriteSession, operation: UUID, by_place: Mapping[Place, UUID]) -> None:
    """The letters are on their way."""
    of = {**_named(db, operation, by_place), "deliveries": list(by_place.values())}
    await (await raw(db)).execute(_SENT, of)


def _named(db: WriteSession, operation: UUID, places: Collection[Place]) -> dict[str, Any]:
    decisions, parties = [one[0] for one in places], [one[1] for one in places]
    return {"gmina": db.gmina, "operation": operation, "decisions": decisions, "parties": parties}


async def _all(db: WriteSession, statement: str, of: Any) -> list[TupleRow]:
    return await (await (await raw(db)).execute(statement, of)).fetchall()
