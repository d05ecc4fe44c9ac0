"""Decisions over HTTP on a real database: every moment with its day and person, in order, by two people."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.facts.cases import DECISION_FINAL
from casework.facts.money import AWARD_GRANTED
from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.log import audited, events
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded, staff

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


@pytest.mark.asyncio
async def test_a_decision_goes_from_draft_to_final_with_days_and_people(people: Staff, today: Turn) -> None:
    anna = await a_person(people.clerk)
    decision = await a_decision(people, recorded(anna))
    address = f"/v1/decisions/{decision}"
    today(date(2019, 1, 31))

    steps = [
        await people.head.post(f"{address}/approve", {"on": "2019-01-11"}, if_match=1),
        await people.clerk.post(f"{address}/issue", {"on": "2019-01-14"}, if_match=2),
        await people.clerk.post(f"{address}/deliver", {"on": "2019-01-16"}, if_match=3),
    ]

    assert [(step.json()["state"], step.headers["ETag"]) for step in steps] == [
        ("approved", '"2"'),
        ("issued", '"3"'),
        ("final", '"4"'),
    ]
    shown = (await people.auditor.get(address)).json()
    moments = ["prepared_by", "prepared_on", "approved_by", "approved_on", "issued_by", "issued_on"]
    assert [shown[name] for name in [*moments, "delivered_on", "final_on"]] == [
        "jan", "2019-01-10", "ewa", "2019-01-11", "jan", "2019-01-14", "2019-01-16", "2019-01-31",
    ]  # fmt: skip
    assert shown["grants"][0]["amount"] == "645.00"
    assert shown["legal_basis"] == "art. 37 ust. 1 ustawa testowa"


@pytest.mark.asyncio
async def test_a_justified_decision_becomes_final_when_its_term_has_run_out(
    people: Staff, today: Turn, database: Database
) -> None:
    anna = await a_person(people.clerk)
    decision = await a_decision(people, recorded(anna, justified=True))
    address = f"/v1/decisions/{decision}"
    await people.head.post(f"{address}/approve", {}, if_match=1)
    await people.clerk.post(f"{address}/issue", {}, if_match=2)

    delivered = await people.clerk.post(f"{address}/deliver", {"on": "2019-01-10"}, if_match=3)
    today(date(2019, 1, 24))
    too_early = await people.clerk.post("/v1/decisions/finalise")
    today(date(2019, 1, 25))
    in_time = await people.clerk.post("/v1/decisions/finalise")
    again = await people.clerk.post("/v1/decisions/finalise")

    assert delivered.json()["state"] == "delivered"
    assert [answer.json()["finalised"] for answer in (too_early, in_time, again)] == [0, 1, 0]
    (final,) = await events(database, DECISION_FINAL)
    assert (final["subject"], final["data"]["on"]) == (decision, "2019-01-25")


@pytest.mark.asyncio
async def test_who_prepared_may_not_approve(office: Office, today: Turn) -> None:
    both = office.caller("jan", "caseworker", "head")
    decision = await both.post("/v1/decisions", recorded(await a_person(both)))

    answer = await both.post(f"/v1/decisions/{decision.json()['id']}/approve", {}, if_match=1)

    assert (answer.status_code, answer.json()["code"]) == (409, "same_official")


@pytest.mark.asyncio
async def test_a_caseworker_does_not_approve_and_a_head_does_not_prepare(people: Staff) -> None:
    anna = await a_person(people.clerk)
    decision = await a_decision(people, recorded(anna))

    answers = [
        await people.clerk.post(f"/v1/decisions/{decision}/approve", {}, if_match=1),
        await people.head.post("/v1/decisions", recorded(anna)),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.asyncio
async def test_steps_out_of_order_are_refused(people: Staff) -> None:
    anna = await a_person(people.clerk)
    address = f"/v1/decisions/{await a_decision(people, recorded(anna))}"

    answers = [
        await people.clerk.post(f"{address}/issue", {}, if_match=1),
        await people.clerk.post(f"{address}/deliver", {"on": "2019-01-10"}, if_match=1),
        await people.head.post(f"{address}/approve", {"on": "2019-01-09"}, if_match=1),
        await people.head.post(f"{address}/approve", {"on": "2019-01-11"}, if_match=1),
        await people.clerk.post(f"{address}/withdraw", if_match=1),
        await people.head.post(f"{address}/approve", {}, if_match=2),
    ]

    assert [(answer.status_code, answer.json().get("code")) for answer in answers] == [
        (409, "decision_wrong_step"),
        (409, "decision_wrong_step"),
        (422, "day_out_of_order"),
        (422, "day_out_of_order"),
        (200, None),
        (409, "decision_wrong_step"),
    ]


@pytest.mark.asyncio
async def test_a_decision_says_what_may_be_done_with_it_and_every_refusal_says_the_same(people: Staff) -> None:
    anna = await a_person(people.clerk)
    address = f"/v1/decisions/{await a_decision(people, recorded(anna))}"
    steps = [("issue", people.head), ("approve", people.head), ("approve", people.head), ("issue", people.clerk)]
    told: list[tuple[list[str], list[str]]] = []
    acts: list[list[str]] = []

    for step, who in steps:
        shown = (await people.auditor.get(address)).json()
        answer = await who.post(f"{address}/{step}", {}, if_match=shown["version"])
        acts.append(shown["allowed_acts"])
        if answer.status_code == 409:
            told.append((shown["allowed"], [one["message"] for one in answer.json()["errors"]]))
        else:
            assert step in shown["allowed"]
    issued = (await people.auditor.get(address)).json()

    assert [allowed for allowed, _ in told] == [named for _, named in told]
    assert [("approve" in allowed, "issue" in allowed) for allowed, _ in told] == [(True, False), (False, True)]
    assert acts == [[], [], [], []]
    assert {"deliver", "send", "appeal"} <= set(issued["allowed"])
    assert {"suspend", "undue_payment"} <= set(issued["allowed_acts"])


@pytest.mark.parametrize(("if_match", "status"), [(None, 428), (9, 412)])
@pytest.mark.asyncio
async def test_a_step_needs_the_version_that_was_read(people: Staff, if_match: int | None, status: int) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))

    answer = await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=if_match)

    assert answer.status_code == status


@pytest.mark.asyncio
async def test_a_repeated_issue_makes_its_awards_once(people: Staff, database: Database) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))
    address = f"/v1/decisions/{decision}"
    await people.head.post(f"{address}/approve", {}, if_match=1)
    first = await people.clerk.post(f"{address}/issue", {}, if_match=2, key="wydanie-1")

    again = await people.clerk.post(f"{address}/issue", {}, if_match=2, key="wydanie-1")
    other = await people.clerk.post(f"{address}/issue", {"on": "2019-01-09"}, if_match=2, key="wydanie-1")

    assert (again.status_code, again.json()) == (200, first.json())
    assert other.json()["code"] == "idempotency_key_reused"
    assert len(await events(database, AWARD_GRANTED)) == 1


@pytest.mark.asyncio
async def test_decisions_are_listed_by_benefit_state_and_person(people: Staff) -> None:
    anna = await a_person(people.clerk)
    ewa = await a_person(people.clerk, serial=2)
    first = await a_decision(people, recorded(anna))
    second = await a_decision(people, recorded(ewa))
    await people.clerk.post(f"/v1/decisions/{second}/withdraw", if_match=1)

    async def listed(**query: object) -> list[str]:
        seen, cursor = [], None
        while True:
            page = (await people.clerk.get("/v1/decisions", limit=1, cursor=cursor, **query)).json()
            seen += [one["id"] for one in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                return seen

    assert await listed() == [second, first]
    assert await listed(sort="prepared_on") == [first, second]
    assert await listed(state="withdrawn") == [second]
    assert await listed(person=anna) == [first]
    assert await listed(benefit="zasilek_mieszany") == []


@pytest.mark.asyncio
async def test_reading_a_decision_is_audited(people: Staff, database: Database) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))

    await people.auditor.get(f"/v1/decisions/{decision}")

    assert ("ula", "read", decision) in await audited(database)


@pytest.mark.asyncio
async def test_another_gmina_finds_no_decision(office: Office, people: Staff) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk)))
    others = staff(office, OTHER_GMINA)
    address = f"/v1/decisions/{decision}"

    answers = [
        await others.auditor.get(address),
        await others.head.post(f"{address}/approve", {}, if_match=1),
        await others.clerk.post(f"{address}/issue", {}, if_match=1),
        await others.clerk.post(f"{address}/deliver", {"on": "2019-01-10"}, if_match=1),
        await others.clerk.post(f"{address}/withdraw", if_match=1),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert (await others.auditor.get("/v1/decisions")).json()["items"] == []
