"""The carer and the persons cared for, composed of what is established of each: work, own rights, other benefits, certificates.

What nobody has established is named: without a fact `carer` nobody says who cares, without a fact `cared_for` nobody says for whom.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from casework.evidence.composed import Composing, Established, Fact
from kit.periods import day_after, first_day, month_of
from services.family_benefits.carers.conditions import GUARDIAN, SPECIAL
from services.family_benefits.composing_certificates import disability

OF_CARER = frozenset({"carer", "insurance", "expired_decision", "special_allowance"})
"""Parts of the facts that are composed here."""

_ALSO = {SPECIAL: ("family", "income", "special_allowance"), GUARDIAN: ("expired_decision",)}
"""By care benefit, what it reads beside the carer: contributions are paid of what is due of it."""
_ABLE = {
    "parents_able": "parents",
    "first_degree_kin_able": "first_degree_kin",
    "guardian_able": "guardian_or_foster_family",
}
_BARS = ("in_foster_care", "full_board_over_5_days", "in_institution", "early_retirement_for_care")
"""Bars that the fact about the person cared for tells; others have facts of their own."""
_ABROAD, _SET = "care_benefit_abroad", "care_benefit_set"


def parts_of(known: Established) -> tuple[str, ...]:
    """The parts that the benefit reads, of contributions also those of the care benefit from which they are paid."""
    insured = _insured(known) if "insurance" in known.parts else None
    return known.parts if insured is None else (*known.parts, *_ALSO.get(str(insured.details["benefit"]), ()))


def carer_of(known: Established, notes: Composing) -> dict[str, Any]:
    """The part `carer`, with what the benefit reads of the carer beside it."""
    found: dict[str, Any] = {}
    if "carer" in known.parts:
        carer = known.holding("circumstance", "carer", known.person)
        people = _cared_for(known, notes)
        if carer is None:
            notes.lack("/carer", "not_established", "Nie ustalono, kto sprawuje opiekę i czy pracuje.", known.person)
        elif not people:
            notes.lack("/carer/cared_for", "not_established", "Nie ustalono, nad kim sprawowana jest opieka.")
        else:
            found["carer"] = _carer(known, notes, carer, people)
    if "insurance" in known.parts:
        _single(known, notes, "insurance", _insured(known), "Nie ustalono ubezpieczenia opiekuna.", found)
    if "expired_decision" in known.parts:
        expired = known.of("circumstance", "expired_decision", known.person)
        reason = "Nie ustalono decyzji, która wygasła w 2013 r."
        _single(known, notes, "expired_decision", expired[-1] if expired else None, reason, found)
    return found


def other_family(known: Established, notes: Composing, members: set[str], found: dict[str, Any]) -> None:
    """The family of the person cared for (art. 16a ust. 2-5): nobody more when he belongs to the carer's own family, else to be stated."""
    if "special_allowance" not in known.parts:
        return
    if "carer" in found and all(one["id"] in members for one in found["carer"]["cared_for"]):
        found["special_allowance"] = {}
        return
    reason = "Rodzinę osoby wymagającej opieki i jej dochody podaje osoba, która przygotowuje ocenę."
    notes.lack("/special_allowance", "to_be_stated", reason)


def _carer(known: Established, notes: Composing, carer: Fact, people: list[dict[str, Any]]) -> dict[str, Any]:
    rights, over = _standing_or_ended(known, known.of("circumstance", "carer_own_right", known.person))
    drawn = known.of("circumstance", "carer_draws", known.person)
    draws = [*_ended(known, drawn), *(one for one in drawn if one.holds(known.on))]
    kept = known.of("circumstance", "kept_care_right", known.person)
    worked = _before_work(known, carer)
    said = carer.details if worked is None else {**worked.details, "works_from": carer.valid_from.isoformat()}
    told: dict[str, Any] = {"id": known.persons[known.person].ref, **said, "cared_for": people}
    if rights:
        told["own_rights"] = list(dict.fromkeys(one.details["right"] for one in rights))
        began = min(one.valid_from for one in rights)
        if over is not None:
            told.setdefault("own_right_ended_on", over.isoformat())
        elif began > _opens(known) and "own_right_ended_on" not in said:
            told.setdefault("own_right_from", began.isoformat())
    if draws:
        told["draws"] = list({one.details["benefit"]: _drawn(known, one) for one in draws}.values())
    if kept:
        told["kept_right"] = dict(kept[-1].details)
    notes.use("/carer", [carer, *([] if worked is None else [worked]), *rights, *draws, *kept[-1:]])
    return told


def _before_work(known: Established, carer: Fact) -> Fact | None:
    """What held of the carer up to the day before she began to work, when that was after the right may have begun."""
    if carer.details.get("work") != "works" or "works_from" in carer.details or carer.valid_from <= _opens(known):
        return None
    earlier = known.of("circumstance", "carer", known.person)
    return next(
        (
            one
            for one in earlier
            if one.valid_to is not None
            and day_after(one.valid_to) == carer.valid_from
            and one.details.get("work") != "works"
        ),
        None,
    )


def _cared_for(known: Established, notes: Composing) -> list[dict[str, Any]]:
    latest: dict[UUID, Fact] = {}
    for one in known.of("circumstance", "cared_for"):
        if (
            one.person is not None
            and one.person != known.person
            and one.person in known.persons
            and one.holds(known.on)
        ):
            latest[one.person] = one
    found = []
    in_order = sorted(latest, key=lambda one: (known.persons[one].born_on, known.persons[one].ref))
    for number, person in enumerate(in_order):
        found.append(_person(known, notes, latest[person], person, f"/carer/cared_for/{number}"))
    return found


def _person(known: Established, notes: Composing, fact: Fact, person: UUID, at: str) -> dict[str, Any]:
    who = known.persons[person]
    behind = [fact]
    details = dict(fact.details)
    able = [name for detail, name in _ABLE.items() if details.pop(detail, False)]
    told: dict[str, Any] = {"id": who.ref, "born_on": who.born_on.isoformat(), **details}
    if able:
        told["nearer_able"] = able
    if (one := known.holding("circumstance", "married", person)) is not None:
        told["married"] = True
        behind.append(one)
    behind.extend(_bars(known, fact, person, told))
    # A certificate that has run out still tells until when there was a right.
    certificates = known.of("certificate", "disability", person)
    if certificates:
        told["disability"] = disability(certificates[-1])
        behind.append(certificates[-1])
    else:
        notes.lack(f"{at}/disability", "not_established", "Nie ustalono orzeczenia osoby wymagającej opieki.", person)
    notes.use(at, behind)
    return told


def _bars(known: Established, fact: Fact, person: UUID, told: dict[str, Any]) -> list[Fact]:
    """What stands against a benefit for the person; when nothing does any more, what did, with its last day (art. 17 ust. 5)."""
    found = [*known.of("circumstance", _SET, person), *known.of("circumstance", _ABROAD, person)]
    found += [
        one
        for one in known.of("circumstance", "cared_for", person)
        if not one.holds(known.on) and any(one.details.get(bar) for bar in _BARS)
    ]
    standing = any(fact.details.get(bar) for bar in _BARS)
    bars, over = _standing_or_ended(known, found)
    if standing and over is not None:
        return []
    for one in bars:
        if one.code == _SET:
            told["already_set"] = list(dict.fromkeys((*told.get("already_set", ()), one.details["benefit"])))
        elif one.code == _ABROAD:
            told[_ABROAD] = True
        else:
            told |= {bar: True for bar in _BARS if one.details.get(bar)}
    if over is not None:
        told.setdefault("bar_ended_on", over.isoformat())
    return bars


def _standing_or_ended(known: Established, found: Iterable[Fact]) -> tuple[list[Fact], date | None]:
    """Those that hold; when none does, those that ended in a month in which the right may have begun, and the last of their days."""
    found = list(found)
    if standing := [one for one in found if one.holds(known.on)]:
        return standing, None
    ended = _ended(known, found)
    return ended, max((one.valid_to for one in ended if one.valid_to is not None), default=None)


def _ended(known: Established, found: Iterable[Fact]) -> list[Fact]:
    return [one for one in found if one.valid_to is not None and _opens(known) <= one.valid_to < known.on]


def _opens(known: Established) -> date:
    """The first day on which the right may have begun: of the month of the application, or of that for the certificate."""
    asked = known.application.received_on if known.application is not None else known.on
    applied = (
        str(one.details["applied_on"]) for one in known.of("certificate", "disability") if "applied_on" in one.details
    )
    return first_day(month_of(min((asked, *map(date.fromisoformat, applied)))))


def _drawn(known: Established, one: Fact) -> dict[str, Any]:
    if one.holds(known.on) or one.valid_to is None:
        return dict(one.details)
    return {"resigned_on": day_after(one.valid_to).isoformat(), **one.details}


def _insured(known: Established) -> Fact | None:
    return known.holding("circumstance", "carer_insurance", known.person)


def _single(
    known: Established, notes: Composing, part: str, fact: Fact | None, reason: str, found: dict[str, Any]
) -> None:
    if fact is None:
        notes.lack(f"/{part}", "not_established", reason, known.person)
        return
    found[part] = dict(fact.details)
    notes.use(f"/{part}", [fact])
