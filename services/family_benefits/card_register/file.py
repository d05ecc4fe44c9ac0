"""What the register of cards of large families holds of a person, for the copy of her data (GDPR art. 15)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.money import zloty
from kit.secrets import KeyRing, Place
from services.family_benefits.card_register import store
from services.family_benefits.card_register.tables import CardRow

_NAMES = {
    "number": "Numer",
    "kind": "Dla kogo",
    "form": "Postać",
    "request": "Rodzaj zamówienia",
    "state": "Stan",
    "ordered_on": "Zamówiona",
    "issued_on": "Wydana",
    "valid_until": "Ważna do",
    "ended_on": "Zakończona",
    "end_reason": "Dlaczego",
    "fee": "Opłata",
    "exempt": "Zwolnienie z opłaty",
}


async def _read(
    db: WriteSession, keys: KeyRing, sight: Sight, person: UUID
) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    """Her cards in the order in which they were ordered; their numbers are opened."""
    rows = await db.exec(
        select(CardRow)
        .where(CardRow.gmina == db.gmina, CardRow.person == person, store.seen(sight))
        .order_by(col(CardRow.ordered_on), col(CardRow.id))
    )
    return [(one.id, _told(keys, one)) for one in rows.all()]


def _told(keys: KeyRing, row: CardRow) -> dict[str, Said]:
    place = Place(row.gmina, "large_family_card", "number")
    told: dict[str, Said] = {
        name: _text(getattr(row, name)) for name in _NAMES if name not in ("number", "fee", "exempt")
    }
    number = row.number and keys.decrypt(row.number, place, str(row.id))
    return told | {"number": number or None, "fee": zloty(row.fee), "exempt": row.exempt}


def _text(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


OF_CARDS = Held("large_family_card", "Karty Dużej Rodziny", _NAMES, frozenset({"large_family_card"}), _read)
