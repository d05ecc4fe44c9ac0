"""Workers that share the sources of all gminas: whoever gets the lease of a log that has grown follows it.

Looks at the logs go on whatever the workers are busy with, and put what has grown into a queue. A long log gives way after a while when
others wait, and goes on behind them: the lag of all is not that of the slowest. A worker that dies keeps its lease for half a minute at
most; then another one goes on from the cursor.
"""

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

import psycopg

from kit.background import end as end_of
from kit.db import Database
from kit.feed.envelope import new_id
from kit.feed.routes import MAX_LIMIT
from services.reporting.classification.register import Classification, load
from services.reporting.sources import costs, names, own, store
from services.reporting.sources.feeds import Feeds, Unreachable
from services.reporting.sources.follow import LEASE_SECONDS, Followed, follow
from services.reporting.sources.heads import EMPTY, Head, fault

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
NAMES_SECONDS = 600.0
GRACE_SECONDS = 3.0
TURN_SECONDS = 2.0
"""After which a log gives way to those that wait."""

Key = tuple[str, str]
"""A gmina and a service."""


class Puller:
    """Pulls the gminas' logs from their services, in the background or when asked."""

    def __init__(
        self,
        database: Database,
        feeds: Feeds,
        gminas: Sequence[str],
        *,
        workers: int = 2,
        poll: float = POLL_SECONDS,
        turn: float = TURN_SECONDS,
        limit: int = MAX_LIMIT,
    ) -> None:
        self._database = database
        self._feeds = feeds
        self._gminas = list(gminas)
        self._workers = workers
        self._poll = poll
        self._turn = turn
        self._limit = limit
        # What waits; and that or is worked on, so that nothing waits twice.
        self._queue: asyncio.Queue[Key | None] = asyncio.Queue()
        self._known: set[Key] = set()
        self._owner = f"{os.getpid()}-{new_id()}"
        self._named: dict[tuple[str, str | None], float] = {}
        self._classification: Classification | None = None
        self._closing = asyncio.Event()

    @property
    def services(self) -> tuple[str, ...]:
        """The services that are followed."""
        return self._feeds.services

    @property
    def gminas(self) -> tuple[str, ...]:
        """The gminas that are worked for."""
        return tuple(self._gminas)

    async def classification(self) -> Classification:
        """The register; it changes only with a migration, so a process reads it once."""
        if self._classification is None:
            async with self._database.tenants(()) as connection:
                self._classification = await load(connection)
        return self._classification

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The background work, as long as the application lives."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            self._closing.set()
            await asyncio.wait([task], timeout=GRACE_SECONDS)
            await end_of(task)
            await self._feeds.close()

    async def pull(self, gmina: str, service: str) -> Followed:
        """Follows one log to its end now, a stopped one too: the way to go on after its fault is mended."""
        while True:
            ended = await self._follow(gmina, service, None)
            if ended.at_end or ended.state != "following":
                return ended
            # Somebody else moved the cursor meanwhile: go on from where it stands now.

    async def _follow(
        self, gmina: str, service: str, owner: str | None, give_way: Callable[[], bool] | None = None
    ) -> Followed:
        if service == own.OWN:
            return await own.follow_own(self._database, gmina, await self.classification())

        address = await store.address(self._database, gmina, service)

        async def fetch(after: int, limit: int) -> bytes:
            return await self._feeds.page(service, gmina, after, limit, address=address)

        async def end() -> Head:
            return (await self._feeds.heads(service, [gmina], address=address)).get(gmina, EMPTY)

        return await follow(
            self._database,
            fetch,
            gmina,
            service,
            await self.classification(),
            end=end,
            owner=owner,
            give_way=give_way,
            limit=self._limit,
        )

    async def catch_up(self, gmina: str) -> None:
        """Applies reporting's own log, so that a reader sees what was written before."""
        if await own.behind(self._database, [gmina]):
            await self.pull(gmina, own.OWN)

    async def _run(self) -> None:
        workers = [asyncio.create_task(self._works()) for _ in range(self._workers)]
        try:
            prepared = False
            while not self._closing.is_set():
                try:
                    if not prepared:
                        for gmina in self._gminas:
                            await store.ensure(self._database, gmina, [*self._feeds.services, own.OWN])
                        prepared = True
                    await self._look_at_all()
                except Exception as error:
                    _told(error, "looking at the logs")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._closing.wait(), self._poll)
            for _ in workers:
                self._queue.put_nowait(None)
            await asyncio.gather(*workers)
        finally:
            await end_of(*workers)

    async def _look_at_all(self) -> None:
        for gmina in await own.behind(self._database, self._gminas):
            self._put(gmina, own.OWN)
        known = await store.listed(self._database, self._gminas)
        for service in self._feeds.services:
            of_service = [source for source in known if source.service == service]
            # The gminas at the setting's address, then those that have one of their own.
            for address in sorted({source.address or "" for source in of_service}):
                there = [source for source in of_service if (source.address or "") == address]
                await self._learn_catalogue(service, address or None, [source.gmina for source in there])
                await self._look(service, address or None, there)

    def _put(self, gmina: str, service: str) -> None:
        if (gmina, service) not in self._known:
            self._known.add((gmina, service))
            self._queue.put_nowait((gmina, service))

    async def _look(
        self,
        service: str,
        address: str | None,
        known: Sequence[store.Known],
    ) -> None:
        gminas = [source.gmina for source in known]
        try:
            heads: Mapping[str, Head] = await self._feeds.heads(service, gminas, address=address)
        except Unreachable as error:
            for source in known:
                if source.state == "following":
                    await store.note_state(
                        self._database, source.gmina, service, source.sequence, "unreachable", str(error)
                    )
            return
        for source in known:
            head = heads.get(source.gmina, EMPTY)
            if head.sequence != source.head:
                await store.note_head(self._database, source.gmina, service, head.sequence)
            if source.stopped or not source.free:
                continue
            wrong = fault(head, source.place)
            if wrong is not None:
                # The service came back from an older backup: what was read here is no longer in its log.
                await store.note_state(self._database, source.gmina, service, source.sequence, *wrong)
            elif head.sequence > source.sequence or source.state != "following":
                self._put(source.gmina, service)

    async def _works(self) -> None:
        while (key := await self._queue.get()) is not None:
            again = False
            try:
                again = await self._work(*key)
            except Exception as error:
                _told(error, "following a log")
            if again and not self._closing.is_set():
                # Behind those that wait.
                self._queue.put_nowait(key)
            else:
                self._known.discard(key)

    async def _work(self, gmina: str, service: str) -> bool:
        """Follows the log for its turn; whether it goes on in another one."""
        async with self._database.tenant(gmina) as connection:
            if not await store.lease(connection, gmina, service, self._owner, LEASE_SECONDS):
                return False
        begun = time.monotonic()

        def give_way() -> bool:
            return self._closing.is_set() or (not self._queue.empty() and time.monotonic() - begun >= self._turn)

        try:
            ended = await self._follow(gmina, service, self._owner, give_way)
        finally:
            await store.release(self._database, gmina, service, self._owner)
        return ended.gave_way

    async def _learn_catalogue(self, service: str, address: str | None, gminas: Sequence[str]) -> None:
        if time.monotonic() < self._named.get((service, address), 0.0):
            return
        with contextlib.suppress(Unreachable):
            await names.learn(self._database, self._feeds, service, gminas, address=address)
            if gminas:
                found = await self._feeds.service_costs(service, gminas[0], address=address)
                await costs.learn(self._database, service, gminas, found)
            self._named[service, address] = time.monotonic() + NAMES_SECONDS


def _told(error: Exception, what: str) -> None:
    # The kind only, because a message may quote a row.
    extra = {"error": type(error).__name__}
    if isinstance(error, psycopg.Error | OSError):
        log.warning("the database did not answer; pulling goes on when it does", extra=extra)
    else:
        log.error("%s failed; the next look tries again", what, extra=extra)
