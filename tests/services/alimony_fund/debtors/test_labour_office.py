"""The labour office is asked about a debtor and about the family: what it answers becomes facts of the fund."""

from typing import Any

import pytest

from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.alimony_fund.debtors.a_debtor import BOTH, DEBTORS, ok

pytestmark = [pytest.mark.postgres, pytest.mark.asyncio]

LOOKUPS = "/v1/register-lookups"


async def asked(people: Staff, person: str) -> dict[str, Any]:
    body = {
        "register_code": "labour_office",
        "person": person,
        "purpose": "Ustalenie przyczyn niełożenia na utrzymanie.",
    }
    made = await ok(people.clerk.post(LOOKUPS, body))
    return await ok(people.auditor.get(f"{LOOKUPS}/{made['id']}"))


async def test_the_labour_office_tells_whether_a_debtor_is_registered_and_what_it_pays(people: Staff) -> None:
    person = await a_person(people.clerk)
    await ok(people.clerk.post(DEBTORS, {"person": person, "opened_on": "2026-05-01", **BOTH}))

    lookup = await asked(people, person)
    taken = await people.clerk.post(f"{LOOKUPS}/{lookup['id']}/establish", {})

    assert (lookup["state"], lookup["legal_basis"]) == ("answered", "art. 22 ust. 2, art. 5 ust. 2-4 u.p.o.u.a.")
    assert taken.status_code == 201, taken.text
    found = await ok(people.clerk.get(taken.headers["location"]))
    assert (found["source"], found["lookup"]) == ("register", lookup["id"])
    assert [(one["kind"], one["code"], one["valid_from"]) for one in found["facts"]] == [
        ("circumstance", "registered_at_labour_office", "2018-12-03"),
        ("income_source", "earned", "2018-12-11"),
        ("income", "earned", "2018-12-01"),
    ]
    assert found["facts"][1]["begun_by"] == "unemployment_benefit"


async def test_of_whom_the_labour_office_does_not_know_nothing_is_established(people: Staff) -> None:
    lookup = await asked(people, await a_person(people.clerk, serial=8))

    taken = await people.clerk.post(f"{LOOKUPS}/{lookup['id']}/establish", {})

    assert (lookup["state"], lookup["items"]) == ("not_found", [])
    assert (taken.status_code, taken.json()["code"]) == (409, "transition_not_allowed")


async def test_every_register_of_the_port_is_one_that_the_fund_may_ask(people: Staff) -> None:
    registers = (await people.clerk.get("/v1/registers")).json()

    assert [(one["code"], one["confidence"]) for one in registers] == [
        ("disability", "confirmed"), ("labour_office", "unconfirmed"), ("pesel", "confirmed"), ("tax", "confirmed"),
        ("zus", "confirmed"),
    ]  # fmt: skip
