"""Titles of debtors: what each says and said, who enforces it, what was paid of current alimony (u.p.o.u.a. art. 2 pkt 3, art. 3, 11)."""

from datetime import date
from typing import Any
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_persons
from casework.persons import one_person
from casework.persons import store as persons
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze, zloty
from kit.paging import Page, PageRequest
from kit.periods import first_day, month_of, month_text, parse_month
from services.alimony_fund.debtors import history, rules, store
from services.alimony_fund.debtors.problems import MaintenanceTitleNotFound
from services.alimony_fund.debtors.register import changed, kept, opened, titles_told
from services.alimony_fund.debtors.schemas import (
    BailiffOut,
    MonthsIn,
    PaidOut,
    TitleBody,
    TitleIn,
    TitleOut,
    TitleShown,
    TitleVersionOut,
)
from services.alimony_fund.debtors.tables import BailiffRow, MonthRow, TitleRow
from services.alimony_fund.debtors.turning import Pages

_TITLE = "maintenance_title"


async def add(hand: Hand, sight: Sight, debtor: UUID, body: TitleIn, version: int) -> Answer:
    """A title of one entitled person, under her entry that stands; the answer is the title's.

    Raises DebtorNotFound, DebtorClosed, ValidationFailed.
    """
    row = await opened(hand, sight, debtor, version)
    stands = await one_person.stand_ins(hand.db, {body.entitled, row.person})
    named, body = {body.entitled, stands[body.entitled]}, body.model_copy(update={"entitled": stands[body.entitled]})
    entitled = (await persons.many(hand.db, {body.entitled})).get(body.entitled)
    hidden = await hidden_persons(hand.db, sight, named)
    if entitled is None or entitled.merged_into is not None or hidden or body.entitled == stands[row.person]:
        raise wrong("/entitled", "person_unknown", "Tej osoby nie ma w rejestrze albo jest dłużnikiem.")
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({row.person, *named})), hand.today)
    title = TitleRow(gmina=row.gmina, id=new_id(), debtor=row.id, noted_by=hand.by, **of_title(body))
    answer = await kept(hand, title, _TITLE, "added", "art. 2 pkt 3, art. 11 u.p.o.u.a.")
    await history.keep_title(hand, title, hand.today)
    if title.bailiff is not None:
        await _enforces(hand, title, body)
    return answer


async def change(hand: Hand, sight: Sight, title: UUID, body: TitleBody, version: int) -> Answer:
    """What the title says, its end or its bailiff. Raises MaintenanceTitleNotFound, DebtorClosed."""
    row = await _opened_title(hand, sight, title, version)
    await history.before_change(hand, row)
    before = row.bailiff, row.bailiff_sign
    for name, value in of_title(body).items():
        setattr(row, name, value)
    if (row.bailiff, row.bailiff_sign) != before:
        await _enforces(hand, row, body)
    await history.keep_title(hand, row, hand.today)
    return await changed(hand, row, _TITLE, "changed")


async def note_months(hand: Hand, sight: Sight, title: UUID, body: MonthsIn, version: int) -> Answer:
    """What was paid of current alimony, by months. Raises MaintenanceTitleNotFound, ValidationFailed, DayOutOfOrder."""
    row = await _opened_title(hand, sight, title, version)
    on = hand.day(body.stated_on, row.valid_from)
    numbers = {one.month: one.number for one in await store.months(hand.db, {row.id})}
    for n, one in enumerate(body.months):
        month = first_day(parse_month(one.month))
        if month > on or month < row.valid_from.replace(day=1):
            raise wrong(
                f"/months/{n}/month",
                "month_out_of_title",
                "Miesiąc jest przed początkiem tytułu albo jeszcze nie nastał.",
            )
        hand.db.add(MonthRow(
            gmina=row.gmina, title=row.id, month=month, number=numbers.get(month, 0) + 1, paid=grosze(one.paid), stated_on=on,
            noted_by=hand.by,
        ))  # fmt: skip
    return await changed(hand, row, _TITLE, "months_noted", "art. 3 ust. 6, art. 5 ust. 3a u.p.o.u.a.")


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.TitleFilters, sort: str, *, everything: bool
) -> Page[TitleOut]:
    """Titles by their first day."""
    pages = Pages(paging, _TITLE, hand.db.gmina, wanted, sort, everything=everything)
    rows, cursor = pages.cut(await store.title_page(hand.db, sight, wanted, pages.turn))
    await hand.note("exported" if everything else "listed", _TITLE, wanted.debtor or wanted.entitled)
    return Page(items=await titles_told(hand, rows), next_cursor=cursor)


async def show(hand: Hand, sight: Sight, title: UUID) -> TitleShown:
    """The title with what was paid of it. Raises MaintenanceTitleNotFound."""
    row = await store.load_title(hand.db, sight, title)
    if row is None:
        raise MaintenanceTitleNotFound
    await hand.note("read", _TITLE, row.id)
    of_title = rules.Title(row.monthly, row.valid_from, row.valid_to, {})
    months = [
        PaidOut(
            month=month_text(month_of(one.month)), due=zloty(of_title.due(month_of(one.month))), paid=zloty(one.paid),
            number=one.number, stated_on=one.stated_on, noted_by=one.noted_by,
        )
        for one in await store.months(hand.db, {row.id})
    ]  # fmt: skip
    bailiffs = [BailiffOut.model_validate(one.model_dump()) for one in await store.bailiffs(hand.db, row.id)]
    versions = [
        TitleVersionOut.model_validate(one.model_dump() | {"monthly": zloty(one.monthly)})
        for one in await history.versions(hand, row)
    ]
    (told,) = await titles_told(hand, [row])
    return TitleShown(**told.model_dump(), months=months, bailiffs=bailiffs, versions=versions)


async def _opened_title(hand: Hand, sight: Sight, title: UUID, version: int) -> TitleRow:
    row = await store.load_title(hand.db, sight, title, lock=True)
    if row is None:
        raise MaintenanceTitleNotFound
    check_version(version, row.version)
    debtor = await opened(hand, sight, row.debtor, None)
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({debtor.person, row.entitled})), hand.today)
    return row


def of_title(body: TitleBody, besides: frozenset[str] = frozenset({"bailiff_since"})) -> dict[str, Any]:
    """The members of a title's row."""
    return body.model_dump(exclude=set(besides)) | {"monthly": grosze(body.monthly)}


async def _enforces(hand: Hand, row: TitleRow, body: TitleBody) -> None:
    """From when the bailiff of the title enforces it. Raises DayOutOfOrder: before whom was noted last."""
    known = await store.bailiffs(hand.db, row.id)
    hand.db.add(BailiffRow(
        gmina=row.gmina, title=row.id, number=len(known) + 1, bailiff=row.bailiff, bailiff_sign=row.bailiff_sign,
        since=hand.day(body.bailiff_since, known[-1].since if known else date.min), noted_by=hand.by,
    ))  # fmt: skip
    await hand.db.flush()
