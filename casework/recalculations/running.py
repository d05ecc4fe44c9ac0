"""Carries mass recalculations on in the background, chunk by chunk, so that no client has to; takes up what a process that died has left.

A chunk is one transaction and the operation's row says how far it has come: another process may work on the same one, and a process
that is killed loses the chunk it was in, nothing else. What a chunk is refused for stands on the operation (`stopped`) until somebody
carries it on by hand.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager

import psycopg
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError

from casework.benefits.catalogue import Catalogue
from casework.recalculations import mailing, service, store
from kit.background import beside
from kit.db import Database
from kit.problems import Problem
from kit.secrets import KeyRing

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
FAULT = "internal_error"
"""Stands on an operation that met a fault of the program."""


async def next_chunk(database: Database, keys: KeyRing, catalogue: Catalogue, gmina: str) -> bool:
    """One chunk of an operation of the gmina that is under way; False: there is none that nobody else works on."""
    async with database.write(gmina) as db:
        row = await store.under_way(db)
        if row is None:
            return False
        operation = row.id
        try:
            answer = await service.carry_on(db, keys, catalogue, row)
            await db.commit()
            if answer.state == "lettering":
                # Letters that somebody else is making are left to him.
                gone_on = await mailing.after(db, keys, catalogue, answer) is not None
                await db.commit()
                return gone_on
        except Problem as problem:
            await db.rollback()
            await service.stop(db, operation, problem.code)
            await db.commit()
            log.warning("a recalculation stopped", extra={"recalculation": str(operation), "problem": problem.code})
        except (psycopg.Error, DBAPIError, OSError):
            raise
        except Exception:
            # A fault of the program stops the operation that met it, not the runner of all the others.
            await db.rollback()
            await service.stop(db, operation, FAULT)
            await db.commit()
            log.exception("a recalculation failed", extra={"recalculation": str(operation)})
    return True


def recalculation_runner(
    database: Database, keys: KeyRing, catalogue: Catalogue, gminas: Sequence[str], every: float = LOOK_SECONDS
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A piece of an application: looks for operations of the gminas that are under way, and carries them on."""

    async def work() -> None:
        while True:
            for gmina in await _with_work(database, gminas):
                try:
                    while await next_chunk(database, keys, catalogue, gmina):
                        pass
                except (psycopg.Error, DBAPIError, OSError) as error:
                    _say_that_it_waits(error)
            await asyncio.sleep(every)

    @contextlib.asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        async with beside(work(), "recalculation runner"):
            yield

    return living


async def _with_work(database: Database, gminas: Sequence[str]) -> list[str]:
    """The gminas that have something to carry on: one question for all of them."""
    try:
        async with database.tenants(gminas) as connection:
            return await store.waiting(connection)
    except (psycopg.Error, DBAPIError, OSError) as error:
        _say_that_it_waits(error)
        return []


def _say_that_it_waits(error: BaseException) -> None:
    # The type only: a database error may quote a row.
    log.warning("recalculations wait", extra={"failure": type(error).__name__})
