"""Money and its roundings: exact for every amount."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.money import NotMoney, SharesDoNotFit, grosze, half_up, round_down, round_up, share_out, zloty

AMOUNT = st.integers(-(10**12), 10**12)
SIZE = st.integers(1, 10**6)
STEP = st.sampled_from([1, 10, 100])


@given(AMOUNT)
def test_an_amount_is_read_as_it_is_written(amount: int) -> None:
    assert grosze(zloty(amount)) == amount


@pytest.mark.parametrize(
    "text", ["", "1", "1.0", "1.000", "1,00", " 1.00", "1.00 ", "--1.00", "+1.00", "1e3.00", "١.00", "NaN", ".00"]
)
def test_anything_else_is_no_money(text: str) -> None:
    with pytest.raises(NotMoney):
        grosze(text)


@given(AMOUNT, SIZE, STEP)
def test_a_rounding_goes_where_its_name_says(numerator: int, denominator: int, step: int) -> None:
    exact = Decimal(numerator) / Decimal(denominator) / step

    assert round_up(numerator, denominator, step) == exact.to_integral_value(ROUND_CEILING) * step
    assert round_down(numerator, denominator, step) == exact.to_integral_value(ROUND_FLOOR) * step
    assert abs(half_up(numerator, denominator, step) * denominator - numerator) * 2 <= denominator * step


@given(st.integers(-(10**6), 10**6))
def test_a_half_goes_away_from_zero(amount: int) -> None:
    assert half_up(amount * 10 + 5, 10) == int((Decimal(amount * 10 + 5) / 10).to_integral_value(ROUND_HALF_UP))


@given(AMOUNT, st.lists(st.integers(0, 1000), min_size=1, max_size=8))
def test_the_parts_of_an_amount_always_sum_to_it(amount: int, weights: list[int]) -> None:
    if sum(weights) == 0:
        with pytest.raises(SharesDoNotFit):
            share_out(amount, weights)
        return

    parts = share_out(amount, weights)

    assert sum(parts) == amount
    assert len(parts) == len(weights)
    for part, weight in list(zip(parts, weights, strict=True))[:-1]:
        assert abs(part * sum(weights) - amount * weight) * 2 <= sum(weights)
