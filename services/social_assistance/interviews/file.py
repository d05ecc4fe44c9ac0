"""What the register of interviews that are to be held has of a person, for the copy of her data (GDPR art. 15)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.secrets import KeyRing
from services.social_assistance.interviews import store
from services.social_assistance.interviews.tables import OrderRow

_NAMES = {
    "state": "Stan",
    "learned_on": "Powzięto wiadomość",
    "urgent": "Sprawa pilna",
    "due_on": "Termin",
    "held_on": "Przeprowadzono",
    "withdrawn_as": "Odwołano jako",
}


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    """Those about her, in the order in which the office learned of the need."""
    rows = await db.exec(
        select(OrderRow)
        .where(OrderRow.gmina == db.gmina, OrderRow.person == person, store.seen(sight))
        .order_by(col(OrderRow.learned_on), col(OrderRow.id))
    )
    return [(one.id, _told(one)) for one in rows.all()]


def _told(row: OrderRow) -> dict[str, Said]:
    days = {name: getattr(row, name) for name in ("learned_on", "due_on", "held_on")}
    told: dict[str, Said] = {name: None if day is None else day.isoformat() for name, day in days.items()}
    return told | {"state": row.state, "urgent": row.urgent, "withdrawn_as": row.withdrawn_as}


OF_ORDERS = Held(
    "interview_order", "Wywiady środowiskowe do przeprowadzenia", _NAMES, frozenset({"interview_order"}), _read
)
