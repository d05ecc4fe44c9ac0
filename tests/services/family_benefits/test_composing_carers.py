"""The carer and whoever is cared for, established like everything else, become the parts that the care benefits read."""

from typing import Any

import pytest

from services.family_benefits.catalogue import CATALOGUE
from tests.services.family_benefits.a_composed_family import assessed
from tests.services.test_composing import Story, whole_year

PARENTAL = "swiadczenie_rodzicielskie"
NURSING, SPECIAL, GUARDIAN = "swiadczenie_pielegnacyjne", "specjalny_zasilek_opiekunczy", "zasilek_dla_opiekuna"


def a_carer(**told: Any) -> Story:
    return a_parent().fact("circumstance", "carer", 1, "2018-01-01", details={"work": "given_up", **told})


def a_parent() -> Story:
    return (
        Story("1980-01-01", "2015-05-05")
        .fact("membership", "parent", 1, "2015-05-05")
        .fact("membership", "child", 2, "2015-05-05")
        .fact("circumstance", "applicant", None, "2015-05-05", details={"kind": "lone_parent"})
        .fact("circumstance", "alimony", 2, "2015-05-05", details={"situation": "awarded"})
    )


def cared_for(story: Story, person: int = 2, **told: Any) -> Story:
    degree = {"degree": "znaczny", "applied_on": "2018-01-10", "issued_on": "2018-02-01"}
    return story.fact("circumstance", "cared_for", person, "2018-01-01", details={"relation": "parent", **told}).fact(
        "certificate", "disability", person, "2018-02-01", details=degree
    )


def test_a_carer_and_the_child_cared_for_get_the_nursing_benefit_on_what_is_established() -> None:
    found = cared_for(a_carer()).composed(CATALOGUE, NURSING, "2024-03-10", "2024-03-01")

    assert found.missing == ()
    assert found.facts["carer"] == {
        "id": "osoba_1",
        "work": "given_up",
        "cared_for": [
            {
                "id": "osoba_2",
                "born_on": "2015-05-05",
                "relation": "parent",
                "disability": {"issued_on": "2018-02-01", "degree": "znaczny", "applied_on": "2018-01-10"},
            }
        ],
    }
    assert assessed(NURSING, found, "2024-03-10").months[0].amount == 298800


def test_what_excludes_a_carer_is_composed_from_its_own_facts() -> None:
    story = (
        cared_for(a_carer(), first_degree_kin_able=True)
        .fact("circumstance", "carer_own_right", 1, "2018-01-01", details={"right": "rent"})
        .fact("circumstance", "carer_own_right", 1, "2018-01-01", "2019-01-01", details={"right": "pension"})
        .fact("circumstance", "carer_draws", 1, "2018-01-01", details={"benefit": PARENTAL, "same_person": False})
        .fact("circumstance", "kept_care_right", 1, "2023-12-31", details={"waived": True})
        .fact("circumstance", "care_benefit_set", 2, "2018-01-01", details={"benefit": SPECIAL})
        .fact("circumstance", "married", 2, "2018-01-01")
    )

    carer = story.composed(CATALOGUE, NURSING, "2024-03-10", "2024-03-01").facts["carer"]

    assert carer["own_rights"] == ["rent"]
    assert carer["draws"] == [{"benefit": PARENTAL, "same_person": False}]
    assert carer["kept_right"] == {"waived": True}
    (person,) = carer["cared_for"]
    assert (person["nearer_able"], person["already_set"], person["married"]) == (["first_degree_kin"], [SPECIAL], True)


def test_work_that_began_inside_the_month_ends_the_right_on_the_day_before() -> None:
    story = cared_for(
        a_parent()
        .fact("circumstance", "carer", 1, "2018-01-01", "2023-03-15", details={"work": "given_up"})
        .fact("circumstance", "carer", 1, "2023-03-16", details={"work": "works"})
    )

    inside = story.composed(CATALOGUE, NURSING, "2023-03-20", "2023-03-05")
    later = story.composed(CATALOGUE, NURSING, "2023-04-20", "2023-04-05")

    carer = inside.facts["carer"]
    assert (carer["work"], carer["works_from"]) == ("given_up", "2023-03-16")
    # 2458.00 x 15/31 = 1189.35, up to 1189.40
    assert [one.amount for one in assessed(NURSING, inside, "2023-03-20").months] == [118940]
    assert [one.ground.code for one in assessed(NURSING, later, "2023-04-20").refusals] == ["work_not_given_up"]


def test_a_pension_that_began_inside_the_month_ends_the_right_on_the_day_before() -> None:
    story = cared_for(a_carer()).fact("circumstance", "carer_own_right", 1, "2023-03-16", details={"right": "pension"})

    inside = story.composed(CATALOGUE, NURSING, "2023-03-20", "2023-03-05")
    later = story.composed(CATALOGUE, NURSING, "2023-04-20", "2023-04-05")

    assert (inside.facts["carer"]["own_rights"], inside.facts["carer"]["own_right_from"]) == (["pension"], "2023-03-16")
    assert [one.amount for one in assessed(NURSING, inside, "2023-03-20").months] == [118940]
    assert [one.ground.code for one in assessed(NURSING, later, "2023-04-20").refusals] == ["own_pension"]


def test_a_benefit_of_another_carer_that_ended_opens_the_right_on_the_day_after() -> None:
    story = cared_for(a_carer()).fact(
        "circumstance", "care_benefit_set", 2, "2018-01-01", "2024-03-10", details={"benefit": SPECIAL}
    )

    found = story.composed(CATALOGUE, NURSING, "2024-03-25", "2024-03-15")
    earlier = story.composed(CATALOGUE, NURSING, "2024-03-10", "2024-03-05")

    (person,) = found.facts["carer"]["cared_for"]
    assert (person["already_set"], person["bar_ended_on"]) == ([SPECIAL], "2024-03-10")
    # 2988.00 x 21/31 = 2024.13, up to 2024.20
    assert assessed(NURSING, found, "2024-03-25").months[0].amount == 202420
    assert "bar_ended_on" not in earlier.facts["carer"]["cared_for"][0]
    assert [one.ground.code for one in assessed(NURSING, earlier, "2024-03-10").refusals] == [
        "care_benefit_already_set"
    ]


@pytest.mark.parametrize(
    ("until", "told"), [("2017-12-31", None), ("2018-01-01", "2018-01-01"), ("2024-03-09", "2024-03-09")]
)
def test_a_bar_matters_from_the_month_in_which_the_right_may_have_begun(until: str, told: str | None) -> None:
    # The certificate was applied for on 10.01.2018: the earliest month that it may open.
    story = cared_for(a_carer()).fact("circumstance", "care_benefit_abroad", 2, "2017-01-01", until)

    (person,) = story.composed(CATALOGUE, NURSING, "2024-03-10", "2024-03-01").facts["carer"]["cared_for"]

    assert (person.get("bar_ended_on"), person.get("care_benefit_abroad")) == (told, True if told else None)


def test_while_one_bar_stands_none_has_ended() -> None:
    story = (
        cared_for(a_carer(), in_institution=True)
        .fact("circumstance", "care_benefit_abroad", 2, "2018-01-01", "2024-03-05")
        .fact(
            "circumstance",
            "cared_for",
            2,
            "2017-01-01",
            "2017-12-31",
            details={"relation": "parent", "in_foster_care": True},
        )
    )

    (person,) = story.composed(CATALOGUE, NURSING, "2024-03-10", "2024-03-01").facts["carer"]["cared_for"]

    assert person["in_institution"] is True
    assert {"bar_ended_on", "care_benefit_abroad", "in_foster_care"}.isdisjoint(person)


def test_a_stay_that_an_earlier_version_told_has_ended_with_it() -> None:
    story = a_carer().fact(
        "circumstance",
        "cared_for",
        2,
        "2018-01-01",
        "2024-03-10",
        details={"relation": "parent", "in_institution": True},
    )
    story.fact("circumstance", "cared_for", 2, "2024-03-11", details={"relation": "parent"}).fact(
        "certificate", "disability", 2, "2018-02-01", details={"degree": "znaczny"}
    )

    found = story.composed(CATALOGUE, NURSING, "2024-03-25", "2024-03-15")

    (person,) = found.facts["carer"]["cared_for"]
    assert (person["in_institution"], person["bar_ended_on"]) == (True, "2024-03-10")
    assert assessed(NURSING, found, "2024-03-25").months[0].amount == 202420


def test_own_rights_and_drawn_benefits_that_ended_are_told_with_their_last_day() -> None:
    story = (
        cared_for(a_carer())
        .fact("circumstance", "carer_own_right", 1, "2019-01-01", "2023-03-10", details={"right": "pension"})
        .fact(
            "circumstance",
            "carer_draws",
            1,
            "2022-01-01",
            "2023-03-14",
            details={"benefit": PARENTAL, "same_person": False},
        )
    )

    found = story.composed(CATALOGUE, NURSING, "2023-03-25", "2023-03-20")

    carer = found.facts["carer"]
    assert (carer["own_rights"], carer["own_right_ended_on"]) == (["pension"], "2023-03-10")
    assert carer["draws"] == [{"resigned_on": "2023-03-15", "benefit": PARENTAL, "same_person": False}]
    # 2458.00 x 17/31 = 1347.94, up to 1348.00
    assert assessed(NURSING, found, "2023-03-25").months[0].amount == 134800


@pytest.mark.parametrize("benefit", [one.code for one in CATALOGUE if "carer" in one.parts])
def test_a_carer_of_whom_nothing_is_established_is_missing(benefit: str) -> None:
    found = Story("1980-01-01").composed(CATALOGUE, benefit, "2018-03-10", "2018-03-01")

    assert "carer" not in found.facts
    assert ("/carer", "not_established") in [(one.pointer, one.code) for one in found.missing]


def test_care_that_has_ended_is_composed_no_more() -> None:
    story = a_carer().fact("circumstance", "cared_for", 2, "2018-01-01", "2023-12-31", details={"relation": "parent"})

    found = story.composed(CATALOGUE, NURSING, "2024-03-10", "2024-03-01")

    assert [one.pointer for one in found.missing] == ["/carer/cared_for"]


def test_the_special_allowance_has_the_income_of_the_family_and_of_no_other_when_the_child_belongs_to_it() -> None:
    story = cared_for(a_carer()).fact("income_source", "taxed", 1, "2015-01-01", amounts=whole_year("12000.00", 2017))
    expired = {"first_applied_on": "2014-08-01"}

    found = story.composed(CATALOGUE, SPECIAL, "2018-11-10", "2018-11-05")
    without = story.composed(CATALOGUE, GUARDIAN, "2018-11-10", "2018-11-05")
    story.fact("circumstance", "expired_decision", 1, "2014-08-01", details=expired)
    guardian = story.composed(CATALOGUE, GUARDIAN, "2018-11-10", "2018-11-05")

    assert found.missing == ()
    assert found.facts["special_allowance"] == {}
    assert found.facts["income"]["base_year"] == 2017
    assert {due.amount for due in assessed(SPECIAL, found, "2018-11-10").months} == {62000}
    assert [one.pointer for one in without.missing] == ["/expired_decision"]
    assert guardian.facts["expired_decision"] == expired
    assert guardian.missing == ()


def test_somebody_cared_for_who_is_not_of_the_family_is_no_member_and_the_other_family_is_to_be_stated() -> None:
    story = (
        Story("1980-01-01", "1940-05-05")
        .fact("membership", "parent", 1, "2015-05-05")
        .fact("membership", "cared_for", 2, "2018-01-01")
        .fact("circumstance", "applicant", None, "2015-05-05", details={"kind": "parents"})
        .fact("circumstance", "no_income", 1, "2015-01-01")
        .fact("circumstance", "carer", 1, "2018-01-01", details={"work": "given_up"})
    )

    found = cared_for(story, relation="first_degree_kin").composed(CATALOGUE, SPECIAL, "2018-11-10", "2018-11-05")

    assert [one["id"] for one in found.facts["family"]["members"]] == ["osoba_1"]
    assert [one["id"] for one in found.facts["carer"]["cared_for"]] == ["osoba_2"]
    assert [(one.pointer, one.code) for one in found.missing] == [("/special_allowance", "to_be_stated")]


def test_the_contributions_of_a_carer_have_her_insurance() -> None:
    said = {"benefit": NURSING, "sex": "woman", "insured_months": 100}
    story = cared_for(a_carer()).fact("circumstance", "carer_insurance", 1, "2018-01-01", details=said)

    found = story.composed(CATALOGUE, "skladki_emerytalno_rentowe_opiekunow", "2024-03-10", "2024-03-01")

    assert found.missing == ()
    assert found.facts["insurance"] == said
    assert assessed("skladki_emerytalno_rentowe_opiekunow", found, "2024-03-10").eligible


def test_contributions_read_what_the_care_benefit_reads_of_which_they_are_paid() -> None:
    said = {"benefit": SPECIAL, "sex": "woman"}
    story = cared_for(a_carer()).fact("circumstance", "carer_insurance", 1, "2018-01-01", details=said)
    story.fact("income_source", "taxed", 1, "2015-01-01", amounts=whole_year("12000.00", 2017))

    found = story.composed(CATALOGUE, "skladki_zdrowotne_opiekunow", "2018-11-10", "2018-11-05")

    assert found.missing == ()
    assert {"family", "income", "special_allowance"} <= set(found.facts)
    assert assessed("skladki_zdrowotne_opiekunow", found, "2018-11-10").eligible
