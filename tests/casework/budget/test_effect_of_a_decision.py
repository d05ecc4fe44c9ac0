"""What a decision does, beside the plan: of every kind, before and after it is issued. It warns and never blocks."""

from datetime import date
from typing import Any

import pytest

from kit.db import Database
from tests.casework.budget.a_plan import STATE, PlayedPlan, left_on
from tests.casework.decisions.a_matter import on_children
from tests.casework.decisions.an_act import a_right, change, paid
from tests.casework.decisions.later import Turn, carried, later
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

NEXT = STATE._replace(year=2020)


async def effect(people: Staff, decision: str) -> dict[str, Any]:
    answer = await people.accountant.get(f"/v1/decisions/{decision}/effect")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def lines(shown: dict[str, Any], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(one[name] for name in names) for one in shown["budget"]["lines"]]


def months(shown: dict[str, Any], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(one[name] for name in ("month", *names)) for one in shown["months"]]


@pytest.mark.asyncio
async def test_a_draft_grant_tells_its_months_and_each_years_line_with_what_is_left(
    people: Staff, plan: PlayedPlan
) -> None:
    plan.lines = {STATE: left_on(STATE, 10_000, 4_000, executed=300), NEXT: left_on(NEXT, None)}
    body = recorded(await a_person(people.clerk))
    body["recorded"] |= {"first_month": "2018-12", "last_month": "2020-02"}

    shown = await effect(people, await a_decision(people, body))

    assert (shown["kind"], shown["state"], shown["carried_out"], shown["claim"]) == ("grant", "prepared", False, None)
    assert (len(shown["months"]), shown["months"][0]) == (
        15,
        {"month": "2018-12", "before": "0.00", "after": "645.00", "difference": "645.00", "paid": "0.00",
         "arrears": "645.00", "undue": "0.00"},
    )  # fmt: skip
    assert (shown["arrears"], shown["undue"]) == ("645.00", "0.00")
    assert [(one["budget_year"], one["measure"], one["amount"]) for one in shown["commitments"]] == [
        (2019, "commitment_this_year", "8385.00"),
        (2020, "commitment_later", "1290.00"),
    ]
    assert lines(
        shown, "year", "dzial", "rozdzial", "paragraf", "amount", "plan", "executed", "left", "left_after"
    ) == [
        (2019, "855", "85502", "3110", "8385.00", "10000.00", "300.00", "6000.00", "-2385.00"),
        (2020, "855", "85502", "3110", "1290.00", None, "0.00", None, None),
    ]
    assert lines(shown, "warnings") == [(["plan_exceeded"],), (["plan_missing"],)]
    assert [one["code"] for one in shown["budget"]["warnings"]] == ["plan_exceeded", "plan_missing"]
    (award,) = shown["awards"]
    assert (award["award"], award["new"], award["changes"][0]["after"]) == (None, True, "645.00")
    assert plan.asked == [("101805", (STATE, NEXT), "gops")]


@pytest.mark.asyncio
async def test_a_decision_that_the_plan_cannot_bear_is_approved_and_issued_all_the_same(
    people: Staff, plan: PlayedPlan
) -> None:
    plan.lines = {STATE: left_on(STATE, 0)}
    decision = await a_decision(people, recorded(await a_person(people.clerk)))
    before = await effect(people, decision)

    await carried(people, decision)

    after = await effect(people, decision)
    assert lines(before, "warnings") == [(["plan_exceeded"],)]
    assert (after["carried_out"], after["budget"]["lines"], after["commitments"]) == (True, [], [])
    (award,) = after["awards"]
    assert award["award"] == (await people.auditor.get(f"/v1/decisions/{decision}")).json()["awards"][0]


@pytest.mark.asyncio
async def test_months_that_somebody_has_by_another_decision_already_are_shown_before_the_signature(
    people: Staff, plan: PlayedPlan
) -> None:
    person, other = [await a_person(people.clerk, serial=serial) for serial in (1, 2)]
    body, again = recorded(person), recorded(person)
    again["recorded"] |= {"first_month": "2019-11", "last_month": "2020-02"}
    first = await a_decision(people, body)
    await carried(people, first)

    shown = await effect(people, await a_decision(people, again))

    (found,) = shown["granted_elsewhere"]
    assert (found["decision"], found["entitled"], found["amount"]) == (first, person, "645.00")
    assert (found["first_month"], found["last_month"]) == ("2019-11", "2019-12")
    for alone in (await a_decision(people, recorded(other)), first):
        assert (await effect(people, alone))["granted_elsewhere"] == []


@pytest.mark.asyncio
@pytest.mark.parametrize("reason", ["http_503", "ConnectError", "not_configured"])
async def test_without_an_answer_the_effect_comes_without_a_plan_and_says_why(
    people: Staff, plan: PlayedPlan, reason: str
) -> None:
    plan.silent = reason
    decision = await a_decision(people, recorded(await a_person(people.clerk)))

    shown = await effect(people, decision)
    await carried(people, decision)

    assert (shown["budget"]["answered"], shown["budget"]["unanswered"]) == (False, reason)
    assert lines(shown, "amount", "plan", "left", "warnings") == [("7740.00", None, None, ["plan_unknown"])]
    assert shown["budget"]["warnings"][0]["code"] == "plan_unknown"


@pytest.mark.asyncio
async def test_looking_at_an_effect_writes_nothing(people: Staff, database: Database) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))
    before = len(await events(database))

    first, again = [await effect(people, decision) for _ in range(2)]

    assert first == again
    assert len(await events(database)) == before


@pytest.mark.asyncio
async def test_a_change_back_in_time_tells_each_month_before_and_after_and_the_arrears(
    people: Staff, plan: PlayedPlan, today: Turn
) -> None:
    plan.lines = {STATE: left_on(STATE, 10_000, 7_740)}
    body, decision, _ = await a_right(people, today)
    await paid(people, "2019-01")
    today(date(2019, 3, 4))

    shown = await effect(people, await a_decision(people, change(body, decision, "700.00", "2019-01")))

    assert months(shown, "before", "after", "difference", "paid", "arrears")[:3] == [
        ("2019-01", "645.00", "700.00", "55.00", "645.00", "55.00"),
        ("2019-02", "645.00", "700.00", "55.00", "0.00", "55.00"),
        ("2019-03", "645.00", "700.00", "55.00", "0.00", "0.00"),
    ]
    assert (len(shown["months"]), shown["arrears"], shown["undue"]) == (12, "110.00", "0.00")
    assert lines(shown, "year", "amount", "left", "left_after", "warnings") == [
        (2019, "660.00", "2260.00", "1600.00", [])
    ]


@pytest.mark.asyncio
async def test_a_repeal_sets_money_free_and_names_what_was_paid_without_right(
    people: Staff, plan: PlayedPlan, today: Turn
) -> None:
    plan.lines = {STATE: left_on(STATE, 1_000, 7_740)}
    body, decision, _ = await a_right(people, today)
    await paid(people, "2019-01")

    shown = await effect(people, await a_decision(people, later(body, decision, "repeal", "test_32", mode="whole")))

    assert months(shown, "before", "after", "paid", "undue")[:2] == [
        ("2019-01", "645.00", "0.00", "645.00", "645.00"),
        ("2019-02", "645.00", "0.00", "0.00", "0.00"),
    ]
    assert (shown["undue"], shown["arrears"]) == ("645.00", "0.00")
    assert lines(shown, "amount", "left_after", "warnings") == [("-7740.00", "1000.00", [])]


@pytest.mark.asyncio
async def test_a_hold_stops_payments_and_binds_what_it_bound_and_a_resumption_tells_the_arrears(
    people: Staff, plan: PlayedPlan, today: Turn
) -> None:
    body, decision, _ = await a_right(people, today)
    hold = await a_decision(people, later(body, decision, "suspend", "test_28", effective_from="2019-02"))
    held = await effect(people, hold)
    await carried(people, hold)
    today(date(2019, 4, 1))
    back = later(body, decision, "resume", "test_28", effective_from="2019-04", mode="whole")

    resumed = await effect(people, await a_decision(people, back))

    assert months(held, "before", "after")[0] == ("2019-02", "645.00", "0.00")
    assert (held["budget"]["lines"], held["arrears"], held["undue"]) == ([], "0.00", "0.00")
    assert months(resumed, "before", "after", "arrears")[:3] == [
        ("2019-02", "0.00", "645.00", "645.00"),
        ("2019-03", "0.00", "645.00", "645.00"),
        ("2019-04", "0.00", "645.00", "0.00"),
    ]
    assert (resumed["arrears"], resumed["budget"]["lines"]) == ("1290.00", [])


@pytest.mark.asyncio
async def test_an_act_on_money_owed_names_its_sum_and_asks_nobody(people: Staff, plan: PlayedPlan, today: Turn) -> None:
    body, decision, _ = await a_right(people, today)
    act = await a_decision(people, later(body, decision, "undue_payment", "test_30", amount="645.00"))
    undue = await effect(people, act)
    await carried(people, act)
    parts = await a_decision(people, later(body, act, "instalments", "test_30", amount="645.00"))

    instalments = await effect(people, parts)

    for shown in (undue, instalments):
        assert (shown["claim"], shown["months"], shown["awards"]) == ("645.00", [], [])
        assert (shown["budget"]["lines"], shown["budget"]["answered"]) == ([], True)
    assert plan.asked == []


@pytest.mark.asyncio
async def test_a_decision_with_several_awards_sums_them_on_one_line(people: Staff, plan: PlayedPlan) -> None:
    plan.lines = {STATE: left_on(STATE, 1_000)}

    shown = await effect(people, await a_decision(people, await on_children(people, on="2019-01-10", justified=False)))

    # Two children at 95.00 for twelve months and 100.00 in September; from 2020 on at 124.00 for ten months.
    assert (len(shown["awards"]), months(shown, "after")[0], months(shown, "after")[8]) == (
        5, ("2019-01", "190.00"), ("2019-09", "290.00"),
    )  # fmt: skip
    assert lines(shown, "year", "amount", "warnings") == [
        (2019, "2380.00", ["plan_exceeded"]),
        (2020, "2480.00", ["plan_missing"]),
    ]


@pytest.mark.asyncio
async def test_money_that_a_law_divides_is_compared_line_by_line(people: Staff, plan: PlayedPlan) -> None:
    body = recorded(await a_person(people.clerk), "100.01", benefit="zasilek_mieszany")

    shown = await effect(people, await a_decision(people, body))

    assert lines(shown, "rozdzial", "task_kind", "source", "amount") == [
        ("85214", "wlasne", "dotacja_wlasne_2030", "720.07"),
        ("85214", "wlasne", "srodki_wlasne", "480.05"),
    ]


@pytest.mark.asyncio
async def test_a_decision_of_another_gmina_has_no_effect_here(people: Staff) -> None:
    answer = await people.auditor.get("/v1/decisions/01a201b2-df64-7519-8a79-371ca968db2e/effect")

    assert (answer.status_code, answer.json()["code"]) == (404, "decision_not_found")
