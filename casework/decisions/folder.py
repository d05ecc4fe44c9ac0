"""The signature folder: what did not go out yet is given back with what is to be mended, and another draft takes its place.

Remarks may be about a person: they are encrypted for their decision and destroyed with it. A draft is never edited; the one that
replaces it answers the same applications.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from casework.applications import answering
from casework.authority.sight import Sight
from casework.decisions import moments, store
from casework.decisions.moments import WrongStep
from casework.decisions.schemas import DecisionIn, GiveBackIn, RemarkOut
from casework.decisions.tables import DecisionRow, RemarkRow
from casework.persons import one_person
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed
from kit.secrets import KeyRing, Place


async def give_back(
    *,
    db: WriteSession,
    keys: KeyRing,
    audit: Auditor,
    row: DecisionRow,
    order: GiveBackIn,
    by: str,
    today: date,
) -> Answer:
    """The head does not sign, or takes an approval back before the issue: it is a draft, which its author mends by another one.

    `row` is locked. Raises WrongStep.
    """
    if row.author != "organ":
        raise WrongStep(row.state)
    moved = moments.give_back(moments.Moments.of(row))
    row.state, row.approved_by, row.approved_on = moved.state, moved.approved_by, moved.approved_on
    number = len(await _rows(db, [row.id])) + 1
    sealed = keys.encrypt(order.remarks, _place(db.gmina), _key(row.id, number))
    db.add(RemarkRow(gmina=db.gmina, decision=row.id, number=number, remarks=sealed, given_by=by, given_on=today))
    row.version += 1
    await db.flush()
    await audit.note(db, "gave_back", "decision", row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


async def taken_out(db: WriteSession, sight: Sight, order: DecisionIn) -> DecisionRow | None:
    """The draft that a new one replaces, withdrawn before it. Raises ValidationFailed where it cannot be replaced."""
    if order.replaces is None:
        return None
    row = await store.lock(db, order.replaces) if await store.is_seen(db, sight, order.replaces) else None
    if (
        row is None
        or row.state != "prepared"
        or row.author != "organ"
        or row.benefit != order.benefit
        or row.entitled not in await one_person.entries(db, order.entitled)
    ):
        told = "Nie ma takiego projektu decyzji w tej sprawie."
        raise ValidationFailed(told, errors=[FieldError("/replaces", "draft_unknown", told)])
    row.state = "withdrawn"
    row.version += 1
    await db.flush()
    return row


async def put_in(db: WriteSession, older: DecisionRow | None, newer: UUID, *, by: str, today: date) -> None:
    """The new draft answers what the older one did."""
    if older is not None:
        await answering.answers_too(db, older.id, newer, by=by, on=today)


async def remarks_of(db: ReadSession | WriteSession, keys: KeyRing, decision: UUID) -> list[RemarkOut]:
    """What was to be mended, the latest last."""
    return [
        RemarkOut(
            remarks=keys.decrypt(row.remarks, _place(db.gmina), _key(decision, row.number)),
            given_by=row.given_by,
            given_on=row.given_on,
        )
        for row in await _rows(db, [decision])
    ]


async def _rows(db: ReadSession | WriteSession, decisions: Sequence[UUID]) -> Sequence[RemarkRow]:
    found = await db.exec(
        select(RemarkRow)
        .where(RemarkRow.gmina == db.gmina, col(RemarkRow.decision).in_(decisions))
        .order_by(col(RemarkRow.number))
    )
    return found.all()


def _place(gmina: str) -> Place:
    return Place(gmina, "decision_remark", "remarks")


def _key(decision: UUID, number: int) -> str:
    return f"{decision}:{number}"
