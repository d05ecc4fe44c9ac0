"""The row of a mass recalculation in the hand of whoever works on it: locked, compared with the version that was read, moved on."""

from uuid import UUID

from casework.recalculations import store
from casework.recalculations.tables import RecalculationRow
from kit.db import WriteSession
from kit.etag import check_version
from kit.idempotency import Answer
from kit.problems import NotFound


class RecalculationNotFound(NotFound):
    """No such operation in this gmina."""

    code = "recalculation_not_found"
    title = "Nie znaleziono przeliczenia"


async def locked(db: WriteSession, operation: UUID, version: int) -> RecalculationRow:
    """The operation in the version that its caller has read. Raises RecalculationNotFound, PreconditionFailed."""
    row = await held(db, operation)
    check_version(version, row.version)
    return row


async def held(db: WriteSession, operation: UUID) -> RecalculationRow:
    """The operation, kept from other writers. Raises RecalculationNotFound."""
    row = await store.lock(db, operation)
    if row is None:
        raise RecalculationNotFound
    return row


async def moved(db: WriteSession, row: RecalculationRow) -> Answer:
    """It is in its next version."""
    row.version += 1
    await db.flush()
    return answer_of(row)


def answer_of(row: RecalculationRow) -> Answer:
    """What is answered of it."""
    return Answer(id=row.id, version=row.version, state=row.state)
