"""Deducting undue payments from a current benefit, never more than the act lets be taken of one payment. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from kit.money import round_down

WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Debt:
    """What is open of an undue payment, grosze; `share`: the largest part of one current payment that may go to it."""

    overpayment: UUID
    open: int
    share: Fraction = WHOLE


@dataclass(frozen=True, slots=True)
class Deducted:
    """Grosze of a current payment that go to an undue payment."""

    overpayment: UUID
    amount: int


def deducted(due: int, debts: Sequence[Debt]) -> tuple[Deducted, ...]:
    """What is taken of a payment of `due` grosze, debts in the order in which they are to be met.

    The limit holds for the payment and not for each debt: two debts with half of it each still take half. It is rounded down, so that
    no grosz more is taken than the act allows.
    """
    made: list[Deducted] = []
    taken = 0
    for debt in debts:
        limit = round_down(due * debt.share.numerator, debt.share.denominator)
        amount = min(debt.open, limit - taken)
        if amount > 0:
            made.append(Deducted(debt.overpayment, amount))
            taken += amount
    return tuple(made)
