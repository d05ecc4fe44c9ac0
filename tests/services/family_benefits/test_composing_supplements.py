"""Requests for supplements, established like everything else, become the part that the allowance and its supplements read."""

from typing import Any

import pytest

from casework.evidence.composed import Composed
from services.family_benefits.allowance import ALLOWANCE
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.facts import Supplements
from services.family_benefits.leave import LEAVE
from services.family_benefits.supplements import (
    BIRTH,
    COMMUTING,
    LARGE_FAMILY,
    LONE,
    REHABILITATION,
    RESIDENCE,
    SCHOOL_START,
)
from services.family_benefits.ukraine import ALLOWANCE as OF_UKRAINE
from services.family_benefits.ukraine import BIRTH_SUPPLEMENT as BIRTH_OF_UKRAINE
from tests.services.test_composing import Story, months, whole_year

ON = "2025-11-20"
CHILDREN = {
    BIRTH: 3,
    LEAVE: 3,
    LONE: 2,
    REHABILITATION: 2,
    SCHOOL_START: 2,
    RESIDENCE: 2,
    COMMUTING: 2,
    LARGE_FAMILY: None,
}
CODES = {
    BIRTH: "supplement_birth", LEAVE: "supplement_childcare_leave", LONE: "supplement_lone_parent", LARGE_FAMILY: "supplement_large_family",
    REHABILITATION: "supplement_rehabilitation", SCHOOL_START: "supplement_school_start", RESIDENCE: "supplement_study_away",
    COMMUTING: "supplement_study_away",
}  # fmt: skip
SAID: dict[str, dict[str, Any]] = {
    BIRTH: {"medical_care_from_week": 9},
    LEAVE: {"employment_months_before": 24},
    RESIDENCE: {"mode": "residence"},
    COMMUTING: {"mode": "commuting"},
}


def a_family() -> Story:
    """A parent, a pupil and a child born this year."""
    return (
        Story("1985-01-01", "2014-05-05", "2025-03-03")
        .fact("membership", "parent", 1, "2014-05-05")
        .fact("membership", "child", 2, "2014-05-05")
        .fact("membership", "child", 3, "2025-03-03")
        .fact("circumstance", "applicant", None, "2014-05-05", details={"kind": "lone_parent"})
        .fact("circumstance", "alimony", 2, "2014-05-05", details={"situation": "father_unknown"})
        .fact("circumstance", "alimony", 3, "2025-03-03", details={"situation": "father_unknown"})
        .fact("certificate", "school", 2, "2021-09-01", details={"kind": "podstawowa"})
        .fact("certificate", "disability", 2, "2024-01-01", details={"degree": "orzeczenie_o_niepelnosprawnosci"})
        .fact("income_source", "taxed", 1, "2014-01-01", amounts=whole_year("12000.00"))
    )


def asking(benefit: str, story: Story) -> Story:
    until = "2026-06-30" if benefit == LEAVE else None
    return story.fact(
        "circumstance", CODES[benefit], CHILDREN[benefit], "2025-11-01", until, details=SAID.get(benefit, {})
    )


def composed(story: Story, benefit: str) -> Composed:
    return story.composed(CATALOGUE, benefit, ON, "2025-11-10")


@pytest.mark.parametrize("benefit", sorted(CODES))
def test_a_supplement_that_nobody_asked_for_is_named(benefit: str) -> None:
    found = composed(a_family(), benefit)

    assert "supplements" not in found.facts
    assert [one.code for one in found.missing] == ["request_not_established"]


@pytest.mark.parametrize("benefit", sorted(CODES))
def test_a_supplement_that_was_asked_for_is_composed_with_where_it_comes_from(benefit: str) -> None:
    found = composed(asking(benefit, a_family()), benefit)

    assert found.missing == ()
    assert any(one.pointer.startswith("/supplements/") for one in found.used)
    CATALOGUE.facts.model_validate(found.facts)


@pytest.mark.parametrize("benefit", [BIRTH, LONE, REHABILITATION])
def test_a_supplement_is_granted_on_what_is_established(benefit: str) -> None:
    found = composed(asking(benefit, a_family()), benefit)

    assert months(CATALOGUE, benefit, ON, found.facts)


def test_one_way_of_school_away_from_home_is_no_request_for_the_other() -> None:
    found = composed(asking(RESIDENCE, a_family()), COMMUTING)

    assert [one.pointer for one in found.missing] == ["/supplements/study_away"]


def test_the_allowance_reads_every_request_because_it_is_reduced_with_its_supplements() -> None:
    story = asking(REHABILITATION, asking(LONE, a_family()))

    found = composed(story, ALLOWANCE)

    assert found.facts["supplements"] == {"lone_parent": ["osoba_2"], "rehabilitation": ["osoba_2"]}
    assert found.missing == ()


def test_the_allowance_of_a_citizen_of_ukraine_carries_its_supplements_and_is_assessed_with_them() -> None:
    story = asking(REHABILITATION, asking(LONE, a_family()))

    found, without = composed(story, OF_UKRAINE), composed(a_family(), OF_UKRAINE)

    assert found.facts["supplements"] == {"lone_parent": ["osoba_2"], "rehabilitation": ["osoba_2"]}
    assert "supplements" not in without.facts
    # Her status under the act is what whoever prepares the assessment states.
    assert [one.pointer for one in found.missing] == [one.pointer for one in without.missing] == ["/ukraine"]
    status = {"ukraine": {"registered_on": "2025-01-10"}}
    paid = months(CATALOGUE, OF_UKRAINE, ON, found.facts | status)
    assert {amount for *_, amount in paid} - {
        amount for *_, amount in months(CATALOGUE, OF_UKRAINE, ON, without.facts | status)
    }


@pytest.mark.parametrize("asked", [True, False])
def test_the_birth_supplement_of_a_citizen_of_ukraine_is_named_where_nobody_asked_for_it(asked: bool) -> None:
    found = composed(asking(BIRTH, a_family()) if asked else a_family(), BIRTH_OF_UKRAINE)

    assert ("/supplements/birth" not in {one.pointer for one in found.missing}) is asked
    assert ("supplements" in found.facts) is asked


def test_a_leave_is_told_by_its_days_and_the_carer_who_asks() -> None:
    found = composed(asking(LEAVE, a_family()), LEAVE)
    endless = a_family().fact("circumstance", CODES[LEAVE], 3, "2026-01-01", details=SAID[LEAVE])

    assert found.facts["supplements"]["childcare_leave"] == [
        {
            "carer": "osoba_1",
            "child": "osoba_3",
            "leave_from": "2025-11-01",
            "leave_to": "2026-06-30",
            "employment_months_before": 24,
        }
    ]
    assert [one.pointer for one in composed(endless, LEAVE).missing] == ["/supplements/childcare_leave/0/leave_to"]


def test_a_request_that_has_ended_is_none_any_more() -> None:
    story = a_family().fact("circumstance", CODES[LONE], 2, "2024-11-01", "2025-10-31")

    assert [one.pointer for one in composed(story, LONE).missing] == ["/supplements/lone_parent"]


def test_other_benefits_carry_no_requests_for_supplements() -> None:
    found = composed(asking(LONE, a_family()), "zasilek_pielegnacyjny")

    assert "supplements" not in found.facts


def test_every_member_of_the_requests_has_a_fact() -> None:
    known = {code.removeprefix("supplement_") for (kind, code) in CATALOGUE.evidence.kinds if kind == "circumstance"}

    # The day of a later application for supplements is that of the application named.
    assert set(Supplements.model_fields) - {"requested_on"} <= known
