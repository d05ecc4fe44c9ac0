"""Parties noted late or by mistake: a decision that was delivered binds as it did (k.p.a. art. 110, art. 145 § 1 pkt 4)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.deliveries.states import DECISION
from tests.casework.appeals.a_case import delivered, done, refused, shown, went_out
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
WRONG = {"reason": "wrong_person"}


async def in_state(people: Staff, today: Turn, state: str) -> str:
    """A decision of 1 September that was delivered on the 3rd and is final on the 18th."""
    if state in ("prepared", "approved"):
        today(date(2025, 9, 1))
        draft = await a_decision(people, recorded(await a_person(people.clerk), justified=True, on="2025-09-01"))
        if state == "approved":
            await done(people.head.post(f"/v1/decisions/{draft}/approve", {}, if_match=1))
        return draft
    if state == "issued":
        return await went_out(people, today)
    decision, _ = await delivered(people, today)
    if state == "final":
        today(date(2025, 9, 18))
        await done(people.clerk.post("/v1/decisions/finalise"))
    return decision


async def with_another(people: Staff, decision: str, serial: int = 2) -> dict[str, Any]:
    ewa = await a_person(people.clerk, "Nowak", "Ewa", serial=serial)
    return await done(people.clerk.post(f"/v1/decisions/{decision}/parties", {"person": ewa}))


@pytest.mark.asyncio
@pytest.mark.parametrize("state", ["prepared", "approved", "issued", "delivered", "final"])
async def test_noting_a_party_moves_no_decision(people: Staff, today: Turn, state: str) -> None:
    decision = await in_state(people, today, state)
    before = await shown(people.auditor, decision)

    made = await with_another(people, decision)

    after = await shown(people.auditor, decision)
    same = ("state", "delivered_on", "final_on", "finality", "enforceable")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert after["state"] == state == DECISION.move(state, "note_party")
    assert made["state"] == ("left_out" if state in ("delivered", "final") else "noted")


@pytest.mark.asyncio
async def test_a_party_who_was_left_out_appeals_in_the_term_of_the_others(people: Staff, today: Turn) -> None:
    decision, _ = await delivered(people, today)
    late = await with_another(people, decision)
    today(date(2025, 9, 12))
    body = {"party": late["id"], "way": "in_person", "received_on": "2025-09-12"}

    appeal = await done(people.clerk.post(f"/v1/decisions/{decision}/appeals", body))

    assert (await shown(people.auditor, decision))["finality"]["state"] == "under_appeal"
    assert (await done(people.clerk.get(f"/v1/appeals/{appeal['id']}")))["in_time"] is True


@pytest.mark.asyncio
async def test_an_appeal_of_a_party_who_was_left_out_after_the_term_leaves_the_decision_final(
    people: Staff, today: Turn
) -> None:
    decision = await in_state(people, today, "final")
    late = await with_another(people, decision)
    body = {"party": late["id"], "way": "in_person", "received_on": "2025-09-18"}

    appeal = await done(people.clerk.post(f"/v1/decisions/{decision}/appeals", body))

    assert (await shown(people.auditor, decision))["state"] == "final"
    assert (await done(people.clerk.get(f"/v1/appeals/{appeal['id']}")))["in_time"] is False


@pytest.mark.asyncio
async def test_a_party_noted_by_mistake_is_taken_back_and_no_longer_keeps_the_decision_from_finality(
    people: Staff, today: Turn
) -> None:
    decision = await went_out(people, today)
    wrong = await with_another(people, decision)
    (first, _) = await done(people.clerk.get(f"/v1/decisions/{decision}/parties"))
    today(date(2025, 9, 3))
    handed = {"on": "2025-09-03", "party": first["id"]}
    waits = await done(people.clerk.post(f"/v1/decisions/{decision}/deliver", handed, if_match=3))

    taken = await done(
        people.clerk.post(f"/v1/decisions/{decision}/parties/{wrong['id']}/withdraw", WRONG, if_match=wrong["version"])
    )

    assert (waits["state"], taken["state"]) == ("issued", "withdrawn")
    found = await shown(people.auditor, decision)
    assert (found["state"], found["final_on"]) == ("delivered", "2025-09-18")
    (only,) = await done(people.clerk.get(f"/v1/decisions/{decision}/parties"))
    assert only["id"] == first["id"]
    assert (
        await people.clerk.post(f"/v1/decisions/{decision}/deliver", handed | {"party": wrong["id"]}, if_match=4)
    ).is_error


@pytest.mark.asyncio
async def test_whoever_was_taken_back_by_mistake_can_be_noted_again(people: Staff, today: Turn) -> None:
    decision = await went_out(people, today)
    ewa = await a_person(people.clerk, "Nowak", "Ewa", serial=2)
    address = f"/v1/decisions/{decision}/parties"
    wrong = await done(people.clerk.post(address, {"person": ewa}))
    await done(people.clerk.post(f"{address}/{wrong['id']}/withdraw", WRONG, if_match=1))

    again = await done(people.clerk.post(address, {"person": ewa}))

    assert [one["id"] for one in await done(people.clerk.get(address))][1:] == [again["id"]]


@pytest.mark.asyncio
async def test_neither_who_gets_the_decision_nor_who_was_sent_it_is_taken_back(people: Staff, today: Turn) -> None:
    decision = await went_out(people, today)
    await with_another(people, decision)
    first, second = await done(people.clerk.get(f"/v1/decisions/{decision}/parties"))
    await done(people.clerk.post(f"/v1/decisions/{decision}/deliveries", {"party": second["id"], "way": "post"}))

    answers = [
        await refused(people.clerk.post(f"/v1/decisions/{decision}/parties/{one['id']}/withdraw", WRONG, if_match=1))
        for one in (first, second)
    ]

    assert answers == [(409, "party_bound")] * 2
