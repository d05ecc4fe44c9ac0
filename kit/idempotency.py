"""Writes that may be repeated: a key gives the same answer again (architecture, invariant 11).

The key is inserted in the transaction of the effect, so that both are there or neither. What is stored of the answer is only
{id, version, state}: no copy of personal data.
"""

import asyncio
import contextlib
import hmac
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Annotated
from uuid import UUID

import orjson
import psycopg
from fastapi import Depends, FastAPI, Header, Request, Response
from psycopg.types.json import Jsonb
from pydantic import BaseModel, ConfigDict, StringConstraints

from kit.auth import Principal, requires
from kit.background import beside
from kit.db import Database, WriteSession, raw
from kit.problems import Problem

log = logging.getLogger(__name__)

KEPT_DAYS = 90
SWEEP_SECONDS = 3600.0

_CLAIM = """
INSERT INTO idempotency_key (gmina, client, key, request) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING 1
"""
_STORED = "SELECT request, answer FROM idempotency_key WHERE gmina = %s AND client = %s AND key = %s"
_STORE = "UPDATE idempotency_key SET answer = %s WHERE gmina = %s AND client = %s AND key = %s"
_FORGET = "DELETE FROM idempotency_key WHERE gmina = %s AND created_at < now() - make_interval(days => %s)"

IdempotencyKey = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$")]


class Answer(BaseModel):
    """What a write answers and what is kept of it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    version: int
    state: str


class KeyReused(Problem):
    """The same key came with another request."""

    status = 422
    code = "idempotency_key_reused"
    title = "Klucz Idempotency-Key został już użyty z inną treścią żądania"


class Once:
    """The key of this request, and the way to do its work at most once."""

    def __init__(self, client: str, key: str, request: bytes, response: Response) -> None:
        self._client = client
        self._key = key
        self._request = request
        self._response = response

    async def run(self, db: WriteSession, work: Callable[[], Awaitable[Answer]]) -> Answer:
        """Does the work and stores its answer, or gives the stored answer; raises KeyReused."""
        connection = await raw(db)
        place = (db.gmina, self._client, self._key)
        # A request with the same key that is still running is waited for here, as long as lock_timeout allows.
        claimed = await (await connection.execute(_CLAIM, (*place, self._request))).fetchone()
        if claimed is None:
            stored = await (await connection.execute(_STORED, place)).fetchone()
            if stored is None or stored[0] != self._request:
                raise KeyReused("Ten klucz był już użyty w innym żądaniu; nowe żądanie wymaga nowego klucza.")
            self._response.headers["Idempotency-Replayed"] = "true"
            return Answer.model_validate(stored[1])
        answer = await work()
        await db.flush()
        await connection.execute(_STORE, (Jsonb(answer.model_dump(mode="json")), *place))
        return answer


def once_for(request: Request, response: Response, who: Principal, key: str, content: bytes) -> Once:
    """The key of a request whose body a route has read by itself, as a stream; `content` stands for that body (its digest)."""
    told = hmac.digest(request.app.state.fingerprint_key, _told(request) + content, "sha256")
    return Once(who.subject, key, told, response)


async def _once(
    request: Request,
    response: Response,
    who: Annotated[Principal, requires()],
    idempotency_key: Annotated[
        IdempotencyKey,
        Header(description="chosen by the caller for this one write; the same key gives the same answer again"),
    ],
) -> Once:
    return once_for(request, response, who, idempotency_key, await request.body())


def _told(request: Request) -> bytes:
    """What a repetition has in common with the first request, but for the body: place, query, and the version that was seen."""
    # The gmina is part of the key's own place, whether it was written out or followed from the token.
    query = sorted((name, value) for name, value in request.query_params.multi_items() if name != "gmina")
    told = [request.method, request.url.path, query, request.headers.get("if-match")]
    return orjson.dumps(told) + b"\x00"


Idempotent = Annotated[Once, Depends(_once)]


async def forget(database: Database, gmina: str) -> int:
    """Deletes the keys that are older than KEPT_DAYS; returns how many."""
    async with database.tenant(gmina) as connection:
        return (await connection.execute(_FORGET, (gmina, KEPT_DAYS))).rowcount


def key_sweeper(
    database: Database, gminas: Sequence[str], every: float = SWEEP_SECONDS
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A piece of an application: forgets old keys of the gminas once in a while."""

    async def work() -> None:
        while True:
            for gmina in gminas:
                try:
                    await forget(database, gmina)
                except (psycopg.Error, OSError) as error:
                    log.warning("old keys were kept", extra={"gmina": gmina, "failure": type(error).__name__})
            await asyncio.sleep(every)

    @contextlib.asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        async with beside(work(), "key sweeper"):
            yield

    return living
