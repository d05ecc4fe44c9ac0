"""Wakes readers that wait for events: one LISTEN connection per process, and a look at the heads every second as the safety net.

A waiting reader holds no database connection. Shutdown releases everybody at once.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Protocol

import psycopg
from fastapi import FastAPI

from kit.background import beside
from kit.db.database import Database
from kit.feed.log import CHANNEL

log = logging.getLogger(__name__)

SAFETY_NET_SECONDS = 1.0
RECONNECT_SECONDS = 1.0


class Heads(Protocol):
    """Answers the last sequence of each of the gminas."""

    async def __call__(self, gminas: list[str]) -> dict[str, int]: ...


class Waker:
    """Waiters per gmina of one process. `run` is a task of the application's lifespan."""

    def __init__(self, dsn: str, heads: Heads) -> None:
        self._dsn = dsn
        self._heads = heads
        self._waiters: dict[str, set[tuple[int, asyncio.Event]]] = defaultdict(set)
        self.closing = False

    @contextlib.contextmanager
    def watch(self, gmina: str, after: int) -> Iterator[asyncio.Event]:
        """An event that is set when the gmina's log may have grown behind `after`, or at shutdown.

        Watch first and read then: what is committed in between is noticed.
        """
        waiter = (after, asyncio.Event())
        if self.closing:
            waiter[1].set()
        self._waiters[gmina].add(waiter)
        try:
            yield waiter[1]
        finally:
            self._waiters[gmina].discard(waiter)
            if not self._waiters[gmina]:
                del self._waiters[gmina]

    async def run(self) -> None:
        """Listens and looks until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._look())

    def release(self) -> None:
        """Lets every waiter go; called when the process is told to stop."""
        self.closing = True
        for gmina in list(self._waiters):
            self._wake(gmina)

    async def _listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._dsn, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    async for notice in connection.notifies():
                        self._wake(notice.payload)
            except psycopg.Error:
                log.warning("the notification connection was lost; the look every second goes on")
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(SAFETY_NET_SECONDS)
            if not self._waiters:
                continue
            try:
                heads = await self._heads(list(self._waiters))
            except (psycopg.Error, OSError):
                continue
            for gmina, head in heads.items():
                self._wake(gmina, head)

    def _wake(self, gmina: str, head: int | None = None) -> None:
        for after, waiter in self._waiters.get(gmina, ()):
            if head is None or head > after:
                waiter.set()


def feed_waker(database: Database) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A piece of an application: `app.state.waker` while it lives, waiters released at its end."""

    @contextlib.asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        waker = app.state.waker = Waker(database.dsn, partial(_heads, database))
        async with beside(waker.run(), "feed waker"):
            try:
                yield
            finally:
                waker.release()

    return living


async def _heads(database: Database, gminas: list[str]) -> dict[str, int]:
    async with database.tenants(gminas) as connection:
        return dict(await (await connection.execute("SELECT gmina, sequence FROM event_head")).fetchall())
