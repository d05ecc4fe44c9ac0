"""Assessments in bulk on real sockets, behind the gateway: both ways at once, with flat memory, beside other requests."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

import aiohttp
import psutil
import pytest

from casework.assessments import many
from casework.assessments.routes import assessments_router
from gateway.app import create_gateway
from gateway.settings import GatewaySettings
from kit.app import create_app
from kit.testing.tokens import ISSUER, TokenIssuer
from services.family_benefits.catalogue import CATALOGUE
from tests.gateway.conftest import GMINA, MIB, Running, serve

LINE: dict[str, Any] = {
    "on": "2024-06-25",
    "facts": {"application": {"received_on": "2024-06-20"}, "person": {"born_on": "1949-06-30"}},
}
TYPE = {"Content-Type": "application/x-ndjson"}


class Door:
    """The gateway in front of the service of family benefits, and a caseworker's token."""

    def __init__(self, gateway: Running, token: str) -> None:
        self.port = gateway.port
        self.url = f"{gateway.url}/family-benefits/v1"
        self.headers = {"Authorization": f"Bearer {token}", **TYPE}

    def sending(self, client: aiohttp.ClientSession, body: AsyncIterator[bytes]) -> Any:
        return client.post(f"{self.url}/assessments/bulk?explain=none", data=body, headers=self.headers)


@contextmanager
def _doors() -> Iterator[Door]:
    issuer = TokenIssuer()
    app = create_app(
        "Świadczenia rodzinne", "family_benefits", [assessments_router(CATALOGUE)], authenticator=issuer.authenticator(),
        max_body=4096, body_limits={"/v1/assessments/bulk": 2**30},
    )  # fmt: skip
    with serve(app) as service:
        settings = GatewaySettings(
            issuer=ISSUER, jwks_url=f"{ISSUER}/jwks", upstreams={"family_benefits": service.url}, max_body=4096
        )
        with serve(create_gateway(settings, issuer.authenticator())) as gateway:
            yield Door(gateway, issuer.token("anna", ["caseworker"], [GMINA]))


@pytest.fixture
def door() -> Iterator[Door]:
    with _doors() as opened:
        yield opened


def a_line(number: int) -> bytes:
    return json.dumps({"id": f"r-{number}", **LINE}).encode() + b"\n"


@pytest.mark.asyncio
async def test_a_family_is_answered_before_the_next_one_is_sent(door: Door) -> None:
    more: asyncio.Queue[bytes | None] = asyncio.Queue()

    async def body() -> AsyncIterator[bytes]:
        while (piece := await more.get()) is not None:
            yield piece

    found = []
    async with aiohttp.ClientSession() as client:
        await more.put(a_line(1))
        async with door.sending(client, body()) as answer:
            for number in range(1, 6):
                found.append(json.loads(await answer.content.readline()))
                await more.put(a_line(number + 1) if number < 5 else None)
            rest = await answer.content.read()

    assert [(one["line"], one["id"], "result" in one) for one in found] == [(n, f"r-{n}", True) for n in range(1, 6)]
    assert rest == b""


@pytest.mark.asyncio
async def test_however_much_is_sent_the_memory_stays_flat(door: Door) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield b"x" * 200_000 + b"\n"

    before, highest, count = _memory(), 0, 0
    async with aiohttp.ClientSession() as client, door.sending(client, body()) as answer:
        async for line in answer.content:
            count += line.endswith(b"\n")
            if count % 100 == 0:
                highest = max(highest, _memory())

    assert count == 1000
    assert highest - before < 60 * MIB


@pytest.mark.asyncio
async def test_while_families_are_assessed_others_are_answered(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    assessing, go_on = threading.Event(), threading.Event()

    def waiting(_: object, lines: list[bytes], first: int) -> bytes:
        assessing.set()
        assert go_on.wait(20)
        return b"%d\n" % first

    monkeypatch.setattr(many.Assessor, "answers", waiting)

    async def body() -> AsyncIterator[bytes]:
        yield a_line(1)

    async with aiohttp.ClientSession() as client:
        stream = asyncio.ensure_future(door.sending(client, body()))
        assert await asyncio.to_thread(assessing.wait, 20)
        one = {**LINE, "benefits": ["zasilek_pielegnacyjny"]}
        async with client.post(
            f"{door.url}/assessments", json=one, headers={**door.headers, "Content-Type": "application/json"}
        ) as other:
            status = other.status
        go_on.set()
        answer = await stream
        told = await answer.read()
        answer.close()

    assert (status, told) == (200, b"1\n")


def test_who_sends_everything_before_reading_is_told_where_it_was_left(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "UNREAD_SECONDS", 0.3)
    # More answers than sockets hold, and behind them more lines than sockets hold.
    short, long = 200_000, 300
    body = b"x\n" * short + (b"y" * 200_000 + b"\n") * long
    client = HTTPConnection("127.0.0.1", door.port, timeout=60)
    client.connect()
    client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)

    client.request("POST", "/family-benefits/v1/assessments/bulk?explain=none", body, door.headers)
    lines = client.getresponse().read().splitlines()
    client.close()

    last = json.loads(lines[-1])
    assert (last["problem"]["code"], last["line"]) == ("answers_not_read", len(lines))
    assert [json.loads(line)["line"] for line in lines] == list(range(1, len(lines) + 1))
    assert len(lines) < short


def _memory() -> int:
    return int(psutil.Process().memory_info().rss)
