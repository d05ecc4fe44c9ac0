"""Whichever way a request is led to its route, it finds the one that it would have found without the directory."""

import asyncio
from typing import Any

import httpx
from fastapi import APIRouter, FastAPI
from hypothesis import given
from hypothesis import strategies as st

from kit.routing import Directory

ADDRESSES = (
    *("/v1/awards", "/v1/awards/{id}", "/v1/awards/preview", "/v1/awards/{id}/amounts", "/v1/payment-lists/{id}"),
    *("/v1/{anything}/export", "/health", "/health/ready", "/v1/payments/{id}", "/v1/payments/mine"),
)
SEGMENTS = (
    "v1",
    "awards",
    "preview",
    "payments",
    "mine",
    "payment-lists",
    "export",
    "health",
    "ready",
    "7",
    "",
    "docs",
)


def _asked(path: str) -> Any:
    async def answer() -> str:
        return path

    return answer


def _application() -> FastAPI:
    app = FastAPI(openapi_url=None)
    first, second, rest = APIRouter(prefix="/awards"), APIRouter(), APIRouter()
    for address in ADDRESSES:
        if address.startswith("/v1/awards"):
            first.add_api_route(address.removeprefix("/v1/awards"), _asked(address), methods=["GET"])
        elif address.startswith("/v1"):
            second.add_api_route(address.removeprefix("/v1"), _asked(address), methods=["GET", "PUT"])
        else:
            rest.add_api_route(address, _asked(address), methods=["GET"])
    app.include_router(second, prefix="/v1")
    app.include_router(first, prefix="/v1")
    app.include_router(rest)
    return app


def _led() -> FastAPI:
    app = _application()
    app.router.middleware_stack = Directory(app.router)
    return app


PLAIN, LED = _application(), _led()


def _ask(app: FastAPI, path: str, method: str = "GET") -> httpx.Response:
    async def asked() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as client:
            return await client.request(method, f"http://testserver{path}")

    return asyncio.run(asked())


@given(st.lists(st.sampled_from(SEGMENTS), max_size=5), st.sampled_from(["GET", "PUT", "DELETE"]))
def test_a_request_is_answered_as_without_the_directory(segments: list[str], method: str) -> None:
    path = "/" + "/".join(segments)
    plain, led = _ask(PLAIN, path, method), _ask(LED, path, method)
    assert (led.status_code, led.text, led.headers.get("allow"), led.headers.get("location")) == (
        plain.status_code, plain.text, plain.headers.get("allow"), plain.headers.get("location"),
    )  # fmt: skip


def test_every_address_is_found() -> None:
    for address in ADDRESSES:
        answer = _ask(LED, address.replace("{id}", "7").replace("{anything}", "awards"))
        # Earlier routes come first, as ever.
        hidden = {"/v1/awards/preview": "/v1/awards/{id}", "/v1/payments/mine": "/v1/payments/{id}"}
        assert answer.json() == hidden.get(address, address)
