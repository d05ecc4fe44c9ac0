"""How stays are shown: the list, their months, and one with its terms and months."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority.sight import Sight
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_of, month_text
from services.social_assistance.stays import store
from services.social_assistance.stays.kinds import KINDS
from services.social_assistance.stays.months import MONTH
from services.social_assistance.stays.problems import SupportStayNotFound
from services.social_assistance.stays.schemas import (
    SupportMonthLineOut,
    SupportMonthOut,
    SupportStayOut,
    SupportStayShown,
    SupportTermOut,
)
from services.social_assistance.stays.service import SUBJECT
from services.social_assistance.stays.states import STAY
from services.social_assistance.stays.tables import SupportMonthRow, SupportStayRow, SupportTermRow


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[SupportStayOut]:
    """Stays by their first day."""
    keyset = paging.keyset(f"{SUBJECT} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.page(hand.db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", SUBJECT, wanted.person)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.since, row.id))
    return Page(items=[SupportStayOut.model_validate(_told(row)) for row in rows], next_cursor=cursor)


async def months_page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.MonthFilters, sort: str, *, everything: bool
) -> Page[SupportMonthLineOut]:
    """Months as they hold, by month."""
    keyset = paging.keyset(f"{MONTH} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.months_page(hand.db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", MONTH, wanted.stay)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda pair: (pair[0].month, pair[0].stay))
    return Page(
        items=[SupportMonthLineOut.model_validate(_of_list(month, stay)) for month, stay in rows], next_cursor=cursor
    )


async def show(hand: Hand, sight: Sight, stay: UUID) -> SupportStayShown:
    """A stay with what was stated of its fee and its months as they hold. Raises SupportStayNotFound."""
    row = await store.load(hand.db, sight, stay)
    if row is None:
        raise SupportStayNotFound
    await hand.note("read", SUBJECT, row.id)
    terms = (await store.of_stays(hand.db, SupportTermRow, [row.id]))[row.id]
    last = {one.month: one for one in (await store.of_stays(hand.db, SupportMonthRow, [row.id]))[row.id]}
    return SupportStayShown.model_validate(
        _told(row)
        | {
            "terms": [_term(one) for one in terms],
            "months": [SupportMonthOut.model_validate(_month(last[month], row)) for month in sorted(last)],
        }
    )


def _told(row: SupportStayRow) -> dict[str, Any]:
    return row.model_dump() | {"benefit": KINDS[row.kind].benefit, "allowed": list(STAY.allowed(row.state))}


def _term(row: SupportTermRow) -> SupportTermOut:
    sums = {name: getattr(row, name) for name in ("amount", "income", "place_grant")}
    return SupportTermOut.model_validate(
        row.model_dump()
        | {name: None if value is None else zloty(value) for name, value in sums.items()}
        | {"since": month_text(month_of(row.since))}
    )


def _month(row: SupportMonthRow, stay: SupportStayRow) -> dict[str, Any]:
    return row.model_dump() | {
        "person": stay.person,
        "kind": stay.kind,
        "facility": stay.facility,
        "month": month_text(month_of(row.month)),
        "fee": zloty(row.fee),
    }


def _of_list(row: SupportMonthRow, stay: SupportStayRow) -> dict[str, Any]:
    told = _month(row, stay)
    return {name: told[name] for name in SupportMonthLineOut.model_fields}
