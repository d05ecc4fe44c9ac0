"""What is recorded about the sending of a letter to one addressee, and what follows: delivered, still waiting, or without effect."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from casework.terms.version import KpaVersion

Way = Literal["post", "own_staff", "hybrid", "office", "oral", "electronic", "public_notice", "organisation", "on_file"]
"""post: registered letter; hybrid: public hybrid service (printed and carried); office: handed over in the office; electronic:
e-Doręczenia; organisation: art. 45a, to those who represent an organisation whose seat cannot be found; on_file: left on file, of
suspended proceedings that are discontinued (art. 97 § 4-7)."""
WAYS: tuple[Way, ...] = get_args(Way)
Kind = Literal[
    "collected", "household_member", "neighbour", "neighbour_notice", "first_notice", "second_notice", "refused", "moved_away",
    "announced", "arrived", "published", "representative", "note_in_file",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
Recipient = Literal["party", "attorney", "representative"]


class EventBeforeSending(ValueError):
    """Something happened to the letter before it was sent."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to the letter on a day: `collected` by the addressee or opened in his box, handed to a `household_member` or
    a `neighbour` (or caretaker) with a `neighbour_notice`, `first_notice` and `second_notice` of deposit, `refused`, returned because
    the addressee `moved_away`, `announced` orally, `arrived` at the e-delivery address, `published`, delivered to a
    `representative` of an organisation, or left with a `note_in_file`."""

    kind: Kind
    on: date


@dataclass(frozen=True, slots=True)
class Sending:
    """A letter on its way to one party.

    to: who it was addressed to. attorney_since: the day the power of attorney reached the organ. public_entity: the addressee is a
    public body. new_address_told_on: the party reported another address that day.
    """

    way: Way
    sent_on: date
    events: tuple[Event, ...] = ()
    to: Recipient = "party"
    attorney_since: date | None = None
    public_entity: bool = False
    new_address_told_on: date | None = None

    def __post_init__(self) -> None:
        if any(event.on < self.sent_on for event in self.events):
            raise EventBeforeSending


@dataclass(frozen=True, slots=True)
class Delivered:
    """Delivered on the day, by which article and why (a Polish sentence). fiction: the law treats it as delivered."""

    on: date
    article: str
    reason: str
    version: KpaVersion
    fiction: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """Not delivered yet. until: the day on which the law will treat it as delivered, where that day is already known."""

    until: date | None
    article: str
    reason: str
    version: KpaVersion


@dataclass(frozen=True, slots=True)
class Ineffective:
    """The sending cannot count as a delivery and has to be repeated."""

    article: str
    reason: str
    version: KpaVersion


Result = Delivered | Waiting | Ineffective
