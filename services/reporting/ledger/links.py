"""Pseudonyms that turn out to be one person or one household.

A person is relinked by the service that corrected her number: its own facts up to that place go over, facts behind it under the old
pseudonym are somebody else's (the number that was mistyped may belong to a neighbour). A household that is renamed with its reference
person's number is no other case. Households that are linked are one from then on whichever service says so: their facts are united,
before and after.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.reporting.ledger.facts import FAMILY


@dataclass(frozen=True, slots=True)
class MemberLink:
    """A link with the numbers of the members."""

    service: str
    sequence: int
    kind: int
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Span:
    """A member's facts of a service between two places (both excluded) belong to `final`."""

    service: str
    old: int
    behind: int
    before: int
    final: int


def member_at(links: Sequence[MemberLink], kind: int, sequence: int, member: int) -> int:
    """Whom a fact at this place of the links' own log belongs to. links: of one service, in order. kind: PERSON or RENAMED."""
    for link in links:
        if link.kind == kind and link.sequence > sequence and link.old == member:
            member = link.new
    return member


def moved_by(links: Sequence[MemberLink], kind: int) -> dict[int, int]:
    """To whom the facts before these links go over; members who stay are left out. links: of one page of a service, in order."""
    behind = links[0].sequence - 1 if links else 0
    found = {link.old: member_at(links, kind, behind, link.old) for link in links if link.kind == kind}
    return {old: new for old, new in found.items() if old != new}


def spans(links: Sequence[MemberLink], kind: int) -> list[Span]:
    """Every stretch of a log whose facts of an old number belong to somebody else. links: in order of service and place."""
    found: list[Span] = []
    for service in dict.fromkeys(link.service for link in links):
        own = [link for link in links if link.service == service and link.kind == kind]
        for old in dict.fromkeys(link.old for link in own):
            behind = 0
            for link in own:
                if link.old == old:
                    found.append(
                        Span(service, old, behind, link.sequence, member_at(own, kind, link.sequence - 1, old))
                    )
                    behind = link.sequence
    return found


def merge(roots: Mapping[int, int], links: Sequence[MemberLink]) -> dict[int, int]:
    """Which roots give way to which, after all the links. roots: number of a household → the number that stands for it."""
    moved: dict[int, int] = {}

    def final(number: int) -> int:
        number = roots.get(number, number)
        while number in moved:
            number = moved[number]
        return number

    for link in links:
        if link.kind == FAMILY and (old := final(link.old)) != (new := final(link.new)):
            moved[old] = new
    return {old: final(new) for old, new in moved.items()}
