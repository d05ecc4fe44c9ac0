"""Running rights that came from the former program, in the database: each is a chain of its own, with the acts of ours that are on it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from casework.awards import effects_store
from casework.awards.effects import Standing
from casework.benefits.catalogue import Catalogue
from casework.recalculations.assessing import Chain, Earlier
from casework.recalculations.chains import chain_of
from kit.db import WriteSession, raw
from kit.secrets import KeyRing

RUNNING = """
 WHERE w.gmina = %(gmina)s AND w.origin = 'imported' AND w.state <> 'terminated'
   AND (w.until IS NULL OR w.until >= %(first)s)
"""
"""SQL: of rights `w`, imported ones that run in the month `first` or later."""

_OF_BENEFIT = f"{RUNNING}   AND w.benefit = %(benefit)s"
_HOW_MANY = f"SELECT count(*) FROM award w {_OF_BENEFIT}"
# The newest act that set amounts is the one a change refers to, else the one that began the chain of acts on the right.
_RIGHT = """
SELECT w.id, w.reference ->> 'number', w.reference ->> 'issued_on', w.entitled, begun.root, last.id, last.state, last.final_on,
       source.id, source.facts, source.persons, source.entitled
  FROM award w
  LEFT JOIN LATERAL (
       SELECT a.decision AS root FROM decision_act a JOIN decision x ON x.gmina = a.gmina AND x.id = a.decision
        WHERE a.gmina = w.gmina AND a.award = w.id AND a.earlier IS NOT NULL AND a.plan <> '[]'
          AND x.state IN ('issued', 'delivered', 'final')
        ORDER BY x.issued_on DESC, x.id DESC LIMIT 1) AS begun ON true
  LEFT JOIN LATERAL (
       SELECT x.id, x.state, x.final_on FROM decision_act a JOIN decision x ON x.gmina = a.gmina AND x.id = a.decision
        WHERE a.gmina = w.gmina AND a.root = begun.root AND x.issued_on IS NOT NULL AND x.state <> 'removed'
          AND (x.kind = ANY (%(setting)s) OR x.id = begun.root)
        ORDER BY x.kind = ANY (%(setting)s) DESC, x.issued_on DESC, x.id DESC LIMIT 1) AS last ON true
  LEFT JOIN LATERAL (
       SELECT x.id, x.facts, x.persons, x.entitled FROM decision_act a JOIN decision x ON x.gmina = a.gmina AND x.id = a.decision
        WHERE a.gmina = w.gmina AND a.root = begun.root AND x.issued_on IS NOT NULL AND x.state <> 'removed' AND x.facts IS NOT NULL
        ORDER BY x.issued_on DESC, x.id DESC LIMIT 1) AS source ON true
"""
_PAGE = f"""
{_RIGHT}{_OF_BENEFIT}   AND (%(after)s::uuid IS NULL OR w.id > %(after)s::uuid)
 ORDER BY w.id LIMIT %(limit)s
"""
_THESE = f"{_RIGHT} WHERE w.gmina = %(gmina)s AND w.id = ANY (%(awards)b)"


async def how_many(db: WriteSession, benefit: str, first: date) -> int:
    """How many such rights there are to look at."""
    of = {"gmina": db.gmina, "benefit": benefit, "first": first}
    row = await (await (await raw(db)).execute(_HOW_MANY, of)).fetchone()
    return int(row[0]) if row else 0


async def page(
    db: WriteSession, benefit: str, first: date, setting: Sequence[str], after: UUID | None, limit: int
) -> list[TupleRow]:
    """Imported rights to the benefit that run in the month or later, in order of id: the right, its decision in the former program, whose
    it is, the first act of ours on it, and then as a chain's row.
    """
    of = {
        "gmina": db.gmina, "benefit": benefit, "first": first, "setting": list(setting), "after": after, "limit": limit,
    }  # fmt: skip
    return await (await (await raw(db)).execute(_PAGE, of)).fetchall()


async def these(
    connection: AsyncConnection[TupleRow], gmina: str, rights: Sequence[UUID], setting: Sequence[str]
) -> list[TupleRow]:
    """The rows of these rights, as `page` gives them, in no order."""
    of = {"gmina": gmina, "awards": list(rights), "setting": list(setting)}
    return await (await connection.execute(_THESE, of)).fetchall()


async def awards(
    connection: AsyncConnection[TupleRow], gmina: str, rows: Sequence[TupleRow]
) -> dict[UUID, list[Standing]]:
    """The right of each row as it stands, with what acts of ours have made beside it; by the right."""
    found = {
        one.standing.award: [one.standing]
        for one in await effects_store.standing(connection, gmina, [row[0] for row in rows])
    }
    begun = {row[4]: row[0] for row in rows if row[4] is not None}
    if begun:
        for one in await effects_store.of_roots(connection, gmina, list(begun)):
            if one.root in begun:
                found[begun[one.root]].append(one.standing)
    return found


def imported_chain(
    keys: KeyRing,
    catalogue: Catalogue,
    gmina: str,
    row: TupleRow,
    awards: tuple[Standing, ...],
    fits: tuple[str, ...],
    today: date,
) -> Chain:
    """The chain of such a row. What the former program decided is taken as final."""
    award, number, issued_on, entitled, _, older, state, final_on, *source = row
    source[-1] = source[-1] or entitled
    of_ours = (award, older, "final" if older is None else state, final_on, *source)
    earlier = Earlier(number, issued_on) if number and issued_on else None
    return replace(chain_of(keys, catalogue, gmina, of_ours, awards, fits, today), award=award, earlier=earlier)
