"""Carries imports through checking and applying in the background, and takes up again what a process that died has left."""

import asyncio
import logging
from collections.abc import Sequence
from uuid import UUID

from casework.imports import checking, store
from casework.imports.applying import Applier
from kit.db import Database

log = logging.getLogger(__name__)


class ImportRunner:
    """The imports that this process is working on. Another process may work on the same one: the run's row keeps them apart."""

    def __init__(self, database: Database, applier: Applier) -> None:
        self._database = database
        self._applier = applier
        self._tasks: dict[tuple[str, UUID], asyncio.Task[None]] = {}

    async def resume(self, gminas: Sequence[str]) -> None:
        """Takes up what a process that died has left unfinished in these gminas."""
        async with self._database.tenants(gminas) as connection:
            found = await store.unfinished(connection)
        for gmina, run in found:
            self.start(gmina, run)

    def start(self, gmina: str, run: UUID) -> None:
        """Works on the run unless this process already does."""
        key = (gmina, run)
        if key not in self._tasks:
            task = asyncio.create_task(self.work(gmina, run), name=f"import {run}")
            self._tasks[key] = task
            task.add_done_callback(lambda done: self._done(key, done))

    async def work(self, gmina: str, run: UUID) -> None:
        """Checks and applies, chunk by chunk, to the end."""
        async with self._database.tenant(gmina) as connection:
            await checking.check(connection, gmina, run)
        while (await self._applier.next_chunk(gmina, run)).state == "applying":
            pass

    async def close(self) -> None:
        """Stops between two statements; what was committed stays, the rest is done when the run is started again."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _done(self, key: tuple[str, UUID], task: asyncio.Task[None]) -> None:
        self._tasks.pop(key, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            # The type only: a database error may quote a row.
            log.error("import stopped", extra={"import_run": str(key[1]), "error": type(error).__name__})
