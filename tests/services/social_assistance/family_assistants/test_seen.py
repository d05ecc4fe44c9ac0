"""Family assistants in order, filtered, saved; the worklist; hidden families, other gminas, roles; what a person is told."""

from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.authority.test_sight import restricted
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff
from tests.services.social_assistance.acts.an_act import code, ok
from tests.services.social_assistance.family_assistants.a_family import (
    ASSISTANTS,
    FAMILIES,
    a_family,
    an_assistant,
    taken_on,
)

pytestmark = pytest.mark.postgres

NOT_FOUND = (404, "assisted_family_not_found")


async def waiting(people: Staff) -> list[str]:
    found = (await ok(people.clerk.get("/v1/tasks", until="2026-12-31", limit=100)))["items"]
    return sorted(one["kind"] for one in found if one["kind"].startswith("family_"))


@pytest.mark.asyncio
async def test_assessments_and_steps_stand_in_the_worklist_until_the_work_ends(people: Staff) -> None:
    household, _ = await a_family(people.clerk)
    work = await taken_on(people.clerk, await an_assistant(people.clerk), household)
    await ok(people.clerk.post(f"{work}/steps", {"step": "praca_zarobkowa", "due_on": "2026-06-30"}, if_match=1))

    assert await waiting(people) == ["family_review", "family_step"]
    await ok(people.clerk.post(f"{work}/steps/1/note", {"state": "done"}, if_match=2))
    assert await waiting(people) == ["family_review"]
    await ok(people.clerk.post(f"{work}/end", {"ended_as": "moved_away"}, if_match=3))
    assert await waiting(people) == []


@pytest.mark.asyncio
async def test_a_hidden_child_hides_the_family_and_another_gmina_has_none(people: Staff, office: Office) -> None:
    household, (zosia,) = await a_family(people.clerk)
    assistant = await an_assistant(people.clerk)
    work = await taken_on(people.clerk, assistant, household, zosia)
    ola, stranger = office.caller("ola", "caseworker"), office.caller("obcy", "caseworker", gmina=OTHER_GMINA)
    assert await code(stranger.get(work)) == NOT_FOUND
    assert await code(stranger.get(f"{ASSISTANTS}/{assistant}")) == (404, "family_assistant_not_found")
    await restricted(people, "person", zosia, readers=["jan"])

    assert await code(ola.get(work)) == NOT_FOUND
    assert await code(ola.post(f"{work}/end", {"ended_as": "died"}, if_match=1)) == NOT_FOUND
    assert (await ok(ola.get(FAMILIES)))["items"] == []
    assert "family_review" not in {one["kind"] for one in (await ok(ola.get("/v1/tasks", until="2026-12-31")))["items"]}
    body = {"household": household, "assistant": assistant, "unit": "gops", "basis": "consent"}
    refused = await ola.post(FAMILIES, body)
    assert [one["code"] for one in refused.json()["errors"]] == ["household_unknown"]


@pytest.mark.asyncio
async def test_lists_are_filtered_turned_paged_and_saved(people: Staff) -> None:
    barbara = await an_assistant(people.clerk)
    celina = await an_assistant(people.clerk, "Celina Lis", contract="mandate", post=None, since="2026-02-01")
    (one, (zosia,)), (two, _) = await a_family(people.clerk), await a_family(people.clerk, 2)
    first = await taken_on(people.clerk, barbara, one, zosia)
    second = await taken_on(people.clerk, celina, two, since="2026-03-02", basis="court")
    await ok(people.clerk.post(f"{first}/end", {"ended_as": "no_effects", "on": "2026-03-31"}, if_match=1))

    async def listed(**query: Any) -> list[str]:
        return [f"{FAMILIES}/{each['id']}" for each in (await ok(people.auditor.get(FAMILIES, **query)))["items"]]

    assert await listed() == [second, first]
    assert await listed(sort="since") == await listed(sort="review_by") == [first, second]
    assert await listed(child=zosia) == await listed(assistant=barbara) == await listed(state="ended") == [first]
    assert await listed(household=two) == await listed(basis="court") == await listed(on="2026-04-01") == [second]
    assert await listed(on="2026-03-31") == [second, first]
    assert await listed(review_to="2026-09-02") == [second]
    assert await listed(review_to="2026-09-01") == []
    page = await ok(people.auditor.get(FAMILIES, limit=1))
    assert await listed(limit=1, cursor=page["next_cursor"]) == [first]
    assert len((await people.auditor.get(FAMILIES, format="csv")).text.strip().splitlines()) == 3
    names = [each["name"] for each in (await ok(people.auditor.get(ASSISTANTS, sort="-since")))["items"]]
    assert names == ["Celina Lis", "Barbara Kowal"]
    assert [each["id"] for each in (await ok(people.auditor.get(ASSISTANTS, contract="mandate")))["items"]] == [celina]
    assert [each["id"] for each in (await ok(people.auditor.get(ASSISTANTS, on="2026-01-31")))["items"]] == [barbara]
    assert "Barbara Kowal" in (await people.auditor.get(ASSISTANTS, format="csv")).text


@pytest.mark.asyncio
async def test_names_of_assistants_lie_encrypted(people: Staff, database: Database) -> None:
    await an_assistant(people.clerk)
    async with database.tenant(people.clerk.gmina) as connection:
        row = await (await connection.execute("SELECT name FROM family_assistant")).fetchone()

    assert row is not None
    assert b"Kowal" not in bytes(row[0])


@pytest.mark.asyncio
async def test_a_child_and_the_mother_are_told_of_the_work_and_a_stranger_is_not(people: Staff) -> None:
    mother = await a_person(people.clerk)
    zosia = await a_person(people.clerk, first_name="Zosia", serial=2)
    stranger = await a_person(people.clerk, first_name="Ewa", serial=3)
    household = await a_household(people.clerk, mother, zosia)
    work = await taken_on(people.clerk, await an_assistant(people.clerk), household, zosia)
    await ok(people.clerk.post(f"{work}/steps", {"step": "inne", "due_on": "2026-06-30"}, if_match=1))

    async def told(person: str) -> list[dict[str, Any]]:
        file = await ok(people.head.get(f"/v1/persons/{person}/file"))
        return [one["says"] for one in file["registers"] if one["register_code"] == "assisted_family"]

    (of_child,), (of_mother,) = await told(zosia), await told(mother)
    assert (of_child["as_child"], of_mother["as_child"]) == (True, False)
    assert of_mother["steps"] == ["inne, 2026-06-30: open"]
    assert await told(stranger) == []
    assert zosia not in str(of_mother)
    assert "Barbara" not in str(of_mother)


@pytest.mark.asyncio
async def test_an_accountant_reads_none_of_it_and_an_unknown_question_is_refused(people: Staff) -> None:
    assert (await people.accountant.get(FAMILIES)).status_code == 403
    assert (await people.auditor.get(FAMILIES, nobody="x")).status_code == 422
    assert (await people.auditor.post(FAMILIES, {})).status_code == 403
