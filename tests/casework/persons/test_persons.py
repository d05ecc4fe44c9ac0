"""Persons over HTTP on a real database."""

import asyncio
import logging
from datetime import date
from uuid import uuid4

import pytest

from casework.facts.cases import HOUSEHOLD_LINKED, PERSON_RELINKED
from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.log import audited, events
from tests.casework.people import a_household, a_person, a_pesel

pytestmark = pytest.mark.postgres

BORN = date(1984, 5, 17)
PESEL = a_pesel(BORN)


def wisniewska(**other: object) -> dict[str, object]:
    return {"pesel": PESEL, "first_name": "Anna", "last_name": "Wiśniewska", "birth_date": "1984-05-17", **other}


@pytest.mark.asyncio
async def test_a_registered_person_is_shown_with_her_number_and_the_reading_is_audited(
    office: Office, database: Database
) -> None:
    anna = await a_person(office.caller("jan", "caseworker"))

    shown = await office.caller("ewa", "auditor").get(f"/v1/persons/{anna}")

    rest = {"pesel_basis": None, "document": None, "former": [], "entries": [], "version": 1}
    assert shown.json() == {"id": anna, **rest, **wisniewska()}
    assert shown.headers["ETag"] == '"1"'
    assert await audited(database) == [("jan", "registered", anna), ("ewa", "read", anna)]


@pytest.mark.asyncio
async def test_a_number_is_registered_once_in_a_gmina(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    await a_person(clerk)

    answer = await clerk.post("/v1/persons", wisniewska(first_name="Hanna"))

    assert (answer.status_code, answer.json()["code"]) == (409, "person_exists")


@pytest.mark.asyncio
async def test_two_clerks_who_register_one_number_at_once_make_one_person(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")

    answers = await asyncio.gather(*(clerk.post("/v1/persons", wisniewska()) for _ in range(6)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"person_exists"}


@pytest.mark.asyncio
async def test_the_same_number_in_another_gmina_is_another_matter(office: Office) -> None:
    await a_person(office.caller("jan", "caseworker"))

    answer = await office.caller("ola", "caseworker", gmina=OTHER_GMINA).post("/v1/persons", wisniewska())

    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("wrong", "code", "pointer"),
    [
        ({"pesel": PESEL[:-1] + str((int(PESEL[-1]) + 1) % 10)}, "pesel_invalid", "/pesel"),
        ({"birth_date": "1984-05-18"}, "pesel_birth_date", ""),
        ({"pesel": None, "birth_date": "2098-01-01"}, "day_in_future", "/birth_date"),
        ({"first_name": "An\x00na"}, "invalid_text", "/first_name"),
        ({"last_name": "   "}, "too_short", "/last_name"),
        ({"shoe_size": 38}, "unknown_field", ""),
    ],
)
@pytest.mark.asyncio
async def test_bad_data_is_refused_with_a_pointer_and_never_repeated(
    office: Office, wrong: dict[str, object], code: str, pointer: str
) -> None:
    answer = await office.caller("jan", "caseworker").post("/v1/persons", wisniewska(**wrong))

    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]
    assert "1984" not in answer.text
    assert "Wiśniewska" not in answer.text


@pytest.mark.asyncio
async def test_a_repeated_registration_with_its_key_gives_the_same_person(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    first = await clerk.post("/v1/persons", wisniewska(), key="rejestracja-1")

    again = await clerk.post("/v1/persons", wisniewska(), key="rejestracja-1")

    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"


@pytest.mark.asyncio
async def test_a_look_up_by_number_is_audited_also_when_nobody_has_it(office: Office, database: Database) -> None:
    clerk = office.caller("jan", "caseworker")
    anna = await a_person(clerk)

    found = await clerk.post("/v1/persons/lookup", {"pesel": PESEL})
    none = await clerk.post("/v1/persons/lookup", {"pesel": a_pesel(BORN, 77)})

    assert (found.json()["person"]["id"], none.json()) == (anna, {"person": None})
    assert [entry[1:] for entry in await audited(database)][1:] == [("looked_up", anna), ("looked_up", None)]


@pytest.mark.asyncio
async def test_a_person_without_a_number_is_found_by_her_document(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    paper = {"type": "paszport", "number": "ab 123456"}
    registered = await clerk.post("/v1/persons", wisniewska(pesel=None, document=paper))

    found = await clerk.post("/v1/persons/lookup", {"document": {"type": "paszport", "number": "AB123456"}})
    twice = await clerk.post("/v1/persons", wisniewska(pesel=None, document=paper))

    assert found.json()["person"]["id"] == registered.json()["id"]
    assert twice.json()["code"] == "person_exists"


@pytest.mark.asyncio
async def test_names_are_found_without_polish_letters_and_listed_in_polish_order(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    for serial, name in enumerate(["Łoś", "Los", "Ćwik", "Cyra", "Lis", "Lot Nowa"], start=1):
        await a_person(clerk, last_name=name, serial=serial)

    found = await clerk.post("/v1/persons/search", {"name": "lo"})
    every = await clerk.post("/v1/persons/search", {"sort": "-name"})
    divided = await clerk.post("/v1/persons/search", {"name": "lot nowa, an"})

    assert [one["last_name"] for one in found.json()["items"]] == ["Los", "Lot Nowa", "Łoś"]
    assert [one["last_name"] for one in every.json()["items"]] == ["Łoś", "Lot Nowa", "Los", "Lis", "Ćwik", "Cyra"]
    assert [one["last_name"] for one in divided.json()["items"]] == ["Lot Nowa"]


@pytest.mark.asyncio
async def test_the_names_behind_the_ids_of_a_list_are_asked_for_at_once(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    known = [await a_person(clerk, last_name=name, serial=n) for n, name in enumerate(["Łoś", "Ćwik", "Lis"], start=1)]

    found = await clerk.post("/v1/persons/search", {"ids": [known[0], known[1], str(uuid4()), known[0]]})
    none = await clerk.post("/v1/persons/search", {"ids": []})

    assert [(one["id"], one["last_name"]) for one in found.json()["items"]] == [(known[1], "Ćwik"), (known[0], "Łoś")]
    assert (none.status_code, none.json()["errors"][0]["pointer"]) == (422, "/ids")


@pytest.mark.asyncio
async def test_a_name_has_no_place_in_an_address(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")

    answer = await clerk.get("/v1/persons", name="Wiśniewska")

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize("sort", ["name", "-name"])
@pytest.mark.asyncio
async def test_pages_show_every_person_once(office: Office, sort: str) -> None:
    clerk = office.caller("jan", "caseworker")
    for serial in range(1, 8):
        await a_person(clerk, serial=serial)
    seen: list[str] = []
    cursor = None

    for _ in range(4):
        query = {"limit": 2} if cursor is None else {"limit": 2, "cursor": cursor}
        page = (await clerk.send("POST", "/v1/persons/search", body={"sort": sort}, query=query)).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]

    assert (len(seen), len(set(seen)), cursor) == (7, 7, None)


@pytest.mark.asyncio
async def test_a_number_learnt_later_links_the_person_and_her_household_to_new_pseudonyms(
    office: Office, database: Database
) -> None:
    clerk = office.caller("jan", "caseworker")
    anna = (await clerk.post("/v1/persons", wisniewska(pesel=None))).json()["id"]
    await a_household(clerk, anna)

    corrected = await clerk.send("PATCH", f"/v1/persons/{anna}", body={"pesel": PESEL}, if_match=1)

    assert (corrected.json()["pesel"], corrected.headers["ETag"]) == (PESEL, '"2"')
    relinked, linked = await events(database, PERSON_RELINKED, HOUSEHOLD_LINKED)
    assert relinked["subject"] == anna
    assert relinked["data"]["old"] != relinked["data"]["new"]
    assert (linked["type"], linked["data"]["renamed"]) == (HOUSEHOLD_LINKED, True)


@pytest.mark.asyncio
async def test_a_corrected_name_leaves_the_pseudonym_alone(office: Office, database: Database) -> None:
    clerk = office.caller("jan", "caseworker")
    anna = await a_person(clerk)

    corrected = await clerk.send("PATCH", f"/v1/persons/{anna}", body={"last_name": "Żak"}, if_match=1)

    assert corrected.json()["last_name"] == "Żak"
    assert await events(database) == []
    assert [one["last_name"] for one in (await clerk.post("/v1/persons/search", {"name": "zak"})).json()["items"]] == [
        "Żak"
    ]


@pytest.mark.parametrize(("if_match", "status"), [(None, 428), (7, 412)])
@pytest.mark.asyncio
async def test_a_correction_needs_the_version_that_was_read(office: Office, if_match: int | None, status: int) -> None:
    clerk = office.caller("jan", "caseworker")
    anna = await a_person(clerk)

    answer = await clerk.send("PATCH", f"/v1/persons/{anna}", body={"last_name": "Żak"}, if_match=if_match)

    assert answer.status_code == status


@pytest.mark.asyncio
async def test_an_accountant_may_not_read_persons(office: Office) -> None:
    anna = await a_person(office.caller("jan", "caseworker"))

    answer = await office.caller("ida", "accountant").get(f"/v1/persons/{anna}")

    assert answer.status_code == 403


@pytest.mark.asyncio
async def test_another_gmina_finds_nobody(office: Office) -> None:
    anna = await a_person(office.caller("jan", "caseworker"))
    stranger = office.caller("ola", "caseworker", "head", gmina=OTHER_GMINA)

    answers = [
        await stranger.get(f"/v1/persons/{anna}"),
        await stranger.get(f"/v1/persons/{anna}/file"),
        await stranger.send("PATCH", f"/v1/persons/{anna}", body={"last_name": "Żak"}, if_match=1),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert (await stranger.post("/v1/persons/search", {})).json()["items"] == []
    assert (await stranger.post("/v1/persons/lookup", {"pesel": PESEL})).json() == {"person": None}


@pytest.mark.asyncio
async def test_the_file_says_who_looked_into_it(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    anna = await a_person(clerk)
    await a_household(clerk, anna)

    file = (await clerk.get(f"/v1/persons/{anna}/file")).json()

    assert file["person"]["pesel"] == PESEL
    assert [one["role"] for one in file["households"]] == ["adult"]
    assert [(one["who"], one["action"]) for one in file["accesses"]] == [
        ("jan", "registered"),
        ("jan", "gathered_file"),
    ]


@pytest.mark.asyncio
async def test_no_number_stands_in_the_clear_in_the_database_or_in_the_log(
    office: Office, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    clerk = office.caller("jan", "caseworker")
    with caplog.at_level(logging.DEBUG):
        await a_person(clerk)
        await clerk.post("/v1/persons", wisniewska())
        await clerk.post("/v1/persons/lookup", {"pesel": PESEL})
        await clerk.post("/v1/persons", wisniewska(birth_date="1984-05-18"))

    async with database.tenant(clerk.gmina) as connection:
        stored = await (await connection.execute("SELECT p::text, encode(pesel, 'escape') FROM person p")).fetchall()
    assert PESEL not in str(stored)
    assert PESEL not in caplog.text + "".join(str(record.__dict__) for record in caplog.records)
