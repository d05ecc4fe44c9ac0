"""The register of debtors: who owes alimony, by which titles, who enforces them, what was paid of current alimony."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import OtherUnit, wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.persons import store as persons
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import View
from kit.money import grosze, zloty
from kit.paging import Page, PageRequest
from kit.periods import first_day, month_of, month_text, parse_month
from services.alimony_fund.debtors import rules, store
from services.alimony_fund.debtors.going_on import anything_goes_on
from services.alimony_fund.debtors.problems import (
    DebtorBusy,
    DebtorClosed,
    DebtorKnown,
    DebtorNotFound,
    MaintenanceTitleNotFound,
)
from services.alimony_fund.debtors.schemas import (
    BailiffOut,
    DebtorClosedIn,
    DebtorIn,
    DebtorOut,
    DebtorShown,
    MonthsIn,
    PaidOut,
    ProtectedMonthOut,
    ProtectionOut,
    RolesIn,
    TitleBody,
    TitleIn,
    TitleOut,
    TitleShown,
)
from services.alimony_fund.debtors.tables import BailiffRow, DebtorRow, MonthRow, TitleRow
from services.alimony_fund.debtors.turning import Pages

_DEBTOR, _TITLE = "debtor", "maintenance_title"
_PROTECTS = "fa_debtor_protection_share"
_ACTED_ON = "fa_debtor_request_repeated_after"


async def register(hand: Hand, sight: Sight, catalogue: Catalogue, body: DebtorIn) -> Answer:
    """A person becomes a debtor. Raises ValidationFailed, OtherUnit, DebtorKnown, OfficialExcluded, DayOutOfOrder."""
    if not sight.works_on(body.unit):
        raise OtherUnit
    person = await persons.lock(hand.db, body.person)
    if person is None or person.merged_into is not None or await hidden_persons(hand.db, sight, {body.person}):
        raise wrong("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({body.person})), hand.today)
    if await store.open_entry(hand.db, body.person):
        raise DebtorKnown
    on = hand.day(body.opened_on, person.birth_date)
    if not catalogue.law(hand.db.gmina).on(on).has(_ACTED_ON):
        raise wrong(
            "/opened_on", "before_the_act", "W tym dniu nie działano jeszcze wobec dłużników na podstawie tej ustawy."
        )
    row = DebtorRow(
        gmina=hand.db.gmina, id=new_id(), opened_on=on, noted_by=hand.by,
        **body.model_dump(exclude={"opened_on"}),
    )  # fmt: skip
    return await _kept(hand, row, _DEBTOR, "registered", "art. 3 ust. 5, art. 4 ust. 1 u.p.o.u.a.")


async def change(hand: Hand, sight: Sight, debtor: UUID, body: RolesIn, version: int) -> Answer:
    """The roles, the other organ or the unit changed. Raises DebtorNotFound, DebtorClosed, DebtorBusy: what a role began goes on."""
    row = await opened(hand, sight, debtor, version)
    if not sight.works_on(body.unit):
        raise OtherUnit
    lost = [role for role in ("creditor_organ", "debtor_organ") if getattr(row, role) and not getattr(body, role)]
    if lost and await anything_goes_on(hand.db, row.id, lost):
        raise DebtorBusy
    for name, value in body:
        setattr(row, name, value)
    return await _changed(hand, row, _DEBTOR, "changed")


async def close(hand: Hand, sight: Sight, debtor: UUID, body: DebtorClosedIn, version: int) -> Answer:
    """The entry is closed. Raises DebtorNotFound, DebtorClosed, DebtorBusy, DayOutOfOrder."""
    row = await opened(hand, sight, debtor, version)
    if await anything_goes_on(hand.db, row.id, ("creditor_organ", "debtor_organ")):
        raise DebtorBusy
    row.closed_on, row.why = hand.day(body.on, row.opened_on), body.why
    return await _changed(hand, row, _DEBTOR, "closed", "art. 28 ust. 3 u.p.o.u.a." if body.why == "died" else None)


async def add_title(hand: Hand, sight: Sight, debtor: UUID, body: TitleIn, version: int) -> Answer:
    """A title of one entitled person; the answer is the title's. Raises DebtorNotFound, DebtorClosed, ValidationFailed."""
    row = await opened(hand, sight, debtor, version)
    entitled = (await persons.many(hand.db, {body.entitled})).get(body.entitled)
    hidden = await hidden_persons(hand.db, sight, {body.entitled})
    if entitled is None or entitled.merged_into is not None or hidden or body.entitled == row.person:
        raise wrong("/entitled", "person_unknown", "Tej osoby nie ma w rejestrze albo jest dłużnikiem.")
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({row.person, body.entitled})), hand.today)
    title = TitleRow(gmina=row.gmina, id=new_id(), debtor=row.id, noted_by=hand.by, **_of_title(body))
    answer = await _kept(hand, title, _TITLE, "added", "art. 2 pkt 3, art. 11 u.p.o.u.a.")
    if title.bailiff is not None:
        await _enforces(hand, title, body)
    return answer


async def change_title(hand: Hand, sight: Sight, title: UUID, body: TitleBody, version: int) -> Answer:
    """What the title says, its end or its bailiff. Raises MaintenanceTitleNotFound, DebtorClosed."""
    row = await _opened_title(hand, sight, title, version)
    before = row.bailiff, row.bailiff_sign
    for name, value in _of_title(body).items():
        setattr(row, name, value)
    if (row.bailiff, row.bailiff_sign) != before:
        await _enforces(hand, row, body)
    return await _changed(hand, row, _TITLE, "changed")


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
    return await _changed(hand, row, _TITLE, "months_noted", "art. 3 ust. 6, art. 5 ust. 3a u.p.o.u.a.")


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[DebtorOut]:
    """Debtors by the day on which their entry was opened."""
    pages = Pages(paging, _DEBTOR, hand.db.gmina, wanted, sort, everything=everything)
    rows, cursor = pages.cut(await store.page(hand.db, sight, wanted, pages.turn))
    await hand.note("exported" if everything else "listed", _DEBTOR, wanted.person or wanted.entitled)
    return Page(items=await _told(hand, sight, rows), next_cursor=cursor)


async def title_page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.TitleFilters, sort: str, *, everything: bool
) -> Page[TitleOut]:
    """Titles by their first day."""
    pages = Pages(paging, _TITLE, hand.db.gmina, wanted, sort, everything=everything)
    rows, cursor = pages.cut(await store.title_page(hand.db, sight, wanted, pages.turn))
    await hand.note("exported" if everything else "listed", _TITLE, wanted.debtor or wanted.entitled)
    return Page(items=[_title_told(one) for one in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, debtor: UUID) -> DebtorShown:
    """The debtor with the titles that she sees. Raises DebtorNotFound."""
    row = await store.load(hand.db, sight, debtor)
    if row is None:
        raise DebtorNotFound
    await hand.note("read", _DEBTOR, row.id)
    (told,) = await _told(hand, sight, [row])
    titles = [_title_told(one) for one in await store.titles(hand.db, row.id, sight)]
    return DebtorShown(**told.model_dump(), titles=titles)


async def show_title(hand: Hand, sight: Sight, title: UUID) -> TitleShown:
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
    return TitleShown(**_title_told(row).model_dump(), months=months, bailiffs=bailiffs)


async def show_protection(hand: Hand, sight: Sight, catalogue: Catalogue, debtor: UUID, on: date) -> ProtectionOut:
    """Whether payments bar the decision on the day (art. 5 ust. 3a). Raises DebtorNotFound, ValidationFailed."""
    row = await store.load(hand.db, sight, debtor)
    if row is None:
        raise DebtorNotFound
    view = catalogue.law(hand.db.gmina).on(on)
    if not view.has(_PROTECTS):
        raise wrong("/on", "before_the_rule", "W tym dniu wpłaty nie chroniły jeszcze dłużnika.")
    found = await protection_of(hand, row.id, on, view)
    await hand.note("read", _DEBTOR, row.id)
    months = [
        ProtectedMonthOut(month=month_text(one.month), due=zloty(one.due), paid=zloty(one.paid), enough=one.enough)
        for one in found.months
    ]
    return ProtectionOut(on=on, holds=found.holds, article=view.value(_PROTECTS).article, months=months)


async def protection_of(hand: Hand, debtor: UUID, on: date, view: View) -> rules.Protection:
    """The test of art. 5 ust. 3a on the day, over all titles of the debtor."""
    since = month_of(on) - view.count("fa_debtor_protection_months")
    return rules.protection(await store.as_rules_know(hand.db, debtor, since), on, view)


async def opened(hand: Hand, sight: Sight, debtor: UUID, version: int | None) -> DebtorRow:
    """The open entry, kept from other writers; version: that was read. Raises DebtorNotFound, DebtorClosed, OfficialExcluded."""
    row = await store.load(hand.db, sight, debtor, lock=True)
    if row is None:
        raise DebtorNotFound
    if version is not None:
        check_version(version, row.version)
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({row.person})), hand.today)
    if row.closed_on is not None:
        raise DebtorClosed
    return row


async def _opened_title(hand: Hand, sight: Sight, title: UUID, version: int) -> TitleRow:
    row = await store.load_title(hand.db, sight, title, lock=True)
    if row is None:
        raise MaintenanceTitleNotFound
    check_version(version, row.version)
    debtor = await opened(hand, sight, row.debtor, None)
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({debtor.person, row.entitled})), hand.today)
    return row


async def _told(hand: Hand, sight: Sight, rows: Collection[DebtorRow]) -> list[DebtorOut]:
    sums = await store.in_force(hand.db, sight, [row.id for row in rows], hand.today)
    told = []
    for row in rows:
        entitled, monthly = sums.get(row.id, (0, 0))
        told.append(DebtorOut.model_validate(row.model_dump() | {"entitled": entitled, "monthly": zloty(monthly)}))
    return told


def _of_title(body: TitleBody) -> dict[str, Any]:
    return body.model_dump(exclude={"bailiff_since"}) | {"monthly": grosze(body.monthly)}


async def _enforces(hand: Hand, row: TitleRow, body: TitleBody) -> None:
    """From when the bailiff of the title enforces it. Raises DayOutOfOrder: before whom was noted last."""
    known = await store.bailiffs(hand.db, row.id)
    hand.db.add(BailiffRow(
        gmina=row.gmina, title=row.id, number=len(known) + 1, bailiff=row.bailiff, bailiff_sign=row.bailiff_sign,
        since=hand.day(body.bailiff_since, known[-1].since if known else date.min), noted_by=hand.by,
    ))  # fmt: skip
    await hand.db.flush()


def _title_told(row: TitleRow) -> TitleOut:
    return TitleOut.model_validate(row.model_dump() | {"monthly": zloty(row.monthly)})


async def _kept(hand: Hand, row: DebtorRow | TitleRow, subject: str, action: str, article: str) -> Answer:
    hand.db.add(row)
    await hand.db.flush()
    await hand.note(action, subject, row.id, legal_basis=article)
    return Answer(id=row.id, version=row.version, state=_state(row))


async def _changed(
    hand: Hand, row: DebtorRow | TitleRow, subject: str, action: str, article: str | None = None
) -> Answer:
    row.version += 1
    await hand.db.flush()
    await hand.note(action, subject, row.id, legal_basis=article)
    return Answer(id=row.id, version=row.version, state=_state(row))


def _state(row: DebtorRow | TitleRow) -> str:
    ended = row.closed_on if isinstance(row, DebtorRow) else None
    return "open" if ended is None else "closed"
