"""Dividing what comes back over the lines it was paid from. Pure: grosze in, grosze out, nothing is lost or made."""

from collections.abc import Iterable, Sequence
from typing import Any

Line = dict[str, Any]
"""A line of a money fact, `amount` in grosze."""


def divided(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`amount` in proportion to the weights, the last part taking the remainder; no part exceeds its weight.

    amount: at most the sum of the weights. The parts are differences of running totals: rounding each part by itself could give
    the last one more than was ever paid from its line.
    """
    total = sum(weights)
    if not 0 <= amount <= total or any(weight < 0 for weight in weights):
        raise ValueError("only what was paid can be divided")
    parts: list[int] = []
    so_far = done = 0
    for weight in weights:
        so_far += weight
        reached = amount * so_far // total if total else 0
        parts.append(reached - done)
        done = reached
    return tuple(parts)


def remaining(lines: Sequence[Line], came_back: Iterable[Sequence[Line]]) -> list[int]:
    """What is left on each line after the parts that came back, which stand in the same order."""
    left = [int(line["amount"]) for line in lines]
    for parts in came_back:
        for n, part in enumerate(parts):
            left[n] -= int(part["amount"])
    return left


def with_amounts(lines: Sequence[Line], amounts: Sequence[int]) -> list[Line]:
    """The same lines with other amounts."""
    return [{**line, "amount": amount} for line, amount in zip(lines, amounts, strict=True)]


def mirrored(lines: Sequence[Line]) -> list[Line]:
    """The lines with the other sign, without those that nothing moves on."""
    return [{**line, "amount": -line["amount"]} for line in lines if line["amount"]]
