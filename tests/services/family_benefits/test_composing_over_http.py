"""What an application asks, established over the interface, comes back composed, with the versions behind it."""

from datetime import date
from pathlib import Path

import pytest

from gops.postgres import Address
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.evidence.a_fact import a_family, composed, established
from tests.casework.people import a_person
from tests.services.an_office import an_office

pytestmark = [pytest.mark.postgres, pytest.mark.asyncio]


async def test_a_request_for_a_supplement_and_a_person_cared_for_are_established_and_composed(
    postgres: Address, tmp_path: Path
) -> None:
    async with an_office(postgres, tmp_path, CATALOGUE, date(2018, 11, 20)) as house:
        clerk = house.people.clerk
        family = await a_family(clerk)
        grandmother = await a_person(clerk, first_name="Zofia", born=date(1940, 1, 2), serial=14)
        without = await composed(clerk, family, benefit="dodatek_rozpoczecie_roku_szkolnego")
        said = {"kind": "circumstance", "valid_from": "2018-11-01"}
        rows = await established(
            clerk,
            {**said, "code": "supplement_school_start", "person": family.child},
            {"kind": "membership", "code": "cared_for", "person": grandmother, "household": family.household,
             "valid_from": "2018-11-01"},
            {**said, "code": "carer", "person": family.mother, "details": {"work": "given_up"}},
            {**said, "code": "cared_for", "person": grandmother, "details": {"relation": "first_degree_kin"}},
            {"kind": "certificate", "code": "disability", "person": grandmother, "valid_from": "2018-02-05",
             "details": {"degree": "znaczny"}},
        )  # fmt: skip
        asked = await composed(clerk, family, benefit="dodatek_rozpoczecie_roku_szkolnego")
        caring = await composed(clerk, family, benefit="swiadczenie_pielegnacyjne")

    assert [one["code"] for one in without["missing"]] == ["request_not_established"]
    assert (asked["complete"], asked["missing"]) == (True, [])
    assert asked["facts"]["supplements"] == {"school_start": ["osoba_3"]}
    behind = {one["pointer"]: one["rows"] for one in asked["used"]}
    assert behind["/supplements/school_start/0"] == [rows[0]["row"]]
    # The person cared for is one of the case and no member of the family.
    assert len(asked["facts"]["family"]["members"]) == 3
    assert (caring["complete"], caring["missing"]) == (True, [])
    (person,) = caring["facts"]["carer"]["cared_for"]
    assert caring["persons"][person["id"]] == grandmother
    assert person["disability"]["degree"] == "znaczny"
