"""Households over HTTP on a real database."""

from datetime import date

import pytest

from casework.facts.cases import HOUSEHOLD_SNAPSHOTTED
from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Caller, Office
from tests.casework.log import audited, events
from tests.casework.people import a_household, a_person

pytestmark = pytest.mark.postgres


async def mother_and_child(clerk: Caller) -> tuple[str, str]:
    mother = await a_person(clerk)
    child = await a_person(clerk, first_name="Zosia", born=date(2015, 3, 1), serial=2)
    return mother, child


@pytest.mark.asyncio
async def test_a_new_household_is_told_to_the_log_by_pseudonyms(office: Office, database: Database) -> None:
    clerk = office.caller("jan", "caseworker")
    mother, child = await mother_and_child(clerk)

    household = await a_household(clerk, mother, child)

    (snapshot,) = await events(database, HOUSEHOLD_SNAPSHOTTED)
    assert snapshot["subject"] == household
    assert (snapshot["data"]["kind"], snapshot["data"]["children"], len(snapshot["data"]["members"])) == (
        "lone_parent",
        1,
        2,
    )
    assert mother not in str(snapshot["data"])


@pytest.mark.asyncio
async def test_who_joins_and_leaves_is_a_member_from_day_to_day(office: Office, database: Database) -> None:
    clerk = office.caller("jan", "caseworker")
    mother, child = await mother_and_child(clerk)
    household = await a_household(clerk, mother)
    address = f"/v1/households/{household}"

    joined = await clerk.post(
        f"{address}/join",
        {"person": child, "role": "child", "on": "2019-03-15", "kind": "lone_parent"},
        if_match=1,
    )
    left = await clerk.post(
        f"{address}/leave", {"person": child, "last_day": "2019-06-30", "kind": "single"}, if_match=2
    )

    assert (joined.status_code, left.status_code, left.json()["version"]) == (200, 200, 3)
    shown = (await clerk.get(address)).json()
    assert [(m["person"], m["since"], m["until"]) for m in shown["members"]] == [
        (mother, "2019-01-01", None),
        (child, "2019-03-15", "2019-06-30"),
    ]
    told = [one["data"] for one in await events(database, HOUSEHOLD_SNAPSHOTTED)]
    assert [(one["on"], one["kind"], len(one["members"]), one["children"]) for one in told] == [
        ("2019-01-01", "single", 1, 0),
        ("2019-03-15", "lone_parent", 2, 1),
        ("2019-07-01", "single", 1, 0),
    ]
    assert ("jan", "read", household) in await audited(database)


@pytest.mark.asyncio
async def test_a_person_stands_for_one_household(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    mother, _ = await mother_and_child(clerk)
    await a_household(clerk, mother)

    answer = await clerk.post(
        "/v1/households",
        {
            "reference_person": mother,
            "kind": "single",
            "on": "2019-02-01",
            "members": [{"person": mother, "role": "adult"}],
        },
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "household_exists")


@pytest.mark.asyncio
async def test_nobody_joins_twice_or_leaves_who_is_not_there(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    mother, child = await mother_and_child(clerk)
    address = f"/v1/households/{await a_household(clerk, mother)}"

    twice = await clerk.post(
        f"{address}/join", {"person": mother, "role": "adult", "on": "2019-02-01", "kind": "single"}, if_match=1
    )
    absent = await clerk.post(
        f"{address}/leave", {"person": child, "last_day": "2019-06-30", "kind": "single"}, if_match=1
    )
    last = await clerk.post(
        f"{address}/leave", {"person": mother, "last_day": "2019-06-30", "kind": "single"}, if_match=1
    )

    codes = [answer.json()["code"] for answer in (twice, absent, last)]
    assert codes == ["member_already", "not_a_member", "household_empty"]


@pytest.mark.asyncio
async def test_a_person_of_nobodys_register_cannot_be_a_member(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    stranger = await a_person(office.caller("ola", "caseworker", gmina=OTHER_GMINA))

    answer = await clerk.post(
        "/v1/households",
        {
            "reference_person": stranger,
            "kind": "single",
            "on": "2019-02-01",
            "members": [{"person": stranger, "role": "adult"}],
        },
    )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/members/0/person"


@pytest.mark.asyncio
async def test_another_gmina_finds_no_household(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    mother, child = await mother_and_child(clerk)
    household = await a_household(clerk, mother)
    stranger = office.caller("ola", "caseworker", gmina=OTHER_GMINA)
    joining = {"person": child, "role": "child", "on": "2019-02-01", "kind": "lone_parent"}

    answers = [
        await stranger.get(f"/v1/households/{household}"),
        await stranger.post(f"/v1/households/{household}/join", joining, if_match=1),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert (await stranger.get("/v1/households", person=mother)).json() == []
    assert len((await clerk.get("/v1/households", person=mother)).json()) == 1
