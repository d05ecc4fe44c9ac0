"""What the services call their benefits: learnt from GET /benefits, kept, so that statements do not depend on who is up."""

from collections.abc import Mapping, Sequence

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.db import Database
from services.reporting.sources.feeds import Feeds

_KEEP = """
INSERT INTO benefit_name AS t (gmina, service, code, name)
SELECT %s, %s, code, name FROM unnest(%s::text[], %s::text[]) AS n(code, name) ORDER BY code
ON CONFLICT (gmina, service, code) DO UPDATE SET name = excluded.name WHERE t.name <> excluded.name
"""


async def learn(database: Database, feeds: Feeds, service: str, gminas: Sequence[str]) -> None:
    """Asks once and keeps the answer for every gmina; raises Unreachable."""
    if not gminas:
        return
    found = await feeds.benefit_names(service, gminas[0])
    for gmina in gminas:
        async with database.tenant(gmina) as connection:
            await keep(connection, gmina, service, found)


async def keep(connection: AsyncConnection[TupleRow], gmina: str, service: str, found: Mapping[str, str]) -> None:
    """Keeps names by code."""
    await connection.execute(_KEEP, (gmina, service, list(found), list(found.values())))
