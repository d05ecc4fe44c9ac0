"""How a call for completion reaches its addressee (k.p.a. art. 39-49): sendings, what happens to them, and the term that follows.

The same rules as of decisions (casework/deliveries/day.py). A mended entry moves the day of delivery, with it the last day of the
term, and with that whether an answer was in time.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.applications import calls_store, store
from casework.applications.calls_schemas import CallSendingIn, DeliveredIn
from casework.applications.desk import Act, Hand, moved, opened, tell, written
from casework.applications.outstanding import judged, state_by_calls
from casework.applications.problems import CallAnswered, CallNotFound, SendingNotFound
from casework.applications.tables import ApplicationRow, CallRow, CallSendingEventRow, CallSendingRow
from casework.assessments.service import NoLawForDate
from casework.decisions.moments import DayOutOfOrder
from casework.deliveries.evaluating import UNSTATED, evaluated
from casework.deliveries.problems import DeliveryImpossible
from casework.deliveries.recorded import EventBeforeSending
from casework.deliveries.schemas import EventIn
from casework.deliveries.states import DELIVERY
from casework.facts.cases import APPLICATION_COMPLETED
from casework.terms.calls import CallTerm, call
from kit.db import WriteSession
from kit.idempotency import Answer
from kit.law import NoParameter

ARTICLE = "art. 39-49 k.p.a."


async def send_call(desk: Hand, application: UUID, number: int, order: CallSendingIn, version: int) -> Answer:
    """The call goes out. Raises CallNotFound, CallAnswered, DayOutOfOrder, DeliveryImpossible."""
    row, made = await call_of(desk, application, number, version)
    state = moved(row, "send_call")
    if made.delivered_on is not None or made.closed_on is not None:
        raise CallAnswered
    on = desk.day(order.sent_on, made.made_on)
    checked = order.address
    if checked is not None and checked.checked_on > on:
        raise DayOutOfOrder("Adres sprawdza się przed wysłaniem.", "/address/checked_on")
    if order.way == "electronic" and (checked is None or not checked.found):
        raise DeliveryImpossible("Przed doręczeniem elektronicznym sprawdza się adres w BAE i musi on istnieć.")
    sending = await _sent(desk, row, made, order.way, on, order.to)
    sending.letter, sending.message = order.letter, order.message
    sending.new_address_told_on = order.new_address_told_on
    if checked is not None:
        sending.checked_address_on, sending.address_found = checked.checked_on, checked.found
    _weigh(sending, [], desk.today)
    await desk.db.flush()
    detail = {**_told(made, sending), "way": order.way}
    return await written(desk, row, Act("send_call", on, ARTICLE, detail=detail, letter=order.letter), state)


async def note_event(desk: Hand, application: UUID, number: int, sending: int, order: EventIn, version: int) -> Answer:
    """Something happened to the call on its way, or was noted in error. Raises SendingNotFound, DeliveryImpossible."""
    row, made = await call_of(desk, application, number, version)
    moved(row, "note_call_delivery")
    sent = await calls_store.sendings(desk.db, row.id)
    found = next((one for one in sent if (one.call, one.number) == (made.number, sending)), None)
    if found is None:
        raise SendingNotFound
    DELIVERY.move(found.state, "note_event")
    if order.on is not None and order.on > desk.today:
        raise DayOutOfOrder("Dzień czynności jest w przyszłości.", "/on")
    noted = (await calls_store.events(desk.db, [row.id])).get((row.id, made.number, sending), [])
    if order.corrects is not None and order.corrects not in _standing(noted):
        raise DeliveryImpossible("Nie ma zdarzenia o tym numerze albo zostało już sprostowane.")
    await _note(desk, found, len(noted) + 1, order)
    await weighed(desk.db, row.id, sent, desk.today)
    detail = _told(made, found)
    if order.corrects is not None:
        detail["corrects"] = str(order.corrects)
    return await _followed(desk, row, Act("note_call_delivery", order.on or desk.today, ARTICLE, detail=detail))


async def deliver_call(desk: Hand, application: UUID, number: int, order: DeliveredIn, version: int) -> Answer:
    """The call was handed over on a day, in one word: its term runs from it (art. 57 § 1)."""
    row, made = await call_of(desk, application, number, version)
    state = moved(row, "deliver_call")
    if made.delivered_on is not None or made.result is not None or made.closed_on is not None:
        raise CallAnswered
    on = desk.day(order.on, made.made_on)
    sending = await _sent(desk, row, made, order.way or UNSTATED, made.made_on, None)
    _weigh(sending, [], desk.today)
    await desk.db.flush()
    await _note(desk, sending, 1, EventIn(kind="collected", on=on, proof=order.proof))
    await weighed(desk.db, row.id, [sending], desk.today)
    await follow(desk.db, row.id, [made])
    detail = {**_told(made, sending), "last_day": "" if made.last_day is None else made.last_day.isoformat()}
    return await written(desk, row, Act("deliver_call", on, made.article, detail=detail), state)


async def call_of(desk: Hand, application: UUID, number: int, version: int) -> tuple[ApplicationRow, CallRow]:
    """The application at the version that was read, and its call. Raises CallNotFound."""
    row = await opened(desk, application, version)
    found = next((one for one in await store.calls(desk.db, row.id) if one.number == number), None)
    if found is None:
        raise CallNotFound
    return row, found


async def current(db: WriteSession, application: UUID, today: date) -> Sequence[CallRow]:
    """The calls as they stand today: what nobody collected counts as delivered when its day has come."""
    calls = await store.calls(db, application)
    sent = await calls_store.sendings(db, application)
    if any(one.state == "waiting" for one in sent):
        await weighed(db, application, sent, today)
        await follow(db, application, calls)
    return calls


async def weighed(db: WriteSession, application: UUID, sent: Sequence[CallSendingRow], today: date) -> None:
    """The sendings tell again where they stand. Raises DeliveryImpossible, NoLawForDate."""
    noted = await calls_store.events(db, [application])
    for one in sent:
        _weigh(one, noted.get((application, one.call, one.number), []), today)
    await db.flush()


async def follow(db: WriteSession, application: UUID, calls: Sequence[CallRow]) -> None:
    """The term of each call runs from its earliest delivery; what was answered is judged by it again."""
    sent = await calls_store.sendings(db, application)
    for made in calls:
        own = [one for one in sent if one.call == made.number]
        if not own:
            continue
        made.delivered_on = min((one.delivered_on for one in own if one.delivered_on is not None), default=None)
        made.last_day = None if made.delivered_on is None else last_day(made, made.delivered_on)
        made.result = judged(made)
    await db.flush()


async def ripen_calls(db: WriteSession, today: date) -> int:
    """Calls that nobody collected count as delivered; the job of every morning, in a bounded number of statements."""
    due = await calls_store.ripe(db, today)
    noted = await calls_store.events(db, list({sending.application for sending, _ in due}))
    known, started = {}, []
    for sending, made in due:
        key = (sending.application, sending.call, sending.number)
        found = evaluated(sending, noted.get(key, []), today)
        if found.state == "waiting":
            continue
        known[key] = found
        if found.delivered_on is not None and (made.delivered_on is None or found.delivered_on < made.delivered_on):
            started.append((made.application, made.number, found.delivered_on, last_day(made, found.delivered_on)))
    if known:
        await calls_store.ripen(db, known)
    if started:
        await calls_store.start(db, started)
    db.expire_all()
    return len(known)


def last_day(made: CallRow, delivered_on: date) -> date:
    """The last day on which an answer to the call is in time."""
    return call(delivered_on, made.days, CallTerm(made.days, made.days, made.article)).last_day


async def _followed(desk: Hand, row: ApplicationRow, act: Act) -> Answer:
    calls = await store.calls(desk.db, row.id)
    await follow(desk.db, row.id, calls)
    still_open = [one for one in await store.matters(desk.db, row.id) if one.outcome is None]
    state = moved(row, act.step, state_by_calls(calls, [one.benefit for one in still_open]))
    if state == "completed" != row.state and not await was_completed(desk, row):
        await tell(desk.db, row, still_open, APPLICATION_COMPLETED, max(act.on, row.received_on))
    return await written(desk, row, act, state)


async def was_completed(desk: Hand, row: ApplicationRow) -> bool:
    """Whether the log was told already that nothing is missing any more."""
    return any(one.state == "completed" for one in await store.steps(desk.db, row.id))


async def _sent(desk: Hand, row: ApplicationRow, made: CallRow, way: str, on: date, to: str | None) -> CallSendingRow:
    before = [one for one in await calls_store.sendings(desk.db, row.id) if one.call == made.number]
    since = row.represented_since or row.received_on
    represented = row.representation != "none" and since <= on
    addressee = ("attorney" if row.representation == "attorney" else "representative") if represented else "party"
    sending = CallSendingRow(
        gmina=row.gmina, application=row.id, call=made.number, number=len(before) + 1, way=way, addressed_to=to or addressee,
        sent_on=on, attorney_since=since if row.representation == "attorney" else None, case_started_on=row.received_on,
        state="waiting", article="", reason="", kpa_version="", sent_by=desk.by,
    )  # fmt: skip
    desk.db.add(sending)
    return sending


async def _note(desk: Hand, sending: CallSendingRow, number: int, order: EventIn) -> None:
    desk.db.add(
        CallSendingEventRow(
            gmina=sending.gmina, application=sending.application, call=sending.call, sending=sending.number, number=number,
            kind=order.kind, on_day=order.on, corrects=order.corrects, proof=order.proof, noted_by=desk.by,
        )
    )  # fmt: skip
    await desk.db.flush()


def _weigh(sending: CallSendingRow, events: Sequence[CallSendingEventRow], on: date) -> None:
    try:
        found = evaluated(sending, events, on)
    except EventBeforeSending:
        raise DeliveryImpossible("Zdarzenie poprzedza dzień wysłania pisma.") from None
    except NoParameter:
        raise NoLawForDate("Dla tego dnia nie ma reguły tego sposobu doręczenia.") from None
    for name in type(found).__slots__:
        setattr(sending, name, getattr(found, name))


def _standing(noted: Sequence[CallSendingEventRow]) -> set[int]:
    return {one.number for one in noted} - {one.corrects for one in noted if one.corrects is not None}


def _told(made: CallRow, sending: CallSendingRow) -> dict[str, str | list[str]]:
    return {"call": str(made.number), "sending": str(sending.number)}
