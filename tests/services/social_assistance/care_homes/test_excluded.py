"""Whoever is excluded from the matter of a resident or of a payer draws up no month of that stay; the others are drawn up."""

from datetime import date

import pytest

from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.services.social_assistance.care_homes.test_care_homes import MONTHS, STAYS, a_stay, ok, with_a_daughter

pytestmark = pytest.mark.postgres


async def excluded(people: Staff, matter: str, kind: str = "person") -> str:
    """The clerk is excluded from a matter."""
    out = {
        "matter_kind": kind, "matter": matter, "official": people.clerk.subject, "ground": "close_relative",
        "since": "2025-04-01",
    }  # fmt: skip
    return str((await ok(people.head.post("/v1/exclusions", out)))["id"])


@pytest.mark.asyncio
@pytest.mark.parametrize("whose", ["resident", "payer"])
async def test_the_months_of_others_are_drawn_up_and_the_rest_by_another_official(people: Staff, whose: str) -> None:
    stay, anna, home = await a_stay(people)
    daughter = await with_a_daughter(people, stay)
    jan = await a_person(people.clerk, "Nowak", "Jan", date(1941, 3, 3), serial=8)
    refer = {"person": jan, "home": home, "unit": "gops", "referred_on": "2025-03-10"}
    other = f"{STAYS}/{(await ok(people.clerk.post(STAYS, refer)))['id']}"
    await ok(people.clerk.post(f"{other}/admit", {"on": "2025-05-01"}, if_match=1))
    own = {"person": jan, "kin": "resident", "basis": "own", "since": "2025-05", "income": "2000.00"}
    await ok(people.clerk.post(f"{other}/payers", own, if_match=2))
    await excluded(people, {"resident": anna, "payer": daughter}[whose])
    hers = await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    all_of_them = await ok(people.accountant.post(MONTHS, {"month": "2025-06"}))
    again = await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))

    assert (hers["stays"], hers["drawn"], hers["missing"]) == (2, 1, [])
    assert hers["excluded"] == again["excluded"] == [stay.rpartition("/")[2]]
    assert (hers["cost"], all_of_them["cost"], again["cost"]) == ("6500.00", "13000.00", "13000.00")
    assert (all_of_them["drawn"], all_of_them["excluded"], again["drawn"]) == (1, [], 0)
