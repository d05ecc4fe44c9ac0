"""Who may know of procedures "Niebieskie Karty": entered by the head, by name and for a time, and never by himself."""

from datetime import date, timedelta
from uuid import UUID

from casework.applications.desk import Hand
from casework.decisions.moments import DayOutOfOrder
from kit.db import ReadSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from services.social_assistance.blue_card import schemas as s
from services.social_assistance.blue_card import store
from services.social_assistance.blue_card.problems import ReaderEntersHimself, ReaderNotFound
from services.social_assistance.blue_card.tables import ReaderRow

_READER = "blue_card_reader"
_BEGINNING = date(2010, 8, 1)


async def enter(hand: Hand, body: s.BlueCardReaderIn) -> Answer:
    """Somebody may know from now on. Raises ReaderEntersHimself, DayOutOfOrder."""
    if body.subject == hand.by:
        raise ReaderEntersHimself
    since = hand.day(body.since, _BEGINNING)
    if body.until is not None and body.until < since:
        raise DayOutOfOrder("Ostatni dzień jest wcześniejszy niż pierwszy.")
    row = ReaderRow(
        gmina=hand.db.gmina, id=new_id(), subject=body.subject, since=since, until=body.until, noted_by=hand.by
    )
    hand.db.add(row)
    return await _noted(hand, row, "entered")


async def end(hand: Hand, entry: UUID, body: s.BlueCardReaderEndIn, version: int) -> Answer:
    """Somebody may know no more after the day; at once unless it is stated. Raises ReaderNotFound, PreconditionFailed, DayOutOfOrder.

    Never later than it ends already: whoever was entered would let himself in again.
    """
    row = await store.reader(hand.db, entry)
    if row is None:
        raise ReaderNotFound
    check_version(version, row.version)
    before = timedelta(days=1)
    last = hand.day(body.until or hand.today - before, row.since - before)
    if row.until is not None and last > row.until:
        raise DayOutOfOrder("Wpis kończy się już wcześniej; na dalszy czas osobę wpisuje się na nowo.")
    row.until = last
    row.version += 1
    return await _noted(hand, row, "ended")


async def entered(db: ReadSession) -> s.BlueCardReadersOut:
    """All entries."""
    rows = await store.readers(db)
    return s.BlueCardReadersOut(readers=[s.BlueCardReaderOut.model_validate(one.model_dump()) for one in rows])


async def _noted(hand: Hand, row: ReaderRow, step: str) -> Answer:
    await hand.db.flush()
    await hand.note(step, _READER, row.id)
    return Answer(id=row.id, version=row.version, state="entered")
