"""A payment list beside the plan: looked at beforehand, and while it waits for its signatures."""

from typing import Any

import pytest

from tests.casework.budget.a_plan import STATE, PlayedPlan, left_on
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres


async def previewed(people: Staff, **other: Any) -> dict[str, Any]:
    answer = await people.accountant.post("/v1/payment-lists/preview", {"month": "2019-01", **other})
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["budget"])


@pytest.mark.asyncio
async def test_a_list_of_rights_that_are_committed_takes_nothing_more_of_the_plan(
    people: Staff, plan: PlayedPlan
) -> None:
    plan.lines = {STATE: left_on(STATE, 20_000, 20_000, executed=1_000)}
    for serial in (1, 2):
        await an_award(people, serial=serial)

    budget = await previewed(people)

    (line,) = budget["lines"]
    assert (line["amount"], line["takes"], line["left"], line["left_after"]) == ("1290.00", "0.00", "0.00", "0.00")
    assert (line["executed_after"], line["warnings"]) == ("2290.00", [])
    assert plan.asked == [("101805", (STATE,), "gops")]


@pytest.mark.asyncio
async def test_a_list_that_spends_more_than_was_planned_is_drawn_up_with_a_warning(
    people: Staff, plan: PlayedPlan
) -> None:
    plan.lines = {STATE: left_on(STATE, 1_000, 500, executed=500)}
    await an_award(people)

    budget = await previewed(people)
    made = await people.accountant.post("/v1/payment-lists", {"month": "2019-01"})

    assert [one["code"] for one in budget["warnings"]] == ["plan_exceeded"]
    assert made.status_code == 201


@pytest.mark.asyncio
async def test_whoever_signs_a_list_sees_it_beside_the_plan_until_it_is_approved(
    people: Staff, plan: PlayedPlan
) -> None:
    plan.lines = {STATE: left_on(STATE, 1_000, 645, executed=600)}
    await an_award(people)
    made = (await people.accountant.post("/v1/payment-lists", {"month": "2019-01"})).json()
    address = f"/v1/payment-lists/{made['id']}"

    waiting = (await people.accountant.get(f"{address}/effect")).json()
    approved = await people.head.post(f"{address}/approve", {}, if_match=made["version"])
    signed = (await people.accountant.get(f"{address}/effect")).json()

    (line,) = waiting["budget"]["lines"]
    assert (waiting["state"], waiting["amount"], line["takes"], line["executed_after"], line["warnings"]) == (
        "draft", "645.00", "0.00", "1245.00", ["plan_exceeded"],
    )  # fmt: skip
    assert approved.status_code == 200
    assert (signed["state"], signed["amount"], signed["budget"]["lines"]) == ("approved", "0.00", [])


@pytest.mark.asyncio
async def test_a_list_that_is_not_there_has_no_effect(people: Staff, plan: PlayedPlan) -> None:
    answer = await people.head.get("/v1/payment-lists/01a201b2-df64-7519-8a79-371ca968db2e/effect")

    assert (answer.status_code, answer.json()["code"]) == (404, "payment_list_not_found")


@pytest.mark.asyncio
async def test_a_list_is_looked_at_also_when_nobody_knows_the_plan(people: Staff, plan: PlayedPlan) -> None:
    plan.silent = "ReadTimeout"
    await an_award(people)

    budget = await previewed(people)

    (line,) = budget["lines"]
    assert (line["amount"], line["plan"], line["warnings"], budget["unanswered"]) == (
        "645.00", None, ["plan_unknown"], "ReadTimeout",
    )  # fmt: skip
