"""What a decision grants: whom, which benefit, in which months, how much; and the awards that follow from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from casework.benefits.results import Due
from kit.periods import month_text, parse_month


@dataclass(frozen=True, slots=True)
class Grant:
    """Grosze a month from `first` to `last` (months; None: until further notice) for one entitled person.

    `own`: what of it the gmina pays of its own money beside a grant (None: not known); it makes no other grant.
    """

    benefit: str
    entitled: UUID
    first: int
    last: int | None
    amount: int
    variant: str | None = None
    mechanism: str | None = None
    own: int | None = field(default=None, compare=False)

    def to_json(self) -> dict[str, Any]:
        """As it stands in the decision's row."""
        sources = {} if self.own is None else {"own": self.own}
        return {
            "benefit": self.benefit,
            "entitled": str(self.entitled),
            "from": month_text(self.first),
            "to": None if self.last is None else month_text(self.last),
            "amount": self.amount,
            "variant": self.variant,
            "mechanism": self.mechanism,
            **sources,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Grant":
        """The grant that stands in a row."""
        return cls(
            stored["benefit"],
            UUID(stored["entitled"]),
            parse_month(stored["from"]),
            None if stored["to"] is None else parse_month(stored["to"]),
            stored["amount"],
            stored["variant"],
            stored["mechanism"],
            stored.get("own"),
        )


class PersonNotNamed(LookupError):
    """The assessment speaks of a person of the facts whom the decision does not name; `reference`."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


def grants_of(dues: Iterable[Due], persons: Mapping[str, UUID], entitled: UUID) -> tuple[Grant, ...]:
    """The grants of an assessment. persons: references of the facts to persons; entitled: whose right it is when none is named.

    An amount for several persons together (złotówka za złotówkę) is divided between them, so that each of them is counted; the
    parts sum to the amount. Raises PersonNotNamed.
    """
    found: list[Grant] = []
    for due in dues:
        last = _last(due)
        for reference in due.persons:
            if reference not in persons:
                raise PersonNotNamed(reference)
        whose = [persons[reference] for reference in due.persons] or [entitled]
        owns: Sequence[int | None] = [None] * len(whose) if due.own is None else _evenly(due.own, len(whose))
        for person, amount, own in zip(whose, _evenly(due.amount, len(whose)), owns, strict=True):
            found.append(Grant(due.benefit, person, due.first, last, amount, due.variant, due.mechanism, own))
    return tuple(found)


def awards_of(grants: Iterable[Grant]) -> tuple[tuple[Grant, ...], ...]:
    """Grants that make one award each: one benefit, person, variant and mechanism, ranges in order and never overlapping."""
    awards: dict[tuple[object, ...], list[list[Grant]]] = {}
    for grant in sorted(grants, key=lambda one: one.first):
        fitting = awards.setdefault((grant.benefit, grant.entitled, grant.variant, grant.mechanism), [])
        for ranges in fitting:
            last = ranges[-1].last
            if last is not None and last < grant.first:
                ranges.append(grant)
                break
        else:
            fitting.append([grant])
    return tuple(tuple(ranges) for fitting in awards.values() for ranges in fitting)


def clipped(grants: Iterable[Grant], first: int) -> tuple[Grant, ...]:
    """What is granted from the month on: a later act says nothing of the months before it works."""
    return tuple(
        one if one.first >= first else replace(one, first=first)
        for one in grants
        if one.last is None or one.last >= first
    )


def span_of(grants: Sequence[Grant]) -> tuple[str, str | None] | None:
    """First and last month of everything granted."""
    if not grants:
        return None
    ends = [grant.last for grant in grants]
    last = None if None in ends else max(end for end in ends if end is not None)
    return month_text(min(grant.first for grant in grants)), None if last is None else month_text(last)


def span_in(stored: Sequence[Mapping[str, Any]]) -> tuple[str, str | None] | None:
    """The same of grants as they stand in a row: months as text are in the order of months."""
    if not stored:
        return None
    ends = [one["to"] for one in stored]
    return min(one["from"] for one in stored), None if None in ends else max(ends)


def _last(due: Due) -> int | None:
    if due.per == "once":
        return due.first
    return None if due.open_ended else due.last


def _evenly(amount: int, count: int) -> list[int]:
    whole, left = divmod(amount, count)
    return [whole + (n < left) for n in range(count)]
