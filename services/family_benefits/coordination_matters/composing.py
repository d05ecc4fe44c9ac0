"""What the register of matters of coordination makes of a case (u.ś.r. art. 23a): the part `coordination` of its facts. Pure.

A stay is a fact about the person whose matter it was, whichever application told it; a finding is about the application or the decision
that the voivode had, and about the time that he named. What he did not say is never guessed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from casework.evidence.composed import Composing, Established
from services.family_benefits.coordination import COORDINATED
from services.family_benefits.facts import COORDINATION

Answer = Literal["applies", "does_not_apply"]
Link = Literal["passed_on", "came_back", "decided"]


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in a state of coordination, as it was registered."""

    who: str
    country: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Passed:
    """A matter as the office knew it on a day. link: what the case's application is to it: the one that went, the one under which it came
    back, the one that the decision answers of which the voivode was asked; None: of another case. since, until: of his finding.
    """

    benefits: frozenset[str]
    stays: tuple[Stay, ...]
    link: Link | None = None
    answer: Answer | None = None
    answered_on: date | None = None
    since: date | None = None
    until: date | None = None


def coordination_of(known: Established, notes: Composing) -> dict[str, Any]:
    """The part with the stays on the day of the application and the finding; nothing for a benefit that coordination does not reach."""
    matters = [one for one in known.recorded if isinstance(one, Passed)]
    if known.benefit not in COORDINATED or not matters:
        return {}
    day = known.application.received_on if known.application is not None else known.on
    stays = {
        (stay.who, stay.country): stay for one in matters for stay in one.stays if _within(day, stay.since, stay.until)
    }
    told: dict[str, Any] = {}
    if stays:
        told["stays"] = [_stay(stays[place]) for place in sorted(stays)]
    found = _finding([one for one in matters if known.benefit in one.benefits and one.answer is not None], day)
    if found is not None and found.answer == "applies" and found.link == "came_back":
        reason = "Wojewoda zwrócił sprawę za czas, którego nie objął decyzją: ten czas podaje osoba, która przygotowuje ocenę."
        notes.lack(f"/{COORDINATION}/answer", "to_be_stated", reason)
    elif found is not None and found.answered_on is not None:
        told |= {"answer": found.answer, "answered_on": found.answered_on.isoformat()}
    return {COORDINATION: told} if told else {}


def _finding(answered: list[Passed], day: date) -> Passed | None:
    """What the voivode found: of the case's own matter, else for a time in which the day of the application lies; the last of them."""
    own = [one for one in answered if one.link is not None and (one.link != "decided" or _binds(one, day))]
    of_others = [one for one in answered if one.link is None and one.answer == "applies" and _binds(one, day)]
    return max(own or of_others, key=lambda one: one.answered_on or date.min, default=None)


def _binds(one: Passed, day: date) -> bool:
    return one.answer == "does_not_apply" or (one.since is not None and _within(day, one.since, one.until))


def _within(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _stay(one: Stay) -> dict[str, str]:
    since = {} if one.since is None else {"since": one.since.isoformat()}
    until = {} if one.until is None else {"until": one.until.isoformat()}
    return {"who": one.who, "country": one.country, **since, **until}
