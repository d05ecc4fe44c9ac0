"""Numbers of the act come from its parameters: another value of the law, another answer for the same case."""

from dataclasses import replace

import pytest

from kit.law import Law
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
    assert {due.amount for due in before}.isdisjoint({due.amount for due in after})
