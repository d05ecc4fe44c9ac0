"""Deliveries of letters that are no decision and no call: notices of start and delay, of a hearing, reminders (k.p.a. art. 39-49).

The same rules of ways, events and fictions as of decisions (day.py). Nothing runs from them here: what a delivered letter starts is
noted with its matter.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.applications import store as applications
from casework.assessments.service import NoLawForDate
from casework.decisions import store as decisions
from casework.decisions.moments import DayOutOfOrder
from casework.deliveries import further_store as store
from casework.deliveries import recording
from casework.deliveries.evaluating import evaluated
from casework.deliveries.further_schemas import LetterSendingIn, LetterSendingOut
from casework.deliveries.problems import DeliveryImpossible, DeliveryNotFound, LetterNotSentHere
from casework.deliveries.recorded import EventBeforeSending
from casework.deliveries.schemas import DeliveryEventOut, EventIn
from casework.deliveries.states import DELIVERY
from casework.deliveries.tables import LetterSendingEventRow, LetterSendingRow
from casework.letters import store as letters
from casework.letters.problems import LetterNotFound
from casework.letters.tables import LetterRow
from casework.signs import store as signs
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter


async def send(*, db: WriteSession, letter: UUID, order: LetterSendingIn, by: str, today: date) -> Answer:
    """The letter goes out. Raises LetterNotFound, LetterNotSentHere, DayOutOfOrder, DeliveryImpossible."""
    row = await _sendable(db, letter)
    on, checked = order.sent_on or today, order.address
    if on > today:
        raise DayOutOfOrder("Dzień czynności jest w przyszłości.", "/sent_on")
    if on < row.dated:
        raise DayOutOfOrder("Pismo wysłano przed jego datą.", "/sent_on")
    if checked is not None and checked.checked_on > on:
        raise DayOutOfOrder("Adres sprawdza się przed wysłaniem.", "/address/checked_on")
    if order.way == "electronic" and (checked is None or not checked.found):
        raise DeliveryImpossible("Przed doręczeniem elektronicznym sprawdza się adres w BAE i musi on istnieć.")
    started_on, addressee, since = await _case_of(db, row, on)
    since = order.attorney_since or since
    sending = LetterSendingRow(
        gmina=db.gmina,
        id=new_id(),
        letter=row.id,
        way=order.way,
        addressed_to=order.to or ("attorney" if since is not None and since <= on else addressee),
        sent_on=on,
        message=order.message,
        checked_address_on=None if checked is None else checked.checked_on,
        address_found=None if checked is None else checked.found,
        attorney_since=since,
        public_entity=order.public_entity,
        new_address_told_on=order.new_address_told_on,
        case_started_on=started_on,
        state="waiting",
        article="",
        reason="",
        kpa_version="",
        sent_by=by,
    )
    _weigh(sending, [], today)
    db.add(sending)
    await db.flush()
    return _answer(sending)


async def note_event(
    *, db: WriteSession, letter: UUID, sending: UUID, event: EventIn, by: str, version: int, today: date
) -> Answer:
    """Something happened to the letter, or an event was noted in error. Raises DeliveryNotFound, DeliveryImpossible."""
    row = await store.lock(db, sending)
    if row is None or row.letter != letter:
        raise DeliveryNotFound
    check_version(version, row.version)
    DELIVERY.move(row.state, "note_event")
    if event.on is not None and event.on > today:
        raise DayOutOfOrder("Dzień czynności jest w przyszłości.", "/on")
    noted = (await store.events(db, [row.id]))[row.id]
    standing = {one.number for one in noted} - {one.corrects for one in noted if one.corrects is not None}
    if event.corrects is not None and event.corrects not in standing:
        raise DeliveryImpossible("Nie ma zdarzenia o tym numerze albo zostało już sprostowane.")
    made = LetterSendingEventRow(
        gmina=db.gmina,
        sending=row.id,
        number=len(noted) + 1,
        kind=event.kind,
        on_day=event.on,
        corrects=event.corrects,
        proof=event.proof,
        noted_by=by,
    )
    db.add(made)
    _weigh(row, [*noted, made], today)
    row.version += 1
    await db.flush()
    return _answer(row)


async def sendings(*, db: WriteSession, letter: UUID) -> list[LetterSendingOut]:
    """How the letter was sent. Raises LetterNotFound."""
    if await letters.letter(db, letter) is None:
        raise LetterNotFound
    rows = await store.of_letter(db, letter)
    noted = await store.events(db, [one.id for one in rows])
    return [_out(one, noted[one.id]) for one in rows]


async def ripen_letters(db: WriteSession, today: date) -> int:
    """Letters that nobody collected count as delivered; the job of every morning, in a bounded number of statements."""
    due = await store.ripe(db, today)
    noted = await store.events(db, [one.id for one in due])
    found = {one.id: evaluated(one, noted[one.id], today) for one in due}
    known = {key: one for key, one in found.items() if one.state != "waiting"}
    if known:
        await store.ripen(db, known)
        db.expire_all()
    return len(known)


async def _sendable(db: WriteSession, letter: UUID) -> LetterRow:
    row = await letters.letter(db, letter)
    if row is None:
        raise LetterNotFound
    if row.draft:
        raise LetterNotSentHere("Projektu pisma się nie doręcza.")
    if row.act:
        raise LetterNotSentHere("Decyzję i postanowienie doręcza się stronom przez /v1/decisions/{id}/deliveries.")
    if row.kind == "completion_call":
        raise LetterNotSentHere("Wezwanie doręcza się przez /v1/applications/{id}/calls/{n}/sendings.")
    return row


async def _case_of(db: WriteSession, row: LetterRow, on: date) -> tuple[date, str, date | None]:
    """When the letter's case began, to whom it goes, and since when an attorney acts."""
    if row.about == "application" and row.about_id is not None:
        application = await applications.load(db, row.about_id)
        if application is not None:
            since = application.represented_since or application.received_on
            attorney = since if application.representation == "attorney" else None
            represented = application.representation not in ("none", "attorney") and since <= on
            return application.received_on, "representative" if represented else "party", attorney
    if row.decision is not None:
        decision = await decisions.load(db, row.decision)
        if decision is not None:
            return await recording.case_start(db, decision), "party", None
    if row.about == "case" and row.about_id is not None:
        case = await signs.sign(db, row.about_id)
        if case is not None:
            return case.opened_on, "party", None
    return row.dated, "party", None


def _weigh(sending: LetterSendingRow, events: Sequence[LetterSendingEventRow], on: date) -> None:
    try:
        found = evaluated(sending, events, on)
    except EventBeforeSending:
        raise DeliveryImpossible("Zdarzenie poprzedza dzień wysłania pisma.") from None
    except NoParameter:
        raise NoLawForDate("Dla tego dnia nie ma reguły tego sposobu doręczenia.") from None
    for name in type(found).__slots__:
        setattr(sending, name, getattr(found, name))


def _out(row: LetterSendingRow, events: Sequence[LetterSendingEventRow]) -> LetterSendingOut:
    return LetterSendingOut.model_validate(
        {
            **row.model_dump(),
            "to": row.addressed_to,
            "address_checked_on": row.checked_address_on,
            "events": [DeliveryEventOut.model_validate({**one.model_dump(), "on": one.on_day}) for one in events],
        }
    )


def _answer(row: LetterSendingRow) -> Answer:
    return Answer(id=row.id, version=row.version, state=row.state)
