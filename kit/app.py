"""The application factory: every service gets the same door, problems, health, metrics and complete
OpenAPI.
"""

import asyncio
import hmac
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, FastAPI
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from kit.auth import Authenticator
from kit.door import Door
from kit.examples import add_examples
from kit.logs import access_log
from kit.metrics import Metrics
from kit.paging import Cursors
from kit.problems import (
    FieldError,
    Unavailable,
    describe_problems,
    install_problem_handlers,
    problem_router,
    problems,
)
from kit.routing import Directory
from kit.schemas import Out
from kit.viewer import add_viewer

MAX_BODY = 2 * 1024 * 1024
CHECK_SECONDS = 3.0

Check = Callable[[], Awaitable[object]]
"""Succeeds when the thing it asks works; any exception, or three seconds of silence, means that it does
not.
"""

Piece = Callable[[FastAPI], AbstractAsyncContextManager[Any]]
"""Something that lives as long as the application: entered in order at start, left in reverse."""


class NotReady(Unavailable):
    """Something the service needs does not work; errors names it."""

    code = "not_ready"
    title = "Usługa nie jest gotowa"

    def __init__(self, failed: Sequence[str]) -> None:
        super().__init__("Nie działa: " + ", ".join(failed) + ".")
        self.errors = tuple(FieldError(f"/{name}", "unavailable", "Nie odpowiada.") for name in failed)


class Health(Out):
    """That a service works."""

    status: Annotated[str, Field(examples=["ok"])]
    service: Annotated[str, Field(examples=["social_assistance"])]
    checks: Annotated[list[str], Field(description="what was asked and works", examples=[["database"]])]


class Service(FastAPI):
    """FastAPI whose OpenAPI document lists every problem and shows an example of every body.

    shown: by name of a member, what examples say of it in this service.
    """

    shown: Mapping[str, str] | None = None

    def openapi(self) -> dict[str, Any]:
        """The complete document, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = add_examples(describe_problems(super().openapi()), self.shown)
        return self.openapi_schema


def create_app(
    title: str,
    service: str,
    routers: Sequence[APIRouter],
    *,
    authenticator: Authenticator,
    pieces: Sequence[Piece] = (),
    checks: Mapping[str, Check] | None = None,
    state: Mapping[str, object] | None = None,
    cursor_key: bytes | None = None,
    max_body: int = MAX_BODY,
    body_limits: Mapping[str, int] | None = None,
    description: str = "",
    version: str = "1",
    tags: Sequence[Mapping[str, Any]] = (),
    shown: Mapping[str, str] | None = None,
) -> FastAPI:
    """An ASGI application with the routers under /v1.

    service: code of the service (social_assistance). pieces: what opens at start and closes at the end
    (database, waker). checks: by name, asked by /health/ready. state: put on app.state. cursor_key: 32 bytes shared by the
    processes of the service, kept over restarts; without it, which is for tests, cursors and the repetition of writes end with
    the process. max_body, body_limits: bytes, and
    exceptions by address ({"/v1/imports/{run}/lines": 2 * 2**30}). shown: see Service.
    """
    metrics = Metrics(service)
    access = access_log(service)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            if access is not None:
                stack.callback(access.flush)
            for piece in pieces:
                await stack.enter_async_context(piece(app))
            yield

    app = Service(
        title=title,
        description=description,
        version=version,
        lifespan=lifespan,
        openapi_tags=[dict(tag) for tag in tags] or None,
        servers=[{"url": "/", "description": service}],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
    )
    app.shown = shown
    app.state.authenticator = authenticator
    app.state.metrics = metrics
    sealing_key = cursor_key or os.urandom(32)
    app.state.cursors = Cursors(sealing_key)
    # Keyed, because a stored plain hash of a request would let whoever has a dump enumerate the PESEL in it.
    app.state.fingerprint_key = hmac.digest(sealing_key, b"request fingerprint", "sha256")
    for name, value in (state or {}).items():
        setattr(app.state, name, value)
    install_problem_handlers(app)
    for router in routers:
        app.include_router(router, prefix="/v1")
    app.include_router(problem_router)
    app.include_router(_operations(service, metrics, checks or {}))
    app.include_router(_document(app))
    add_viewer(app)
    app.router.middleware_stack = Directory(app.router)
    app.add_middleware(Door, metrics=metrics, access=access, max_body=max_body, body_limits=dict(body_limits or {}))
    return app


def _operations(service: str, metrics: Metrics, checks: Mapping[str, Check]) -> APIRouter:
    router = APIRouter(tags=["operations"])

    @router.get("/health", operation_id="health_live", summary="The process runs")
    async def live() -> Health:
        return Health(status="ok", service=service, checks=[])

    @router.get(
        "/health/ready",
        operation_id="health_ready",
        summary="The service and what it needs work",
        responses=problems(NotReady),
    )
    async def ready() -> Health:
        names = list(checks)
        results = await asyncio.gather(*(_passes(checks[name]) for name in names))
        failed = [name for name, passed in zip(names, results, strict=True) if not passed]
        if failed:
            raise NotReady(failed)
        return Health(status="ok", service=service, checks=names)

    @router.get("/metrics", include_in_schema=False)
    async def show_metrics(request: Request) -> Response:
        return metrics.response()

    return router


def _document(app: FastAPI) -> APIRouter:
    """GET /openapi.json. Made once, in seconds and in a thread: other requests are answered meanwhile."""
    router = APIRouter()
    made: list[bytes] = []
    making = asyncio.Lock()

    @router.get("/openapi.json", include_in_schema=False)
    async def document() -> Response:
        async with making:
            if not made:
                made.append(await asyncio.to_thread(lambda: orjson.dumps(app.openapi())))
        return Response(made[0], media_type="application/json")

    return router


async def _passes(check: Check) -> bool:
    try:
        await asyncio.wait_for(check(), CHECK_SECONDS)
    except Exception:  # whatever a check raises means that the thing does not work
        return False
    return True
