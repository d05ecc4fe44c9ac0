"""Addresses of persons: from a day, encrypted, audited; a letter goes to the address for letters, else to where she lives."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import psycopg
import pytest

from kit.db import Database
from kit.testing.clients import Office
from kit.testing.databases import ServiceDatabase
from tests.casework.letters.a_letter import ADDRESS, lives, pdf_text, registered
from tests.casework.log import audited
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded, staff

pytestmark = pytest.mark.postgres


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    return staff(office)


@pytest.mark.asyncio
async def test_the_latest_address_up_to_a_day_holds_and_the_earlier_ones_stay(
    people: Staff, database: Database
) -> None:
    anna = await lives(people, await a_person(people.clerk))
    await lives(people, anna, since="2019-01-05", lines=["ul. Nowa 2", "98-432 Łubnice"])

    now = (await people.clerk.get(f"/v1/persons/{anna}/addresses")).json()
    then = (await people.clerk.get(f"/v1/persons/{anna}/addresses", on="2018-06-01")).json()

    assert [(one["lines"][0], one["in_force"]) for one in now] == [
        ("ul. Nowa 2", True),
        ("ul. Jabłoniowa 7 m. 3", False),
    ]
    assert [one["in_force"] for one in then] == [False, True]
    noted = [action for _, action, subject in await audited(database) if subject == anna]
    assert noted.count("recorded_address") == 2
    assert "read_addresses" in noted
    held = (await people.auditor.get(f"/v1/persons/{anna}/file")).json()["addresses"]
    assert [one["lines"][0] for one in held] == ["ul. Nowa 2", "ul. Jabłoniowa 7 m. 3"]


@pytest.mark.asyncio
async def test_letters_go_to_the_address_for_letters_until_it_ends(people: Staff) -> None:
    await registered(people)
    anna = await lives(people, await a_person(people.clerk))
    decision = await a_decision(people, recorded(anna))

    async def sent_to() -> str:
        made = await people.clerk.post(f"/v1/decisions/{decision}/letter", {})
        return pdf_text((await people.clerk.get(f"/v1/letters/{made.json()['id']}")).content)

    await lives(people, anna, use="correspondence", since="2019-01-02", lines=["skr. poczt. 5", "98-432 Łubnice"])
    elsewhere = await sent_to()
    await lives(people, anna, use="correspondence", since="2019-01-10", lines=[])
    home = await sent_to()
    await lives(people, anna, since="2019-01-10", lines=[])
    nowhere = await sent_to()

    assert "skr. poczt. 5" in elsewhere
    assert "ul. Jabłoniowa 7 m. 3" in home
    assert "Jabłoniowa" not in nowhere
    assert "Anna Wiśniewska" in nowhere


@pytest.mark.asyncio
async def test_addresses_lie_encrypted_and_cannot_be_changed(people: Staff, stored: ServiceDatabase) -> None:
    await lives(people, await a_person(people.clerk))

    with psycopg.connect(stored.superuser_dsn, autocommit=True) as connection:
        (row,) = connection.execute("SELECT lines FROM person_address").fetchall()
    assert b"Jab" not in bytes(row[0])
    with (
        psycopg.connect(stored.dsn, autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("UPDATE person_address SET use = 'electronic'")


@pytest.mark.asyncio
async def test_an_unknown_person_and_two_electronic_lines_are_refused(people: Staff) -> None:
    anna = await a_person(people.clerk)

    nobody = await people.clerk.post(f"/v1/persons/{uuid4()}/addresses", ADDRESS)
    two = await people.clerk.post(f"/v1/persons/{anna}/addresses", {**ADDRESS, "use": "electronic"})
    accountant = await people.accountant.get(f"/v1/persons/{anna}/addresses")

    assert [one.status_code for one in (nobody, two, accountant)] == [404, 422, 403]
