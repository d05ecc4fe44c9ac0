"""A benefit's budget lines by day, and how one fact becomes money lines."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.benefits.types import Benefit, BenefitError, BudgetLine, NoBudgetLine, PartsDoNotFit, SplitNotStated
from casework.booking import CannotBeBooked, money_lines

DAY = date(2019, 5, 1)


def line(source: str, share: str | None = None, start: date = date(2017, 1, 1), end: date | None = None) -> BudgetLine:
    fraction = None if share is None else Fraction(share)
    return BudgetLine("expenditure", "852", "85230", "311", "0", source, "posilek", "wlasne", start, end, fraction)


def recorded(*lines: BudgetLine) -> Benefit:
    return Benefit("posilek", "Posiłek", "ustawa", "art. 48b", "person", "entitled", "recorded", lines=lines)


MEAL = recorded(line("dotacja_wlasne_2030", "0.60"), line("srodki_wlasne", "0.40"))


def test_a_day_without_a_line_is_refused() -> None:
    with pytest.raises(NoBudgetLine):
        recorded(line("srodki_wlasne", end=date(2018, 12, 31))).budget_lines(DAY)


def test_the_line_of_the_day_is_the_one_in_force() -> None:
    benefit = recorded(
        line("dotacja_zlecone_2010", end=date(2018, 12, 31)), line("srodki_wlasne", start=date(2019, 1, 1))
    )
    assert [found.source for found in benefit.budget_lines(DAY)] == ["srodki_wlasne"]
    assert benefit.split(12345, DAY)[0][1] == 12345


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_shared_meal_loses_no_grosz_and_the_last_line_takes_the_rest(amount: int) -> None:
    grant, own = MEAL.split(amount, DAY)
    assert grant[1] + own[1] == amount
    assert abs(grant[1] * 5 - amount * 3) * 2 <= 5


def test_parts_as_booked_stand_before_the_ratio() -> None:
    assert [part for _, part in MEAL.split(1658258, DAY, [994953, 663305])] == [994953, 663305]
    with pytest.raises(PartsDoNotFit):
        MEAL.split(1658258, DAY, [994953, 663304])
    with pytest.raises(PartsDoNotFit):
        MEAL.split(1658258, DAY, [1658258])


def test_lines_without_a_ratio_need_stated_parts() -> None:
    okresowy = recorded(line("dotacja_wlasne_2030"), line("srodki_wlasne"))
    with pytest.raises(SplitNotStated):
        okresowy.split(100, DAY)
    assert [part for _, part in okresowy.split(100, DAY, [60, 40])] == [60, 40]


def test_what_is_granted_above_the_statutory_floor_is_stated_and_else_all_of_it_is_the_floor() -> None:
    okresowy = recorded(line("dotacja_wlasne_2030", "1"), line("srodki_wlasne", "0"))
    assert [(one.source, part) for one, part in okresowy.split(100, DAY)] == [("dotacja_wlasne_2030", 100)]
    assert [part for _, part in okresowy.split(100, DAY, [60, 40])] == [60, 40]


def test_what_has_revenue_lines_only_is_no_benefit() -> None:
    fee = recorded(replace(line("dochod_wlasny"), side="revenue"))
    assert (fee.granted, recorded(line("srodki_wlasne")).granted, recorded().granted) == (False, True, True)
    with pytest.raises(CannotBeBooked) as refused:
        money_lines(fee, 100, DAY)
    assert refused.value.detail == "„Posiłek” to dochód, a nie świadczenie: nie przyznaje się go ani nie wypłaca."


def test_a_computed_benefit_needs_its_rule() -> None:
    with pytest.raises(BenefitError):
        Benefit("posilek", "Posiłek", "ustawa", "art. 1", "person", "entitled", "computed")
