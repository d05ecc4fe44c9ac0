"""What the register of care services holds of a person, for the copy of her data (GDPR art. 15). Who served her is told by no name."""

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
from services.social_assistance.care_services import store
from services.social_assistance.care_services.reckoning import holding
from services.social_assistance.care_services.tables import CareDayRow, CareMonthRow, CarePlanRow, CareTermRow

_NAMES = {
    "service": "Usługi",
    "state": "Stan",
    "since": "Od",
    "until": "Do",
    "urgent_since": "Rozpoczęto przed decyzją",
    "terms": "Wymiar i dochód",
    "days": "Dni (minuty)",
    "months": "Opłata za miesiące",
}


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    found = await db.exec(
        select(CarePlanRow)
        .where(CarePlanRow.gmina == db.gmina, CarePlanRow.person == person, store.seen(sight))
        .order_by(col(CarePlanRow.since), col(CarePlanRow.id))
    )
    plans = found.all()
    terms = await store.terms(db, [one.id for one in plans])
    told: list[tuple[UUID, Mapping[str, Said]]] = []
    for one in plans:
        days = holding(await store.days_after(db, one.id, date.min))
        months = await store.last_months(db, one.id)
        told.append((one.id, _told(one, terms[one.id], days, months)))
    return told


def _told(
    row: CarePlanRow, terms: Sequence[CareTermRow], days: Sequence[CareDayRow], months: Mapping[int, CareMonthRow]
) -> dict[str, Said]:
    minutes: dict[str, int] = {}
    for one in days:
        minutes[one.day.isoformat()] = minutes.get(one.day.isoformat(), 0) + one.minutes
    return {
        "service": row.service,
        "state": row.state,
        "since": row.since.isoformat(),
        "until": None if row.until is None else row.until.isoformat(),
        "urgent_since": None if row.urgent_since is None else row.urgent_since.isoformat(),
        "terms": [_term(one) for one in terms],
        "days": [f"{day}: {minutes[day]}" for day in sorted(minutes)],
        "months": [f"{month_text(at)}: {zloty(one.fee)}" for at, one in months.items() if one.state == "confirmed"],
    }


def _term(one: CareTermRow) -> str:
    of = f"{one.care_level}, {one.household_kind}, {one.hours_month} godz., dochód {zloty(one.income)} na {one.persons} os."
    exempt = f", zwolnienie {one.exempted}% ({one.exempt_ground})" if one.exempted else ""
    return f"od {month_text(month_of(one.since))}: {of}{exempt}"


OF_CARE = Held(
    "care_plan",
    "Usługi opiekuńcze w miejscu zamieszkania",
    _NAMES,
    frozenset({"care_plan", "care_term", "care_day", "care_month"}),
    _read,
)
