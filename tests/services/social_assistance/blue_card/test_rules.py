"""The terms of Niebieska Karta: every worked case beside the slice, and what is not a table."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kit.law import View
from services.social_assistance import blue_card
from services.social_assistance.blue_card import rules
from services.social_assistance.catalogue import CATALOGUE

LAW = CATALOGUE.law()
CASES: list[dict[str, Any]] = yaml.safe_load((Path(str(blue_card.__file__)).parent / "cases.yaml").read_text())


def _due(case: dict[str, Any], view: View) -> date | None:
    found = rules.due(case["step"], case["on"], view)
    return None if found is None else found.last_day


ASKED: dict[str, Callable[[dict[str, Any], View], date | None]] = {
    "due": _due,
    "monitored_until": lambda case, view: rules.monitored_until(case["on"], view),
    "team_meets_by": lambda case, view: rules.team_meets_by(case["on"], view),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_case_is_answered_as_the_law_of_the_day_says(case: dict[str, Any]) -> None:
    assert ASKED[case["rule"]](case, LAW.on(case["on"])) == case["expected"]


def test_every_rule_and_every_step_has_its_cases_and_no_id_comes_twice() -> None:
    assert {case["rule"] for case in CASES} == set(ASKED)
    assert {case["step"] for case in CASES if case["rule"] == "due"} == set(rules.STEPS)
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_a_step_without_a_term_in_the_law_is_not_answered_with_nothing() -> None:
    with pytest.raises(rules.UnknownStep):
        rules.due("form_e", date(2024, 3, 1), LAW.on(date(2024, 3, 1)))


def test_the_unit_of_the_count_is_told_with_the_term() -> None:
    older = rules.due("form_a_to_team", date(2023, 9, 27), LAW.on(date(2023, 9, 27)))
    newer = rules.due("form_a_to_team", date(2023, 9, 28), LAW.on(date(2023, 9, 28)))

    assert older is not None
    assert newer is not None
    assert (older.count, older.unit) == (7, "days")
    assert (newer.count, newer.unit) == (5, "working_days")


def test_a_second_form_a_on_the_same_family_is_a_form_and_no_procedure() -> None:
    forms = (rules.FormA("x", joined=False), rules.FormA("x", joined=True), rules.FormA("y", joined=False))

    assert rules.procedures_and_forms(forms) == (2, 3)
    assert rules.procedures_and_forms(()) == (0, 0)
