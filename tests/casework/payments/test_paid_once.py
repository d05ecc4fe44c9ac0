"""A right goes on as another one (another mechanism or variant): what was paid for a month is paid of it, lists owe the rest."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.facts.money import PAYMENT_RETURNED, PAYMENT_SETTLED
from kit.db import Database
from tests.casework.decisions.later import a_final_decision, carried, later
from tests.casework.log import events
from tests.casework.payments.a_list import a_draft, a_settled, payments_of
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


async def changed(people: Staff, today: Turn, amount: str) -> dict[str, Any]:
    """January was paid with 645.00; an act of 4 February makes it another right since then. Its id, and what its effect said before."""
    body = recorded(await a_person(people.clerk), benefit="zasilek_mieszany")
    older, _ = await a_final_decision(people, today, body)
    await a_settled(people, "2019-01")
    order = later(body, older, "change", "test_32", effective_from="2019-01")
    order |= {"recorded": body["recorded"] | {"amount": amount, "variant": "mala"}, "justified": True}
    act = await a_decision(people, order)
    effect = (await people.head.get(f"/v1/decisions/{act}/effect")).json()
    await carried(people, act)
    await people.clerk.post(f"/v1/decisions/{act}/deliver", {"on": "2019-02-04"}, if_match=3)
    today(date(2019, 3, 29))
    await people.clerk.post("/v1/decisions/finalise")
    return {"act": act} | {name: effect[name] for name in ("arrears", "undue")}


async def owed_of(people: Staff, month: str) -> list[tuple[str, str]]:
    """The months and amounts of a list with all arrears."""
    payments = await payments_of(people, await a_draft(people, month, arrears_from="2019-01"))
    return [(one["month"], one["amount"]) for one in payments]


async def cases_of(people: Staff, month: str) -> list[tuple[str, str, str]]:
    """What differs in the month."""
    found = (await people.auditor.get("/v1/reconciliation", month=month)).json()["cases"]
    return [(one["kind"], one["expected"], one["found"]) for one in found]


@pytest.mark.asyncio
async def test_of_a_month_that_was_paid_only_what_the_other_right_is_more_is_paid_besides(
    people: Staff, today: Turn
) -> None:
    told = await changed(people, today, "700.00")

    owed = await owed_of(people, "2019-03")

    assert (told["arrears"], told["undue"]) == ("55.00", "0.00")
    assert owed == [("2019-01", "55.00"), ("2019-02", "700.00"), ("2019-03", "700.00")]
    assert await cases_of(people, "2019-01") == []


@pytest.mark.asyncio
async def test_of_a_month_that_was_paid_only_what_the_other_right_is_less_is_too_much(
    people: Staff, today: Turn
) -> None:
    told = await changed(people, today, "600.00")

    owed = await owed_of(people, "2019-03")

    assert (told["arrears"], told["undue"]) == ("0.00", "45.00")
    assert owed == [("2019-02", "600.00"), ("2019-03", "600.00")]
    assert await cases_of(people, "2019-01") == [("paid_more_than_due", "600.00", "645.00")]


@pytest.mark.asyncio
async def test_when_the_change_is_annulled_the_month_is_paid_as_it_was(people: Staff, today: Turn) -> None:
    act = (await changed(people, today, "700.00"))["act"]
    claim = {"ground": "no_basis_or_gross_breach", "received_on": "2019-03-20"}
    made = await people.clerk.post(f"/v1/decisions/{act}/nullities", claim)
    address = f"/v1/nullities/{made.json()['id']}"
    await people.head.post(f"{address}/start", {"sign": "1"}, if_match=1)
    said = {"outcome": "annulled", "decided_on": "2019-03-29", "delivered_on": "2019-03-29"}
    answer = await people.clerk.post(f"{address}/decide", said, if_match=2)
    assert answer.status_code == 200, answer.text

    assert await owed_of(people, "2019-03") == [("2019-02", "645.00"), ("2019-03", "645.00")]
    assert await cases_of(people, "2019-01") == []


@pytest.mark.asyncio
async def test_what_comes_back_of_it_leaves_the_cells_that_it_entered(
    people: Staff, today: Turn, database: Database
) -> None:
    await changed(people, today, "700.00")
    (payment,) = (await people.accountant.get("/v1/payments", month="2019-01")).json()["items"]
    back = {"booked_on": "2019-03-05", "document": "WB 57", "reason": "account_closed"}

    answer = await people.accountant.post(f"/v1/payments/{payment['id']}/return", back, if_match=payment["version"])

    assert answer.status_code == 200, answer.text
    told = await events(database, PAYMENT_SETTLED, PAYMENT_RETURNED)
    assert {one["data"]["variant"] for one in told} == {None}
    assert await owed_of(people, "2019-03") == [("2019-01", "700.00"), ("2019-02", "700.00"), ("2019-03", "700.00")]
    assert await cases_of(people, "2019-01") == []
