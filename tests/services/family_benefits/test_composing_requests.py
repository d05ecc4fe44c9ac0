"""What an application says of a child, established like everything else, becomes the part that the benefit reads."""

from typing import Any

import pytest

from services.family_benefits.catalogue import CATALOGUE
from tests.services.family_benefits.a_composed_family import a_family, assessed
from tests.services.test_composing import Story

RAISING, GRANT, PARENTAL = "swiadczenie_wychowawcze", "jednorazowa_zapomoga_urodzenie", "swiadczenie_rodzicielskie"


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
