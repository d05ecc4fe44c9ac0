"""What an application says of a child or of a carer, established like everything else, becomes the part that the benefit reads."""

from datetime import date
from typing import Any

import pytest

from casework.benefits.results import Assessment
from casework.evidence.composed import Composed
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.household.composing import MEMBERS
from services.family_benefits.income import told
from tests.services.test_composing import Story, whole_year

RAISING, GRANT, PARENTAL = "swiadczenie_wychowawcze", "jednorazowa_zapomoga_urodzenie", "swiadczenie_rodzicielskie"
NURSING, SPECIAL, GUARDIAN = "swiadczenie_pielegnacyjne", "specjalny_zasilek_opiekunczy", "zasilek_dla_opiekuna"


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


@pytest.mark.parametrize(
    ("on", "year"),
    [("2016-04-10", 2014), ("2017-09-30", 2014), ("2017-10-01", 2016), ("2018-09-30", 2016), ("2018-10-01", 2017), ("2019-06-30", 2017)],
)  # fmt: skip
def test_the_income_of_swiadczenie_wychowawcze_is_that_of_its_own_base_year(on: str, year: int) -> None:
    story = a_family("2014-05-05", "2013-01-01", year).fact("circumstance", "child_raising", 2, on)

    found = story.composed(CATALOGUE, RAISING, on, on)

    assert found.missing == ()
    assert found.facts["income"] == {
        "base_year": year,
        "items": [
            {"member": "osoba_1", "kind": "taxed", "title": "other", "amount": "18000.00", "still_received": True}
        ],
    }
    assert found.facts["child_raising"] == {"children": [{"child": "osoba_2"}]}
    answer = assessed(RAISING, found, on)
    assert dict(answer.figures)["income_per_person"] == 75000
    assert answer.eligible


def test_without_a_test_of_income_none_is_composed_and_none_is_missing() -> None:
    story = Story("1985-01-01", "2014-05-05").fact("membership", "parent", 1, "2015-01-01")
    story.fact("membership", "child", 2, "2014-05-05")
    story.fact("circumstance", "applicant", None, "2015-01-01", details={"kind": "parents"})
    custody = {"alternating_custody": True, "first_child": True}
    story.fact("circumstance", "child_raising", 2, "2019-07-10", details=custody)

    found = story.composed(CATALOGUE, RAISING, "2019-07-10", "2019-07-10")

    assert found.missing == ()
    assert "income" not in found.facts
    assert found.facts["child_raising"] == {
        "children": [{"child": "osoba_2", "alternating_custody": True}],
        "first_child": "osoba_2",
    }
    assert {due.amount for due in assessed(RAISING, found, "2019-07-10").months} == {25000}


def test_a_birth_grant_is_composed_of_the_request_for_the_child() -> None:
    story = a_family("2025-03-03").fact(
        "circumstance", "birth_grant", 2, "2025-03-03", details={"medical_care_from_week": 9}
    )

    found = story.composed(CATALOGUE, GRANT, "2025-11-20", "2025-11-10")

    assert found.missing == ()
    assert found.facts["birth_grant"] == {"children": [{"child": "osoba_2", "medical_care_from_week": 9}]}
    assert [due.amount for due in assessed(GRANT, found, "2025-11-20").months] == [100000]
    assert "/birth_grant/children/0" in {one.pointer for one in found.used}


@pytest.mark.parametrize(
    ("care", "pointers"), [("parent", ["/birth_grant/children/0/medical_care_from_week"]), ("adopter", [])]
)
def test_medical_care_that_nobody_established_is_missing_for_parents_only(care: str, pointers: list[str]) -> None:
    story = a_family("2025-03-03").fact(
        "circumstance", "birth_grant", 2, "2025-03-03", details={"care": care, "taken_on": "2025-04-01"}
    )

    found = story.composed(CATALOGUE, GRANT, "2025-11-20", "2025-11-10")

    assert [one.pointer for one in found.missing] == pointers


@pytest.mark.parametrize(
    ("benefit", "part"),
    [
        (GRANT, "birth_grant"),
        ("jednorazowe_swiadczenie_za_zyciem", "for_life"),
        ("dobry_start", "school_year_start"),
        (RAISING, "child_raising"),
        (PARENTAL, "parental"),
    ],
)
def test_a_child_for_whom_nobody_asked_is_never_guessed(benefit: str, part: str) -> None:
    found = a_family("2018-03-03", income_year=2017).composed(CATALOGUE, benefit, "2019-05-10", "2019-05-10")

    assert part not in found.facts
    assert (f"/{part}", "request_not_established") in [(one.pointer, one.code) for one in found.missing]


def test_a_child_za_zyciem_is_composed_with_its_day_of_birth() -> None:
    said = {"certificate": True, "medical_care_from_week": 10}
    story = a_family("2025-03-03").fact("circumstance", "for_life", 2, "2025-03-03", details=said)

    found = story.composed(CATALOGUE, "jednorazowe_swiadczenie_za_zyciem", "2025-06-20", "2025-06-10")

    assert found.missing == ()
    assert found.facts["for_life"]["children"] == [{"child": "osoba_2", "born_on": "2025-03-03", **said}]
    assert assessed("jednorazowe_swiadczenie_za_zyciem", found, "2025-06-20").eligible


def test_a_pupil_is_composed_of_the_school_and_the_certificate() -> None:
    story = a_family("2010-03-03").fact(
        "circumstance", "school_year_start", 2, "2019-08-01", details={"school_year": 2019}
    )

    without = story.composed(CATALOGUE, "dobry_start", "2019-08-20", "2019-08-10")
    story.fact("certificate", "school", 2, "2017-09-01", details={"kind": "podstawowa"})
    found = story.composed(CATALOGUE, "dobry_start", "2019-08-20", "2019-08-10")

    assert [one.pointer for one in without.missing] == ["/school_year_start/pupils/0/school"]
    assert found.missing == ()
    assert found.facts["school_year_start"] == {
        "pupils": [{"child": "osoba_2", "born_on": "2010-03-03", "school": "podstawowa"}],
        "electronic": False,
        "school_year": 2019,
    }
    assert assessed("dobry_start", found, "2019-08-20").eligible


def test_parental_benefit_is_composed_with_hospital_and_unemployment_benefit() -> None:
    said = {"applicant": "mother", "children": 1}
    weeks = {"requested_on": "2026-05-01", "completed_weeks": 27, "weight_grams": 990}
    story = (
        a_family("2025-05-05")
        .fact("circumstance", "parental", 2, "2025-05-05", details=said)
        .fact("certificate", "hospital", 2, "2025-08-01", details=weeks)
        .fact("circumstance", "hospital_stay", 2, "2025-05-05", "2025-07-01")
        .fact(
            "circumstance", "mothers_unemployment_benefit", 1, "2025-01-01", "2025-06-30", details={"monthly": "800.00"}
        )
    )

    found = story.composed(CATALOGUE, PARENTAL, "2025-08-10", "2025-06-10")

    assert found.missing == ()
    assert found.facts["parental"] == {
        "child": "osoba_2",
        "born_on": "2025-05-05",
        **said,
        "hospital": {**weeks, "stays": [{"since": "2025-05-05", "until": "2025-07-01"}]},
        "unemployment": {"monthly": "800.00", "drawn_to": "2025-06-30"},
    }
    assert assessed(PARENTAL, found, "2025-08-10").eligible


def a_carer(**told: Any) -> Story:
    return (
        Story("1980-01-01", "2015-05-05")
        .fact("membership", "parent", 1, "2015-05-05")
        .fact("membership", "child", 2, "2015-05-05")
        .fact("circumstance", "applicant", None, "2015-05-05", details={"kind": "lone_parent"})
        .fact("circumstance", "alimony", 2, "2015-05-05", details={"situation": "awarded"})
        .fact("circumstance", "carer", 1, "2018-01-01", details={"work": "given_up", **told})
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


def test_the_farm_and_the_item_of_the_closed_list_are_told_with_their_details() -> None:
    story = (
        a_family("2014-05-05")
        .fact("income_source", "farm", 1, "2015-01-01", details={"hectares": "5.5", "excluded_hectares": "1.25"})
        .fact(
            "income_source",
            "untaxed",
            1,
            "2024-01-01",
            details={"listed_as": "stypendia"},
            amounts=whole_year("600.00"),
        )
    )

    found = story.composed(CATALOGUE, "zasilek_rodzinny", "2025-11-20", "2025-11-10")

    farm, listed = found.facts["income"]["items"][1:]
    assert (farm["hectares"], farm["excluded_hectares"]) == ("5.5", "1.25")
    assert listed["untaxed_code"] == "stypendia"
    assert {"/income/items/1", "/income/items/2"} <= {one.pointer for one in found.used}
    assert found.missing == ()  # a farm's income is that of its hectares: no amounts by month are asked for
    steps = {record[0].code for record in assessed("zasilek_rodzinny", found, "2025-11-20").trace}
    assert {told.LISTED.code, told.FARM_EXCLUDED.code} <= steps


def test_a_part_that_nobody_establishes_is_to_be_stated() -> None:
    story = a_family("2014-05-05").fact(
        "circumstance",
        "heating",
        None,
        "2015-01-01",
        details={"fuel": "wegiel_kamienny", "in_ceeb_since": "2021-08-01"},
    )

    found = story.composed(CATALOGUE, "refundacja_vat_gaz", "2023-03-10", "2023-03-01")

    assert ("/gas", "to_be_stated") in [(one.pointer, one.code) for one in found.missing]


def test_members_are_those_whom_the_law_gives_a_role_in_the_family() -> None:
    kinds = [one for (kind, _), one in CATALOGUE.evidence.kinds.items() if kind == "membership"]

    assert {one.code for one in kinds if one.role != "none"} == MEMBERS


def test_every_request_has_a_fact_with_the_members_of_its_form() -> None:
    of_form = {
        "birth_grant": "children", "for_life": "children", "school_year_start": "pupils", "child_raising": "children", "parental": None,
    }  # fmt: skip
    for part, listed in of_form.items():
        kind = CATALOGUE.evidence.find("circumstance", part)
        form: Any = CATALOGUE.facts.model_fields[part].annotation.__args__[0]  # type: ignore[union-attr]
        model = form if listed is None else form.model_fields[listed].annotation.__args__[0]
        known = set(model.model_fields) | set(form.model_fields)
        assert kind is not None
        assert set(kind.details) <= known, part
