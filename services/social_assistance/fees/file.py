"""What the ledger of fees holds of a person, for the copy of her data (GDPR art. 15): as who pays, and as whom a service is for.

Of a fee that another pays for her she is told what it is for and for when, not how he pays it (art. 15 ust. 4 RODO).
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.money import zloty
from kit.periods import month_of, month_text
from kit.secrets import KeyRing
from services.social_assistance.fees import reminder_store, store
from services.social_assistance.fees.balance import balance
from services.social_assistance.fees.tables import FeeReminderRow, FeeRow

_NAMES = {
    "as_payer": "Jako płatnik",
    "benefit": "Za co",
    "month": "Za miesiąc",
    "due_on": "Termin",
    "assessed": "Ustalono",
    "received": "Wpłacono",
    "written_off": "Umorzono",
    "given_back": "Zwrócono",
    "entries": "Zapisy",
}


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    found = await db.exec(
        select(FeeRow)
        .where(
            FeeRow.gmina == db.gmina,
            or_(col(FeeRow.payer) == person, col(FeeRow.person) == person),
            store.seen(sight),
        )
        .order_by(col(FeeRow.month), col(FeeRow.id))
    )
    fees = found.all()
    entries = await store.entries(db, [one.id for one in fees if one.payer == person])
    told: list[tuple[UUID, Mapping[str, Said]]] = []
    for fee in fees:
        said: dict[str, Said] = dict.fromkeys(_NAMES)
        said |= {"as_payer": fee.payer == person, "benefit": fee.benefit, "month": month_text(month_of(fee.month))}
        if fee.payer == person:
            stands = balance(store.as_entries(entries[fee.id]))
            said |= {
                "due_on": fee.due_on.isoformat(),
                "assessed": zloty(stands.assessed),
                "received": zloty(stands.received),
                "written_off": zloty(stands.written_off),
                "given_back": zloty(stands.given_back),
                "entries": [f"{one.kind} {one.day.isoformat()} {zloty(one.amount)}" for one in entries[fee.id]],
            }
        told.append((fee.id, said))
    return told


OF_FEES = Held("fee", "Opłaty za usługi i pobyt", _NAMES, frozenset({"fee", "fee_entry"}), _read)

_REMINDER = {
    "issued_on": "Wystawiono",
    "delivered_on": "Doręczono",
    "titled_on": "Tytuł wykonawczy",
    "state": "Stan",
    "cost": "Koszty upomnienia",
    "lines": "O jakie opłaty",
}


async def _reminders(
    db: WriteSession, _: KeyRing, sight: Sight, person: UUID
) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    found = await db.exec(
        select(FeeReminderRow)
        .where(FeeReminderRow.gmina == db.gmina, FeeReminderRow.payer == person, reminder_store.shown(sight))
        .order_by(col(FeeReminderRow.issued_on), col(FeeReminderRow.id))
    )
    rows = found.all()
    of = await reminder_store.lines(db, [one.id for one in rows])
    return [
        (
            one.id,
            {
                "issued_on": one.issued_on.isoformat(),
                "delivered_on": None if one.delivered_on is None else one.delivered_on.isoformat(),
                "titled_on": None if one.titled_on is None else one.titled_on.isoformat(),
                "state": one.state,
                "cost": zloty(one.cost),
                "lines": [
                    f"{fee.benefit} {month_text(month_of(fee.month))} {zloty(line.owed)}" for line, fee in of[one.id]
                ],
            },
        )
        for one in rows
    ]


OF_REMINDERS = Held(
    "fee_reminder", "Upomnienia o opłaty", _REMINDER, frozenset({"fee_reminder", "fee_reminder_line"}), _reminders
)
