"""The special care allowance and the carer's allowance: conditions, terms, the income of two families, kept rights."""

from datetime import date
from typing import Any

import pytest

from casework.benefits.results import Assessment, UnfitFacts
from kit.law import sentences
from kit.money import round_up
from kit.periods import parse_month
from services.family_benefits.catalogue import CATALOGUE

SZO, ZDO = "specjalny_zasilek_opiekunczy", "zasilek_dla_opiekuna"
MOTHER = {"id": "matka", "born_on": "1945-01-01", "relation": "first_degree_kin", "disability": {"degree": "znaczny"}}
LAW = CATALOGUE.law()


def special(
    received: str, income: str = "0.00", *, base_year: int, period: int | None = None, person: dict[str, Any] | None = None,
    two: dict[str, Any] | None = None, items: list[dict[str, Any]] | None = None, on: str | None = None, **carer: Any,
) -> Assessment:  # fmt: skip
    """The special allowance of a carer who lives alone and cares for a mother living alone; the income is the carer's of a year."""
    application: dict[str, Any] = {"received_on": received, "period": period}
    facts = {
        "application": application,
        "family": {"applicant": "parents", "members": [{"id": "opiekun", "role": "parent", "born_on": "1975-01-01"}]},
        "income": {"base_year": base_year, "items": items or [{"member": "opiekun", "amount": income}]},
        "carer": {**carer, "cared_for": [{**MOTHER, **(person or {})}]},
        "special_allowance": {"members": [{"id": "matka", "role": "parent", "born_on": "1945-01-01"}], **(two or {})},
    }
    return _assessed(SZO, facts, on or received)


def carers(
    received: str, first: str = "2014-06-10", *, person: dict[str, Any] | None = None, **more: Any
) -> Assessment:
    """The carer's allowance."""
    decision = {"first_applied_on": first, **more.pop("decision", {})}
    facts = {
        "application": {"received_on": received},
        "carer": {**more, "cared_for": [{**MOTHER, **(person or {})}]},
        "expired_decision": decision,
    }
    return _assessed(ZDO, facts, received)


def _assessed(benefit: str, facts: dict[str, Any], on: str) -> Assessment:
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts))
    return CATALOGUE.assess(benefit, case, date.fromisoformat(on))


def paid(answer: Assessment, text: str) -> int:
    at = parse_month(text)
    return sum(one.amount for one in answer.months if one.first <= at <= one.last)


def grounds(answer: Assessment) -> list[str]:
    return [one.ground.code for one in answer.refusals]


BARS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("no_care_certificate", {"disability": {"degree": "umiarkowany"}}, {}),
    ("no_alimony_duty", {"relation": "actual_guardian"}, {}),
    ("no_alimony_duty", {"relation": "other"}, {}),
    ("carer_severely_disabled", {"relation": "parent"}, {"severely_disabled": True}),
    ("work_not_given_up", {}, {"work": "works"}),
    ("farm_not_stopped", {}, {"farm": "runs"}),
    ("own_pension", {}, {"own_rights": ["pension"]}),
    ("carer_has_care_benefit", {}, {"draws": [{"benefit": "swiadczenie_pielegnacyjne"}]}),
    ("one_benefit_by_choice", {}, {"draws": [{"benefit": "swiadczenie_rodzicielskie"}]}),
    ("cared_for_in_foster_care", {"in_foster_care": True}, {}),
    ("full_board_over_5_days", {"full_board_over_5_days": True}, {}),
    ("early_retirement_for_care", {"early_retirement_for_care": True}, {}),
    ("care_benefit_already_set", {"already_set": ["zasilek_dla_opiekuna"]}, {}),
    ("care_benefit_abroad", {"care_benefit_abroad": True}, {}),
    ("certificate_expired", {"disability": {"degree": "znaczny", "valid_to": "2020-10-31"}}, {}),
    ("care_ended", {"died_on": "2020-10-31"}, {}),
]


@pytest.mark.parametrize(("ground", "person", "carer"), BARS)
def test_each_exclusion_refuses_the_special_allowance(
    ground: str, person: dict[str, Any], carer: dict[str, Any]
) -> None:
    answer = special("2020-11-05", base_year=2019, person=person, **carer)

    assert grounds(answer) == [ground]
    assert answer.refusals[0].ground.article.startswith(("art. 16a", "art. 17b", "art. 24", "art. 27"))


@pytest.mark.parametrize(
    "person", [{"relation": "spouse"}, {"married": True}, {"relation": "further_kin", "nearer_able": ["parents"]}]
)
def test_marriage_and_nearer_kin_do_not_bar_the_special_allowance(person: dict[str, Any]) -> None:
    assert paid(special("2020-11-05", base_year=2019, person=person), "2020-11") == 62000


@pytest.mark.parametrize(
    ("received", "base_year", "income", "due"),
    [
        ("2015-10-05", 2013, "15936.00", True),
        ("2015-10-05", 2013, "15936.24", False),
        ("2015-11-05", 2014, "18336.00", True),
        ("2015-11-05", 2014, "18336.24", False),
    ],
)
def test_the_limit_of_each_period_from_both_sides_by_a_grosz_a_person(
    received: str, base_year: int, income: str, due: bool
) -> None:
    answer = special(received, income, base_year=base_year)

    assert answer.eligible is due
    assert grounds(answer) == ([] if due else ["income_over_limit_of_two_families"])


@pytest.mark.parametrize(
    ("income", "before", "accepted", "due"),
    [
        ("20616.00", True, False, True),
        ("20616.24", True, False, False),
        ("20616.00", False, False, False),
        ("20616.00", True, True, False),
    ],
)
def test_an_excess_not_above_the_lowest_family_allowance_is_tolerated_once(
    income: str, before: bool, accepted: bool, due: bool
) -> None:
    two = {"right_in_previous_period": before, "excess_accepted_in_previous_period": accepted}

    assert special("2020-11-05", income, base_year=2019, two=two).eligible is due


def test_the_amount_rises_on_1_november_2018() -> None:
    assert paid(special("2018-10-05", base_year=2016), "2018-10") == 52000
    assert paid(special("2018-11-05", base_year=2017), "2018-11") == 62000


def test_not_taking_up_work_suffices_from_2015() -> None:
    assert grounds(special("2014-12-31", base_year=2013, work="not_taken_up")) == ["work_not_given_up"]
    assert special("2015-01-01", base_year=2013, work="not_taken_up").eligible


def test_it_is_granted_to_the_end_of_the_period_only() -> None:
    answer = special("2020-11-05", base_year=2019)

    assert (paid(answer, "2021-10"), paid(answer, "2021-11")) == (62000, 0)
    assert not answer.months[-1].open_ended


def test_a_gain_of_income_takes_it_away_from_the_month_the_act_says() -> None:
    gained = {"member": "opiekun", "title": "pension", "gained_on": "2021-01-15", "following_month_amount": "5000.00"}

    answer = special("2020-11-05", base_year=2019, items=[gained])

    assert (paid(answer, "2021-02"), paid(answer, "2021-03")) == (62000, 0)


def test_the_income_of_another_year_is_refused_by_name() -> None:
    with pytest.raises(UnfitFacts):
        special("2020-11-05", base_year=2018)


@pytest.mark.parametrize(
    ("received", "kept", "ended", "found"),
    [
        ("2023-12-31", None, None, []),
        ("2024-01-01", None, None, ["no_kept_right"]),
        ("2025-02-03", {}, "2024-10-31", []),
        ("2025-02-04", {}, "2024-10-31", ["next_period_asked_too_late"]),
        ("2024-11-05", {}, None, ["next_period_asked_too_late"]),
    ],
)
def test_since_2024_only_a_kept_right_goes_on_into_the_next_period(
    received: str, kept: dict[str, Any] | None, ended: str | None, found: list[str]
) -> None:
    base_year = 2022 if received < "2024-11" else 2023

    answer = special(received, base_year=base_year, two={"previous_period_ended_on": ended}, kept_right=kept)

    assert grounds(answer) == found
    assert answer.eligible is not bool(found)


def test_after_a_death_in_2024_it_is_due_to_the_end_of_the_next_month() -> None:
    person = {"died_on": "2024-03-05"}

    answer = special("2023-12-05", base_year=2022, person=person, on="2024-03-10")

    assert (paid(answer, "2024-04"), paid(answer, "2024-05")) == (62000, 0)


def test_the_reasons_name_both_families() -> None:
    told = " ".join(sentences(special("2020-11-05", "18336.24", base_year=2019).trace))

    assert (
        "dochód rodziny opiekuna 1\u00a0528,02 zł i rodziny osoby wymagającej opieki 0,00 zł miesięcznie, podzielony przez liczbę osób 2, "
        "wynosi 764,01 zł na osobę" in told
    )
    assert "(art. 16a ust. 2-4 u.ś.r.)" in told


@pytest.mark.parametrize(
    ("first", "decision", "found"),
    [
        ("2014-05-15", {}, []),
        ("2014-09-15", {}, []),
        ("2014-09-16", {}, ["filed_after_term_of_2014"]),
        ("2014-12-10", {"certificate_was_pending": True, "pending_certificate_issued_on": "2014-08-10"}, []),
        (
            "2014-12-11",
            {"certificate_was_pending": True, "pending_certificate_issued_on": "2014-08-10"},
            ["filed_after_term_of_2014"],
        ),
        ("2014-06-10", {"expired_by_law": False}, ["no_expired_decision"]),
    ],
)
def test_the_carers_allowance_is_for_those_who_applied_in_the_terms_of_2014(
    first: str, decision: dict[str, Any], found: list[str]
) -> None:
    assert grounds(carers("2015-03-10", first, decision=decision)) == found


@pytest.mark.parametrize(
    ("ground", "person", "carer"),
    [
        *(one for one in BARS if one[0] not in {"no_alimony_duty", "certificate_expired", "care_ended", "carer_severely_disabled"}),
        ("no_alimony_duty", {"relation": "other"}, {}),
        ("cared_for_married", {"married": True}, {}),
        ("carer_severely_disabled", {}, {"severely_disabled": True}),
        ("nearer_kin_able", {"relation": "further_kin", "nearer_able": ["parents"]}, {}),
        ("care_benefit_already_set", {"already_set": ["specjalny_zasilek_opiekunczy"]}, {}),
        ("carer_has_care_benefit", {}, {"draws": [{"benefit": "specjalny_zasilek_opiekunczy"}]}),
    ],
)  # fmt: skip
def test_each_exclusion_refuses_the_carers_allowance(
    ground: str, person: dict[str, Any], carer: dict[str, Any]
) -> None:
    answer = carers("2017-03-10", person=person, **carer)

    assert grounds(answer) == [ground]
    assert answer.refusals[0].ground.article.startswith("art. 10 ust. 1 ustawy z 4.04.2014")


def test_the_carers_allowance_rises_on_1_november_2018_and_needs_no_income() -> None:
    answer = carers("2018-09-10")

    assert (paid(answer, "2018-10"), paid(answer, "2018-11")) == (52000, 62000)
    assert answer.months[-1].open_ended


@pytest.mark.parametrize(
    ("care_from", "amount"),
    [("2016-03-15", round_up(52000 * 17, 30, 10)), ("2016-05-15", round_up(52000 * 17, 31, 10))],
)
def test_a_broken_month_is_divided_by_30_until_march_2016(care_from: str, amount: int) -> None:
    assert paid(carers(care_from, care_from=care_from), care_from[:7]) == amount


@pytest.mark.parametrize(("received", "first"), [("2019-08-20", "2019-03"), ("2019-08-21", "2019-08")])
def test_a_new_certificate_carries_the_right_on_from_the_month_it_was_asked_for(received: str, first: str) -> None:
    person = {
        "disability": {
            "degree": "znaczny",
            "applied_on": "2019-03-04",
            "issued_on": "2019-05-20",
            "valid_to": "2021-05-31",
        }
    }

    answer = carers(received, person=person)

    assert answer.months[0].first == parse_month(first)
    assert answer.months[-1].last == parse_month("2021-05")


def test_the_carers_allowance_of_2024_is_a_kept_right() -> None:
    assert grounds(carers("2024-03-10")) == ["no_kept_right"]
    assert paid(carers("2024-03-10", kept_right={}), "2024-03") == 62000


def test_swiadczenie_wspierajace_ends_the_carers_allowance() -> None:
    answer = carers("2023-05-10", person={"swiadczenie_wspierajace_from": "2024-02-01"})

    assert (paid(answer, "2024-01"), paid(answer, "2024-02")) == (62000, 0)
