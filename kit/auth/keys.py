"""The issuer's public keys (JWKS), fetched without blocking and kept while the issuer is briefly away."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import httpx
from jwt import PyJWK, PyJWTError

from kit.problems import Unavailable

ALGORITHMS = ("EdDSA", "ES256", "RS256")


class IssuerUnavailable(Unavailable):
    """The issuer's keys are needed to check this token and cannot be fetched now."""

    code = "issuer_unavailable"
    title = "Wystawca tokenów chwilowo niedostępny"


class KeySet:
    """Keys by kid. Refreshed when old, and on an unknown kid at most once per `pause` seconds, by one fetch
    at a time.

    url: JWKS address. max_age: seconds after which the keys are fetched again; the old ones serve meanwhile
    and stay when the issuer does not answer. on_change: called when a key was added or withdrawn.
    """

    def __init__(
        self,
        url: str,
        *,
        max_age: float = 600.0,
        pause: float = 5.0,
        timeout: float = 5.0,
        transport: httpx.AsyncBaseTransport | None = None,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._url = url
        self._max_age = max_age
        self._pause = pause
        self._timeout = timeout
        self._transport = transport
        self._on_change = on_change
        self._keys: dict[str, PyJWK] = {}
        self._entries: object = None
        self._fetched = self._tried = float("-inf")
        self._task: asyncio.Task[None] | None = None

    async def key(self, kid: str) -> PyJWK | None:
        """The key of this kid, or None when the issuer does not have it.

        Raises IssuerUnavailable when that cannot be known because the issuer does not answer.
        """
        now = time.monotonic()
        known = self._keys.get(kid)
        if known is not None:
            if now - self._fetched > self._max_age and now - self._tried > self._pause:
                self._start()
            return known
        if (self._task is not None and not self._task.done()) or now - self._tried > self._pause:
            await asyncio.shield(self._start())
            known = self._keys.get(kid)
        if known is None and self._fetched < self._tried:
            raise IssuerUnavailable
        return known

    def _start(self) -> asyncio.Task[None]:
        if self._task is None or self._task.done():
            self._tried = time.monotonic()
            self._task = asyncio.get_running_loop().create_task(self._fetch())
        return self._task

    async def _fetch(self) -> None:
        try:
            async with httpx.AsyncClient(timeout=self._timeout, transport=self._transport) as client:
                answer = await client.get(self._url)
                answer.raise_for_status()
                entries = answer.json()
                keys = _usable(entries)
        except (httpx.HTTPError, ValueError):
            return
        if not keys:
            # An empty set would lock everybody out; it is a fault of the issuer, like no answer.
            return
        changed = entries != self._entries
        self._keys, self._entries = keys, entries
        self._fetched = self._tried = time.monotonic()
        if changed:
            self._on_change()


def _usable(document: Any) -> dict[str, PyJWK]:
    entries = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise ValueError("not a JWKS")
    found: dict[str, PyJWK] = {}
    for entry in entries:
        if not isinstance(entry, dict) or entry.get("use", "sig") != "sig" or not entry.get("kid"):
            continue
        try:
            key = PyJWK(entry)
        except PyJWTError:
            continue  # a kind of key that this version does not know must not hide the others
        if key.algorithm_name in ALGORITHMS:
            found[str(entry["kid"])] = key
    return found
