"""Callers of an application in tests: a person with roles in a gmina, who sends If-Match and Idempotency-Key when asked to."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI

from kit.testing.tokens import TokenIssuer

GMINA = "101805"
OTHER_GMINA = "101803"


@dataclass(frozen=True, slots=True)
class Caller:
    """A subject with a token. A write gets a fresh Idempotency-Key unless one is given."""

    http: httpx.AsyncClient
    subject: str
    token: str = field(repr=False)
    gmina: str = GMINA

    async def get(self, path: str, **query: object) -> httpx.Response:
        return await self.send("GET", path, query=query)

    async def post(
        self,
        path: str,
        body: object = None,
        *,
        if_match: int | None = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        return await self.send("POST", path, body=body, if_match=if_match, key=key or str(uuid4()), headers=headers)

    async def send(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        if_match: int | None = None,
        key: str | None = None,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        sent: dict[str, str] = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        if if_match is not None:
            sent["If-Match"] = f'"{if_match}"'
        if key is not None:
            sent["Idempotency-Key"] = key
        params: dict[str, Any] = {"gmina": self.gmina}
        params |= {name: value for name, value in (query or {}).items() if value is not None}
        return await self.http.request(method, path, params=params, json=body, headers=sent)


@dataclass(frozen=True, slots=True)
class Office:
    """An application that runs and the issuer that its tokens come from."""

    http: httpx.AsyncClient
    issuer: TokenIssuer

    def caller(
        self, subject: str, *roles: str, gmina: str = GMINA, gminas: Sequence[str] | None = None, **more: Any
    ) -> Caller:
        """A person of the office, e.g. caller("anna", "caseworker"); more: further claims of her token."""
        return Caller(self.http, subject, self.issuer.token(subject, roles, gminas or [gmina], **more), gmina)


@asynccontextmanager
async def running(app: FastAPI, issuer: TokenIssuer) -> AsyncIterator[Office]:
    """The application with its lifespan, called without a socket. A fault of the program is raised into the test, not answered."""
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as http:
            yield Office(http, issuer)
