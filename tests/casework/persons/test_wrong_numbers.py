"""A PESEL that the state itself gave wrongly: registered, found and corrected with the document that shows it."""

from datetime import date

import pytest

from kit.db import Database
from kit.testing.clients import GMINA, Office
from tests.casework.people import a_pesel

pytestmark = pytest.mark.postgres

BORN = date(1984, 5, 17)
RIGHT = a_pesel(BORN)
WRONG = RIGHT[:-1] + str((int(RIGHT[-1]) + 1) % 10)
NO_DAY = "84133112345"
BASIS = "odpis aktu urodzenia, USC Łubnice"


def body(pesel: str, **other: object) -> dict[str, object]:
    return {"pesel": pesel, "first_name": "Anna", "last_name": "Wiśniewska", "birth_date": "1984-05-17", **other}


@pytest.mark.parametrize("pesel", [WRONG, NO_DAY, a_pesel(date(1984, 5, 18))])
@pytest.mark.asyncio
async def test_a_number_that_was_given_wrongly_is_taken_with_what_shows_it_and_found_by_it(
    office: Office, database: Database, pesel: str
) -> None:
    clerk = office.caller("jan", "caseworker")

    bare = await clerk.post("/v1/persons", body(pesel))
    made = await clerk.post("/v1/persons", body(pesel, pesel_basis=BASIS))
    twice = await clerk.post("/v1/persons", body(pesel, pesel_basis=BASIS))
    found = await clerk.post("/v1/persons/lookup", {"pesel": pesel})

    assert (bare.status_code, made.status_code, twice.json()["code"]) == (422, 201, "person_exists")
    person = found.json()["person"]
    assert (person["id"], person["pesel"], person["pesel_basis"]) == (made.json()["id"], pesel, BASIS)
    async with database.tenant(GMINA) as connection:
        ((kept,),) = await (await connection.execute("SELECT number_basis FROM person")).fetchall()
    assert BASIS.encode() not in bytes(kept)


@pytest.mark.asyncio
async def test_a_mistyped_number_that_nobody_has_is_told_as_before(office: Office) -> None:
    answer = await office.caller("jan", "caseworker").post("/v1/persons/lookup", {"pesel": WRONG})

    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [("/pesel", "pesel_invalid")]


@pytest.mark.asyncio
async def test_what_else_is_corrected_leaves_such_a_number_and_a_right_one_needs_nothing_to_show_it(
    office: Office,
) -> None:
    clerk = office.caller("jan", "caseworker")
    made = (await clerk.post("/v1/persons", body(WRONG, pesel_basis=BASIS))).json()["id"]
    address = f"/v1/persons/{made}"

    married = await clerk.send("PATCH", address, body={"last_name": "Nowak"}, if_match=1, key="p1")
    typed = await clerk.send("PATCH", address, body={"pesel": NO_DAY}, if_match=2, key="p2")
    corrected = await clerk.send("PATCH", address, body={"pesel": RIGHT}, if_match=2, key="p3")

    assert (married.status_code, married.json()["pesel_basis"]) == (200, BASIS)
    assert typed.json()["errors"][0]["code"] == "pesel_invalid"
    assert (corrected.json()["pesel"], corrected.json()["pesel_basis"]) == (RIGHT, None)
    assert (await clerk.post("/v1/persons/lookup", {"pesel": WRONG})).json()["person"]["id"] == made
