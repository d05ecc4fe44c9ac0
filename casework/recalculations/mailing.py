"""The letters of a mass recalculation are ordered to be made, and to be sent; what follows a chunk of making."""

from datetime import date
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import DayOutOfOrder
from casework.recalculations import lettering, letters_store, store
from casework.recalculations.holding import held, locked, moved
from casework.recalculations.schemas import BulkSendingIn
from casework.recalculations.states import DONE, PROCESS
from kit.db import WriteSession
from kit.idempotency import Answer
from kit.secrets import KeyRing


async def after(db: WriteSession, keys: KeyRing, catalogue: Catalogue, answer: Answer) -> Answer | None:
    """What follows a chunk in units of work of its own: the letters that it reserved are made. None: there was nothing to do.

    Raises OfficeUnknown, SignatureUnknown, TemplateRefused.
    """
    row = await store.load(db, answer.id)
    if row is None or row.state != "lettering" or row.version != answer.version:
        return None
    if not await lettering.make(db, keys, catalogue, row):
        return None
    now = await held(db, answer.id)
    if now.state == "lettering" and await lettering.finished(db, now.id):
        now.state = DONE[now.state]
    return await moved(db, now)


async def letters(*, db: WriteSession, operation: UUID, by: str, version: int, today: date) -> Answer:
    """The letters of its decisions are to be made; also those that were left out before."""
    row = await locked(db, operation, version)
    row.state = PROCESS.move(row.state, "letters")
    row.lettered_by, row.lettered_on = by, today
    await letters_store.again(db, row.id)
    return await moved(db, row)


async def send(
    *, db: WriteSession, operation: UUID, order: BulkSendingIn, by: str, version: int, today: date
) -> Answer:
    """The letters that were made go out. Raises DayOutOfOrder."""
    row = await locked(db, operation, version)
    row.state = PROCESS.move(row.state, "send")
    day = order.sent_on or today
    if day > today:
        raise DayOutOfOrder("Dzień czynności jest w przyszłości.", "/sent_on")
    if row.issued_on is not None and day < row.issued_on:
        raise DayOutOfOrder("Pismo wysłano przed wydaniem decyzji.", "/sent_on")
    if order.boxes_checked_on is not None and order.boxes_checked_on > day:
        raise DayOutOfOrder("Adres sprawdza się przed wysłaniem.", "/boxes_checked_on")
    row.sent_by, row.sent_on = by, today
    row.send_way, row.send_day, row.boxes_checked_on = order.way, day, order.boxes_checked_on
    return await moved(db, row)
