"""A citizen who was entered twice, first without her number and then with it, is one person: found, counted, shown and erased once."""

from datetime import date
from typing import Any

import httpx
import pytest

from casework.facts.cases import DECISION_ISSUED, HOUSEHOLD_LINKED, PERSON_RELINKED
from kit.db import Database
from tests.casework.authority.test_sight import restricted
from tests.casework.decisions.later import carried
from tests.casework.log import audited, events
from tests.casework.people import a_household, a_person, a_pesel
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

BORN = date(1984, 5, 17)
PASSPORT = {"type": "paszport", "number": "AB1234567"}
REASON = "Osobę wpisano najpierw bez numeru PESEL."


async def without_number(people: Staff, last_name: str = "Wisniewska", **more: Any) -> str:
    body = {"first_name": "Anna", "last_name": last_name, "birth_date": "1984-05-17", **more}
    answer = await people.clerk.post("/v1/persons", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def merged(people: Staff, stands: str, other: str, version: int = 1) -> httpx.Response:
    body = {"other": other, "reason": REASON}
    answer: httpx.Response = await people.clerk.post(f"/v1/persons/{stands}/merge", body, if_match=version)
    return answer


async def person(people: Staff, entry: str) -> dict[str, Any]:
    answer = await people.auditor.get(f"/v1/persons/{entry}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def decided(people: Staff, entry: str) -> str:
    decision = await a_decision(people, recorded(entry))
    await carried(people, decision)
    return decision


async def issued_to(database: Database) -> list[str]:
    return [one["data"]["entitled"] for one in await events(database, DECISION_ISSUED)]


@pytest.mark.asyncio
async def test_the_old_entry_leads_to_the_one_that_stands_and_search_finds_one(
    people: Staff, database: Database
) -> None:
    first, second = await without_number(people, document=PASSPORT), await a_person(people.clerk)

    answer = await merged(people, second, first)

    assert (answer.status_code, answer.json()["id"], answer.json()["version"]) == (200, second, 2)
    by_old, by_new = await person(people, first), await person(people, second)
    assert by_old == by_new
    assert (by_new["id"], by_new["entries"], by_new["document"]) == (second, [first], PASSPORT)
    found = (await people.clerk.post("/v1/persons/search", {})).json()["items"]
    formerly = (await people.clerk.post("/v1/persons/search", {"name": "Wisniewska"})).json()["items"]
    named = (await people.clerk.post("/v1/persons/search", {"ids": [first, second]})).json()["items"]
    looked_up = (await people.clerk.post("/v1/persons/lookup", {"document": PASSPORT})).json()["person"]
    assert ([one["id"] for one in found], [one["id"] for one in formerly], looked_up["id"]) == (
        [second],
        [second],
        second,
    )
    assert {one["id"]: one["last_name"] for one in named} == {first: "Wiśniewska", second: "Wiśniewska"}
    told = await audited(database)
    assert ("jan", "merged", first) in told
    assert ("jan", "merged", second) in told


@pytest.mark.parametrize("number_stands", [True, False])
@pytest.mark.asyncio
async def test_whichever_entry_stands_the_number_is_hers_and_the_log_unites_both(
    people: Staff, database: Database, number_stands: bool
) -> None:
    first, second = await without_number(people), await a_person(people.clerk)
    for entry in (first, second):
        await decided(people, entry) if entry == first else None
    stands, other = (second, first) if number_stands else (first, second)

    answer = await merged(people, stands, other)
    await decided(people, second)

    assert answer.status_code == 200, answer.text
    assert (await person(people, first))["pesel"] == a_pesel(BORN)
    before, after = await issued_to(database)
    assert [(one["data"]["old"], one["data"]["new"]) for one in await events(database, PERSON_RELINKED)] == [
        (before, after)
    ]


@pytest.mark.asyncio
async def test_what_happens_later_under_the_old_entry_is_told_of_the_one_person_also_after_a_correction(
    people: Staff, database: Database
) -> None:
    first, second = await without_number(people), await a_person(people.clerk)
    await merged(people, second, first)

    await decided(people, first)
    body = {"pesel": a_pesel(BORN, 77), "last_name": "Nowa"}
    corrected = await people.clerk.send("PATCH", f"/v1/persons/{first}", body=body, if_match=2)
    await decided(people, first)

    assert (corrected.status_code, corrected.json()["id"]) == (200, second)
    before, after = await issued_to(database)
    told = [(one["data"]["old"], one["data"]["new"]) for one in await events(database, PERSON_RELINKED)]
    assert told[-1] == (before, after)
    assert len(told) == 2
    lookup = await people.clerk.post("/v1/persons/lookup", {"pesel": a_pesel(BORN, 77)})
    assert lookup.json()["person"]["entries"] == [first]


@pytest.mark.asyncio
async def test_a_family_that_the_old_entry_stands_for_goes_by_the_number(people: Staff, database: Database) -> None:
    first, second = await without_number(people), await a_person(people.clerk)
    household = await a_household(people.clerk, first)

    await merged(people, second, first)

    (linked,) = await events(database, HOUSEHOLD_LINKED)
    assert (linked["subject"], linked["data"]["renamed"]) == (household, True)
    homes = (await people.clerk.get("/v1/households", person=second)).json()
    assert [one["id"] for one in homes] == [household]


@pytest.mark.asyncio
async def test_two_different_numbers_are_two_persons(people: Staff) -> None:
    one, other = await a_person(people.clerk), await a_person(people.clerk, serial=2)

    answer = await merged(people, one, other)

    assert (answer.status_code, answer.json()["code"]) == (409, "persons_differ")
    assert a_pesel(BORN) not in answer.text


@pytest.mark.asyncio
async def test_stays_in_one_family_that_overlap_are_named(people: Staff) -> None:
    second, first = await a_person(people.clerk), await without_number(people)
    household = await a_household(people.clerk, second)
    joined = {"person": first, "role": "adult", "on": "2019-02-01", "kind": "couple"}
    await people.clerk.post(f"/v1/households/{household}/join", joined, if_match=1)

    answer = await merged(people, second, first)

    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "persons_overlap")
    assert [one["code"] for one in told["errors"]] == ["both_members"]
    assert household in told["errors"][0]["message"]
    assert (await person(people, first))["id"] == first


@pytest.mark.asyncio
async def test_an_entry_gives_way_once_and_never_to_itself(people: Staff) -> None:
    first, second, third = (
        await without_number(people),
        await a_person(people.clerk),
        await without_number(people, "Inna"),
    )
    await merged(people, second, first)

    to_itself = await merged(people, second, second, 2)
    again = await merged(people, third, first)
    stale = await merged(people, second, third, 1)
    nobody = await merged(people, second, "00000000-0000-7000-8000-000000000000", 2)

    assert (to_itself.status_code, to_itself.json()["errors"][0]["code"]) == (422, "same_entry")
    assert (again.status_code, again.json()["code"]) == (409, "person_merged")
    assert stale.status_code == 412
    assert (nobody.status_code, nobody.json()["errors"][0]["code"]) == (422, "person_unknown")


@pytest.mark.asyncio
async def test_her_file_holds_what_stands_under_both_entries(people: Staff) -> None:
    first, second = await without_number(people), await a_person(people.clerk)
    decisions = [await decided(people, first)]
    await merged(people, second, first)
    decisions.append(await decided(people, second))

    by_old, by_new = [(await people.head.get(f"/v1/persons/{entry}/file")).json() for entry in (first, second)]

    assert sorted(one["id"] for one in by_new["decisions"]) == sorted(decisions)
    assert sorted(one["id"] for one in by_old["decisions"]) == sorted(decisions)
    assert by_new["person"]["id"] == second


@pytest.mark.asyncio
async def test_an_entry_of_which_alone_a_matter_is_restricted_is_not_merged(people: Staff) -> None:
    first, second = await without_number(people), await a_person(people.clerk)
    await restricted(people, "person", first)

    body = {"other": first, "reason": REASON}
    answer = await people.head.post(f"/v1/persons/{second}/merge", body, if_match=1)

    assert (answer.status_code, answer.json()["code"]) == (409, "person_restricted")
