"""What every service has alike: request ids, limits, health, metrics, its own description, and logs that name nobody."""

import asyncio
import io
import json
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx
import pytest
from asgi_lifespan import LifespanManager
from fastapi import APIRouter, FastAPI, Request
from pydantic import BaseModel

from kit.app import create_app
from kit.logs import configure_logging
from kit.metrics import route_template
from kit.testing.tokens import TokenIssuer

PESEL = "44051401458"


class Note(BaseModel):
    text: str


def _app(**more: object) -> FastAPI:
    inner = APIRouter(prefix="/{case}/notes")
    router = APIRouter(prefix="/cases")

    @inner.get("/{number}")
    async def show(case: str, number: str) -> str:
        return f"{case} {number}"

    @inner.post("")
    async def add(case: str, note: Note) -> int:
        return len(note.text)

    inner.post("/{number}")(add)

    @router.post("/imports")
    async def bring(request: Request) -> int:
        return sum([len(piece) async for piece in request.stream()])

    @router.get("/broken")
    async def broken() -> int:
        try:
            int(PESEL + "x")
        except ValueError as error:
            raise RuntimeError(f"cannot read {PESEL}") from error
        return 0

    router.include_router(inner)
    authenticator = TokenIssuer().authenticator()
    options: dict[str, object] = {
        "max_body": 100,
        "body_limits": {"/v1/cases/imports": 1000, "/v1/cases/{case}/notes/{number}": 300},
        **more,
    }
    return create_app("test", "social_assistance", [router], authenticator=authenticator, **options)  # type: ignore[arg-type]


@asynccontextmanager
async def _client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        LifespanManager(app) as manager,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=manager.app), base_url="http://office.test") as client,
    ):
        yield client


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log of a configured process."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging("social_assistance", stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.asyncio
@pytest.mark.parametrize(("sent", "kept"), [("sprawa-7", True), ("a b", False), ("x" * 65, False), ("", False)])
async def test_a_request_id_is_kept_when_it_is_one_and_made_otherwise(sent: str, kept: bool) -> None:
    async with _client(_app()) as client:
        answer = await client.get("/health", headers={"X-Request-ID": sent})

    given = answer.headers["x-request-id"]
    assert (given == sent) is kept
    assert len(given) >= 8


@pytest.mark.asyncio
async def test_answers_are_not_to_be_stored_nor_framed() -> None:
    async with _client(_app()) as client:
        headers = (await client.get("/health")).headers

    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.asyncio
async def test_others_are_answered_while_the_service_writes_its_description(monkeypatch: pytest.MonkeyPatch) -> None:
    app, began, may_end, times = _app(), threading.Event(), threading.Event(), []
    whole = app.openapi()

    def slow() -> dict[str, object]:
        times.append(1)
        began.set()
        assert may_end.wait(30)
        return whole

    monkeypatch.setattr(app, "openapi", slow)
    async with _client(app) as client:
        asked = [asyncio.create_task(client.get("/openapi.json")) for _ in range(2)]
        assert await asyncio.to_thread(began.wait, 30)
        health = await client.get("/health")
        waiting = [one.done() for one in asked]
        may_end.set()
        documents = [(await one).json() for one in asked]

    assert (health.status_code, waiting) == (200, [False, False])
    assert documents == [whole, whole]
    assert len(times) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/v1/cases/7/notes", 80, 200),
        ("/v1/cases/7/notes", 200, 413),
        ("/v1/cases/imports", 900, 200),
        ("/v1/cases/imports", 2000, 413),
        ("/v1/cases/7/notes/1", 200, 200),
        ("/v1/cases/7/notes/1", 400, 413),
    ],
)
async def test_a_body_is_limited_by_its_address(path: str, size: int, status: int, chunked: bool) -> None:
    body = json.dumps({"text": "x" * (size - 12)}).encode()

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 50):
            yield body[start : start + 50]

    async with _client(_app()) as client:
        answer = await client.post(
            path, content=pieces() if chunked else body, headers={"Content-Type": "application/json"}
        )

    assert answer.status_code == status
    assert status != 413 or answer.json()["code"] == "payload_too_large"


@pytest.mark.asyncio
async def test_a_service_is_ready_when_everything_it_needs_works() -> None:
    async def works() -> None: ...

    async def fails() -> None:
        raise ConnectionError(PESEL)

    async with _client(_app(checks={"database": works})) as client:
        ready = await client.get("/health/ready")
    async with _client(_app(checks={"database": works, "issuer": fails})) as client:
        unready = await client.get("/health/ready")
        alive = await client.get("/health")

    assert ready.json() == {"status": "ok", "service": "social_assistance", "checks": ["database"]}
    assert (unready.status_code, unready.json()["errors"][0]["pointer"]) == (503, "/issuer")
    assert unready.headers["retry-after"]
    assert alive.status_code == 200


@pytest.mark.asyncio
async def test_metrics_count_routes_not_addresses() -> None:
    async with _client(_app()) as client:
        await client.get(f"/v1/cases/{PESEL}/notes/9")
        await client.get(f"/v1/nowhere/{PESEL}")
        text = (await client.get("/metrics")).text

    assert PESEL not in text
    assert (
        'gops_http_request_seconds_count{method="GET",route="/v1/cases/{case}/notes/{number}",status="200"} 1.0' in text
    )
    assert 'route="unmatched",status="404"' in text


class _Route:
    def __init__(self, path: str) -> None:
        self.path = path


@pytest.mark.parametrize(
    ("path", "tail", "params", "template"),
    [
        ("/v1/awards/7", "/awards/{id}", {"id": "7"}, "/v1/awards/{id}"),
        ("/v1/awards", "", {}, "/v1/awards"),
        ("/v1/cases/7/notes/9", "/{n}", {"case": "7", "n": "9"}, "/v1/cases/{case}/notes/{n}"),
        ("/files/a/b", "/files/{rest:path}", {"rest": "a/b"}, "/files/{rest:path}"),
    ],
)
def test_the_template_of_a_nested_route_has_its_prefixes(
    path: str, tail: str, params: dict[str, str], template: str
) -> None:
    assert route_template({"route": _Route(tail), "path": path, "path_params": params}) == template


@pytest.mark.asyncio
@pytest.mark.parametrize(("query", "status"), [("", 200), (f"?pesel={PESEL}", 422)])
async def test_the_log_tells_route_and_status_and_nobody_s_number(log: io.StringIO, query: str, status: int) -> None:
    async with _client(_app()) as client:
        await client.get(f"/v1/cases/{PESEL}/notes/9{query}", headers={"X-Request-ID": "sprawa-7"})

    (line,) = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {name: line[name] for name in ("request_id", "route", "method", "status", "service", "gmina")} == {
        "request_id": "sprawa-7",
        "route": "/v1/cases/{case}/notes/{number}",
        "method": "GET",
        "status": status,
        "service": "social_assistance",
        "gmina": None,
    }
    assert PESEL not in log.getvalue()


@pytest.mark.asyncio
async def test_a_failure_is_logged_with_its_places_and_without_its_words(log: io.StringIO) -> None:
    async with _client(_app()) as client:
        answer = await client.get("/v1/cases/broken", headers={"X-Request-ID": "sprawa-8"})

    (failure,) = [line for line in map(json.loads, log.getvalue().splitlines()) if line.get("failure")]
    assert answer.status_code == 500
    assert (failure["level"], failure["request_id"]) == ("ERROR", "sprawa-8")
    assert "builtins.RuntimeError" in failure["failure"]
    assert "caused by builtins.ValueError" in failure["failure"]
    assert "test_app.py" in failure["failure"]
    assert PESEL not in log.getvalue()


def test_an_exception_logged_by_a_library_loses_its_words_too(log: io.StringIO) -> None:
    try:
        int(PESEL + "x")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")

    assert "builtins.ValueError" in log.getvalue()
    assert PESEL not in log.getvalue()


@pytest.mark.asyncio
async def test_pieces_open_in_order_and_close_in_reverse() -> None:
    happened: list[str] = []

    def piece(name: str):  # type: ignore[no-untyped-def]
        @asynccontextmanager
        async def opened(_: FastAPI) -> AsyncIterator[None]:
            happened.append(f"+{name}")
            yield
            happened.append(f"-{name}")

        return opened

    async with _client(_app(pieces=[piece("database"), piece("waker")])):
        pass

    assert happened == ["+database", "+waker", "-waker", "-database"]
