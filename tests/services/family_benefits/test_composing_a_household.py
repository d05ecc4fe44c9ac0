"""Established facts told as a household: its persons and its source of heat on the day of the application, income of the right year."""

from datetime import date
from typing import Any

import pytest

from casework.benefits.types import Benefit
from casework.decisions.content import CertificateInstead, content_of
from casework.decisions.schemas import decision_in
from services.family_benefits.catalogue import CATALOGUE
from tests.services.test_composing import HOME, Story, whole_year

HEATING = {"fuel": "wegiel_kamienny", "in_ceeb_since": "2021-08-01"}


def a_couple(*, heated: bool = True) -> Story:
    story = (
        Story("1985-01-01", "1984-05-05")
        .fact("membership", "parent", 1, "2014-03-02")
        .fact("membership", "spouse", 2, "2014-03-02")
        .fact("income_source", "taxed", 1, "2010-01-01", amounts=whole_year("30000.00", 2020))
        .fact("circumstance", "no_income", 2, "2014-01-01")
    )
    return story.fact("circumstance", "heating", None, "2021-08-01", details=HEATING) if heated else story


def test_a_household_of_two_gets_its_dodatek_oslonowy_on_what_is_established() -> None:
    found = a_couple().composed(CATALOGUE, "dodatek_oslonowy", "2022-03-10", "2022-03-01")

    assert found.missing == ()
    assert found.facts["household"] == {"size": 2, "heating": HEATING}
    facts = CATALOGUE.facts.model_validate(found.facts)
    answer = CATALOGUE.assess("dodatek_oslonowy", CATALOGUE.prepare(facts), date(2022, 3, 10))
    assert [(due.amount, due.variant) for due in answer.months] == [(750_00, "weglowy")]


def test_what_nobody_established_is_named_and_never_guessed() -> None:
    heating = a_couple(heated=False).composed(CATALOGUE, "dodatek_weglowy", "2022-09-10", "2022-09-01")
    nothing = Story("1985-01-01").composed(CATALOGUE, "dodatek_weglowy", "2022-09-10", "2022-09-01")

    assert [one.pointer for one in heating.missing] == ["/household/heating"]
    assert [one.pointer for one in nothing.missing] == ["/household/size", "/household/heating"]


@pytest.mark.parametrize(
    ("benefit", "received", "year"),
    [
        ("dodatek_oslonowy", "2022-07-31", 2020),
        ("dodatek_oslonowy", "2022-08-01", 2021),
        ("bon_energetyczny", "2024-08-20", 2023),
        ("bon_cieplowniczy", "2026-07-10", 2025),
        ("czyste_powietrze_zaswiadczenie", "2025-03-01", 2023),
    ],
)
def test_the_income_is_that_of_the_year_which_the_act_names(benefit: str, received: str, year: int) -> None:
    found = a_couple().composed(CATALOGUE, benefit, received, received)

    assert found.facts["income"]["base_year"] == year


@pytest.mark.parametrize("benefit", [one for one in CATALOGUE if one.kind == "computed"], ids=lambda one: one.code)
def test_a_benefit_is_composed_of_the_parts_that_it_reads(benefit: Benefit) -> None:
    on = benefit.lines[-1].valid_from.isoformat() if benefit.lines else "2025-03-01"
    found = a_couple().composed(CATALOGUE, benefit.code, on, on)

    told = set(found.facts) | {one.pointer.split("/")[1] for one in found.missing}
    assert told - {"application"} <= {"family", "income", *benefit.parts}
    assert ("household" in told) == ("household" in benefit.parts)
    assert {"family", "income"} & set(benefit.parts) or not {"family", "income"} & told


def test_a_certificate_becomes_no_decision() -> None:
    facts: dict[str, Any] = {
        "application": {"received_on": "2025-03-01"},
        "household": {"size": 1},
        "income": {"base_year": 2023, "items": [{"member": "osoba_1", "amount": "24000.00"}]},
    }
    order = decision_in("family_benefits", CATALOGUE.facts).model_validate(
        {
            "benefit": "czyste_powietrze_zaswiadczenie",
            "on": "2025-03-05",
            "entitled": HOME,
            "recipient": HOME,
            "facts": facts,
        }
    )

    with pytest.raises(CertificateInstead):
        content_of(CATALOGUE, "101805", order)
