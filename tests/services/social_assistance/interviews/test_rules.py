"""The terms of the family interview: every worked case beside the slice."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kit.law import NoParameter, View
from services.social_assistance import interviews
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.interviews import rules

LAW = CATALOGUE.law()
CASES: list[dict[str, Any]] = yaml.safe_load((Path(str(interviews.__file__)).parent / "cases.yaml").read_text())
ASKED: dict[str, Callable[[dict[str, Any], View], date]] = {
    "due": lambda case, view: rules.due(case["on"], view, urgent=case["urgent"]),
    "update_by": lambda case, view: rules.update_by(case["on"], case["kind"], view),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_case_is_answered_as_the_law_of_the_day_says(case: dict[str, Any]) -> None:
    assert ASKED[case["rule"]](case, LAW.on(case["on"])) == case["expected"]


def test_every_rule_has_its_cases_and_no_id_comes_twice() -> None:
    assert {case["rule"] for case in CASES} == set(ASKED)
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_a_term_before_the_regulation_that_we_know_is_not_invented() -> None:
    with pytest.raises(NoParameter):
        rules.due(date(2011, 12, 31), LAW.on(date(2011, 12, 31)), urgent=False)
