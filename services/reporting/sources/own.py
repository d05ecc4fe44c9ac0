"""Reporting's own log is a source like the others, read from its own database."""

from kit.db import Database
from kit.feed.pages import read_page
from services.reporting.classification.register import Classification
from services.reporting.sources.follow import Followed, follow

OWN = "reporting"

_BEHIND = """
SELECT h.gmina FROM event_head h LEFT JOIN source s ON s.gmina = h.gmina AND s.service = 'reporting'
 WHERE h.sequence > coalesce(s.sequence, 0)
"""


async def follow_own(database: Database, gmina: str, classification: Classification) -> Followed:
    """Applies what entered here and is not in the ledger yet; whoever reads next sees what was written before."""

    async def fetch(after: int, limit: int) -> bytes:
        text, _ = await read_page(database, gmina, after, limit)
        return text

    return await follow(database, fetch, gmina, OWN, classification)


async def behind(database: Database, gminas: list[str]) -> list[str]:
    """The gminas whose own log is longer than what was applied of it."""
    async with database.tenants(gminas) as connection:
        return [gmina for (gmina,) in await (await connection.execute(_BEHIND)).fetchall()]
