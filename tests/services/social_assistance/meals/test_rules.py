"""Meals: every worked case beside the slice, what an invoice asks for beyond the list, and pupils fed without a decision."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import services.social_assistance.meals as slice_of_meals
from kit.law import NoParameter
from kit.money import grosze, zloty
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.meals.rules import Cost, Eaten, NoPrice, Price, costs, difference, most_without_decision

LAW = CATALOGUE.law()
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(str(slice_of_meals.__file__)).parent / "cases.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_person_costs_what_was_eaten_at_the_price_of_its_day(case: dict[str, Any]) -> None:
    prices = [Price(kind, since, grosze(price)) for kind, since, price in case["prices"]]
    eaten = [
        Eaten(person, kind, (date.fromisoformat(f"{case['month']}-{day:02d}"),))
        for person, of in case["eaten"].items()
        for kind, day in of
    ]

    found = costs(eaten, prices)

    assert {person: [one.meals, zloty(one.amount)] for person, one in found.items()} == case["expected"]


def test_no_case_comes_twice() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_a_meal_without_a_price_is_an_error_and_not_free() -> None:
    prices = [Price("obiad", date(2026, 3, 2), 750)]

    assert costs([Eaten("jan", "obiad", (date(2026, 3, 2),))], prices) == {"jan": Cost(1, 750)}
    for kind, day in (("obiad", date(2026, 3, 1)), ("sniadanie", date(2026, 3, 2))):
        with pytest.raises(NoPrice) as refused:
            costs([Eaten("jan", kind, (day,))], prices)
        assert (refused.value.kind, refused.value.on) == (kind, day)


@pytest.mark.parametrize(("asked", "more"), [(2_309, -1), (2_310, 0), (2_311, 1)])
def test_an_invoice_is_compared_with_the_list_to_the_grosz(asked: int, more: int) -> None:
    assert difference(asked, [Cost(2, 1_560), Cost(1, 750)]) == more


@pytest.mark.parametrize(("fed", "most"), [(0, 0), (4, 0), (5, 1), (9, 1), (10, 2), (143, 28)])
def test_a_fifth_of_the_pupils_fed_in_the_month_before_are_fed_without_a_decision(fed: int, most: int) -> None:
    assert most_without_decision(fed, LAW.on(date(2026, 3, 31))) == most


def test_before_the_programme_no_pupil_was_fed_without_a_decision() -> None:
    with pytest.raises(NoParameter):
        most_without_decision(100, LAW.on(date(2013, 12, 31)))
