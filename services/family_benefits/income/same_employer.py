"""Work with the same employer again, or a business started again, soon after the loss: neither loss nor gain (art. 5 ust. 4c u.ś.r.)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kit.periods import add_months
from services.family_benefits.income.sources import Source

BUSINESS = "business"
TITLES = frozenset({"employment", BUSINESS})
"""Work, and a business struck off and started again; resuming after a suspension is not named."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A source that goes on: `again` is the one gained soon after its loss (None: it is the last of them), `ends_on` the day on which the
    last of them was lost for good."""

    again: Source | None
    ends_on: date | None


def carried_on(sources: Sequence[Source], months: int | None) -> Mapping[int, Carried]:
    """By index, the sources to which the rules of loss and gain do not apply. months: the term; None: there is no such rule."""
    if months is None or not any(one.lost_on is not None and one.title in TITLES for one in sources):
        return {}
    later = {one.index: again for one in sources if (again := _again(one, sources, months)) is not None}
    if not later:
        return {}
    found = {one.index: one for one in later.values()} | {one.index: one for one in sources if one.index in later}
    return {index: Carried(later.get(index), _end(one, later)) for index, one in found.items()}


def _again(lost: Source, sources: Sequence[Source], months: int) -> Source | None:
    if lost.lost_on is None or lost.title not in TITLES:
        return None
    until = add_months(lost.lost_on, months)
    found = [
        one
        for one in sources
        if one is not lost
        and (one.member, one.title) == (lost.member, lost.title)
        and (lost.title == BUSINESS or (lost.employer is not None and one.employer == lost.employer))
        and one.gained_on is not None
        and lost.lost_on <= one.gained_on <= until
    ]
    return min(found, key=lambda one: (one.gained_on or date.max, one.lost_on or date.max), default=None)


def _end(source: Source, later: Mapping[int, Source]) -> date | None:
    seen = {source.index}
    while (again := later.get(source.index)) is not None and again.index not in seen:
        seen.add(again.index)
        source = again
    return source.lost_on if source.index not in later else None
