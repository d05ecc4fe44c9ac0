"""Numbers of the act come from its parameters: another value of the law, another answer for the same case."""

from dataclasses import replace

import pytest

from kit.law import Law
from kit.money import zloty
from kit.periods import parse_month
from services.alimony_fund.catalogue import CATALOGUE
from tests.services.worked_cases import worked_cases

LAW = CATALOGUE.law()
[GAIN] = [case for case in worked_cases("alimony_fund") if case.id == "fa-gain"]


@pytest.mark.parametrize(("number", "first"), [(2, "2026-03"), (4, "2026-05")])
def test_a_gain_works_from_the_month_that_the_act_says(number: int, first: str) -> None:
    law = Law(
        replace(item, values=tuple(replace(one, value=number) for one in item.values))
        if item.name == "fa_gained_income_from_month"
        else item
        for item in LAW.parameters.values()
    )
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(GAIN.facts))

    answer = CATALOGUE.get(GAIN.benefit).assess(case, law, GAIN.on)  # type: ignore[misc]

    before = [due for due in answer.months if due.first < parse_month(first)]
    after = [due for due in answer.months if due.first >= parse_month(first)]
    assert before
    assert after
    assert {due.amount for due in before}.isdisjoint({due.amount for due in after})


@pytest.mark.parametrize(
    ("identity", "by_days", "whole"),
    [
        ("fa-age-25", "160.71", "500.00"),
        ("fa-placed-inside", "241.94", "500.00"),
        ("fa-back-from-care", "258.06", "500.00"),
    ],
)
def test_a_part_of_a_month_is_paid_by_days_or_whole_as_the_setting_says(
    identity: str, by_days: str, whole: str
) -> None:
    [case] = [one for one in worked_cases("alimony_fund") if one.id == identity]
    facts = CATALOGUE.prepare(CATALOGUE.facts.model_validate(case.facts))
    assess = CATALOGUE.get(case.benefit).assess
    assert assess is not None

    amounts = [
        {zloty(due.amount) for due in assess(facts, law, case.on).months}
        for law in (LAW, with_flag("fa_proration_by_days"))
    ]

    assert amounts == [{by_days, whole}, {whole}]


def with_flag(name: str) -> Law:
    """The law with the flag put out on every day."""
    return Law(
        replace(item, values=tuple(replace(one, value=False) for one in item.values)) if item.name == name else item
        for item in LAW.parameters.values()
    )
