"""Short numbers for what repeats in the ledger: postings, nodes of the counting tree, members. Given under the gmina's lock."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from services.reporting.ledger.facts import FAMILY, PERSON, Combo

_FIRST = "INSERT INTO ledger_head (gmina) VALUES (%s) ON CONFLICT (gmina) DO NOTHING"
_LOCK = "SELECT postings, nodes, members FROM ledger_head WHERE gmina = %s FOR UPDATE"
_STORE = "UPDATE ledger_head SET postings = %s, nodes = %s, members = %s WHERE gmina = %s"

_COMBO = (
    "unit",
    "side",
    "measure",
    "dzial",
    "rozdzial",
    "paragraf",
    "p4",
    "task",
    "task_kind",
    "source",
    "benefit",
    "variant",
    "mechanism",
    "cover",
)
_ARRAYS = ", ".join(["%s::text[]"] * len(_COMBO))
_FIND_POSTINGS = f"""
SELECT n.place, p.id FROM unnest({_ARRAYS}) WITH ORDINALITY AS n({", ".join(_COMBO)}, place)
  JOIN posting p ON p.gmina = %s AND {" AND ".join(f"p.{name} = n.{name}" for name in _COMBO)}
"""
_ADD_POSTINGS = f"""
INSERT INTO posting (gmina, id, nodes, {", ".join(_COMBO)})
SELECT %s, id, nodes::integer[], {", ".join(_COMBO)}
  FROM unnest({_ARRAYS}, %s::integer[], %s::text[]) AS n({", ".join(_COMBO)}, id, nodes)
"""
_FIND_NODES = """
SELECT n.place, d.id FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS n(side, measure, path, place)
  JOIN node d ON d.gmina = %s AND d.side = n.side AND d.measure = n.measure AND d.path = n.path
"""
_ADD_NODES = """
INSERT INTO node (gmina, id, side, measure, path)
SELECT %s, id, side, measure, path
  FROM unnest(%s::integer[], %s::text[], %s::text[], %s::text[]) AS n(id, side, measure, path)
"""
_FIND_MEMBERS = "SELECT pseudonym, id, root FROM member WHERE gmina = %s AND kind = %s AND pseudonym = ANY (%s::text[])"
_ADD_MEMBERS = """
INSERT INTO member (gmina, id, kind, pseudonym, root)
SELECT %s, id, %s, pseudonym, id FROM unnest(%s::integer[], %s::text[]) AS n(id, pseudonym)
"""


@dataclass(slots=True)
class Head:
    """The gmina's counters; whoever holds it has the gmina's projection for the rest of the transaction."""

    postings: int
    nodes: int
    members: int


@dataclass(frozen=True, slots=True)
class Members:
    """Numbers of a page's pseudonyms, in the page's order; families with the number that stands for them after links."""

    persons: Sequence[int]
    households: Sequence[int]
    roots: dict[int, int]


def paths(combo: Combo) -> tuple[str, str, str, str, str]:
    """The five places in which a posting's persons are counted: total, dział, rozdział, row (with the kind of task), benefit line."""
    dzial, rozdzial, task_kind, benefit = combo[3], combo[4], combo[8], combo[10]
    row = f"{dzial}/{rozdzial}/{task_kind}"
    return "", dzial, f"{dzial}/{rozdzial}", row, f"{row}/{benefit}"


async def lock(connection: AsyncConnection[TupleRow], gmina: str) -> Head:
    """Takes the gmina's lock until the end of the transaction: cells span services, so pages of two logs are applied in turn."""
    row = await (await connection.execute(_LOCK, (gmina,))).fetchone()
    if row is None:
        await connection.execute(_FIRST, (gmina,))
        row = await (await connection.execute(_LOCK, (gmina,))).fetchone()
    if row is None:
        raise RuntimeError("the ledger of this gmina cannot be seen; was the transaction opened for another gmina?")
    return Head(*row)


async def store(connection: AsyncConnection[TupleRow], gmina: str, head: Head) -> None:
    """Keeps the counters."""
    await connection.execute(_STORE, (head.postings, head.nodes, head.members, gmina))


async def postings(connection: AsyncConnection[TupleRow], gmina: str, head: Head, combos: Sequence[Combo]) -> list[int]:
    """The numbers of the combinations, new ones given."""
    ids = [0] * len(combos)
    found = await connection.execute(_FIND_POSTINGS, (*_transposed(combos), gmina))
    for place, number in await found.fetchall():
        ids[place - 1] = number
    new = [place for place, number in enumerate(ids) if number == 0]
    if new:
        trees = await _nodes(connection, gmina, head, [combos[place] for place in new])
        for number, place in enumerate(new, start=head.postings + 1):
            ids[place] = number
        head.postings += len(new)
        arrays = _transposed([combos[place] for place in new])
        arrays_of_nodes = ["{" + ",".join(map(str, tree)) + "}" for tree in trees]
        await connection.execute(_ADD_POSTINGS, (gmina, *arrays, [ids[place] for place in new], arrays_of_nodes))
    return ids


async def members(
    connection: AsyncConnection[TupleRow], gmina: str, head: Head, persons: Sequence[str], households: Sequence[str]
) -> Members:
    """The numbers of the pseudonyms, new ones given."""
    person_ids, _ = await _members(connection, gmina, head, PERSON, persons)
    household_ids, roots = await _members(connection, gmina, head, FAMILY, households)
    return Members(person_ids, household_ids, roots)


async def _members(
    connection: AsyncConnection[TupleRow], gmina: str, head: Head, kind: int, pseudonyms: Sequence[str]
) -> tuple[list[int], dict[int, int]]:
    if not pseudonyms:
        return [], {}
    cursor = connection.cursor(binary=True)
    await cursor.execute(_FIND_MEMBERS, (gmina, kind, list(pseudonyms)))
    known: dict[str, int] = {}
    roots: dict[int, int] = {}
    for pseudonym, number, root in await cursor.fetchall():
        known[pseudonym] = number
        roots[number] = root
    new = [pseudonym for pseudonym in pseudonyms if pseudonym not in known]
    if new:
        numbers = list(range(head.members + 1, head.members + 1 + len(new)))
        head.members += len(new)
        known.update(zip(new, numbers, strict=True))
        roots.update(zip(numbers, numbers, strict=True))
        await connection.execute(_ADD_MEMBERS, (gmina, kind, numbers, new))
    return [known[pseudonym] for pseudonym in pseudonyms], roots


async def _nodes(
    connection: AsyncConnection[TupleRow], gmina: str, head: Head, combos: Sequence[Combo]
) -> list[list[int]]:
    wanted = list(dict.fromkeys((combo[1], combo[2], path) for combo in combos for path in paths(combo)))
    columns = [list(column) for column in zip(*wanted, strict=True)]
    known: dict[tuple[str, str, str], int] = {}
    found = await connection.execute(_FIND_NODES, (*columns, gmina))
    for place, number in await found.fetchall():
        known[wanted[place - 1]] = number
    new = [node for node in wanted if node not in known]
    if new:
        numbers = list(range(head.nodes + 1, head.nodes + 1 + len(new)))
        head.nodes += len(new)
        known.update(zip(new, numbers, strict=True))
        await connection.execute(_ADD_NODES, (gmina, numbers, *[list(column) for column in zip(*new, strict=True)]))
    return [[known[combo[1], combo[2], path] for path in paths(combo)] for combo in combos]


def _transposed(combos: Sequence[Combo]) -> list[list[str]]:
    return [list(column) for column in zip(*combos, strict=True)]
