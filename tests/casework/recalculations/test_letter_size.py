"""A chunk of many letters asks the database no more often than a chunk of few: the registers are read once for all of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest

from casework.recalculations.running import next_chunk
from kit.db import Database
from kit.secrets import KeyRing
from kit.testing.clients import GMINA
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.recalculations.posted import an_issued_one, letters_of, rights_of, sent
from tests.casework.recalculations.test_recalculations import Turn, issued, started, step
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent to the database, a statement with many rows of parameters as often as it has rows."""
    told: list[str] = []

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        async def execute(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
            told.append(str(query))
            return await original(self, query, *args, **kwargs)

        return execute

    def each(original: Callable[..., Any]) -> Callable[..., Any]:
        async def executemany(self: Any, query: Any, rows: Any, **kwargs: Any) -> Any:
            rows = list(rows)
            told.extend([str(query)] * len(rows))
            return await original(self, query, rows, **kwargs)

        return executemany

    monkeypatch.setattr(psycopg.AsyncCursor, "execute", counted(psycopg.AsyncCursor.execute))
    monkeypatch.setattr(psycopg.AsyncCursor, "executemany", each(psycopg.AsyncCursor.executemany))
    return told


async def an_operation(people: Staff, turned: Turn, count: int, *, first: int) -> str:
    turned(date(2018, 11, 15))
    await rights_of(people, count, first=first)
    address = await started(people, turned)
    await issued(people, address)
    return address


@pytest.mark.asyncio
async def test_many_letters_take_no_more_statements_than_few(
    people: Staff, turned: Turn, database: Database, keys: KeyRing, executed: list[str]
) -> None:
    async def statements(address: str) -> int:
        await step(people.clerk, address, "letters")
        executed.clear()
        while await next_chunk(database, keys, CATALOGUE, GMINA):
            pass
        return len(executed)

    few, _ = await an_issued_one(people, turned, 2)
    of_few = await statements(few)

    of_many = await statements(await an_operation(people, turned, 7, first=10))

    assert of_many == of_few
    shown = (await people.clerk.get("/v1/letters", act=True, limit=50)).json()["items"]
    assert len(shown) == 9
    assert len({one["znak"] for one in shown}) == 9


@pytest.mark.asyncio
async def test_many_sendings_take_no_more_statements_than_few(
    people: Staff, turned: Turn, database: Database, keys: KeyRing, executed: list[str]
) -> None:
    async def statements(address: str) -> int:
        await step(people.clerk, address, "letters")
        while await next_chunk(database, keys, CATALOGUE, GMINA):
            pass
        executed.clear()
        await sent(people, address)
        return len(executed)

    few, _ = await an_issued_one(people, turned, 2)
    of_few = await statements(few)

    of_many = await statements(await an_operation(people, turned, 7, first=10))

    assert of_many == of_few


@pytest.mark.asyncio
async def test_results_of_many_sendings_take_no_more_statements_than_of_few(
    people: Staff, turned: Turn, database: Database, keys: KeyRing, executed: list[str]
) -> None:
    async def statements(address: str) -> int:
        await step(people.clerk, address, "letters")
        while await next_chunk(database, keys, CATALOGUE, GMINA):
            pass
        await sent(people, address)
        letters = await letters_of(people, address)
        rows = [{"letter": one["letter"], "kind": "collected", "on": "2019-11-05"} for one in letters]
        executed.clear()
        answer = await people.clerk.post("/v1/deliveries/results", {"rows": rows})
        assert answer.status_code == 201, answer.text
        asked = len(executed)
        assert {one["delivery_state"] for one in await letters_of(people, address)} == {"delivered"}
        return asked

    few, _ = await an_issued_one(people, turned, 2)
    of_few = await statements(few)

    of_many = await statements(await an_operation(people, turned, 7, first=10))

    assert of_many == of_few
