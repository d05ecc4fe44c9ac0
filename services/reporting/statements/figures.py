"""Shares as people read them, computed in integers."""

from kit.money import half_up, zloty

HUNDREDTHS_OF_A_PERCENT = 10_000


def percent(part: int, whole: int) -> str | None:
    """The part in percent of the whole with two places, a half away from zero; None of nothing."""
    if whole == 0:
        return None
    sign = -1 if whole < 0 else 1
    return zloty(half_up(sign * part * HUNDREDTHS_OF_A_PERCENT, abs(whole)))
