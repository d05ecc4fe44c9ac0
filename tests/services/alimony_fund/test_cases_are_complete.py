"""The worked cases of the fund's benefit show what the law can do to it: each ground, each limit by a grosz, each change by its days."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from casework.benefits.results import Assessment
from kit.law import Record
from kit.periods import first_day, last_day, month_of
from services.alimony_fund.catalogue import CATALOGUE
from services.alimony_fund.fund import ALIMONY, OVER, REDUCED, WITHIN
from services.alimony_fund.grounds import GROUNDS
from tests.services.worked_cases import WorkedCase, worked_cases

LAW = CATALOGUE.law()
LAW_CHECKED_ON = date(2026, 11, 22)
FIRST = date(2008, 10, 2)
BY_MONTH = (
    "fa_income_criterion_per_person", "fa_benefit_cap_per_entitled_person", "fa_zlotowka_za_zlotowke", "fa_graduate_keeps_right",
)  # fmt: skip
"""Parameters that the month of the right chooses."""


@cache
def answered() -> tuple[tuple[WorkedCase, Assessment], ...]:
    """Every worked case, assessed."""
    return tuple(
        (case, CATALOGUE.assess(case.benefit, CATALOGUE.prepare(CATALOGUE.facts.model_validate(case.facts)), case.on))
        for case in worked_cases("alimony_fund")
    )


def steps() -> list[Record]:
    return [record for _, answer in answered() for record in answer.trace]


def test_every_ground_of_refusal_has_a_case_and_no_other_is_met() -> None:
    met = {refusal.ground.code for _, answer in answered() for refusal in answer.refusals}

    assert met == set(GROUNDS)


@pytest.mark.parametrize("criterion", [one.value for one in LAW.parameters[BY_MONTH[0]].values])
def test_every_criterion_is_shown_at_the_grosz_and_a_grosz_above(criterion: int) -> None:
    at = {record[1] for record in steps() if record[0] is WITHIN and record[2] == criterion}
    over = {record[3] for record in steps() if record[0] is OVER and record[2] == criterion}

    assert criterion in at
    assert 1 in over


@pytest.mark.parametrize("cap", [one.value for one in LAW.parameters[BY_MONTH[1]].values])
def test_every_cap_is_shown_at_it_below_it_and_a_grosz_above(cap: int) -> None:
    awards = {record[2] for record in steps() if record[0] is ALIMONY and record[3] == cap}

    assert cap in awards
    assert cap + 1 in awards
    assert min(awards) < cap


def test_the_least_reduced_benefit_is_paid_and_a_grosz_less_is_not() -> None:
    """900.00 zł over the criterion leave 100.00 zł of 1000.00 zł; a grosz more leaves 99.99 zł, which is not due."""
    least = 10000
    caps = {case.id: answer for case, answer in answered()}

    assert least in {record[2] for record in steps() if record[0] is REDUCED}
    assert [one.ground.code for one in caps["fa-minimum-below"].refusals] == ["income_over_criterion"]
    assert {record[3] for record in caps["fa-minimum-below"].trace if record[0] is OVER} == {100000 - least + 1}


@pytest.mark.parametrize("name", BY_MONTH)
def test_every_change_has_a_case_in_the_last_month_before_and_the_first_after(name: str) -> None:
    months = {
        at
        for case, answer in answered()
        for at in {month_of(case.on), *(at for due in answer.months for at in range(due.first, due.last + 1))}
    }
    changes = [
        (after.valid_from - timedelta(days=1), after.valid_from)
        for before, after in pairwise(LAW.parameters[name].values)
        if before.value != after.value and FIRST <= after.valid_from <= LAW_CHECKED_ON
    ]

    assert changes
    for last, first in changes:
        assert (last, first) == (last_day(month_of(last)), first_day(month_of(first)))
        assert {month_of(last), month_of(first)} <= months


def test_every_case_says_where_its_figures_come_from() -> None:
    ids = [case.id for case, _ in answered()]

    assert len(ids) == len(set(ids)) > 130


@pytest.mark.parametrize(
    ("before", "wages", "after"),
    [("2023-09-30", (3490, 2600), "2023-10-01"), ("2026-09-30", (4806, 3490), "2026-10-01")],
)
def test_the_valorised_criterion_is_the_one_before_by_the_growth_of_the_least_wage_rounded_up(
    before: str, wages: tuple[int, int], after: str
) -> None:
    """Art. 9 ust. 2c-2e; least wages of 1 January 2020, 2023 and 2026."""
    name = BY_MONTH[0]
    old, new = (LAW.on(date.fromisoformat(day)).amount(name) for day in (before, after))
    step = LAW.on(date.fromisoformat(after)).amount("fa_valorisation_rounding")

    assert new == -(-old * wages[0] // (wages[1] * step)) * step
