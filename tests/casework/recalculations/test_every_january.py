"""Świadczenie pielęgnacyjne is raised every January by art. 17 ust. 3a u.ś.r.: one right through all its Januaries, in bulk."""

from datetime import date
from typing import Any

import pytest

from tests.casework.people import a_person
from tests.casework.recalculations.test_background import granted
from tests.casework.recalculations.test_recalculations import Turn, amounts, step, to_the_end
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres

SP = "swiadczenie_pielegnacyjne"
# The amount of each year as announced (M.P. 2018 poz. 1099 to M.P. 2025 poz. 1127); a right by the old rules is kept in 2024.
RAISED = {
    2019: "1583.00", 2020: "1830.00", 2021: "1971.00", 2022: "2119.00", 2023: "2458.00", 2024: "2988.00", 2025: "3287.00",
    2026: "3386.00",
}  # fmt: skip
DIFFERENCE = {
    2020: "2964.00",
    2021: "1692.00",
    2022: "1776.00",
    2023: "4068.00",
    2024: "6360.00",
    2025: "3588.00",
    2026: "1188.00",
}
"""Twelve months of what each January adds."""


async def a_carer(people: Staff, serial: int, day: date) -> str:
    """A carer of her mother, who is 79, granted the benefit until further notice on the day; the award."""
    carer = await a_person(people.clerk, serial=serial, born=date(1970, 5, 5))
    mother = await a_person(people.clerk, first_name="Maria", serial=serial, born=date(1940, 1, 1))
    cared_for = {
        "id": "matka",
        "born_on": "1940-01-01",
        "relation": "first_degree_kin",
        "disability": {"degree": "znaczny"},
    }
    body: dict[str, Any] = {
        "benefit": SP, "on": day.isoformat(), "entitled": carer, "recipient": carer, "justified": False,
        "persons": {"opiekun": carer, "matka": mother},
        "facts": {"application": {"received_on": day.isoformat()}, "carer": {"cared_for": [cared_for]}},
    }  # fmt: skip
    (award,) = await granted(people, body)
    return award


async def january(people: Staff, turned: Turn, year: int) -> str:
    """The recalculation of a January, previewed; its address."""
    turned(date(year, 1, 4))
    order = {
        "benefit": SP, "on": f"{year}-01-04", "effective_from": f"{year}-01", "ground": "usr_32_1_other",
        "reason": f"Od 1 stycznia {year} r. świadczenie pielęgnacyjne wynosi {RAISED[year].replace('.', ',')} zł.",
    }  # fmt: skip
    made = await people.clerk.post("/v1/recalculations", order)
    assert made.status_code == 201, made.text
    address = f"/v1/recalculations/{made.json()['id']}"
    await to_the_end(people.clerk, address)
    return address


async def counted(people: Staff, address: str) -> list[tuple[str, str | None, int, str]]:
    shown = (await people.accountant.get(address)).json()
    return [(one["state"], one["code"], one["items"], one["difference"]) for one in shown["counts"]]


async def issued(people: Staff, address: str) -> None:
    """From the preview to the issue."""
    for who, name in ((people.clerk, "draft"), (people.head, "approve"), (people.clerk, "issue")):
        await step(who, address, name)
        await to_the_end(who, address)


async def delivered(people: Staff, address: str, on: str) -> None:
    """What the operation issued is handed over on the day."""
    for one in (await people.auditor.get(f"{address}/items")).json()["items"]:
        answer = await people.clerk.post(f"/v1/decisions/{one['decision']}/deliver", {"on": on}, if_match=3)
        assert answer.status_code == 200, answer.text


@pytest.mark.asyncio
async def test_one_right_is_raised_in_each_january_from_2020_to_2026(people: Staff, turned: Turn) -> None:
    turned(date(2019, 1, 4))
    award = await a_carer(people, 1, date(2019, 1, 4))
    before = await amounts(people, award)
    told = {}

    for year in range(2020, 2027):
        address = await january(people, turned, year)
        told[year] = await counted(people, address)
        await issued(people, address)
        await delivered(people, address, f"{year}-01-04")

    assert before == [("2019-01", None, "1583.00")]
    assert told == {year: [("planned", None, 1, DIFFERENCE[year])] for year in range(2020, 2027)}
    assert await amounts(people, award) == [
        (f"{year}-01", f"{year}-12" if year < 2026 else None, RAISED[year]) for year in range(2019, 2027)
    ]


@pytest.mark.asyncio
async def test_a_january_whose_amount_was_known_when_the_right_was_granted_changes_nothing_and_the_next_one_does(
    people: Staff, turned: Turn
) -> None:
    turned(date(2019, 5, 6))
    award = await a_carer(people, 1, date(2019, 5, 6))
    before = await amounts(people, award)

    first = await counted(people, await january(people, turned, 2020))
    second = await counted(people, await january(people, turned, 2021))

    # Granted for twelve months ahead, so with the amount of the next January in it.
    assert before == [("2019-05", "2019-12", "1583.00"), ("2020-01", None, "1830.00")]
    assert first == [("unchanged", None, 1, "0.00")]
    assert second == [("planned", None, 1, DIFFERENCE[2021])]


@pytest.mark.asyncio
async def test_a_change_of_january_that_was_not_handed_over_waits_in_the_next_one(people: Staff, turned: Turn) -> None:
    turned(date(2019, 1, 4))
    award = await a_carer(people, 1, date(2019, 1, 4))
    await issued(people, await january(people, turned, 2020))

    address = await january(people, turned, 2021)

    assert await counted(people, address) == [("left_out", "decision_not_final", 1, "0.00")]
    assert await amounts(people, award) == [("2019-01", "2019-12", "1583.00"), ("2020-01", None, "1830.00")]
