"""A centre with ten thousand rights asks for its worklist in one statement, and gets a page."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest

from kit.db import Database
from kit.testing.clients import GMINA, Office
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres

MANY_AWARDS = """
INSERT INTO award (gmina, id, benefit, unit, entitled, recipient, origin, state, since, until)
SELECT a.gmina, gen_random_uuid(), a.benefit || n, a.unit, a.entitled, a.recipient, 'imported', 'active', a.since,
       (date '2019-01-01' + make_interval(months => n % 24))::date
  FROM (SELECT * FROM award LIMIT 1) a, generate_series(1, 10000) n
"""


@pytest.mark.asyncio
async def test_the_worklist_of_ten_thousand_rights_is_one_statement_and_a_page(
    people: Staff, office: Office, database: Database, monkeypatch: pytest.MonkeyPatch, today: Callable[[date], None]
) -> None:
    await an_award(people)
    async with database.tenant(GMINA) as connection:
        await connection.execute(MANY_AWARDS)
    ola = office.caller("ola", "caseworker", unit="gops")
    executed: list[str] = []
    original = psycopg.AsyncCursor.execute

    async def counted(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        executed.append(str(query))
        return await original(self, query, *args, **kwargs)

    monkeypatch.setattr(psycopg.AsyncCursor, "execute", counted)

    page = (await ola.get("/v1/tasks", kind="award_ending", until="2020-12-31", limit=500)).json()
    first = [one for one in executed if re.search(r"\bFROM (award|task_mark|application)\b", one)]
    executed.clear()
    counts = (await ola.get("/v1/tasks/counts", until="2020-12-31")).json()
    second = [one for one in executed if re.search(r"\bFROM (award|task_mark|application)\b", one)]

    assert (len(first), len(second)) == (1, 1)
    assert len(page["items"]) == 500
    assert {one["due_on"] for one in page["items"]} == {"2019-01-31", "2019-02-28"}
    # One more: the award that the others were made of.
    (ending,) = [one["all"] for one in counts if one["kind"] == "award_ending"]
    assert ending == 10_001
