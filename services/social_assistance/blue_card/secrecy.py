"""Who may know of procedures "Niebieskie Karty", and what counts may be told to everybody else. Pure.

Nobody sees a procedure by her post, not even the head: a reader is entered by name, for a time. Whoever is not one is told of no procedure
at all, and of counts only those from which nobody can be found in a small group.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may know of the procedures; until: the last day, None: until further notice."""

    subject: str
    since: date
    until: date | None = None


def may_read(readers: Iterable[Reader], subject: str, on: date) -> bool:
    """Whether the subject is a reader on the day."""
    return any(one.subject == subject and one.since <= on and (one.until is None or on <= one.until) for one in readers)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of counts: each group, or (groups None) the sum alone, or (total None) not even that."""

    groups: Mapping[str, int] | None
    total: int | None


def told(counts: Mapping[str, int], least: int) -> Told:
    """Counts as whoever is no reader is told them; least: how many have to stand behind a count, for a group of fewer points at somebody.

    One small group hides the breakdown as a whole. A single hidden figure follows from the sum, and several together often do, for whoever
    knows the rule by which they were chosen; that nobody is in a group is told only with all the others.
    """
    total = sum(counts.values())
    if not any(0 < number < least for number in counts.values()):
        return Told(dict(counts), total)
    return Told(None, None if total < least else total)
