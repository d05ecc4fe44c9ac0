"""A collection is read page by page, each row once, with cursors that nobody can make up or move."""

import base64
from datetime import date
from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, Query
from hypothesis import given
from hypothesis import strategies as st

from kit.app import create_app
from kit.paging import Cursors, InvalidCursor, Page, Paging
from kit.testing.tokens import TokenIssuer

ROWS = [(date(2019, 1 + n % 12, 1), f"Żak-{n:03d}") for n in range(120)]


def _client(key: bytes = b"k" * 32) -> httpx.AsyncClient:
    router = APIRouter()

    @router.get("/awards")
    async def awards(paging: Paging, state: Annotated[str, Query()] = "due") -> Page[str]:
        keyset = paging.keyset("awards by month,name", {"gmina": "101805", "state": state})
        rows = sorted(ROWS)
        if keyset.after is not None:
            behind = (date.fromisoformat(keyset.after[0]), keyset.after[1])
            rows = [row for row in rows if row > behind]
        shown, cursor = keyset.page(rows[: keyset.fetch], lambda row: row)
        return Page(items=[name for _, name in shown], next_cursor=cursor)

    app = create_app("t", "reporting", [router], authenticator=TokenIssuer().authenticator(), cursor_key=key)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://office.test")


@pytest.mark.asyncio
@pytest.mark.parametrize("limit", [1, 50, 60, 119, 120, 500])
async def test_pages_show_every_row_once_and_in_order(limit: int) -> None:
    seen: list[str] = []
    query: dict[str, Any] = {"limit": limit}
    async with _client() as client:
        while True:
            page = (await client.get("/v1/awards", params=query)).json()
            seen += page["items"]
            if page["next_cursor"] is None:
                break
            query["cursor"] = page["next_cursor"]

    assert seen == [name for _, name in sorted(ROWS)]


@pytest.mark.asyncio
@pytest.mark.parametrize("limit", ["0", "501", "-1", "x", "9" * 40])
async def test_a_limit_outside_its_bounds_is_refused(limit: str) -> None:
    async with _client() as client:
        answer = await client.get("/v1/awards", params={"limit": limit})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/query/limit")


@pytest.mark.asyncio
async def test_a_cursor_serves_only_the_filter_it_was_given_for() -> None:
    async with _client() as client:
        cursor = (await client.get("/v1/awards")).json()["next_cursor"]

        answer = await client.get("/v1/awards", params={"cursor": cursor, "state": "paid"})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


@pytest.mark.asyncio
async def test_a_cursor_of_another_key_is_refused() -> None:
    async with _client(b"a" * 32) as one, _client(b"b" * 32) as other:
        cursor = (await one.get("/v1/awards")).json()["next_cursor"]

        answer = await other.get("/v1/awards", params={"cursor": cursor})

    assert answer.status_code == 400


@pytest.mark.asyncio
async def test_a_cursor_does_not_show_the_name_it_holds() -> None:
    async with _client() as client:
        page = (await client.get("/v1/awards")).json()

    opened = base64.urlsafe_b64decode(page["next_cursor"] + "==")
    assert page["items"][-1].encode() not in opened


@given(st.text(max_size=80) | st.binary(max_size=80).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_no_made_up_cursor_opens(cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        Cursors(b"k" * 32).open(cursor, b"filter")
