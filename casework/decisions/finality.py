"""When a decision is final (ostateczna) and final beyond the court (prawomocna): k.p.a. art. 16, 111, 127-130, 134, 138.

The function looks at each party by herself: the day of delivery, a waiver, an appeal, a supplement. The latest party counts. The
organ never rejects an appeal as late; whether one is treated as missing here follows from SKO's order (art. 134).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.decisions.kinds import Remedy
from casework.terms.computing import Term
from casework.terms.law import procedure
from casework.terms.named import named

Outcome = Literal[
    "upheld", "changed", "quashed_and_decided", "appeal_discontinued", "quashed_and_discontinued", "sent_back", "self_review",
    "late", "inadmissible",
]  # fmt: skip
State = Literal["final", "not_delivered", "supplement_pending", "under_appeal", "removed"]
_AS_IF_NONE: frozenset[Outcome] = frozenset({"late", "inadmissible"})
_REMOVED: frozenset[Outcome] = frozenset(
    {"quashed_and_decided", "quashed_and_discontinued", "sent_back", "self_review"}
)


_SILENT: dict[Remedy, str] = {
    "appeal": "art. 16 § 1, art. 129 § 2 k.p.a.",
    "complaint": "art. 141 § 2, art. 144 k.p.a.",
    "none": "art. 142 k.p.a.",
}
_WAIVED: dict[Remedy, str] = {
    "appeal": "art. 127a § 2 k.p.a.",
    "complaint": "art. 127a § 2, art. 144 k.p.a.",
    "none": "art. 142 k.p.a.",
}


class NoParties(ValueError):
    """A decision has at least one party."""


@dataclass(frozen=True, slots=True)
class Party:
    """What a party has done about the decision.

    delivered_on: None while not delivered. waived_on: the organ received the waiver. appealed_on: the day that counts for her term
    (terms.keeping.counted_on); restored: her missed term was restored. supplement_asked_on: the day that counts for her request to
    supplement; supplement_answered_on: the answer was delivered to her.
    """

    party: str
    delivered_on: date | None
    waived_on: date | None = None
    appealed_on: date | None = None
    restored: bool = False
    supplement_asked_on: date | None = None
    supplement_answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Appealed:
    """How the appeal ended and when SKO's act was delivered to the last party."""

    outcome: Outcome
    delivered_on: date


@dataclass(frozen=True, slots=True)
class Court:
    """A complaint to the administrative court; ended_on: the day its judgment that leaves the decision became final."""

    complained_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Finality:
    """state `final`: final on `final_on`, which may lie ahead; otherwise the day is not known yet, or the decision was `removed`.

    prawomocna_on: the day after which no complaint to a court is possible. per_party: for each party the day on which it is final
    for her, where her own acts already tell it.
    """

    state: State
    final_on: date | None
    prawomocna_on: date | None
    article: str
    per_party: tuple[tuple[str, date | None], ...]


def finality(
    parties: Sequence[Party],
    *,
    granted_in_full: bool,
    justified: bool,
    appealed: Appealed | None = None,
    court: Court | None = None,
    remedy: Remedy = "appeal",
) -> Finality:
    """Whether and when the act is final. granted_in_full: everything asked for was granted; justified: it carries reasons.

    `appealed` is SKO's result of whatever appeals were lodged in time, or the self-review. remedy: what lies against the act: an
    appeal, against an order a complaint in its shorter term (art. 141 § 2), or nothing, and then it is final with its delivery
    (art. 142: it is open to challenge only in the appeal against the decision). Raises NoParties.
    """
    if not parties:
        raise NoParties
    per_party = tuple((party.party, _own_day(party, remedy)) for party in parties)
    delivered = [party.delivered_on for party in parties]
    if any(day is None for day in delivered):
        return Finality("not_delivered", None, None, "art. 110 k.p.a.", per_party)
    last = max(day for day in delivered if day is not None)
    if granted_in_full and not justified and procedure().on(last).flag("kpa_full_grant_final_at_delivery"):
        at_once = tuple((party.party, party.delivered_on) for party in parties)
        return Finality("final", last, _beyond_court(last, court), "art. 127 § 1a k.p.a.", at_once)
    if remedy == "none":
        return Finality("final", last, last, _SILENT[remedy], per_party)
    in_time = any(appealed_in_time(party, remedy) for party in parties)
    if in_time and (appealed is None or appealed.outcome not in _AS_IF_NONE):
        return _after_appeal(appealed, court, per_party)
    days = [day for _, day in per_party if day is not None]
    if len(days) < len(per_party):
        return Finality("supplement_pending", None, None, "art. 111 § 2 k.p.a.", per_party)
    final_on = max(days)
    waived = all(_waived(party, remedy) for party in parties)
    article = _WAIVED[remedy] if waived else _SILENT[remedy]
    # No court without an appeal (p.p.s.a. art. 52): what became final by silence or waiver is beyond the court that day.
    return Finality("final", final_on, final_on, article, per_party)


def of_second_instance(delivered_on: date) -> Finality:
    """SKO's own decision (art. 138 § 1 pkt 2): final with its delivery, nothing lies against it but the complaint to the court."""
    beyond = _beyond_court(delivered_on, None)
    return Finality("final", delivered_on, beyond, "art. 16 § 1, art. 138 § 1 pkt 2 k.p.a.", ())


def remedy_term(party: Party, remedy: Remedy) -> Term | None:
    """The party's term to appeal or to complain: from delivery, or from the answer to her request to supplement (art. 111 § 2).

    None while nothing is delivered to her, while her request to supplement waits for its answer, and where nothing lies against it.
    """
    if party.delivered_on is None or remedy == "none":
        return None
    term = named(remedy)
    if party.supplement_asked_on is not None and named("supplement").of(party.delivered_on).in_time(
        party.supplement_asked_on
    ):
        return None if party.supplement_answered_on is None else term.of(party.supplement_answered_on)
    return term.of(party.delivered_on)


def appealed_in_time(party: Party, remedy: Remedy) -> bool:
    """Whether the party lodged an appeal or complaint that SKO has to look at; a waiver before it takes the right away."""
    if party.appealed_on is None or remedy == "none":
        return False
    if _waived(party, remedy) and party.waived_on is not None and party.waived_on < party.appealed_on:
        return False
    own = remedy_term(party, remedy)
    return party.restored or own is None or own.in_time(party.appealed_on)


def final_day(delivered_on: date, *, granted_in_full: bool, justified: bool, remedy: Remedy = "appeal") -> date:
    """The day on which an act is final if its only party stays silent; delivered_on: delivery to the last party."""
    known = finality([Party("", delivered_on)], granted_in_full=granted_in_full, justified=justified, remedy=remedy)
    return known.final_on or date.max


def _own_day(party: Party, remedy: Remedy) -> date | None:
    if remedy == "none":
        return party.delivered_on
    if _waived(party, remedy):
        return party.waived_on
    own = remedy_term(party, remedy)
    return None if own is None else own.over_on


def _waived(party: Party, remedy: Remedy) -> bool:
    """art. 127a, for complaints by art. 144: before the term is over; on the very day of delivery only since 12.05.2023."""
    if party.waived_on is None or party.delivered_on is None or remedy == "none":
        return False
    view = procedure().on(party.waived_on)
    if not view.flag("kpa_waiver"):
        return False
    own = remedy_term(party, remedy)
    early = party.waived_on < party.delivered_on or (
        party.waived_on == party.delivered_on and not view.flag("kpa_waiver_on_day_of_delivery")
    )
    return not early and (own is None or own.in_time(party.waived_on))


def _after_appeal(
    appealed: Appealed | None, court: Court | None, per_party: tuple[tuple[str, date | None], ...]
) -> Finality:
    if appealed is None:
        return Finality("under_appeal", None, None, "art. 130 § 1 k.p.a.", per_party)
    if appealed.outcome in _REMOVED:
        article = "art. 132 k.p.a." if appealed.outcome == "self_review" else "art. 138 k.p.a."
        return Finality("removed", None, None, article, per_party)
    on = appealed.delivered_on
    return Finality("final", on, _beyond_court(on, court), "art. 16 § 1, art. 138 k.p.a.", per_party)


def _beyond_court(delivered_on: date, court: Court | None) -> date | None:
    """The day after the term for the complaint to the court, or the end of the court's proceedings (k.p.a. art. 16 § 3)."""
    limit = named("court_complaint").of(delivered_on)
    if court is not None and limit.in_time(court.complained_on):
        return court.ended_on
    return limit.over_on
