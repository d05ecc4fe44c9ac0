"""Money: whole grosze inside, a decimal string with two places ("1384.00") at the edges, "1 384,00 zł" in sentences, never a float.

A rounding is an act of law, so nothing here rounds by itself: the caller names the direction where the article demands it.
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

GROSZE_PER_ZLOTY = 100
ZLOTY_PATTERN = r"^-?[0-9]+\.[0-9]{2}$"

ZlotyText = Annotated[str, Field(pattern=ZLOTY_PATTERN, examples=["1384.00"])]
"""An amount as it stands in JSON."""

ZlotyInput = Annotated[
    str,
    Field(pattern=r"^(?:(?:0|[1-9][0-9]{0,6})\.[0-9]{2}|10000000\.00)$", max_length=11, examples=["1384.00"]),
]
"""An amount that a person enters: from 0.00 to 10 000 000.00 zł."""


class NotMoney(ValueError):
    """The text is not an amount of złote with two decimal places."""


class SharesDoNotFit(ValueError):
    """The given parts do not sum to the amount, or there is no part at all."""


def grosze(text: str) -> int:
    """Grosze of an amount written as "1384.00".

    Raises:
        NotMoney: the text has another form.
    """
    digits = text[:-3] + text[-2:]
    if text[-3:-2] == "." and len(digits) > 2 and _is_digits(digits):
        return int(digits)
    whole, dot, fraction = text.partition(".")
    digits = whole.removeprefix("-")
    if not (dot and len(fraction) == 2 and _is_digits(digits) and _is_digits(fraction)):
        raise NotMoney
    value = int(digits) * GROSZE_PER_ZLOTY + int(fraction)
    return -value if whole.startswith("-") else value


def zloty(amount: int) -> str:
    """The amount of grosze as "1384.00"."""
    whole, rest = divmod(abs(amount), GROSZE_PER_ZLOTY)
    return f"{'-' if amount < 0 else ''}{whole}.{rest:02d}"


def amount_text(amount: int) -> str:
    """The amount of grosze as people write it: "1 384,00 zł"; the spaces do not break."""
    return f"{figure_text(amount)}\u00a0zł"


def figure_text(amount: int) -> str:
    """The amount of grosze as it stands before "zł" in a sentence: "1 384,00"; the spaces do not break."""
    whole, rest = divmod(abs(amount), GROSZE_PER_ZLOTY)
    grouped = f"{whole:,}".replace(",", "\u00a0")
    return f"{'-' if amount < 0 else ''}{grouped},{rest:02d}"


def half_up(numerator: int, denominator: int, step: int = 1) -> int:
    """The quotient to the nearest multiple of `step`; a half goes away from zero."""
    sign = -1 if numerator < 0 else 1
    unit = denominator * step
    return sign * ((2 * abs(numerator) + unit) // (2 * unit)) * step


def round_up(numerator: int, denominator: int, step: int = 1) -> int:
    """The quotient to the next multiple of `step` that is not smaller."""
    unit = denominator * step
    return -(-numerator // unit) * step


def round_down(numerator: int, denominator: int, step: int = 1) -> int:
    """The quotient to the next multiple of `step` that is not larger."""
    return numerator // (denominator * step) * step


def share_out(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Divide an amount by weights: every part half up to the grosz, the last part takes the remainder.

    The parts always sum to the amount. Raises SharesDoNotFit without a positive sum of weights.
    """
    total = sum(weights)
    if total <= 0 or any(weight < 0 for weight in weights):
        raise SharesDoNotFit
    parts = [half_up(amount * weight, total) for weight in weights[:-1]]
    return (*parts, amount - sum(parts))


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
