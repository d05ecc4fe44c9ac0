"""What passes the gateway, and in which form: addresses, headers, answers."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.gateway.conftest import House


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=10) as http:
        yield http


async def _echo(client: httpx.AsyncClient, office: House, **headers: str) -> dict[str, Any]:
    answer = await client.get(office.url("/v1/echo/x"), headers=office.headers(**headers))
    told: dict[str, Any] = answer.json()
    return told


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path",
    ["/v1/echo/a%2Fb", "/v1/echo/%C5%81ubnice", "/v1/echo/a+b%20c", "/v1/echo/x.y", "/v1/echo/...", "/v1/echo/%3F"],
)
async def test_the_address_arrives_byte_for_byte(client: httpx.AsyncClient, office: House, path: str) -> None:
    query = "b=2&a=1&a=%2B&empty=&%C5%81=1"

    answer = await client.get(httpx.URL(office.url(path) + "?" + query), headers=office.headers())

    assert (answer.json()["raw_path"], answer.json()["query"]) == (path, query)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path",
    ["/v1/%2e%2e/metrics", "/v1/%2E./metrics", "/v1/.%2e/metrics", "/v1/a%2f..%2fb", "/v1/%2e/x", "/v1/..%5cmetrics"],
)
async def test_dot_segments_in_disguise_are_refused(office: House, path: str) -> None:
    answer = await _raw(office, f"GET /family-benefits{path} HTTP/1.1")

    assert answer.startswith(b"HTTP/1.1 400")


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/v1/../metrics", "/v1/./x", "/v1/x/..", "/v1/..\\metrics"])
async def test_dot_segments_are_refused(office: House, path: str) -> None:
    answer = await _raw(office, f"GET /family-benefits{path} HTTP/1.1")

    assert answer.startswith(b"HTTP/1.1 400")


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/metrics", "/health", "/docs", "/v1", "/v2/echo/x", "//v1/echo/x"])
async def test_only_the_public_part_of_a_service_is_reached(
    client: httpx.AsyncClient, office: House, path: str
) -> None:
    answer = await client.get(office.url(path), headers=office.headers())

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.asyncio
async def test_without_a_token_nothing_reaches_a_service(client: httpx.AsyncClient, office: House) -> None:
    before = len(office.seen.requests)

    answers = [
        await client.get(office.url("/v1/echo/x")),
        await client.get(office.url("/v1/echo/x"), headers={"Authorization": "Bearer forged"}),
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert len(office.seen.requests) == before


@pytest.mark.asyncio
async def test_headers_that_could_impersonate_do_not_pass(client: httpx.AsyncClient, office: House) -> None:
    forged = {
        "X-Gmina": "101803",
        "X-Gmina-Id": "101803",
        "X_Gmina": "101803",
        "X-User": "head",
        "X-User-Roles": "head",
        "X-Forwarded-For": "1.2.3.4",
        "X-Forwarded-Host": "evil.test",
        "Forwarded": "for=1.2.3.4",
        "X-Real-IP": "1.2.3.4",
    }

    told = await _echo(client, office, **forged)

    values = {value for _, value in told["headers"]}
    assert values.isdisjoint({"101803", "head", "1.2.3.4", "evil.test", "for=1.2.3.4"})
    assert dict(told["headers"])["x-forwarded-for"] == "127.0.0.1"


@pytest.mark.asyncio
async def test_headers_of_one_connection_do_not_pass(office: House) -> None:
    token = office.headers()["Authorization"]
    lines = [
        "GET /family-benefits/v1/echo/x HTTP/1.1",
        f"Authorization: {token}",
        "Connection: close, X-Secret-Hop",
        "X-Secret-Hop: 1",
        "TE: trailers",
        "Proxy-Authorization: Basic x",
        "X-Kept: 1",
        "X-Kept: 2",
    ]

    answer = await _raw(office, "\r\n".join(lines))

    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"x-secret-hop" not in body
    assert b"proxy-authorization" not in body
    assert b'["x-kept","1"],["x-kept","2"]' in body.replace(b" ", b"").lower()
    assert b"x-hop" not in head
    assert b"keep-alive: timeout" not in head.lower()


@pytest.mark.asyncio
async def test_repeated_headers_of_the_answer_stay_repeated(client: httpx.AsyncClient, office: House) -> None:
    answer = await client.get(office.url("/v1/echo/x"), headers=office.headers())

    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert answer.headers["etag"] == '"7"'
    for once in ("x-request-id", "cache-control", "x-content-type-options", "content-length", "content-type"):
        assert len(answer.headers.get_list(once)) == 1


@pytest.mark.asyncio
async def test_one_request_id_runs_through(client: httpx.AsyncClient, office: House) -> None:
    answer = await client.get(office.url("/v1/echo/x"), headers=office.headers(**{"X-Request-ID": "sprawa-7"}))

    assert answer.headers["x-request-id"] == "sprawa-7"
    assert [v for n, v in answer.json()["headers"] if n == "x-request-id"] == ["sprawa-7"]


@pytest.mark.asyncio
async def test_the_client_s_own_type_and_agent_are_not_replaced(client: httpx.AsyncClient, office: House) -> None:
    bare = dict((await _echo(client, office, **{"User-Agent": "ksiegowosc/1", "Accept-Encoding": "br"}))["headers"])

    assert (bare["user-agent"], bare["accept-encoding"]) == ("ksiegowosc/1", "br")
    assert "content-type" not in bare


@pytest.mark.asyncio
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_a_body_arrives_as_it_was_sent(client: httpx.AsyncClient, office: House, method: str) -> None:
    answer = await client.request(method, office.url("/v1/echo/x"), content=b"\x00\xff{}", headers=office.headers())

    assert answer.json()["body"] == "\x00\xff{}"


@pytest.mark.asyncio
async def test_reading_sends_no_body(client: httpx.AsyncClient, office: House) -> None:
    answer = await client.request("GET", office.url("/v1/echo/x"), content=b"{}", headers=office.headers())

    names = {name for name, _ in answer.json()["headers"]}
    assert answer.json()["body"] == ""
    assert names.isdisjoint({"transfer-encoding", "content-length"})


@pytest.mark.asyncio
async def test_head_has_the_headers_and_no_body(client: httpx.AsyncClient, office: House) -> None:
    answer = await client.head(office.url("/v1/echo/x"), headers=office.headers())

    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


@pytest.mark.asyncio
async def test_a_redirect_inside_a_service_stays_inside_it(client: httpx.AsyncClient, office: House) -> None:
    answer = await client.get(office.url("/v1/moved"), headers=office.headers())

    assert (answer.status_code, answer.headers["location"]) == (303, "/family-benefits/v1/echo/there")


@pytest.mark.asyncio
async def test_a_problem_of_a_service_passes_unchanged_and_can_be_looked_up(
    client: httpx.AsyncClient, office: House
) -> None:
    refused = await client.get(office.url("/v1/closed"), headers=office.headers())

    explained = await client.get(office.gateway.url + refused.json()["type"])

    assert (refused.status_code, refused.headers["content-type"]) == (409, "application/problem+json")
    assert refused.json()["instance"] == "/family-benefits/v1/closed"
    assert explained.json()["description"] == "The list was approved."
    assert (await client.get(office.gateway.url + "/problems/no_such")).status_code == 404


@pytest.mark.asyncio
async def test_a_client_cannot_say_what_address_a_problem_stands_under(
    client: httpx.AsyncClient, office: House
) -> None:
    forged = office.headers(**{"X-Forwarded-Prefix": "/elsewhere"})

    of_the_service = await client.get(office.url("/v1/closed"), headers=forged)
    of_the_gateway = await client.get(f"{office.gateway.url}/nowhere", headers=forged)

    assert of_the_service.json()["instance"] == "/family-benefits/v1/closed"
    assert of_the_gateway.json()["instance"] == "/nowhere"


async def _raw(office: House, request: str) -> bytes:
    """Sends a request as it is written; clients would tidy it up."""
    import asyncio

    reader, writer = await asyncio.open_connection("127.0.0.1", office.gateway.port)
    authorization = "" if "Authorization" in request else f"Authorization: {office.headers()['Authorization']}\r\n"
    closing = "" if "Connection:" in request else "Connection: close\r\n"
    writer.write(f"{request}\r\nHost: gops.test\r\n{authorization}{closing}\r\n".encode())
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    return answer


@pytest.mark.asyncio
async def test_only_reading_a_calendar_by_its_secret_address_passes_without_a_token(
    client: httpx.AsyncClient, office: House
) -> None:
    secret = f"/v1/calendars/read/{'a' * 43}.ics"

    # The service behind has no calendars: it says 404, the gateway alone would say 401.
    assert (await client.get(office.url(f"{secret}?teryt=101805"))).status_code == 404
    for method, path in (
        ("POST", secret), ("GET", f"/v1/calendars/read/{'a' * 42}.ics"), ("GET", "/v1/calendars"),
        ("GET", f"{secret}/x"), ("GET", f"/v1/persons{secret}"), ("GET", f"/v1/calendars/read/{'a' * 42}%2F.ics"),
    ):  # fmt: skip
        assert (await client.request(method, office.url(path))).status_code == 401, path
