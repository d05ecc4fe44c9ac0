"""Streams in both directions, and clients and services that go away: nothing leaks."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import aiohttp
import httpx
import psutil
import pytest

from tests.gateway.conftest import MIB, House, house


@pytest.fixture
def quiet() -> Iterator[House]:
    """A gateway of its own, so that connections can be counted."""
    with house(rate="1000000/minute", connections=4, pool_timeout=1.0, read_timeout=30.0) as opened:
        yield opened


async def _zeros(mib: int) -> AsyncIterator[bytes]:
    for _ in range(mib * 16):
        yield bytes(65536)
        await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_a_big_import_streams_through_with_flat_memory(quiet: House) -> None:
    before = _memory()

    async with aiohttp.ClientSession() as client:
        url = quiet.url("/v1/imports/7/lines")
        async with client.post(url, data=_zeros(200), headers=quiet.headers()) as answer:
            told = await answer.json()

    assert told == {"size": 200 * MIB}
    assert quiet.seen.largest_piece <= MIB
    assert _memory() - before < 60 * MIB


@pytest.mark.asyncio
async def test_a_big_answer_streams_through_with_flat_memory_to_a_slow_reader(quiet: House) -> None:
    before, highest, size = _memory(), 0, 0

    async with (
        aiohttp.ClientSession() as client,
        client.get(quiet.url("/v1/download/200"), headers=quiet.headers()) as answer,
    ):
        async for piece in answer.content.iter_any():
            size += len(piece)
            if size % (16 * MIB) < len(piece):
                await asyncio.sleep(0.02)
                highest = max(highest, _memory())

    assert size == 200 * MIB
    assert highest - before < 60 * MIB


@pytest.mark.asyncio
async def test_the_first_piece_comes_before_the_last_is_made(quiet: House) -> None:
    async with (
        aiohttp.ClientSession() as client,
        client.get(quiet.url("/v1/download/64"), headers=quiet.headers()) as answer,
    ):
        first = await answer.content.readany()

        assert first
        assert quiet.seen.left == 0


@pytest.mark.asyncio
async def test_clients_that_leave_before_the_answer_leave_no_connection(quiet: House) -> None:
    async with aiohttp.ClientSession() as client:
        for _ in range(6):
            with pytest.raises(TimeoutError):
                await client.get(
                    quiet.url("/v1/wait?seconds=60"),
                    headers=quiet.headers(),
                    timeout=aiohttp.ClientTimeout(total=0.5),
                )

    assert quiet.seen.started == 6
    assert await quiet.upstream.until(lambda: quiet.seen.left == 6)
    assert await quiet.upstream.until(lambda: quiet.upstream.connections() == 0)
    await _works(quiet)


@pytest.mark.asyncio
async def test_clients_that_leave_in_the_middle_of_the_answer_leave_no_connection(quiet: House) -> None:
    async with aiohttp.ClientSession() as client:
        for _ in range(6):
            answer = await client.get(quiet.url("/v1/download/2000"), headers=quiet.headers())
            await answer.content.readany()
            answer.close()

    assert await quiet.upstream.until(lambda: quiet.seen.left == quiet.seen.started == 6)
    assert await quiet.upstream.until(lambda: quiet.upstream.connections() == 0)
    await _works(quiet)


@pytest.mark.asyncio
async def test_clients_that_leave_in_the_middle_of_their_import_leave_no_connection(quiet: House) -> None:
    for _ in range(6):
        _, writer = await asyncio.open_connection("127.0.0.1", quiet.gateway.port)
        head = "POST /family-benefits/v1/imports/size HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n"
        writer.write(f"{head}Authorization: {quiet.headers()['Authorization']}\r\n\r\n".encode() + bytes(200_000))
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.transport.abort()

    assert await quiet.upstream.until(lambda: quiet.upstream.connections() == 0)
    await _works(quiet)


@pytest.mark.asyncio
async def test_a_long_poll_waits_and_answers(quiet: House) -> None:
    async with httpx.AsyncClient(timeout=10) as client:
        answer = await client.get(quiet.url("/v1/wait?seconds=1"), headers=quiet.headers())

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/cloudevents-batch+json")


@pytest.mark.asyncio
async def test_an_import_refused_early_is_answered_while_it_is_still_being_sent(quiet: House) -> None:
    async with aiohttp.ClientSession() as client:
        for _ in range(6):
            url = quiet.url("/v1/imports/refused")
            async with client.post(url, data=_zeros(1), headers=quiet.headers()) as answer:
                assert answer.status == 409

    await _works(quiet)


@pytest.mark.asyncio
async def test_a_full_pool_is_told_and_recovers(quiet: House) -> None:
    async with aiohttp.ClientSession() as client:
        url = quiet.url("/v1/wait?seconds=1.5")
        waiting = [asyncio.create_task(_status(client, url, quiet)) for _ in range(4)]
        await asyncio.sleep(0.3)

        refused = await client.get(quiet.url("/v1/echo/x"), headers=quiet.headers())

        assert (refused.status, (await refused.json())["code"]) == (503, "service_unavailable")
        assert refused.headers["Retry-After"]
        assert await asyncio.gather(*waiting) == [200] * 4
    await _works(quiet)


@pytest.mark.asyncio
async def test_a_service_that_is_silent_is_given_up() -> None:
    with house(read_timeout=1.0) as office:
        async with httpx.AsyncClient(timeout=10) as client:
            answer = await client.get(office.url("/v1/wait?seconds=20"), headers=office.headers())

        assert (answer.status_code, answer.json()["code"]) == (504, "service_timed_out")
        assert await office.upstream.until(lambda: office.upstream.connections() == 0)


# Services that break off


@asynccontextmanager
async def _breaking(answer: bytes, good_after: int = 10**6) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A service that sends these bytes and cuts the connection, and answers properly after so many requests."""
    requests: list[bytes] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        requests.append(head.split(b" ")[0])
        good = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        writer.write(good if len(requests) > good_after else answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield f"http://127.0.0.1:{port}", requests


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "status", "asked"),
    [("GET", 200, 2), ("HEAD", 200, 2), ("POST", 502, 1), ("PUT", 502, 1), ("DELETE", 502, 1)],
)
async def test_only_reading_is_repeated(method: str, status: int, asked: int) -> None:
    async with _breaking(b"", good_after=1) as (address, requests):
        answer = await _ask(address, method)

    assert answer.status_code == status
    assert requests == [method.encode()] * asked


@pytest.mark.asyncio
async def test_a_service_that_breaks_off_twice_is_told_as_such() -> None:
    async with _breaking(b"") as (address, requests):
        answer = await _ask(address, "GET")

    assert (answer.status_code, answer.json()["code"]) == (502, "service_broke_off")
    assert len(requests) == 2


@pytest.mark.asyncio
async def test_half_an_answer_is_no_answer() -> None:
    async with _breaking(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf") as (address, _):
        answer = await _ask(address, "GET")

    assert (answer.status_code, answer.json()["code"]) == (502, "service_broke_off")


@pytest.mark.asyncio
async def test_a_stream_that_breaks_off_is_cut_for_the_client_too() -> None:
    streamed = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
    async with _breaking(streamed) as (address, _):
        with pytest.raises(httpx.RemoteProtocolError):
            await _ask(address, "GET")


@pytest.mark.asyncio
async def test_an_answer_that_is_no_http_is_told_as_broken() -> None:
    async with _breaking(b"SSH-2.0-OpenSSH\r\n\r\n") as (address, _):
        answer = await _ask(address, "GET")

    assert (answer.status_code, answer.json()["code"]) == (502, "service_broke_off")


async def _ask(address: str, method: str) -> httpx.Response:
    # The gateway is started and stopped off the loop, on which the breaking service runs.
    opened = house(services={"reporting": address})
    office = await asyncio.to_thread(opened.__enter__)
    try:
        async with httpx.AsyncClient(timeout=10) as client:
            return await client.request(method, f"{office.gateway.url}/reporting/v1/x", headers=office.headers())
    finally:
        await asyncio.to_thread(opened.__exit__, None, None, None)


async def _status(client: aiohttp.ClientSession, url: str, office: House) -> int:
    async with client.get(url, headers=office.headers()) as answer:
        return answer.status


async def _works(office: House) -> None:
    """As many at once as there are connections: none of them is lost."""
    async with aiohttp.ClientSession() as client:
        url = office.url("/v1/echo/x")
        assert await asyncio.gather(*(_status(client, url, office) for _ in range(8))) == [200] * 8


def _memory() -> int:
    return int(psutil.Process(os.getpid()).memory_info().rss)
