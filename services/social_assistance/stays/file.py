"""What the register of stays holds of a person, for the copy of her data (GDPR art. 15)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.money import zloty
from kit.periods import month_of, month_text
from kit.secrets import KeyRing
from services.social_assistance.stays import store
from services.social_assistance.stays.kinds import KINDS
from services.social_assistance.stays.tables import SupportMonthRow, SupportStayRow, SupportTermRow

_NAMES = {
    "kind": "Gdzie",
    "state": "Stan",
    "since": "Od",
    "until": "Do",
    "terms": "Opłata i dochód",
    "months": "Miesiące: dni, godziny, opłata",
}


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    found = await db.exec(
        select(SupportStayRow)
        .where(SupportStayRow.gmina == db.gmina, SupportStayRow.person == person, store.seen(sight))
        .order_by(col(SupportStayRow.since), col(SupportStayRow.id))
    )
    rows = found.all()
    ids = [one.id for one in rows]
    terms, months = await store.of_stays(db, SupportTermRow, ids), await store.of_stays(db, SupportMonthRow, ids)
    return [(one.id, _told(one, terms[one.id], months[one.id])) for one in rows]


def _told(row: SupportStayRow, terms: Sequence[SupportTermRow], months: Sequence[SupportMonthRow]) -> dict[str, Said]:
    last = {one.month: one for one in months}
    return {
        "kind": KINDS[row.kind].title,
        "state": row.state,
        "since": row.since.isoformat(),
        "until": None if row.until is None else row.until.isoformat(),
        "terms": [_term(one) for one in terms],
        "months": [_month(last[month]) for month in sorted(last)],
    }


def _term(one: SupportTermRow) -> str:
    amount = "według ustawy" if one.amount is None else zloty(one.amount)
    exempt = f", zwolnienie {one.exempted}% ({one.exempt_ground})" if one.exempted else ""
    return f"od {month_text(month_of(one.since))}: {amount}, dochód {zloty(one.income)} na {one.persons} os.{exempt}"


def _month(one: SupportMonthRow) -> str:
    return f"{month_text(month_of(one.month))}: {one.days}, {one.hours}, {zloty(one.fee)}"


OF_STAYS = Held(
    "support_stay",
    "Pobyt w ośrodku wsparcia, mieszkaniu albo rodzinnym domu pomocy",
    _NAMES,
    frozenset({"support_stay", "support_term", "support_month"}),
    _read,
)
