"""Following one log to its end: fetch, verify, read, apply; the next page is fetched and read while this one is applied."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import psycopg

from kit.db import Database
from kit.feed.routes import MAX_LIMIT
from kit.feed.verify import ChainBroken, FeedBroken, FeedGap, Page, Place, verify
from services.reporting.classification.register import Classification
from services.reporting.ledger.apply import apply_page
from services.reporting.ledger.facts import Batch, Reader, Unreadable
from services.reporting.sources import store
from services.reporting.sources.feeds import Unreachable
from services.reporting.sources.heads import Head, fault

LEASE_SECONDS = 30.0
# A member who is paid every month has her row written once for all pages that are applied together.
MOST_PAGES = 4

Fetch = Callable[[int, int], Awaitable[bytes]]
"""The text of the page behind a place, at most so many events."""
End = Callable[[], Awaitable[Head]]
"""Where the service says that its log ends."""


@dataclass(frozen=True, slots=True)
class Read:
    """Pages that are ready to be applied together behind `after`. full: the last one was, so more may follow."""

    after: Place
    place: Place
    batch: Batch
    full: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """How a pull ended: events applied, where the cursor is, the state of the source, and whether it stopped for others that wait."""

    applied: int
    sequence: int
    state: str
    reason: str | None
    at_end: bool
    gave_way: bool = False


async def follow(
    database: Database,
    fetch: Fetch,
    gmina: str,
    service: str,
    classification: Classification,
    *,
    end: End | None = None,
    owner: str | None = None,
    give_way: Callable[[], bool] | None = None,
    limit: int = MAX_LIMIT,
) -> Followed:
    """Applies everything behind the cursor. owner: holder of the lease; it stops when somebody else has taken it. end: asked when there is
    nothing behind the cursor, because that alone does not say that it is still the same log. give_way: asked behind each page, whether to
    stop here and go on later.

    A gap, a broken chain or an unreadable event stops the source and is kept in its row; nothing of that page is applied.
    """
    reader = Reader(gmina, service, classification)
    await store.ensure(database, gmina, [service])
    begin, state = await store.cursor(database, gmina, service)
    place = begin
    at_end = gave_way = False

    async def prepare(after: Place, most: int) -> Read:
        pages: list[Page] = []
        place, full = after, True
        while full and len(pages) < most:
            try:
                text = await fetch(place.sequence, limit)
                # In a thread: five thousand digests would hold up every other request of the process.
                pages.append(await asyncio.to_thread(verify, text, place))
            except (FeedBroken, Unreachable):
                # What came whole is applied; the page that did not is asked for again and tells.
                if not pages:
                    raise
                break
            place, full = pages[-1].place, len(pages[-1].items) >= limit
        try:
            return Read(after, place, await asyncio.to_thread(reader.read, _items(pages)), full)
        except Unreadable:
            if len(pages) == 1:
                raise
            return Read(after, pages[0].place, await asyncio.to_thread(reader.read, pages[0].items), True)

    # One page first, so that there is something to apply while the next ones are read.
    pages = 1
    upcoming = asyncio.create_task(prepare(place, pages))
    try:
        while True:
            page = await upcoming
            if page.place == page.after:
                at_end = True
                break
            if page.full:
                pages = min(pages + 1, MOST_PAGES)
                upcoming = asyncio.create_task(prepare(page.place, pages))
            async with database.tenant(gmina) as connection:
                mine = await apply_page(connection, gmina, service, page.after, page.batch, page.place)
                mine = mine and (owner is None or await store.lease(connection, gmina, service, owner, LEASE_SECONDS))
            if not mine:
                break
            place = page.place
            if not page.full:
                at_end = True
                break
            if give_way is not None and give_way():
                gave_way = True
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
    if at_end and place == begin:
        try:
            wrong = None if end is None else fault(await end(), place)
        except Unreachable as error:
            wrong = "unreachable", str(error)
        if wrong is not None:
            return await _stop(database, gmina, service, begin, place, *wrong)
        if state != store.FOLLOWING:
            # Nothing new was there, but the log is whole again.
            await store.note_state(database, gmina, service, place.sequence, store.FOLLOWING, None)
    return Followed(place.sequence - begin.sequence, place.sequence, store.FOLLOWING, None, at_end, gave_way)


def _items(pages: Sequence[Page]) -> list[bytes]:
    return [item for page in pages for item in page.items]


async def _stop(
    database: Database, gmina: str, service: str, begin: Place, place: Place, state: str, reason: str
) -> Followed:
    await store.note_state(database, gmina, service, place.sequence, state, reason)
    return Followed(place.sequence - begin.sequence, place.sequence, state, reason, False)
