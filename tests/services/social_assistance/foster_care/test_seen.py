"""Children in foster care in order, filtered, saved; hidden ones, other gminas, roles; what a child is told; what was entered wrongly."""

import pytest
from fastapi import FastAPI

from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.authority.test_sight import restricted
from tests.casework.people import a_person
from tests.services.social_assistance.foster_care.test_notes import a_child, a_note
from tests.services.social_assistance.third_parties.a_house import House, a_party, as_the_matrix_says, listed, ok

pytestmark = pytest.mark.postgres

CHILDREN = "/v1/foster-children"


@pytest.mark.asyncio
async def test_children_are_in_order_filtered_and_saved(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    other = await a_party(house, "powiat", "Powiat wieluński")
    jan, ola = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    late = await a_child(house, powiat, jan, kind="institution")
    early = await a_child(house, other, ola, first_placement="2017-06-01")
    await ok(await people.clerk.post(f"{CHILDREN}/{early}/change", {"until": "2022-05-31"}, if_match=1))

    assert await listed(house, CHILDREN) == [early, late]
    assert await listed(house, CHILDREN, sort="-counted_from") == [late, early]
    assert await listed(house, CHILDREN, person=jan, kind="institution", powiat=powiat) == [late]
    assert await listed(house, CHILDREN, on="2022-05-31") == [early, late]
    assert await listed(house, CHILDREN, on="2022-06-01", unit="gops") == [late]
    page = await ok(await people.auditor.get(CHILDREN, limit=1))
    assert await listed(house, CHILDREN, limit=1, cursor=page["next_cursor"]) == [late]
    assert (await people.auditor.get(CHILDREN, format="csv")).text.count("\r\n") == 3


@pytest.mark.asyncio
async def test_a_hidden_child_is_not_there_and_the_sums_of_the_note_stay(house: House, office: Office) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    jan, ola = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    children = [await a_child(house, powiat, one) for one in (jan, ola)]
    address = await a_note(house, powiat, [(one, "2022-03", "1052.00", "105.20") for one in children])
    await restricted(people, "person", jan, readers=["jan"])
    other = office.caller("ola", "caseworker")
    found = await ok(await other.get(f"{address}/foster-check"))
    items = [{"foster_child": children[0], "month": "2022-03", "cost": "1052.00", "amount": "210.40"}]
    entered = await other.post(f"{address}/foster-note", {"items": items}, if_match=2)

    assert ([one["foster_child"] for one in found["rows"]], found["asked"]) == (children[1:], "210.40")
    assert (entered.status_code, entered.json()["errors"][0]["code"]) == (422, "foster_child_unknown")
    assert [one["id"] for one in (await ok(await other.get(CHILDREN)))["items"]] == children[1:]
    assert (await other.get(f"{CHILDREN}/{children[0]}")).status_code == 404
    of_head = await ok(await people.head.get(CHILDREN, person=jan))
    assert [one["id"] for one in of_head["items"]] == children[:1]


@pytest.mark.asyncio
async def test_whoever_is_excluded_from_a_childs_matter_changes_nothing_of_it(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    jan = await a_person(people.clerk)
    child = await a_child(house, powiat, jan)
    out = {
        "matter_kind": "person", "matter": jan, "official": "ala", "ground": "close_relative", "since": "2026-04-01",
    }  # fmt: skip
    assert (await people.head.post("/v1/exclusions", out)).is_success
    left = {"until": "2026-03-31"}
    hers = await house.worker.post(f"{CHILDREN}/{child}/change", left, if_match=1)
    of_another = await people.clerk.post(f"{CHILDREN}/{child}/change", left, if_match=1)

    assert (hers.status_code, hers.json()["code"], of_another.status_code) == (403, "official_excluded", 200)


@pytest.mark.asyncio
async def test_another_gmina_has_nothing_of_it(house: House, office: Office) -> None:
    powiat = await a_party(house, "powiat", "Powiat wieruszowski")
    child = await a_child(house, powiat, await a_person(house.people.clerk))
    address = await a_note(house, powiat, [(child, "2022-03", "1052.00", "105.20")])
    stranger = office.caller("obcy", "auditor", gmina=OTHER_GMINA)

    assert (await ok(await stranger.get(CHILDREN)))["items"] == []
    assert (await stranger.get(f"{CHILDREN}/{child}")).status_code == 404
    assert (await stranger.get(f"{address}/foster-check")).status_code == 404


@pytest.mark.asyncio
async def test_each_role_may_what_the_matrix_says(office: Office, service: FastAPI) -> None:
    assert await as_the_matrix_says(office, service, "foster_care") == 6


@pytest.mark.asyncio
async def test_a_child_is_told_what_the_register_and_the_notes_hold_of_it(house: House) -> None:
    powiat, jan = await a_party(house, "powiat", "Powiat wieruszowski"), await a_person(house.people.clerk)
    child = await a_child(house, powiat, jan)
    await a_note(house, powiat, [(child, "2022-03", "1052.00", "105.20")])
    file = await ok(await house.people.head.get(f"/v1/persons/{jan}/file"))
    (says,) = [one["says"] for one in file["registers"] if one["register_code"] == "foster_child"]

    assert says == {
        "kind": "family", "first_placement": "2021-11-15", "counted_from": "2021-11-15", "until": None, "no_share": None,
        "months": ["2022-03: 1052.00, 105.20"],
    }  # fmt: skip


@pytest.mark.asyncio
async def test_days_entered_wrongly_are_mended_in_their_order(house: House) -> None:
    people, powiat = house.people, await a_party(house, "powiat", "Powiat wieruszowski")
    jan = await a_person(people.clerk)
    address = f"{CHILDREN}/{await a_child(house, powiat, jan)}"
    await ok(await people.clerk.post(f"{address}/change", {"first_placement": "2021-10-15"}, if_match=1))
    followed = await ok(await people.auditor.get(address))
    codes = []
    for wrong in ({"counted_from": "2021-10-14"}, {"until": "2021-10-14"}, {}):
        answer = await people.clerk.post(f"{address}/change", wrong, if_match=2)
        codes.append((answer.status_code, answer.json()["errors"][0]["code"]))
    await ok(await people.clerk.post(f"{address}/change", {"until": "2021-10-15"}, if_match=2))
    anew = await a_child(house, powiat, jan, counted_from="2023-02-01")
    back = await people.clerk.post(f"{address}/change", {"until": None}, if_match=3)

    assert (followed["first_placement"], followed["counted_from"]) == ("2021-10-15", "2021-10-15")
    assert codes == [(422, "day_out_of_order"), (422, "day_out_of_order"), (422, "nothing")]
    assert (back.status_code, back.json()["code"]) == (409, "foster_child_exists")
    assert await listed(house, CHILDREN, on="2023-02-01") == [anew]
