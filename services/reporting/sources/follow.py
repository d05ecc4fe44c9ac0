"""Following one log to its end: fetch, verify, read, apply; the next page is fetched and read while this one is applied."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import psycopg

from kit.db import Database
from kit.feed.routes import MAX_LIMIT
from kit.feed.verify import ChainBroken, FeedBroken, FeedGap, Place, verify
from services.reporting.classification.register import Classification
from services.reporting.ledger.apply import apply_page
from services.reporting.ledger.facts import Batch, Reader, Unreadable
from services.reporting.sources import store
from services.reporting.sources.feeds import Unreachable

LEASE_SECONDS = 30.0

Fetch = Callable[[int, int], Awaitable[bytes]]
"""The text of the page behind a place, at most so many events."""


@dataclass(frozen=True, slots=True)
class Read:
    """A page that is ready to be applied behind `after`."""

    after: Place
    place: Place
    batch: Batch
    full: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """How a pull ended: events applied, where the cursor is, and the state of the source."""

    applied: int
    sequence: int
    state: str
    reason: str | None
    at_end: bool


async def follow(
    database: Database,
    fetch: Fetch,
    gmina: str,
    service: str,
    classification: Classification,
    *,
    owner: str | None = None,
    limit: int = MAX_LIMIT,
) -> Followed:
    """Applies everything behind the cursor. owner: holder of the lease; it stops when somebody else has taken it.

    A gap, a broken chain or an unreadable event stops the source and is kept in its row; nothing of that page is applied.
    """
    reader = Reader(gmina, service, classification)
    await store.ensure(database, gmina, [service])
    begin, state = await store.cursor(database, gmina, service)
    place = begin
    at_end = False

    async def prepare(after: Place) -> Read:
        text = await fetch(after.sequence, limit)
        # In a thread: five thousand digests would hold up every other request of the process.
        return await asyncio.to_thread(_read, reader, text, after, limit)

    upcoming = asyncio.create_task(prepare(place))
    try:
        while True:
            page = await upcoming
            if page.place == page.after:
                at_end = True
                break
            if page.full:
                upcoming = asyncio.create_task(prepare(page.place))
            async with database.tenant(gmina) as connection:
                mine = await apply_page(connection, gmina, service, page.after, page.batch, page.place)
                mine = mine and (owner is None or await store.lease(connection, gmina, service, owner, LEASE_SECONDS))
            if not mine:
                break
            place = page.place
            if not page.full:
                at_end = True
                break
    except FeedGap as error:
        return await _stop(database, gmina, service, begin, place, "stopped_gap", str(error))
    except (ChainBroken, FeedBroken) as error:
        return await _stop(database, gmina, service, begin, place, "stopped_chain", str(error))
    except Unreadable as error:
        return await _stop(database, gmina, service, begin, place, "stopped_content", str(error))
    # IntegrityError: a place that is in the ledger already comes again, behind a cursor that somebody put back.
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        return await _stop(database, gmina, service, begin, place, "stopped_content", type(error).__name__)
    except Unreachable as error:
        return await _stop(database, gmina, service, begin, place, "unreachable", str(error))
    finally:
        if not upcoming.done():
            upcoming.cancel()
        await asyncio.gather(upcoming, return_exceptions=True)
    if at_end and place == begin and state != store.FOLLOWING:
        # Nothing new was there, but the log is whole again.
        await store.note_state(database, gmina, service, place.sequence, store.FOLLOWING, None)
    return Followed(place.sequence - begin.sequence, place.sequence, store.FOLLOWING, None, at_end)


def _read(reader: Reader, text: bytes, after: Place, limit: int) -> Read:
    page = verify(text, after)
    return Read(after, page.place, reader.read(page.items), len(page.items) >= limit)


async def _stop(
    database: Database, gmina: str, service: str, begin: Place, place: Place, state: str, reason: str
) -> Followed:
    await store.note_state(database, gmina, service, place.sequence, state, reason)
    return Followed(place.sequence - begin.sequence, place.sequence, state, reason, False)
