"""Dividing what comes back: nothing is lost, nothing is made, no line gives more than it got."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.payments.amounts import divided, mirrored, remaining, with_amounts

WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=6)


@given(WEIGHTS, st.data())
def test_the_parts_sum_to_the_amount_and_none_exceeds_its_line(weights: list[int], data: st.DataObject) -> None:
    amount = data.draw(st.integers(0, sum(weights)))

    parts = divided(amount, weights)

    assert sum(parts) == amount
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))


@given(WEIGHTS)
def test_everything_divided_is_every_line_whole(weights: list[int]) -> None:
    assert list(divided(sum(weights), weights)) == weights


@given(WEIGHTS, st.lists(st.integers(1, 10**6), max_size=8))
def test_repayments_one_after_another_never_take_more_than_is_left(weights: list[int], amounts: list[int]) -> None:
    lines = [{"amount": weight} for weight in weights]
    back: list[list[dict[str, int]]] = []

    for amount in amounts:
        left = remaining(lines, back)
        if amount <= sum(left):
            back.append(with_amounts(lines, divided(amount, left)))

    assert all(one >= 0 for one in remaining(lines, back))
    assert sum(remaining(lines, back)) == sum(weights) - sum(one["amount"] for parts in back for one in parts)


@given(st.integers(0, 10**7), st.integers(1, 99))
def test_two_lines_share_in_proportion_to_the_grosz(amount: int, percent: int) -> None:
    first, second = divided(amount, [percent * 10**6, (100 - percent) * 10**6])

    assert abs(first * 100 - amount * percent) < 100
    assert first + second == amount


@pytest.mark.parametrize(("amount", "weights"), [(3, [1, 1]), (-1, [5]), (1, [-1, 3])])
def test_more_than_was_paid_cannot_be_divided(amount: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="only what was paid"):
        divided(amount, weights)


def test_a_mirror_turns_the_sign_and_leaves_out_what_does_not_move() -> None:
    assert mirrored([{"amount": 5, "task": "a"}, {"amount": 0}]) == [{"amount": -5, "task": "a"}]
