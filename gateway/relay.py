"""One request carried to a service and its answer carried back, streaming both ways.

The dangerous part is a client that goes away: before the answer, between its head and its body, or in the
middle. The relay alone owns the upstream response and lets go of it in one place, whatever happened.
"""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from gateway.headers import client_headers

WATCH_AFTER_SECONDS = 0.25
_WHOLE = 65536


class Upload:
    """The client's body: in one piece when it arrived so, else a stream that can be read once."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.ended = False
        self.failure: Exception | None = None

    async def open(self) -> bytes | AsyncIterator[bytes]:
        """The body to be sent; a small one costs no stream."""
        first, more = await self._next()
        return self._stream(first) if more else first

    async def _stream(self, first: bytes) -> AsyncIterator[bytes]:
        try:
            if first:
                yield first
            more = True
            while more:
                piece, more = await self._next()
                if piece:
                    yield piece
        except Exception as error:
            # The client library hides what its body raised behind an error of its own.
            self.failure = error
            raise

    async def _next(self) -> tuple[bytes, bool]:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self.ended = True
            raise ClientDisconnect
        more = message.get("more_body", False)
        self.ended = not more
        return message.get("body", b""), more


class Watch:
    """Cancels the request's task when its client goes away.

    It wakes only for requests that last (a long poll, a big download): for the others it is one timer, not a
    task.
    """

    def __init__(self, receive: Receive, upload: Upload | None) -> None:
        self._receive = receive
        self._upload = upload
        self._task: asyncio.Task[None] | None = None
        self._watched = asyncio.current_task()
        self._timer = asyncio.get_running_loop().call_later(WATCH_AFTER_SECONDS, self._begin)
        self.client_left = False

    def stop(self) -> None:
        """Ends the watch; called in every case."""
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        if self._upload is not None and not self._upload.ended:
            # The body is still being read, by the only reader there may be; it notices a disconnect itself.
            self._timer = asyncio.get_running_loop().call_later(WATCH_AFTER_SECONDS, self._begin)
            return
        self._task = asyncio.get_running_loop().create_task(self._wait())

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.client_left = True
        if self._watched is not None:
            self._watched.cancel()


async def relay(upstream: aiohttp.ClientResponse, scope: Scope, send: Send, prefix: str) -> None:
    """Sends the service's answer to the client; owns `upstream` from here on.

    Raises aiohttp's errors: before the head was sent the caller may still answer a problem.
    """
    complete = False
    try:
        head = {
            "type": "http.response.start",
            "status": upstream.status,
            "headers": client_headers(upstream.raw_headers, prefix),
        }
        length = upstream.content_length
        if length is not None and length <= _WHOLE and scope["method"] != "HEAD":
            body = await upstream.content.read()
            complete = True
            await send(head)
            await send({"type": "http.response.body", "body": body})
            return
        await send(head)
        async for piece in upstream.content.iter_any():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        complete = True
        await send({"type": "http.response.body", "body": b""})
    finally:
        # Both are synchronous: no cancellation can come between here and the pool.
        if complete:
            upstream.release()
        else:
            upstream.close()
