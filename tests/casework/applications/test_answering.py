"""Decisions that answer an application: linked to it, issued, seen, and about the same people."""

import pytest

from casework.facts.cases import APPLICATION_CLOSED
from kit.db import Database
from tests.casework.applications.a_letter import CHILD, PERMANENT, an_application
from tests.casework.log import events
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_a_decision_that_is_linked_and_issued_ends_what_it_answers(people: Staff, database: Database) -> None:
    person = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, CHILD, applicant=person)
    decision = await a_decision(people, recorded(person))
    await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)

    answer = await made.done("decisions", decision=decision)
    twice = await made.tried("decisions", decision=decision)

    shown = await made.shown()
    assert (answer["state"], shown["decisions"]) == ("registered", [decision])
    assert {one["benefit"]: one["outcome"] for one in shown["matters"]} == {CHILD: None, PERMANENT: "granted"}
    assert (twice.status_code, twice.json()["code"]) == (409, "decision_of_another")
    (closed,) = await events(database, APPLICATION_CLOSED)
    assert (closed["data"]["decision"], closed["data"]["outcome"]) == (decision, "granted")
    grants = (await people.clerk.get(f"/v1/decisions/{decision}")).json()["grants"]
    told = closed["data"]["period_from"], closed["data"]["period_to"]
    assert told == (grants[0]["first_month"], grants[0]["last_month"])


@pytest.mark.asyncio
async def test_a_draft_that_is_linked_ends_the_application_when_it_is_issued(people: Staff, database: Database) -> None:
    person = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=person)
    decision = await a_decision(people, recorded(person))

    linked = await made.done("decisions", decision=decision)
    before = await events(database, APPLICATION_CLOSED)
    await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)

    shown = await made.shown()
    assert (linked["state"], before, shown["state"], shown["closed_on"]) == ("registered", [], "decided", "2019-01-10")
    assert [one["step"] for one in shown["steps"]] == ["register", "link_decision", "decide"]
    (closed,) = await events(database, APPLICATION_CLOSED)
    assert (closed["data"]["decision"], closed["data"]["outcome"]) == (decision, "granted")


@pytest.mark.asyncio
async def test_a_decision_of_another_benefit_answers_nothing(people: Staff) -> None:
    made = await an_application(people, CHILD)
    decision = await a_decision(people, recorded((await made.shown())["applicant"]))

    answer = await made.tried("decisions", decision=decision)

    assert (answer.status_code, answer.json()["code"]) == (409, "decision_of_another")


@pytest.mark.asyncio
async def test_a_decision_of_another_family_on_the_same_benefit_answers_nothing(
    people: Staff, database: Database
) -> None:
    made = await an_application(people, PERMANENT)
    decision = await a_decision(people, recorded(await a_person(people.clerk, serial=2)))
    await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{decision}/issue", {}, if_match=2)

    answer = await made.tried("decisions", decision=decision)

    assert (answer.status_code, answer.json()["code"]) == (409, "decision_of_another")
    assert ((await made.shown())["state"], await events(database, APPLICATION_CLOSED)) == ("registered", [])


@pytest.mark.asyncio
async def test_a_decision_for_a_member_of_the_applicants_family_answers_the_application(people: Staff) -> None:
    mother, child = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    household = await a_household(people.clerk, mother, child)
    made = await an_application(people, PERMANENT, applicant=mother, household=household)
    decision = await a_decision(people, recorded(child))

    assert (await made.done("decisions", decision=decision))["state"] == "registered"


@pytest.mark.asyncio
async def test_a_decision_that_the_clerk_does_not_see_answers_nothing(people: Staff) -> None:
    person = await a_person(people.clerk)
    made = await an_application(people, PERMANENT, applicant=person)
    decision = await a_decision(people, recorded(person))
    hidden = {"matter_kind": "decision", "matter": decision, "reason": "custody"}
    assert (await people.head.post("/v1/restrictions", hidden)).status_code == 201

    answer = await made.tried("decisions", decision=decision)

    assert (answer.status_code, answer.json()["code"]) == (409, "decision_of_another")
