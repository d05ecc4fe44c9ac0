"""The limits and thresholds of programmes: every worked case beside the slice."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from kit.law import NoParameter, View
from kit.money import grosze, zloty
from services.social_assistance import programmes
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.programmes import rules

LAW = CATALOGUE.law()
CASES: list[dict[str, Any]] = yaml.safe_load((Path(str(programmes.__file__)).parent / "cases.yaml").read_text())


def _food(case: dict[str, Any], view: View) -> dict[str, Any]:
    income = Fraction(grosze(case["income"]))
    found = rules.food_aid(case["kind"], income, art_7_ground=case["ground"], view=view)
    return {"qualified": found.qualified, "threshold": zloty(found.threshold)}


def _work(case: dict[str, Any], view: View) -> dict[str, Any]:
    found = rules.useful_work(Fraction(case["hours"]), view)
    return {"pay": zloty(found.pay), "fund": zloty(found.fund_at_most), "gmina": zloty(found.gmina_at_least)}


def _fits(case: dict[str, Any], view: View) -> bool:
    return rules.useful_work_fits(Fraction(case["hours"]), without_benefit=case["without_benefit"], view=view)


def _assistant(case: dict[str, Any], view: View) -> dict[str, Any]:
    rate = grosze(case["rate"])
    found = rules.personal_assistant(case["degree"], coupled=case["coupled"], hour_rate=rate, view=view)
    return {"hours": found.hours, "cost": zloty(found.cost)}


def _respite(case: dict[str, Any], view: View) -> dict[str, Any]:
    found = rules.respite(case["form"], Fraction(case["used"]), Fraction(case["requested"]), view)
    return {"left": str(found.left), "may_grant": str(found.may_grant)}


def _corps(case: dict[str, Any], view: View) -> dict[str, Any]:
    found = rules.corps(grosze(case["cost"]), view)
    return {"grant": zloty(found.grant_at_most), "own": zloty(found.own_at_least)}


ASKED: dict[str, Callable[[dict[str, Any], View], Any]] = {
    "food_aid": _food,
    "useful_work": _work,
    "useful_work_fits": _fits,
    "personal_assistant": _assistant,
    "respite": _respite,
    "corps": _corps,
    "corps_serves": lambda case, view: rules.corps_serves(case["born"], case["on"], view),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_case_is_answered_as_the_programme_says(case: dict[str, Any]) -> None:
    assert ASKED[case["rule"]](case, LAW.on(case["on"])) == case["expected"]


def test_every_rule_has_its_cases_and_no_id_comes_twice() -> None:
    assert {case["rule"] for case in CASES} == set(ASKED)
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_an_income_above_the_threshold_by_less_than_a_grosz_does_not_pass() -> None:
    view = LAW.on(date(2025, 3, 3))

    assert not rules.food_aid("rodzina", Fraction(654_286, 3), art_7_ground=True, view=view).qualified
    assert rules.food_aid("rodzina", Fraction(654_285, 3), art_7_ground=True, view=view).qualified


def test_an_edition_whose_limits_were_not_read_is_not_that_of_the_year_before() -> None:
    with pytest.raises(NoParameter):
        rules.personal_assistant("znaczny", coupled=False, hour_rate=5_000, view=LAW.on(date(2026, 2, 3)))


def test_the_shares_of_a_cost_always_make_it_up() -> None:
    view = LAW.on(date(2024, 6, 3))
    for cost in range(200):
        shared = rules.corps(cost, view)
        assert shared.grant_at_most + shared.own_at_least == cost
        assert 0 <= shared.grant_at_most * 10 <= cost * 8
