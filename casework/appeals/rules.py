"""Rules of appeals, self-review, reopening and nullity (k.p.a. art. 129-134, 138, 145-148, 156-158). Pure; days come in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.terms.computing import Term
from casework.terms.named import named
from casework.terms.version import wording_of
from kit.law import NoParameter

SkoOutcome = Literal[
    "upheld", "changed", "quashed_and_decided", "appeal_discontinued", "quashed_and_discontinued", "sent_back", "late",
    "inadmissible",
]  # fmt: skip
"""How SKO ends an appeal; whether one is late or inadmissible is for SKO alone (art. 134)."""
TO_CARRY_OUT: frozenset[str] = frozenset({"changed", "quashed_and_decided", "quashed_and_discontinued", "sent_back"})
DECIDED_BY_SKO: frozenset[str] = frozenset({"changed", "quashed_and_decided"})
"""Results that are decisions themselves: the office pays by them and decides nothing more (art. 156 § 1 pkt 3)."""
NEEDS_DECISION: frozenset[str] = frozenset({"changed", "quashed_and_decided", "sent_back"})
"""Results that something has to be named for: SKO's own decision, or what the office decided anew."""
REMOVES: frozenset[str] = frozenset({"quashed_and_decided", "quashed_and_discontinued", "sent_back", "self_review"})
MAY_WORSEN: frozenset[str] = frozenset({"changed", "quashed_and_decided"})

ReviewMode = Literal["changed", "quashed_and_decided", "quashed_in_part_and_decided", "quashed_and_discontinued"]
_MODES_BEFORE: frozenset[str] = frozenset({"changed", "quashed_and_decided"})
_MODES_SINCE: frozenset[str] = _MODES_BEFORE | {"quashed_in_part_and_decided", "quashed_and_discontinued"}

ReopeningGround = Literal[
    "false_evidence", "crime", "excluded_official", "party_not_heard", "new_facts", "opinion_missing", "preliminary_issue",
    "basis_changed", "constitutional_tribunal", "eu_court", "unequal_treatment",
]  # fmt: skip
NullityGround = Literal[
    "no_competence", "no_basis_or_gross_breach", "already_decided", "wrong_party", "unperformable", "crime_by_performing",
    "void_by_statute",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground with its article; only_on_request: the organ may not act of its own accord. bar: the term after which it is too late."""

    article: str
    bar: str
    only_on_request: bool = False


REOPENING_GROUNDS: Mapping[str, Ground] = {
    "false_evidence": Ground("art. 145 § 1 pkt 1 k.p.a.", "reopening_bar_crime"),
    "crime": Ground("art. 145 § 1 pkt 2 k.p.a.", "reopening_bar_crime"),
    "excluded_official": Ground("art. 145 § 1 pkt 3 k.p.a.", "reopening_bar"),
    "party_not_heard": Ground("art. 145 § 1 pkt 4 k.p.a.", "reopening_bar", only_on_request=True),
    "new_facts": Ground("art. 145 § 1 pkt 5 k.p.a.", "reopening_bar"),
    "opinion_missing": Ground("art. 145 § 1 pkt 6 k.p.a.", "reopening_bar"),
    "preliminary_issue": Ground("art. 145 § 1 pkt 7 k.p.a.", "reopening_bar"),
    "basis_changed": Ground("art. 145 § 1 pkt 8 k.p.a.", "reopening_bar"),
    "constitutional_tribunal": Ground("art. 145a k.p.a.", "reopening_bar", only_on_request=True),
    "eu_court": Ground("art. 145aa k.p.a.", "reopening_bar", only_on_request=True),
    "unequal_treatment": Ground("art. 145b k.p.a.", "reopening_bar", only_on_request=True),
}
NULLITY_GROUNDS: Mapping[str, Ground] = {
    code: Ground(f"art. 156 § 1 pkt {number} k.p.a.", "nullity_bar")
    for number, code in enumerate(
        (
            "no_competence",
            "no_basis_or_gross_breach",
            "already_decided",
            "wrong_party",
            "unperformable",
            "crime_by_performing",
            "void_by_statute",
        ),
        start=1,
    )
}
_QUASHES: frozenset[str] = frozenset({"quashed_and_decided", "quashed_and_discontinued", "annulled"})


def review_modes(case_started_on: date) -> frozenset[str]:
    """What the organ may do in self-review, by the wording that the case follows: in part or discontinuing only since 13.07.2025."""
    return _MODES_SINCE if wording_of(case_started_on).partial_self_review else _MODES_BEFORE


def court_term(outcome: str, delivered_on: date) -> tuple[Literal["complaint", "opposition"], Term]:
    """What may be lodged with the court against SKO's act and until when: an opposition against sending back, else a complaint."""
    if outcome == "sent_back":
        return "opposition", named("court_opposition").of(delivered_on)
    return "complaint", named("court_complaint").of(delivered_on)


def request_term(learnt_on: date) -> Term:
    """Until when a party may ask for reopening: a month from the day she learnt of the ground or of the decision (art. 148)."""
    return named("reopening").of(learnt_on)


def bar_starts(ground: Ground, delivered_on: date) -> date | None:
    """The first day on which it is too late to quash or annul (art. 146 § 1, 156 § 2); None where the law of the day has no such term."""
    try:
        return named(ground.bar).of(delivered_on).over_on
    except NoParameter:
        return None


def no_start(delivered_on: date, on: date) -> bool:
    """Whether proceedings on nullity may no longer be started (art. 158 § 3)."""
    try:
        return on >= named("nullity_no_start").of(delivered_on).over_on
    except NoParameter:
        return False


def barred(outcome: str, decided_on: date, starts: date | None) -> bool:
    """Whether the outcome takes the decision away although it is too late; then only its breach of law may be stated."""
    return outcome in _QUASHES and starts is not None and decided_on >= starts


def removes(outcome: str) -> bool:
    """Whether the outcome of reopening or nullity takes the decision away."""
    return outcome in _QUASHES
