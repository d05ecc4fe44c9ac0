"""What a mass recalculation costs, beside the plan: before it is drafted and signed. It warns and stops nothing."""

from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI

from casework.budget.asking import Line
from tests.casework.budget.a_plan import PlayedPlan, left_on
from tests.casework.recalculations.test_recalculations import Turn, a_right, started, step, to_the_end
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres

LINE = Line(2019, "85502", "3110", "zlecone", "dotacja_zlecone_2010")


@pytest.fixture
def plan(nursing: FastAPI) -> Any:
    nursing.state.plan = PlayedPlan()
    yield nursing.state.plan
    del nursing.state.plan


async def effect(people: Staff, address: str) -> dict[str, Any]:
    answer = await people.accountant.get(f"{address}/effect")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.asyncio
async def test_the_preview_tells_cost_by_month_and_what_the_change_commits_of_each_line(
    people: Staff, turned: Turn, plan: PlayedPlan
) -> None:
    plan.lines = {LINE: left_on(LINE, 2_000, 1_000)}
    for serial in (1, 2, 3):
        await a_right(people, serial)
    address = await started(people, turned)
    await to_the_end(people.clerk, address)

    shown = await effect(people, address)

    assert (shown["state"], shown["difference"]) == ("previewed", "188.52")
    assert shown["months"] == [{"month": "2019-11", "amount": "94.26"}, {"month": "2019-12", "amount": "94.26"}]
    (line,) = shown["budget"]["lines"]
    # Rights until further notice of 2018 have bound nothing of 2019: the change binds both months whole, 3 times 2 times 215.84.
    assert (line["amount"], line["takes"], line["left"], line["left_after"]) == (
        "188.52", "1295.04", "1000.00", "-295.04",
    )  # fmt: skip
    assert line["warnings"] == ["plan_exceeded"]
    assert plan.asked == [("101805", (LINE,), "gops")]
    await step(people.clerk, address, "draft")
    await to_the_end(people.clerk, address)
    drafted = await effect(people, address)
    assert (drafted["state"], drafted["budget"]) == ("drafted", shown["budget"])


@pytest.mark.asyncio
async def test_a_recalculation_that_the_plan_cannot_bear_is_signed_all_the_same(
    people: Staff, turned: Turn, plan: PlayedPlan
) -> None:
    plan.silent = "http_503"
    await a_right(people, 1)
    address = await started(people, turned)
    await to_the_end(people.clerk, address)
    before = await effect(people, address)

    for who, name in ((people.clerk, "draft"), (people.head, "approve"), (people.clerk, "issue")):
        await step(who, address, name)
        await to_the_end(who, address)

    after = await effect(people, address)
    assert [one["code"] for one in before["budget"]["warnings"]] == ["plan_unknown"]
    assert (after["state"], after["budget"]["lines"]) == ("issued", [])


@pytest.mark.asyncio
async def test_what_is_bound_already_is_changed_by_the_difference_alone(
    people: Staff, turned: Turn, plan: PlayedPlan
) -> None:
    plan.lines = {LINE: left_on(LINE, 2_000, 1_000)}
    turned(date(2019, 2, 1))
    decision, _, _ = await a_right(people, 1, final=False)
    day = {"on": "2019-02-01"}
    delivered = await people.clerk.post(f"/v1/decisions/{decision}/deliver", day, if_match=3)
    assert delivered.status_code == 200, delivered.text
    address = await started(people, turned)
    await to_the_end(people.clerk, address)

    (line,) = (await effect(people, address))["budget"]["lines"]

    assert (line["amount"], line["takes"], line["left_after"]) == ("62.84", "62.84", "937.16")


@pytest.mark.asyncio
async def test_an_operation_that_is_not_there_has_no_effect(people: Staff, plan: PlayedPlan) -> None:
    answer = await people.head.get("/v1/recalculations/01a201b2-df64-7519-8a79-371ca968db2e/effect")

    assert (answer.status_code, answer.json()["code"]) == (404, "recalculation_not_found")
