"""What is established of a family, and the register of its cards, as a request for cards (ustawa o Karcie Dużej Rodziny art. 4, 9). Pure.

The request is for whoever of the family has no card yet. In which form, and how many children there were ever, no fact says; nor does
any say whether a family all of whom hold a card asks for a duplicate or for the other form.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from casework.evidence.composed import Composing, Established, Fact
from kit.law import Law
from services.family_benefits.composing_certificates import disability
from services.family_benefits.household.composing import MEMBERS
from services.family_benefits.large_family_card import PART, least_children

_BY_HAND = "podaje osoba, która przygotowuje ocenę."


@dataclass(frozen=True, slots=True)
class HeldCard:
    """A card that was ordered or given out and had not ended. holder: every entry that its holder is named by."""

    holder: frozenset[UUID]
    valid_until: date | None


def cards_of(known: Established, notes: Composing, law: Law) -> dict[str, Any]:
    """The part with the holders and the children as they were on the day of the application. Raises NoParameter."""
    if PART not in known.parts:
        return {}
    day = known.application.received_on if known.application is not None else known.on
    family = {
        one.person: one
        for one in known.of("membership")
        if one.code in MEMBERS and one.person is not None and one.holds(day)
    }
    for person in sorted(set(known.registered) - set(family)):
        reason = "Osoba jest w rejestrze członkiem rodziny, a jej przynależności nie ustalono."
        notes.lack(f"/{PART}/holders", "membership_not_established", reason, person)
    if not family:
        notes.lack(f"/{PART}", "membership_not_established", "Nie ustalono składu rodziny.")
        return {}
    holding = {
        person for card in known.recorded if isinstance(card, HeldCard) and _valid(card, day) for person in card.holder
    }
    holders: list[dict[str, Any]] = []
    children: list[dict[str, Any]] = []
    for person, membership in sorted(family.items(), key=lambda pair: known.persons[pair[0]].ref):
        if membership.code == "child":
            at = f"/{PART}/children/{len(children)}"
            children.append(_child(known, notes, at, membership, person) | {"card": person not in holding})
        elif person not in holding:
            notes.use(f"/{PART}/holders/{len(holders)}", [membership])
            holders.append({"id": known.persons[person].ref, "kind": membership.code})
    notes.lack(f"/{PART}/form", "to_be_stated", f"Postać karty {_BY_HAND}")
    if len(children) < least_children(law.on(day)):
        reason = f"Ile dzieci rodzic miał łącznie na utrzymaniu, {_BY_HAND}"
        notes.lack(f"/{PART}/children_ever", "to_be_stated", reason)
    if not holders and not any(one["card"] for one in children):
        reason = f"Wszyscy z rodziny mają kartę: czy chodzi o duplikat, czy o drugą postać, {_BY_HAND}"
        notes.lack(f"/{PART}/request", "to_be_stated", reason)
    return {PART: {"holders": holders, "children": children}}


def _child(known: Established, notes: Composing, at: str, membership: Fact, person: UUID) -> dict[str, Any]:
    born = known.persons[person]
    told: dict[str, Any] = {"id": born.ref, "born_on": born.born_on.isoformat()}
    behind = [membership]
    school = known.holding("certificate", "school", person)
    if school is not None:
        behind.append(school)
        told["university"] = school.details.get("kind") == "wyzsza"
        if school.valid_to is not None:
            told["school_until"] = school.valid_to.isoformat()
        else:
            notes.lack(f"{at}/school_until", "not_established", "Nie ustalono planowanego ukończenia nauki.", person)
    if (certificate := known.holding("certificate", "disability", person)) is not None:
        behind.append(certificate)
        told["disability"] = disability(certificate)
    notes.use(at, behind)
    return told


def _valid(card: HeldCard, day: date) -> bool:
    return card.valid_until is None or card.valid_until >= day
