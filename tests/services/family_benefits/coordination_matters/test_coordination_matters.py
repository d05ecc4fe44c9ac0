"""A matter at the voivode over HTTP: asked, answered, repealed, told of what was paid; passed on, come back; refused; hidden."""

from collections.abc import Callable
from datetime import date

import pytest
from fastapi import FastAPI

from casework.authority.matrix import OPERATIONS
from kit.auth import ROLES
from kit.db import Database
from kit.testing.clients import Office
from tests.casework.applications.a_letter import a_body
from tests.casework.authority.test_sight import restricted
from tests.casework.decisions.later import carried, later
from tests.casework.log import audited
from tests.casework.payments.a_list import a_settled
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision
from tests.casework.tasks.the_list import kinds, only
from tests.services.family_benefits.coordination_matters.a_matter import (
    FAMILY,
    GRANT_AT_BIRTH,
    IN_GERMANY,
    MATTERS,
    NURSING,
    a_granted,
    a_matter,
    an_application_passed_on,
    code,
    ok,
    shown,
)

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
OF_IT = ("coordination_finding", "coordination_return", "coordination_repeal", "coordination_undue")


async def waits(people: Staff) -> set[str]:
    return set(await kinds(people.clerk)) & set(OF_IT)


@pytest.mark.asyncio
async def test_a_decision_is_repealed_for_the_time_that_the_voivode_finds_and_he_is_told_what_was_paid(
    people: Staff, today: Turn
) -> None:
    today(date(2018, 11, 15))
    body, decision, award = await a_granted(people)
    today(date(2019, 1, 10))
    for month in ("2018-11", "2018-12"):
        await a_settled(people, month)
    address = await a_matter(people, decision=decision)
    asked = await only(people.clerk, "coordination_finding")
    wrote = {"dated": "2019-01-10", "answer_by": "2019-04-30"}
    await ok(people.clerk.post(f"{address}/opinion", wrote, if_match=1))
    still = await shown(people.auditor, address)

    today(date(2019, 4, 1))
    found = {"answer": "applies", "dated": "2019-03-29", "since": "2018-12-05"}
    await ok(people.clerk.post(f"{address}/answer", found, if_match=2))

    told = await shown(people.auditor, address)
    (right,) = told["rights"]
    repeal, undue = await only(people.clerk, "coordination_repeal"), await only(people.clerk, "coordination_undue")
    assert (asked["due_on"], asked["whose"]) == ("2019-03-11", "higher_organ")
    assert (still["state"], still["answer_by"], still["rights"]) == ("waiting", "2019-04-30", [])
    assert (told["state"], told["organ"], told["benefits"], told["countries"]) == (
        "applies", "wojewoda", [NURSING], ["DE"],
    )  # fmt: skip
    assert [one["kind"] for one in told["findings"]] == ["opinion", "applies"]
    assert (right["award"], right["to_repeal"], right["paid"], told["paid"]) == (award, True, "184.42", "184.42")
    assert [(one["month"], one["due"], one["paid"]) for one in right["months"]][:2] == [
        ("2018-12", "184.42", "184.42"), ("2019-01", "184.42", "0.00"),
    ]  # fmt: skip
    assert (repeal["decision"], repeal["count"], undue["count"]) == (decision, 1, 1)

    act = await a_decision(people, later(body, decision, "repeal", "usr_32_1_coordination", effective_from="2018-12"))
    await carried(people, act)
    after_the_repeal = await waits(people)
    await ok(people.clerk.post(f"{address}/tell-undue", {}, if_match=3))

    repealed = await shown(people.clerk, address)
    assert after_the_repeal == {"coordination_undue"}
    assert await waits(people) == set()
    assert [(one["month"], one["due"], one["paid"]) for one in repealed["rights"][0]["months"]] == [
        ("2018-12", None, "184.42")
    ]
    assert (repealed["undue_told_on"], repealed["rights"][0]["to_repeal"]) == ("2019-04-01", False)

    again = {"answer": "applies", "dated": "2019-04-01", "since": "2018-11-02", "until": "2018-12-31"}
    await ok(people.clerk.post(f"{address}/answer", again, if_match=4))
    anew = await shown(people.clerk, address)
    assert (anew["undue_told_on"], anew["paid"]) == (None, "368.84")
    assert await waits(people) == {"coordination_repeal", "coordination_undue"}


@pytest.mark.asyncio
async def test_an_application_that_comes_back_is_registered_from_the_voivode_and_linked(
    people: Staff, today: Turn
) -> None:
    person, application = await an_application_passed_on(people, FAMILY, GRANT_AT_BIRTH)
    address = await a_matter(people, application=application, answer_by="2019-02-15")
    registered = await shown(people.clerk, address)
    today(date(2019, 2, 20))
    (late,) = (await ok(people.clerk.get(MATTERS, state="waiting", due_to="2019-02-15")))["items"]
    await ok(people.clerk.post(f"{address}/answer", {"answer": "does_not_apply", "dated": "2019-02-18"}, if_match=1))
    to_register = await waits(people)

    passed_on = {"office": "Wojewoda Łódzki", "received_on": "2019-01-08"}
    came = a_body(person, FAMILY, received_on="2019-02-20")
    strange = await ok(people.clerk.post("/v1/applications", came))
    back = await ok(people.clerk.post("/v1/applications", {**came, "passed_on": passed_on}))
    unfit = await code(people.clerk.post(f"{address}/returned", {"application": strange["id"]}, if_match=2))
    await ok(people.clerk.post(f"{address}/returned", {"application": back["id"]}, if_match=2))

    told = await shown(people.clerk, address)
    steps = (await ok(people.clerk.get(f"/v1/applications/{application}")))["steps"]
    again = (await ok(people.clerk.get(f"/v1/applications/{back['id']}")))["counted_on"]
    # The grant at birth stands outside coordination.
    assert (registered["benefits"], registered["forwarded_on"]) == ([FAMILY], "2019-01-09")
    assert (late["overdue"], to_register, unfit) == (True, {"coordination_return"}, (409, "returned_unfit"))
    assert (told["state"], told["returned_as"], await waits(people)) == ("does_not_apply", back["id"], set())
    assert (steps[-1]["step"], steps[-1]["detail"]) == ("note_coordination", {"finding": "does_not_apply"})
    assert again == "2019-01-08"


@pytest.mark.asyncio
async def test_what_the_voivode_decides_for_a_part_of_the_time_comes_back_for_the_rest(people: Staff) -> None:
    _, application = await an_application_passed_on(people)
    address = await a_matter(people, application=application)
    found = {"answer": "applies", "dated": "2019-01-10", "since": "2019-01-08", "until": "2019-03-31"}

    await ok(people.clerk.post(f"{address}/answer", found, if_match=1))
    whole = await waits(people)
    await ok(people.clerk.post(f"{address}/answer", {**found, "rest_returned": True}, if_match=2))

    assert (whole, await waits(people)) == (set(), {"coordination_return"})
    assert await code(people.clerk.post(f"{address}/tell-undue", {}, if_match=3)) == (409, "nothing_paid_then")


@pytest.mark.asyncio
async def test_what_is_not_for_the_voivode_is_refused_by_name(people: Staff, today: Turn) -> None:
    person = await a_person(people.clerk)
    kept = await ok(people.clerk.post("/v1/applications", a_body(person, FAMILY)))
    _, application = await an_application_passed_on_of(people, 2, FAMILY, GRANT_AT_BIRTH)
    body = {"application": application, "stays": [IN_GERMANY]}

    async def refused(**other: object) -> tuple[int, str]:
        return await code(people.clerk.post(MATTERS, {**body, **other}))

    assert await refused(application=kept["id"]) == (409, "not_for_coordination")
    assert await refused(benefits=[GRANT_AT_BIRTH]) == (422, "validation_failed")
    assert await refused(stays=[{"who": "applicant", "country": "UA"}]) == (422, "validation_failed")
    assert await refused(stays=[{**IN_GERMANY, "person": kept["id"]}]) == (422, "validation_failed")
    assert await refused(decision=kept["id"]) == (422, "validation_failed")
    assert await refused(answer_by="2019-01-08") == (422, "validation_failed")
    # A state that has left is taken: an agreement may keep the person in coordination.
    address = await a_matter(people, application=application, stays=[{"who": "applicant", "country": "GB"}])
    assert await refused() == (409, "coordination_waits")

    early = {"answer": "does_not_apply", "dated": "2019-01-08"}
    assert await code(people.clerk.post(f"{address}/answer", early, if_match=1)) == (422, "day_out_of_order")
    assert await code(people.clerk.post(f"{address}/tell-undue", {}, if_match=1)) == (409, "transition_not_allowed")
    assert await code(people.clerk.post(f"{address}/withdraw", {}, if_match=7)) == (412, "version_mismatch")
    await ok(people.clerk.post(f"{address}/withdraw", {}, if_match=1))
    await a_matter(people, application=application)


async def an_application_passed_on_of(people: Staff, serial: int, *benefits: str) -> tuple[str, str]:
    person = await a_person(people.clerk, serial=serial)
    made = await ok(people.clerk.post("/v1/applications", a_body(person, *benefits)))
    told = {"to": "Wojewoda Łódzki", "on": "2019-01-09"}
    await ok(people.clerk.post(f"/v1/applications/{made['id']}/forward", told, if_match=1))
    return person, str(made["id"])


@pytest.mark.asyncio
async def test_matters_are_listed_in_order_filtered_saved_and_their_reading_is_audited(
    people: Staff, database: Database
) -> None:
    first_person, first = await an_application_passed_on(people)
    _, second = await an_application_passed_on_of(people, 2, FAMILY)
    addresses = [
        await a_matter(people, application=first, answer_by="2019-03-01"),
        await a_matter(people, application=second, answer_by="2019-02-01"),
    ]
    ids = [address.rpartition("/")[2] for address in addresses]

    async def listed(**query: object) -> list[str]:
        return [one["id"] for one in (await ok(people.auditor.get(MATTERS, **query)))["items"]]

    assert await listed() == ids[::-1]
    assert await listed(sort="-answer_by") == ids
    assert await listed(person=first_person) == ids[:1]
    assert await listed(application=second, benefit=FAMILY, state="waiting", way="application") == ids[1:]
    assert await listed(benefit=NURSING) == []
    page = await ok(people.auditor.get(MATTERS, limit=1))
    assert await listed(limit=1, cursor=page["next_cursor"]) == ids[:1]
    assert (await people.auditor.get(MATTERS, format="csv")).text.count("\r\n") == 3
    await shown(people.auditor, addresses[0])
    seen = [(who, action, about) for who, action, about in await audited(database) if who == "ula"]
    assert ("ula", "exported", None) in seen
    assert seen[-1] == ("ula", "read", ids[0])


@pytest.mark.asyncio
async def test_a_matter_of_a_hidden_person_is_not_there_and_each_role_may_what_the_matrix_says(
    people: Staff, office: Office, service: FastAPI
) -> None:
    person, application = await an_application_passed_on(people)
    address = await a_matter(people, application=application, stays=[{**IN_GERMANY, "person": person}])
    ola = office.caller("ola", "caseworker")
    before = await shown(ola, address)
    await restricted(people, "person", person, readers=["jan"])

    assert before["stays"][0]["person"] == person
    assert await code(ola.get(address)) == (404, "coordination_matter_not_found")
    assert await code(ola.post(f"{address}/withdraw", {}, if_match=1)) == (404, "coordination_matter_not_found")
    assert (await ok(ola.get(MATTERS)))["items"] == []
    assert set(await kinds(ola)) & set(OF_IT) == set()
    assert await code(ola.post(MATTERS, {"application": application, "stays": [IN_GERMANY]})) == (
        422, "validation_failed",
    )  # fmt: skip
    for path, item in service.openapi()["paths"].items():
        for method, operation in item.items():
            if "coordination" not in operation["operationId"]:
                continue
            for role in sorted(ROLES):
                who = office.caller(f"{role}-x", role)
                there = path.replace("{matter}", person)
                answer = await who.send(method.upper(), there, key=f"{role}-{path}", if_match=1)
                refused = answer.status_code == 403 and answer.json()["code"] == "forbidden"
                assert refused is (role not in OPERATIONS[operation["operationId"]]), (path, role, answer.text)
