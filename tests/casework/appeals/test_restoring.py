"""A later act that was quashed, reopened or declared null: the right is again what it was, what it took is due, and the books agree."""

from datetime import date
from typing import Any

import pytest

from casework.facts.cases import DECISION_REMOVED, DECISION_RESTORED
from casework.facts.money import AWARD_GRANTED, AWARD_REDUCED
from kit.db import Database
from tests.casework.appeals.a_case import Turn, a_result, done
from tests.casework.decisions.an_order import an_order, ordered
from tests.casework.decisions.later import a_final_decision, carried, later
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.reconciliation.test_reconciliation import reconciled
from tests.casework.rights import Staff, a_decision, authorised, recorded

pytestmark = pytest.mark.postgres

WAYS = ("sent_back", "quashed_and_discontinued", "annulled", "reopened")


async def a_later_act(people: Staff, today: Turn, kind: str = "repeal") -> tuple[dict[str, Any], str, str]:
    """A right of 645.00 all over 2019 that a repeal ends, or a change lowers to 500.00, from March; delivered on 4 February."""
    body = recorded(await a_person(people.clerk))
    decision, (award,) = await a_final_decision(people, today, body)
    order = later(body, decision, kind, "test_32", effective_from="2019-03")
    if kind == "change":
        order = {**order, "recorded": {**body["recorded"], "amount": "500.00", "first_month": "2019-03"}}
    act = await a_decision(people, order)
    await carried(people, act)
    await done(people.clerk.post(f"/v1/decisions/{act}/deliver", {"on": "2019-02-04"}, if_match=3))
    return body, act, award


async def taken_away(people: Staff, today: Turn, act: str, way: str) -> str | None:
    """The act is quashed by SKO (returns the appeal), or annulled, or taken away after a reopening."""
    if way in {"annulled", "reopened"}:
        today(date(2019, 5, 6))
        await done(people.clerk.post("/v1/decisions/finalise"))
        name = "nullities" if way == "annulled" else "reopenings"
        ground = "no_basis_or_gross_breach" if way == "annulled" else "new_facts"
        made = await done(
            people.clerk.post(f"/v1/decisions/{act}/{name}", {"ground": ground, "received_on": "2019-05-06"})
        )
        if way == "annulled":
            await done(people.head.post(f"/v1/nullities/{made['id']}/start", {"sign": "1"}, if_match=1))
        else:
            person = (await done(people.clerk.get(f"/v1/decisions/{act}")))["recipient"]
            order = {"refers_to": act, "reopening": made["id"], "on": "2019-05-06"}
            await ordered(people, an_order(person, "reopen", "kpa_149_1", **order))
        outcome = "annulled" if way == "annulled" else "quashed_and_discontinued"
        body = {"outcome": outcome, "decided_on": "2019-05-06", "delivered_on": "2019-05-06"}
        await done(people.head.post(f"/v1/{name}/{made['id']}/decide", body, if_match=2))
        return None
    today(date(2019, 2, 12))
    (party,) = (await people.clerk.get(f"/v1/decisions/{act}/parties")).json()
    body = {"party": party["id"], "way": "in_person", "received_on": "2019-02-12"}
    appeal = str((await done(people.clerk.post(f"/v1/decisions/{act}/appeals", body)))["id"])
    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 3}, if_match=1))
    today(date(2019, 5, 6))
    result = a_result(way, decided_on="2019-04-15", delivered_on="2019-05-02")
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", result, if_match=2))
    return appeal


async def amounts(people: Staff, award: str) -> tuple[str, list[tuple[str, str | None, str]]]:
    shown = (await people.auditor.get(f"/v1/awards/{award}")).json()
    return shown["state"], [(one["first_month"], one["last_month"], one["amount"]) for one in shown["amounts"]]


async def listed(people: Staff, month: str, **more: Any) -> list[tuple[str, str]]:
    """Month and amount of each payment on a new list; none when nothing is due."""
    made = await people.accountant.post("/v1/payment-lists", {"month": month, **more})
    if made.status_code == 409:
        return []
    found = (await people.accountant.get("/v1/payments", list=made.json()["id"])).json()["items"]
    return sorted((one["month"], one["amount"]) for one in found)


async def agrees(people: Staff, *months: str) -> bool:
    found = [await reconciled(people, month) for month in months]
    assert all(one["agrees"] for one in found), [one["cases"] for one in found]
    return True


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.asyncio
async def test_a_repeal_that_was_taken_away_leaves_the_right_as_it_was_and_its_months_are_due(
    people: Staff, today: Turn, database: Database, way: str
) -> None:
    _, act, award = await a_later_act(people, today)
    cut = await amounts(people, award)

    await taken_away(people, today, act, way)

    assert cut == ("terminated", [("2019-01", "2019-02", "645.00")])
    assert await amounts(people, award) == ("active", [("2019-01", "2019-12", "645.00")])
    assert await listed(people, "2019-04", arrears_from="2019-03") == [("2019-03", "645.00"), ("2019-04", "645.00")]
    assert await agrees(people, "2019-02", "2019-03", "2019-04")
    freed = [one["data"]["lines"][0]["amount"] for one in await events(database, AWARD_REDUCED)]
    bound = [one["data"]["lines"][0]["amount"] for one in await events(database, AWARD_GRANTED)]
    assert (bound, freed) == ([12 * 64500, 10 * 64500], [-10 * 64500])
    (told,) = await events(database, DECISION_REMOVED)
    assert (told["subject"], told["data"]["kind"]) == (act, "repeal")


@pytest.mark.asyncio
async def test_what_a_quashed_change_had_lowered_is_paid_as_arrears(people: Staff, today: Turn) -> None:
    _, act, award = await a_later_act(people, today, "change")
    today(date(2019, 3, 20))
    before = await listed(people, "2019-03")

    await taken_away(people, today, act, "annulled")

    assert before == [("2019-03", "500.00")]
    assert await amounts(people, award) == ("active", [("2019-01", "2019-12", "645.00")])
    drawn = await listed(people, "2019-04", arrears_from="2019-03")
    assert drawn in ([("2019-03", "145.00"), ("2019-04", "645.00")], [("2019-03", "645.00"), ("2019-04", "645.00")])
    assert await agrees(people, "2019-03", "2019-04")


@pytest.mark.asyncio
async def test_a_later_act_on_other_months_stays_when_the_act_before_it_falls(people: Staff, today: Turn) -> None:
    body, act, award = await a_later_act(people, today, "change")
    today(date(2019, 2, 20))
    order = later(body, act, "change", "test_32", effective_from="2019-09")
    order = {**order, "recorded": {**body["recorded"], "amount": "700.00", "first_month": "2019-09"}}
    second = await a_decision(people, order)
    await carried(people, second)

    await taken_away(people, today, act, "annulled")

    assert await amounts(people, award) == (
        "active", [("2019-01", "2019-08", "645.00"), ("2019-09", "2019-12", "700.00")]
    )  # fmt: skip
    assert await agrees(people, "2019-04", "2019-10")


@pytest.mark.asyncio
async def test_a_first_decision_sent_back_pays_nothing_and_what_it_paid_counts_for_the_new_one(
    people: Staff, today: Turn, database: Database
) -> None:
    anna = await a_person(people.clerk)
    body = recorded(anna, justified=True)
    decision = await a_decision(people, body)
    await carried(people, decision)
    await done(people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2019-01-10"}, if_match=3))
    (party,) = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    appeal = {"party": party["id"], "way": "in_person", "received_on": "2019-01-10"}
    made = await done(people.clerk.post(f"/v1/decisions/{decision}/appeals", appeal))
    await done(people.clerk.post(f"/v1/appeals/{made['id']}/pass-on", {"sheets": 3}, if_match=1))
    drawn = (await done(people.accountant.post("/v1/payment-lists", {"month": "2019-01"})))["id"]
    await done(people.head.post(f"/v1/payment-lists/{drawn}/approve", {}, if_match=1))
    today(date(2019, 5, 6))
    result = a_result("sent_back", decided_on="2019-04-15", delivered_on="2019-05-02")
    await done(people.clerk.post(f"/v1/appeals/{made['id']}/result", result, if_match=2))
    held = (await listed(people, "2019-05"), await agrees(people, "2019-01", "2019-05"))

    new = await a_decision(people, recorded(anna, "700.00", on="2019-05-06"))
    await carried(people, new)
    await done(people.clerk.post(f"/v1/decisions/{new}/deliver", {"on": "2019-05-06"}, if_match=3))
    await done(people.clerk.post(f"/v1/appeals/{made['id']}/carry-out", {"decision": new}, if_match=3))

    assert held == ([], True)
    assert await listed(people, "2019-02", arrears_from="2019-01") == [("2019-01", "55.00"), ("2019-02", "700.00")]
    assert await agrees(people, "2019-01", "2019-02", "2019-06")
    (told,) = await events(database, DECISION_REMOVED)
    assert told["data"]["on"] == "2019-05-02"


@pytest.mark.asyncio
async def test_a_decision_that_a_court_gives_back_works_again(people: Staff, today: Turn, database: Database) -> None:
    _, act, award = await a_later_act(people, today)
    appeal = await taken_away(people, today, act, "sent_back")
    (party,) = (await people.clerk.get(f"/v1/decisions/{act}/parties")).json()
    complaint = {"party": party["id"], "complained_on": "2019-05-06"}
    made = await done(people.clerk.post(f"/v1/appeals/{appeal}/complaints", complaint))
    judgment = {"outcome": "sko_quashed", "judged_on": "2019-05-06", "ended_on": "2019-05-06"}
    await done(people.clerk.post(f"/v1/appeals/{appeal}/complaints/{made['id']}/judgment", judgment, if_match=1))

    assert await amounts(people, award) == ("terminated", [("2019-01", "2019-02", "645.00")])
    assert await agrees(people, "2019-02", "2019-03")
    assert [one["subject"] for one in await events(database, DECISION_RESTORED)] == [act]


@pytest.mark.asyncio
async def test_self_review_and_carrying_out_are_for_officials_with_an_authorisation_who_are_not_excluded(
    people: Staff, today: Turn, office: Any
) -> None:
    _, act, _ = await a_later_act(people, today)
    appeal = await taken_away(people, today, act, "quashed_and_discontinued")
    address = f"/v1/appeals/{appeal}/carry-out"
    without = await people.clerk.post(address, {}, if_match=3)
    await authorised(office, "jan")
    excluded = {
        "official": "jan",
        "ground": "close_relative",
        "matter_kind": "decision",
        "matter": act,
        "since": "2019-01-01",
    }
    made = await people.clerk.post("/v1/exclusions", excluded)
    barred = await people.clerk.post(address, {}, if_match=3)
    allowed = await people.head.post(address, {}, if_match=3)

    assert made.status_code == 201, made.text
    assert (without.status_code, without.json()["code"]) == (403, "no_authority")
    assert (barred.status_code, barred.json()["code"]) == (403, "official_excluded")
    assert allowed.status_code == 200, allowed.text
