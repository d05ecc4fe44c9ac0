"""The carer and the persons cared for, composed of what is established of each: work, own rights, other benefits, certificates.

What nobody has established is named: without a fact `carer` nobody says who cares, without a fact `cared_for` nobody says for whom.
"""

from typing import Any
from uuid import UUID

from casework.evidence.composed import Composing, Established, Fact
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
_OF_PERSON = {"married": "married", "care_benefit_abroad": "care_benefit_abroad"}


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
    rights = [one for one in known.of("circumstance", "carer_own_right", known.person) if one.holds(known.on)]
    draws = [one for one in known.of("circumstance", "carer_draws", known.person) if one.holds(known.on)]
    kept = known.of("circumstance", "kept_care_right", known.person)
    told: dict[str, Any] = {"id": known.persons[known.person].ref, **carer.details, "cared_for": people}
    if rights:
        told["own_rights"] = list(dict.fromkeys(one.details["right"] for one in rights))
    if draws:
        told["draws"] = list({one.details["benefit"]: dict(one.details) for one in draws}.values())
    if kept:
        told["kept_right"] = dict(kept[-1].details)
    notes.use("/carer", [carer, *rights, *draws, *kept[-1:]])
    return told


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
    for code, name in _OF_PERSON.items():
        if (one := known.holding("circumstance", code, person)) is not None:
            told[name] = True
            behind.append(one)
    already = [one for one in known.of("circumstance", "care_benefit_set", person) if one.holds(known.on)]
    if already:
        told["already_set"] = list(dict.fromkeys(one.details["benefit"] for one in already))
        behind.extend(already)
    # A certificate that has run out still tells until when there was a right.
    certificates = known.of("certificate", "disability", person)
    if certificates:
        told["disability"] = disability(certificates[-1])
        behind.append(certificates[-1])
    else:
        notes.lack(f"{at}/disability", "not_established", "Nie ustalono orzeczenia osoby wymagającej opieki.", person)
    notes.use(at, behind)
    return told


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
