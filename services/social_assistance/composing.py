"""Established facts as the facts of a social-assistance case: the household, the income of one month, why a person cannot work."""

from typing import Any
from uuid import UUID

from casework.evidence.composed import Composed, Composing, Established, Fact
from casework.evidence.incomes import by_month, received, uncovered
from kit.law import Law
from kit.money import zloty
from kit.periods import Months, completed_years, month_of, month_text
from services.social_assistance.income.monthly import FARM

_FOSTER = "foster_child"
_COMPOSED = frozenset({"household", "income", "incapacity"})
"""Parts that established facts make; of any other the office states the content."""


def compose(known: Established, law: Law) -> Composed:
    """The facts of the case. Raises NoParameter."""
    notes = Composing()
    facts: dict[str, Any] = {}
    came = known.on
    if known.application is not None:
        came = known.application.received_on
        facts["application"] = {"received_on": came.isoformat()}
    else:
        notes.lack(
            "/application/received_on", "application_not_named", "Nie wskazano podania, z którego wynika dzień wpływu."
        )
    for part in known.parts:
        if part not in _COMPOSED:
            reason = "Treść wniosku i jego okoliczności podaje osoba, która przygotowuje ocenę."
            notes.lack(f"/{part}", "to_be_stated", reason)
    if "household" not in known.parts:
        return notes.done(facts)
    memberships = {one.person: one for one in known.of("membership") if one.holds(known.on) and one.person is not None}
    _household(known, notes, facts, memberships)
    facts["income"] = {"items": _income(known, notes, _month(known, month_of(came)), memberships)}
    adult = law.on(known.on).count("pelnoletnosc")
    _all_told(known, notes, memberships, adult)
    incapacity = _incapacity(known, notes) if "incapacity" in known.parts else None
    if incapacity is not None:
        facts["incapacity"] = incapacity
    return notes.done(facts)


def _household(known: Established, notes: Composing, facts: dict[str, Any], memberships: dict[UUID, Fact]) -> None:
    for stranger in sorted(known.registered - set(memberships)):
        reason = "Osoba jest w rejestrze członkiem rodziny, a jej przynależności nie ustalono."
        notes.lack("/household/members", "membership_not_established", reason, stranger)
    if not memberships:
        notes.lack("/household", "membership_not_established", "Nie ustalono, kto prowadzi gospodarstwo.")
        return
    members = []
    for number, person in enumerate(sorted((known.persons[one] for one in memberships), key=lambda one: one.ref)):
        membership = memberships[person.id]
        members.append(
            {"id": person.ref, "born_on": person.born_on.isoformat(), "foster_child": membership.code == _FOSTER}
        )
        notes.use(f"/household/members/{number}", [membership])
    facts["household"] = {"kind": "single" if len(members) == 1 else "family", "members": members}


def _month(known: Established, came: int) -> int:
    """The month whose income counts: the one before the application, of the application itself after a loss (art. 8 ust. 3)."""
    lost = (
        one.valid_to is not None and one.ended_by is not None and came - 1 <= month_of(one.valid_to) <= came
        for one in known.of("income_source")
    )
    return came if any(lost) else came - 1


def _income(known: Established, notes: Composing, at: int, memberships: dict[UUID, Fact]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for source in known.of("income_source"):
        paid_in = source.details.get("one_off_paid_in")
        span = received(source.valid_from, source.valid_to, Months(at, at))
        if source.person is None or source.person not in memberships or (span is None and paid_in is None):
            continue
        pointer = f"/income/items/{len(items)}"
        item: dict[str, Any] = {"member": known.persons[source.person].ref, "kind": source.code}
        if paid_in is not None:
            item |= {"amount": zloty(sum(sum(run.shares()) for run in source.amounts)), "one_off_paid_in": paid_in}
            if "for_months" in source.details:
                item["for_months"] = source.details["for_months"]
        elif source.code == FARM:
            item["hectares"] = source.details["hectares"]
        else:
            (amount,) = by_month(span, source.amounts)
            item["amount"] = zloty(amount.amount or 0)
            if uncovered(span, source.amounts):
                notes.lack(
                    f"{pointer}/amount",
                    "months_without_amount",
                    f"Nie ustalono dochodu za {month_text(at)}.",
                    source.person,
                )
        items.append(item)
        notes.use(pointer, [source])
    return items


def _all_told(known: Established, notes: Composing, memberships: dict[UUID, Fact], adult: int) -> None:
    told = {one.person for one in known.of("income_source")}
    for person in sorted(set(memberships) - told):
        grown = completed_years(known.persons[person].born_on, known.on) >= adult
        if grown and known.holding("circumstance", "no_income", person) is None:
            notes.lack("/income/items", "income_not_established", "Nie ustalono dochodu ani jego braku.", person)


def _incapacity(known: Established, notes: Composing) -> dict[str, Any] | None:
    person = known.persons[known.person]
    certificate = known.holding("certificate", "incapacity", person.id)
    age = known.holding("circumstance", "age_incapacity", person.id)
    capable = known.holding("circumstance", "capable", person.id)
    ground = certificate or age or capable
    if ground is None:
        expired = bool(known.of("certificate", "incapacity", person.id))
        code, reason = (
            ("certificate_expired", "Ustalone orzeczenie straciło ważność.")
            if expired
            else ("not_established", "Nie ustalono, czy osoba jest niezdolna do pracy.")
        )
        notes.lack("/incapacity", code, reason, person.id)
        return None
    told: dict[str, Any] = {"person": person.ref, "basis": "total" if certificate else "age" if age else "none"}
    behind = [ground]
    if certificate is not None and certificate.valid_to is not None:
        told["certificate_valid_to"] = certificate.valid_to.isoformat()
    others = [one for one in known.of("circumstance", "other_benefit", person.id) if one.holds(known.on)]
    if others:
        told["other_benefits"] = sorted({str(one.details["which"]) for one in others})
        behind += others
    for code in ("in_prison", "other_health_insurance"):
        if (fact := known.holding("circumstance", code, person.id)) is not None:
            told[code] = True
            behind.append(fact)
    notes.use("/incapacity", behind)
    return told
