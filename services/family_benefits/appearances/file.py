"""What the register of calls to appear in person holds of a person, for the copy of her data (GDPR art. 15)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.secrets import KeyRing
from services.family_benefits.appearances import store
from services.family_benefits.appearances.tables import AppearanceRow

_NAMES = {
    "state": "Stan",
    "called_on": "Wezwano",
    "delivered_on": "Doręczono",
    "last_day": "Termin do",
    "appeared_on": "Stawiennictwo",
    "ended_on": "Zakończono",
}


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    """Her calls in the order in which they were made."""
    rows = await db.exec(
        select(AppearanceRow)
        .where(AppearanceRow.gmina == db.gmina, AppearanceRow.person == person, store.seen(sight))
        .order_by(col(AppearanceRow.called_on), col(AppearanceRow.id))
    )
    return [(one.id, {name: _text(getattr(one, name)) for name in _NAMES}) for one in rows.all()]


def _text(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


OF_APPEARANCES = Held(
    "appearance_call", "Wezwania do osobistego stawiennictwa", _NAMES, frozenset({"appearance_call"}), _read
)
