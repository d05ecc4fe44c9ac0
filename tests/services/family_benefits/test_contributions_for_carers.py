"""Contributions for carers: base, rates, other titles, the limit of insured years by date, KRUS, the days after a death."""

from datetime import date
from typing import Any

import pytest

from casework.benefits.results import Assessment, UnfitFacts
from kit.law import sentences
from kit.money import half_up, zloty
from kit.periods import parse_month
from services.family_benefits.catalogue import CATALOGUE

PENSION, HEALTH = "skladki_emerytalno_rentowe_opiekunow", "skladki_zdrowotne_opiekunow"
SP = "swiadczenie_pielegnacyjne"
CHILD = {"id": "dziecko", "born_on": "2010-01-01", "relation": "parent", "disability": {"degree": "znaczny"}}


def assessed(
    code: str, received: str, *, person: dict[str, Any] | None = None, carer: dict[str, Any] | None = None,
    on: str | None = None, more: dict[str, Any] | None = None, **insurance: Any,
) -> Assessment:  # fmt: skip
    """The contributions on the nursing benefit, unless `benefit` of the insurance says otherwise."""
    facts = {
        "application": {"received_on": received},
        "carer": {**(carer or {}), "cared_for": [{**CHILD, **(person or {})}]},
        "insurance": {"benefit": SP, "sex": "woman", **insurance},
        **(more or {}),
    }
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts))
    return CATALOGUE.assess(code, case, date.fromisoformat(on or received))


def paid(answer: Assessment, text: str) -> str:
    at = parse_month(text)
    return zloty(sum(one.amount for one in answer.months if one.first <= at <= one.last))


def grounds(answer: Assessment) -> list[str]:
    return [one.ground.code for one in answer.refusals]


def test_both_contributions_are_rounded_each_for_itself() -> None:
    answer = assessed(PENSION, "2019-06-03")

    assert dict(answer.figures)["skladka_emerytalna"] == half_up(183000 * 1952, 10000)
    assert paid(answer, "2019-12") == "435.64"
    assert paid(answer, "2020-01") == "503.62"
    assert {one.variant for one in answer.months} == {"swiadczenie_pielegnacyjne_zus"}


@pytest.mark.parametrize("title", ["employment", "business", "civil_contract", "krus_farmer", "other"])
def test_another_title_leaves_no_pension_contributions(title: str) -> None:
    assert grounds(assessed(PENSION, "2022-06-03", title=title)) == ["other_title"]


def test_without_the_benefit_there_are_no_contributions() -> None:
    for benefit in (PENSION, HEALTH):
        assert grounds(assessed(benefit, "2022-06-03", carer={"work": "works"})) == ["no_care_benefit"]


@pytest.mark.parametrize(
    ("received", "sex", "pension_age_in", "insured", "due"),
    [
        ("2018-01-02", "woman", None, 239, True),
        ("2018-01-02", "woman", None, 240, False),
        ("2018-01-02", "man", None, 299, True),
        ("2018-01-02", "man", None, 300, False),
        ("2017-09-01", "woman", None, 299, True),
        ("2017-09-01", "woman", None, 300, False),
        ("2016-03-01", "woman", 2013, 239, True),
        ("2016-03-01", "woman", 2013, 240, False),
        ("2016-03-01", "woman", 2015, 251, True),
        ("2016-03-01", "woman", 2015, 252, False),
        ("2016-03-01", "woman", 2017, 263, True),
        ("2016-03-01", "woman", 2017, 264, False),
        ("2016-03-01", "woman", 2019, 275, True),
        ("2016-03-01", "woman", 2019, 276, False),
        ("2016-03-01", "woman", 2021, 287, True),
        ("2016-03-01", "woman", 2021, 288, False),
        ("2016-03-01", "woman", 2022, 299, True),
        ("2016-03-01", "woman", 2022, 300, False),
        ("2018-01-02", "woman", 2022, 240, False),
    ],
)
def test_contributions_are_paid_until_the_insured_years_of_the_day_and_sex(
    received: str, sex: str, pension_age_in: int | None, insured: int, due: bool
) -> None:
    answer = assessed(PENSION, received, sex=sex, pension_age_in=pension_age_in, insured_months=insured)

    assert answer.eligible is due
    assert grounds(answer) == ([] if due else ["insured_long_enough"])


def test_the_months_of_care_count_toward_the_limit() -> None:
    answer = assessed(PENSION, "2019-01-02", insured_months=237)

    assert (paid(answer, "2019-03"), paid(answer, "2019-04")) == ("435.64", "0.00")
    assert not answer.months[-1].open_ended


def test_a_woman_insured_for_20_years_stops_on_1_october_2017() -> None:
    answer = assessed(PENSION, "2017-08-02", insured_months=250)

    assert (paid(answer, "2017-09"), paid(answer, "2017-10")) == ("386.93", "0.00")


def test_a_broken_month_is_the_base_of_its_own_contributions() -> None:
    answer = assessed(PENSION, "2023-09-20", carer={"care_from": "2023-09-15"})
    health = assessed(HEALTH, "2023-09-20", carer={"care_from": "2023-09-15"})

    assert paid(answer, "2023-09") == zloty(half_up(131100 * 1952, 10000) + half_up(131100 * 8, 100))
    assert paid(health, "2023-09") == zloty(half_up(131100 * 9, 100))


def test_no_pension_contributions_are_due_for_the_days_after_a_death_but_health_ones_are() -> None:
    person = {"died_on": "2024-11-15"}

    pension = assessed(PENSION, "2023-09-20", person=person, on="2024-11-20")
    health = assessed(HEALTH, "2023-09-20", person=person, on="2024-11-20")

    half = 149400
    assert paid(pension, "2024-11") == zloty(half_up(half * 1952, 10000) + half_up(half * 8, 100))
    assert paid(pension, "2024-12") == "0.00"
    assert paid(health, "2024-12") == zloty(half_up(298800 * 9, 100))


def test_krus_contributions_are_those_that_krus_states() -> None:
    answer = assessed(PENSION, "2022-06-03", title="krus_farmer", krus_on_request=True, krus_contribution="142.00")

    assert paid(answer, "2022-06") == "142.00"
    assert {one.variant for one in answer.months} == {"swiadczenie_pielegnacyjne_krus"}
    with pytest.raises(UnfitFacts):
        assessed(PENSION, "2022-06-03", krus_on_request=True)


def test_the_insured_years_end_no_contribution_to_krus_and_that_is_told_as_unconfirmed() -> None:
    answer = assessed(PENSION, "2022-06-03", insured_months=600, krus_on_request=True, krus_contribution="142.00")

    assert paid(answer, "2022-06") == "142.00"
    assert any("wykładnia niepotwierdzona" in line for line in sentences(answer.trace))
    assert grounds(assessed(PENSION, "2022-06-03", insured_months=600)) == ["insured_long_enough"]


def test_the_health_contribution_knows_no_limit_of_years_and_only_an_own_title_bars_it() -> None:
    assert paid(assessed(HEALTH, "2019-06-03", insured_months=600), "2019-06") == "142.47"
    assert grounds(assessed(HEALTH, "2019-06-03", own_health_title=True)) == ["own_health_title"]


def test_contributions_on_the_carers_allowance_follow_its_amount() -> None:
    more = {"expired_decision": {"first_applied_on": "2014-06-10"}}

    pension = assessed(PENSION, "2018-09-03", benefit="zasilek_dla_opiekuna", more=more)
    health = assessed(HEALTH, "2018-09-03", benefit="zasilek_dla_opiekuna", more=more)

    assert (paid(pension, "2018-10"), paid(pension, "2018-11")) == ("143.10", "170.62")
    assert (paid(health, "2018-10"), paid(health, "2018-11")) == ("46.80", "55.80")
    assert {one.variant for one in pension.months} == {"zasilek_dla_opiekuna_zus"}
    with pytest.raises(UnfitFacts):
        assessed(PENSION, "2018-09-03", benefit="zasilek_dla_opiekuna")


def test_the_base_counts_the_increase_for_further_persons() -> None:
    facts = {
        "application": {"received_on": "2024-03-01"},
        "carer": {"cared_for": [CHILD, {**CHILD, "id": "drugie"}]},
        "insurance": {"benefit": SP, "sex": "woman"},
    }

    answer = CATALOGUE.assess(HEALTH, CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts)), date(2024, 3, 5))

    assert paid(answer, "2024-03") == "537.84"
