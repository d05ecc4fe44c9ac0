"""Equipment and its hire in order, filtered, saved; hidden persons, other gminas, roles; what a person is told."""

from typing import Any

import pytest

from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.authority.test_sight import restricted
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.social_assistance.acts.an_act import code, ok
from tests.services.social_assistance.equipment_hire.test_hires import HIRES, ITEMS, an_item, lent

pytestmark = pytest.mark.postgres

NOT_FOUND = (404, "equipment_hire_not_found")


@pytest.mark.asyncio
async def test_a_hidden_persons_hire_is_not_there_and_another_gmina_has_none(people: Staff, office: Office) -> None:
    anna, item = await a_person(people.clerk), await an_item(people.clerk)
    hire = await lent(people.clerk, item, anna)
    ola, stranger = office.caller("ola", "caseworker"), office.caller("obcy", "caseworker", gmina=OTHER_GMINA)
    assert await code(stranger.get(hire)) == NOT_FOUND
    assert await code(stranger.get(f"{ITEMS}/{item}")) == (404, "hire_item_not_found")
    await restricted(people, "person", anna, readers=["jan"])

    assert await code(ola.get(hire)) == NOT_FOUND
    assert await code(ola.post(f"{hire}/return", {"returned_as": "lost"}, if_match=1)) == NOT_FOUND
    assert (await ok(ola.get(HIRES)))["items"] == []
    assert "hire_return" not in {one["kind"] for one in (await ok(ola.get("/v1/tasks", until="2026-12-31")))["items"]}
    body = {"item": item, "person": anna, "unit": "gops", "due_back": "2026-12-31"}
    assert [one["code"] for one in (await ola.post(HIRES, body)).json()["errors"]] == ["person_unknown"]


@pytest.mark.asyncio
async def test_contracts_are_filtered_turned_paged_and_saved(people: Staff) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    one, two = await an_item(people.clerk), await an_item(people.clerk, "A/7", kind="kule")
    first = await lent(people.clerk, one, anna)
    second = await lent(people.clerk, two, beata, lent_on="2026-04-01", due_back="2026-05-02", outsider=True)
    await ok(people.clerk.post(f"{first}/return", {"returned_as": "in_order", "on": "2026-04-15"}, if_match=1))

    async def listed(**query: Any) -> list[str]:
        return [f"{HIRES}/{each['id']}" for each in (await ok(people.accountant.get(HIRES, **query)))["items"]]

    assert await listed() == await listed(sort="due_back") == [second, first]
    assert await listed(sort="lent_on") == await listed(sort="-due_back") == [first, second]
    assert await listed(person=anna) == await listed(item=one) == await listed(state="returned") == [first]
    assert await listed(outsider=True) == await listed(on="2026-04-16") == await listed(due_to="2026-05-02") == [second]
    assert await listed(on="2026-04-15") == [second, first]
    assert await listed(due_to="2026-05-01") == []
    page = await ok(people.auditor.get(HIRES, limit=1))
    assert await listed(limit=1, cursor=page["next_cursor"]) == [first]
    assert len((await people.auditor.get(HIRES, format="csv")).text.strip().splitlines()) == 3


@pytest.mark.asyncio
async def test_the_inventory_is_filtered_turned_paged_and_saved(people: Staff) -> None:
    one, two = await an_item(people.clerk), await an_item(people.clerk, "A/7", kind="kule")
    await lent(people.clerk, one, await a_person(people.clerk))
    await ok(people.clerk.post(f"{ITEMS}/{two}/retire", {"retired_as": "given_away"}, if_match=1))

    async def listed(**query: Any) -> list[str]:
        return [each["id"] for each in (await ok(people.auditor.get(ITEMS, **query)))["items"]]

    assert await listed() == [two, one]
    assert await listed(sort="-number") == [one, two]
    assert await listed(lent=True) == await listed(retired=False) == await listed(kind="wozek_inwalidzki") == [one]
    assert await listed(lent=False) == await listed(retired=True) == [two]
    page = await ok(people.auditor.get(ITEMS, limit=1))
    assert await listed(limit=1, cursor=page["next_cursor"]) == [one]
    assert len((await people.auditor.get(ITEMS, format="csv")).text.strip().splitlines()) == 3


@pytest.mark.asyncio
async def test_a_person_is_told_of_what_she_was_lent(people: Staff) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    await lent(people.clerk, await an_item(people.clerk), anna)

    async def told(person: str) -> list[dict[str, Any]]:
        file = await ok(people.head.get(f"/v1/persons/{person}/file"))
        return [one["says"] for one in file["registers"] if one["register_code"] == "equipment_hire"]

    (hers,) = await told(anna)
    assert (hers["number"], hers["kind"], hers["due_back"]) == ("W/1", "wozek_inwalidzki", "2026-05-31")
    assert await told(beata) == []


@pytest.mark.asyncio
async def test_an_accountant_reads_but_does_not_lend(people: Staff) -> None:
    assert (await people.accountant.get(HIRES)).status_code == 200
    assert (await people.accountant.post(HIRES, {})).status_code == 403
    assert (await people.auditor.get(ITEMS, owner="x")).status_code == 422
