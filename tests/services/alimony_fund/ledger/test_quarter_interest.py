"""Interest that runs at the end of a quarter is told for that day and taken off on the next, and again only what has changed of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.authority.matrix import OPERATIONS
from casework.facts.money import DEBT_ASSESSED
from kit.auth import ROLES
from kit.db import Database
from kit.money import grosze
from kit.testing.clients import GMINA, Office
from tests.casework.log import events
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds, only
from tests.services.alimony_fund.ledger.conftest import Owing
from tests.services.alimony_fund.ledger.test_ledger import a_payout, money, ok
from tests.services.alimony_fund.ledger.test_told import booked, net

pytestmark = pytest.mark.postgres

QUARTER = "/v1/ledger/quarter-interest"
Turn = Callable[[date], None]


async def told(people: Staff, until: str, **more: str) -> str:
    return str((await ok(people.accountant.post(QUARTER, {"until": until, **more})))["state"])


async def of_interest(database: Database) -> list[tuple[str, int]]:
    """Bank day and grosze of every fact of interest that came to be owed."""
    return [
        (day, amount)
        for _, day, paragraf, _, amount in booked(await events(database, DEBT_ASSESSED))
        if paragraf == "0920"
    ]


@pytest.mark.asyncio
async def test_it_is_told_once_and_then_what_has_changed(people: Staff, owing: Owing, database: Database) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")

    first, again = await told(people, "2026-03-31"), await told(people, "2026-03-31")

    # 1000.00 for 21 days at 9.25 %.
    assert (first, again) == ("told", "known")
    assert await of_interest(database) == [("2026-03-31", 532), ("2026-04-01", -532)]
    documents = (await ok(people.auditor.get(f"{owing.account}/documents")))["items"]
    assert [one["kind"] for one in documents] == ["claim"]

    await money(people, owing, date(2026, 3, 20), "102.53")
    assert await told(people, "2026-03-31") == "told"

    # Ten days are booked by the receipt, 2.53; 900.00 for eleven days run, 2.51.
    (fund, _) = await ok(people.auditor.get("/v1/ledger/turnover", year=2026, until="2026-03-31"))
    after: Any = await net(database)
    assert (after["assessed", "2026-03-20", "0920"], after["assessed", "2026-03-31", "0920"]) == (253, 251)
    assert (after["assessed", "2026-04-01", "0920"], grosze(fund["interest_running"])) == (-251, 251)
    assert await told(people, "2026-03-31", unit="inna") == "known"


@pytest.mark.asyncio
async def test_only_a_quarter_that_is_over_is_told(
    people: Staff, owing: Owing, database: Database, today: Turn
) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    today(date(2026, 6, 30))

    for until, refusal in (
        ("2026-06-30", "quarter_not_over"), ("2026-05-31", "no_end_of_a_quarter"), ("2026-03-30", "no_end_of_a_quarter"),
    ):  # fmt: skip
        answer = await people.accountant.post(QUARTER, {"until": until})
        assert (answer.status_code, [one["code"] for one in answer.json()["errors"]]) == (422, [refusal])
    today(date(2026, 7, 1))

    assert await told(people, "2026-06-30") == "told"
    assert [day for day, _ in await of_interest(database)] == ["2026-06-30", "2026-07-01"]


@pytest.mark.asyncio
async def test_a_task_asks_for_it_from_the_first_day_after_the_quarter_until_it_is_told(
    people: Staff, owing: Owing, today: Turn
) -> None:
    await a_payout(people, owing, date(2026, 6, 29), "1000.00")
    waits = {}
    for day in (date(2026, 6, 30), date(2026, 7, 1)):
        today(day)
        waits[day.isoformat()] = await kinds(people.accountant, kind="debt_quarter_interest")
    task = await only(people.accountant, "debt_quarter_interest")

    await told(people, "2026-06-30")
    after = await kinds(people.accountant, kind="debt_quarter_interest")
    await money(people, owing, date(2026, 7, 1), "10.00")
    of_july = await kinds(people.accountant, kind="debt_quarter_interest")
    await a_payout(people, owing, date(2026, 6, 30), "500.00")
    late = await kinds(people.accountant, kind="debt_quarter_interest")
    assert await told(people, "2026-06-30") == "known"

    assert waits == {"2026-06-30": [], "2026-07-01": ["debt_quarter_interest"]}
    assert (task["since"], task["due_on"]) == ("2026-07-01", "2026-07-08")
    assert (after, of_july, late) == ([], [], ["debt_quarter_interest"])
    assert await kinds(people.accountant, kind="debt_quarter_interest") == []


@pytest.mark.asyncio
async def test_of_what_bears_no_interest_there_is_nothing_to_tell(people: Staff, owing: Owing, today: Turn) -> None:
    old = {"klass": "advance", "entitled": owing.child, "paid_on": "2007-03-15", "period": "2007-03", "paid": "170.00"}
    await ok(people.accountant.post(f"{owing.account}/claims", old))
    await a_payout(people, owing, date(2026, 6, 30), "1000.00")

    today(date(2026, 7, 1))
    of_its_last_day = await kinds(people.accountant, kind="debt_quarter_interest")
    today(date(2026, 10, 1))
    next_quarter = await only(people.accountant, "debt_quarter_interest")
    today(date(2027, 1, 2))

    assert of_its_last_day == []
    assert next_quarter["due_on"] == "2026-10-08"
    assert (await only(people.accountant, "debt_quarter_interest"))["due_on"] == "2027-01-31"


@pytest.mark.asyncio
async def test_each_role_does_what_the_matrix_says(office: Office, owing: Owing) -> None:
    for role in ROLES:
        answer = await office.caller(f"kto-{role}", role, gmina=GMINA).post(QUARTER, {})
        assert (answer.status_code == 403) == (role not in OPERATIONS["debt_quarter_interest_tell"]), role
