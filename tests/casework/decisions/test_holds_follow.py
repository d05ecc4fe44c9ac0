"""A right whose payments are held goes on as another one: what was held stays held there, and whoever held it lets it go there."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.casework.appeals.a_case import a_result, done
from tests.casework.decisions.an_act import a_right, listed
from tests.casework.decisions.later import carried, later
from tests.casework.rights import Staff, a_decision, issued

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


async def changed(people: Staff, body: dict[str, Any], decision: str) -> dict[str, Any]:
    """An act makes it another right from February on, final in March; the award that the right goes on as."""
    order = later(body, decision, "change", "test_32", effective_from="2019-02") | {"justified": True}
    wanted = {"amount": "700.00", "variant": "mala", "first_month": "2019-02"}
    act = await a_decision(people, order | {"recorded": body["recorded"] | wanted})
    await carried(people, act)
    await people.clerk.post(f"/v1/decisions/{act}/deliver", {"on": "2019-02-04"}, if_match=3)
    return await going_on(people, act)


async def going_on(people: Staff, act: str) -> dict[str, Any]:
    (award,) = (await people.auditor.get("/v1/awards", decision=act)).json()["items"]
    return dict((await people.auditor.get(f"/v1/awards/{award['id']}")).json())


async def final(people: Staff, today: Turn) -> None:
    today(date(2019, 3, 1))
    await people.clerk.post("/v1/decisions/finalise")


@pytest.mark.asyncio
async def test_a_technical_hold_is_let_go_by_hand_where_the_right_goes_on(people: Staff, today: Turn) -> None:
    body, decision, award = await a_right(people, today, benefit="zasilek_mieszany")
    held = await people.clerk.post(f"/v1/awards/{award}/suspend", {"reason": "facts_being_checked"}, if_match=1)
    assert held.status_code == 200, held.text

    new = await changed(people, body, decision)
    await final(people, today)
    while_held = await listed(people, "2019-02")
    let_go = await people.clerk.post(
        f"/v1/awards/{new['id']}/resume", {"reason": "cleared_up"}, if_match=new["version"]
    )

    assert (new["state"], "resume" in new["allowed"], while_held) == ("suspended", True, [])
    assert let_go.status_code == 200, let_go.text
    assert await listed(people, "2019-02") == ["700.00"]


@pytest.mark.asyncio
async def test_what_a_decision_holds_only_a_decision_lets_go_where_the_right_goes_on(
    people: Staff, today: Turn
) -> None:
    body, decision, _ = await a_right(people, today, benefit="zasilek_mieszany")
    order = later(body, decision, "suspend", "test_28", effective_from="2019-01")
    await carried(people, await a_decision(people, order))

    new = await changed(people, body, decision)
    await final(people, today)
    while_held = [await listed(people, month) for month in ("2019-01", "2019-02")]
    by_hand = await people.clerk.post(
        f"/v1/awards/{new['id']}/resume", {"reason": "cleared_up"}, if_match=new["version"]
    )
    resume = later(body, decision, "resume", "test_28", effective_from="2019-03", mode="whole")
    await carried(people, await a_decision(people, resume))

    assert (new["state"], while_held, by_hand.json()["code"]) == ("suspended", [[], []], "award_by_decision")
    assert [await listed(people, month) for month in ("2019-01", "2019-02")] == [["645.00"], ["700.00"]]


@pytest.mark.asyncio
async def test_when_the_suspension_falls_the_right_is_let_go_where_it_went_on(people: Staff, today: Turn) -> None:
    body, decision, _ = await a_right(people, today, benefit="zasilek_mieszany")
    hold = await a_decision(people, later(body, decision, "suspend", "test_28", effective_from="2019-02"))
    await carried(people, hold)
    await people.clerk.post(f"/v1/decisions/{hold}/deliver", {"on": "2019-02-04"}, if_match=3)
    await changed(people, body, decision)
    await final(people, today)

    claim = {"ground": "no_basis_or_gross_breach", "received_on": "2019-02-20"}
    address = f"/v1/nullities/{(await people.clerk.post(f'/v1/decisions/{hold}/nullities', claim)).json()['id']}"
    await people.head.post(f"{address}/start", {"sign": "1"}, if_match=1)
    said = {"outcome": "annulled", "decided_on": "2019-03-01", "delivered_on": "2019-03-01"}
    answer = await people.clerk.post(f"{address}/decide", said, if_match=2)

    assert answer.status_code == 200, answer.text
    assert await listed(people, "2019-02") == ["700.00"]


async def quashed(people: Staff, today: Turn, act: str) -> str:
    """SKO took the act away in May; the appeal."""
    today(date(2019, 2, 12))
    (party,) = (await people.clerk.get(f"/v1/decisions/{act}/parties")).json()
    body = {"party": party["id"], "way": "in_person", "received_on": "2019-02-12"}
    appeal = str((await done(people.clerk.post(f"/v1/decisions/{act}/appeals", body)))["id"])
    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 3}, if_match=1))
    today(date(2019, 5, 6))
    result = a_result("quashed_and_discontinued", decided_on="2019-04-15", delivered_on="2019-05-02")
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", result, if_match=2))
    return appeal


async def given_back(people: Staff, act: str, appeal: str) -> None:
    """The court quashes what SKO decided: the act stands again."""
    (party,) = (await people.clerk.get(f"/v1/decisions/{act}/parties")).json()
    complaint = {"party": party["id"], "complained_on": "2019-05-06"}
    made = await done(people.clerk.post(f"/v1/appeals/{appeal}/complaints", complaint))
    judgment = {"outcome": "sko_quashed", "judged_on": "2019-05-06", "ended_on": "2019-05-06"}
    await done(people.clerk.post(f"/v1/appeals/{appeal}/complaints/{made['id']}/judgment", judgment, if_match=1))


@pytest.mark.parametrize("replaced", ["while_held", "after_it_fell"])
@pytest.mark.asyncio
async def test_a_suspension_that_a_court_gives_back_holds_the_right_as_which_it_went_on_meanwhile(
    people: Staff, today: Turn, replaced: str
) -> None:
    body, decision, award = await a_right(people, today, benefit="zasilek_mieszany")
    hold = await a_decision(people, later(body, decision, "suspend", "test_28", effective_from="2019-02"))
    await carried(people, hold)
    await people.clerk.post(f"/v1/decisions/{hold}/deliver", {"on": "2019-02-04"}, if_match=3)
    if replaced == "while_held":
        new = await changed(people, body, decision)
        appeal = await quashed(people, today, hold)
    else:
        appeal = await quashed(people, today, hold)
        new = await changed(people, body, decision)
    await done(people.clerk.post("/v1/decisions/finalise"))
    address = f"/v1/awards/{new['id']}"
    let_go = (await people.auditor.get(address)).json()["state"]

    await given_back(people, hold, appeal)
    held_again = (await people.auditor.get(address)).json()
    old = (await people.auditor.get(f"/v1/awards/{award}")).json()

    assert (let_go, held_again["state"], old["state"]) == ("active", "suspended", "terminated")
    assert [await listed(people, month) for month in ("2019-01", "2019-02", "2019-06")] == [["645.00"], [], []]
    # It is the act that holds it: only an act lets it go.
    by_hand = await people.clerk.post(f"{address}/resume", {"reason": "cleared_up"}, if_match=held_again["version"])
    assert by_hand.json()["code"] == "award_by_decision"


@pytest.mark.asyncio
async def test_another_right_of_the_person_beside_the_suspended_one_is_not_held_with_it(
    people: Staff, today: Turn
) -> None:
    body, decision, award = await a_right(people, today, benefit="zasilek_mieszany")
    hold = await a_decision(people, later(body, decision, "suspend", "test_28", effective_from="2019-02"))
    await carried(people, hold)
    await people.clerk.post(f"/v1/decisions/{hold}/deliver", {"on": "2019-02-04"}, if_match=3)
    appeal = await quashed(people, today, hold)
    (beside,) = await issued(people, {**body, "on": "2019-05-06"})

    await given_back(people, hold, appeal)

    states = [(await people.auditor.get(f"/v1/awards/{one}")).json()["state"] for one in (award, beside)]
    assert states == ["suspended", "active"]
