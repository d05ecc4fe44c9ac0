"""A funeral that the gmina arranged (art. 44, art. 96 ust. 3 u.p.s.): what comes back of its cost, and from whom."""

from dataclasses import dataclass

from kit.law import View

_ALLOWANCE = "zasilek_pogrzebowy_zus"


@dataclass(frozen=True, slots=True)
class Recovered:
    """In grosze: the funeral allowance paid to the gmina, the claim on the estate as far as it goes, what stays with the gmina."""

    of_allowance: int
    of_estate: int
    of_gmina: int


def recovered(cost: int, *, allowance_due: bool, estate: int, at_death: View) -> Recovered:
    """What comes back of the documented cost; the estate answers only where no funeral allowance is due.

    `at_death` is the law of the day of death, by which the allowance has its amount. Raises NoParameter.
    """
    of_allowance = min(cost, at_death.amount(_ALLOWANCE)) if allowance_due else 0
    of_estate = 0 if allowance_due else min(cost, estate)
    return Recovered(of_allowance, of_estate, cost - of_allowance - of_estate)
