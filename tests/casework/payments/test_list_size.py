"""A long list costs no more statements and no more memory than a short one."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from kit.db import Database
from tests.casework.payments.a_list import a_draft
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres

MANY_AWARDS = """
WITH one AS (SELECT * FROM award LIMIT 1), more AS (
    INSERT INTO award (gmina, id, benefit, unit, entitled, recipient, origin, state, since, until)
    SELECT gmina, gen_random_uuid(), benefit, unit, entitled, recipient, 'imported', 'active', since, until
      FROM one, generate_series(1, %s) RETURNING gmina, id, since, until)
INSERT INTO award_amount (gmina, award, since, until, amount)
SELECT gmina, id, since, until, 10000 + row_number() OVER () FROM more
"""


@pytest.mark.asyncio
async def test_a_long_list_takes_no_more_statements_than_a_short_one(
    people: Staff, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    executed: list[str] = []

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        async def execute(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
            executed.append(str(query))
            return await original(self, query, *args, **kwargs)

        return execute

    for kind in (psycopg.AsyncCursor, psycopg.AsyncServerCursor):
        monkeypatch.setattr(kind, "execute", counted(kind.execute))

    async def statements_of_a_month(month: str) -> list[int]:
        found = []
        payment_list = ""
        for step, who, body in (
            ("", people.accountant, {"month": month}),
            ("/approve", people.head, {"on": f"{month}-20"}),
            ("/settle", people.accountant, {"booked_on": f"{month}-28"}),
        ):
            executed.clear()
            version = {"": None, "/approve": 1, "/settle": 2}[step]
            answer = await who.post(f"/v1/payment-lists{payment_list}{step}", body, if_match=version)
            assert answer.status_code in {200, 201}, answer.text
            payment_list = payment_list or f"/{answer.json()['id']}"
            found.append(len(executed))
        return found

    await an_award(people)
    await statements_of_a_month("2019-01")
    short = await statements_of_a_month("2019-02")
    async with database.tenant("101805") as connection:
        await connection.execute(MANY_AWARDS, (400,))
    await statements_of_a_month("2019-03")

    long = await statements_of_a_month("2019-04")

    # Events beyond a few dozen travel through a stage: a handful of statements more, not one a payment.
    assert all(after - before <= 3 for before, after in zip(short, long, strict=True))
    assert len((await people.accountant.get("/v1/payments", month="2019-04", limit=500)).json()["items"]) == 401


@pytest.mark.asyncio
async def test_a_long_list_takes_no_more_memory_than_a_short_one(people: Staff, database: Database) -> None:
    await an_award(people)

    async def peaks(month: str, more: int) -> list[int]:
        async with database.tenant("101805") as connection:
            await connection.execute(MANY_AWARDS, (more,))
        address = f"/v1/payment-lists/{await a_draft(people, month)}"
        found = []
        for step, who, body, version in (
            ("approve", people.head, {"on": f"{month}-20"}, 1),
            ("settle", people.accountant, {"booked_on": f"{month}-28"}, 2),
        ):
            tracemalloc.start()
            answer = await who.post(f"{address}/{step}", body, if_match=version)
            found.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            assert answer.status_code == 200, answer.text
        return found

    await peaks("2019-01", 10)
    short, long = await peaks("2019-02", 2_000), await peaks("2019-03", 4_000)

    # The bodies of 4 000 more payments are 5 MB, and as many objects again while they wait.
    assert all(after - before < 2_500_000 for before, after in zip(short, long, strict=True)), (short, long)
