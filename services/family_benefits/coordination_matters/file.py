"""What the register of matters of coordination holds of a person, for the copy of her data (GDPR art. 15).

Of her own matter she is told all but the stays of others; whoever is named in a stay alone is told of that stay and of who had it
passed on (art. 15 ust. 4 RODO).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.secrets import KeyRing
from services.family_benefits.coordination_matters import store
from services.family_benefits.coordination_matters.tables import CoordinationRow, FindingRow

_NAMES = {
    "as_party": "Jako strona",
    "way": "Droga",
    "organ": "Przekazano",
    "forwarded_on": "Dnia",
    "stays": "Pobyty za granicą",
    "benefits": "Świadczenia",
    "state": "Stan",
    "findings": "Pisma organu",
    "answered_on": "Ustalono",
    "applies_since": "Koordynacja od",
    "applies_until": "Koordynacja do",
    "undue_told_on": "Zawiadomiono o wypłaconych",
    "ended_on": "Zakończono",
}
_OF_THE_PARTY = ("way", "state", "answered_on", "applies_since", "applies_until", "undue_told_on", "ended_on")


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    """Matters of hers, and those that name her in a stay, in the order in which they went."""
    named = col(CoordinationRow.stays).contains([{"person": str(person)}])
    rows = await db.exec(
        select(CoordinationRow)
        .where(CoordinationRow.gmina == db.gmina, or_(col(CoordinationRow.person) == person, named), store.seen(sight))
        .order_by(col(CoordinationRow.forwarded_on), col(CoordinationRow.id))
    )
    matters = rows.all()
    own = [one.id for one in matters if one.person == person]
    written = await db.exec(
        select(FindingRow)
        .where(FindingRow.gmina == db.gmina, col(FindingRow.matter).in_(own))
        .order_by(col(FindingRow.matter), col(FindingRow.number))
    )
    findings: dict[UUID, list[str]] = {one: [] for one in own}
    for letter in written.all():
        findings[letter.matter].append(f"{letter.kind} z {letter.dated}{_span(letter.since, letter.until)}")
    return [(one.id, _told(one, person, findings.get(one.id))) for one in matters]


def _told(row: CoordinationRow, person: UUID, findings: Sequence[str] | None) -> dict[str, Said]:
    told: dict[str, Said] = dict.fromkeys(_NAMES)
    party = findings is not None
    told |= {
        "as_party": party,
        "organ": row.organ,
        "forwarded_on": row.forwarded_on.isoformat(),
        "stays": [_stay(one) for one in row.stays if _hers(one, person, party=party)],
    }
    if party:
        told |= {name: _text(getattr(row, name)) for name in _OF_THE_PARTY}
        told |= {"benefits": row.benefits, "findings": findings}
    return told


def _hers(stay: Mapping[str, Any], person: UUID, *, party: bool) -> bool:
    named = stay.get("person")
    return named == str(person) if named else party and stay["who"] == "applicant"


def _stay(stay: Mapping[str, Any]) -> str:
    return f"{stay['country']}{_span(stay.get('since'), stay.get('until'))}"


def _span(since: date | str | None, until: date | str | None) -> str:
    return (f", od {since}" if since else "") + (f", do {until}" if until else "")


def _text(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


OF_COORDINATION = Held(
    "coordination_matter",
    "Sprawy przekazane wojewodzie (koordynacja)",
    _NAMES,
    frozenset({"coordination_matter", "coordination_finding"}),
    _read,
)
