"""Money is whole grosze and text with two places; nothing is lost between them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from kit.money import (
    NotMoney,
    SharesDoNotFit,
    ZlotyInput,
    grosze,
    half_up,
    round_down,
    round_up,
    share_out,
    zloty,
)

AMOUNTS = st.integers(min_value=-(10**15), max_value=10**15)
ENTERED = TypeAdapter(ZlotyInput)


@given(AMOUNTS)
def test_an_amount_survives_being_written_and_read(amount: int) -> None:
    assert grosze(zloty(amount)) == amount


@pytest.mark.parametrize(
    "text", ["", "1", "1.5", "1,50", "1.555", ".50", "-.50", "1e3.00", "١.00", "+1.00", "1.00 ", "--1.00", "NaN"]
)
def test_another_form_is_no_amount(text: str) -> None:
    with pytest.raises(NotMoney):
        grosze(text)


@pytest.mark.parametrize("text", ["0.00", "0.01", "9999999.99", "10000000.00"])
def test_an_amount_up_to_ten_million_may_be_entered(text: str) -> None:
    assert ENTERED.validate_python(text) == text


@pytest.mark.parametrize("value", ["-0.01", "10000000.01", "00.00", "1.0", "1.000", 1, 1.5, None, "1.00\n", "1.00\x00"])
def test_anything_else_may_not_be_entered(value: object) -> None:
    with pytest.raises(ValidationError):
        ENTERED.validate_python(value)


@given(AMOUNTS, st.integers(min_value=1, max_value=10**6), st.sampled_from([1, 10, 100]))
def test_each_rounding_goes_its_way_and_less_than_one_step(numerator: int, denominator: int, step: int) -> None:
    exact = Fraction(numerator, denominator)
    assert 0 <= round_up(numerator, denominator, step) - exact < step
    assert 0 <= exact - round_down(numerator, denominator, step) < step
    assert abs(half_up(numerator, denominator, step) - exact) * 2 <= step


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"), [(5, 10, 1), (4, 10, 0), (-5, 10, -1), (15, 10, 2), (25, 10, 3)]
)
def test_a_half_goes_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert half_up(numerator, denominator) == rounded


@given(AMOUNTS, st.lists(st.integers(min_value=0, max_value=1000), min_size=1, max_size=12))
def test_shares_sum_to_the_amount(amount: int, weights: list[int]) -> None:
    if sum(weights) == 0:
        with pytest.raises(SharesDoNotFit):
            share_out(amount, weights)
    else:
        parts = share_out(amount, weights)
        assert len(parts) == len(weights)
        assert sum(parts) == amount


@given(AMOUNTS, st.integers(min_value=1, max_value=31))
def test_days_of_a_month_sum_to_the_month(amount: int, days: int) -> None:
    assert sum(share_out(amount, [days, 31 - days])) == amount
