"""A load generator in a process of its own: `python -m tests.bench.load ORDER.json`.

Prints one JSON object: answers a second, bytes a second, the median and the 99th percentile of an answer's time in microseconds.
It parses nothing but status and length, so that it costs the same whichever server answers.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

import uvloop

from gops.supervisor import python


@dataclass(frozen=True, slots=True)
class Load:
    """What came back: answers and bytes a second, microseconds."""

    answers: float
    bytes: float
    median: float
    p99: float


def load(url: str, paths: list[str], *, connections: int, seconds: float, token: str = "", body: object = None) -> Load:
    """Asks for the paths in turn from another process (POST with a body); raises when an answer is not 200."""
    order = {"url": url, "paths": paths, "connections": connections, "seconds": seconds, "token": token, "body": body}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as told:
        json.dump(order, told)
        told.flush()
        run = subprocess.run(python("tests.bench.load", told.name), capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(run.stderr.strip().splitlines()[-1] if run.stderr else "the load generator failed")
    return Load(**json.loads(run.stdout))


class _Connection(asyncio.Protocol):
    """One client that asks again as soon as an answer is complete, on the same connection unless the server closes it."""

    def __init__(self, requests: "cycle[bytes]", times: list[float], until: float) -> None:
        self._requests, self._times, self._until = requests, times, until
        self._rest = b""
        self._left = 0
        self._begun = 0.0
        self._closes = False
        self.received = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._closes = False
        self._ask()

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        if self._left:
            self._left -= len(data)
        else:
            self._rest += data
            head, found, body = self._rest.partition(b"\r\n\r\n")
            if not found:
                return
            if not head.startswith(b"HTTP/1.1 200 "):
                self._fail(head[:120].decode("latin-1"))
                return
            low = head.lower()
            at = low.index(b"content-length:") + 15
            end = low.find(b"\r\n", at)
            self._left = int(low[at : end if end > 0 else None]) - len(body)
            self._closes = b"connection: close" in low
            self._rest = b""
        if self._left == 0:
            now = perf_counter()
            self._times.append(now - self._begun)
            if now >= self._until:
                self._transport.close()
                if not self.done.done():
                    self.done.set_result(None)
            elif not self._closes:
                self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        if self._closes and not self.done.done():
            host, port = self._transport.get_extra_info("peername")[:2]
            task = asyncio.ensure_future(asyncio.get_running_loop().create_connection(lambda: self, host, port))
            task.add_done_callback(lambda made: self._fail(f"{made.exception()}") if made.exception() else None)
        else:
            self._fail(f"connection lost: {error}")

    def _ask(self) -> None:
        self._begun = perf_counter()
        self._transport.write(next(self._requests))  # type: ignore[attr-defined]

    def _fail(self, why: str) -> None:
        if not self.done.done():
            self.done.set_exception(RuntimeError(why))


async def _run(url: str, paths: list[str], connections: int, seconds: float, token: str, body: object) -> Load:
    parts = urlsplit(url)
    headers, content, method = f"Host: {parts.netloc}\r\n", b"", "GET"
    if token:
        headers += f"Authorization: Bearer {token}\r\n"
    if body is not None:
        content, method = json.dumps(body).encode(), "POST"
        headers += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    requests = cycle([f"{method} {path} HTTP/1.1\r\n{headers}\r\n".encode() + content for path in paths])
    loop = asyncio.get_running_loop()

    async def all_of(span: float) -> tuple[list[float], int, float]:
        times: list[float] = []
        begun = perf_counter()
        made = [
            await loop.create_connection(lambda: _Connection(requests, times, begun + span), parts.hostname, parts.port)
            for _ in range(connections)
        ]
        await asyncio.gather(*(protocol.done for _, protocol in made))
        return times, sum(protocol.received for _, protocol in made), perf_counter() - begun

    await all_of(min(0.3, seconds / 4))
    times, received, took = await all_of(seconds)
    times.sort()
    return Load(len(times) / took, received / took, times[len(times) // 2] * 1e6, times[len(times) * 99 // 100] * 1e6)


def main() -> None:
    told = json.loads(Path(sys.argv[1]).read_text())
    found = uvloop.run(_run(**told))
    json.dump({name: getattr(found, name) for name in Load.__slots__}, sys.stdout)


if __name__ == "__main__":
    main()
