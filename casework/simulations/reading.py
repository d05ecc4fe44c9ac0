"""The running rights of a gmina, family by family: a cursor over the chains of acts, read page by page. Nothing is written."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from psycopg import AsyncConnection, AsyncServerCursor
from psycopg.rows import TupleRow

from casework.awards.effects import Standing
from casework.recalculations import imported, store
from casework.recalculations.looking import awards_of, running, setting_amounts
from casework.simulations.supposing import Asked
from kit.db import Database
from kit.periods import first_day

PAGE = 1_000
"""Chains that are read and assessed together: what memory holds of a gmina of any size."""

# The planner would take a cursor's first rows for all that is wanted, and look the awards up one by one.
_WHOLE = "SET LOCAL cursor_tuple_fraction = 1"
_READ_ONLY = "SET TRANSACTION READ ONLY"
_FAMILIES = f"""
SELECT family, is_imported, id, benefit FROM (
    SELECT coalesce(d.household, d.entitled) AS family, false AS is_imported, root.id, d.benefit
      {store.RUNNING}   AND d.benefit = ANY (%(benefits)s)
    UNION ALL
    SELECT coalesce(w.household, w.entitled), true, w.id, w.benefit
      FROM award w {imported.RUNNING}   AND w.benefit = ANY (%(benefits)s)) AS running
 ORDER BY family, is_imported, id
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A chain as the store reads it, with its awards, its family and the benefit that it began with."""

    family: UUID
    benefit: str
    is_imported: bool
    chain: TupleRow
    awards: tuple[Standing, ...]


class Pages:
    """The chains of a question in order of families; `following` gives the next of them, none at the end."""

    def __init__(
        self, connection: AsyncConnection[TupleRow], cursor: AsyncServerCursor[TupleRow], asked: Asked
    ) -> None:
        self._connection = connection
        self._cursor = cursor
        self._asked = asked
        self._setting = setting_amounts()

    async def following(self) -> Sequence[Row]:
        """The next page."""
        found = await self._cursor.fetchmany(PAGE)
        if not found:
            return ()
        roots = [root for _, is_imported, root, _ in found if not is_imported]
        rights = [right for _, is_imported, right, _ in found if is_imported]
        gmina, first = self._asked.gmina, self._asked.first
        chains: dict[UUID, TupleRow] = {}
        awards: dict[UUID, tuple[Standing, ...]] = {}
        if roots:
            for row in await store.chains(self._connection, gmina, roots, self._setting):
                chains[row[0]] = row
            awards |= await awards_of(self._connection, gmina, roots, first)
        if rights:
            rows = await imported.these(self._connection, gmina, rights, self._setting)
            chains |= {row[0]: row for row in rows}
            standing = await imported.awards(self._connection, gmina, rows)
            awards |= {right: running(own, first) for right, own in standing.items()}
        return [
            Row(family, benefit, is_imported, chains[root], awards.get(root, ()))
            for family, is_imported, root, benefit in found
        ]


@asynccontextmanager
async def pages(database: Database, asked: Asked) -> AsyncIterator[Pages]:
    """All pages show the gmina at one moment, in a transaction that cannot write."""
    of = {
        "gmina": asked.gmina,
        "first": first_day(asked.first),
        "benefits": [one.code for one in asked.base] if asked.benefits is None else list(asked.benefits),
    }
    async with database.tenant(asked.gmina, one_moment=True) as connection:
        await connection.execute(_READ_ONLY)
        await connection.execute(_WHOLE)
        async with connection.cursor(name="families") as cursor:
            await cursor.execute(_FAMILIES, of)
            yield Pages(connection, cursor, asked)
