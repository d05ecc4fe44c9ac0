"""What the hire of equipment holds of a person, for the copy of her data (GDPR art. 15)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.money import zloty
from kit.secrets import KeyRing
from services.social_assistance.equipment_hire import store
from services.social_assistance.equipment_hire.tables import HireRow, ItemRow

_NAMES = {
    "state": "Stan",
    "kind": "Sprzęt",
    "number": "Numer",
    "lent_on": "Wypożyczono",
    "due_back": "Termin zwrotu",
    "returned_on": "Zwrócono",
    "returned_as": "Jak zwrócono",
    "outsider": "Osoba spoza gminy",
    "monthly_fee": "Opłata za miesiąc",
}


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    """Her contracts in the order in which they began."""
    found = await db.exec(
        select(HireRow, ItemRow)
        .join(ItemRow, (col(ItemRow.gmina) == col(HireRow.gmina)) & (col(ItemRow.id) == col(HireRow.item)))
        .where(HireRow.gmina == db.gmina, HireRow.person == person, store.seen(sight))
        .order_by(col(HireRow.lent_on), col(HireRow.id))
    )
    return [(hire.id, _told(hire, item)) for hire, item in found.all()]


def _told(hire: HireRow, item: ItemRow) -> dict[str, Said]:
    return {
        "state": hire.state,
        "kind": item.kind,
        "number": item.number,
        "lent_on": hire.lent_on.isoformat(),
        "due_back": hire.due_back.isoformat(),
        "returned_on": None if hire.returned_on is None else hire.returned_on.isoformat(),
        "returned_as": hire.returned_as,
        "outsider": hire.outsider,
        "monthly_fee": zloty(hire.monthly_fee),
    }


OF_HIRES = Held("equipment_hire", "Wypożyczony sprzęt", _NAMES, frozenset({"equipment_hire"}), _read)
