"""Waivers of the appeal and requests to supplement: what they do to finality, and what a party's file tells of them."""

from datetime import date

import pytest

from tests.casework.appeals.a_case import delivered, done, refused, shown
from tests.casework.deliveries.a_delivery import Turn, two_parties
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_the_last_waiver_makes_it_final_that_day_and_cannot_be_repeated(people: Staff, today: Turn) -> None:
    decision, anna, ewa = await two_parties(people, today)
    for party in (anna, ewa):
        await done(
            people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2025-09-01", "party": party}, if_match=3)
        )
    today(date(2025, 9, 5))
    address = f"/v1/decisions/{decision}/waivers"

    await done(people.clerk.post(address, {"party": anna, "received_on": "2025-09-04"}))
    before = await shown(people.auditor, decision)
    again = await refused(people.clerk.post(address, {"party": anna, "received_on": "2025-09-05"}))
    await done(people.clerk.post(address, {"party": ewa, "received_on": "2025-09-05"}))
    after = await shown(people.auditor, decision)
    late = await refused(people.clerk.post(address, {"party": ewa, "received_on": "2025-09-05"}))

    assert (before["state"], again) == ("delivered", (409, "waiver_exists"))
    assert (after["state"], after["final_on"], after["finality"]["prawomocna_on"]) == (
        "final",
        "2025-09-05",
        "2025-09-05",
    )
    assert after["enforceable"]["ground"] == "all_waived"
    assert late == (409, "transition_not_allowed")


@pytest.mark.parametrize("received_on", ["2025-09-02", "2025-09-18"])
@pytest.mark.asyncio
async def test_a_waiver_before_the_delivery_or_after_the_term_is_refused(
    people: Staff, today: Turn, received_on: str
) -> None:
    decision, party = await delivered(people, today)
    today(date(2025, 9, 20))

    answer = await refused(
        people.clerk.post(f"/v1/decisions/{decision}/waivers", {"party": party, "received_on": received_on})
    )

    assert answer == (422, "waiver_without_effect")


@pytest.mark.asyncio
async def test_a_request_to_supplement_holds_finality_until_its_answer(people: Staff, today: Turn) -> None:
    decision, party = await delivered(people, today)
    today(date(2025, 9, 30))
    address = f"/v1/decisions/{decision}/parties/{party}"

    asked = {"supplement_asked_on": "2025-09-10"}
    await done(people.clerk.send("PATCH", address, body=asked, if_match=1, key="a"))
    held = await shown(people.auditor, decision)
    answered = {"supplement_answered_on": "2025-09-25"}
    await done(people.clerk.send("PATCH", address, body=answered, if_match=2, key="b"))
    runs = await shown(people.auditor, decision)

    assert (held["final_on"], held["finality"]["state"]) == (None, "supplement_pending")
    assert runs["final_on"] == "2025-10-10"


@pytest.mark.asyncio
async def test_her_file_tells_a_person_what_was_delivered_and_waived(people: Staff, today: Turn) -> None:
    decision, party = await delivered(people, today)
    await done(people.clerk.post(f"/v1/decisions/{decision}/waivers", {"party": party, "received_on": "2025-09-03"}))
    (one,) = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()

    (found,) = (await people.clerk.get(f"/v1/persons/{one['person']}/file")).json()["parties"]

    assert (found["decision"], found["as_attorney"], found["waived_on"]) == (decision, False, "2025-09-03")
    assert [(sent["act"], sent["delivered_on"]) for sent in found["deliveries"]] == [("decision", "2025-09-03")]
