"""The file of a person holds what this service's own registers know of her, and nothing of others (GDPR art. 15)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.testing.clients import Office
from services.family_benefits.slices import OWN
from tests.casework.authority.test_sight import restricted
from tests.casework.letters.a_letter import pdf_text
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff
from tests.services.family_benefits.coordination_matters.a_matter import (
    IN_GERMANY,
    a_matter,
    an_application_passed_on,
    ok,
)

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]
HERS = {"who": "applicant", "country": "NO", "since": "2018-11-01", "until": "2018-12-31"}
NUMBER = "10180500000001"


async def registers(people: Staff, person: str) -> list[tuple[str, dict[str, Any]]]:
    file = await ok(people.head.get(f"/v1/persons/{person}/file"))
    return [(one["register_code"], one["says"]) for one in file["registers"]]


async def a_family_abroad(people: Staff) -> tuple[str, str, str]:
    """A mother whose matter the voivode has, the father who is in Germany, and the matter's address; she holds a card."""
    mother, application = await an_application_passed_on(people)
    father = await a_person(people.clerk, first_name="Adam", born=date(1980, 1, 1), serial=5)
    household = await a_household(people.clerk, mother, father)
    address = await a_matter(people, application=application, stays=[HERS, {**IN_GERMANY, "person": father}])
    found = {"answer": "applies", "dated": "2019-01-10", "since": "2018-12-05"}
    await ok(people.clerk.post(f"{address}/answer", found, if_match=1))
    card = {
        "person": mother, "household": household, "kind": "rodzic", "form": "tradycyjna", "received_on": "2019-01-08",
    }  # fmt: skip
    made = await ok(people.clerk.post("/v1/large-family-cards", card))
    await ok(people.clerk.post(f"/v1/large-family-cards/{made['id']}/issue", {"number": NUMBER}, if_match=1))
    return mother, father, address


@pytest.mark.asyncio
async def test_a_party_is_told_of_her_matter_of_what_was_found_and_of_her_card(people: Staff) -> None:
    mother, _, _ = await a_family_abroad(people)

    (_, matter), (_, card) = await registers(people, mother)

    assert matter | {"benefits": len(matter["benefits"])} == {
        "as_party": True, "way": "application", "organ": "wojewoda", "forwarded_on": "2019-01-09",
        "stays": ["NO, od 2018-11-01, do 2018-12-31"], "benefits": len(matter["benefits"]), "state": "applies",
        "findings": ["applies z 2019-01-10, od 2018-12-05"], "answered_on": "2019-01-10", "applies_since": "2018-12-05",
        "applies_until": None, "undue_told_on": None, "ended_on": None,
    }  # fmt: skip
    assert matter["benefits"]
    assert card == {
        "number": NUMBER, "kind": "rodzic", "form": "tradycyjna", "request": "new", "state": "issued", "ordered_on": "2019-01-08",
        "issued_on": "2019-01-10", "valid_until": None, "ended_on": None, "end_reason": None, "fee": "0.00", "exempt": False,
    }  # fmt: skip


@pytest.mark.asyncio
async def test_who_is_named_in_a_stay_is_told_of_that_stay_and_of_nothing_else(people: Staff) -> None:
    _, father, _ = await a_family_abroad(people)

    ((register, matter),) = await registers(people, father)

    told = {name: value for name, value in matter.items() if value is not None}
    assert (register, told) == (
        "coordination_matter",
        {"as_party": False, "organ": "wojewoda", "forwarded_on": "2019-01-09", "stays": ["DE, od 2018-12-05"]},
    )


@pytest.mark.asyncio
async def test_every_member_of_a_record_is_printed_under_the_heading_of_its_register(people: Staff) -> None:
    mother, father, _ = await a_family_abroad(people)

    hers = pdf_text((await people.head.get(f"/v1/persons/{mother}/file", format="pdf")).content)
    his = pdf_text((await people.head.get(f"/v1/persons/{father}/file", format="pdf")).content)

    names = {one.register: set(one.names) for one in OWN.held}
    for register, says in await registers(people, mother):
        assert says.keys() == names[register]
    assert len(names) == 3
    for title in (one.title for one in OWN.held):
        assert title in hers
        assert title in his
    assert NUMBER in "".join(hers.split())
    assert NUMBER not in "".join(his.split())
    assert "0,00 zł" in hers


@pytest.mark.asyncio
async def test_a_hidden_partys_matter_is_not_told_to_whoever_does_not_see_her(people: Staff, office: Office) -> None:
    mother, father, _ = await a_family_abroad(people)
    address = f"/v1/persons/{father}/file"
    await restricted(people, "person", mother)

    cut = await ok(office.caller("ola", "caseworker").get(address))
    whole = await ok(people.head.get(address))

    assert cut["registers"] == []
    assert [one["register_code"] for one in whole["registers"]] == ["coordination_matter"]


@pytest.mark.asyncio
async def test_who_read_a_record_of_hers_is_among_the_accesses(people: Staff) -> None:
    mother, father, address = await a_family_abroad(people)
    await ok(people.auditor.get(address))

    for person in (mother, father):
        accesses = (await ok(people.head.get(f"/v1/persons/{person}/file")))["accesses"]
        assert ("ula", "read", "coordination_matter") in {
            (one["who"], one["action"], one["subject"]) for one in accesses
        }


@pytest.mark.asyncio
async def test_what_is_held_under_another_entry_of_hers_stands_in_the_same_file(people: Staff) -> None:
    mother, _, _ = await a_family_abroad(people)
    body = {"first_name": "Anna", "last_name": "Druga", "birth_date": "1984-05-17"}
    other = (await ok(people.clerk.post("/v1/persons", body)))["id"]
    version = (await ok(people.head.get(f"/v1/persons/{other}")))["version"]
    told = {"other": mother, "reason": "Osobę wpisano dwa razy."}
    await ok(people.clerk.post(f"/v1/persons/{other}/merge", told, if_match=version))

    held = await registers(people, other)

    assert [register for register, _ in held] == ["coordination_matter", "large_family_card"]
