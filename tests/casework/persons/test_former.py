"""What was corrected is kept: found by the former name and number, shown with who, when and why, sealed, gone with the file."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.db import Database
from kit.testing.clients import GMINA, Caller, Office
from tests.casework.people import a_person, a_pesel

pytestmark = pytest.mark.postgres

BORN, REALLY = date(1984, 5, 17), date(1984, 5, 18)


async def corrected(clerk: Caller, person: str, version: int, **body: object) -> dict[str, object]:
    answer = await clerk.send("PATCH", f"/v1/persons/{person}", body=body, if_match=version)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def found(clerk: Caller, name: str) -> list[dict[str, object]]:
    return list((await clerk.post("/v1/persons/search", {"name": name})).json()["items"])


@pytest.mark.asyncio
async def test_a_person_is_found_by_the_name_and_the_number_that_she_had_before(
    office: Office, database: Database, today: Callable[[date], None]
) -> None:
    today(date(2019, 1, 10))
    clerk = office.caller("jan", "caseworker")
    anna = await a_person(clerk, last_name="Żółtowska")
    basis = "akt małżeństwa 12/2019"
    await corrected(clerk, anna, 1, last_name="Nowak", basis=basis)
    shown = await corrected(clerk, anna, 2, pesel=a_pesel(REALLY), birth_date=REALLY.isoformat())

    (by_maiden_name,) = await found(clerk, "zoltow")
    (by_todays_name,) = await found(clerk, "nowak")
    looked_up = (await clerk.post("/v1/persons/lookup", {"pesel": a_pesel(BORN)})).json()["person"]

    assert by_maiden_name == by_todays_name
    assert (by_todays_name["last_name"], by_todays_name["former_names"]) == ("Nowak", ["Anna Żółtowska"])
    assert (looked_up["id"], looked_up["pesel"]) == (anna, a_pesel(REALLY))
    assert {(one["what"], one["said"], one["basis"]) for one in shown["former"]} == {  # type: ignore[attr-defined]
        ("name", "Anna Żółtowska", basis),
        ("birth_date", "1984-05-17", None),
        ("pesel", a_pesel(BORN), None),
    }
    assert {(one["corrected_by"], one["corrected_on"]) for one in shown["former"]} == {("jan", "2019-01-10")}  # type: ignore[attr-defined]
    file = (await office.caller("ula", "auditor").get(f"/v1/persons/{anna}/file")).json()
    assert file["person"]["former"] == shown["former"]
    async with database.tenant(GMINA) as connection:
        rows = await (await connection.execute("SELECT person_former::text FROM person_former")).fetchall()
    assert len(rows) == 3
    assert not [one for row in rows for one in (a_pesel(BORN), "Żółtowska", basis) if one in row[0]]


@pytest.mark.asyncio
async def test_a_number_belongs_to_whoever_has_it_now_before_whoever_had_it_by_mistake(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    mistaken = await a_person(clerk)
    await corrected(clerk, mistaken, 1, pesel=a_pesel(BORN, 2))
    owner = await a_person(clerk, last_name="Prawdziwa")

    looked_up = (await clerk.post("/v1/persons/lookup", {"pesel": a_pesel(BORN)})).json()["person"]

    assert owner != mistaken
    assert looked_up["id"] == owner


@pytest.mark.asyncio
async def test_what_stays_the_same_leaves_no_history(office: Office) -> None:
    clerk = office.caller("jan", "caseworker")
    anna = await a_person(clerk)

    shown = await corrected(clerk, anna, 1, first_name="Anna", birth_date=BORN.isoformat())
    nothing = await clerk.send("PATCH", f"/v1/persons/{anna}", body={"basis": "bez zmian"}, if_match=2)

    assert shown["former"] == []
    assert (nothing.status_code, nothing.json()["code"]) == (422, "validation_failed")
