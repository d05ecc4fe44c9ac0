"""SKO decides itself on a later act: rights and debts stand as SKO said, and as the office said again when a court quashes that."""

from datetime import date
from typing import Any

import pytest

from casework.facts.money import OVERPAYMENT_ASSESSED, OVERPAYMENT_CORRECTED
from kit.db import Database
from tests.casework.appeals.a_case import Turn, a_result, done, refused
from tests.casework.appeals.test_restoring import a_later_act, amounts, taken_away
from tests.casework.log import events
from tests.casework.overpayments.a_debt import a_decision_on, paid, step, undue
from tests.casework.overpayments.a_debt import shown as debt_shown
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


async def entered(people: Staff, appeal: str, body: dict[str, Any]) -> str:
    await done(people.clerk.post(f"/v1/appeals/{appeal}/sko-decision", body, if_match=3))
    return str((await done(people.auditor.get(f"/v1/appeals/{appeal}")))["sko_decision"])


async def carried_out(people: Staff, appeal: str, **body: Any) -> dict[str, Any]:
    return await done(people.head.post(f"/v1/appeals/{appeal}/carry-out", body, if_match=4))


async def court_quashes(people: Staff, today: Turn, act: str, appeal: str) -> None:
    today(date(2019, 12, 30))
    (party,) = await done(people.clerk.get(f"/v1/decisions/{act}/parties"))
    address = f"/v1/appeals/{appeal}/complaints"
    filed = await done(people.clerk.post(address, {"party": party["id"], "complained_on": "2019-05-20"}))
    judgment = {"outcome": "sko_quashed", "judged_on": "2019-10-01", "ended_on": "2019-11-15"}
    await done(people.clerk.post(f"{address}/{filed['id']}/judgment", judgment, if_match=1))


@pytest.mark.asyncio
async def test_a_change_is_as_sko_said_and_as_the_office_said_when_a_court_quashes_skos(
    people: Staff, today: Turn
) -> None:
    _, act, award = await a_later_act(people, today, "change")
    appeal = str(await taken_away(people, today, act, "changed"))
    said = {"grants": [{"first_month": "2019-03", "last_month": "2019-12", "amount": "600.00"}], "act": {}}

    own = await entered(people, appeal, said)
    await carried_out(people, appeal)
    by_sko = await amounts(people, award)
    await court_quashes(people, today, act, appeal)

    assert by_sko == ("active", [("2019-01", "2019-02", "645.00"), ("2019-03", "2019-12", "600.00")])
    found = await done(people.auditor.get(f"/v1/decisions/{own}"))
    assert (found["kind"], found["author"], found["state"]) == ("change", "sko", "removed")
    assert await amounts(people, award) == (
        "active", [("2019-01", "2019-02", "645.00"), ("2019-03", "2019-12", "500.00")],
    )  # fmt: skip


@pytest.mark.asyncio
async def test_instead_of_a_repeal_sko_lowers_the_right(people: Staff, today: Turn) -> None:
    _, act, award = await a_later_act(people, today, "repeal")
    appeal = str(await taken_away(people, today, act, "quashed_and_decided"))
    said = {
        "grants": [{"first_month": "2019-03", "last_month": "2019-12", "amount": "300.00"}],
        "act": {"kind": "change"},
    }

    await entered(people, appeal, said)
    await carried_out(people, appeal)

    assert await amounts(people, award) == (
        "active", [("2019-01", "2019-02", "645.00"), ("2019-03", "2019-12", "300.00")],
    )  # fmt: skip


@pytest.mark.asyncio
async def test_skos_act_is_entered_with_what_it_says_of_the_act_and_of_nothing_else(people: Staff, today: Turn) -> None:
    _, act, _ = await a_later_act(people, today, "repeal")
    appeal = str(await taken_away(people, today, act, "changed"))
    address = f"/v1/appeals/{appeal}/sko-decision"

    without_act = await refused(people.clerk.post(address, {"grants": []}, if_match=3))
    other_kind = await refused(people.clerk.post(address, {"grants": [], "act": {"kind": "remission"}}, if_match=3))
    with_a_sum = await refused(people.clerk.post(address, {"grants": [], "act": {"amount": "1.00"}}, if_match=3))

    assert [without_act, other_kind, with_a_sum] == [(422, "decision_unfit")] * 3


async def owed(people: Staff, today: Turn, *months: str, plan: bool = False) -> tuple[str, str]:
    """A debt without interest decided on 2 December 2019 and appealed from; SKO's result waits to be carried out."""
    today(date(2019, 12, 31))
    debt = await undue(people, *await paid(people, *months), ground="niewaznosc")
    decision = await a_decision_on(people, debt, "2019-12-02")
    await step(people.clerk, people, debt, "decide", {"decision": decision})
    today(date(2019, 12, 10))
    await done(people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2019-12-05"}, if_match=3))
    if plan:
        parts = [{"due_on": f"2020-0{month}-10", "amount": "215.00"} for month in (2, 3, 4)]
        act = await a_decision_on(people, debt, "2019-12-09", kind="instalments", amount="645.00", instalments=parts)
        await step(people.clerk, people, debt, "relief", {"kind": "instalments", "decision": act})
    (party,) = await done(people.clerk.get(f"/v1/decisions/{decision}/parties"))
    body = {"party": party["id"], "way": "in_person", "received_on": "2019-12-10"}
    appeal = str((await done(people.clerk.post(f"/v1/decisions/{decision}/appeals", body)))["id"])
    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 3}, if_match=1))
    return debt, appeal


async def decided_by_sko(people: Staff, today: Turn, appeal: str, outcome: str, amount: str) -> str:
    today(date(2020, 1, 31))
    result = a_result(outcome, decided_on="2020-01-20", delivered_on="2020-01-27")
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", result, if_match=2))
    return await entered(people, appeal, {"grants": [], "act": {"amount": amount}})


async def assessed(database: Database) -> int:
    told = [*await events(database, OVERPAYMENT_ASSESSED), *await events(database, OVERPAYMENT_CORRECTED)]
    of_it = [one["data"] for one in told if one["data"]["measure"] == "assessed"]
    return sum(line["amount"] for one in of_it for line in one["lines"])


@pytest.mark.parametrize("outcome", ["changed", "quashed_and_decided"])
@pytest.mark.asyncio
async def test_the_register_follows_the_sum_that_sko_decided_and_its_instalments_fit(
    people: Staff, today: Turn, database: Database, outcome: str
) -> None:
    debt, appeal = await owed(people, today, plan=True)
    own = await decided_by_sko(people, today, appeal, outcome, "400.00")

    await carried_out(people, appeal)

    found = await debt_shown(people, debt)
    assert (found["established"], found["principal"], found["decision"]) == ("400.00", "400.00", own)
    assert (found["state"], found["final_on"], await assessed(database)) == ("final", "2020-01-27", 40000)
    fitted = [(one["due_on"], one["amount"]) for one in found["relief"][-1]["instalments"]]
    assert fitted == [("2020-02-10", "215.00"), ("2020-03-10", "185.00")]


@pytest.mark.asyncio
async def test_of_several_payments_it_is_said_which_sko_changed_and_together_they_are_skos_sum(
    people: Staff, today: Turn
) -> None:
    debt, appeal = await owed(people, today, "2019-03", "2019-04")
    await decided_by_sko(people, today, appeal, "changed", "645.00")
    items = [one["id"] for one in (await debt_shown(people, debt))["items"]]
    address = f"/v1/appeals/{appeal}/carry-out"

    unsaid = await people.head.post(address, {}, if_match=4)
    too_little = await people.head.post(address, {"items": [{"item": items[1], "amount": "1.00"}]}, if_match=4)
    await carried_out(people, appeal, items=[{"item": items[1], "amount": "0.00"}])

    told = [(one.status_code, one.json()["errors"][0]["code"]) for one in (unsaid, too_little)]
    assert told == [(422, "required"), (422, "other_sum")]
    found = await debt_shown(people, debt)
    assert (found["established"], len(found["items"])) == ("645.00", 1)


@pytest.mark.asyncio
async def test_sko_raises_a_sum_only_with_its_ground(people: Staff, today: Turn) -> None:
    _, appeal = await owed(people, today)
    today(date(2020, 1, 31))
    result = a_result("changed", decided_on="2020-01-20", delivered_on="2020-01-27")
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", result, if_match=2))
    said = {"grants": [], "act": {"amount": "700.00"}}

    answer = await people.clerk.post(f"/v1/appeals/{appeal}/sko-decision", said, if_match=3)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "worsening")
