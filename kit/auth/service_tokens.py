"""Tokens with which one service calls another: client credentials, audience is the callee, a few minutes
long.
"""

import asyncio
import time
from typing import Any

import httpx

from kit.auth.keys import IssuerUnavailable

_MARGIN_SECONDS = 30.0


class ServiceTokens:
    """Fetches and keeps one token per audience (OAuth 2.0 client credentials, RFC 6749 section 4.4).

    token_url: the issuer's token endpoint. client_id, client_secret: of the calling service.
    """

    def __init__(
        self,
        token_url: str,
        client_id: str,
        client_secret: str,
        *,
        timeout: float = 5.0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._token_url = token_url
        self._auth = (client_id, client_secret)
        self._timeout = timeout
        self._transport = transport
        self._tokens: dict[str, tuple[float, str]] = {}
        self._fetches: dict[str, asyncio.Task[str]] = {}

    async def token(self, audience: str) -> str:
        """A token that the service named by audience accepts, valid for at least half a minute more.

        Raises IssuerUnavailable when the issuer gives none.
        """
        known = self._tokens.get(audience)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        task = self._fetches.get(audience)
        if task is None or task.done():
            task = self._fetches[audience] = asyncio.get_running_loop().create_task(self._fetch(audience))
        return await asyncio.shield(task)

    async def headers(self, audience: str) -> dict[str, str]:
        """The Authorization header for a call to the service named by audience."""
        return {"Authorization": f"Bearer {await self.token(audience)}"}

    def forget(self, audience: str) -> None:
        """Drops the kept token, for a caller that was answered 401."""
        self._tokens.pop(audience, None)

    async def _fetch(self, audience: str) -> str:
        asked = time.monotonic()
        form = {"grant_type": "client_credentials", "audience": audience}
        try:
            async with httpx.AsyncClient(timeout=self._timeout, transport=self._transport) as client:
                answer = await client.post(self._token_url, data=form, auth=self._auth)
                answer.raise_for_status()
                document: dict[str, Any] = answer.json()
                token, lifetime = str(document["access_token"]), float(document.get("expires_in", 60))
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            raise IssuerUnavailable("Nie udało się uzyskać tokenu usługi.") from None
        self._tokens[audience] = (asked + max(lifetime - _MARGIN_SECONDS, lifetime / 2), token)
        return token
