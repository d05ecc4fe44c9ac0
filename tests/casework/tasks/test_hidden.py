"""Nobody's worklist shows what she does not see: cases of other units, and restricted matters unless she is named in them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.testing.clients import Caller, Office
from tests.casework.appeals.a_case import done
from tests.casework.applications.a_letter import an_application
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, a_decision, an_award, issued, recorded
from tests.casework.tasks.the_list import kinds, listed, only

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


async def restricted(people: Staff, kind: str, matter: str, **other: Any) -> None:
    body = {"matter_kind": kind, "matter": matter, "reason": "domestic_violence", **other}
    await done(people.clerk.post("/v1/restrictions", body))


async def everything(who: Caller) -> set[str]:
    return {one["kind"] for one in await listed(who, until="2099-12-31", limit=500)}


@pytest.mark.asyncio
async def test_tasks_of_a_restricted_person_are_seen_by_the_named_and_the_head_only(
    people: Staff, office: Office, today: Turn
) -> None:
    ola = office.caller("ola", "caseworker")
    anna = await a_person(people.clerk)
    made = await an_application(people, applicant=anna)
    await a_decision(people, recorded(anna))
    await issued(people, recorded(anna))
    await done(people.clerk.post("/v1/tasks", {"title": "Wizyta w domu", "application": made.id}))
    before = await everything(ola)
    task = await only(ola, "application_settle")

    await restricted(people, "person", anna)

    assert before >= {"application_settle", "decision_approve", "appeal_term", "award_ending", "own"}
    assert await everything(ola) == set()
    assert await everything(people.clerk) == before
    assert await everything(people.head) == before
    assert await listed(people.auditor, kind="application_settle") == []
    assert (await ola.get(f"/v1/tasks/{task['key']}")).status_code == 404
    assert (await ola.post(f"/v1/tasks/{task['key']}/finish", {"note": "Zrobione."}, if_match=0)).status_code == 404
    assert (await ola.get("/v1/tasks/counts")).json() == []
    assert "Wizyta" not in (await ola.get("/v1/tasks", format="csv")).text


@pytest.mark.asyncio
async def test_a_restricted_household_or_decision_hides_its_tasks(people: Staff, office: Office) -> None:
    ola = office.caller("ola", "caseworker")
    anna, ewa = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    household = await a_household(people.clerk, anna)
    await an_application(people, applicant=anna)
    decision = await a_decision(people, recorded(ewa))

    await restricted(people, "household", household)
    of_the_other = await kinds(ola)
    await restricted(people, "decision", decision)

    assert of_the_other == ["decision_approve"]
    assert await kinds(ola) == []
    assert (await ola.get(f"/v1/decisions/{decision}/clocks")).status_code == 404


@pytest.mark.asyncio
async def test_a_caseworker_of_a_unit_sees_its_tasks_only_and_sets_her_own_there(people: Staff, office: Office) -> None:
    anna = await a_person(people.clerk)
    await a_decision(people, recorded(anna))
    home = await a_decision(people, recorded(anna, unit="srodowiskowy_dom"))
    application = await an_application(people, applicant=anna)
    kasia = office.caller("kasia", "caseworker", unit="srodowiskowy_dom")

    assert [one["decision"] for one in await listed(kasia)] == [home]
    other = await kasia.post("/v1/tasks", {"title": "Wizyta", "unit": "gops"})
    about = await kasia.post("/v1/tasks", {"title": "Wizyta", "application": application.id})
    await done(kasia.post("/v1/tasks", {"title": "Porządek w szafie"}))

    assert (other.status_code, other.json()["code"]) == (403, "other_unit")
    assert about.json()["errors"][0]["code"] == "matter_unknown"
    assert [one["unit"] for one in await listed(kasia, kind="own")] == ["srodowiskowy_dom"]
    clara = office.caller("clara", "caseworker", unit="gops")
    assert await kinds(clara, kind="own") == []


@pytest.mark.asyncio
async def test_a_task_is_put_before_nobody_of_another_gmina(people: Staff, office: Office) -> None:
    await an_award(people)
    task = await only(people.clerk, "award_ending", until="2099-12-31")
    stranger = office.caller("jan", "caseworker", gmina="101803")

    assert await listed(stranger, until="2099-12-31") == []
    assert (await stranger.get(f"/v1/tasks/{task['key']}")).status_code == 404
