"""Whether a letter of the party kept its term (k.p.a. art. 57 § 5) and the request to restore one that was missed (art. 58).

A letter sent in one of the ways of § 5 is in time by the day it was sent; in any other way by the day it reached the organ. A
private courier or parcel company does not keep a term.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from casework.terms.computing import Term
from casework.terms.law import procedure
from casework.terms.named import named

Way = Literal[
    "in_person", "designated_post", "eu_post", "courier", "electronic_delivery", "epuap", "office_account", "fax",
    "consulate", "soldier", "ship", "prison",
]  # fmt: skip
WAYS: tuple[Way, ...] = get_args(Way)


class SentAfterReceived(ValueError):
    """The letter reached the organ before it was sent."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A party's letter: how it came, the day it was posted or sent (None: not known) and the day it reached the organ."""

    way: Way
    received_on: date
    sent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether the term was kept, by which day, and on what ground."""

    in_time: bool
    counted_on: date
    article: str


def counted_on(letter: Letter) -> date:
    """The day on which the party acted: of sending where the way keeps a term, else of receipt. Raises SentAfterReceived."""
    if letter.sent_on is None:
        return letter.received_on
    if letter.sent_on > letter.received_on:
        raise SentAfterReceived
    keeps = procedure().on(letter.sent_on).flag(f"kpa_keeps_{letter.way}")
    return letter.sent_on if keeps else letter.received_on


def kept(limit: Term, letter: Letter) -> Kept:
    """Whether the letter is in time. Raises SentAfterReceived."""
    day = counted_on(letter)
    article = procedure().on(letter.sent_on or letter.received_on).value(f"kpa_keeps_{letter.way}").article
    return Kept(limit.in_time(day), day, article)


@dataclass(frozen=True, slots=True)
class Restoration:
    """A request to restore a missed term: until when it could be made, and whether it can be examined."""

    until: Term
    admissible: bool
    lacking: Literal["", "late", "act_not_done"]


def restoration(obstacle_ended_on: date, request: Letter, *, act_done: bool) -> Restoration:
    """art. 58 § 2: within the term from the end of the obstacle, and the missed act done together with the request.

    The term of the request itself cannot be restored (§ 3). Whether the party was without fault is for the organ to judge.
    """
    until = named("restoration").of(obstacle_ended_on)
    lacking: Literal["", "late", "act_not_done"] = ""
    if not until.in_time(counted_on(request)):
        lacking = "late"
    elif not act_done:
        lacking = "act_not_done"
    return Restoration(until, not lacking, lacking)
