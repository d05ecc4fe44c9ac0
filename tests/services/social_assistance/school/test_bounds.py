"""A sum or a period outside the act is no case of school aid, and what the rule book says of its bounds is what the rules give."""

from datetime import date
from typing import Any

import pytest

from casework.benefits.results import UnfitFacts
from kit.money import zloty
from kit.periods import parse_month
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.school.facts import Stipend
from services.social_assistance.school.rules import ALLOWANCE, STIPEND, bounds, year_limit

LAW = CATALOGUE.law()
PUPIL: dict[str, Any] = {"id": "uczen", "amount_monthly": "124.00", "first_month": "2025-09", "months": 10}


def stipend(**other: Any) -> None:
    stated = {
        "application": {"received_on": "2025-09-10"},
        "household": {"kind": "single", "members": [{"id": "uczen", "born_on": "2007-03-04"}]},
        "school_stipend": {"pupils": [{**PUPIL, **other}]},
    }
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(stated))
    CATALOGUE.assess(STIPEND, case, date(2025, 9, 20))


def allowance(amount: str) -> None:
    pupil = {"id": "uczen", "born_on": "2007-03-04", "amount": amount, "event_on": "2025-09-01"}
    stated = {"application": {"received_on": "2025-09-10"}, "school_hardship": {"pupils": [pupil]}}
    CATALOGUE.assess(ALLOWANCE, CATALOGUE.prepare(CATALOGUE.facts.model_validate(stated)), date(2025, 9, 20))


@pytest.mark.parametrize(("month", "least", "most"), [("2022-10", "99.20", "248.00"), ("2016-10", "94.40", "236.00")])
def test_the_bounds_of_a_month_are_those_of_its_law(month: str, least: str, most: str) -> None:
    assert tuple(zloty(one) for one in bounds(parse_month(month), LAW)) == (least, most)


@pytest.mark.parametrize(("kind", "most"), [("uczen", "2480.00"), ("sluchacz_kolegium", "2232.00")])
def test_a_school_year_has_twenty_times_the_base_and_a_college_eighteen(kind: str, most: str) -> None:
    pupil = Stipend.model_validate({**PUPIL, "kind": kind})

    assert zloty(year_limit(pupil, parse_month("2025-10"), LAW)) == most


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"amount_monthly": "99.19"}, "amount_outside_bounds"),
        ({"amount_monthly": "248.01"}, "amount_outside_bounds"),
        ({"months": 11}, "period_outside_bounds"),
        ({"kind": "sluchacz_kolegium"}, "period_outside_bounds"),
        ({"first_month": "2025-12"}, "period_outside_bounds"),
        ({"other_stipend": "1240.01"}, "amount_over_year_limit"),
        ({"granted_this_year": "1240.01"}, "amount_over_year_limit"),
    ],
)
def test_a_stipend_outside_the_act_is_no_case(told: dict[str, Any], code: str) -> None:
    with pytest.raises(UnfitFacts) as refused:
        stipend(**told)

    assert [one.code for one in refused.value.errors] == [code]


@pytest.mark.parametrize(
    "told",
    [
        {"amount_monthly": "99.20"}, {"amount_monthly": "248.00"}, {"kind": "sluchacz_kolegium", "months": 9},
        {"first_month": "2025-11"}, {"other_stipend": "1240.00"}, {"granted_this_year": "1240.00"},
    ],
)  # fmt: skip
def test_a_stipend_at_the_bound_is_one(told: dict[str, Any]) -> None:
    stipend(**told)


@pytest.mark.parametrize("amount", ["0.00", "620.01"])
def test_an_allowance_of_nothing_or_over_five_times_the_base_is_no_case(amount: str) -> None:
    with pytest.raises(UnfitFacts) as refused:
        allowance(amount)

    assert [one.code for one in refused.value.errors] == ["amount_outside_bounds"]
