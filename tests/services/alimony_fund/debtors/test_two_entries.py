"""Who was entered twice is a debtor, or entitled under a title, by whichever entry of hers is named, and stands under one of them."""

from datetime import date
from typing import Any

import pytest

from tests.casework.people import a_person
from tests.casework.persons.test_merging import merged
from tests.casework.rights import Staff
from tests.services.alimony_fund.debtors.a_debtor import BOTH, DEBTORS, TITLE, TITLES, a_child, a_debtor, code, ok

pytestmark = [pytest.mark.postgres, pytest.mark.asyncio]


async def twice(
    people: Staff, last_name: str = "Nowak", born: date = date(1985, 3, 2), serial: int = 1
) -> tuple[str, str]:
    """The entry that stands, and the one without a number that gave way to it."""
    body = {"first_name": "Piotr", "last_name": last_name, "birth_date": born.isoformat()}
    other = str((await ok(people.clerk.post("/v1/persons", body)))["id"])
    stands = await a_person(people.clerk, last_name, "Piotr", born=born, serial=serial)
    assert (await merged(people, stands, other)).is_success
    return stands, other


async def test_a_debtor_is_entered_by_either_entry_and_once(people: Staff) -> None:
    stands, other = await twice(people)

    debtor = (await ok(people.clerk.post(DEBTORS, {"person": other, "opened_on": "2026-05-01", **BOTH})))["id"]
    again = [await code(people.clerk.post(DEBTORS, {"person": entry, **BOTH})) for entry in (stands, other)]

    assert (await ok(people.clerk.get(f"{DEBTORS}/{debtor}")))["person"] == stands
    assert again == [(409, "debtor_known")] * 2


async def test_a_title_names_the_child_by_either_entry_and_never_the_debtor(people: Staff) -> None:
    stands, other = await twice(people)
    debtor = (await ok(people.clerk.post(DEBTORS, {"person": stands, "opened_on": "2026-05-01", **BOTH})))["id"]
    child, formerly = await twice(people, "Nowakowski", date(2015, 6, 1), serial=2)
    at = f"{DEBTORS}/{debtor}/titles"

    title = await ok(people.clerk.post(at, {**TITLE, "entitled": formerly}, if_match=1))
    himself = [await refused(people, at, entry) for entry in (stands, other)]

    assert (await ok(people.clerk.get(f"{TITLES}/{title['id']}")))["entitled"] == child
    assert himself == [["person_unknown"]] * 2


async def test_nobody_is_entered_who_is_not_in_the_register(people: Staff) -> None:
    debtor = await a_debtor(people)
    nobody = "01a202e2-f438-77b7-9ef1-8cae6a974e4f"

    found = await refused(people, f"{DEBTORS}/{debtor}/titles", nobody)
    known = await ok(
        people.clerk.post(f"{DEBTORS}/{debtor}/titles", {**TITLE, "entitled": await a_child(people)}, if_match=1)
    )

    assert (found, bool(known["id"])) == (["person_unknown"], True)


async def refused(people: Staff, at: str, entitled: str) -> list[Any]:
    answer = await people.clerk.post(at, {**TITLE, "entitled": entitled}, if_match=1)
    assert answer.status_code == 422, answer.text
    return [one["code"] for one in answer.json()["errors"]]
