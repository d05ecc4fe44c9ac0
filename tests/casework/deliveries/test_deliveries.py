"""Parties, deliveries and waivers over HTTP: each party with her own day, fictions by the daily job, the latest party counts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest

from casework.facts.cases import DECISION_FINAL
from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from kit.testing.databases import ServiceDatabase
from tests.casework.appeals.a_case import delivered, done, refused, shown, went_out
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, recorded, staff

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


async def two_parties(people: Staff, today: Turn) -> tuple[str, str, str]:
    """A decision that went out to Anna and to Ewa."""
    decision = await went_out(people, today)
    ewa = await a_person(people.clerk, "Nowak", "Ewa", serial=2)
    await done(people.clerk.post(f"/v1/decisions/{decision}/parties", {"person": ewa}))
    first, second = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    return decision, first["id"], second["id"]


async def sent(people: Staff, decision: str, party: str, way: str = "post", **more: object) -> str:
    body = {"party": party, "way": way, **more}
    return str((await done(people.clerk.post(f"/v1/decisions/{decision}/deliveries", body)))["id"])


async def noted(people: Staff, decision: str, delivery: str, version: int, **event: object) -> dict[str, Any]:
    address = f"/v1/decisions/{decision}/deliveries/{delivery}/events"
    return await done(people.clerk.post(address, event, if_match=version))


@pytest.mark.asyncio
async def test_a_decision_is_delivered_with_its_last_party_and_final_after_her_term(people: Staff, today: Turn) -> None:
    decision, anna, ewa = await two_parties(people, today)
    address = f"/v1/decisions/{decision}/deliver"
    today(date(2025, 9, 8))

    unnamed = await refused(people.clerk.post(address, {"on": "2025-09-03"}, if_match=3))
    first = await done(people.clerk.post(address, {"on": "2025-09-03", "party": anna}, if_match=3))
    second = await done(people.clerk.post(address, {"on": "2025-09-08", "party": ewa}, if_match=3))

    assert unnamed == (422, "party_required")
    assert (first["state"], second["state"], second["version"]) == ("issued", "delivered", 4)
    found = await shown(people.auditor, decision)
    assert (found["delivered_on"], found["final_on"]) == ("2025-09-08", "2025-09-23")
    parties = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    assert [one["appeal_until"] for one in parties] == ["2025-09-17", "2025-09-22"]


@pytest.mark.asyncio
async def test_whoever_is_paid_is_shown_as_a_party_and_can_be_named_before_anything_is_noted_of_her(
    people: Staff, today: Turn
) -> None:
    decision = await went_out(people, today)
    (only,) = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    assert (only["person"], only["delivered_on"]) == ((await shown(people.auditor, decision))["recipient"], None)

    await sent(people, decision, only["id"])

    again = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    assert [one["id"] for one in again] == [only["id"]]
    ewa = await a_person(people.clerk, "Nowak", "Ewa", serial=2)
    await done(people.clerk.post(f"/v1/decisions/{decision}/parties", {"person": ewa}))
    assert [one["person"] for one in (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()] == [
        only["person"],
        ewa,
    ]


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
async def test_events_and_waivers_cannot_be_changed_behind_the_system(
    people: Staff, today: Turn, stored: ServiceDatabase
) -> None:
    decision, party = await delivered(people, today)
    await done(people.clerk.post(f"/v1/decisions/{decision}/waivers", {"party": party, "received_on": "2025-09-03"}))

    with psycopg.connect(stored.superuser_dsn, autocommit=True) as connection:
        for table in ("delivery_event", "waiver"):
            with pytest.raises(psycopg.errors.RestrictViolation):
                connection.execute(f"DELETE FROM {table}")


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
async def test_what_grants_everything_or_was_ordered_can_be_carried_out_with_its_delivery(
    people: Staff, today: Turn
) -> None:
    granted, _ = await delivered(people, today)
    ewa = await a_person(people.clerk, serial=2)
    refusal = recorded(ewa, justified=True, on="2025-09-01")
    refusal["recorded"] = {"outcome": "refused", "ground": "income", "reason": "Dochód za wysoki.", "article": "art. 8"}
    decision = await went_out(people, today, refusal)
    order = {"on": "2025-09-01", "ground": "health_or_life"}
    await done(people.head.post(f"/v1/decisions/{decision}/enforceability-order", order, if_match=3))
    waits = await shown(people.auditor, decision)
    await done(people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2025-09-01"}, if_match=4))
    ordered = await shown(people.auditor, decision)

    met = (await shown(people.auditor, granted))["enforceable"]
    assert (met["ground"], met["on"]) == ("meets_all_requests", "2025-09-03")
    assert waits["enforceable"] is None
    assert (ordered["enforceable"]["ground"], ordered["enforceable"]["on"]) == ("order", "2025-09-01")


@pytest.mark.asyncio
async def test_who_is_a_party_already_an_unknown_person_and_a_withdrawn_decision_are_refused(
    people: Staff, today: Turn
) -> None:
    decision, anna, _ = await two_parties(people, today)
    address = f"/v1/decisions/{decision}/parties"
    parties = (await people.clerk.get(address)).json()
    draft = recorded(parties[0]["person"], on="2025-09-01")
    withdrawn = str((await done(people.clerk.post("/v1/decisions", draft)))["id"])
    await done(people.clerk.post(f"/v1/decisions/{withdrawn}/withdraw", if_match=1))

    answers = [
        await refused(people.clerk.post(address, {"person": parties[0]["person"]})),
        await refused(people.clerk.post(address, {"person": decision})),
        await refused(people.clerk.post(address, {})),
        await refused(people.clerk.post(f"/v1/decisions/{withdrawn}/parties", {"organisation": "Fundacja Dom"})),
    ]

    assert answers == [
        (409, "party_exists"),
        (422, "validation_failed"),
        (422, "validation_failed"),
        (409, "transition_not_allowed"),
    ]
    assert anna == parties[0]["id"]


@pytest.mark.asyncio
async def test_another_gmina_finds_no_party_and_no_delivery(office: Office, people: Staff, today: Turn) -> None:
    decision, party = await delivered(people, today)
    others = staff(office, OTHER_GMINA)
    address = f"/v1/decisions/{decision}"

    answers = [
        *[await others.clerk.get(f"{address}/{what}") for what in ("parties", "deliveries", "waivers")],
        await others.clerk.post(f"{address}/parties", {"organisation": "Fundacja Dom"}),
        await others.clerk.post(f"{address}/deliveries", {"party": party, "way": "post"}),
        await others.clerk.post(f"{address}/waivers", {"party": party, "received_on": "2025-09-03"}),
        await others.clerk.post(f"{address}/case-start", {"on": "2025-09-01"}, if_match=1),
    ]

    assert [answer.status_code for answer in answers] == [404] * 7


MANY = """
WITH more AS (
    INSERT INTO decision (gmina, id, benefit, kind, outcome, state, entitled, recipient, unit, on_day, legal_basis, justified,
                          grants, prepared_by, prepared_on, approved_by, approved_on, issued_by, issued_on)
    SELECT gmina, gen_random_uuid(), benefit, kind, outcome, state, entitled, recipient, unit, on_day, legal_basis, justified,
           grants, prepared_by, prepared_on, approved_by, approved_on, issued_by, issued_on
      FROM decision, generate_series(1, %s) WHERE id = %s RETURNING gmina, id),
parties AS (
    INSERT INTO decision_party (gmina, id, decision, person, noted_by)
    SELECT m.gmina, gen_random_uuid(), m.id, d.recipient, 'jan' FROM more m JOIN decision d ON d.id = %s
    RETURNING gmina, id, decision),
letters AS (
    INSERT INTO delivery (gmina, id, decision, party, act, way, addressed_to, sent_on, public_entity, case_started_on, state,
                          waits_until, article, reason, kpa_version, sent_by)
    SELECT gmina, gen_random_uuid(), decision, id, 'decision', 'post', 'party', '2025-09-01', false, '2025-09-01', 'waiting',
           '2025-09-15', '', '', '', 'jan' FROM parties RETURNING gmina, id)
INSERT INTO delivery_event (gmina, delivery, number, kind, on_day, noted_by)
SELECT gmina, id, n, CASE n WHEN 1 THEN 'first_notice' ELSE 'second_notice' END, date '2025-09-01' + 7 * (n - 1), 'jan'
  FROM letters, generate_series(1, 2) AS n
"""


@pytest.mark.asyncio
async def test_many_decisions_become_delivered_and_final_together_and_each_is_told_once(
    people: Staff, today: Turn, database: Database, stored: ServiceDatabase
) -> None:
    decision = await went_out(people, today)
    with psycopg.connect(stored.superuser_dsn, autocommit=True) as connection:
        connection.execute(MANY, (300, decision, decision))

    counts = []
    for day in (date(2025, 9, 16), date(2025, 9, 29), date(2025, 9, 30), date(2025, 9, 30)):
        today(day)
        counts.append((await done(people.clerk.post("/v1/decisions/finalise")))["finalised"])

    assert counts == [0, 0, 300, 0]
    told = await events(database, DECISION_FINAL)
    assert (len({one["subject"] for one in told}), {one["data"]["on"] for one in told}) == (300, {"2025-09-30"})


@pytest.mark.asyncio
async def test_her_file_tells_a_person_what_was_delivered_and_waived(people: Staff, today: Turn) -> None:
    decision, party = await delivered(people, today)
    await done(people.clerk.post(f"/v1/decisions/{decision}/waivers", {"party": party, "received_on": "2025-09-03"}))
    (one,) = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()

    (found,) = (await people.clerk.get(f"/v1/persons/{one['person']}/file")).json()["parties"]

    assert (found["decision"], found["as_attorney"], found["waived_on"]) == (decision, False, "2025-09-03")
    assert [(sent["act"], sent["delivered_on"]) for sent in found["deliveries"]] == [("decision", "2025-09-03")]
