"""School away from home (art. 15 ust. 1): where the level of the school matters it is told, and only for schools of either level."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from casework.benefits.results import UnfitFacts
from services.family_benefits.catalogue import CATALOGUE

ON = "2024-11-04"


def facts(school: dict[str, Any], mode: str) -> dict[str, Any]:
    return {
        "application": {"received_on": ON},
        "family": {
            "applicant": "lone_parent",
            "members": [
                {"id": "matka", "role": "parent", "born_on": "1985-01-01"},
                {"id": "corka", "role": "child", "born_on": "2012-01-01", "alimony": "awarded"},
                {"id": "syn", "role": "child", "born_on": "2010-01-01", "alimony": "awarded", "school": school},
            ],
        },
        "income": {"base_year": 2023, "items": [{"member": "matka", "amount": "12000.00"}]},
        "supplements": {"study_away": [{"child": "syn", "mode": mode}]},
    }


def assess(written: dict[str, Any], benefit: str) -> str:
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(written))
    return CATALOGUE.assess(benefit, case, date.fromisoformat(ON)).outcome


@pytest.mark.parametrize(
    ("kind", "mode"), [("artystyczna", "commuting"), ("specjalna", "commuting"), ("specjalna", "residence")]
)
def test_the_level_of_the_school_is_asked_for_where_the_supplement_depends_on_it(kind: str, mode: str) -> None:
    with pytest.raises(UnfitFacts) as found:
        assess(facts({"kind": kind}, mode), "zasilek_rodzinny")

    (error,) = found.value.errors
    assert (error.code, error.pointer) == ("school_level_not_told", "/facts/family/members/2/school/level")


def test_without_the_supplement_nobody_asks_for_the_level() -> None:
    written = facts({"kind": "specjalna"}, "commuting") | {"supplements": {}}

    assert assess(written, "zasilek_rodzinny") == "granted"


def test_a_school_whose_kind_says_its_level_has_no_other() -> None:
    with pytest.raises(ValidationError, match="level_not_used"):
        CATALOGUE.facts.model_validate(facts({"kind": "podstawowa", "level": "ponadpodstawowa"}, "commuting"))
