"""A guardian of a child from Ukraine applies for the child alone; what the worked cases do not show."""

from datetime import date
from typing import Any

import pytest

from casework.benefits.results import Assessment, UnfitFacts
from kit.law import sentences
from services.family_benefits.catalogue import CATALOGUE

ALLOWANCE = "ukraina_zasilek_rodzinny"
CHILD = {"id": "dziecko_1", "role": "child", "born_on": "2018-03-03"}


def assessed(benefit: str, family: dict[str, Any], **ukraine: Any) -> Assessment:
    facts = {
        "application": {"received_on": "2025-11-10"},
        "ukraine": {"registered_on": "2022-04-10", **ukraine},
        "family": family,
        "income": {"base_year": 2024, "items": []},
        "parental": {"born_on": "2025-10-20"},
    }
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts))
    return CATALOGUE.assess(benefit, case, date(2025, 11, 20))


@pytest.mark.parametrize("guardian", ["temporary", "institutional"])
def test_with_a_guardian_no_other_family_is_entered(guardian: str) -> None:
    parents = {"applicant": "parents", "members": [{"id": "matka", "role": "parent", "born_on": "1990-01-01"}, CHILD]}

    with pytest.raises(UnfitFacts) as refused:
        assessed(ALLOWANCE, parents, guardian=guardian)

    assert [(one.pointer, one.code) for one in refused.value.errors] == [
        ("/facts/family/applicant", "guardian_with_family")
    ]
    assert assessed(ALLOWANCE, parents).eligible


@pytest.mark.parametrize(
    ("guardian", "called"), [("temporary", "opiekun tymczasowy"), ("institutional", "z ukraińskiej")]
)
def test_the_guardian_is_told_by_what_the_act_calls_him(guardian: str, called: str) -> None:
    found = assessed(ALLOWANCE, {"applicant": "legal_guardian", "members": [CHILD]}, guardian=guardian)

    assert any(called in one for one in sentences(found.trace))


def test_who_is_barred_by_the_act_is_told_that_and_not_that_guardians_have_no_parental_benefit() -> None:
    family = {"applicant": "legal_guardian", "members": [CHILD]}

    barred = assessed("ukraina_swiadczenie_rodzicielskie", family, guardian="temporary", legal_stay=False)
    guardian = assessed("ukraina_swiadczenie_rodzicielskie", family, guardian="temporary")

    assert [one.ground.code for one in barred.refusals] == ["ukraine_no_legal_stay"]
    assert [one.ground.code for one in guardian.refusals] == ["ukraine_guardian_no_parental"]
