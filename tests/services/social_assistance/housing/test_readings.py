"""What the act on housing allowances leaves open is a setting, each reading gives its own amount; and the terms of the act."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from casework.benefits.results import Assessment
from kit.law import Law, sentences
from kit.money import grosze, zloty
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.housing.rules import CODE, decided_by

LAW = CATALOGUE.law()
ON = date(2025, 3, 10)
DWELLING: dict[str, Any] = {
    "title": "najemca", "persons": 2, "income_monthly": "5000.00", "area": "40.00", "rooms_and_kitchen": "22.00", "rent": "1500.00",
}  # fmt: skip


def reading(name: str, said: str) -> Law:
    """The law of a gmina whose office reads the act so."""
    parameter = LAW.parameters[f"{CODE}_{name}"]
    assert parameter.open is not None
    return LAW.with_values("990101", {parameter.name: (replace(parameter.values[0], value=said, gmina="990101"),)})


def answer(law: Law, **other: Any) -> Assessment:
    stated = {"application": {"received_on": ON.isoformat()}, "housing": {**DWELLING, **other}}
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(stated))
    return CATALOGUE.supposing("990101", law).assess(CODE, case, ON, "990101")


def amount(found: Assessment) -> str:
    (due,) = found.months
    return zloty(due.amount)


@pytest.mark.parametrize(("said", "due"), [("na_osobe", "854.52"), ("na_gospodarstwo", "809.03")])
def test_the_surplus_of_one_person_or_of_all_lowers_the_allowance(said: str, due: str) -> None:
    found = answer(reading("nadwyzka", said))

    assert amount(found) == due
    assert any(said.replace("_", " ") in one for one in sentences(found.trace))


@pytest.mark.parametrize(("said", "due"), [("limit_przed_nadwyzka", "3454.52"), ("nadwyzka_przed_limitem", "3500.00")])
def test_the_cap_comes_before_the_surplus_or_behind_it(said: str, due: str) -> None:
    assert amount(answer(reading("kolejnosc", said), rent="5000.00")) == due


@pytest.mark.parametrize(("said", "lump"), [("wydatki_ponoszone", "58.33"), ("wydatki_przeliczone", "70.00")])
def test_the_part_of_the_fuel_lump_sum_is_of_the_expenses_as_borne_or_as_scaled(said: str, lump: str) -> None:
    found = answer(
        reading("ryczalt_udzial", said), income_monthly="1000.00", area="50.00", rent="500.00", lacking=["ogrzewanie"],
        energy_price="0.50",
    )  # fmt: skip

    # 400.00 on the norm of 40 m2 and 100.00 of fuel, less 120.00, but at most 70 % of 500.00; 100/600 or 100/500 of it
    assert amount(found) == "350.00"
    assert dict(found.figures)["fuel_lump_sum"] == grosze(lump)


@pytest.mark.parametrize(("received", "last"), [("2025-03-17", "2025-04-17"), ("2025-01-31", "2025-02-28")])
def test_it_is_decided_within_a_month_and_paid_by_the_tenth(received: str, last: str) -> None:
    assert decided_by(date.fromisoformat(received), LAW) == date.fromisoformat(last)
    assert LAW.on(date.fromisoformat(received)).count(f"{CODE}_dzien_wyplaty") == 10


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"rooms_and_kitchen": "40.01"}, "rooms_over_area"),
        ({"municipal_stock": False}, "municipal_rent_missing"),
        ({"lacking": ["gaz"]}, "energy_price_missing"),
        ({"lacking": ["gaz", "gaz"], "energy_price": "1.00"}, "named_twice"),
        ({"found": ["fewer_persons", "fewer_persons"]}, "named_twice"),
    ],
)
def test_a_dwelling_that_contradicts_itself_is_no_case(told: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        answer(LAW, **told)

    assert [one["type"] for one in refused.value.errors()] == [code]
