"""A household that another service knows by another adult of it."""

from datetime import date

import pytest

from casework.facts.cases import HOUSEHOLD_LINKED
from kit.db import Database
from kit.testing.clients import Caller, Office
from tests.casework.log import audited, events
from tests.casework.people import a_household, a_person, a_pesel

pytestmark = pytest.mark.postgres


async def a_couple(clerk: Caller) -> tuple[str, str, str]:
    """The mother, the father and their household, which she stands for."""
    mother, father = await a_person(clerk), await a_person(clerk, first_name="Jan", serial=3)
    household = await a_household(clerk, mother)
    joined = await clerk.post(
        f"/v1/households/{household}/join",
        {"person": father, "role": "adult", "on": "2019-02-01", "kind": "couple"},
        if_match=1,
    )
    assert joined.status_code == 200, joined.text
    return mother, father, household


@pytest.mark.asyncio
async def test_a_household_known_elsewhere_by_the_father_is_told_as_one(office: Office, database: Database) -> None:
    clerk = office.caller("jan", "caseworker")
    mother, father, household = await a_couple(clerk)

    linked = await clerk.post(f"/v1/households/{household}/link", {"person": father}, if_match=2)
    left = await clerk.post(
        f"/v1/households/{household}/leave",
        {"person": mother, "last_day": "2019-03-31", "kind": "single"},
        if_match=3,
    )
    his_own = await a_household(clerk, father, on="2019-04-01")

    assert (linked.status_code, linked.json()["version"], left.status_code) == (200, 3, 200)
    (told,) = await events(database, HOUSEHOLD_LINKED)
    assert told["subject"] == household
    assert his_own != household
    assert not told["data"].get("renamed", False)
    assert (await clerk.get(f"/v1/households/{household}")).json()["also_stood_for_by"] == [father]
    assert ("jan", "linked", household) in await audited(database)


@pytest.mark.asyncio
async def test_a_corrected_number_of_the_other_adult_is_linked_anew(office: Office, database: Database) -> None:
    clerk = office.caller("jan", "caseworker")
    _, father, household = await a_couple(clerk)
    await clerk.post(f"/v1/households/{household}/link", {"person": father}, if_match=2)

    corrected = await clerk.send(
        "PATCH", f"/v1/persons/{father}", body={"pesel": a_pesel(date(1984, 5, 17), 77)}, if_match=1
    )

    assert corrected.status_code == 200, corrected.text
    first, second = (one["data"] for one in await events(database, HOUSEHOLD_LINKED))
    assert first["old"] == second["old"]
    assert first["new"] != second["new"]


@pytest.mark.asyncio
async def test_only_another_adult_of_it_stands_for_it_and_once(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    mother, father, household = await a_couple(clerk)
    stranger = await a_person(clerk, last_name="Obca", serial=9)
    address = f"/v1/households/{household}/link"

    of_herself = await clerk.post(address, {"person": mother}, if_match=2)
    of_a_stranger = await clerk.post(address, {"person": stranger}, if_match=2)
    once = await clerk.post(address, {"person": father}, if_match=2)
    twice = await clerk.post(address, {"person": father}, if_match=3)

    assert [(one.status_code, one.json().get("code")) for one in (of_herself, of_a_stranger, once, twice)] == [
        (409, "stands_for_household"),
        (409, "not_a_member"),
        (200, None),
        (409, "stands_for_household"),
    ]
