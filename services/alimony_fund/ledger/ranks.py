"""Who is served first from money enforced of a debtor (u.p.o.u.a. art. 28)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Served:
    """Grosze for each claim, by its name in the order of the day; surplus: over all claims, nobody's income."""

    amounts: Mapping[str, int]
    surplus: int

    @property
    def creditor(self) -> int:
        """What the entitled person gets, of the current month and of arrears (one rank while benefits are paid, art. 28 ust. 1 pkt 3)."""
        return self.amounts["creditor_current"] + self.amounts["creditor_arrears"]


def served(collected: int, order: Sequence[str], claims: Mapping[str, int]) -> Served:
    """Divides collected grosze among claims by their order (Terms.order), each to the full before the next.

    Raises:
        ValueError: a claim that the order does not know, or a negative amount.
    """
    unknown = set(claims) - set(order)
    if unknown or collected < 0 or any(one < 0 for one in claims.values()):
        raise ValueError(f"not claims of art. 28: {sorted(unknown)}")
    left, amounts = collected, {}
    for name in order:
        amounts[name] = min(left, claims.get(name, 0))
        left -= amounts[name]
    return Served(amounts, left)
