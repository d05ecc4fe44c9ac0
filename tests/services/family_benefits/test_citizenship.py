"""Who is outside of the act (art. 1 ust. 2-3 u.ś.r.): which benefits that reaches, what must be told, and the act that goes before it."""

from datetime import date
from typing import Any, get_args

import pytest

from casework.benefits.results import UnfitFacts
from services.family_benefits.carers.contributions import HEALTH, PENSION
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.citizenship import BENEFITS, GROUNDS, TITLE
from services.family_benefits.stay import StayTitle
from services.family_benefits.ukraine import BY_THE_ACT, ORDINARY

ON = "2025-11-10"


def codes(benefit: str, citizenship: dict[str, Any], **more: Any) -> list[str]:
    person = {"id": "osoba_1", "born_on": "1960-01-01", "disability": {"degree": "znaczny"}}
    facts = {"application": {"received_on": ON}, "citizenship": citizenship, "person": person, **more}
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts))
    return [one.ground.code for one in CATALOGUE.assess(benefit, case, date.fromisoformat(ON)).refusals]


def test_every_title_of_the_form_is_one_of_the_law() -> None:
    named = {name.removeprefix(TITLE) for name in CATALOGUE.law().parameters if name.startswith(TITLE)}

    assert {one for one in named if not one.endswith("_miesiace_ponad")} == set(get_args(StayTitle))


@pytest.mark.parametrize("benefit", sorted(BENEFITS))
def test_a_foreigner_without_a_title_has_none_of_the_benefits_of_the_act(benefit: str) -> None:
    assert codes(benefit, {"polish": False}) == ["foreigner_without_title"]


def test_other_acts_are_not_reached() -> None:
    heat = {"household": {"size": 1, "residence": True}, "district_heat": {"price_per_gj": "180.00"}}

    found = codes("bon_cieplowniczy", {"polish": False}, income={"base_year": 2024, "items": []}, **heat)

    assert GROUNDS.keys().isdisjoint(found)


@pytest.mark.parametrize("title", ["dostep_do_rynku_pracy", "pracownik_przenoszony", "naukowiec"])
def test_the_months_of_a_permit_are_asked_for_where_the_title_depends_on_them(title: str) -> None:
    with pytest.raises(UnfitFacts) as refused:
        codes("zasilek_pielegnacyjny", {"polish": False, "title": title})

    (error,) = refused.value.errors
    assert (error.code, error.pointer) == ("permit_months_missing", "/facts/citizenship/permit_months")


def test_a_citizen_of_ukraine_is_told_of_the_act_on_help_and_not_of_titles() -> None:
    # Contributions are no family benefits: the act on help replaces them with the benefit that they go with.
    assert ORDINARY - {PENSION, HEALTH} == BENEFITS
    found = codes("zasilek_pielegnacyjny", {"polish": False}, ukraine={"registered_on": "2022-04-10"})

    assert found == [BY_THE_ACT.code]
