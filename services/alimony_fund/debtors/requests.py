"""What this office does as creditor's organ: it asks the debtor's organ to act, and tells registers of debtors (art. 3 ust. 5, art. 8a)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.letters import store as letters
from casework.terms.named import named
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.paging import Page, PageRequest
from kit.periods import add_months
from services.alimony_fund.debtors import proceedings, register, rules
from services.alimony_fund.debtors import store as debtors
from services.alimony_fund.debtors.problems import (
    ActionRequestNotFound,
    DebtorListingNotFound,
    ListingNotDue,
    ListingStands,
    NotThisRole,
)
from services.alimony_fund.debtors.request_schemas import (
    AnsweredIn,
    DayIn,
    ListingIn,
    ListingOut,
    RequestIn,
    RequestOut,
    ResultIn,
)
from services.alimony_fund.debtors.states import ACTION_REQUEST
from services.alimony_fund.debtors.tables import ActionRequestRow, DebtorRow, ListingRow
from services.alimony_fund.debtors.turning import Pages, Turn, turned

_REQUEST, _LISTING = "action_request", "debtor_listing"
_ARTICLES = {(one.step, one.target): one.article for one in ACTION_REQUEST.transitions}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which requests; None leaves a question open. due_to: their soft term is that day or earlier."""

    debtor: UUID | None = None
    state: str | None = None
    result: str | None = None
    due_to: date | None = None


@dataclass(frozen=True, slots=True)
class ListingFilters:
    """Which entries; None leaves a question open."""

    debtor: UUID | None = None
    listed_in: str | None = None
    open: bool | None = None


async def send(hand: Hand, sight: Sight, catalogue: Catalogue, body: RequestIn) -> Answer:
    """The debtor's organ is asked; this office begins its own proceeding where it is that organ. Raises NotThisRole, DebtorClosed."""
    debtor = await _debtor(hand, sight, body.debtor)
    if not debtor.debtor_organ and debtor.other_organ is None:
        raise NotThisRole("Nie wpisano organu właściwego dłużnika.")
    if body.letter is not None and await letters.letter(hand.db, body.letter) is None:
        raise wrong("/letter", "letter_unknown", "Nie ma takiego pisma.")
    on = hand.day(body.sent_on, debtor.opened_on)
    begun = await proceedings.begun(hand, debtor, body.reason, None, on) if debtor.debtor_organ else None
    again = catalogue.law(hand.db.gmina).on(on).count("fa_debtor_request_repeated_after")
    row = ActionRequestRow(
        gmina=debtor.gmina, id=new_id(), debtor=debtor.id, reason=body.reason, organ=None if begun else debtor.other_organ,
        sent_on=on, answer_by=named("explanation").of(on).last_day, repeat_on=add_months(on, again),
        proceeding=begun.id if begun else None, letter=body.letter, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("sent", _REQUEST, row.id, legal_basis="art. 3 ust. 5 u.p.o.u.a.")
    return Answer(id=row.id, version=row.version, state=row.state)


async def note_answer(hand: Hand, sight: Sight, request: UUID, body: AnsweredIn, version: int) -> Answer:
    """The debtor's organ acts and has no effects yet. Raises ActionRequestNotFound, ValidationFailed."""
    row = await _opened(hand, sight, request, version)
    state = ACTION_REQUEST.move(row.state, "note_answer")
    row.answered_on = hand.day(body.on, row.answered_on or row.sent_on)
    if body.answer_by is not None and body.answer_by < row.answered_on:
        raise wrong("/answer_by", "day_out_of_order", "Termin poprzedza pismo organu dłużnika.")
    row.answer_by = body.answer_by or named("explanation").of(row.answered_on).last_day
    return await _changed(hand, row, "note_answer", state)


async def note_result(hand: Hand, sight: Sight, request: UUID, body: ResultIn, version: int) -> Answer:
    """The debtor's organ told the effects. Raises ActionRequestNotFound."""
    row = await _opened(hand, sight, request, version)
    state = ACTION_REQUEST.move(row.state, "note_result")
    row.result, row.result_on = body.result, hand.day(body.on, row.answered_on or row.sent_on)
    return await _changed(hand, row, "note_result", state)


async def withdraw(hand: Hand, sight: Sight, request: UUID, version: int) -> Answer:
    """It waits no more. Raises ActionRequestNotFound."""
    row = await _opened(hand, sight, request, version)
    return await _changed(hand, row, "withdraw", ACTION_REQUEST.move(row.state, "withdraw"))


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: Filters, sort: str, *, everything: bool
) -> Page[RequestOut]:
    """Requests by the day on which they were sent."""
    query = _of(ActionRequestRow, hand.db, sight)
    for name in ("debtor", "state", "result"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(ActionRequestRow, name) == value)
    if wanted.due_to is not None:
        query = query.where(col(ActionRequestRow.answer_by) <= wanted.due_to)
    pages = Pages(paging, _REQUEST, hand.db.gmina, wanted, sort, everything=everything)
    rows, cursor = pages.cut(await _read(hand.db, query, ActionRequestRow, pages.turn))
    await hand.note("exported" if everything else "listed", _REQUEST, wanted.debtor)
    return Page(items=[RequestOut.model_validate(_told(one, hand.today)) for one in rows], next_cursor=cursor)


async def enter(hand: Hand, sight: Sight, catalogue: Catalogue, body: ListingIn) -> Answer:
    """Arrears were told to a register. Raises NotThisRole, ListingNotDue, ListingStands, DebtorClosed."""
    debtor = await _debtor(hand, sight, body.debtor)
    on = hand.day(body.filed_on, body.arrears_since)
    view = catalogue.law(hand.db.gmina).on(on)
    over = "fa_big_arrears_over" if body.listed_in == "big" else "fa_krz_arrears_over"
    if not view.has(over) or not rules.listing_due(
        body.listed_in, body.arrears_since, on, bailiff_enforces=body.bailiff_enforces, view=view
    ):
        raise ListingNotDue
    if (await hand.db.exec(_open_listing(debtor, body.listed_in))).first() is not None:
        raise ListingStands
    row = ListingRow(
        gmina=debtor.gmina, id=new_id(), debtor=debtor.id, listed_in=body.listed_in, arrears_since=body.arrears_since, filed_on=on,
        noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("entered", _LISTING, row.id, legal_basis=view.value(over).article)
    return Answer(id=row.id, version=row.version, state="entered")


async def take_back(hand: Hand, sight: Sight, listing: UUID, body: DayIn, version: int) -> Answer:
    """The entry was withdrawn from the register. Raises DebtorListingNotFound, DayOutOfOrder."""
    row = (
        await hand.db.exec(_of(ListingRow, hand.db, sight).where(ListingRow.id == listing).with_for_update())
    ).first()
    if row is None or row.withdrawn_on is not None:
        raise DebtorListingNotFound
    check_version(version, row.version)
    await _not_excluded(hand, sight, row.debtor)
    row.withdrawn_on, row.version = hand.day(body.on, row.filed_on), row.version + 1
    await hand.db.flush()
    await hand.note("withdrawn", _LISTING, row.id, legal_basis="art. 8a ust. 1 u.p.o.u.a.")
    return Answer(id=row.id, version=row.version, state="withdrawn")


async def listing_page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: ListingFilters, sort: str, *, everything: bool
) -> Page[ListingOut]:
    """Entries by the day on which they were made."""
    query = _of(ListingRow, hand.db, sight)
    for name in ("debtor", "listed_in"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(ListingRow, name) == value)
    if wanted.open is not None:
        withdrawn = col(ListingRow.withdrawn_on)
        query = query.where(withdrawn.is_(None) if wanted.open else withdrawn.is_not(None))
    pages = Pages(paging, _LISTING, hand.db.gmina, wanted, sort, everything=everything)
    rows, cursor = pages.cut(await _read(hand.db, query, ListingRow, pages.turn))
    await hand.note("exported" if everything else "listed", _LISTING, wanted.debtor)
    return Page(items=[ListingOut.model_validate(one.model_dump()) for one in rows], next_cursor=cursor)


def _of(row: Any, db: WriteSession, sight: Sight) -> Any:
    return select(row).where(row.gmina == db.gmina, debtors.of_seen(sight, row.debtor))


async def _read(db: WriteSession, query: Any, row: Any, turn: Turn) -> Sequence[Any]:
    found: Sequence[Any] = (await db.exec(turned(query, row, turn))).all()
    return found


def _open_listing(debtor: DebtorRow, name: str) -> Any:
    return select(ListingRow.id).where(
        ListingRow.gmina == debtor.gmina,
        ListingRow.debtor == debtor.id,
        ListingRow.listed_in == name,
        col(ListingRow.withdrawn_on).is_(None),
    )


async def _debtor(hand: Hand, sight: Sight, debtor: UUID) -> DebtorRow:
    """The open entry, in whose case this office is creditor's organ. Raises ValidationFailed, DebtorClosed, NotThisRole."""
    if await debtors.load(hand.db, sight, debtor) is None:
        raise wrong("/debtor", "debtor_unknown", "Tego dłużnika nie ma w rejestrze.")
    row = await register.opened(hand, sight, debtor, None)
    if not row.creditor_organ:
        raise NotThisRole
    return row


async def _opened(hand: Hand, sight: Sight, request: UUID, version: int) -> ActionRequestRow:
    """The request, kept from other writers. Raises ActionRequestNotFound, PreconditionFailed, OfficialExcluded."""
    query = _of(ActionRequestRow, hand.db, sight).where(ActionRequestRow.id == request).with_for_update(key_share=True)
    row: ActionRequestRow | None = (await hand.db.exec(query)).first()
    if row is None:
        raise ActionRequestNotFound
    check_version(version, row.version)
    await _not_excluded(hand, sight, row.debtor)
    return row


async def _not_excluded(hand: Hand, sight: Sight, debtor: UUID) -> None:
    whose = await debtors.load(hand.db, sight, debtor)
    if whose is not None:
        await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({whose.person})), hand.today)


async def _changed(hand: Hand, row: ActionRequestRow, step: str, state: str) -> Answer:
    row.state, row.version = state, row.version + 1
    await hand.db.flush()
    await hand.note(step, _REQUEST, row.id, legal_basis=_ARTICLES[step, state] or None)
    return Answer(id=row.id, version=row.version, state=row.state)


def _told(row: ActionRequestRow, today: date) -> dict[str, Any]:
    allowed = ACTION_REQUEST.allowed(row.state)
    return row.model_dump() | {"overdue": bool(allowed) and row.answer_by < today, "allowed": list(allowed)}
