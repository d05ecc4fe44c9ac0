"""From the proposal of what may be destroyed to its approval. Category A, a term that runs and an unsettled matter are never listed."""

from datetime import date
from typing import Any
from uuid import UUID

from casework.archives import store
from casework.archives.categories import parse, retention
from casework.archives.problems import DestructionNotFound, ItemNotListed, NothingToDestroy, ProposerApproves
from casework.archives.schemas import ConsentIn, LeavingOutIn, ProposalIn, RefusalIn, SubmissionIn
from casework.archives.states import DESTRUCTION
from casework.archives.tables import DestructionItemRow, DestructionRow
from casework.authority.rules import another_person
from casework.authority.sight import Sight, hidden_persons
from casework.decisions.moments import DayOutOfOrder
from casework.records import store as records
from casework.signs.store import next_number
from kit.audit import Auditor
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer

MOST_CASES = 2_000
SERIES = "brakowanie"
_CHUNK = 500


async def propose(db: WriteSession, audit: Auditor, sight: Sight, order: ProposalIn, today: date) -> Answer:
    """Draws up the list of what may be destroyed, at most MOST_CASES of it. Raises NothingToDestroy."""
    found = await _proposable(db, sight, order, today)
    if not found:
        raise NothingToDestroy
    number = await next_number(db, SERIES, today.year)
    row = DestructionRow(
        gmina=db.gmina,
        id=new_id(),
        number=f"{number}/{today.year}",
        state="proposed",
        commission=order.commission,
        proposed_by=audit.who,
        proposed_on=today,
    )
    db.add(row)
    await db.flush()
    for place, one in enumerate(found, start=1):
        kept = retention(parse(one["category"]), one["closed_on"])
        shown = {name: one[name] for name in ("symbol", "title", "category", "opened_on", "closed_on")}
        db.add(
            DestructionItemRow(
                gmina=db.gmina,
                destruction=row.id,
                place=place,
                sign=one["case"],
                sign_text=one["sign"],
                counted_from=kept.counted_from,
                kept_until=kept.kept_until,
                state="listed",
                **shown,
            )
        )
    return await _done(db, audit, row, "proposed", today)


async def leave_out(
    db: WriteSession, audit: Auditor, destruction: UUID, order: LeavingOutIn, version: int, today: date
) -> Answer:
    """A case is kept; it may be proposed anew. Raises DestructionNotFound, TransitionNotAllowed, ItemNotListed."""
    row = await opened(db, destruction, version)
    row.state = DESTRUCTION.move(row.state, "leave_out")
    item = await store.item(db, destruction, order.place)
    if item is None or item.state != "listed":
        raise ItemNotListed
    item.state, item.reason = "left_out", order.reason
    await db.flush()
    return await _moved(db, audit, row, "left_out", today, str(order.place))


async def submit(
    db: WriteSession, audit: Auditor, destruction: UUID, order: SubmissionIn, version: int, today: date
) -> Answer:
    """The request for consent went out. Raises DestructionNotFound, TransitionNotAllowed, DayOutOfOrder, NothingToDestroy."""
    row = await opened(db, destruction, version)
    row.state = DESTRUCTION.move(row.state, "submit")
    _in_order(row.proposed_on, order.on, today)
    await _not_empty(db, row)
    row.submitted_on, row.letter = order.on, order.letter
    return await _moved(db, audit, row, "submitted", order.on, order.letter)


async def consent(
    db: WriteSession, audit: Auditor, destruction: UUID, order: ConsentIn, version: int, today: date
) -> Answer:
    """The state archive consents. Raises DestructionNotFound, TransitionNotAllowed, DayOutOfOrder."""
    row = await opened(db, destruction, version)
    row.state = DESTRUCTION.move(row.state, "note_consent")
    _in_order(row.submitted_on, order.on, today)
    row.consent, row.consented_on = order.number, order.on
    return await _moved(db, audit, row, "consented", order.on, order.number)


async def refuse(
    db: WriteSession, audit: Auditor, destruction: UUID, order: RefusalIn, version: int, today: date
) -> Answer:
    """The state archive does not consent: the list ends. Raises DestructionNotFound, TransitionNotAllowed, DayOutOfOrder."""
    row = await opened(db, destruction, version)
    row.state = DESTRUCTION.move(row.state, "note_refusal")
    _in_order(row.submitted_on, order.on, today)
    await store.leave_out_all(db, row.id, "consent_refused")
    return await _moved(db, audit, row, "refused", order.on, order.number)


async def approve(db: WriteSession, audit: Auditor, destruction: UUID, version: int, today: date) -> Answer:
    """Another person approves the destruction. Raises DestructionNotFound, TransitionNotAllowed, ProposerApproves, NothingToDestroy."""
    row = await opened(db, destruction, version)
    state = DESTRUCTION.move(row.state, "approve")
    if not another_person(audit.who, row.proposed_by):
        raise ProposerApproves
    await _not_empty(db, row)
    row.state, row.approved_by, row.approved_on = state, audit.who, today
    return await _moved(db, audit, row, "approved", today)


async def withdraw(db: WriteSession, audit: Auditor, destruction: UUID, version: int, today: date) -> Answer:
    """The list is given up; its cases may be proposed anew. Raises DestructionNotFound, TransitionNotAllowed."""
    row = await opened(db, destruction, version)
    row.state = DESTRUCTION.move(row.state, "withdraw")
    await store.leave_out_all(db, row.id, "list_withdrawn")
    return await _moved(db, audit, row, "withdrawn", today)


async def opened(db: WriteSession, destruction: UUID, version: int) -> DestructionRow:
    """The list, kept from other writers. Raises DestructionNotFound, PreconditionFailed."""
    row = await store.lock(db, destruction)
    if row is None:
        raise DestructionNotFound
    check_version(version, row.version)
    return row


async def _moved(
    db: WriteSession, audit: Auditor, row: DestructionRow, act: str, on: date, document: str | None = None
) -> Answer:
    row.version += 1
    return await _done(db, audit, row, act, on, document)


async def _done(
    db: WriteSession, audit: Auditor, row: DestructionRow, act: str, on: date, document: str | None = None
) -> Answer:
    await store.act(db, row, act, on, audit.who, document)
    await audit.note(db, act, "destruction", row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


async def _proposable(db: WriteSession, sight: Sight, order: ProposalIn, today: date) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after: tuple[Any, ...] | None = None
    while len(found) < MOST_CASES:
        rows = await store.candidates(db, today, order.symbols, after, _CHUNK)
        if not rows:
            break
        after = (rows[-1]["closed_on"], rows[-1]["case"])
        held = {one["sign"] for one in await records.unfinished(db, [row["case"] for row in rows], today)}
        hidden = await hidden_persons(db, sight, [row["party"] for row in rows])
        found += [row for row in rows if row["case"] not in held and row["party"] not in hidden]
    return found[:MOST_CASES]


async def _not_empty(db: WriteSession, row: DestructionRow) -> None:
    if not (await store.counts(db, [row.id])).get(row.id):
        raise NothingToDestroy("Wszystkie pozycje spisu wyłączono.")


def _in_order(before: date | None, on: date, today: date) -> None:
    if on > today:
        raise DayOutOfOrder("Dzień czynności jest w przyszłości.")
    if before is not None and on < before:
        raise DayOutOfOrder("Dzień czynności jest wcześniejszy niż dzień czynności poprzedniej.")
