"""The rules of who may do what in a case, each a function of what the registers say on a day (KPA art. 24-27, 268a).

Pure: the day, the official and the register's entries come in as arguments. Whoever enforces a rule reads the entries and raises
(deciding.py, registers.py, access.py, sight.py).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

Organ = Literal["wojt", "kierownik"]
Title = Literal["office", "authorised"]
Ground = Literal[
    "party_or_own_interest",
    "close_relative",
    "adoption_or_guardianship",
    "witness_expert_or_representative",
    "took_part_in_contested_decision",
    "proceedings_against_official",
    "party_is_superior",
    "doubt_of_impartiality",
    "organ_head_interest",
    "superior_organ_head_interest",
]
RequestedBy = Literal["official", "party", "ex_officio"]
LiftReason = Literal["entered_in_error", "ground_ceased"]

ARTICLES: dict[Ground, str] = {
    "party_or_own_interest": "art. 24 § 1 pkt 1 k.p.a.",
    "close_relative": "art. 24 § 1 pkt 2 k.p.a.",
    "adoption_or_guardianship": "art. 24 § 1 pkt 3 k.p.a.",
    "witness_expert_or_representative": "art. 24 § 1 pkt 4 k.p.a.",
    "took_part_in_contested_decision": "art. 24 § 1 pkt 5 k.p.a.",
    "proceedings_against_official": "art. 24 § 1 pkt 6 k.p.a.",
    "party_is_superior": "art. 24 § 1 pkt 7 k.p.a.",
    "doubt_of_impartiality": "art. 24 § 3 k.p.a.",
    "organ_head_interest": "art. 25 § 1 pkt 1 k.p.a.",
    "superior_organ_head_interest": "art. 25 § 1 pkt 2 k.p.a.",
}
OF_THE_ORGAN: frozenset[Ground] = frozenset({"organ_head_interest", "superior_organ_head_interest"})
"""Grounds of art. 25: the organ with all its officials is excluded, the organ of higher degree settles or names another one (art. 26)."""
LASTING: frozenset[Ground] = frozenset({"close_relative", "adoption_or_guardianship"})
"""Grounds that do not cease: they go on after the marriage, adoption or guardianship has ended (art. 24 § 2)."""

UNIT_BOUND = frozenset({"caseworker", "social_worker"})
"""Roles that work on the cases of their own unit."""
WHOLE_CENTRE = frozenset({"head", "accountant", "auditor"})
"""Roles for the whole centre, also of somebody who is a caseworker besides."""
SEES_RESTRICTED = frozenset({"head"})
"""Roles that see every restricted matter without being named."""
EXCLUDES = frozenset({"head"})


@dataclass(frozen=True, slots=True)
class Mandate:
    """An entry of the register of authorisations, as far as it decides who may sign.

    acts, benefits, kinds: codes; empty means all of them. deputises: it counts only while its holder stands in for that official.
    """

    subject: str
    organ: Organ
    title: Title
    acts: Collection[str]
    benefits: Collection[str]
    kinds: Collection[str]
    deputises: str | None
    since: date
    until: date | None
    revoked_on: date | None


@dataclass(frozen=True, slots=True)
class Excluded:
    """An entry of the register of exclusions; official None: the whole organ."""

    official: str | None
    since: date
    lifted_on: date | None


@dataclass(frozen=True, slots=True)
class Post:
    """A person's place in the centre from a day to a day; unit None: for the whole centre."""

    unit: str | None
    since: date
    until: date | None


def another_person(by: str, *earlier: str | None) -> bool:
    """The two-person rule: whoever did an earlier step does not do this one."""
    return by not in earlier


def in_force(since: date, until: date | None, on: date) -> bool:
    """Both days included."""
    return since <= on and (until is None or on <= until)


def authorises(
    mandate: Mandate, *, by: str, act: str, benefit: str, kind: str, on: date, standing_in_for: Collection[str]
) -> bool:
    """Whether the mandate lets its holder decide that day. The day of a revocation is the first without it."""
    return (
        mandate.subject == by
        and in_force(mandate.since, mandate.until, on)
        and (mandate.revoked_on is None or on < mandate.revoked_on)
        and _covers(mandate, act, benefit)
        and (not mandate.kinds or kind in mandate.kinds)
        and (mandate.deputises is None or mandate.deputises in standing_in_for)
    )


def strongest(mandates: Sequence[Mandate]) -> int:
    """Which of several mandates a decision is made under: the office itself, then one's own, then a deputy's; the newest of equals."""
    return min(
        range(len(mandates)),
        key=lambda n: (
            mandates[n].title != "office",
            mandates[n].deputises is not None,
            -mandates[n].since.toordinal(),
        ),
    )


def may_enter_mandate(by: str, subject: str) -> bool:
    """Nobody enters an authorisation of their own."""
    return another_person(by, subject)


def is_excluded(entries: Sequence[Excluded], official: str, on: date) -> bool:
    """Whether the official, or the whole organ, is excluded that day. The day of lifting is the first without it."""
    return any(
        one.official in (None, official) and one.since <= on and (one.lifted_on is None or on < one.lifted_on)
        for one in entries
    )


def may_exclude(*, by: str, roles: Collection[str], official: str | None, ground: Ground) -> bool:
    """The superior excludes anybody (art. 24 § 3); an official enters only herself, and only on a ground of the act (§ 1)."""
    if not EXCLUDES.isdisjoint(roles):
        return True
    return official == by and ground != "doubt_of_impartiality" and ground not in OF_THE_ORGAN


def may_lift(*, by: str, official: str | None, ground: Ground, reason: LiftReason) -> bool:
    """Nobody lifts their own exclusion; a lasting ground does not cease (art. 24 § 2), it can only have been entered in error."""
    return another_person(by, official) and not (reason == "ground_ceased" and ground in LASTING)


def fits_ground(official: str | None, ground: Ground) -> bool:
    """Art. 24 excludes an official, art. 25 the organ."""
    return (official is None) == (ground in OF_THE_ORGAN)


def is_unit_bound(roles: Collection[str]) -> bool:
    """Whether the roles are for the cases of single units only."""
    return not UNIT_BOUND.isdisjoint(roles) and WHOLE_CENTRE.isdisjoint(roles)


def units_of(*, roles: Collection[str], claim: str | None, posts: Sequence[Post], on: date) -> frozenset[str] | None:
    """The units whose cases the person works on; None: all of the centre.

    The token's claim wins over the register of staff. Whoever stands in the register but not on that day (who has left) has none; a
    person whom neither knows works for the whole centre, as in an office that keeps no units.
    """
    if not is_unit_bound(roles):
        return None
    if claim is not None:
        return frozenset({claim})
    if not posts:
        return None
    now = [one.unit for one in posts if in_force(one.since, one.until, on)]
    return None if None in now else frozenset(unit for unit in now if unit is not None)


def works_on(units: frozenset[str] | None, unit: str) -> bool:
    """Whether a case of this unit is one of hers."""
    return units is None or unit in units


def sees_restricted(roles: Collection[str]) -> bool:
    """Whether restricted matters are open without being named in them."""
    return not SEES_RESTRICTED.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Matter:
    """What an exclusion is looked for by: the persons whose matter it is, the household, the case itself and what it answers.

    households: further ones, of a matter of many families at once.
    """

    persons: frozenset[UUID]
    household: UUID | None = None
    decision: UUID | None = None
    application: UUID | None = None
    answers: frozenset[UUID] = frozenset()
    households: frozenset[UUID] = frozenset()

    def ids(self) -> dict[str, list[UUID]]:
        """Ids by kind of matter."""
        found = {
            "household": self.households | _set_of(self.household),
            "decision": _set_of(self.decision),
            "application": self.answers | _set_of(self.application),
        }
        return {"person": sorted(self.persons), **{kind: sorted(ids) for kind, ids in found.items() if ids}}


def _set_of(one: UUID | None) -> frozenset[UUID]:
    return frozenset() if one is None else frozenset({one})


def _covers(mandate: Mandate, act: str, benefit: str) -> bool:
    if not mandate.acts and not mandate.benefits:
        return True
    return act in mandate.acts or benefit in mandate.benefits
