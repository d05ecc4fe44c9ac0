"""What the registers of acts hold of a person, for the copy of her data (GDPR art. 15): the acts that name her, and nobody besides."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.secrets import KeyRing
from services.social_assistance.acts import store
from services.social_assistance.acts.registers import registers
from services.social_assistance.acts.tables import ActPersonRow, ActRow

_NAMES = {
    "register": "Rejestr",
    "act": "Czynność",
    "state": "Stan",
    "requester": "Na zlecenie",
    "asked_on": "Zlecono",
    "due_on": "Termin",
    "done_on": "Wykonano",
    "withdrawn_as": "Wycofano jako",
}


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    """The acts that name her, in the order in which they were entered."""
    naming = select(ActPersonRow.act).where(ActPersonRow.gmina == db.gmina, ActPersonRow.person == person)
    rows = await db.exec(
        select(ActRow)
        .where(ActRow.gmina == db.gmina, col(ActRow.id).in_(naming), store.seen(sight))
        .order_by(col(ActRow.created_at), col(ActRow.id))
    )
    return [(one.id, _told(one)) for one in rows.all()]


def _told(row: ActRow) -> dict[str, Said]:
    book = registers().by_code[row.register_code]
    days = {name: getattr(row, name) for name in ("asked_on", "due_on", "done_on")}
    return {
        "register": book.title,
        "act": book.acts[row.act].title,
        "state": row.state,
        "requester": None if row.requester is None else registers().requesters[row.requester],
        "withdrawn_as": row.withdrawn_as,
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
    }


OF_ACTS = Held(
    "social_act",
    "Czynności rejestrów pracy socjalnej i usług",
    _NAMES,
    frozenset({"social_act", "social_act_person"}),
    _read,
)
