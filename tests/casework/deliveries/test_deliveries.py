"""Parties, deliveries and waivers over HTTP: each party with her own day, fictions by the daily job, the latest party counts."""

from datetime import date

import psycopg
import pytest

from casework.facts.cases import DECISION_FINAL
from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from kit.testing.databases import ServiceDatabase
from tests.casework.appeals.a_case import delivered, done, refused, shown, went_out
from tests.casework.deliveries.a_delivery import MANY, Turn, sent, two_parties
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, recorded, staff

pytestmark = pytest.mark.postgres


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
