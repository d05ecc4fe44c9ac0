"""Numbers of the act come from its parameters: another value of the law, another answer for the same case."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casework.benefits.results import UnfitFacts
from kit.law import Law
from kit.periods import month
from services.family_benefits.award import allowance_answer, award
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.family import of_age_of_study
from services.family_benefits.rates import rates
from services.family_benefits.stretches import stretches
from tests.services.family_benefits.test_allowance import LAW, a_family

FIRST, LAST = month(2024, 11), month(2025, 10)


def _from_2019(law: Law) -> Law:
    """A law supposed from 1.01.2019: 200.00 for a child between 5 and 18."""
    name, day = "zasilek_rodzinny_5_18_lat", date(2019, 1, 1)
    values = law.parameters[name].values
    before = replace(values[-1], valid_to=day - timedelta(days=1))
    values = (*values[:-1], before, replace(values[-1], value=20000, valid_from=day))
    return Law(replace(item, values=values) if item.name == name else item for item in law.parameters.values())


FROM_2019 = _from_2019(LAW)


def with_number(name: str, value: int) -> Law:
    """The law with another value of one parameter on every day."""
    return Law(
        replace(item, values=tuple(replace(one, value=value) for one in item.values)) if item.name == name else item
        for item in LAW.parameters.values()
    )


@pytest.mark.parametrize(("law", "last"), [(LAW, month(2025, 9)), (with_number(
    "zasilek_rodzinny_miesiac_przyjetego_na_studia", 8), month(2025, 8))])  # fmt: skip
def test_who_left_school_for_a_university_has_a_right_until_september(law: Law, last: int) -> None:
    school = {"kind": "ponadpodstawowa", "until": "2025-06-27", "admitted_to_university": True}
    degree = {"degree": "znaczny", "issued_on": "2020-01-10"}
    case = a_family("0.00", "2004-03-01", on="2024-11-04", base_year=2023, school=school, disability=degree)
    now = law.resolved(rates, FIRST)

    found, _ = stretches(of_age_of_study(case, now), now, FIRST, LAST, [])

    assert max(record[4] for record in found if record[5] == "powyzej_18_do_24_lat") == last


def test_the_base_year_is_as_many_years_before_the_period_as_the_act_says() -> None:
    case = a_family("0.00", "2015-03-01", on="2024-11-04", base_year=2023)

    assert award(case, LAW, case.received_on).months
    with pytest.raises(UnfitFacts) as refused:
        award(case, with_number("rok_bazowy_przed_okresem", 2), case.received_on)
    assert "2022" in str(refused.value.detail)


@pytest.mark.parametrize(("law", "from_month"), [(LAW, month(2025, 3)), (with_number(
    "dochod_uzyskany_od_miesiaca", 3), month(2025, 4))])  # fmt: skip
def test_a_later_gain_works_from_the_month_that_the_act_says(law: Law, from_month: int) -> None:
    gained = {"gained_on": "2025-01-12", "title": "employment", "following_month_amount": "3000.00"}
    case = _earning("0.00", **gained)

    months = {outcome.at: outcome.income for outcome in award(case, law, case.received_on).months}

    assert next(at for at in sorted(months) if months[at]) == from_month


@pytest.mark.parametrize(("told", "months"), [(None, 4), (3, 3)])
def test_an_income_gained_in_the_base_year_is_divided_by_its_months(told: int | None, months: int) -> None:
    more = {} if told is None else {"months_received": told}
    case = _earning("1200.00", gained_on="2023-09-15", title="employment", **more)

    outcome = award(case, LAW, case.received_on).months[0]

    assert outcome.income == 120000 // months


@pytest.mark.parametrize(
    ("received", "months"),
    [("2018-11-05", {(2018, 11): 12400, (2018, 12): 12400, (2019, 1): 20000, (2019, 10): 20000}), ("2019-01-05", {(2019, 1): 20000})],
)  # fmt: skip
def test_another_law_inside_a_period_rules_the_months_from_it_on(
    received: str, months: dict[tuple[int, int], int]
) -> None:
    for yearly, over in (("0.00", 0), ("24264.12", 1)):
        case = a_family(yearly, "2010-03-01", on=received, base_year=2017)

        paid = {
            at: due.amount
            for due in allowance_answer(case, FROM_2019, case.received_on).months
            for at in range(due.first, due.last + 1)
        }

        assert min(paid) == month(*min(months))
        assert {at: paid[month(*at)] for at in months} == {at: amount - over for at, amount in months.items()}


def test_the_stretches_of_a_law_that_turned_are_told_once_and_without_overlap() -> None:
    case = a_family("0.00", "2010-03-01", "2011-03-01", on="2018-11-05", base_year=2017)

    bands = [item for item in award(case, FROM_2019, case.received_on).stretches if item[1] == "dziecko_1"]

    assert [item[2:5] for item in bands] == [
        (12400, month(2018, 11), month(2018, 12)),
        (20000, month(2019, 1), month(2019, 10)),
    ]


def _earning(amount: str, **more: Any) -> Any:
    facts = {
        "application": {"received_on": "2024-11-04"},
        "family": {
            "applicant": "parents",
            "members": [
                {"id": "matka", "role": "parent", "born_on": "1985-01-01"},
                {"id": "dziecko", "role": "child", "born_on": "2015-03-01"},
            ],
        },
        "income": {"base_year": 2023, "items": [{"member": "matka", "amount": amount, **more}]},
    }
    return CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts))
