"""What the gateway asks the services for itself: whether they work, how their OpenAPI reads, what a code
means.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

import aiohttp
import orjson

from gateway.openapi import Document
from gateway.proxy import Proxy, Upstream

HEALTH_SECONDS = 1.0
OPENAPI_SECONDS = 60.0
OPENAPI_RETRY_SECONDS = 5.0
_PATIENCE = aiohttp.ClientTimeout(total=5.0)
_DOCUMENT_PATIENCE = aiohttp.ClientTimeout(total=30.0, connect=5.0)
"""A service makes its document when it is first asked for it: seconds, more on a machine that has other work."""

T = TypeVar("T")


class Kept(Generic[T]):
    """An answer kept for some seconds and asked for by one task at a time, however many clients want it."""

    def __init__(self, ask: Callable[[], Awaitable[tuple[T, float]]]) -> None:
        self._ask = ask
        self._until = float("-inf")
        self._task: asyncio.Task[T] | None = None

    async def get(self) -> T:
        """The answer, asked again when it is too old."""
        if self._task is None or (self._task.done() and time.monotonic() > self._until):
            self._task = asyncio.get_running_loop().create_task(self._fetch())
        return await asyncio.shield(self._task)

    async def _fetch(self) -> T:
        answer, seconds = await self._ask()
        self._until = time.monotonic() + seconds
        return answer


class Upkeep:
    """The gateway's own questions, over the proxy's connections. combine: merges OpenAPI documents by service."""

    def __init__(self, proxy: Proxy, combine: Callable[[dict[str, Document]], bytes]) -> None:
        self._proxy = proxy
        self._combine = combine
        self._documents: dict[str, bytes] = {}
        self._merged: tuple[dict[str, bytes], bytes] | None = None
        self._health = Kept(self._ask_health)
        self._openapi = Kept(self._ask_openapi)

    async def services_down(self) -> list[str]:
        """Codes of the services that are not ready, at most a second old."""
        return await self._health.get()

    async def openapi(self) -> bytes:
        """The merged document; of a service that does not answer its last known part, or none."""
        return await self._openapi.get()

    async def explanation(self, code: str) -> Document | None:
        """What a service says about a problem code that the gateway does not know."""
        answers = await asyncio.gather(*(self._read(u, f"/problems/{code}") for u in self._proxy.upstreams))
        return next((answer for answer in answers if answer is not None), None)

    async def _ask_health(self) -> tuple[list[str], float]:
        answers = await asyncio.gather(*(self._read(u, "/health/ready") for u in self._proxy.upstreams))
        pairs = zip(self._proxy.upstreams, answers, strict=True)
        return [upstream.service for upstream, answer in pairs if answer is None], HEALTH_SECONDS

    async def _ask_openapi(self) -> tuple[bytes, float]:
        answers = await asyncio.gather(
            *(self._body(u, "/openapi.json", _DOCUMENT_PATIENCE) for u in self._proxy.upstreams)
        )
        for upstream, answer in zip(self._proxy.upstreams, answers, strict=True):
            if answer is not None:
                self._documents[upstream.service] = answer
        complete = all(answer is not None for answer in answers)
        known = dict(self._documents)
        if self._merged is None or self._merged[0] != known:
            # Megabytes to be read, compared and written: in a thread, or every request would wait for it.
            self._merged = (known, await asyncio.to_thread(self._merge, known))
        return self._merged[1], OPENAPI_SECONDS if complete else OPENAPI_RETRY_SECONDS

    def _merge(self, bodies: dict[str, bytes]) -> bytes:
        found: dict[str, Document] = {}
        for service, body in bodies.items():
            with suppress(ValueError):
                found[service] = orjson.loads(body)
        return self._combine(found)

    async def _read(self, upstream: Upstream, path: str) -> dict[str, Any] | None:
        body = await self._body(upstream, path, _PATIENCE)
        try:
            answer: dict[str, Any] | None = None if body is None else orjson.loads(body)
        except ValueError:
            return None
        return answer

    async def _body(self, upstream: Upstream, path: str, patience: aiohttp.ClientTimeout) -> bytes | None:
        session = self._proxy.session(upstream.service)
        try:
            async with session.get(upstream.address + path, timeout=patience) as response:
                return await response.read() if response.status == 200 else None
        except (aiohttp.ClientError, TimeoutError):
            return None
