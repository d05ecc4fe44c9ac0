"""Lists of third parties and documents in order, filtered, saved; hidden persons, other gminas, roles; what a person is told."""

import pytest
from fastapi import FastAPI

from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.authority.test_sight import restricted
from tests.casework.people import a_person
from tests.services.social_assistance.third_parties.a_house import (
    House,
    a_party,
    as_the_matrix_says,
    listed,
    ok,
    registered,
)

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_documents_are_listed_in_order_filtered_and_saved(house: House) -> None:
    people = house.people
    school, other = await a_party(house), await a_party(house, "shelter", "Schronisko")
    jan = await a_person(people.clerk)
    first = await registered(house, school, due_on="2026-04-20")
    second = await registered(
        house, other, number="7/2026", due_on="2026-04-12", service_month="2026-02", purpose="shelter"
    )
    items = {"items": [{"benefit": "posilek_dziecka", "entitled": jan, "quantity": "1.000"}]}
    await ok(await people.clerk.post(f"{first}/allocate", items, if_match=1))
    ids = [address.rpartition("/")[2] for address in (first, second)]

    assert await listed(house, "/v1/invoices") == ids[::-1]
    assert await listed(house, "/v1/invoices", sort="-due_on") == ids
    assert await listed(house, "/v1/invoices", sort="service_month") == ids[::-1]
    assert await listed(house, "/v1/invoices", person=jan) == ids[:1]
    assert (
        await listed(house, "/v1/invoices", third_party=other, purpose="shelter", month="2026-02", state="registered")
        == ids[1:]
    )
    assert await listed(house, "/v1/invoices", due_to="2026-04-12") == ids[1:]
    assert await listed(house, "/v1/invoices", kind="correction") == []
    page = await ok(await people.auditor.get("/v1/invoices", limit=1))
    assert await listed(house, "/v1/invoices", limit=1, cursor=page["next_cursor"]) == ids[:1]
    assert (await people.auditor.get("/v1/invoices", format="csv")).text.count("\r\n") == 3
    assert await listed(house, "/v1/third-parties") == [other, school]
    assert await listed(house, "/v1/third-parties", sort="-name", kind="facility") == [school]
    assert await listed(house, "/v1/third-parties", on="2016-12-31") == []


@pytest.mark.asyncio
async def test_what_is_divided_anew_stands_instead_and_what_was_said_before_finds_nobody(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan, ola = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    address = await registered(house, school)
    for version, one in ((1, jan), (2, ola)):
        items = [{"benefit": "posilek_dziecka", "entitled": one, "quantity": "1.000"}]
        await ok(await people.clerk.post(f"{address}/allocate", {"items": items}, if_match=version))
    shown = await ok(await people.auditor.get(address))

    assert [(one["entitled"], one["amount"]) for one in shown["allocations"]] == [(ola, "10.03")]
    assert await listed(house, "/v1/invoices", person=jan) == []


@pytest.mark.asyncio
async def test_a_hidden_person_is_nowhere_and_the_sums_stay(house: House, office: Office) -> None:
    people, school = house.people, await a_party(house)
    jan, ola = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    address = await registered(house, school)
    items = [{"benefit": "posilek_dziecka", "entitled": one, "quantity": "1.000"} for one in (jan, ola)]
    await ok(await people.clerk.post(f"{address}/allocate", {"items": items}, if_match=1))
    await restricted(people, "person", jan, readers=["jan"])
    other = office.caller("ola", "caseworker")
    shown = await ok(await other.get(address))
    anew = await other.post(f"{address}/allocate", {"items": items}, if_match=2)

    assert [one["entitled"] for one in shown["allocations"]] == [ola]
    assert shown["allocated"] == "10.03"
    assert (anew.status_code, anew.json()["errors"][0]["pointer"]) == (422, "/items/0/entitled")
    assert (await ok(await other.get("/v1/invoices", person=jan)))["items"] == []
    of_head = await ok(await people.head.get("/v1/invoices", person=jan))
    assert [one["id"] for one in of_head["items"]] == [address.rpartition("/")[2]]


@pytest.mark.asyncio
async def test_another_gmina_has_nothing_of_it(house: House, office: Office) -> None:
    school = await a_party(house)
    address = await registered(house, school)
    stranger = office.caller("obcy", "auditor", gmina=OTHER_GMINA)

    assert (await stranger.get(address)).status_code == 404
    for path in ("/v1/invoices", "/v1/third-parties"):
        assert (await ok(await stranger.get(path)))["items"] == []


@pytest.mark.asyncio
async def test_each_role_may_what_the_matrix_says(office: Office, service: FastAPI) -> None:
    assert await as_the_matrix_says(office, service, "third_parties") == 20


@pytest.mark.asyncio
async def test_a_person_is_told_her_own_part_of_documents(house: House) -> None:
    people, school = house.people, await a_party(house)
    jan, ola = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    address = await registered(house, school)
    items = [
        {"benefit": "posilek_dziecka", "entitled": one, "quantity": quantity}
        for one, quantity in ((jan, "2.000"), (ola, "1.000"))
    ]
    await ok(await people.clerk.post(f"{address}/allocate", {"items": items}, if_match=1))
    file = await ok(await people.head.get(f"/v1/persons/{jan}/file"))

    assert [(one["register_code"], one["says"]) for one in file["registers"]] == [
        (
            "invoice",
            {
                "party": "Szkoła Podstawowa nr 1", "benefit": ["posilek_dziecka"], "months": ["2026-03: 2.000, 6.69"],
                "state": "registered",
            },
        )
    ]  # fmt: skip
