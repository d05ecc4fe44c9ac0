"""The outermost layer of every service, as plain ASGI: request id, size limit, log line, metrics, and the
last net under a failure. One layer instead of five, because each costs a read some microseconds.
"""

import logging
import re
from collections.abc import Mapping
from time import perf_counter
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uuid_utils import uuid7

from kit.logs import AccessLog, describe_failure
from kit.metrics import Metrics, route_template
from kit.problems import BadRequest, InternalError, PayloadTooLarge, Problem, problem_for

CLIENT_LEFT = 499
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_PREFIX = re.compile(rb"(/[a-z0-9-]{1,64}){1,4}")
_BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
_SAFETY = [(b"x-content-type-options", b"nosniff"), (b"x-frame-options", b"DENY")]
_log = logging.getLogger("gops.door")


class ResponseBroken(Exception):
    """A response failed after it had begun; the server cuts the connection so that the client notices."""


class Door:
    """ASGI middleware. max_body: bytes; body_limits: address to its own limit, /v1/imports/{run}/lines.

    behind_gateway: X-Forwarded-Prefix is believed, so that a problem's `instance` is the address that the client asked for.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        metrics: Metrics,
        access: AccessLog | None,
        max_body: int,
        body_limits: Mapping[str, int],
        behind_gateway: bool = True,
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._access = access
        self._max_body = max_body
        self._behind_gateway = behind_gateway
        self._body_limits = [(_address(template), limit) for template, limit in body_limits.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        status = 0
        # A copy: what one request notes must not reach the next one through the state of the lifespan.
        state: dict[str, Any] = dict(scope.get("state", ()))
        scope["state"] = state
        request_id, length, prefix = _read_headers(scope)
        state["request_id"] = request_id
        if prefix and self._behind_gateway:
            state["prefix"] = prefix

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _complete(message["headers"], request_id)
            await send(message)

        try:
            refusal = self._refusal(scope, length)
            if refusal is not None:
                await refusal.response(scope)(scope, receive, answer)
            elif scope["method"] in _BODILESS:
                await self._app(scope, receive, answer)
            else:
                await self._app(scope, _limited(receive, self._limit(scope["path"])), answer)
        except ClientDisconnect:
            status = status or CLIENT_LEFT
        except Exception as error:
            state["error"] = error
            if status:
                raise ResponseBroken(type(error).__name__) from None
            await problem_for(error).response(scope)(scope, receive, answer)
        finally:
            self._note(scope, state, status or CLIENT_LEFT, perf_counter() - started)

    def _refusal(self, scope: Scope, length: int) -> Problem | None:
        if b"%00" in scope.get("raw_path", b"") or b"%00" in scope["query_string"]:
            return BadRequest("Adres zawiera niedozwolony znak.")
        if length > self._limit(scope["path"]):
            return PayloadTooLarge()
        return None

    def _limit(self, path: str) -> int:
        for address, limit in self._body_limits:
            if address.fullmatch(path):
                return limit
        return self._max_body

    def _note(self, scope: Scope, state: dict[str, Any], status: int, seconds: float) -> None:
        method, route = scope["method"], route_template(scope)
        self._metrics.observe(method, route, status, seconds)
        if self._access is not None:
            self._access.write(state["request_id"], state.get("gmina"), method, route, status, seconds)
        error = state.get("error")
        if error is not None and (status >= 500 or not isinstance(error, Problem)):
            level = logging.ERROR if isinstance(problem_for(error), InternalError) else logging.WARNING
            told = {"request_id": state["request_id"], "route": route, "failure": describe_failure(error)}
            _log.log(level, "request failed", extra=told)


def _address(template: str) -> re.Pattern[str]:
    return re.compile("/".join("[^/]+" if part[:1] == "{" else re.escape(part) for part in template.split("/")))


def _read_headers(scope: Scope) -> tuple[str, int, str]:
    request_id, length, prefix = b"", 0, ""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            request_id = value
        elif name == b"content-length" and value.isdigit():
            length = int(value)
        elif name == b"x-forwarded-prefix" and _PREFIX.fullmatch(value):
            prefix = value.decode()
    return request_id.decode() if _REQUEST_ID.fullmatch(request_id) else str(uuid7()), length, prefix


def _complete(headers: list[tuple[bytes, bytes]], request_id: str) -> None:
    # Answers of this system are about persons: stored by nobody unless a route says otherwise.
    if not any(name == b"cache-control" for name, _ in headers):
        headers.append((b"cache-control", b"no-store"))
    headers.append((b"x-request-id", request_id.encode()))
    headers += _SAFETY


def _limited(receive: Receive, limit: int) -> Receive:
    left = limit

    async def counted() -> Message:
        nonlocal left
        message = await receive()
        if message["type"] == "http.request":
            left -= len(message.get("body", b""))
            if left < 0:
                # FastAPI lets only this exception through while it reads a body.
                raise HTTPException(413)
        return message

    return counted
