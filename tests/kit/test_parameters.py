"""A parameter that an operation does not take is refused by name, not left out of account; nothing else is."""

from collections.abc import AsyncIterator
from typing import Annotated

import httpx
import pytest
import pytest_asyncio
from asgi_lifespan import LifespanManager
from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from kit.app import create_app
from kit.parameters import ANY_QUERY
from kit.testing.tokens import TokenIssuer


class Place(BaseModel):
    after: str = ""
    last: Annotated[int, Field(alias="limit")] = 10


def _sorted(sort: str = "id") -> str:
    return sort


def _router() -> APIRouter:
    router = APIRouter(prefix="/cases")

    @router.get("")
    async def listed(by: Annotated[str, Depends(_sorted)], state: Annotated[str | None, Query()] = None) -> str:
        return f"{by} {state}"

    @router.get("/page")
    async def page(place: Annotated[Place, Query()]) -> str:
        return f"{place.after} {place.last}"

    @router.get("/key", openapi_extra={"parameters": [{"name": "unit", "in": "query", "schema": {"type": "string"}}]})
    async def by_key() -> str:
        return "key"

    @router.get("/calendar.ics", openapi_extra=ANY_QUERY)
    async def calendar() -> str:
        return "calendar"

    @router.get("/{case}")
    async def show(case: str, person: Annotated[str | None, Query()] = None) -> str:
        return f"{case} {person}"

    @router.post("/{case}")
    async def write(case: str) -> str:
        return case

    return router


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = create_app("test", "social_assistance", [_router()], authenticator=TokenIssuer().authenticator())
    async with (
        LifespanManager(app) as manager,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=manager.app), base_url="http://office.test") as http,
    ):
        yield http


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("address", "takes"),
    [
        ("/v1/cases?person=7", "sort, state"),
        ("/v1/cases?state=open&person=7&sort=id", "sort, state"),
        ("/v1/cases?person", "sort, state"),
        ("/v1/cases?%70erson=7", "sort, state"),
        ("/v1/cases/page?person=7", "after, limit"),
        ("/v1/cases/key?person=7", "unit"),
    ],
)
async def test_a_filter_that_is_not_there_is_refused_with_what_there_is(
    client: httpx.AsyncClient, address: str, takes: str
) -> None:
    answer = await client.get(address)

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_parameter")
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == ("/query/person", "unknown_parameter")
    assert error["message"] == f"Ta operacja przyjmuje: {takes}."


@pytest.mark.asyncio
@pytest.mark.parametrize("address", ["/health?state=open", "/problems/not_found?state=open"])
async def test_an_operation_that_takes_nothing_says_so(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(address)

    assert (answer.status_code, answer.json()["errors"][0]["message"]) == (422, "Ta operacja nie przyjmuje żadnych.")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/v1/cases?state=open&sort=day&gmina=101805", "day open"),
        ("/v1/cases/7?person=8&gmina=101805", "7 8"),
        ("/v1/cases/page?after=a&limit=3", "a 3"),
        ("/v1/cases/key?unit=1", "key"),
        ("/v1/cases/calendar.ics?nocache=1", "calendar"),
    ],
)
async def test_what_an_operation_takes_passes(client: httpx.AsyncClient, address: str, found: str) -> None:
    answer = await client.get(address)

    assert (answer.status_code, answer.json()) == (200, found)


@pytest.mark.asyncio
async def test_a_name_that_nobody_gave_a_meaning_is_not_repeated(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/cases?Kowalska=1&44051401458=1")

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/query"]
    assert "Kowalska" not in answer.text
    assert "44051401458" not in answer.text


@pytest.mark.asyncio
async def test_no_such_address_stays_not_found_and_a_write_is_said_by_its_body(client: httpx.AsyncClient) -> None:
    assert (await client.get("/v1/nowhere?person=7")).status_code == 404
    assert (await client.post("/v1/cases/7?person=7")).status_code == 200


@pytest.mark.asyncio
async def test_the_description_tells_the_refusal_of_every_read(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]

    reads = [path["get"] for path in paths.values() if "get" in path]
    told = [one["responses"]["422"]["content"]["application/problem+json"]["examples"] for one in reads]
    assert len(reads) >= 7
    assert all("unknown_parameter" in examples for examples in told)
