"""Later acts over HTTP on a real database: what they may refer to, and what they make of awards, lists and the budget."""

import pytest

from casework.facts.cases import DECISION_ISSUED
from casework.facts.money import AWARD_GRANTED, AWARD_REDUCED
from kit.db import Database
from tests.casework.decisions.a_matter import on_children
from tests.casework.decisions.an_act import a_right, amounts, change, listed, paid
from tests.casework.decisions.later import Turn, a_final_decision, carried, later
from tests.casework.log import events
from tests.casework.rights import Staff, a_decision

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_a_change_moves_the_amount_from_its_month_and_tells_the_budget_the_difference(
    people: Staff, today: Turn, database: Database
) -> None:
    body, decision, award = await a_right(people, today)

    act = await a_decision(people, change(body, decision, "700.00", "2019-03"))
    before = (await people.auditor.get(f"/v1/decisions/{act}/effect")).json()
    await carried(people, act)

    assert await amounts(people, award) == [("2019-01", "2019-02", "645.00"), ("2019-03", "2019-12", "700.00")]
    (effect,) = before["awards"]
    assert effect["changes"] == [
        {
            "first_month": "2019-03",
            "last_month": "2019-12",
            "before": "645.00",
            "after": "700.00",
            "difference": "55.00",
        }
    ]
    assert [(one["budget_year"], one["amount"]) for one in before["commitments"]] == [(2019, "550.00")]
    told = [one["data"] for one in await events(database, AWARD_GRANTED)]
    assert [one["lines"][0]["amount"] for one in told] == [12 * 64500, 10 * 5500]
    issued = (await events(database, DECISION_ISSUED))[-1]["data"]
    assert (issued["kind"], issued["outcome"], issued["refers_to"], issued["ground"], issued["effective_from"]) == (
        "change", "changed", decision, "test_32", "2019-03-01",
    )  # fmt: skip


@pytest.mark.asyncio
async def test_the_older_decision_stays_as_it_was_and_names_its_later_acts(people: Staff, today: Turn) -> None:
    body, decision, _ = await a_right(people, today)
    before = (await people.auditor.get(f"/v1/decisions/{decision}")).json()

    act = await a_decision(people, change(body, decision, "700.00", "2019-03"))
    await carried(people, act)

    after = (await people.auditor.get(f"/v1/decisions/{decision}")).json()
    assert after == {**before, "later_acts": [act]}
    shown = (await people.auditor.get(f"/v1/decisions/{act}")).json()["act"]
    assert (shown["refers_to"], shown["root"], shown["effective_from"], shown["mode"]) == (
        decision, decision, "2019-03", "ahead",
    )  # fmt: skip


@pytest.mark.asyncio
async def test_a_change_back_in_time_tells_the_paid_months_as_arrears(people: Staff, today: Turn) -> None:
    body, decision, _ = await a_right(people, today)
    await paid(people, "2019-01")

    act = await a_decision(people, change(body, decision, "700.00", "2019-01"))
    await carried(people, act)

    shown = (await people.auditor.get(f"/v1/decisions/{act}/effect")).json()
    assert (shown["arrears"], shown["undue"]) == ("55.00", "0.00")
    assert shown["awards"][0]["differences"] == [
        {"month": "2019-01", "paid": "645.00", "due": "700.00", "amount": "55.00"}
    ]


@pytest.mark.asyncio
async def test_a_repeal_cuts_the_right_and_tells_what_was_paid_beyond_it(
    people: Staff, today: Turn, database: Database
) -> None:
    body, decision, award = await a_right(people, today)
    await paid(people, "2019-01")

    act = await a_decision(people, later(body, decision, "repeal", "test_32", mode="whole"))
    await carried(people, act)

    assert await amounts(people, award) == []
    assert (await people.auditor.get(f"/v1/awards/{award}")).json()["state"] == "terminated"
    shown = (await people.auditor.get(f"/v1/decisions/{act}/effect")).json()
    assert (shown["arrears"], shown["undue"], shown["carried_out"]) == ("0.00", "645.00", True)
    (freed,) = await events(database, AWARD_REDUCED)
    assert (freed["data"]["document"]["id"], freed["data"]["lines"][0]["amount"]) == (act, -12 * 64500)


@pytest.mark.asyncio
async def test_held_months_are_on_no_list_and_come_as_arrears_when_they_are_let_go(people: Staff, today: Turn) -> None:
    body, decision, award = await a_right(people, today)

    hold = await a_decision(people, later(body, decision, "suspend", "test_28", effective_from="2019-02"))
    await carried(people, hold)
    while_held = [await listed(people, "2019-01"), await listed(people, "2019-02")]
    by_hand = await people.clerk.post(f"/v1/awards/{award}/resume", {"reason": "cleared_up"}, if_match=2)
    resume = await a_decision(
        people, later(body, decision, "resume", "test_28", effective_from="2019-03", mode="whole")
    )
    await carried(people, resume)

    assert while_held == [["645.00"], []]
    assert by_hand.json()["code"] == "award_by_decision"
    assert await listed(people, "2019-02") == ["645.00"]
    assert await amounts(people, award) == [("2019-01", "2019-12", "645.00")]


@pytest.mark.asyncio
async def test_months_before_a_resumption_ahead_stay_off_the_lists(people: Staff, today: Turn) -> None:
    body, decision, _ = await a_right(people, today)
    await carried(
        people, await a_decision(people, later(body, decision, "suspend", "test_28", effective_from="2019-02"))
    )

    resume = await a_decision(people, later(body, decision, "resume", "test_28", effective_from="2019-03"))
    await carried(people, resume)

    assert [await listed(people, month) for month in ("2019-02", "2019-03")] == [[], ["645.00"]]


@pytest.mark.asyncio
async def test_with_a_day_the_months_that_begin_on_it_or_later_are_meant(people: Staff, today: Turn) -> None:
    body, decision, award = await a_right(people, today)

    act = await a_decision(people, later(body, decision, "expire", "kpa_162_1_1", effective_from="2019-05-15"))
    await carried(people, act)

    assert await amounts(people, award) == [("2019-01", "2019-05", "645.00")]
    assert (await people.auditor.get(f"/v1/decisions/{act}")).json()["act"]["effective_from"] == "2019-05-15"


@pytest.mark.asyncio
async def test_what_a_draft_list_would_pay_too_much_leaves_it(people: Staff, today: Turn) -> None:
    body, decision, _ = await a_right(people, today)
    made = (await people.accountant.post("/v1/payment-lists", {"month": "2019-02"})).json()

    await carried(
        people, await a_decision(people, later(body, decision, "repeal", "test_32", effective_from="2019-02"))
    )

    shown = (await people.accountant.get(f"/v1/payment-lists/{made['id']}")).json()
    assert (shown["payments"], shown["version"]) == (0, made["version"] + 1)


@pytest.mark.asyncio
async def test_new_facts_are_assessed_anew_and_the_change_follows_from_them(people: Staff, today: Turn) -> None:
    first = await on_children(people, on="2019-01-10", justified=False)
    decision, awards = await a_final_decision(people, today, first)
    facts = {"children": ["z"], "income": 67400}
    body = {**later(first, decision, "change", "test_32", effective_from="2019-03", reason=None), "facts": facts}

    act = await a_decision(people, {**body, "persons": first["persons"]})
    effects = (await people.auditor.get(f"/v1/decisions/{act}/effect")).json()
    await carried(people, act)

    ended = [one for one in effects["awards"] if one["state_after"] == "terminated"]
    assert len(awards) == 5
    assert {one["entitled"] for one in ended} == {first["persons"]["j"]}  # type: ignore[index]
    assert {one["changes"][0]["first_month"] for one in ended} == {"2019-03", "2020-01"}
    shown = (await people.auditor.get(f"/v1/decisions/{act}")).json()
    assert (shown["kind"], shown["outcome"], shown["grants"][0]["first_month"]) == ("change", "changed", "2019-03")


@pytest.mark.asyncio
async def test_a_change_after_which_nothing_is_due_is_a_repeal(people: Staff, today: Turn) -> None:
    first = await on_children(people, on="2019-01-10", justified=False)
    decision, _ = await a_final_decision(people, today, first)
    facts = {"children": ["z", "j"], "income": 200_000}
    body = {**later(first, decision, "change", "test_32", effective_from="2019-03"), "facts": facts}

    act = await a_decision(people, {**body, "persons": first["persons"]})

    shown = (await people.auditor.get(f"/v1/decisions/{act}")).json()
    assert (shown["kind"], [one["code"] for one in shown["refusals"]]) == ("repeal", ["income_exceeds"])


@pytest.mark.asyncio
async def test_an_act_on_money_owed_names_the_sum_and_touches_no_award(people: Staff, today: Turn) -> None:
    body, decision, award = await a_right(people, today)

    without = await people.clerk.post("/v1/decisions", later(body, decision, "undue_payment", "test_30"))
    owed = await a_decision(people, later(body, decision, "undue_payment", "test_30", amount="645.00"))
    await carried(people, owed)
    on_a_grant = await people.clerk.post(
        "/v1/decisions", later(body, decision, "instalments", "test_30", amount="645.00")
    )
    instalments = await a_decision(people, later(body, owed, "instalments", "test_30", amount="645.00"))

    assert without.json()["code"] == "act_incomplete"
    assert on_a_grant.json()["code"] == "transition_not_allowed"
    assert (await people.auditor.get(f"/v1/decisions/{instalments}")).json()["act"]["amount"] == "645.00"
    assert await amounts(people, award) == [("2019-01", "2019-12", "645.00")]


@pytest.mark.asyncio
async def test_a_correction_is_an_order_that_changes_no_award(people: Staff, today: Turn) -> None:
    body, decision, award = await a_right(people, today)

    act = await a_decision(people, later(body, decision, "correction", "kpa_113_1"))
    await carried(people, act)

    assert (await people.auditor.get(f"/v1/decisions/{act}/effect")).json()["awards"] == []
    assert await amounts(people, award) == [("2019-01", "2019-12", "645.00")]
