"""A lone parent with a child, as established facts tell them, and what is assessed on what was composed."""

from datetime import date

from casework.benefits.results import Assessment
from casework.evidence.composed import Composed
from services.family_benefits.catalogue import CATALOGUE
from tests.services.test_composing import Story, whole_year


def a_family(born: str, since: str = "2015-01-01", income_year: int = 2024) -> Story:
    return (
        Story("1985-01-01", born)
        .fact("membership", "parent", 1, since)
        .fact("membership", "child", 2, born)
        .fact("circumstance", "applicant", None, since, details={"kind": "lone_parent"})
        .fact("circumstance", "alimony", 2, born, details={"situation": "awarded"})
        .fact("income_source", "taxed", 1, since, amounts=whole_year("18000.00", income_year))
    )


def assessed(benefit: str, found: Composed, on: str) -> Assessment:
    facts = CATALOGUE.facts.model_validate(found.facts)
    assert CATALOGUE.unfit(benefit, facts) is None
    return CATALOGUE.assess(benefit, CATALOGUE.prepare(facts), date.fromisoformat(on))
