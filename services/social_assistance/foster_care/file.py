"""What the register of foster care holds of a child, for the copy of its data (GDPR art. 15)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.money import zloty
from kit.periods import month_of, month_text
from kit.secrets import KeyRing
from services.social_assistance.foster_care.tables import FosterChildRow, NoteRow

_NAMES = {
    "kind": "Forma pieczy",
    "first_placement": "Pierwsze umieszczenie",
    "counted_from": "Lata liczone od",
    "until": "Koniec pobytu",
    "no_share": "Powód braku udziału gminy",
    "months": "Miesiące z not powiatu: wydatki, udział gminy",
}


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    """Its entries with the months of notes, as they were entered."""
    entries = await db.exec(
        select(FosterChildRow)
        .where(FosterChildRow.gmina == db.gmina, FosterChildRow.person == person, sight.persons(FosterChildRow.person))
        .order_by(col(FosterChildRow.counted_from), col(FosterChildRow.id))
    )
    children = entries.all()
    rows = await db.exec(
        select(NoteRow)
        .where(NoteRow.gmina == db.gmina, col(NoteRow.foster_child).in_([one.id for one in children]))
        .order_by(col(NoteRow.month), col(NoteRow.invoice), col(NoteRow.number))
    )
    months: dict[UUID, list[str]] = {one.id: [] for one in children}
    for row in rows.all():
        told = f"{month_text(month_of(row.month))}: {zloty(row.cost)}, {zloty(row.amount)}"
        if told not in months[row.foster_child]:
            months[row.foster_child].append(told)
    return [
        (
            one.id,
            {
                "kind": one.kind,
                "first_placement": one.first_placement.isoformat(),
                "counted_from": one.counted_from.isoformat(),
                "until": None if one.until is None else one.until.isoformat(),
                "no_share": one.no_share,
                "months": months[one.id],
            },
        )
        for one in children
    ]


HELD_FOSTER_CARE = Held(
    "foster_child", "Piecza zastępcza: udział gminy", _NAMES, frozenset({"foster_child", "foster_note_row"}), _read
)
