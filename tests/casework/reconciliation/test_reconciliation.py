"""Reconciliation of a month: sums from the decisions to the log, and hand-made damage found and named."""

from typing import Any

import psycopg
import pytest

from kit.testing.databases import ServiceDatabase
from tests.casework.decisions.an_act import a_right, change
from tests.casework.decisions.later import Turn, carried
from tests.casework.payments.a_list import a_draft, a_settled, payments_of
from tests.casework.rights import Staff, a_decision, an_award, ended_by_act

pytestmark = pytest.mark.postgres


async def reconciled(people: Staff, month: str = "2019-03", **query: object) -> dict[str, Any]:
    answer = await people.auditor.get("/v1/reconciliation", month=month, **query)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.asyncio
async def test_the_sums_of_a_month_lead_from_the_decisions_to_the_log(people: Staff) -> None:
    await an_award(people)
    held, back, ended = [await an_award(people, serial=serial) for serial in (2, 3, 4)]
    await an_award(people, "100.01", serial=5, benefit="zasilek_mieszany")
    await people.clerk.post(f"/v1/awards/{held}/suspend", {"reason": "facts_being_checked"}, if_match=1)
    payment_list = await a_settled(people)
    (returned,) = [one for one in await payments_of(people, payment_list) if one["award"] == back]
    await people.accountant.post(
        f"/v1/payments/{returned['id']}/return", {"document": "WB 57", "booked_on": "2019-04-05"}, if_match=3
    )
    await ended_by_act(people, ended, "2019-03")

    found = await reconciled(people)

    assert (found["agrees"], found["difference"], found["cases"]) == (True, "0.00", [])
    (one,) = [sums for sums in found["benefits"] if sums["benefit"] == "zasilek_staly_testowy"]
    assert one == {
        "benefit": "zasilek_staly_testowy",
        "decided": "1935.00",
        "ended": "0.00",
        "awarded": "1935.00",
        "awarded_without_decision": "0.00",
        "held": "645.00",
        "paid_after_end": "645.00",
        "paid_over_the_right": "0.00",
        "undue_open": "0.00",
        "not_on_a_list": "1290.00",
        "planned": "0.00",
        "approved": "0.00",
        "settled": "1290.00",
        "returned": "645.00",
        "returned_later": "0.00",
        "repaid": "0.00",
        "spent_in_log": "1290.00",
        "imported_awarded": "0.00",
        "imported_paid": "0.00",
        "difference": "0.00",
    }
    assert [(of["list"], of["state"], of["settled"], of["returned"]) for of in found["lists"]] == [
        (payment_list, "settled", "1390.01", "645.00")
    ]


@pytest.mark.asyncio
async def test_a_later_act_moves_what_is_decided_from_its_month_on(people: Staff, today: Turn) -> None:
    body, decision, _ = await a_right(people, today)
    await carried(people, await a_decision(people, change(body, decision, "700.00", "2019-03")))

    found = {month: await reconciled(people, month) for month in ("2019-02", "2019-03")}

    assert {month: (one["agrees"], one["benefits"][0]["decided"]) for month, one in found.items()} == {
        "2019-02": (True, "645.00"),
        "2019-03": (True, "700.00"),
    }


@pytest.mark.asyncio
async def test_one_benefit_is_shown_alone(people: Staff) -> None:
    await an_award(people)
    await an_award(people, "100.01", serial=2, benefit="zasilek_mieszany")
    await a_draft(people)

    found = await reconciled(people, benefit="zasilek_mieszany")

    assert [(one["benefit"], one["planned"]) for one in found["benefits"]] == [("zasilek_mieszany", "100.01")]
    assert [one["planned"] for one in found["lists"]] == ["100.01"]


DAMAGE = {
    "a higher amount": ("UPDATE payment SET amount = amount + 500", "paid_more_than_due"),
    "a lower amount": ("UPDATE payment SET amount = amount - 500", "payment_and_log"),
    "other lines": ("UPDATE payment SET lines = '[]'", "lines_and_amount"),
    "a lost payment": ("DELETE FROM payment", "payment_and_log"),
    "a payment made unpaid": ("UPDATE payment SET state = 'approved'", "payment_and_list"),
    "a payment put back to the draft": ("UPDATE payment SET state = 'planned'", "payment_and_list"),
    "a payment twice": (
        "INSERT INTO payment SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid()))).* FROM payment p",
        "paid_more_than_due",
    ),
    "a lower right": ("UPDATE award_amount SET amount = 60000", "decision_and_awards"),
    "a lost right": ("DELETE FROM award_amount", "decision_and_awards"),
    "a changed decision": ("UPDATE decision SET grants = '[]'", "decision_and_awards"),
    "a reversal that nobody told": (
        "INSERT INTO payment_reversal (gmina, id, payment, mode, amount, lines, occurred_on, booked_on, budget_year) "
        "SELECT gmina, gen_random_uuid(), id, 'same_year_repayment', 100, '[]', '2019-04-01', '2019-04-01', 2019 FROM payment",
        "payment_and_log",
    ),
    "a deduction above the payment": (
        "INSERT INTO payment_deduction SELECT gmina, id, 'bailiff', gen_random_uuid(), amount + 1 FROM payment",
        "deducted_too_much",
    ),
}


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", DAMAGE)
async def test_hand_made_damage_is_found_and_named(people: Staff, stored: ServiceDatabase, kind: str) -> None:
    award = await an_award(people)
    payment_list = await a_settled(people)
    (payment,) = await payments_of(people, payment_list)
    assert (await reconciled(people))["agrees"]
    statement, expected = DAMAGE[kind]

    with psycopg.connect(stored.superuser_dsn, autocommit=True) as administrator:
        administrator.execute(statement)  # type: ignore[arg-type]

    found = await reconciled(people)
    assert not found["agrees"]
    assert found["difference"] != "0.00"
    named = [one for one in found["cases"] if one["kind"] == expected]
    decision = (await people.auditor.get(f"/v1/awards/{award}")).json()["decision"]
    ids = {payment["id"], award, decision}
    assert named
    assert all(ids & {one["payment"], one["award"], one["decision"]} or kind == "a payment twice" for one in named)


@pytest.mark.asyncio
async def test_a_month_without_anything_agrees(people: Staff) -> None:
    assert await reconciled(people, "2019-07") == {
        "month": "2019-07", "agrees": True, "difference": "0.00", "benefits": [], "lists": [], "cases": [], "cases_in_all": 0,
        "paid_after_end": [],
    }  # fmt: skip
