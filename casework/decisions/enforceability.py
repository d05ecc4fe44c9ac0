"""From which day a decision may be carried out (k.p.a. art. 108, 130; the sector acts): paying a benefit before it is final."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kit.law import View

Ground = Literal["statute", "order", "meets_all_requests", "all_waived", "final"]
_ARTICLES: dict[Ground, str] = {
    "order": "art. 108, art. 130 § 3 pkt 1 k.p.a.",
    "meets_all_requests": "art. 130 § 4 k.p.a.",
    "all_waived": "art. 130 § 4 k.p.a.",
    "final": "art. 16 § 1, art. 130 § 1 k.p.a.",
}


class BadRule(ValueError):
    """The law's text is neither `only: kinds` nor `all_but: kinds`."""


@dataclass(frozen=True, slots=True)
class Statute:
    """Which kinds of decision a sector act makes enforceable at once. everything_but: the kinds are the exception."""

    kinds: frozenset[str]
    everything_but: bool
    article: str

    def covers(self, kind: str) -> bool:
        """Whether the act makes a decision of this kind enforceable with its delivery."""
        return (kind in self.kinds) is not self.everything_but


@dataclass(frozen=True, slots=True)
class Enforceable:
    """The first day on which the decision may be carried out, and why."""

    on: date
    ground: Ground
    article: str


def statute(law: View, parameter: str) -> Statute:
    """The sector act's rule, written as `only: grant change_in_favour` or `all_but: undue_payment`. Raises NoParameter, BadRule."""
    how, _, kinds = law.text(parameter).partition(":")
    if how not in {"only", "all_but"} or not kinds.strip():
        raise BadRule(parameter)
    return Statute(frozenset(kinds.split()), how == "all_but", law.value(parameter).article)


def enforceable(
    *,
    delivered_on: date | None,
    final_on: date | None,
    by_statute: str | None = None,
    ordered_on: date | None = None,
    meets_all_requests: bool = False,
    all_waived_on: date | None = None,
) -> Enforceable | None:
    """The earliest day on which the decision can be carried out; None while there is none.

    delivered_on: to the last party. by_statute: the article of the sector act that covers the decision.
    ordered_on: the order of immediate enforceability was delivered (the decision's own day when it
    stands in it). meets_all_requests: it agrees with what every party asked for. final_on: as finality() tells.
    """
    found: list[Enforceable] = []
    if delivered_on is not None:
        if by_statute is not None:
            found.append(Enforceable(delivered_on, "statute", by_statute))
        if ordered_on is not None:
            found.append(Enforceable(max(ordered_on, delivered_on), "order", _ARTICLES["order"]))
        if meets_all_requests:
            found.append(Enforceable(delivered_on, "meets_all_requests", _ARTICLES["meets_all_requests"]))
        if all_waived_on is not None:
            found.append(Enforceable(all_waived_on, "all_waived", _ARTICLES["all_waived"]))
    if final_on is not None:
        found.append(Enforceable(final_on, "final", _ARTICLES["final"]))
    return min(found, key=lambda item: item.on, default=None)
