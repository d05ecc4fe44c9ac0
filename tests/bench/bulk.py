"""Families assessed in bulk over HTTP: lines sent and answers read at once, as a neighbouring system would."""

import asyncio
from collections.abc import AsyncIterator
from time import perf_counter
from typing import Any

import aiohttp
import orjson

from kit.ndjson import MEDIA_TYPE
from tests.bench.place import GMINA

_AT_ONCE = 200


def families_a_second(url: str, token: str, body: dict[str, Any], count: int, *, explain: str) -> float:
    """Sends `count` families, all answered without a problem, or raises."""
    return asyncio.run(_rate(url, token, body, count, explain))


async def _rate(url: str, token: str, body: dict[str, Any], count: int, explain: str) -> float:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": MEDIA_TYPE}
    address = f"{url}/v1/assessments/bulk?gmina={GMINA}&explain={explain}"
    answered = 0
    begun = perf_counter()
    async with (
        aiohttp.ClientSession(read_bufsize=2**20) as client,
        client.post(address, data=_lines(body, count), headers=headers) as answer,
    ):
        answer.raise_for_status()
        async for piece in answer.content.iter_any():
            answered += piece.count(b"\n")
            if b'"problem":' in piece:
                raise RuntimeError("a family of the bench could not be assessed")
    took = perf_counter() - begun
    if answered != count:
        raise RuntimeError(f"{answered} answers to {count} families")
    return count / took


async def _lines(body: dict[str, Any], count: int) -> AsyncIterator[bytes]:
    for first in range(0, count, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count))
        yield b"".join(orjson.dumps({"id": f"r-{number}", **body}) + b"\n" for number in numbers)
