"""Calls of citizens of Ukraine to appear in person over HTTP: three working days, left unexamined, held and going on; refused; hidden."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI

from casework.authority.matrix import OPERATIONS
from kit.auth import ROLES
from kit.testing.clients import Office
from tests.casework.applications.a_letter import a_body
from tests.casework.authority.test_sight import restricted
from tests.casework.decisions.later import carried, later
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision
from tests.casework.tasks.the_list import kinds, only
from tests.services.family_benefits.coordination_matters.a_matter import code, ok

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
CALLS = "/v1/appearance-calls"
ALLOWANCE, NURSING, ORDINARY = "ukraina_zasilek_rodzinny", "ukraina_zasilek_pielegnacyjny", "zasilek_rodzinny"
OF_IT = frozenset({
    "appearance_awaited", "appearance_undelivered", "appearance_missed", "appearance_hold", "appearance_resume",
})  # fmt: skip


async def an_application(people: Staff, *benefits: str) -> tuple[str, str]:
    """The person and the application, of 10 November."""
    person = await a_person(people.clerk)
    body = a_body(person, *(benefits or (ALLOWANCE,)), received_on="2025-11-10")
    return person, str((await ok(people.clerk.post("/v1/applications", body)))["id"])


async def called(people: Staff, **of: str) -> str:
    """Its address."""
    return f"{CALLS}/{(await ok(people.clerk.post(CALLS, of)))['id']}"


async def waits(people: Staff) -> set[str]:
    return set(await kinds(people.clerk)) & OF_IT


@pytest.mark.asyncio
async def test_who_does_not_appear_in_three_working_days_has_the_application_left_unexamined(
    people: Staff, today: Turn
) -> None:
    _, application = await an_application(people)
    address = await called(people, application=application)
    undelivered = await waits(people)
    await ok(people.clerk.post(f"{address}/delivery", {"on": "2025-11-12"}, if_match=1))
    awaited = await only(people.clerk, "appearance_awaited")
    today(date(2025, 11, 17))
    early = await code(people.clerk.post(f"{address}/leave-unexamined", {}, if_match=2))
    today(date(2025, 11, 18))
    missed = await waits(people)

    left = await ok(people.clerk.post(f"{address}/leave-unexamined", {}, if_match=2))

    # Thursday, Friday, Monday.
    assert (undelivered, awaited["due_on"]) == ({"appearance_undelivered"}, "2025-11-17")
    assert (early, missed, left["state"]) == ((409, "appearance_term_runs"), {"appearance_missed"}, "missed")
    shown = await ok(people.auditor.get(f"/v1/applications/{application}"))
    assert shown["state"] == "left_unexamined"
    assert await waits(people) == set()
    assert "letter_missing" in await kinds(people.clerk)


@pytest.mark.asyncio
async def test_only_what_the_act_for_citizens_of_ukraine_gives_is_left_unexamined(people: Staff, today: Turn) -> None:
    _, application = await an_application(people, ALLOWANCE, ORDINARY)
    address = await called(people, application=application)
    await ok(people.clerk.post(f"{address}/delivery", {"on": "2025-11-12"}, if_match=1))
    today(date(2025, 11, 18))

    await ok(people.clerk.post(f"{address}/leave-unexamined", {}, if_match=2))

    assert (await ok(people.auditor.get(f"/v1/applications/{application}")))["state"] != "left_unexamined"
    assert await waits(people) == set()


@pytest.mark.parametrize(("on", "state"), [("2025-11-17", "appeared"), ("2025-11-18", "late")])
@pytest.mark.asyncio
async def test_the_last_working_day_is_in_time_and_the_next_one_late(
    people: Staff, today: Turn, on: str, state: str
) -> None:
    _, application = await an_application(people)
    address = await called(people, application=application)
    await ok(people.clerk.post(f"{address}/delivery", {"on": "2025-11-12"}, if_match=1))
    today(date(2025, 11, 19))

    noted = await ok(people.clerk.post(f"{address}/appearance", {"on": on}, if_match=2))
    after = await code(people.clerk.post(f"{address}/leave-unexamined", {}, if_match=3))

    assert (noted["state"], after) == (state, (409, "transition_not_allowed"))
    shown = await ok(people.auditor.get(address))
    assert (shown["last_day"], shown["appeared_on"], shown["allowed"]) == ("2025-11-17", on, [])


async def a_right(people: Staff) -> tuple[dict[str, Any], str, str]:
    """The nursing allowance of a citizen of Ukraine, granted and delivered today: the body, the decision, the award."""
    person = await a_person(people.clerk, born=date(1970, 5, 5))
    body: dict[str, Any] = {
        "benefit": NURSING, "on": "2025-11-12", "entitled": person, "recipient": person, "justified": False,
        "persons": {"osoba_1": person},
        "facts": {
            "application": {"received_on": "2025-11-10"},
            "person": {"born_on": "1970-05-05", "disability": {"degree": "znaczny"}},
            "ukraine": {"registered_on": "2022-04-10"},
        },
    }  # fmt: skip
    decision = await a_decision(people, body)
    await carried(people, decision)
    address = f"/v1/decisions/{decision}"
    await ok(people.clerk.post(f"{address}/deliver", {"on": "2025-11-12"}, if_match=3))
    (award,) = (await ok(people.auditor.get(address)))["awards"]
    return body, decision, award


@pytest.mark.asyncio
async def test_payments_of_who_did_not_appear_are_held_and_go_on_when_she_comes_late(
    people: Staff, today: Turn
) -> None:
    body, decision, award = await a_right(people)
    address = await called(people, award=award)
    await ok(people.clerk.post(f"{address}/delivery", {"on": "2025-11-12"}, if_match=1))
    today(date(2025, 11, 18))
    missed = await waits(people)
    act = await a_decision(people, later(body, decision, "suspend", "ukraina_26_3e", effective_from="2025-12"))
    await carried(people, act)
    held = await waits(people)
    today(date(2025, 12, 3))

    await ok(people.clerk.post(f"{address}/appearance", {}, if_match=2))

    assert (missed, held) == ({"appearance_hold"}, set())
    assert await waits(people) == {"appearance_resume"}


async def abroad(people: Staff, person: str, since: str, until: str | None = None) -> None:
    fact = {"kind": "circumstance", "code": "outside_poland", "person": person, "valid_from": since, "valid_to": until}
    body = {"evidence": {"source": "declaration"}, "facts": [fact]}
    await ok(people.clerk.post("/v1/evidence", body))


async def departures(people: Staff) -> set[str]:
    return {kind for kind in await kinds(people.clerk) if kind.startswith("departure_")}


@pytest.mark.asyncio
async def test_payments_are_held_while_she_is_abroad_and_go_on_after_her_return(people: Staff, today: Turn) -> None:
    body, decision, _ = await a_right(people)
    today(date(2025, 11, 20))
    before = await departures(people)
    await abroad(people, body["recipient"], "2025-11-20", "2025-12-05")
    gone = await departures(people)
    act = await a_decision(people, later(body, decision, "suspend", "ukraina_26_3g", effective_from="2025-12"))
    await carried(people, act)
    held = await departures(people)
    today(date(2025, 12, 5))
    last = await departures(people)
    today(date(2025, 12, 6))

    assert (before, gone, held, last) == (set(), {"departure_hold"}, set(), set())
    assert await departures(people) == {"departure_resume"}


@pytest.mark.asyncio
async def test_payments_held_for_another_reason_do_not_go_on_for_a_return(people: Staff, today: Turn) -> None:
    body, decision, _ = await a_right(people)
    await abroad(people, body["recipient"], "2025-11-12", "2025-11-14")
    act = await a_decision(people, later(body, decision, "suspend", "ukraina_26_3e", effective_from="2025-12"))
    await carried(people, act)
    today(date(2025, 11, 17))

    assert await departures(people) == set()


@pytest.mark.asyncio
async def test_a_call_that_makes_no_sense_is_refused(people: Staff) -> None:
    person, application = await an_application(people)
    body = a_body(await a_person(people.clerk, serial=2), ORDINARY, received_on="2025-11-10")
    ordinary = (await ok(people.clerk.post("/v1/applications", body)))["id"]
    address = await called(people, application=application)

    refused = [
        await code(people.clerk.post(CALLS, one))
        for one in (
            {"application": application},
            {"application": ordinary},
            {"application": person},
            {"award": person},
            {},
            {"application": application, "award": person},
        )
    ]
    await ok(people.clerk.post(f"{address}/withdraw", {}, if_match=1))

    assert refused == [
        (409, "appearance_waits"), (409, "not_called_to_appear"), (422, "validation_failed"), (422, "validation_failed"),
        (422, "validation_failed"), (422, "validation_failed"),
    ]  # fmt: skip
    assert await called(people, application=application) != address


@pytest.mark.asyncio
async def test_the_calls_are_filtered_turned_and_saved(people: Staff) -> None:
    person, application = await an_application(people)
    first = await called(people, application=application, on="2025-11-11")
    _, _, award = await a_right(people)
    second = await called(people, award=award)
    await ok(people.clerk.post(f"{second}/delivery", {"on": "2025-11-12"}, if_match=1))

    async def found(**query: object) -> list[str]:
        return [f"{CALLS}/{one['id']}" for one in (await ok(people.auditor.get(CALLS, **query)))["items"]]

    assert (await found(), await found(sort="called_on")) == ([second, first], [first, second])
    assert (await found(state="called"), await found(person=person)) == ([first], [first])
    assert (await found(award=award), await found(due_to="2025-11-17")) == ([second], [second])
    assert await found(due_to="2025-11-14") == []
    saved = await people.auditor.get(CALLS, format="csv", state="called")
    assert saved.text.splitlines()[0].startswith("id,state,person,unit,application,award,called_on,")


@pytest.mark.asyncio
async def test_a_call_of_a_hidden_person_is_not_there_and_each_role_may_what_the_matrix_says(
    people: Staff, office: Office, service: FastAPI
) -> None:
    person, application = await an_application(people)
    address = await called(people, application=application)
    ola = office.caller("ola", "caseworker")
    before = await ok(ola.get(address))
    await restricted(people, "person", person, readers=["jan"])

    assert before["person"] == person
    assert await code(ola.get(address)) == (404, "appearance_not_found")
    assert await code(ola.post(f"{address}/withdraw", {}, if_match=1)) == (404, "appearance_not_found")
    assert (await ok(ola.get(CALLS)))["items"] == []
    assert set(await kinds(ola)) & OF_IT == set()
    for path, item in service.openapi()["paths"].items():
        for method, operation in item.items():
            if not operation["operationId"].startswith("appearance_"):
                continue
            for role in sorted(ROLES):
                who = office.caller(f"{role}-x", role)
                there = path.replace("{appearance}", person)
                answer = await who.send(method.upper(), there, key=f"{role}-{path}", if_match=1)
                refused = answer.status_code == 403 and answer.json()["code"] == "forbidden"
                assert refused is (role not in OPERATIONS[operation["operationId"]]), (path, role, answer.text)
