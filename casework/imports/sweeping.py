"""Gives up imports that somebody began and left: names and days of birth do not wait on the stage for ever."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager

import psycopg
from fastapi import FastAPI

from casework.imports import store
from kit.background import beside
from kit.db import Database

log = logging.getLogger(__name__)

KEPT_DAYS = 14
SWEEP_SECONDS = 3600


async def sweep(database: Database, gmina: str, days: int = KEPT_DAYS) -> int:
    """Gives up the gmina's imports that have waited so many days for their next line; how many there were."""
    async with database.tenant(gmina) as connection:
        return len(await store.abandon_old(connection, gmina, days))


def import_sweeper(
    database: Database, gminas: Sequence[str], every: int = SWEEP_SECONDS
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A piece of an application: sweeps the imports of the gminas once in a while."""

    async def work() -> None:
        while True:
            for gmina in gminas:
                try:
                    await sweep(database, gmina)
                except (psycopg.Error, OSError) as error:
                    log.warning("old imports were kept", extra={"gmina": gmina, "failure": type(error).__name__})
            await asyncio.sleep(every)

    @contextlib.asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        async with beside(work(), "import sweeper"):
            yield

    return living
