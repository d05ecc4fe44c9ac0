"""Look-ups over HTTP with recorded answers: what is kept, what a failing register leaves, how an answer becomes facts."""

import asyncio
from typing import Any

import httpx
import pytest

from casework.lookups.registers import Question, Registers, Reply
from casework.lookups.routes import lookups_router
from casework.persons.routes import persons_router
from kit.app import create_app
from kit.db import Database
from kit.secrets import KeyRing
from kit.testing.clients import OTHER_GMINA, Caller, Office, running
from kit.testing.tokens import TokenIssuer
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.evidence.a_fact import facts_of
from tests.casework.log import audited
from tests.casework.people import a_person
from tests.casework.rights import Staff, staff

pytestmark = [pytest.mark.postgres, pytest.mark.asyncio]

UNAVAILABLE, TIMED_OUT, REFUSED, UNKNOWN = 2, 3, 4, 5
"""Serial numbers of the persons of the recorded answers."""
PURPOSE = "Ustalenie prawa do zasiłku."


async def asked(clerk: Caller, person: str, register: str = "disability", **other: Any) -> httpx.Response:
    return await clerk.post(
        "/v1/register-lookups", {"register_code": register, "person": person, "purpose": PURPOSE, **other}
    )


async def shown(who: Caller, answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    found = await who.get(f"/v1/register-lookups/{answer.json()['id']}")
    assert found.status_code == 200, found.text
    return dict(found.json())


async def test_the_question_its_ground_its_purpose_and_the_answer_are_kept(people: Staff, database: Database) -> None:
    anna = await a_person(people.clerk)

    told = await shown(people.auditor, await asked(people.clerk, anna, since="2018-01-01"))

    assert (told["state"], told["purpose"], told["legal_basis"], told["asked_by"], told["asked_on"]) == (
        "answered", PURPOSE, "art. 23b u.ś.r.", "jan", "2018-11-15",
    )  # fmt: skip
    (item,) = told["items"]
    assert (item["item"]["degree"], item["kind"], item["code"]) == ("znaczny", "certificate", "disability")
    assert [(one["number"], one["adapter"]) for one in told["attempts"]] == [(1, "recorded")]
    assert {("jan", "looked_up_register_disability", anna), ("ula", "read_register_lookup", anna)} <= set(
        await audited(database)
    )
    async with database.tenant(people.clerk.gmina) as connection:
        plain = await (
            await connection.execute(
                "SELECT l::text FROM register_lookup l UNION SELECT a::text FROM register_answer a"
            )
        ).fetchall()
        sealed = await (await connection.execute("SELECT body FROM evidence_content")).fetchall()
    assert "znaczny" not in str(plain)
    assert PURPOSE not in str(plain)
    assert not any(b"znaczny" in bytes(row[0]) or b"84051700010" in bytes(row[0]) for row in sealed)


@pytest.mark.parametrize(
    ("serial", "state"),
    [(UNAVAILABLE, "unavailable"), (TIMED_OUT, "timed_out"), (REFUSED, "refused"), (UNKNOWN, "not_found")],
)
async def test_whatever_a_register_does_is_a_state_of_the_look_up(people: Staff, serial: int, state: str) -> None:
    person = await a_person(people.clerk, serial=serial)

    told = await shown(people.clerk, await asked(people.clerk, person))
    taken = await people.clerk.post(f"/v1/register-lookups/{told['id']}/establish", {})

    assert (told["state"], told["items"], told["evidence"]) == (state, [], None)
    assert (taken.status_code, taken.json()["code"]) == (409, "transition_not_allowed")


async def test_a_register_that_failed_may_be_asked_again_and_one_that_answered_may_not(people: Staff) -> None:
    person = await a_person(people.clerk, serial=UNAVAILABLE)
    failed = await shown(people.clerk, await asked(people.clerk, person))
    there = await shown(people.clerk, await asked(people.clerk, await a_person(people.clerk)))

    again = await people.clerk.post(f"/v1/register-lookups/{failed['id']}/ask-again", {}, if_match=1)
    stale = await people.clerk.post(f"/v1/register-lookups/{failed['id']}/ask-again", {}, if_match=1)
    refused = await people.clerk.post(f"/v1/register-lookups/{there['id']}/ask-again", {}, if_match=1)

    assert (again.status_code, again.json()["state"], again.json()["version"]) == (200, "unavailable", 2)
    assert stale.status_code == 412
    assert (refused.status_code, refused.json()["code"]) == (409, "transition_not_allowed")
    told = (await people.clerk.get(f"/v1/register-lookups/{failed['id']}")).json()
    assert [one["number"] for one in told["attempts"]] == [2, 1]


async def test_an_answer_becomes_facts_in_one_act_and_only_once(people: Staff) -> None:
    anna = await a_person(people.clerk)
    lookup = await shown(people.clerk, await asked(people.clerk, anna, "zus"))

    taken = await people.clerk.post(f"/v1/register-lookups/{lookup['id']}/establish", {})
    again = await people.clerk.post(f"/v1/register-lookups/{lookup['id']}/establish", {})

    assert taken.status_code == 201, taken.text
    found = (await people.clerk.get(taken.headers["location"])).json()
    assert (found["source"], found["lookup"], found["known_since"]) == ("register", lookup["id"], "2018-11-15")
    assert [(one["kind"], one["valid_from"], one["valid_to"]) for one in found["facts"]] == [
        ("income_source", "2016-05-01", "2018-11-30"),
        ("income", "2017-01-01", "2017-12-31"),
        ("income", "2018-01-01", "2018-11-30"),
    ]
    assert found["facts"][0]["ended_by"] == "employment"
    assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")
    told = (await people.clerk.get(f"/v1/register-lookups/{lookup['id']}")).json()
    assert (told["state"], told["evidence"]) == ("used", found["id"])
    assert [one["kind"] for one in told["items"]] == ["income_source", None]


async def test_only_items_that_are_facts_of_the_service_are_taken_over(people: Staff) -> None:
    anna = await a_person(people.clerk)
    lookup = await shown(people.clerk, await asked(people.clerk, anna, "pesel"))
    address = f"/v1/register-lookups/{lookup['id']}/establish"

    address_item = await people.clerk.post(address, {"items": [1]})
    beyond = await people.clerk.post(address, {"items": [7]})
    taken = await people.clerk.post(address, {"items": [0]})

    assert [one.json()["errors"][0]["code"] for one in (address_item, beyond)] == ["item_unfit", "item_unfit"]
    assert taken.status_code == 201
    assert [one["code"] for one in await facts_of(people.clerk, person=anna)] == ["married"]


async def test_a_register_is_asked_on_the_ground_of_the_services_acts_about_somebody_who_is_there(
    people: Staff, office: Office
) -> None:
    anna = await a_person(people.clerk)
    registers = (await people.clerk.get("/v1/registers")).json()
    other = office.caller("obcy", "caseworker", gmina=OTHER_GMINA)
    lookup = (await asked(people.clerk, anna)).json()["id"]

    assert [one["code"] for one in registers] == ["disability", "labour_office", "pesel", "tax", "zus"]
    assert (await asked(other, anna)).json()["errors"][0]["code"] == "person_unknown"
    assert (await other.get(f"/v1/register-lookups/{lookup}")).status_code == 404
    assert (await other.post(f"/v1/register-lookups/{lookup}/establish", {})).status_code == 404
    assert (await other.post(f"/v1/register-lookups/{lookup}/ask-again", {}, if_match=1)).status_code == 404
    assert [one["id"] for one in (await people.auditor.get("/v1/register-lookups", person=anna)).json()["items"]] == [
        lookup
    ]


class Slow:
    """A register that never answers."""

    name = "slow"

    async def ask(self, question: Question) -> Reply:
        await asyncio.Event().wait()
        raise AssertionError(question)


class Garbled:
    """A register whose answer is of another form than agreed."""

    name = "garbled"

    async def ask(self, question: Question) -> Reply:
        return Reply("answered", ({"type": "certificate", "degree": question.pesel, "issued_on": "niedawno"},))


async def test_a_silent_register_is_not_waited_for_and_garbled_words_become_no_facts(
    database: Database, keys: KeyRing, issuer: TokenIssuer, turned: object
) -> None:
    registers: Registers = {"tax": Slow(), "disability": Garbled()}
    routers = [persons_router(keys), lookups_router(CATALOGUE, keys, registers, seconds=0)]
    app = create_app("Rejestry", "family_benefits", routers, authenticator=issuer.authenticator())
    app.state.database = database
    async with running(app, issuer) as office:
        people = staff(office)
        anna = await a_person(people.clerk)
        silent = (await asked(people.clerk, anna, "tax")).json()
        nobody = (await asked(people.clerk, anna, "zus")).json()
    quick = create_app(
        "Rejestry",
        "family_benefits",
        [persons_router(keys), lookups_router(CATALOGUE, keys, registers)],
        authenticator=issuer.authenticator(),
    )
    quick.state.database = database
    async with running(quick, issuer) as office:
        garbled = (await asked(staff(office).clerk, anna)).json()
        taken = await staff(office).clerk.post(f"/v1/register-lookups/{garbled['id']}/establish", {})

    assert (silent["state"], nobody["state"], garbled["state"]) == ("timed_out", "unavailable", "answered")
    assert (taken.status_code, taken.json()["code"]) == (422, "answer_unfit")
