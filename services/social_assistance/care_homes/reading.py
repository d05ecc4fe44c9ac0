"""How stays in care homes are shown: the list, and one with its payers, absences and months."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority.sight import Sight, hidden_persons
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text
from services.social_assistance.care_homes import months, store
from services.social_assistance.care_homes.problems import CareHomeStayNotFound
from services.social_assistance.care_homes.schemas import (
    CareHomeAbsenceOut,
    CareHomeMonthLineOut,
    CareHomePayerOut,
    CareHomeStayOut,
    CareHomeStayShown,
)
from services.social_assistance.care_homes.service import SUBJECT
from services.social_assistance.care_homes.states import STAY
from services.social_assistance.care_homes.tables import AbsenceRow, PayerRow, StayMonthRow, StayRow
from services.social_assistance.fees.ledger import Standing, standing_of


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[CareHomeStayOut]:
    """Stays by the day of their referral."""
    keyset = paging.keyset(f"{SUBJECT} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    by = sort.removeprefix("-")
    found = await store.page(
        hand.db, sight, wanted, order_by=by, after=after, descending=sort.startswith("-"), fetch=fetch
    )
    await hand.note("exported" if everything else "listed", SUBJECT, wanted.person or wanted.payer)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (getattr(row, by), row.id))
    return Page(items=[CareHomeStayOut.model_validate(_told(row)) for row in rows], next_cursor=cursor)


async def months_page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.MonthFilters, sort: str, *, everything: bool
) -> Page[CareHomeMonthLineOut]:
    """Months as they hold, by month."""
    keyset = paging.keyset(f"care_home_month by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.months_page(hand.db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", "care_home_month", wanted.stay)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda pair: (pair[0].month, pair[0].stay))
    paid = await _substituted(hand, rows)
    return Page(items=[_line(month, stay, paid) for month, stay in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, stay: UUID) -> CareHomeStayShown:
    """A stay with what was stated of its payers, its absences and its months as they hold. Raises CareHomeStayNotFound."""
    row = await store.load(hand.db, sight, stay)
    if row is None:
        raise CareHomeStayNotFound
    await hand.note("read", SUBJECT, row.id)
    payers = (await store.of_stays(hand.db, PayerRow, [row.id]))[row.id]
    absences = (await store.of_stays(hand.db, AbsenceRow, [row.id]))[row.id]
    drawn = {one.month: one for one in (await store.of_stays(hand.db, StayMonthRow, [row.id]))[row.id]}
    named = {one.person for one in payers} | {one.with_payer for one in absences if one.with_payer is not None}
    hidden = await hidden_persons(hand.db, sight, named)
    return CareHomeStayShown.model_validate(
        _told(row)
        | {
            "payers": [_payer(one, hidden=one.person in hidden) for one in payers],
            "absences": [
                CareHomeAbsenceOut.model_validate(
                    one.model_dump() | ({"with_payer": None} if one.with_payer in hidden else {})
                )
                for one in absences
            ],
            "months": await months.told(hand, sight, [drawn[month] for month in sorted(drawn)]),
        }
    )


async def _substituted(
    hand: Hand, rows: Sequence[tuple[StayMonthRow, StayRow]]
) -> Mapping[tuple[UUID, date], Standing]:
    """By payer's source and month: what the gmina paid in somebody's place, as the ledger of fees has it."""
    sources = {months.source_of(stay.id, payer) for row, stay in rows for payer in months.parts_of(row, stay.person)}
    return await standing_of(hand.db, months.SOURCE, sources, {row.month for row, _ in rows})


def _line(row: StayMonthRow, stay: StayRow, paid: Mapping[tuple[UUID, date], Standing]) -> CareHomeMonthLineOut:
    sources = [months.source_of(stay.id, payer) for payer in months.parts_of(row, stay.person)]
    return CareHomeMonthLineOut(
        stay=row.stay,
        person=stay.person,
        home=stay.home,
        month=month_text(month_of(row.month)),
        number=row.number,
        days=row.days,
        free_days=row.free_days,
        cost=zloty(row.cost),
        resident=zloty(row.resident),
        payers=zloty(sum(int(part["amount"]) for part in row.payers)),
        gmina_part=zloty(row.gmina_part),
        substituted=zloty(sum(paid[key].balance.assessed for one in sources if (key := (one, row.month)) in paid)),
        unknown=row.unknown,
        drawn_on=row.drawn_on,
    )


def _told(row: StayRow) -> dict[str, Any]:
    return row.model_dump() | {"allowed": list(STAY.allowed(row.state))}


def _payer(row: PayerRow, *, hidden: bool) -> CareHomePayerOut:
    sums = {name: getattr(row, name) for name in ("income", "agreed", "exempted")}
    return CareHomePayerOut.model_validate(
        row.model_dump()
        | {name: None if value is None else zloty(value) for name, value in sums.items()}
        | {"since": month_text(month_of(row.since))}
        | ({"person": None} if hidden else {})
    )
