"""The feeds of the benefit services over HTTP, with a token of our own for each (RFC 6749 section 4.4)."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar

import aiohttp
import orjson
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from kit.feed.routes import MAX_LIMIT, MAX_SEQUENCE
from kit.problems import Problem
from services.reporting.sources.costs import TERMS, Terms
from services.reporting.sources.heads import Head

Headers = Callable[[str], Awaitable[Mapping[str, str]]]
"""Authorization for a call to a service."""
Forget = Callable[[str], None]
"""Drops what was kept of it: the service refused it."""

T = TypeVar("T")

OK, UNAUTHORIZED = 200, 401
_HEADS_AT_ONCE = 200


class Unreachable(Exception):
    """The service does not answer, or answers that it will not; the log is asked again later."""


class _Head(BaseModel):
    gmina: str
    sequence: Annotated[int, Field(ge=0, le=MAX_SEQUENCE)]
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Benefit(BaseModel):
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
    name: Annotated[str, Field(pattern=r"^[^\x00]{1,500}$")]


_HEADS = TypeAdapter(list[_Head])
_BENEFITS = TypeAdapter(list[_Benefit])


class Feeds:
    """Reads pages and heads. addresses: base URL by service code; the connections end with `close`.

    An `address` in a call is where this gmina's service is, when it is not where the others' is. forget: told when a service refused its
    token (401), before it is asked once more with a new one.
    """

    def __init__(
        self, addresses: Mapping[str, str], headers: Headers, *, forget: Forget | None = None, timeout: float = 30.0
    ) -> None:
        self.addresses = {service: address.rstrip("/") for service, address in addresses.items()}
        self._headers = headers
        self._forget = forget
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    @property
    def services(self) -> tuple[str, ...]:
        """The services that have an address."""
        return tuple(self.addresses)

    async def page(
        self, service: str, gmina: str, after: int, limit: int = MAX_LIMIT, *, address: str | None = None
    ) -> bytes:
        """The text of the page behind a place; raises Unreachable."""
        query = [("gmina", gmina), ("after", str(after)), ("limit", str(limit))]
        return await self._get(service, "events", query, address)

    async def heads(self, service: str, gminas: Sequence[str], *, address: str | None = None) -> dict[str, Head]:
        """The end of each gmina's log; a gmina that is missing has none. Raises Unreachable."""
        found: dict[str, Head] = {}
        for start in range(0, len(gminas), _HEADS_AT_ONCE):
            query = [("gmina", gmina) for gmina in gminas[start : start + _HEADS_AT_ONCE]]
            for head in _read(_HEADS, _parsed(await self._get(service, "feeds", query, address))):
                found[head.gmina] = Head(head.sequence, head.digest)
        return found

    async def benefit_names(self, service: str, gmina: str, *, address: str | None = None) -> dict[str, str]:
        """What the service calls its benefits, by code; raises Unreachable."""
        listed = _parsed(await self._get(service, "benefits", [("gmina", gmina)], address))
        items = listed.get("items") if isinstance(listed, dict) else listed
        return {item.code: item.name for item in _read(_BENEFITS, items)}

    async def service_costs(self, service: str, gmina: str, *, address: str | None = None) -> list[Terms]:
        """What the acts of the service allow for serving their benefits; raises Unreachable."""
        listed = _parsed(await self._get(service, "service-costs", [("gmina", gmina)], address))
        return _read(TERMS, listed.get("items") if isinstance(listed, dict) else None)

    async def close(self) -> None:
        """Ends the connections."""
        if self._session is not None:
            await self._session.close()

    async def _get(self, service: str, path: str, query: Sequence[tuple[str, str]], address: str | None) -> bytes:
        base = self.addresses[service] if address is None else address.rstrip("/")
        try:
            status, text = await self._ask(service, f"{base}/v1/{path}", query)
            if status == UNAUTHORIZED and self._forget is not None:
                # The issuer's key is another one since: a kept token would be refused until it expires.
                self._forget(service)
                status, text = await self._ask(service, f"{base}/v1/{path}", query)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreachable(type(error).__name__) from None
        except Problem as problem:
            raise Unreachable(problem.code) from None
        if status != OK:
            raise Unreachable(f"http_{status}")
        return text

    async def _ask(self, service: str, url: str, query: Sequence[tuple[str, str]]) -> tuple[int, bytes]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, auto_decompress=True)
        headers = await self._headers(service)
        async with self._session.get(url, params=list(query), headers=dict(headers)) as answer:
            # What stands in a refusal is of no use here, and may be long.
            return answer.status, await answer.read() if answer.status == OK else b""


def _read(form: TypeAdapter[list[T]], value: object) -> list[T]:
    # A service that answers oddly is that service's trouble; the others are pulled all the same.
    try:
        return form.validate_python(value)
    except ValidationError:
        raise Unreachable("unexpected_answer") from None


def _parsed(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Unreachable("not_json") from None
