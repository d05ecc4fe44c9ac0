"""Whoever is excluded writes nothing of the matter, by any address that names it (k.p.a. art. 24); reading stays possible."""

import re
from datetime import date
from uuid import uuid4

import pytest
from fastapi import FastAPI

from casework.authority.matrix import OPERATIONS
from casework.authority.taking_part import NOT_THE_ORGANS, OF_MATTER, takes_no_part
from kit.db import Database
from kit.testing.clients import GMINA, Caller, Office
from tests.casework.appeals.a_case import Turn, appealed, done
from tests.casework.applications.a_letter import PLAN, an_application
from tests.casework.authority.test_operations import NOTHING, _operations
from tests.casework.people import a_person
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres
UNMADE = frozenset({"attachment", "award", "case", "notice", "overpayment", "fact", "evidence", "lookup"})
"""Of these the test makes none: their statements are asked by themselves."""


def writes(service: FastAPI) -> list[tuple[str, str, str, list[str]]]:
    """Operations that write, with the parameters of their address that name a matter."""
    found = []
    for name, method, path in _operations(service):
        named = [one for one in re.findall(r"\{(\w+)\}", path) if one in OF_MATTER]
        if method != "GET" and named:
            found.append((name, method, path, named))
    return found


async def a_matter(people: Staff, today: Turn) -> dict[str, str]:
    """A decision under appeal whose nullity is claimed, and an application of the same person."""
    decision, _, appeal = await appealed(people, today)
    found = await done(people.auditor.get(f"/v1/decisions/{decision}"))
    await people.head.send("PUT", "/v1/file-plan", body=PLAN, if_match=0)
    made = await an_application(people, applicant=found["entitled"], received_on="2025-09-10")
    asked = {"ground": "no_basis_or_gross_breach", "received_on": "2025-09-10"}
    proceeding = (await done(people.clerk.post(f"/v1/decisions/{decision}/nullities", asked)))["id"]
    return {
        "decision": decision, "appeal": appeal, "application": made.id, "proceeding": proceeding,
        "person": found["entitled"],
    }  # fmt: skip


async def excluded(people: Staff, official: str | None, person: str, since: str = "2025-01-01") -> None:
    ground = "close_relative" if official else "organ_head_interest"
    body = {
        "official": official, "matter_kind": "person", "matter": person, "ground": ground, "since": since,
    }  # fmt: skip
    await done(people.head.post("/v1/exclusions", body))


async def answers(who: Caller, service: FastAPI, made: dict[str, str]) -> dict[str, tuple[int, str]]:
    """What each write answers by its status and code; without a body, so that nothing happens."""
    found = {}
    for name, method, path, named in writes(service):
        if not UNMADE.isdisjoint(named):
            continue
        address = re.sub(r"\{(\w+)\}", lambda one: made.get(one[1], NOTHING if one[1] not in {"number"} else "1"), path)
        answer = await who.send(method, address, key=f"{who.subject}-{name}", if_match=1)
        found[name] = (answer.status_code, answer.json().get("code", ""))
    return found


@pytest.mark.asyncio
async def test_an_excluded_official_writes_nothing_under_any_address_of_the_matter(
    people: Staff, office: Office, today: Turn, service: FastAPI
) -> None:
    made = await a_matter(people, today)
    await excluded(people, "ewa", made["person"])
    ewa = office.caller("ewa", "caseworker", "social_worker", "head", "accountant")
    adam = office.caller("adam", "caseworker", "social_worker", "head", "accountant")

    of_ewa, of_adam = await answers(ewa, service, made), await answers(adam, service, made)

    assert len(of_ewa) > 40
    assert {name: told for name, told in of_ewa.items() if told != (403, "official_excluded")} == {}
    assert {name for name, told in of_adam.items() if told == (403, "official_excluded")} == set()
    assert (await ewa.get(f"/v1/decisions/{made['decision']}")).status_code == 200
    assert all(OPERATIONS[name] for name in of_ewa)


@pytest.mark.parametrize("name", sorted(UNMADE))
@pytest.mark.asyncio
async def test_every_other_address_is_asked_too(people: Staff, database: Database, name: str) -> None:
    await excluded(people, "ewa", await a_person(people.clerk), since="2019-01-01")

    async with database.read(GMINA) as db:
        await takes_no_part(db, "ewa", {name: str(uuid4())}, None, date(2019, 3, 1))


@pytest.mark.asyncio
async def test_an_excluded_organ_still_takes_in_the_appeal_and_hands_the_file_over(
    people: Staff, office: Office, today: Turn, service: FastAPI
) -> None:
    made = await a_matter(people, today)
    await excluded(people, None, made["person"])
    adam = office.caller("adam", "caseworker", "social_worker", "head", "accountant")

    let = {name for name, told in (await answers(adam, service, made)).items() if told != (403, "official_excluded")}

    assert let == NOT_THE_ORGANS
