"""What the register of matters of coordination knows of a case becomes the part `coordination`, and is never guessed (art. 23a u.ś.r.)."""

from datetime import date
from typing import Any

import pytest

from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.coordination import COORDINATED
from services.family_benefits.coordination_matters.composing import Link, Passed, Stay
from tests.services.test_composing import Story, whole_year

ALLOWANCE, BIRTH_GRANT = "zasilek_rodzinny", "jednorazowa_zapomoga_urodzenie"
RECEIVED, ON = "2025-11-10", "2025-11-20"
FATHER = Stay("other_parent", "DE", date(2025, 11, 10), None)
STAY = {"who": "other_parent", "country": "DE", "since": "2025-11-10"}


def a_family() -> Story:
    return (
        Story("1985-01-01", "2014-05-05")
        .fact("membership", "parent", 1, "2015-01-01")
        .fact("membership", "child", 2, "2014-05-05")
        .fact("circumstance", "applicant", None, "2015-01-01", details={"kind": "lone_parent"})
        .fact("circumstance", "alimony", 2, "2014-05-05", details={"situation": "awarded"})
        .fact("income_source", "taxed", 1, "2015-01-01", amounts=whole_year("12000.00"))
    )


def passed(link: Link | None = None, *stays: Stay, **found: Any) -> Passed:
    return Passed(COORDINATED, stays or (FATHER,), link, **found)


def found(answer: str, on: str = "2025-11-18", since: str | None = None, until: str | None = None) -> dict[str, Any]:
    days = {
        name: None if day is None else date.fromisoformat(day) for name, day in (("since", since), ("until", until))
    }
    return {"answer": answer, "answered_on": date.fromisoformat(on), **days}


def told(*matters: Passed, benefit: str = ALLOWANCE) -> Any:
    story = a_family()
    for one in matters:
        story.record(one)
    return story.composed(CATALOGUE, benefit, ON, RECEIVED).facts.get("coordination")


def test_a_stay_on_the_day_of_the_application_goes_to_the_voivode_on_what_is_registered() -> None:
    composed = a_family().record(passed("passed_on")).composed(CATALOGUE, ALLOWANCE, ON, RECEIVED)

    assert composed.facts["coordination"] == {"stays": [STAY]}
    assert composed.missing == ()
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(composed.facts))
    answer = CATALOGUE.assess(ALLOWANCE, case, date.fromisoformat(ON))
    assert [one.ground.code for one in answer.refusals] == ["stay_in_a_state_of_coordination"]


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [("2025-11-10", None, True), ("2025-11-11", None, False), (None, "2025-11-10", True), (None, "2025-11-09", False)],
)
def test_a_stay_counts_that_is_on_the_day_of_the_application(
    since: str | None, until: str | None, counts: bool
) -> None:
    days = [None if one is None else date.fromisoformat(one) for one in (since, until)]

    composed = told(passed(None, Stay("applicant", "NO", *days)))

    assert (composed is not None) is counts


def test_one_stay_of_two_matters_is_told_once_and_different_ones_in_order() -> None:
    norway = Stay("applicant", "NO", None, None)

    assert told(passed(None, FATHER, norway), passed("passed_on"))["stays"] == [
        {"who": "applicant", "country": "NO"},
        STAY,
    ]


@pytest.mark.parametrize("link", ["passed_on", "came_back", "decided"])
def test_that_coordination_does_not_apply_lets_the_gmina_decide_in_the_same_case_only(link: Link) -> None:
    composed = a_family().record(passed(link, **found("does_not_apply"))).composed(CATALOGUE, ALLOWANCE, ON, RECEIVED)

    assert composed.facts["coordination"] == {"stays": [STAY], "answer": "does_not_apply", "answered_on": "2025-11-18"}
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(composed.facts))
    assert CATALOGUE.assess(ALLOWANCE, case, date.fromisoformat(ON)).eligible
    assert told(passed(None, **found("does_not_apply"))) == {"stays": [STAY]}


@pytest.mark.parametrize("link", ["decided", None])
@pytest.mark.parametrize(
    ("since", "until", "binds"),
    [("2025-11-10", None, True), ("2025-11-11", None, False), ("2025-01-01", "2025-11-10", True), ("2025-01-01", "2025-11-09", False)],
)  # fmt: skip
def test_that_it_applies_binds_for_the_time_that_was_named(
    link: Link | None, since: str, until: str | None, binds: bool
) -> None:
    composed = told(passed(link, **found("applies", since=since, until=until)))

    assert ("answer" in composed) is binds


def test_of_the_application_that_he_had_he_decides_whatever_the_time() -> None:
    composed = told(passed("passed_on", **found("applies", since="2025-12-01")))

    assert composed == {"stays": [STAY], "answer": "applies", "answered_on": "2025-11-18"}


def test_what_he_left_out_of_his_decision_is_to_be_stated() -> None:
    back = passed("came_back", **found("applies", since="2025-01-01", until="2025-12-31"))

    composed = a_family().record(back).composed(CATALOGUE, ALLOWANCE, ON, RECEIVED)

    assert composed.facts["coordination"] == {"stays": [STAY]}
    assert [(one.pointer, one.code) for one in composed.missing] == [("/coordination/answer", "to_be_stated")]


def test_the_last_finding_of_the_cases_own_matter_comes_before_those_of_others() -> None:
    own = passed("passed_on", **found("does_not_apply", "2025-11-15"))
    later = passed("decided", **found("does_not_apply", "2025-11-16"))
    other = passed(None, **found("applies", "2025-11-19", since="2025-01-01"))

    composed = told(later, other, own)

    assert (composed["answer"], composed["answered_on"]) == ("does_not_apply", "2025-11-16")


def test_a_finding_is_about_the_benefits_of_its_matter_and_a_stay_about_the_person() -> None:
    of_another = Passed(frozenset({"zasilek_pielegnacyjny"}), (FATHER,), "passed_on", **found("does_not_apply"))

    assert told(of_another) == {"stays": [STAY]}


def test_nothing_is_composed_for_a_benefit_that_coordination_does_not_reach_or_without_a_matter() -> None:
    assert told() is None
    assert told(passed("passed_on"), benefit=BIRTH_GRANT) is None
