"""Workers that share the sources of all gminas: whoever gets the lease of a log that has grown follows it to its end.

A worker that dies keeps its lease for half a minute at most; then another one goes on from the cursor.
"""

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import psycopg

from kit.background import end as end_of
from kit.db import Database
from kit.feed.envelope import new_id
from services.reporting.classification.register import Classification, load
from services.reporting.sources import names, own, store
from services.reporting.sources.feeds import Feeds, Unreachable
from services.reporting.sources.follow import LEASE_SECONDS, Followed, follow
from services.reporting.sources.heads import EMPTY, Head, fault

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
NAMES_SECONDS = 600.0
GRACE_SECONDS = 3.0


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
    ) -> None:
        self._database = database
        self._feeds = feeds
        self._gminas = list(gminas)
        self._workers = workers
        self._poll = poll
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

    async def _follow(self, gmina: str, service: str, owner: str | None) -> Followed:
        if service == own.OWN:
            return await own.follow_own(self._database, gmina, await self.classification())

        address = await store.address(self._database, gmina, service)

        async def fetch(after: int, limit: int) -> bytes:
            return await self._feeds.page(service, gmina, after, limit, address=address)

        async def end() -> Head:
            return (await self._feeds.heads(service, [gmina], address=address)).get(gmina, EMPTY)

        return await follow(self._database, fetch, gmina, service, await self.classification(), end=end, owner=owner)

    async def catch_up(self, gmina: str) -> None:
        """Applies reporting's own log, so that a reader sees what was written before."""
        if await own.behind(self._database, [gmina]):
            await self.pull(gmina, own.OWN)

    async def _run(self) -> None:
        prepared = False
        while not self._closing.is_set():
            try:
                if not prepared:
                    for gmina in self._gminas:
                        await store.ensure(self._database, gmina, [*self._feeds.services, own.OWN])
                    prepared = True
                await self._round()
            # With a star: what happens in one of the workers comes out of their group as a group.
            except* (psycopg.Error, OSError) as failed:
                log.warning("the database did not answer; pulling goes on when it does", extra=_types(failed))
            except* Exception as failed:
                log.error("a round of pulling failed; the next one tries again", extra=_types(failed))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), self._poll)

    async def _round(self) -> None:
        """One look at all logs, and everything that has grown."""
        for gmina in await own.behind(self._database, self._gminas):
            await self.catch_up(gmina)
        known = await store.listed(self._database, self._gminas)
        queue: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        for service in self._feeds.services:
            of_service = [source for source in known if source.service == service]
            # The gminas at the setting's address, then those that have one of their own.
            for address in sorted({source.address or "" for source in of_service}):
                there = [source for source in of_service if (source.address or "") == address]
                await self._learn_names(service, address or None, [source.gmina for source in there])
                await self._look(service, address or None, there, queue)
        async with asyncio.TaskGroup() as tasks:
            for _ in range(min(self._workers, queue.qsize())):
                tasks.create_task(self._work(queue))

    async def _look(
        self,
        service: str,
        address: str | None,
        known: Sequence[store.Known],
        queue: asyncio.Queue[tuple[str, str]],
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
                queue.put_nowait((source.gmina, service))

    async def _work(self, queue: asyncio.Queue[tuple[str, str]]) -> None:
        while not queue.empty() and not self._closing.is_set():
            gmina, service = queue.get_nowait()
            async with self._database.tenant(gmina) as connection:
                mine = await store.lease(connection, gmina, service, self._owner, LEASE_SECONDS)
            if not mine:
                continue
            try:
                await self._follow(gmina, service, self._owner)
            finally:
                await store.release(self._database, gmina, service, self._owner)

    async def _learn_names(self, service: str, address: str | None, gminas: Sequence[str]) -> None:
        if time.monotonic() < self._named.get((service, address), 0.0):
            return
        with contextlib.suppress(Unreachable):
            await names.learn(self._database, self._feeds, service, gminas, address=address)
            self._named[service, address] = time.monotonic() + NAMES_SECONDS


def _types(failed: BaseExceptionGroup) -> dict[str, str]:
    """For the log: the kinds only, because a message may quote a row."""
    kinds: set[str] = set()
    waiting: list[BaseException] = [failed]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions
        else:
            kinds.add(type(one).__name__)
    return {"error": ", ".join(sorted(kinds))}
