"""Case access: restricted matters are seen by the named and the head, cases by those of their unit; others get 404 and shorter lists."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.testing.clients import Caller, Office
from tests.casework.letters.a_letter import lives, registered
from tests.casework.people import a_household, a_person, a_pesel
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

BORN = date(1984, 5, 17)


@pytest.fixture
def ola(office: Office) -> Caller:
    """A caseworker whom no restriction names."""
    return office.caller("ola", "caseworker")


async def restricted(people: Staff, kind: str, matter: str, **other: Any) -> str:
    body = {"matter_kind": kind, "matter": matter, "reason": "domestic_violence", **other}
    made = await people.clerk.post("/v1/restrictions", body)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def statuses(who: Caller, *paths: str) -> set[int]:
    return {(await who.get(path)).status_code for path in paths}


@pytest.mark.asyncio
async def test_a_restricted_person_is_not_there_for_whoever_is_not_named(people: Staff, ola: Caller) -> None:
    await registered(people)
    anna = await lives(people, await a_person(people.clerk))
    household = await a_household(people.clerk, anna)
    decision = await a_decision(people, recorded(anna))
    letter = (await people.clerk.post(f"/v1/decisions/{decision}/letter", {})).json()["id"]
    paths = [
        f"/v1/persons/{anna}", f"/v1/persons/{anna}/file", f"/v1/households/{household}", f"/v1/decisions/{decision}",
        f"/v1/letters/{letter}", f"/v1/persons/{anna}/addresses",
    ]  # fmt: skip
    assert await statuses(ola, *paths) == {200}

    await restricted(people, "person", anna)

    assert await statuses(ola, *paths) == {404}
    assert await statuses(people.clerk, *paths) == {200}
    assert await statuses(people.head, *paths) == {200}
    assert await statuses(people.auditor, *paths) == {404}
    assert (await ola.get(f"/v1/persons/{anna}")).json()["code"] == "person_not_found"


@pytest.mark.asyncio
async def test_search_look_up_and_lists_leave_out_what_is_restricted(people: Staff, ola: Caller) -> None:
    anna, ewa = await a_person(people.clerk), await a_person(people.clerk, first_name="Ewa", serial=2)
    household = await a_household(people.clerk, anna)
    hidden, open_one = await a_decision(people, recorded(anna)), await a_decision(people, recorded(ewa))
    await registered(people)
    for person, decision in ((anna, hidden), (ewa, open_one)):
        await lives(people, person)
        await people.clerk.post(f"/v1/decisions/{decision}/letter", {})
    await restricted(people, "person", anna)

    async def seen_by(who: Caller) -> tuple[set[str], bool, set[str], set[str], set[str]]:
        searched = (await who.post("/v1/persons/search", {"name": "Wiśniewska"})).json()["items"]
        looked_up = (await who.post("/v1/persons/lookup", {"pesel": a_pesel(BORN)})).json()["person"]
        decisions = (await who.get("/v1/decisions")).json()["items"]
        letters = (await who.get("/v1/letters")).json()["items"]
        households = (await who.get("/v1/households", person=anna)).json()
        return (
            {one["id"] for one in searched},
            looked_up is not None,
            {one["id"] for one in decisions},
            {one["decision"] for one in letters},
            {one["id"] for one in households},
        )

    assert await seen_by(ola) == ({ewa}, False, {open_one}, {open_one}, set())
    assert await seen_by(people.clerk) == ({anna, ewa}, True, {hidden, open_one}, {hidden, open_one}, {household})


@pytest.mark.asyncio
async def test_a_restricted_household_hides_its_members_and_a_restricted_decision_only_itself(
    people: Staff, ola: Caller
) -> None:
    anna, zosia, ewa = [await a_person(people.clerk, serial=serial) for serial in (1, 2, 3)]
    household = await a_household(people.clerk, anna, zosia)
    decision = await a_decision(people, recorded(ewa))
    await restricted(people, "household", household)
    await restricted(people, "decision", decision)

    assert await statuses(ola, f"/v1/households/{household}", f"/v1/persons/{anna}", f"/v1/persons/{zosia}") == {404}
    assert await statuses(ola, f"/v1/decisions/{decision}") == {404}
    assert await statuses(ola, f"/v1/persons/{ewa}") == {200}


@pytest.mark.asyncio
async def test_nobody_decides_writes_to_or_restricts_a_person_whom_they_do_not_see(people: Staff, ola: Caller) -> None:
    anna = await a_person(people.clerk)
    await restricted(people, "person", anna)

    prepared = await ola.post("/v1/decisions", recorded(anna))
    again = await ola.post("/v1/restrictions", {"matter_kind": "person", "matter": anna, "reason": "other"})
    excluded = {
        "official": "ola",
        "matter_kind": "person",
        "matter": anna,
        "ground": "close_relative",
        "since": "2019-01-02",
    }

    assert [error["code"] for error in prepared.json()["errors"]] == ["person_unknown", "person_unknown"]
    assert again.json()["errors"][0]["code"] == "matter_unknown"
    assert (await ola.post("/v1/exclusions", excluded)).json()["errors"][0]["code"] == "matter_unknown"


@pytest.mark.asyncio
async def test_the_head_names_who_sees_and_opens_again(people: Staff, ola: Caller) -> None:
    anna = await a_person(people.clerk)
    restriction = await restricted(people, "person", anna, readers=["ida"])
    address = f"/v1/restrictions/{restriction}"
    assert await statuses(ola, address) == {404}
    assert (await ola.get("/v1/restrictions")).json()["items"] == []

    named = await people.head.post(f"{address}/readers", {"readers": ["ola", "jan"]}, if_match=1)

    assert (named.status_code, await statuses(ola, address, f"/v1/persons/{anna}")) == (200, {200})
    assert (
        await people.clerk.post("/v1/restrictions", {"matter_kind": "person", "matter": anna, "reason": "other"})
    ).json()["code"] == "restriction_exists"
    await people.head.post(f"{address}/readers", {"readers": []}, if_match=2)
    assert await statuses(ola, f"/v1/persons/{anna}") == {404}
    await people.head.post(f"{address}/lift", {"reason": "ground_ceased"}, if_match=3)
    assert await statuses(ola, f"/v1/persons/{anna}") == {200}
    history = (await people.head.get(address)).json()["history"]
    assert [one["act"] for one in history] == ["entered", "readers_changed", "readers_changed", "lifted"]


@pytest.mark.asyncio
async def test_what_is_hidden_is_refused_to_a_wrong_role_in_the_same_words_as_what_is_not(people: Staff) -> None:
    anna, ewa = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    await restricted(people, "person", anna)

    answers = [await people.accountant.get(f"/v1/persons/{person}") for person in (anna, ewa)]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [(403, "forbidden")] * 2


@pytest.mark.asyncio
async def test_a_caseworker_with_a_unit_works_on_its_cases_only(people: Staff, office: Office) -> None:
    anna = await a_person(people.clerk)
    of_the_centre = await a_decision(people, recorded(anna))
    of_the_home = await a_decision(people, recorded(anna, unit="srodowiskowy_dom"))
    kasia = office.caller("kasia", "caseworker", unit="srodowiskowy_dom")

    listed = (await kasia.get("/v1/decisions")).json()["items"]
    refused = await kasia.post("/v1/decisions", recorded(anna))

    assert [one["id"] for one in listed] == [of_the_home]
    assert await statuses(kasia, f"/v1/decisions/{of_the_centre}") == {404}
    assert (await kasia.post(f"/v1/decisions/{of_the_centre}/withdraw", if_match=1)).status_code == 404
    assert (refused.status_code, refused.json()["code"]) == (403, "other_unit")
    assert (await kasia.post("/v1/decisions", recorded(anna, unit="srodowiskowy_dom"))).status_code == 201
    assert len((await people.clerk.get("/v1/decisions")).json()["items"]) == 3


@pytest.mark.asyncio
async def test_without_a_claim_the_register_of_staff_says_the_unit_and_whoever_has_left_has_none(
    people: Staff, office: Office, today: Callable[[date], None]
) -> None:
    decision = await a_decision(people, recorded(await a_person(people.clerk), unit="srodowiskowy_dom"))
    kasia = office.caller("kasia", "caseworker")
    assert await statuses(kasia, f"/v1/decisions/{decision}") == {200}

    post = {"subject": "kasia", "name": "Kasia", "post": "inspektor", "since": "2019-01-02", "until": "2019-01-31"}
    await people.head.post("/v1/staff", {**post, "unit": "gops"})
    in_another = await statuses(kasia, f"/v1/decisions/{decision}")
    await people.head.post(
        "/v1/staff", {**post, "unit": "srodowiskowy_dom", "since": "2019-02-01", "until": "2019-02-28"}
    )
    today(date(2019, 2, 1))
    in_hers = await statuses(kasia, f"/v1/decisions/{decision}")
    today(date(2019, 3, 1))

    assert (in_another, in_hers, await statuses(kasia, f"/v1/decisions/{decision}")) == ({404}, {200}, {404})
