"""An amount divided over several in whole grosze, nobody above what he can bear."""

from collections.abc import Sequence


def by_weight(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Grosze in proportion to the weights, whole; what rounding leaves goes to the largest remainders, the earlier first.

    The parts sum to the amount. When the amount is not above the sum of the weights, no part is above its own.
    """
    total = sum(weights)
    if not total:
        return (0,) * len(weights)
    parts = [amount * weight // total for weight in weights]
    in_order = sorted(range(len(weights)), key=lambda at: (-(amount * weights[at] % total), at))
    for at in in_order[: amount - sum(parts)]:
        parts[at] += 1
    return tuple(parts)


def by_head(amount: int, limits: Sequence[int]) -> tuple[int, ...]:
    """Grosze in equal parts, nobody above his limit: what one cannot bear is divided over the others. Odd grosze go to the earlier.

    The parts sum to the amount, or to the limits when these are less.
    """
    parts = [0] * len(limits)
    left = min(amount, sum(limits))
    while left:
        able = [at for at, limit in enumerate(limits) if parts[at] < limit]
        each, odd = divmod(left, len(able))
        for place, at in enumerate(able):
            more = min(each + (place < odd), limits[at] - parts[at])
            parts[at] += more
            left -= more
    return tuple(parts)
