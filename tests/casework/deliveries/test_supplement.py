"""A decision is supplemented (k.p.a. art. 111): the party's term runs from the delivery of the act that answers her, noted once."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.casework.appeals.a_case import done, shown, went_out
from tests.casework.decisions.later import later
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


@pytest.mark.asyncio
async def test_the_delivery_of_the_supplement_lets_the_term_of_the_decision_run(people: Staff, today: Turn) -> None:
    body = recorded(await a_person(people.clerk), justified=True, on="2025-09-01")
    decision = await went_out(people, today, body)
    address = f"/v1/decisions/{decision}"
    today(date(2025, 9, 3))
    await done(people.clerk.post(f"{address}/deliver", {"on": "2025-09-03"}, if_match=3))
    (party,) = await done(people.clerk.get(f"{address}/parties"))
    today(date(2025, 9, 8))
    asked = {"supplement_asked_on": "2025-09-05"}
    await done(
        people.clerk.send("PATCH", f"{address}/parties/{party['id']}", body=asked, if_match=party["version"], key="raz")
    )
    pending = (await shown(people.auditor, decision))["finality"]["state"]

    act = await a_decision(people, later(body, decision, "supplement", "kpa_111", words="Uzupełnia się pouczenie."))
    await done(people.head.post(f"/v1/decisions/{act}/approve", {}, if_match=1))
    await done(people.clerk.post(f"/v1/decisions/{act}/issue", {}, if_match=2))
    today(date(2025, 9, 16))
    await done(people.clerk.post(f"/v1/decisions/{act}/deliver", {"on": "2025-09-16"}, if_match=3))

    found = await shown(people.auditor, decision)
    assert (pending, found["state"], found["final_on"]) == ("supplement_pending", "delivered", "2025-10-01")
    (told,) = await done(people.clerk.get(f"{address}/parties"))
    assert (told["supplement_answered_on"], told["appeal_until"]) == ("2025-09-16", "2025-09-30")


@pytest.mark.asyncio
async def test_a_supplement_that_nobody_collected_lets_the_term_run_by_the_daily_job(
    people: Staff, today: Turn
) -> None:
    body = recorded(await a_person(people.clerk), justified=True, on="2025-09-01")
    decision = await went_out(people, today, body)
    address = f"/v1/decisions/{decision}"
    today(date(2025, 9, 3))
    await done(people.clerk.post(f"{address}/deliver", {"on": "2025-09-03"}, if_match=3))
    (party,) = await done(people.clerk.get(f"{address}/parties"))
    asked = {"supplement_asked_on": "2025-09-03"}
    await done(
        people.clerk.send("PATCH", f"{address}/parties/{party['id']}", body=asked, if_match=party["version"], key="raz")
    )
    act = await a_decision(people, later(body, decision, "refuse_supplement", "kpa_111"))
    await done(people.head.post(f"/v1/decisions/{act}/approve", {}, if_match=1))
    await done(people.clerk.post(f"/v1/decisions/{act}/issue", {}, if_match=2))
    (of_act,) = await done(people.clerk.get(f"/v1/decisions/{act}/parties"))
    sent = await done(
        people.clerk.post(
            f"/v1/decisions/{act}/deliveries", {"party": of_act["id"], "way": "post", "sent_on": "2025-09-03"}
        )
    )
    events = f"/v1/decisions/{act}/deliveries/{sent['id']}/events"
    today(date(2025, 9, 12))
    await done(people.clerk.post(events, {"kind": "first_notice", "on": "2025-09-04"}, if_match=1))
    await done(people.clerk.post(events, {"kind": "second_notice", "on": "2025-09-12"}, if_match=2))

    today(date(2025, 9, 19))
    await done(people.clerk.post("/v1/decisions/finalise"))

    assert (await shown(people.auditor, decision))["final_on"] == "2025-10-03"
