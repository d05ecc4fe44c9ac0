"""The nursing benefit of a carer: every condition and exclusion of art. 17, the days from which the rules change, kept rights."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.benefits.results import Assessment
from kit.law import sentences
from kit.money import round_up
from kit.periods import month, parse_month
from services.family_benefits.catalogue import CATALOGUE

SP = "swiadczenie_pielegnacyjne"
LAW = CATALOGUE.law()
ADULT = {"id": "matka", "born_on": "1940-01-01", "relation": "first_degree_kin", "disability": {"degree": "znaczny"}}
CHILD = {"id": "dziecko", "born_on": "2015-06-01", "relation": "parent", "disability": {"degree": "znaczny"}}


def assessed(
    received: str, person: dict[str, Any] | list[dict[str, Any]], on: str | None = None, **carer: Any
) -> Assessment:
    """The answer for an application of the day."""
    persons = person if isinstance(person, list) else [person]
    facts = {"application": {"received_on": received}, "carer": {**carer, "cared_for": persons}}
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts))
    return CATALOGUE.assess(SP, case, date.fromisoformat(on or received))


def paid(answer: Assessment, text: str) -> int:
    """Grosze of the month."""
    at = parse_month(text)
    return sum(one.amount for one in answer.months if one.first <= at <= one.last)


def grounds(answer: Assessment) -> list[str]:
    """Codes of the refusals."""
    return [one.ground.code for one in answer.refusals]


OLD_BARS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("no_care_certificate", {"disability": None}, {}),
    ("no_care_certificate", {"disability": {"degree": "umiarkowany"}}, {}),
    ("no_care_certificate", {"disability": {"degree": "orzeczenie_o_niepelnosprawnosci"}}, {}),
    ("no_alimony_duty", {"relation": "other"}, {}),
    ("no_alimony_duty", {"relation": "foster_family"}, {}),
    ("nearer_kin_able", {"relation": "further_kin", "nearer_able": ["parents"]}, {}),
    ("nearer_kin_able", {"relation": "further_kin", "nearer_able": ["first_degree_kin"]}, {}),
    ("nearer_kin_able", {"relation": "further_kin", "nearer_able": ["guardian_or_foster_family"]}, {}),
    ("carer_severely_disabled", {}, {"severely_disabled": True}),
    ("work_not_given_up", {}, {"work": "works"}),
    ("farm_not_stopped", {}, {"farm": "runs"}),
    *(("own_pension", {}, {"own_rights": [right]}) for right in (
        "pension", "rent", "survivor_rent", "social_rent", "permanent_allowance", "teacher_compensation", "pre_retirement",
        "supplementary_parental",
    )),
    *(("carer_has_care_benefit", {}, {"draws": [{"benefit": code}]}) for code in (
        SP, "specjalny_zasilek_opiekunczy", "zasilek_dla_opiekuna",
    )),
    ("one_benefit_by_choice", {}, {"draws": [{"benefit": "swiadczenie_rodzicielskie"}]}),
    ("one_benefit_by_choice", {}, {"draws": [{"benefit": "dodatek_urlop_wychowawczy", "same_person": False}]}),
    ("cared_for_married", {"married": True}, {}),
    ("cared_for_married", {"relation": "spouse"}, {}),
    ("cared_for_in_foster_care", {"in_foster_care": True}, {}),
    ("full_board_over_5_days", {"full_board_over_5_days": True}, {}),
    ("early_retirement_for_care", {"early_retirement_for_care": True}, {}),
    *(("care_benefit_already_set", {"already_set": [code]}, {}) for code in (
        SP, "specjalny_zasilek_opiekunczy", "zasilek_dla_opiekuna", "dodatek_urlop_wychowawczy",
    )),
    ("care_benefit_abroad", {"care_benefit_abroad": True}, {}),
    ("certificate_expired", {"disability": {"degree": "znaczny", "valid_to": "2022-12-31"}}, {}),
    ("care_ended", {"died_on": "2022-12-31"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("ground", "person", "carer"), OLD_BARS)
def test_by_the_rules_to_2023_each_exclusion_refuses(
    ground: str, person: dict[str, Any], carer: dict[str, Any]
) -> None:
    answer = assessed("2023-01-10", {**ADULT, **person}, **carer)

    assert answer.outcome == "refused"
    assert grounds(answer) == [ground]


@pytest.mark.parametrize(
    ("person", "carer"),
    [
        ({}, {}),
        ({"disability": {"degree": "orzeczenie_o_niepelnosprawnosci"}, "both_indications": True}, {}),
        ({"relation": "parent"}, {"severely_disabled": True}),
        ({"relation": "further_kin"}, {}),
        ({"relation": "actual_guardian"}, {}),
        ({"relation": "related_foster_family", "in_foster_care": True}, {}),
        ({"married": True, "spouse_severely_disabled": True}, {}),
        ({}, {"work": "not_taken_up", "farm": "stopped"}),
        ({}, {"own_rights": ["partial_incapacity_rent"]}),
        ({}, {"own_rights": ["pension"], "own_pension_suspended": True}),
        ({}, {"draws": [{"benefit": "swiadczenie_rodzicielskie", "resigned_on": "2023-01-01"}]}),
        ({"disability": {"degree": "znaczny", "onset_on": "2000-01-01"}}, {}),
    ],
)
def test_by_the_rules_to_2023_the_other_side_of_each_condition_is_granted(
    person: dict[str, Any], carer: dict[str, Any]
) -> None:
    answer = assessed("2023-01-10", {**ADULT, **person}, **carer)

    assert paid(answer, "2023-01") == 245800
    assert {one.variant for one in answer.months} == {"stare_zasady"}


NEW_BARS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("no_care_certificate", {"disability": {"degree": "umiarkowany"}}, {}),
    ("no_alimony_duty", {"relation": "other"}, {}),
    ("carer_has_care_benefit", {}, {"draws": [{"benefit": "zasilek_dla_opiekuna"}]}),
    ("care_benefit_already_set", {"already_set": ["specjalny_zasilek_opiekunczy"]}, {}),
    ("cared_for_in_institution", {"in_institution": True}, {}),
    ("cared_for_in_foster_care", {"in_foster_care": True}, {}),
    ("care_benefit_abroad", {"care_benefit_abroad": True}, {}),
    ("cared_for_is_adult", {"born_on": "2006-01-10"}, {}),
]


@pytest.mark.parametrize(("ground", "person", "carer"), NEW_BARS)
def test_by_the_rules_from_2024_each_exclusion_refuses(
    ground: str, person: dict[str, Any], carer: dict[str, Any]
) -> None:
    answer = assessed("2024-02-10", {**CHILD, **person}, **carer)

    assert answer.outcome == "refused"
    assert grounds(answer) == [ground]


@pytest.mark.parametrize(
    ("person", "carer"),
    [
        ({}, {"work": "works", "farm": "runs", "own_rights": ["pension"]}),
        ({"married": True}, {}),
        ({"full_board_over_5_days": True}, {}),
        ({"relation": "foster_family", "in_foster_care": True}, {}),
        ({"relation": "family_home", "in_foster_care": True}, {}),
        ({"already_set": ["dodatek_urlop_wychowawczy"]}, {}),
        ({}, {"draws": [{"benefit": "swiadczenie_rodzicielskie", "same_person": False}]}),
    ],
)
def test_by_the_rules_from_2024_old_exclusions_are_none(person: dict[str, Any], carer: dict[str, Any]) -> None:
    answer = assessed("2024-02-10", {**CHILD, **person}, **carer)

    assert paid(answer, "2024-02") == 298800
    assert {one.variant for one in answer.months} == {"nowe_zasady"}


@pytest.mark.parametrize(("received", "expected"), [("2023-12-31", "stare_zasady"), ("2024-01-01", None)])
def test_a_new_right_for_an_adult_arises_to_the_last_day_of_2023(received: str, expected: str | None) -> None:
    answer = assessed(received, ADULT)

    assert {one.variant for one in answer.months} == ({expected} if expected else set())


@pytest.mark.parametrize(
    ("received", "draws", "refused"),
    [
        ("2017-07-31", {"benefit": "dodatek_urlop_wychowawczy", "same_person": False}, False),
        ("2017-08-01", {"benefit": "dodatek_urlop_wychowawczy", "same_person": False}, True),
        ("2015-12-31", {"benefit": "dodatek_urlop_wychowawczy"}, False),
        ("2016-01-01", {"benefit": "dodatek_urlop_wychowawczy"}, True),
    ],
)
def test_one_benefit_by_choice_from_the_day_of_the_act(received: str, draws: dict[str, Any], refused: bool) -> None:
    assert (assessed(received, CHILD, draws=[draws]).outcome == "refused") is refused


def test_a_rent_for_partial_incapacity_bars_no_more_from_9_january_2020() -> None:
    before = assessed("2020-01-08", ADULT, own_rights=["partial_incapacity_rent"])
    after = assessed("2020-01-09", ADULT, own_rights=["partial_incapacity_rent"])

    assert grounds(before) == ["own_pension"]
    assert paid(after, "2020-01") == round_up(183000 * 23, 31, 10)


YEARS = [(year, LAW.on(date(year, 1, 1)).amount(SP)) for year in range(2015, 2028)]


@pytest.mark.parametrize(("year", "amount"), YEARS)
def test_the_amount_changes_on_the_first_of_january(year: int, amount: int) -> None:
    answer = assessed(f"{year - 1}-12-01", {**CHILD, "born_on": "2010-06-01"})

    assert paid(answer, f"{year}-01") == amount
    assert paid(answer, f"{year - 1}-12") == LAW.on(date(year - 1, 12, 31)).amount(SP)
    assert paid(answer, f"{year - 1}-12") < amount


@pytest.mark.parametrize("year", [year for year in range(2017, 2028) if year != 2023])
def test_the_announced_amount_is_the_index_of_the_minimum_wage_up_to_a_zloty(year: int) -> None:
    before, now = LAW.on(date(year - 1, 1, 1)), LAW.on(date(year, 1, 1))
    wage = "placa_minimalna_na_1_stycznia"

    assert now.amount(SP) == round_up(before.amount(SP) * now.amount(wage), before.amount(wage), 100)


@pytest.mark.parametrize(
    ("applied", "issued", "received", "kept"),
    [
        ("2024-09-02", "2024-10-15", "2025-01-15", True),
        ("2024-09-03", "2024-10-15", "2025-01-15", False),
        ("2024-09-01", "2024-10-15", "2025-01-16", False),
    ],
)
def test_a_kept_right_needs_both_terms_of_three_months(applied: str, issued: str, received: str, kept: bool) -> None:
    person = {**ADULT, "disability": {"degree": "znaczny", "applied_on": applied, "issued_on": issued}}

    answer = assessed(received, person, kept_right={"previous_certificate_to": "2024-05-31"})

    assert grounds(answer) == ([] if kept else ["kept_right_lost"])
    assert paid(answer, "2024-09") == (298800 if kept else 0)


@pytest.mark.parametrize(
    ("received", "relation", "granted", "untold"),
    [("2024-03-01", "director", 298800, True), ("2024-03-01", "parent", 597600, False)],
)
def test_a_person_for_whom_nothing_more_is_due_hears_why(
    received: str, relation: str, granted: int, untold: bool
) -> None:
    persons = [
        {**CHILD, "relation": relation},
        {**CHILD, "id": "mlodsze", "born_on": "2016-06-01", "relation": relation},
    ]

    answer = assessed(received, persons)

    assert paid(answer, "2024-03") == granted
    assert [(one.ground.code, one.person) for one in answer.refusals] == [
        ("one_amount_for_all_persons", "mlodsze")
    ] * untold


def test_a_carer_of_two_by_the_old_rules_has_one_amount_and_hears_it() -> None:
    persons = [ADULT, {**ADULT, "id": "ojciec", "born_on": "1941-01-01"}]

    answer = assessed("2023-03-01", persons)

    assert paid(answer, "2023-03") == 245800
    assert [(one.ground.code, one.person) for one in answer.refusals] == [("one_amount_for_all_persons", "ojciec")]


def test_the_second_person_of_an_old_right_is_told_nothing_when_the_right_goes_on_for_her() -> None:
    persons = [{**ADULT, "died_on": "2023-04-10"}, {**ADULT, "id": "ojciec", "born_on": "1941-01-01"}]

    assert assessed("2023-03-01", persons).refusals == ()


def test_who_waives_a_kept_right_gets_the_benefit_by_the_new_rules_for_children_only() -> None:
    child = assessed("2024-05-10", CHILD, kept_right={"waived": True})
    adult = assessed("2024-05-10", ADULT, kept_right={"waived": True})
    kept = assessed("2024-05-10", CHILD, kept_right={})

    assert {one.variant for one in child.months} == {"nowe_zasady"}
    assert grounds(adult) == ["cared_for_is_adult"]
    assert {one.variant for one in kept.months} == {"stare_zasady"}


def test_a_certificate_applied_for_in_2023_gives_a_right_by_the_old_rules_even_when_asked_for_in_2024() -> None:
    person = {**ADULT, "disability": {"degree": "znaczny", "applied_on": "2023-11-15", "issued_on": "2024-01-10"}}

    in_time, late = assessed("2024-04-10", person), assessed("2024-04-11", person)

    assert paid(in_time, "2023-11") == 245800
    assert paid(in_time, "2024-01") == 298800
    assert grounds(late) == ["cared_for_is_adult"]


def test_a_right_ends_with_the_month_in_which_the_certificate_expires() -> None:
    person = {**CHILD, "disability": {"degree": "znaczny", "valid_to": "2024-06-10"}}

    answer = assessed("2024-02-10", person)

    assert (paid(answer, "2024-06"), paid(answer, "2024-07")) == (298800, 0)
    assert not answer.months[-1].open_ended


def test_a_carer_has_one_benefit_for_two_persons_by_the_old_rules() -> None:
    answer = assessed("2023-02-10", [ADULT, CHILD])

    assert paid(answer, "2023-03") == 245800
    assert {one.persons for one in answer.months} == {("matka",)}


def test_the_order_of_persons_does_not_matter() -> None:
    third = {**CHILD, "id": "trzecie", "born_on": "2008-03-20"}
    second = {
        **CHILD,
        "id": "drugie",
        "born_on": "2020-02-10",
        "disability": {"degree": "znaczny", "valid_to": "2026-01-31"},
    }

    answers = {assessed("2025-02-10", list(order)) for order in permutations([CHILD, second, third])}

    assert len(answers) == 1


@settings(deadline=None)
@given(st.integers(1, 3), st.dates(date(2015, 1, 1), date(2026, 12, 31)), st.integers(0, 40))
def test_a_month_is_never_negative_and_never_more_than_the_whole_amount_for_every_person(
    children: int, received: date, later: int
) -> None:
    persons = [{**CHILD, "id": f"d{number}", "born_on": f"{2010 + number}-06-15"} for number in range(children)]
    care_from = (received + timedelta(days=later)).isoformat()

    answer = assessed(received.isoformat(), persons, care_from=care_from)

    for one in answer.months:
        rate = LAW.month(one.last).amount(SP)
        assert 0 < one.amount <= rate * (children if one.variant == "nowe_zasady" else 1)
        assert one.amount % 10 == 0


def test_the_reasons_read_as_those_of_a_decision() -> None:
    person = {**CHILD, "born_on": "2007-05-20"}

    told = sentences(assessed("2025-04-03", person).trace)

    assert told == (
        "Opiekun (opiekun) opiekuje się dzieckiem (dziecko), które nie ukończyło 18 lat i ma orzeczenie o znacznym stopniu "
        "niepełnosprawności; praca i emerytura opiekuna nie mają znaczenia, a prawo przysługuje od 2025-04-01. (art. 17 ust. 1 u.ś.r.)",
        "Dziecko (dziecko) kończy 18 lat, dlatego ostatnim dniem prawa jest dzień poprzedni, 2025-05-19. (art. 17 ust. 1 u.ś.r.)",
        "Świadczenie pielęgnacyjne wynosi 3\u00a0287,00 zł miesięcznie od 2025-04 do 2025-04. (art. 17 ust. 3-3d u.ś.r.)",
        "Za niepełny miesiąc (2025-05) przysługuje 2\u00a0014,70 zł: 3\u00a0287,00 zł podzielone przez 31 i pomnożone "
        "przez liczbę dni 19, zaokrąglone w górę do 0,10 zł. (art. 17 ust. 4 u.ś.r.)",
    )


def test_months_behind_the_last_known_amount_are_not_shown_but_go_on() -> None:
    answer = assessed("2027-06-10", CHILD)

    assert answer.months[-1].last == month(2027, 12)
    assert answer.months[-1].open_ended
    assert Fraction(paid(answer, "2027-12"), 100) == 3488
