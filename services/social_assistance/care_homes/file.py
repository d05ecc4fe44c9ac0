"""What the register of stays in care homes holds of a person, for the copy of her data (GDPR art. 15): as resident and as payer.

A resident is not told of her payers' incomes, a payer is told of what was stated of him alone (art. 15 ust. 4 RODO).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.money import zloty
from kit.periods import month_of, month_text
from kit.secrets import KeyRing
from services.social_assistance.care_homes import store
from services.social_assistance.care_homes.tables import AbsenceRow, PayerRow, StayMonthRow, StayRow

_STAY = {
    "state": "Stan",
    "referred_on": "Skierowano",
    "placement_on": "Decyzja o umieszczeniu",
    "admitted_on": "Przyjęto",
    "left_on": "Opuszczono dom",
    "absences": "Nieobecności",
    "months": "Opłata mieszkańca za miesiące",
}
_PAYER = {
    "kin": "Kim jest dla mieszkańca",
    "basis": "Podstawa",
    "since": "Od miesiąca",
    "persons": "Osób w gospodarstwie",
    "income": "Dochód",
    "therapy_pay": "W tym za pracę terapeutyczną",
    "workshop_money": "W tym kieszonkowe z warsztatów",
    "agreed": "Ustalona opłata",
    "exempted": "Zwolnienie",
    "ground": "Przyczyna",
}
_MONEY = frozenset({"income", "therapy_pay", "workshop_money", "agreed", "exempted"})


async def _stays(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    found = await db.exec(
        select(StayRow)
        .where(StayRow.gmina == db.gmina, StayRow.person == person, store.seen(sight))
        .order_by(col(StayRow.referred_on), col(StayRow.id))
    )
    rows = found.all()
    ids = [one.id for one in rows]
    absences, drawn = await store.of_stays(db, AbsenceRow, ids), await store.of_stays(db, StayMonthRow, ids)
    return [(one.id, _stay(one, absences[one.id], drawn[one.id])) for one in rows]


def _stay(row: StayRow, absences: Sequence[AbsenceRow], drawn: Sequence[StayMonthRow]) -> dict[str, Said]:
    last = {one.month: one for one in drawn}
    return {
        **{name: _said(row, name) for name in ("state", "referred_on", "placement_on", "admitted_on", "left_on")},
        "absences": [f"od {one.since.isoformat()} do {one.until.isoformat()}" for one in absences],
        "months": [f"{month_text(month_of(month))}: {zloty(last[month].resident)}" for month in sorted(last)],
    }


async def _payers(
    db: WriteSession, _: KeyRing, sight: Sight, person: UUID
) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    seen = select(StayRow.id).where(StayRow.gmina == db.gmina, store.seen(sight))
    found = await db.exec(
        select(PayerRow)
        .where(PayerRow.gmina == db.gmina, PayerRow.person == person, col(PayerRow.stay).in_(seen))
        .order_by(col(PayerRow.stay), col(PayerRow.number))
    )
    return [(one.stay, {name: _said(one, name) for name in _PAYER}) for one in found.all()]


def _said(row: object, name: str) -> Said:
    value = getattr(row, name)
    if isinstance(value, date):
        return value.isoformat()
    if name in _MONEY:
        return None if value is None else zloty(value)
    return None if value is None else str(value)


HELD = (
    Held(
        "care_home_stay", "Pobyt w domu pomocy społecznej", _STAY,
        frozenset({"care_home_stay", "care_home_absence", "care_home_month"}), _stays,
    ),
    Held("care_home_payer", "Opłata za pobyt w domu pomocy społecznej", _PAYER, frozenset({"care_home_payer"}), _payers),
)  # fmt: skip
