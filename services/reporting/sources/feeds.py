"""The feeds of the benefit services over HTTP, with a token of our own for each (RFC 6749 section 4.4)."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import aiohttp
import orjson

from kit.feed.routes import MAX_LIMIT
from kit.problems import Problem

Headers = Callable[[str], Awaitable[Mapping[str, str]]]
"""Authorization for a call to a service."""

_HEADS_AT_ONCE = 200


class Unreachable(Exception):
    """The service does not answer, or answers that it will not; the log is asked again later."""


class Feeds:
    """Reads pages and heads. addresses: base URL by service code; the connections end with `close`."""

    def __init__(self, addresses: Mapping[str, str], headers: Headers, *, timeout: float = 30.0) -> None:
        self.addresses = {service: address.rstrip("/") for service, address in addresses.items()}
        self._headers = headers
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    @property
    def services(self) -> tuple[str, ...]:
        """The services that have an address."""
        return tuple(self.addresses)

    async def page(self, service: str, gmina: str, after: int, limit: int = MAX_LIMIT) -> bytes:
        """The text of the page behind a place; raises Unreachable."""
        return await self._get(service, "events", [("gmina", gmina), ("after", str(after)), ("limit", str(limit))])

    async def heads(self, service: str, gminas: Sequence[str]) -> dict[str, int]:
        """The last sequence of each gmina's log; a gmina that is missing has none. Raises Unreachable."""
        found: dict[str, int] = {}
        for start in range(0, len(gminas), _HEADS_AT_ONCE):
            query = [("gmina", gmina) for gmina in gminas[start : start + _HEADS_AT_ONCE]]
            for head in _parsed(await self._get(service, "feeds", query)):
                found[head["gmina"]] = head["sequence"]
        return found

    async def benefit_names(self, service: str, gmina: str) -> dict[str, str]:
        """What the service calls its benefits, by code; raises Unreachable."""
        listed = _parsed(await self._get(service, "benefits", [("gmina", gmina)]))
        items = listed["items"] if isinstance(listed, dict) else listed
        return {item["code"]: item["name"] for item in items}

    async def close(self) -> None:
        """Ends the connections."""
        if self._session is not None:
            await self._session.close()

    async def _get(self, service: str, path: str, query: Sequence[tuple[str, str]]) -> bytes:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, auto_decompress=True)
        try:
            headers = await self._headers(service)
            async with self._session.get(
                f"{self.addresses[service]}/v1/{path}", params=list(query), headers=dict(headers)
            ) as answer:
                if answer.status != 200:
                    raise Unreachable(f"http_{answer.status}")
                return await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreachable(type(error).__name__) from None
        except Problem as problem:
            raise Unreachable(problem.code) from None


def _parsed(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Unreachable("not_json") from None
