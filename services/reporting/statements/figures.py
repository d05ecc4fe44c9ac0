"""Shares and quantities as people read them, computed in integers."""

from kit.money import half_up, zloty

HUNDREDTHS_OF_A_PERCENT = 10_000
THOUSANDTHS = 1000

Quantity = int | float
"""How many benefits were given; never money. Fifteen digits of a float hold any number of benefits with its three decimals."""


def percent(part: int, whole: int) -> str | None:
    """The part in percent of the whole with two places, a half away from zero; None of nothing."""
    if whole == 0:
        return None
    sign = -1 if whole < 0 else 1
    return zloty(half_up(sign * part * HUNDREDTHS_OF_A_PERCENT, abs(whole)))


def quantity(thousandths: int) -> Quantity:
    """A number of benefits: whole when it is whole, else with at most three decimals."""
    whole, rest = divmod(thousandths, THOUSANDTHS)
    return thousandths / THOUSANDTHS if rest else whole
