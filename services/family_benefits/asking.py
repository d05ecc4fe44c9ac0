"""Requests for supplements to the family allowance, composed of what is established: the child asked for, and what its article reads.

All requests of a family stand in every answer that reads them, because a reduced amount (złotówka za złotówkę) is reduced in one sum.
Without a request for the supplement in question nobody has asked for it, and that is named.
"""

from typing import Any, Final
from uuid import UUID

from casework.evidence.composed import Composing, Established, Fact
from services.family_benefits.allowance import ALLOWANCE
from services.family_benefits.leave import LEAVE
from services.family_benefits.supplements import (
    BIRTH,
    COMMUTING,
    LARGE_FAMILY,
    LONE,
    REHABILITATION,
    RESIDENCE,
    SCHOOL_START,
)
from services.family_benefits.ukraine import ALLOWANCE as OF_UKRAINE
from services.family_benefits.ukraine import BIRTH_SUPPLEMENT as BIRTH_OF_UKRAINE

PART: Final = "supplements"
_NAMES = {"lone_parent": LONE, "rehabilitation": REHABILITATION, "school_start": SCHOOL_START}
"""Requests that name the child and nothing else."""
_MODES = {RESIDENCE: "residence", COMMUTING: "commuting"}
_WITH_SUPPLEMENTS = frozenset({ALLOWANCE, OF_UKRAINE})
"""Allowances that are assessed without any request, and with those that were made."""
_BY_CHOICE = "unemployment_benefit_lost_by_choice"


def supplements_of(known: Established, notes: Composing) -> dict[str, Any]:
    """The part `supplements` with every request that is established; nothing for a benefit that does not read it."""
    if PART not in known.parts and known.benefit not in _WITH_SUPPLEMENTS:
        return {}
    found: dict[str, Any] = {}
    for member in (*_NAMES, "birth", "study_away", "childcare_leave"):
        asked = _asked(known, f"supplement_{member}", ever=member == "childcare_leave")
        if asked:
            found[member] = [_told(known, member, one) for one in asked]
        for number, one in enumerate(asked):
            notes.use(f"/{PART}/{member}/{number}", [one])
            if member == "childcare_leave" and one.valid_to is None:
                reason = "Nie ustalono, kiedy kończy się urlop wychowawczy."
                notes.lack(f"/{PART}/{member}/{number}/leave_to", "not_established", reason, one.person)
    large = known.holding("circumstance", "supplement_large_family")
    if large is not None:
        found["large_family"] = True
        notes.use(f"/{PART}/large_family", [large])
    chosen = [
        one for one in known.of("circumstance", _BY_CHOICE) if one.person in known.persons and one.holds(known.on)
    ]
    if chosen:
        found[_BY_CHOICE] = True
        notes.use(f"/{PART}/{_BY_CHOICE}", chosen)
    _named_if_not_asked(known, notes, found)
    return {PART: found} if found else {}


def _named_if_not_asked(known: Established, notes: Composing, found: dict[str, Any]) -> None:
    member = {name: code for code, name in _NAMES.items()} | {
        BIRTH: "birth", BIRTH_OF_UKRAINE: "birth", LEAVE: "childcare_leave", LARGE_FAMILY: "large_family", RESIDENCE: "study_away",
        COMMUTING: "study_away",
    }  # fmt: skip
    wanted = member.get(known.benefit)
    if wanted is None:
        return
    asked = found.get(wanted)
    if known.benefit in _MODES:
        asked = [one for one in asked or () if one["mode"] == _MODES[known.benefit]]
    if not asked:
        notes.lack(f"/{PART}/{wanted}", "request_not_established", "Nie ustalono, że wniesiono o ten dodatek.")


def _asked(known: Established, code: str, *, ever: bool) -> list[Fact]:
    """The latest request for each child, the eldest first; ever: also a leave that begins later or has ended."""
    latest: dict[UUID, Fact] = {}
    for one in known.of("circumstance", code):
        if one.person is not None and one.person in known.persons and (ever or one.holds(known.on)):
            latest[one.person] = one
    return [
        latest[child] for child in sorted(latest, key=lambda one: (known.persons[one].born_on, known.persons[one].ref))
    ]


def _told(known: Established, member: str, one: Fact) -> Any:
    assert one.person is not None  # noqa: S101 - only requests about a person are read
    child = known.persons[one.person].ref
    if member in _NAMES:
        return child
    if member != "childcare_leave":
        return {"child": child, **one.details}
    until = {} if one.valid_to is None else {"leave_to": one.valid_to.isoformat()}
    carer = known.persons[known.person].ref
    return {"carer": carer, "child": child, "leave_from": one.valid_from.isoformat(), **until, **one.details}
