"""What is done with the file of a case: closed, opened again, joined by what belongs to it, requalified by the state archive."""

from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from casework.archives.categories import parse
from casework.authority.sight import Sight
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.tables import DecisionRow
from casework.records import store
from casework.records.contents import WHY
from casework.records.problems import CaseNotFound, CaseOnList, CaseUnfinished, LinkedElsewhere
from casework.records.schemas import CloseIn, LinkIn, ReopenIn, RequalifyIn
from casework.records.states import CASE_FILE
from casework.records.tables import CaseFileRow, CaseMatterRow
from kit.audit import Auditor
from kit.db import WriteSession
from kit.etag import check_version
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed


async def close(db: WriteSession, audit: Auditor, case: UUID, order: CloseIn, version: int, today: date) -> Answer:
    """Closes the case. Raises CaseNotFound, TransitionNotAllowed, DayOutOfOrder, CaseUnfinished."""
    row = await _locked(db, case, version)
    state = CASE_FILE.move(row.state, "close")
    on = order.on or today
    if on > today:
        raise DayOutOfOrder("Dzień zakończenia jest w przyszłości.")
    if on < await store.last_act(db, case):
        raise DayOutOfOrder("Dzień zakończenia jest wcześniejszy niż ostatnia czynność w sprawie.")
    left = await store.unfinished(db, [case], on)
    if left:
        raise CaseUnfinished(
            f"Przed zakończeniem: {', '.join(dict.fromkeys(WHY[one['code']] for one in left))}.",
            errors=[FieldError(f"/{one['code']}/{one['thing']}", one["code"], WHY[one["code"]]) for one in left],
        )
    row.state, row.closed_on = state, on
    return await _done(db, audit, row, "closed", on)


async def reopen(db: WriteSession, audit: Auditor, case: UUID, order: ReopenIn, version: int, today: date) -> Answer:
    """The case goes on. Raises CaseNotFound, TransitionNotAllowed, CaseOnList."""
    row = await _locked(db, case, version)
    row.state = CASE_FILE.move(row.state, "reopen")
    if await store.on_a_list(db, case):
        raise CaseOnList("Sprawę trzeba najpierw wyłączyć ze spisu do brakowania.")
    row.closed_on = None
    return await _done(db, audit, row, "reopened", today, reason=order.reason)


async def link(
    db: WriteSession, audit: Auditor, sight: Sight, case: UUID, order: LinkIn, version: int, today: date
) -> Answer:
    """Joins something with the case. Raises CaseNotFound, TransitionNotAllowed, LinkedElsewhere, ValidationFailed."""
    row = await _locked(db, case, version)
    row.state = CASE_FILE.move(row.state, "link")
    if not await _there(db, sight, order):
        raise ValidationFailed(
            "Nie ma takiej decyzji, świadczenia lub należności.",
            errors=[FieldError("/matter", "matter_unknown", "Nie ma takiej pozycji w rejestrze.")],
        )
    if await store.link(db, order.kind, order.matter) is not None:
        raise LinkedElsewhere
    db.add(
        CaseMatterRow(
            gmina=db.gmina, kind=order.kind, matter=order.matter, sign=case, linked_by=audit.who, linked_on=today
        )
    )
    try:
        await db.flush()
    except IntegrityError:
        raise LinkedElsewhere from None
    row.version += 1
    await db.flush()
    await audit.note(db, "linked", "case", case)
    return Answer(id=case, version=row.version, state=row.state)


async def requalify(
    db: WriteSession, audit: Auditor, case: UUID, order: RequalifyIn, version: int, today: date
) -> Answer:
    """The category that the state archive gave a case of category BE. Raises CaseNotFound, TransitionNotAllowed, ValidationFailed."""
    row = await _locked(db, case, version)
    row.state = CASE_FILE.move(row.state, "requalify")
    sign = await store.sign(db, case)
    if sign is None:
        raise CaseNotFound
    if parse(row.category or sign.category).after != "expert_opinion":
        raise ValidationFailed(
            "Ekspertyzie podlegają akta kategorii BE.",
            errors=[FieldError("/category", "no_opinion_needed", "Akta nie mają kategorii BE.")],
        )
    if order.on > today or (row.closed_on is not None and order.on < row.closed_on):
        raise DayOutOfOrder("Ekspertyza nie może być wcześniejsza niż zakończenie sprawy ani z przyszłości.")
    if await store.on_a_list(db, case):
        raise CaseOnList
    row.category = order.category
    return await _done(db, audit, row, "requalified", order.on, reason=order.category, document=order.letter)


async def _locked(db: WriteSession, case: UUID, version: int) -> CaseFileRow:
    if await store.sign(db, case) is None:
        raise CaseNotFound
    row = await store.lock(db, case)
    check_version(version, row.version)
    return row


async def _done(db: WriteSession, audit: Auditor, row: CaseFileRow, act: str, on: date, **more: str | None) -> Answer:
    row.version += 1
    await store.act(db, row, act, on, audit.who, **more)
    await audit.note(db, act, "case", row.sign)
    return Answer(id=row.sign, version=row.version, state=row.state)


async def _there(db: WriteSession, sight: Sight, order: LinkIn) -> bool:
    if order.kind != "decision":
        return await store.exists(db, order.kind, order.matter)
    seen = select(DecisionRow.id).where(
        DecisionRow.gmina == db.gmina, DecisionRow.id == order.matter, sight.decisions()
    )
    return (await db.exec(seen)).first() is not None
