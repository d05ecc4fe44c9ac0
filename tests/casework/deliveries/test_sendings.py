"""A sending on its way: notices, electronic letters, attorneys, events that are corrected."""

from datetime import date

import pytest

from casework.facts.cases import DECISION_FINAL
from kit.db import Database
from tests.casework.appeals.a_case import done, refused, shown
from tests.casework.deliveries.a_delivery import Turn, noted, sent, two_parties
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_paper_and_electronic_letters_that_nobody_collects_are_delivered_by_the_daily_job_a_day_apart(
    people: Staff, today: Turn, database: Database
) -> None:
    decision, anna, ewa = await two_parties(people, today)
    paper = await sent(people, decision, anna)
    electronic = await sent(
        people, decision, ewa, "electronic", address={"checked_on": "2025-09-01", "found": True}, message="UPO-1"
    )
    today(date(2025, 9, 9))
    await noted(people, decision, paper, 1, kind="first_notice", on="2025-09-01")
    await noted(people, decision, paper, 2, kind="second_notice", on="2025-09-09")
    await noted(people, decision, electronic, 1, kind="arrived", on="2025-09-01", proof="UPO-2")

    seen = []
    for day in (15, 16):
        today(date(2025, 9, day))
        await done(people.clerk.post("/v1/decisions/finalise"))
        seen.append({one["id"]: one for one in (await people.clerk.get(f"/v1/decisions/{decision}/deliveries")).json()})

    assert [seen[0][one]["state"] for one in (paper, electronic)] == ["waiting", "waiting"]
    told = [(seen[1][one]["delivered_on"], seen[1][one]["fiction"]) for one in (paper, electronic)]
    assert told == [("2025-09-15", True), ("2025-09-16", True)]
    found = await shown(people.auditor, decision)
    assert (found["state"], found["delivered_on"], found["final_on"]) == ("delivered", "2025-09-16", "2025-10-01")
    today(date(2025, 10, 1))
    finalised = [(await done(people.clerk.post("/v1/decisions/finalise")))["finalised"] for _ in range(2)]
    assert finalised == [1, 0]
    (final,) = await events(database, DECISION_FINAL)
    assert final["data"]["on"] == "2025-10-01"


@pytest.mark.asyncio
async def test_without_a_second_notice_there_is_no_fiction_and_the_sending_is_repeated(
    people: Staff, today: Turn
) -> None:
    decision, anna, _ = await two_parties(people, today)
    paper = await sent(people, decision, anna)
    await noted(people, decision, paper, 1, kind="first_notice", on="2025-09-01")
    today(date(2025, 9, 16))

    await done(people.clerk.post("/v1/decisions/finalise"))

    (found,) = (await people.clerk.get(f"/v1/decisions/{decision}/deliveries")).json()
    assert (found["state"], found["article"]) == ("ineffective", "art. 44 § 3 k.p.a.")
    again = await sent(people, decision, anna, "own_staff")
    assert (await noted(people, decision, again, 1, kind="collected", on="2025-09-16"))["state"] == "delivered"


@pytest.mark.asyncio
async def test_an_event_noted_in_error_is_corrected_and_stays_readable(people: Staff, today: Turn) -> None:
    decision, anna, _ = await two_parties(people, today)
    letter = await sent(people, decision, anna)
    today(date(2025, 9, 8))
    await noted(people, decision, letter, 1, kind="collected", on="2025-09-03")

    corrected = await noted(people, decision, letter, 2, kind="collected", on="2025-09-04", corrects=1)
    twice = await refused(
        people.clerk.post(f"/v1/decisions/{decision}/deliveries/{letter}/events", {"corrects": 1}, if_match=3)
    )

    assert corrected["state"] == "delivered"
    assert twice == (422, "delivery_impossible")
    (found,) = (await people.clerk.get(f"/v1/decisions/{decision}/deliveries")).json()
    assert found["delivered_on"] == "2025-09-04"
    assert [(one["number"], one["on"], one["corrects"]) for one in found["events"]] == [
        (1, "2025-09-03", None),
        (2, "2025-09-04", 1),
    ]


@pytest.mark.asyncio
async def test_an_attorney_gets_the_letter_and_the_party_herself_does_not_count(people: Staff, today: Turn) -> None:
    decision, anna, _ = await two_parties(people, today)
    attorney = await a_person(people.clerk, "Zawada", "Jerzy", serial=3)
    address = f"/v1/decisions/{decision}/parties/{anna}"
    half = await refused(people.clerk.send("PATCH", address, body={"attorney": attorney}, if_match=1, key="a"))
    body = {"attorney": attorney, "attorney_since": "2025-09-01"}
    await done(people.clerk.send("PATCH", address, body=body, if_match=1, key="b"))

    past_him = await sent(people, decision, anna, to="party")
    to_him = await sent(people, decision, anna)

    assert half == (422, "validation_failed")
    found = {one["id"]: one for one in (await people.clerk.get(f"/v1/decisions/{decision}/deliveries")).json()}
    assert (found[past_him]["state"], found[past_him]["article"]) == ("ineffective", "art. 40 § 2 k.p.a.")
    assert (found[to_him]["state"], found[to_him]["to"]) == ("waiting", "attorney")


@pytest.mark.asyncio
async def test_an_electronic_letter_needs_an_address_that_was_checked_before(people: Staff, today: Turn) -> None:
    decision, anna, _ = await two_parties(people, today)
    address = f"/v1/decisions/{decision}/deliveries"

    answers = [
        await refused(people.clerk.post(address, {"party": anna, "way": "electronic", **more}))
        for more in (
            {},
            {"address": {"checked_on": "2025-09-01", "found": False}},
            {"address": {"checked_on": "2025-09-01", "found": True}, "sent_on": "2025-08-31"},
        )
    ]

    assert answers == [(422, "delivery_impossible")] * 2 + [(422, "day_out_of_order")]
