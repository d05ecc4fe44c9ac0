"""Orders (postanowienia) about an application are acts: signed by another, delivered, complained of in seven days, final."""

from datetime import date
from typing import Any

import pytest

from casework.facts.cases import APPLICATION_CLOSED, APPLICATION_REOPENED
from kit.db import Database
from tests.casework.appeals.a_case import Turn, done, refused, shown
from tests.casework.applications.a_letter import CHILD, PERMANENT, Application, an_application
from tests.casework.decisions.an_order import an_order, delivered, ordered
from tests.casework.decisions.later import carried
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

OTHER = {"defect": "other_formal", "what": "Dołączyć pełnomocnictwo."}

pytestmark = pytest.mark.postgres


async def asked(people: Staff, *benefits: str, **more: Any) -> tuple[Application, str]:
    anna = await a_person(people.clerk)
    return await an_application(people, *(benefits or (PERMANENT,)), applicant=anna, **more), anna


async def clock(people: Staff, made: Application) -> dict[str, Any]:
    return await done(people.clerk.get(f"/v1/applications/{made.id}/clocks"))


@pytest.mark.parametrize(
    ("kind", "ground", "state"),
    [
        ("refuse_start", "kpa_61a_1_not_a_party", "start_refused"),
        ("return_application", "kpa_66_3_common_court", "returned"),
    ],
)
@pytest.mark.asyncio
async def test_an_order_ends_its_application_when_it_goes_out_and_may_be_complained_of_for_seven_days(
    people: Staff, database: Database, today: Turn, kind: str, ground: str, state: str
) -> None:
    made, anna = await asked(people)
    order = await a_decision(people, an_order(anna, kind, ground, application=made.id))
    drafted = (await made.shown())["state"]
    alone = await refused(people.clerk.post(f"/v1/decisions/{order}/approve", {}, if_match=1))

    await carried(people, order)
    party = await delivered(people, order, "2019-01-10")

    ended, found = await made.shown(), await shown(people.auditor, order)
    (closed,) = await events(database, APPLICATION_CLOSED)
    assert (drafted, alone[0]) == ("registered", 403)
    assert (ended["state"], ended["decisions"]) == (state, [order])
    assert (closed["data"]["outcome"], closed["data"]["decision"]) == (state, order)
    assert (found["outcome"], found["state"], found["final_on"]) == ("ordered", "delivered", "2019-01-18")
    clocks = (await done(people.clerk.get(f"/v1/decisions/{order}/clocks")))["clocks"]
    assert [(one["code"], one["last_day"]) for one in clocks if one["id"] == party and one["code"] == "complaint"] == [
        ("complaint", "2019-01-17")
    ]


@pytest.mark.asyncio
async def test_a_complaint_is_passed_on_in_seven_days_and_an_order_that_sko_quashes_lets_the_application_go_on(
    people: Staff, database: Database, today: Turn
) -> None:
    made, anna = await asked(people, PERMANENT, CHILD)
    order = await ordered(
        people, an_order(anna, "refuse_start", "kpa_61a_1_other", application=made.id, benefits=[PERMANENT])
    )
    party = await delivered(people, order, "2019-01-10")
    partly = (await made.shown())["state"]
    today(date(2019, 1, 17))
    body = {"party": party, "way": "in_person", "received_on": "2019-01-17"}
    appeal = (await done(people.clerk.post(f"/v1/decisions/{order}/appeals", body)))["id"]
    registered = (await people.auditor.get(f"/v1/appeals/{appeal}")).json()
    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 4}, if_match=1))
    today(date(2019, 2, 20))
    result = {
        "outcome": "quashed_and_discontinued",
        "sign": "SKO.1",
        "decided_on": "2019-02-14",
        "delivered_on": "2019-02-18",
    }
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", result, if_match=2))
    await done(people.head.post(f"/v1/appeals/{appeal}/carry-out", {}, if_match=3))

    again = await made.shown()
    told = await events(database, APPLICATION_REOPENED)
    assert (partly, registered["in_time"], registered["forward_by"]) == ("registered", True, "2019-01-24")
    assert [(one["benefit"], one["outcome"]) for one in again["matters"]] == [(CHILD, None), (PERMANENT, None)]
    assert [(one["data"]["benefit"], one["data"].get("outcome")) for one in told] == [(PERMANENT, None)]
    assert told[0]["data"]["decision"] == order
    # It is decided after all, in the same case.
    decision = await a_decision(people, recorded(anna, justified=True))
    made.version = again["version"]
    await made.done("decisions", decision=decision)


@pytest.mark.asyncio
async def test_the_organ_itself_takes_back_an_order_that_was_rightly_complained_of(people: Staff, today: Turn) -> None:
    made, anna = await asked(people)
    order = await ordered(people, an_order(anna, "refuse_start", "kpa_61a_1_other", application=made.id))
    party = await delivered(people, order, "2019-01-10")
    body = {"party": party, "way": "in_person", "received_on": "2019-01-10"}
    appeal = (await done(people.clerk.post(f"/v1/decisions/{order}/appeals", body)))["id"]
    back = await ordered(people, an_order(anna, "repeal_order", "kpa_132_144", refers_to=order))

    await done(people.head.post(f"/v1/appeals/{appeal}/self-review", {"mode": "changed", "decision": back}, if_match=1))

    assert (await shown(people.auditor, order))["state"] == "removed"
    assert (await made.shown())["state"] == "reopened"


@pytest.mark.asyncio
async def test_a_suspension_stops_the_clock_from_its_issue_until_the_order_that_resumes(
    people: Staff, today: Turn
) -> None:
    made, anna = await asked(people)
    early = await refused(
        people.clerk.post("/v1/decisions", an_order(anna, "resume_proceedings", "kpa_97_2", application=made.id))
    )
    held = await ordered(people, an_order(anna, "suspend_proceedings", "kpa_97_1_4", application=made.id))
    twice = await refused(
        people.clerk.post("/v1/decisions", an_order(anna, "suspend_proceedings", "kpa_98_1", application=made.id))
    )
    by_hand = await refused(
        people.clerk.post(f"/v1/applications/{made.id}/clocks/pauses/1/end", {"last_day": "2019-01-10"}, if_match=0)
    )
    stands = (await clock(people, made))["clocks"][0]["last_day"]
    today(date(2019, 1, 21))

    resumed = await ordered(
        people, an_order(anna, "resume_proceedings", "kpa_97_2", application=made.id, on="2019-01-21")
    )

    found = await clock(people, made)
    (pause,) = found["pauses"]
    office = next(one for one in found["clocks"] if one["code"] == "explanation")
    steps = [one["step"] for one in (await made.shown())["steps"]]
    assert (early, twice) == ((409, "transition_not_allowed"), (409, "transition_not_allowed"))
    assert by_hand == (409, "pause_ordered")
    assert stands is None
    assert (pause["ground"], pause["first_day"], pause["last_day"]) == ("suspension", "2019-01-10", "2019-01-20")
    assert (office["days_not_counted"], office["last_day"]) == (11, "2019-02-19")
    assert [one for one in steps if one in ("suspend", "resume")] == ["suspend", "resume"]
    assert (await shown(people.auditor, held))["finality"]["state"] == "not_delivered"
    assert (await shown(people.auditor, resumed))["act"]["application"] == made.id


@pytest.mark.asyncio
async def test_a_suspension_that_falls_lets_the_clock_run_again(people: Staff, today: Turn) -> None:
    made, anna = await asked(people)
    order = await ordered(people, an_order(anna, "suspend_proceedings", "kpa_97_1_4", application=made.id))
    party = await delivered(people, order, "2019-01-10")
    body = {"party": party, "way": "in_person", "received_on": "2019-01-10"}
    appeal = (await done(people.clerk.post(f"/v1/decisions/{order}/appeals", body)))["id"]
    await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 4}, if_match=1))
    today(date(2019, 1, 31))
    result = {"outcome": "sent_back", "sign": "SKO.1", "decided_on": "2019-01-25", "delivered_on": "2019-01-30"}
    await done(people.clerk.post(f"/v1/appeals/{appeal}/result", result, if_match=2))
    await done(people.head.post(f"/v1/appeals/{appeal}/carry-out", {}, if_match=3))

    (pause,) = (await clock(people, made))["pauses"]
    assert (pause["first_day"], pause["last_day"]) == ("2019-01-10", "2019-01-30")


@pytest.mark.asyncio
async def test_a_restored_term_makes_a_late_answer_count_and_its_refusal_may_be_complained_of(
    people: Staff, today: Turn
) -> None:
    made, anna = await asked(people)
    await made.done("calls", defects=[OTHER])
    await made.done("calls/1/deliver", on="2019-01-10")
    today(date(2019, 2, 20))
    await made.done("calls/1/supply", received_on="2019-02-20")
    late = await made.shown()

    words = "usunięcia braków podania."
    await ordered(
        people,
        an_order(anna, "restore_term", "kpa_58_1", application=made.id, words=words, on="2019-02-20"),
    )
    refusal = await ordered(
        people,
        an_order(anna, "refuse_restore_term", "kpa_58_1", application=made.id, words=words, on="2019-02-20"),
    )
    await delivered(people, refusal, "2019-02-20")

    assert (late["state"], late["calls"][0]["result"]) == ("called", "late")
    now = await made.shown()
    assert (now["state"], now["calls"][0]["result"]) == ("completed", "in_time")
    assert (await shown(people.auditor, refusal))["final_on"] == "2019-02-28"


@pytest.mark.asyncio
async def test_an_order_names_an_application_of_its_own_matter_and_only_what_its_kind_speaks_of(people: Staff) -> None:
    made, anna = await asked(people)
    ewa = await a_person(people.clerk, serial=2)

    async def tried(body: dict[str, Any]) -> tuple[int, str]:
        return await refused(people.clerk.post("/v1/decisions", body))

    assert [
        await tried(an_order(ewa, "refuse_start", "kpa_61a_1_other", application=made.id)),
        await tried(an_order(anna, "refuse_start", "kpa_61a_1_other", application=anna)),
        await tried(an_order(anna, "refuse_start", "kpa_61a_1_other", application=made.id, benefit=CHILD)),
        await tried(an_order(anna, "refuse_start", "kpa_61a_1_other")),
        await tried(an_order(anna, "suspend_proceedings", "kpa_98_1", application=made.id, benefits=[PERMANENT])),
        await tried(an_order(anna, "refuse_certificate", "kpa_219")),
        await tried(an_order(anna, "refuse_start", "kpa_219", application=made.id)),
    ] == [
        (409, "decision_of_another"),
        (409, "decision_of_another"),
        (409, "decision_of_another"),
        (422, "act_incomplete"),
        (422, "act_incomplete"),
        (422, "act_incomplete"),
        (422, "ground_not_allowed"),
    ]
    assert (await made.shown())["decisions"] == []
