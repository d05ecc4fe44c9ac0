"""What is done with calls to appear in person: made, delivered, somebody appeared or did not, the application left unexamined."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from casework.applications import ending
from casework.applications import store as applications
from casework.applications.desk import Act, Hand, matter_of
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.letters import store as letters
from casework.terms.computing import term
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.paging import Page, PageRequest
from kit.periods import first_day, month_of
from services.family_benefits.appearances import store
from services.family_benefits.appearances.problems import (
    AppearanceNotFound,
    AppearanceTermRuns,
    AppearanceWaits,
    NotCalledToAppear,
)
from services.family_benefits.appearances.schemas import AppearanceDayIn, AppearanceIn, AppearanceOut, LeftIn
from services.family_benefits.appearances.states import APPEARANCE, CALL_ARTICLE, LEFT_ARTICLE
from services.family_benefits.appearances.tables import AppearanceRow
from services.family_benefits.rights import OF_UKRAINE

_CALL = "appearance_call"
DAYS = "ukraina_stawiennictwo_dni"


async def call(hand: Hand, sight: Sight, catalogue: Catalogue, order: AppearanceIn) -> Answer:
    """The person is called. Raises ValidationFailed, NotCalledToAppear, AppearanceWaits, OfficialExcluded, DayOutOfOrder."""
    if order.application is not None:
        person, unit, since, whose = await _applicant(hand, sight, order.application)
    else:
        person, unit, since, whose = await _recipient(hand, sight, order.award)
    await deciding.not_excluded(hand.db, hand.by, whose, hand.today)
    if await store.waits(hand.db, application=order.application, award=order.award):
        raise AppearanceWaits
    if order.letter is not None and await letters.letter(hand.db, order.letter) is None:
        raise wrong("/letter", "letter_unknown", "Nie ma takiego pisma.")
    on = hand.day(order.on, since)
    if not catalogue.law(hand.db.gmina).on(on).has(DAYS):
        raise wrong("/on", "no_law_for_date", "W tym dniu ustawa nie dawała podstawy do wezwania.")
    row = AppearanceRow(
        gmina=hand.db.gmina, id=new_id(), person=person, unit=unit, application=order.application, award=order.award,
        called_on=on, letter=order.letter, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("registered", _CALL, row.id, legal_basis=CALL_ARTICLE)
    return Answer(id=row.id, version=row.version, state=row.state)


async def note_delivery(
    hand: Hand, sight: Sight, catalogue: Catalogue, call: UUID, order: AppearanceDayIn, version: int
) -> Answer:
    """The call was delivered: the working days of the law of the call run from the day after."""
    row = await _opened(hand, sight, call, version)
    state = APPEARANCE.move(row.state, "note_delivery")
    row.delivered_on = hand.day(order.on, row.called_on)
    days = catalogue.law(hand.db.gmina).on(row.called_on).count(DAYS)
    row.last_day = term(row.delivered_on, days, "working_days").last_day
    return await _changed(hand, row, "note_delivery", state)


async def note_appearance(hand: Hand, sight: Sight, call: UUID, order: AppearanceDayIn, version: int) -> Answer:
    """The person appeared, in time or late (ust. 3f)."""
    row = await _opened(hand, sight, call, version)
    on = hand.day(order.on, row.called_on)
    late = row.last_day is not None and on > row.last_day
    state = APPEARANCE.move(row.state, "note_appearance", "late" if late else "appeared")
    row.appeared_on = row.ended_on = on
    return await _changed(hand, row, "note_appearance", state)


async def leave_unexamined(hand: Hand, sight: Sight, call: UUID, order: LeftIn, version: int) -> Answer:
    """The application of whoever did not appear is left unexamined (ust. 3d), in what this act gives. Raises AppearanceTermRuns."""
    row = await _opened(hand, sight, call, version)
    state = APPEARANCE.move(row.state, "leave_unexamined")
    on = hand.day(order.on, row.called_on)
    if row.application is None or row.last_day is None or on <= row.last_day:
        raise AppearanceTermRuns
    asked = await applications.lock(hand.db, row.application)
    benefits = [] if asked is None else await _open_ones(hand, asked.id)
    if asked is None or not benefits:
        raise NotCalledToAppear
    act = Act("leave_unexamined", on, LEFT_ARTICLE, detail={"ground": "appearance_missed"}, letter=order.letter)
    await ending.end(hand, asked, benefits, "left_unexamined", act)
    row.ended_on = on
    return await _changed(hand, row, "leave_unexamined", state)


async def withdraw(hand: Hand, sight: Sight, call: UUID, order: AppearanceDayIn, version: int) -> Answer:
    """Nobody is called any more: entered in error, or the matter ended otherwise."""
    row = await _opened(hand, sight, call, version)
    state = APPEARANCE.move(row.state, "withdraw")
    row.ended_on = hand.day(order.on, row.called_on)
    return await _changed(hand, row, "withdraw", state)


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[AppearanceOut]:
    """Calls by their day; everything: all that the filter leaves, for a file."""
    keyset = paging.keyset(f"{_CALL} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.page(hand.db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", _CALL, wanted.application or wanted.award or wanted.person)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.called_on, row.id))
    return Page(items=[_told(row, hand.today) for row in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, call: UUID) -> AppearanceOut:
    """The call. Raises AppearanceNotFound."""
    row = await store.load(hand.db, sight, call)
    if row is None:
        raise AppearanceNotFound
    await hand.note("read", _CALL, row.id)
    return _told(row, hand.today)


async def _applicant(hand: Hand, sight: Sight, application: UUID) -> tuple[UUID, str, date, Matter]:
    seen = await applications.is_seen(hand.db, sight, application)
    row = await applications.lock(hand.db, application) if seen else None
    if row is None:
        raise wrong("/application", "application_unknown", "Nie ma takiego podania.")
    if row.applicant is None or not await _open_ones(hand, row.id):
        raise NotCalledToAppear
    return row.applicant, row.unit, row.received_on, matter_of(row)


async def _recipient(hand: Hand, sight: Sight, wanted: UUID | None) -> tuple[UUID, str, date, Matter]:
    row = None if wanted is None else await store.award(hand.db, sight, wanted)
    if row is None:
        raise wrong("/award", "award_unknown", "Nie ma takiego prawa.")
    over = row.until is not None and row.until < first_day(month_of(hand.today))
    if row.state != "active" or over or not row.benefit.startswith(OF_UKRAINE):
        raise NotCalledToAppear
    whose = Matter(frozenset({row.recipient, row.entitled}), row.household, decision=row.decision)
    return row.recipient, row.unit, row.since, whose


async def _open_ones(hand: Hand, application: UUID) -> list[str]:
    """What the application asks for under this act that nothing has ended."""
    matters = await applications.matters(hand.db, application)
    return [one.benefit for one in matters if one.outcome is None and one.benefit.startswith(OF_UKRAINE)]


async def _opened(hand: Hand, sight: Sight, call: UUID, version: int) -> AppearanceRow:
    """The call, kept from other writers. Raises AppearanceNotFound, PreconditionFailed, OfficialExcluded."""
    row = await store.load(hand.db, sight, call, lock=True)
    if row is None:
        raise AppearanceNotFound
    check_version(version, row.version)
    whose = Matter(frozenset({row.person}), application=row.application)
    await deciding.not_excluded(hand.db, hand.by, whose, hand.today)
    return row


async def _changed(hand: Hand, row: AppearanceRow, step: str, state: str) -> Answer:
    row.state, row.version = state, row.version + 1
    await hand.db.flush()
    await hand.note(step, _CALL, row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


def _told(row: AppearanceRow, today: date) -> AppearanceOut:
    return AppearanceOut.model_validate(
        row.model_dump()
        | {
            "overdue": row.state == "delivered" and row.last_day is not None and row.last_day < today,
            "allowed": list(APPEARANCE.allowed(row.state)),
        }
    )
