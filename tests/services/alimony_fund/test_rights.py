"""What the form of a fund's case refuses, and what its rules never do whatever the case."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from casework.benefits.results import Assessment, UnfitFacts
from kit.periods import MONTHS_OF_YEAR
from services.alimony_fund.catalogue import CATALOGUE
from services.alimony_fund.lump_sum import RATES, TABLE
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from tests.services.worked_cases import WorkedCase, worked_cases

FUND = "swiadczenie_z_funduszu_alimentacyjnego"
[PLAIN] = [case for case in worked_cases("alimony_fund") if case.id == "fa-amount-03"]


def assessed(facts: dict[str, Any], on: date) -> Assessment:
    return CATALOGUE.assess(FUND, CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts)), on)


def told(**other: Any) -> dict[str, Any]:
    (claim,) = PLAIN.facts["claims"]
    return {**PLAIN.facts, "claims": [{**claim, **other}]}


def test_an_income_of_somebody_who_is_not_of_the_case_is_not_passed_over() -> None:
    facts = {**PLAIN.facts, "income": {"items": [{"member": "mtaka", "yearly_net": "90000.00"}]}}

    with pytest.raises(UnfitFacts) as refused:
        assessed(facts, PLAIN.on)

    assert [one.pointer for one in refused.value.errors] == ["/facts/income/items/0/member"]


@pytest.mark.parametrize(
    "other",
    [
        {"enforcement_ineffective": None},
        {"enforcement": {"current": "1.00", "obtained": "0.00"}},
    ],
)
def test_enforcement_is_told_once(other: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="jedno z dwojga"):
        CATALOGUE.facts.model_validate(told(**other))


@pytest.mark.parametrize("case", worked_cases("alimony_fund"), ids=str)
def test_the_months_of_a_right_are_those_of_its_period_and_never_above_the_award_or_the_cap(case: WorkedCase) -> None:
    answer = assessed(case.facts, case.on)
    law = CATALOGUE.law()

    for due in answer.months:
        cap = law.month(due.first).amount("fa_benefit_cap_per_entitled_person")
        assert 0 < due.amount <= cap
        assert len(due.persons) == 1
    months = {at for due in answer.months for at in range(due.first, due.last + 1)}
    assert not months or max(months) - min(months) < MONTHS_OF_YEAR


@pytest.mark.parametrize(("obtained", "granted"), [("1499.99", True), ("1500.00", False)])
@pytest.mark.parametrize("year", [2008, 2015, 2022, 2024])
def test_arrears_count_in_the_test_of_every_period(year: int, obtained: str, granted: bool) -> None:
    """Art. 2 pkt 2: a certificate with arrears is decided by whatever period it is of."""
    received = f"{year}-10-01"
    told_then = {
        **told(
            enforcement_ineffective=None, enforcement={"current": "1000.00", "arrears": "500.00", "obtained": obtained}
        ),
        "application": {"received_on": received},
        "income": {"items": []},
    }

    assert bool(assessed(told_then, date(year, 10, 1)).months) is granted


@pytest.mark.parametrize(
    ("case_id", "days"),
    [
        ("fa-foreign-income", {"2024-12-30": False, "2024-12-31": True, "2025-01-02": False}),
        (
            "fa-foreign-gain-before-the-period",
            {"2025-08-29": False, "2025-09-29": False, "2025-09-30": True, "2024-12-31": False},
        ),
    ],
)
def test_a_rate_is_that_of_the_last_working_day_of_the_year_or_of_the_month_that_counts(
    case_id: str, days: dict[str, bool]
) -> None:
    (case,) = [one for one in worked_cases("alimony_fund") if one.id == case_id]
    for day, fits in days.items():
        items = [
            {**one, "exchange": {**one["exchange"], "rate_on": day}} if "exchange" in one else one
            for one in case.facts["income"]["items"]
        ]
        facts = {**case.facts, "income": {"items": items}}
        if fits:
            assert assessed(facts, case.on).months
            continue
        with pytest.raises(UnfitFacts) as refused:
            assessed(facts, case.on)
        assert [one.code for one in refused.value.errors] == ["rate_of_another_day"]


def test_a_year_that_ends_on_a_day_off_has_the_rate_of_the_working_day_before() -> None:
    """31 December 2023 was a Sunday and the 30th a Saturday."""
    (case,) = [one for one in worked_cases("alimony_fund") if one.id == "fa-foreign-income"]
    (item,) = case.facts["income"]["items"]
    exchange = {**item["exchange"], "rate_on": "2023-12-29"}
    facts = {
        **case.facts, "application": {"received_on": "2024-10-05"}, "income": {"items": [{**item, "exchange": exchange}]},
    }  # fmt: skip

    assert assessed(facts, date(2024, 10, 5)).months


def test_hectares_have_no_currency() -> None:
    exchange = {"currency": "EUR", "rate": "4.2", "rate_on": "2024-12-31"}
    farm = {"member": "matka", "hectares": "2.5", "exchange": exchange}

    with pytest.raises(ValidationError, match="w złotych"):
        CATALOGUE.facts.model_validate({**PLAIN.facts, "income": {"items": [farm]}})


def test_the_tables_of_lump_sum_are_those_of_family_benefits() -> None:
    """One notice of the minister for both acts (M.P. 2025 poz. 709)."""
    ours, theirs = CATALOGUE.law().parameters, FAMILY_BENEFITS.law().parameters
    shared = {name for name in theirs if name.startswith((TABLE, RATES))}

    assert len(shared) > 5
    for name in shared:
        assert [(one.valid_from, one.valid_to, one.value) for one in ours[name].values] == [
            (one.valid_from, one.valid_to, one.value) for one in theirs[name].values
        ], name


@pytest.mark.parametrize(
    ("lump_sum", "received_on", "refused"),
    [
        ({"rate": "5.5", "figure": "173561.00"}, "2022-10-05", "lump_sum_table_not_known"),
        ({"rate": "99", "figure": "173561.00"}, "2025-10-05", "unknown_lump_sum_rate"),
    ],
)
def test_a_year_without_tables_and_a_rate_without_a_table_are_told(
    lump_sum: dict[str, str], received_on: str, refused: str
) -> None:
    facts = {
        **PLAIN.facts, "application": {"received_on": received_on},
        "income": {"items": [{"member": "matka", "lump_sum": lump_sum}]},
    }  # fmt: skip

    with pytest.raises(UnfitFacts) as told:
        assessed(facts, date.fromisoformat(received_on))
    assert [one.code for one in told.value.errors] == [refused]


@pytest.mark.parametrize("other", [{"yearly_net": "1.00"}, {"hectares": "2.5"}, {"gained_on": "2025-08-05"}])
def test_what_the_table_gives_is_not_stated_besides(other: dict[str, str]) -> None:
    item = {"member": "matka", "lump_sum": {"figure": "100.00"}, **other}

    with pytest.raises(ValidationError, match="jedno z dwojga"):
        CATALOGUE.facts.model_validate({**PLAIN.facts, "income": {"items": [item]}})
