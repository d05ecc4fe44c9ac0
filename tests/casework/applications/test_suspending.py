"""What the code of 13 July 2025 and art. 97-98 ask for: a note of mediation, and an end of proceedings that stay suspended."""

from datetime import date
from typing import Any

import pytest

from casework.facts.cases import APPLICATION_CLOSED
from kit.db import Database
from tests.casework.appeals.a_case import Turn, done, refused, shown
from tests.casework.applications.a_letter import PERMANENT, Application, an_application
from tests.casework.decisions.an_order import an_order, ordered
from tests.casework.decisions.later import carried
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision
from tests.casework.tasks.the_list import kinds

pytestmark = pytest.mark.postgres

NOTE = {"allowed": True, "notice_dropped": True}


async def asked(people: Staff, today: Turn, on: date, serial: int = 1) -> tuple[Application, str]:
    today(on)
    anna = await a_person(people.clerk, serial=serial)
    return await an_application(people, PERMANENT, applicant=anna, received_on=on.isoformat()), anna


async def suspended(
    people: Staff, today: Turn, ground: str, on: date = date(2025, 9, 1), serial: int = 1
) -> tuple[Application, str]:
    """An application of the day whose proceedings are suspended on it."""
    made, anna = await asked(people, today, on, serial)
    await ordered(people, an_order(anna, "suspend_proceedings", ground, application=made.id, on=on.isoformat()))
    made.version = (await made.shown())["version"]
    return made, anna


async def clocks(people: Staff, made: Application, code: str) -> list[tuple[str, str | None]]:
    found = await done(people.clerk.get(f"/v1/applications/{made.id}/clocks"))
    return [(one["last_day"], one["ended"]) for one in found["clocks"] if one["code"] == code]


def discontinuing(person: str, made: Application, on: str) -> dict[str, Any]:
    return an_order(person, "discontinue", "kpa_97_4", application=made.id, on=on)


@pytest.mark.asyncio
async def test_a_case_of_the_new_wording_asks_for_the_note_of_mediation_until_it_stands_in_its_record(
    people: Staff, today: Turn
) -> None:
    made, _ = await asked(people, today, date(2025, 7, 14))
    waits = await kinds(people.clerk, kind="mediation_note")
    sign = (await made.shown())["matters"][0]["sign"]

    await made.done("mediation-note", **NOTE)

    last = (await made.shown())["steps"][-1]
    assert waits == ["mediation_note"]
    assert await kinds(people.clerk, kind="mediation_note") == []
    assert (last["step"], last["article"]) == ("note_mediation", "art. 96a § 1b k.p.a.")
    assert last["detail"]["allowed"] == "yes"
    assert sign is not None


@pytest.mark.asyncio
async def test_a_case_of_the_old_wording_has_no_note_of_mediation(people: Staff, today: Turn) -> None:
    made, _ = await asked(people, today, date(2025, 7, 11))

    answer = await made.tried("mediation-note", **NOTE)

    assert (answer.status_code, answer.json()["code"]) == (409, "not_in_this_wording")
    assert await kinds(people.clerk, kind="mediation_note") == []


@pytest.mark.asyncio
async def test_what_was_suspended_on_request_and_not_resumed_in_three_years_counts_as_withdrawn(
    people: Staff, database: Database, today: Turn
) -> None:
    made, _ = await suspended(people, today, "kpa_98_1")
    today(date(2028, 8, 1))
    runs = await kinds(people.clerk, kind="resume_suspended")
    early = await made.tried("not-resumed")
    # 1 September 2028 is a Friday.
    clock = await clocks(people, made, "resume_suspended")
    today(date(2028, 9, 2))
    waits = await kinds(people.clerk, kind="not_resumed")
    await made.done("not-resumed")

    found = await done(people.clerk.get(f"/v1/applications/{made.id}/clocks"))
    (closed,) = await events(database, APPLICATION_CLOSED)
    assert (runs, clock, waits) == (["resume_suspended"], [("2028-09-01", None)], ["not_resumed"])
    assert (early.status_code, early.json()["code"]) == (409, "suspension_term_runs")
    assert (await made.shown())["steps"][-1]["article"] == "art. 98 § 2 k.p.a."
    assert closed["data"]["outcome"] == "withdrawn"
    assert found["pauses"][0]["last_day"] == "2028-09-02"


@pytest.mark.asyncio
async def test_proceedings_suspended_for_three_years_are_discontinued_when_no_party_objects_in_seven_days(
    people: Staff, database: Database, today: Turn
) -> None:
    made, anna = await suspended(people, today, "kpa_97_1_3")
    ewa = await a_person(people.clerk, serial=2)
    notice = {"person": ewa, "delivered_on": "2028-09-04"}
    today(date(2028, 9, 1))
    early = await refused(people.clerk.post("/v1/decisions", discontinuing(anna, made, "2028-09-01")))
    today(date(2028, 9, 4))
    asks = await kinds(people.clerk, kind="discontinue_suspended")
    await made.done("discontinuing-notices", **notice)
    runs = await refused(people.clerk.post("/v1/decisions", discontinuing(anna, made, "2028-09-04")))
    term = await clocks(people, made, "objection_to_discontinuing")
    listed = await kinds(people.clerk, kind="objection_term")
    today(date(2028, 9, 12))

    decision = await a_decision(people, discontinuing(anna, made, "2028-09-12"))
    await carried(people, decision)
    (party,) = (await people.clerk.get(f"/v1/decisions/{decision}/parties")).json()
    sending = {"party": party["id"], "way": "on_file", "sent_on": "2028-09-12"}
    sent = (await done(people.clerk.post(f"/v1/decisions/{decision}/deliveries", sending)))["id"]
    event = {"kind": "note_in_file", "on": "2028-09-12"}
    await done(people.clerk.post(f"/v1/decisions/{decision}/deliveries/{sent}/events", event, if_match=1))

    (closed,) = await events(database, APPLICATION_CLOSED)
    assert (early, runs) == ((409, "suspension_term_runs"), (409, "suspension_term_runs"))
    assert (asks, listed, term) == (["discontinue_suspended"], ["objection_term"], [("2028-09-11", None)])
    assert (closed["data"]["outcome"], (await made.shown())["state"]) == ("discontinued", "decided")
    found = await shown(people.auditor, decision)
    assert (found["state"], found["delivered_on"], found["final_on"]) == ("delivered", "2028-09-12", "2028-09-27")


@pytest.mark.asyncio
async def test_an_objection_in_time_an_issue_to_be_settled_first_and_the_old_wording_stop_the_discontinuing(
    people: Staff, today: Turn
) -> None:
    made, anna = await suspended(people, today, "kpa_97_1_3")
    other, ewa = await suspended(people, today, "kpa_97_1_4", serial=2)
    old, jan = await suspended(people, today, "kpa_97_1_3", date(2025, 7, 11), serial=3)
    today(date(2028, 9, 18))
    await made.done("discontinuing-notices", person=ewa, delivered_on="2028-09-11")
    await made.done("discontinuing-notices/1/objection", received_on="2028-09-18")

    twice = await made.tried("discontinuing-notices/1/objection", received_on="2028-09-18")
    nobody = await made.tried("discontinuing-notices/2/objection", received_on="2028-09-18")
    answers = [
        await refused(people.clerk.post("/v1/decisions", discontinuing(person, one, "2028-09-18")))
        for person, one in ((anna, made), (ewa, other), (jan, old))
    ]

    assert (twice.json()["code"], nobody.json()["code"]) == ("objection_exists", "discontinuing_notice_not_found")
    assert answers == [(409, "suspension_term_runs"), (409, "suspension_term_runs"), (409, "not_in_this_wording")]
