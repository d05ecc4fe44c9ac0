"""What the services call their benefits: learnt from GET /benefits, kept, so that statements do not depend on who is up.

A name is kept with the moment from which it was known: a statement of an earlier state of knowledge, or of a closed period, has the names
of then. The first name of a benefit holds for all time before it.
"""

from collections.abc import Mapping, Sequence

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.db import Database
from services.reporting.sources.feeds import Feeds

_KEEP = """
INSERT INTO benefit_name (gmina, service, code, name, known_at)
SELECT %(gmina)s, %(service)s, n.code, n.name, CASE WHEN last.name IS NULL THEN '-infinity' ELSE clock_timestamp() END
  FROM unnest(%(codes)s::text[], %(names)s::text[]) AS n(code, name)
  LEFT JOIN LATERAL (
       SELECT b.name FROM benefit_name b WHERE b.gmina = %(gmina)s AND b.service = %(service)s AND b.code = n.code
        ORDER BY b.known_at DESC LIMIT 1) AS last ON true
 WHERE last.name IS DISTINCT FROM n.name ORDER BY n.code
ON CONFLICT DO NOTHING
"""


async def learn(
    database: Database, feeds: Feeds, service: str, gminas: Sequence[str], *, address: str | None = None
) -> None:
    """Asks once and keeps the answer for every gmina whose service is at the address; raises Unreachable."""
    if not gminas:
        return
    found = await feeds.benefit_names(service, gminas[0], address=address)
    for gmina in gminas:
        async with database.tenant(gmina) as connection:
            await keep(connection, gmina, service, found)


async def keep(connection: AsyncConnection[TupleRow], gmina: str, service: str, found: Mapping[str, str]) -> None:
    """Keeps names by code."""
    given = {"gmina": gmina, "service": service, "codes": list(found), "names": list(found.values())}
    await connection.execute(_KEEP, given)
