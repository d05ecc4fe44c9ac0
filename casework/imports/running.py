"""Carries imports through checking and applying in the background, and takes up again what a process that died has left."""

import asyncio
import logging
from collections.abc import Sequence
from uuid import UUID

import psycopg
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    retry_if_result,
    wait_exponential,
    wait_fixed,
)

from casework.imports import checking, store
from casework.imports.applying import Applier
from kit.background import end
from kit.db import Database

log = logging.getLogger(__name__)

LONGEST_WAIT_SECONDS = 15.0
TURN_SECONDS = 0.5


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
        """Checks and applies, chunk by chunk, to the end; waits for a database that is away and goes on where it stood.

        Imports of one gmina are applied one after the other.
        """
        async for attempt in AsyncRetrying(
            retry=retry_if_exception_type(psycopg.OperationalError),
            wait=wait_exponential(multiplier=0.2, max=LONGEST_WAIT_SECONDS),
            before_sleep=_say_that_it_waits,
        ):
            with attempt:
                await _its_turn()(self._check, gmina, run)
                while (await self._applier.next_chunk(gmina, run)).state == "applying":
                    pass

    async def _check(self, gmina: str, run: UUID) -> str:
        async with self._database.tenant(gmina) as connection:
            return await checking.check(connection, gmina, run)

    async def close(self) -> None:
        """Stops between two statements; what was committed stays, the rest is done when the run is started again."""
        await end(*self._tasks.values())

    def _done(self, key: tuple[str, UUID], task: asyncio.Task[None]) -> None:
        self._tasks.pop(key, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            # The type only: a database error may quote a row.
            log.error("import stopped", extra={"import_run": str(key[1]), "error": type(error).__name__})


def _its_turn() -> AsyncRetrying:
    """Asks again while another import of the gmina is being applied."""
    return AsyncRetrying(
        retry=retry_if_result(lambda state: state == "checking"), wait=wait_fixed(TURN_SECONDS), reraise=True
    )


def _say_that_it_waits(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome is not None else None
    # The type only: a database error may quote a row.
    log.warning("import waits for the database", extra={"error": type(error).__name__})
