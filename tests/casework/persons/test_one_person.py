"""Whichever entry of a person who was entered twice is asked for, what is known of her is the same; and she stands in a family once."""

from datetime import date
from typing import Any

import pytest

from kit.testing.clients import Caller, Office
from tests.casework.authority.test_sight import restricted
from tests.casework.letters.a_letter import ADDRESS, lives, registered
from tests.casework.people import a_household, a_person
from tests.casework.persons.test_merging import merged, without_number
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres


@pytest.fixture
def ola(office: Office) -> Caller:
    """A caseworker whom no restriction names."""
    return office.caller("ola", "caseworker")


async def two_entries(people: Staff) -> tuple[str, str]:
    """Who stands and who gave way."""
    other, stands = await without_number(people), await a_person(people.clerk)
    answer = await merged(people, stands, other)
    assert answer.status_code == 200, answer.text
    return stands, other


async def applied(people: Staff, applicant: str) -> str:
    body = {"form": "paper", "received_on": "2019-01-08", "applicant": applicant, "benefits": ["zasilek_staly_testowy"]}
    answer = await people.clerk.post("/v1/applications", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


@pytest.mark.asyncio
async def test_applications_cases_letters_and_addresses_are_the_same_by_either_entry(people: Staff) -> None:
    await registered(people)
    stands, other = await two_entries(people)
    await lives(people, other)
    applications = [await applied(people, entry) for entry in (stands, other)]
    decision = await a_decision(people, recorded(stands))
    letter = await people.clerk.post(f"/v1/decisions/{decision}/letter", {})

    async def of(entry: str) -> dict[str, Any]:
        asked = {
            "applications": "/v1/applications", "attachments": "/v1/attachments", "letters": "/v1/letters",
            "cases": "/v1/cases", "decisions": "/v1/decisions", "appeals": "/v1/appeals", "lookups": "/v1/register-lookups",
            "certificates": "/v1/certificate-requests",
        }  # fmt: skip
        found = {}
        for name, path in asked.items():
            answer = await people.clerk.get(path, **{"party" if name == "cases" else "person": entry})
            assert answer.status_code == 200, (name, answer.text)
            found[name] = [one["id"] for one in answer.json()["items"]]
        found["addresses"] = [one["id"] for one in (await people.clerk.get(f"/v1/persons/{entry}/addresses")).json()]
        return found

    by_new, by_old = await of(stands), await of(other)

    assert by_new == by_old
    assert sorted(by_old["applications"]) == sorted(applications)
    assert (by_old["decisions"], len(by_old["addresses"])) == ([decision], 1)
    # The address that was recorded under the other entry is where her letters go.
    assert letter.status_code == 201, letter.text
    assert by_old["letters"] == [letter.json()["id"]]
    assert ADDRESS["lines"]


@pytest.mark.asyncio
async def test_a_restriction_of_one_entry_hides_both(people: Staff, ola: Caller) -> None:
    stands, other = await two_entries(people)
    decisions = [await a_decision(people, recorded(entry)) for entry in (stands, other)]
    household = await a_household(people.clerk, other)
    assert len((await ola.get("/v1/decisions")).json()["items"]) == 2

    await restricted(people, "person", stands)

    paths = [f"/v1/persons/{entry}" for entry in (stands, other)] + [f"/v1/decisions/{one}" for one in decisions]
    paths.append(f"/v1/households/{household}")
    assert {(await ola.get(path)).status_code for path in paths} == {404}
    assert {(await people.clerk.get(path)).status_code for path in paths} == {200}
    assert (await ola.get("/v1/decisions")).json()["items"] == []


@pytest.mark.asyncio
async def test_an_official_excluded_from_the_matters_of_one_entry_is_excluded_from_those_of_both(people: Staff) -> None:
    stands, other = await two_entries(people)
    excluded = {
        "official": "ewa", "matter_kind": "person", "matter": stands, "ground": "close_relative", "since": "2019-01-01",
    }  # fmt: skip
    made = await people.head.post("/v1/exclusions", excluded)
    assert made.status_code == 201, made.text
    decision = await a_decision(people, recorded(other))

    answer = await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)

    assert (answer.status_code, answer.json()["code"]) == (403, "official_excluded")


@pytest.mark.asyncio
async def test_she_belongs_to_a_family_once_whichever_entry_is_named(people: Staff) -> None:
    stands, other = await two_entries(people)
    child = await a_person(people.clerk, first_name="Ola", born=date(2014, 3, 2), serial=13)
    home = await a_household(people.clerk, other, child)
    address = f"/v1/households/{home}"

    body = {"person": stands, "role": "adult", "on": "2019-02-01", "kind": "couple"}
    joined = await people.clerk.post(f"{address}/join", body, if_match=1)
    both = {
        "reference_person": stands, "kind": "couple", "on": "2019-02-01",
        "members": [{"person": stands, "role": "adult"}, {"person": other, "role": "adult"}],
    }  # fmt: skip
    twice = await people.clerk.post("/v1/households", both)
    alone = {**both, "kind": "single", "members": [{"person": stands, "role": "adult"}]}
    another = await people.clerk.post("/v1/households", alone)
    link = await people.clerk.post(f"{address}/link", {"person": stands}, if_match=1)
    left = await people.clerk.post(
        f"{address}/leave", {"person": stands, "last_day": "2019-01-31", "kind": "lone_parent"}, if_match=1
    )

    assert (joined.status_code, joined.json()["code"]) == (409, "member_already")
    assert (twice.status_code, twice.json()["errors"][0]["code"]) == (422, "member_twice")
    assert (another.status_code, another.json()["code"]) == (409, "household_exists")
    assert (link.status_code, link.json()["code"]) == (409, "stands_for_household")
    assert left.status_code == 200, left.text
    members = (await people.clerk.get(address)).json()["members"]
    assert [(one["person"], one["until"]) for one in members if one["role"] == "adult"] == [(other, "2019-01-31")]
