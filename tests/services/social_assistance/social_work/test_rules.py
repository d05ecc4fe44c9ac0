"""Staffing of the centre and family assistants: every worked case beside the slice."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from kit.law import NoParameter, View
from services.social_assistance import social_work
from services.social_assistance.catalogue import CATALOGUE
from services.social_assistance.social_work import rules

LAW = CATALOGUE.law()
CASES: list[dict[str, Any]] = yaml.safe_load((Path(str(social_work.__file__)).parent / "cases.yaml").read_text())


def _staffing(case: dict[str, Any], view: View) -> dict[str, Any]:
    found = rules.staffing(Fraction(case["employed"]), case["inhabitants"], case["families"], view)
    return {
        "by_inhabitants": str(found.by_inhabitants),
        "by_families": str(found.by_families),
        "meets": found.meets,
    }


ASKED: dict[str, Callable[[dict[str, Any], View], Any]] = {
    "staffing": _staffing,
    "room_for_families": lambda case, view: rules.room_for_families(case["families"], view),
    "assessed_by": lambda case, view: rules.assessed_by(case["on"], view),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_case_is_answered_as_the_act_says(case: dict[str, Any]) -> None:
    assert ASKED[case["rule"]](case, LAW.on(case["on"])) == case["expected"]


def test_every_rule_has_its_cases_and_no_id_comes_twice() -> None:
    assert {case["rule"] for case in CASES} == set(ASKED)
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_a_limit_before_its_law_is_not_invented() -> None:
    with pytest.raises(NoParameter):
        rules.room_for_families(1, LAW.on(date(2013, 12, 31)))
