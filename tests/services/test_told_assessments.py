"""What POST /assessments answers is written without models: every worked case is told in the shape that OpenAPI promises."""

from datetime import date
from pathlib import Path
from typing import Any, get_args

import orjson
import pytest

from casework.assessments.schemas import AssessmentOut, Explain
from casework.assessments.service import assess
from casework.assessments.telling import told
from casework.benefits.catalogue import Catalogue
from kit.law import read_cases
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE

GMINA = "101805"
SERVICES = Path(__file__).parents[2] / "services"


@pytest.mark.parametrize("explain", get_args(Explain))
@pytest.mark.parametrize("catalogue", [FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND], ids=lambda item: item.service)
def test_every_worked_case_is_told_in_the_shape_that_is_promised(catalogue: Catalogue, explain: Explain) -> None:
    cases = list(read_cases(SERVICES / catalogue.service / "law"))
    assert cases
    for case in cases:
        answer = _told(catalogue, case, explain)
        read = AssessmentOut.model_validate_json(orjson.dumps(answer), strict=True)
        # Every member, and none that the model does not know.
        assert orjson.loads(read.model_dump_json(by_alias=True)) == orjson.loads(orjson.dumps(answer)), case["id"]
        assert all(bool(one.steps) == (explain != "none") or not one.eligible for one in read.assessments)
        assert all((one.tree is not None) == (explain == "tree") for one in read.assessments)


def _told(catalogue: Catalogue, case: dict[str, Any], explain: Explain) -> dict[str, Any]:
    on = case["on"] if isinstance(case["on"], date) else date.fromisoformat(case["on"])
    gmina = case.get("gmina", GMINA)
    facts = catalogue.facts.model_validate(case["facts"])
    found = assess(catalogue, list(case["expected"]), facts, on, gmina)
    return told(found, on, gmina, catalogue.law(gmina), catalogue.receipt(facts, on, gmina), explain)
