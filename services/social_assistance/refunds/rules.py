"""What is refunded of social assistance, by whom and up to how much (u.p.s. art. 96, 98a, 99). Pure; grosze.

Services, help in kind, meals and benefits granted as refundable come back from whoever has more than the criterion; the estate of whoever
had them, then his next of kin, answer for what he did not give back. A pension awarded for the past gives back what was paid meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kit.law import View
from kit.money import half_up

Who = Literal["user", "heir", "spouse", "descendant", "ascendant"]
ORDER: tuple[Who, ...] = ("user", "heir", "spouse", "descendant", "ascendant")
_KIN: frozenset[Who] = frozenset({"spouse", "descendant", "ascendant"})


@dataclass(frozen=True, slots=True)
class Obliged:
    """name: of him within the matter. persons, income: of his household. estate: what an heir has of the estate. gave_back: so far."""

    name: str
    who: Who
    persons: int = 1
    income: int = 0
    estate: int = 0
    gave_back: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """What may be asked of one of them, at most."""

    name: str
    amount: int


def above_criterion(one: Obliged, view: View) -> bool:
    """Whether his income per person exceeds the criterion (art. 96 ust. 2); compared unrounded. Raises NoParameter."""
    name = "kryterium_osoba_samotnie_gospodarujaca" if one.persons == 1 else "kryterium_osoba_w_rodzinie"
    return Fraction(one.income, one.persons) > view.amount(name)


def claims(expense: int, obliged: Sequence[Obliged], view: View, *, agreed_to_help: bool = False) -> tuple[Claim, ...]:
    """Of whom the rest of an expense may be asked now: all of the first in the order who can be asked (art. 96 ust. 1).

    agreed_to_help: an agreement of art. 103 ust. 1 was made, which lets the next of kin off. An heir answers with the estate, whatever
    his income. Each of one place is named with the whole that may be asked of him: how they share it the decision says.
    """
    rest = expense - sum(one.gave_back for one in obliged)
    if rest <= 0:
        return ()
    for place in ORDER:
        if place in _KIN and agreed_to_help:
            continue
        found = [
            Claim(one.name, min(rest, one.estate - one.gave_back) if place == "heir" else rest)
            for one in obliged
            if one.who == place and (place == "heir" or above_criterion(one, view))
        ]
        asked = tuple(one for one in found if one.amount > 0)
        if asked:
            return asked
    return ()


def funeral_refund(cost: int, estate: int, *, allowance_due: bool) -> int:
    """What of a funeral's cost comes back from the estate: nothing where a funeral allowance is due (art. 96 ust. 3)."""
    return 0 if allowance_due else min(cost, max(0, estate))


def fee_refund(paid: int, due: int) -> int:
    """What a payer who told untruths or kept a change to himself owes beside what he paid (art. 98a)."""
    return max(0, due - paid)


def passed_on(paid: Mapping[int, int], awarded: Mapping[int, int], *, sharing: int = 1) -> int:
    """What the pension organ passes on of an arrear: benefits of the months for which the pension was awarded (art. 99).

    paid, awarded: grosze by month. sharing: persons of the family that a periodic allowance was paid to; the pensioner's part counts
    (ust. 2). Never more than the pension awarded for those months (ust. 3).
    """
    months = paid.keys() & awarded.keys()
    whole = sum(paid[month] for month in months)
    return min(half_up(whole, sharing), sum(awarded[month] for month in months))
