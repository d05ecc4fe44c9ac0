"""A gmina's ledger anew: emptied in one transaction, then the services' logs and reporting's own from their first event."""

from kit.auth import ServiceTokens
from kit.db import Database
from kit.settings import Settings
from services.reporting.ledger.emptying import empty
from services.reporting.sources.feeds import Feeds
from services.reporting.sources.own import OWN
from services.reporting.sources.workers import Puller


class SourceStopped(Exception):
    """A log could not be read to its end; the ledger holds what was read so far."""


async def rebuild(database: Database, puller: Puller, services: tuple[str, ...], gmina: str) -> dict[str, int]:
    """Events applied by service. Raises SourceStopped."""
    async with database.tenant(gmina) as connection:
        await empty(connection, gmina)
    counted: dict[str, int] = {}
    for service in (*services, OWN):
        ended = await puller.pull(gmina, service)
        if ended.state != "following":
            raise SourceStopped(f"{service}: {ended.state} at {ended.sequence} ({ended.reason})")
        counted[service] = ended.sequence
    return counted


async def rebuild_from_settings(settings: Settings, gmina: str) -> dict[str, int]:
    """The same for a process that is told by its environment where everything is."""
    database = Database(settings.database_dsn.get_secret_value(), service=OWN, pool_size=2)
    feeds = feeds_from_settings(settings)
    await database.open()
    try:
        return await rebuild(database, Puller(database, feeds, [gmina]), feeds.services, gmina)
    finally:
        await feeds.close()
        await database.close()


def feeds_from_settings(settings: Settings) -> Feeds:
    """The services' feeds with tokens of our own; raises ValueError when a setting is missing."""
    if settings.token_url is None or settings.client_id is None or settings.client_secret is None:
        raise ValueError("GOPS_TOKEN_URL, GOPS_CLIENT_ID and GOPS_CLIENT_SECRET are needed to read the services' feeds")
    tokens = ServiceTokens(settings.token_url, settings.client_id, settings.client_secret.get_secret_value())
    return Feeds(settings.sources, tokens.headers, forget=tokens.forget)
