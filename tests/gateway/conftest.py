"""A gateway before two services, all on real sockets: an upstream that records what reaches it, and one that is down."""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from fastapi import APIRouter, FastAPI, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import ASGIApp

from gateway.app import create_gateway
from gateway.settings import GatewaySettings
from kit.app import create_app
from kit.problems import Conflict
from kit.testing.tokens import ISSUER, TokenIssuer

GMINA = "101805"
MIB = 2**20


@dataclass
class Running:
    """A server in a thread of its own."""

    server: uvicorn.Server
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connections(self) -> int:
        """Connections that are open to it now."""
        return len(self.server.server_state.connections)

    async def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Waits until the condition holds; False when it does not in time."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                return False
            await asyncio.sleep(0.01)
        return True


@dataclass
class Seen:
    """What an upstream saw."""

    requests: list[dict[str, Any]] = field(default_factory=list)
    started: int = 0
    left: int = 0
    largest_piece: int = 0


@dataclass
class House:
    """The gateway, the upstream behind /family-benefits, and a token."""

    gateway: Running
    upstream: Running
    seen: Seen
    issuer: TokenIssuer

    def headers(self, subject: str = "anna", **more: str) -> dict[str, str]:
        token = self.issuer.token(subject, ["caseworker"], [GMINA])
        return {"Authorization": f"Bearer {token}", **more}

    def url(self, path: str) -> str:
        return f"{self.gateway.url}/family-benefits{path}"


class ListClosed(Conflict):
    """The list was approved."""

    code = "gateway_test_list_closed"
    title = "Lista zamknięta"


@contextmanager
def serve(app: ASGIApp) -> Iterator[Running]:
    """The application on a free port of localhost."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    settings = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1, proxy_headers=False)
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.005)
        yield Running(server, listener.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def house(*, services: dict[str, str] | None = None, **settings: Any) -> Iterator[House]:
    """A gateway with these settings before one recording upstream (and other services, by address)."""
    seen, issuer = Seen(), TokenIssuer()
    with serve(upstream_app(seen, issuer)) as upstream:
        told: dict[str, Any] = {"issuer": ISSUER, "jwks_url": f"{ISSUER}/jwks", **settings}
        told["upstreams"] = {"family_benefits": upstream.url, **(services or {})}
        with serve(create_gateway(GatewaySettings(**told), issuer.authenticator())) as gateway:
            yield House(gateway, upstream, seen, issuer)


@pytest.fixture(scope="module")
def office() -> Iterator[House]:
    with house(rate="1000000/minute") as opened:
        yield opened


def upstream_app(seen: Seen, issuer: TokenIssuer) -> FastAPI:
    """A service whose answers stream, wait, break off and echo."""
    router = APIRouter()

    @router.api_route("/echo/{rest:path}", methods=["GET", "HEAD", "POST", "PUT", "DELETE"], include_in_schema=False)
    async def echo(request: Request) -> Response:
        told = {
            "method": request.method,
            "raw_path": request.scope["raw_path"].decode("latin-1"),
            "query": request.scope["query_string"].decode("latin-1"),
            "headers": [(name.decode(), value.decode("latin-1")) for name, value in request.headers.raw],
            "body": (await request.body()).decode("latin-1"),
        }
        seen.requests.append(told)
        response = JSONResponse(told, headers={"ETag": '"7"', "X-User-Id": "1", "Keep-Alive": "timeout=9"})
        response.raw_headers += [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2"), (b"connection", b"x-hop")]
        response.raw_headers.append((b"x-hop", b"1"))
        return response

    @router.get("/moved")
    async def moved() -> Response:
        return Response(status_code=303, headers={"Location": "/v1/echo/there"})

    @router.get("/closed")
    async def closed() -> int:
        raise ListClosed

    @router.post("/plans", include_in_schema=False)
    @router.post("/bookings", include_in_schema=False)
    @router.post("/assessments/bulk", include_in_schema=False)
    @router.post("/imports/{run}/lines")
    async def size(request: Request) -> dict[str, int]:
        total = 0
        async for piece in request.stream():
            total += len(piece)
            seen.largest_piece = max(seen.largest_piece, len(piece))
        return {"size": total}

    @router.post("/imports/refused")
    async def refused() -> int:
        raise ListClosed

    @router.get("/download/{mib}")
    async def download(mib: int) -> StreamingResponse:
        async def pieces() -> AsyncIterator[bytes]:
            seen.started += 1
            try:
                for _ in range(mib * 16):
                    yield b"x" * 65536
            finally:
                seen.left += 1

        return StreamingResponse(pieces(), media_type="application/x-ndjson")

    @router.get("/wait")
    async def wait(request: Request, seconds: float) -> Response:
        seen.started += 1
        end = asyncio.get_running_loop().time() + seconds
        try:
            while asyncio.get_running_loop().time() < end:
                if await request.is_disconnected():
                    break
                await asyncio.sleep(0.02)
        finally:
            seen.left += 1
        return Response(b"[]", media_type="application/cloudevents-batch+json")

    return create_app("upstream", "family_benefits", [router], authenticator=issuer.authenticator(), max_body=10**10)
