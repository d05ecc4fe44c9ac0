"""The gateway as an ASGI application: requests for services go to the proxy, the few addresses of its own to
FastAPI.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import orjson
from fastapi import APIRouter, FastAPI
from pydantic import Field
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.openapi import merge
from gateway.proxy import Proxy
from gateway.settings import GatewaySettings, prefix_of
from gateway.upkeep import Upkeep
from kit.app import NotReady, Service
from kit.auth import Authenticator
from kit.door import Door
from kit.logs import access_log, configure_logging
from kit.metrics import Metrics
from kit.problems import (
    NotFound,
    install_problem_handlers,
    problems,
    registered_problems,
)
from kit.problems.explain import ProblemKind
from kit.routing import Directory
from kit.schemas import Out
from kit.viewer import add_viewer

_CODE = re.compile(r"[a-z][a-z0-9_]{0,99}")
_ASKED = ["Authorization", "Content-Disposition", "Content-Type", "Idempotency-Key", "If-Match", "X-Request-ID"]
"""Headers that a front end of another origin may send: the name of an attachment stands in Content-Disposition."""
_EXPOSED = [
    "Content-Disposition", "ETag", "Idempotency-Replayed", "Location", "Retry-After", "WWW-Authenticate", "X-Request-ID",
]  # fmt: skip
"""Headers of an answer that it may read: files (letters, lists, attachments) are named in Content-Disposition."""


class SystemHealth(Out):
    """That every service works."""

    status: Annotated[str, Field(examples=["ok"])]
    services: Annotated[list[str], Field(examples=[["family_benefits", "reporting"]])]


class Gateway:
    """Sends a request where it belongs. Lifespan and everything without a service's prefix go to the desk."""

    def __init__(self, desk: FastAPI, proxy: Proxy) -> None:
        self._desk = desk
        self._proxy = proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        upstream = self._proxy.upstream_of(scope) if scope["type"] == "http" else None
        if upstream is None:
            await self._desk(scope, receive, send)
        else:
            await self._proxy(upstream, scope, receive, send)


def create() -> ASGIApp:
    """The gateway as its environment describes it, for the command that serves."""
    configure_logging("gateway")
    return create_gateway(GatewaySettings())  # the settings come from the environment


def create_gateway(settings: GatewaySettings, authenticator: Authenticator | None = None) -> ASGIApp:
    """The gateway; authenticator: in tests, otherwise made from the settings."""
    known = authenticator or Authenticator(settings.issuer, settings.audience, settings.jwks_url)
    proxy = Proxy(settings, known)
    metrics = Metrics("gateway")
    access = access_log("gateway")

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await proxy.open()
        try:
            yield
        finally:
            await proxy.close()
            if access is not None:
                access.flush()

    desk = Service(
        title="GOPS: świadczenia gminy",
        description="Świadczenia rodzinne, pomoc społeczna, fundusz alimentacyjny i sprawozdania pod jednym adresem",
        version="1",
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        servers=[{"url": "/", "description": "gateway"}],
    )
    install_problem_handlers(desk)
    prefixes = {code: prefix_of(code) for code in settings.upstreams}
    upkeep = Upkeep(proxy, lambda services: orjson.dumps(merge(desk.openapi(), services, prefixes)))
    desk.include_router(_own_routes(settings, upkeep, metrics))
    add_viewer(desk)
    desk.router.middleware_stack = Directory(desk.router)
    app: ASGIApp = Gateway(desk, proxy)
    if settings.cors_origins:
        app = CORSMiddleware(
            app,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=_ASKED,
            expose_headers=_EXPOSED,
        )
    return Door(
        app,
        metrics=metrics,
        access=access,
        max_body=settings.max_body,
        body_limits=_body_limits(settings, proxy),
        behind_gateway=False,
    )


def _body_limits(settings: GatewaySettings, proxy: Proxy) -> dict[str, int]:
    """What may be bigger than the rest: streams of lines, and the files of the finance system where a service takes them."""
    limits: dict[str, int] = {}
    for streamed in ("imports/{run}/lines", "assessments/bulk"):
        limits |= {f"{upstream.prefix}/v1/{streamed}": settings.max_import for upstream in proxy.upstreams}
    for name in ("plans", "bookings"):
        limits |= {f"{upstream.prefix}/v1/{name}": settings.max_finance_file for upstream in proxy.upstreams}
    return limits


def _own_routes(settings: GatewaySettings, upkeep: Upkeep, metrics: Metrics) -> APIRouter:
    router = APIRouter(tags=["gateway"])

    @router.get(
        "/health",
        operation_id="health_show",
        summary="Whether every service works, and which one does not",
        responses=problems(NotReady),
    )
    async def health() -> SystemHealth:
        down = await upkeep.services_down()
        if down:
            raise NotReady(down)
        return SystemHealth(status="ok", services=list(settings.upstreams))

    @router.get(
        "/problems/{code}",
        operation_id="problem_show",
        summary="What a problem code means",
        responses=problems(NotFound),
    )
    async def problem(code: str) -> ProblemKind:
        kind = registered_problems().get(code)
        if kind is not None:
            return ProblemKind.of(kind)
        told = await upkeep.explanation(code) if _CODE.fullmatch(code) else None
        if told is None:
            raise NotFound("Nie ma takiego kodu problemu.")
        return ProblemKind.model_validate(told)

    @router.get("/openapi.json", include_in_schema=False)
    async def openapi() -> Response:
        return Response(await upkeep.openapi(), media_type="application/json")

    @router.get("/metrics", include_in_schema=False)
    async def show_metrics() -> Response:
        return metrics.response()

    return router
