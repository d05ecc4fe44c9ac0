"""Debtors, actions and enforcement of a period: each figure on both sides of its first and last day."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.testing.clients import OTHER_GMINA, Office
from services.alimony_fund.debtors import counts
from services.alimony_fund.debtors.states import PROCEEDING
from tests.casework.rights import Staff, staff
from tests.services.alimony_fund.debtors.a_debtor import a_child, a_debtor, a_proceeding, a_title, code, ok
from tests.services.alimony_fund.debtors.test_actions import filed

pytestmark = pytest.mark.asyncio
Turn = Callable[[date], None]
COUNTS = "/v1/debtor-counts"


async def counted(people: Staff, since: str, until: str, **query: str) -> dict[str, tuple[int, int]]:
    answer = await people.auditor.get(COUNTS, since=since, until=until, **query)
    assert answer.status_code == 200, answer.text
    return {one["code"]: (one["count"], one["debtors"]) for one in answer.json() if one["count"]}


async def test_every_step_of_a_proceeding_is_a_figure_and_no_code_is_told_twice() -> None:
    named = [code for _, names in counts.names() for code in names]

    assert len(named) == len(set(named))
    assert {one.step for one in PROCEEDING.transitions} <= set(named)


@pytest.mark.postgres
async def test_figures_are_those_of_the_period(people: Staff, today: Turn) -> None:
    first = await a_debtor(people)
    second = await a_debtor(people, serial=2, creditor_organ=False)
    child = await a_child(people)
    await a_title(people, first, entitled=child)
    body = {"entitled": child, "paid_on": "2026-05-04", "period": "2026-05", "paid": "500.00"}
    await ok(people.accountant.post(f"/v1/ledger/accounts/{first}/claims", body))
    for debtor in (first, first, second):
        found = await a_proceeding(people, debtor, creditor_organ="Burmistrz Sędziszowa")
        await found.done("call_interview", interview_on="2026-05-04")
    await ok(filed(people, first, "court_told"))
    in_error = await a_debtor(people, serial=3)
    await ok(people.clerk.post(f"/v1/debtors/{in_error}/close", {"why": "entered_in_error"}, if_match=1))
    withdrawn = (await ok(filed(people, first, "lawsuit")))["id"]
    await ok(people.clerk.post(f"/v1/debtor-actions/{withdrawn}/withdraw", {}, if_match=1))
    today(date(2026, 5, 5))
    receipt = {"credited_on": "2026-05-05", "amount": "100.00", "source": "bailiff"}
    await ok(people.accountant.post(f"/v1/ledger/accounts/{first}/receipts", receipt))

    of_may = await counted(people, "2026-05-01", "2026-05-05")
    of_a_day = await counted(people, "2026-05-05", "2026-05-05")
    before = await counted(people, "2026-04-01", "2026-04-30")

    assert of_may == {
        "creditor_organ": (1, 1), "debtor_organ": (2, 2), "entered": (2, 2), "owing": (1, 1), "call_interview": (3, 2),
        "request_received": (3, 2), "court_told": (1, 1), "titles_enforced": (1, 1), "bailiff_receipts": (1, 1),
    }  # fmt: skip
    assert of_a_day == {
        "creditor_organ": (1, 1), "debtor_organ": (2, 2), "owing": (1, 1), "titles_enforced": (1, 1), "bailiff_receipts": (1, 1),
    }  # fmt: skip
    assert before.keys() <= {"titles_enforced"}


@pytest.mark.postgres
async def test_a_receipt_that_was_taken_back_is_none_and_its_sum_is_told(people: Staff, today: Turn) -> None:
    debtor, child = await a_debtor(people), await a_child(people)
    await a_title(people, debtor, entitled=child)
    account = f"/v1/ledger/accounts/{debtor}"
    body = {"entitled": child, "paid_on": "2026-05-04", "period": "2026-05", "paid": "500.00"}
    await ok(people.accountant.post(f"{account}/claims", body))
    made = []
    for amount in ("100.00", "30.00"):
        receipt = {"credited_on": "2026-05-04", "amount": amount, "source": "bailiff"}
        made.append((await ok(people.accountant.post(f"{account}/receipts", receipt)))["id"])
    await ok(people.accountant.post(f"{account}/corrections", {"record": made[0]}))

    answer = (await people.auditor.get(COUNTS, since="2026-05-04", until="2026-05-04")).json()

    (shown,) = [one for one in answer if one["code"] == "bailiff_receipts"]
    assert (shown["count"], shown["amount"]) == (1, "30.00")


@pytest.mark.postgres
async def test_days_in_order_and_nobody_of_another_gmina(people: Staff, office: Office) -> None:
    await a_debtor(people)
    days = {"since": "2026-05-01", "until": "2026-05-04"}

    backwards = await code(people.clerk.get(COUNTS, since="2026-05-04", until="2026-05-01"))
    ahead = await code(people.clerk.get(COUNTS, since="2026-05-01", until="2026-05-05"))
    csv = await people.accountant.get(COUNTS, **days, format="csv")

    assert backwards == ahead == (422, "validation_failed")
    assert csv.text.startswith("section,code,name,count,debtors,amount\r\n")
    assert await counted(staff(office, OTHER_GMINA), **days) == {}
    assert (await counted(people, **days, unit="another_unit")) == {}
