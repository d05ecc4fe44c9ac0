"""Reliefs of what a debtor owes: remission, deferral, instalments (art. 30), and the expiry of the debt with death (art. 28 ust. 3).

One official registers, the head decides; what becomes of the decision is its course (relief_courses.py). What is remitted or expires is
written into the ledger where this office keeps the debt as creditor's organ; a deferral and instalments leave it as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import SameOfficial
from casework.letters import store as letters
from casework.terms.named import named
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.money import zloty
from kit.paging import Page, PageRequest
from services.alimony_fund.debtors import mandates, numbering
from services.alimony_fund.debtors import relief_granting as granting
from services.alimony_fund.debtors import relief_steps as steps
from services.alimony_fund.debtors import store as debtors
from services.alimony_fund.debtors.problems import DebtorClosed, DebtorReliefNotFound, NotThisRole, ReliefWaits
from services.alimony_fund.debtors.relief_schemas import (
    ReliefGrantedIn,
    ReliefIn,
    ReliefOut,
    ReliefRefusedIn,
    ReliefUndoneIn,
)
from services.alimony_fund.debtors.states import RELIEF
from services.alimony_fund.debtors.tables import DebtorRow, ReliefRow, ReliefStepRow
from services.alimony_fund.debtors.turning import Pages, turned
from services.alimony_fund.ledger import service as ledger
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.terms import Terms

SUBJECT = "debtor_relief"
"""The kind of these entries in the audit log."""
_EXPIRY = "expiry"
_OF_ENFORCEMENT = "remission_after_enforcement"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reliefs; None leaves a question open. due_to: their soft term is that day or earlier."""

    debtor: UUID | None = None
    kind: str | None = None
    state: str | None = None
    due_to: date | None = None


async def request(hand: Hand, sight: Sight, body: ReliefIn) -> Answer:
    """A relief is to be decided. Raises ValidationFailed, DebtorClosed, NotThisRole, ReliefWaits, DayOutOfOrder, OfficialExcluded."""
    debtor = await debtors.load(hand.db, sight, body.debtor, lock=True)
    if debtor is None:
        raise wrong("/debtor", "debtor_unknown", "Tego dłużnika nie ma w rejestrze.")
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({debtor.person})), hand.today)
    if debtor.closed_on is not None and not await _of_closed(hand, debtor, body.kind):
        raise DebtorClosed
    if not (debtor.debtor_organ if body.kind == _OF_ENFORCEMENT else debtor.creditor_organ):
        raise NotThisRole
    if await waits(hand.db, debtor, body.kind):
        raise ReliefWaits
    on = hand.day(body.requested_on, debtor.opened_on)
    row = ReliefRow(
        gmina=debtor.gmina, id=new_id(), debtor=debtor.id, kind=body.kind, requested_on=on,
        due_on=named("explanation").of(on).last_day, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("registered", SUBJECT, row.id, legal_basis=granting.ARTICLES[row.kind])
    return Answer(id=row.id, version=row.version, state=row.state)


async def grant(
    hand: Hand, sight: Sight, catalogue: Catalogue, relief: UUID, body: ReliefGrantedIn, version: int
) -> Answer:
    """The head grants under an authorisation of the day; the ledger follows. What expires by the act is noted and not decided.

    Raises DebtorReliefNotFound, SameOfficial, NoAuthority, StepUnfit, MoreThanOwed, ValidationFailed.
    """
    row, debtor = await opened(hand, sight, relief, version)
    state = RELIEF.move(row.state, "grant")
    if row.noted_by == hand.by:
        raise SameOfficial
    await letter_known(hand, body.letter)
    # Death comes before the news of it, a decision after its request.
    on = hand.day(body.on, date.min if row.kind == _EXPIRY else await _since(hand, row))
    if row.kind != _EXPIRY:
        await mandates.may_decide(hand, catalogue, on, granting.DECISIONS[row.kind])
    granting.whole(row.kind, body, on)
    if row.kind != _EXPIRY:
        body = body.model_copy(update={"sign": await numbering.given(hand.db, body.sign, on)})
    try:
        await granting.granted(hand, sight, catalogue, row, debtor, body, on)
    except NoParameter:
        raise wrong("/on", "no_law", f"Prawo nie mówi o dniu {on.isoformat()}.") from None
    return await _decided(hand, row, "grant", state, on, body.sign, body.letter)


async def refuse(
    hand: Hand, sight: Sight, catalogue: Catalogue, relief: UUID, body: ReliefRefusedIn, version: int
) -> Answer:
    """The head refuses under an authorisation of the day. Raises DebtorReliefNotFound, SameOfficial, NoAuthority, DayOutOfOrder."""
    row, _ = await opened(hand, sight, relief, version)
    state = RELIEF.move(row.state, "refuse")
    if row.noted_by == hand.by:
        raise SameOfficial
    if row.kind == _EXPIRY:
        raise wrong(
            "/kind", "expiry_is_not_decided", "Należność wygasa z mocy ustawy; wpis dokonany omyłkowo wycofuje się."
        )
    await letter_known(hand, body.letter)
    on = hand.day(body.on, await _since(hand, row))
    await mandates.may_decide(hand, catalogue, on, f"refuse_{granting.DECISIONS[row.kind]}")
    sign = await numbering.given(hand.db, body.sign, on)
    return await _decided(hand, row, "refuse", state, on, sign, body.letter)


async def undo(
    hand: Hand, sight: Sight, catalogue: Catalogue, relief: UUID, body: ReliefUndoneIn, version: int
) -> Answer:
    """What was granted in error, or repealed since, is none: what it wrote off is owed again, its plan of payments falls away.

    Raises DebtorReliefNotFound, TransitionNotAllowed, DayOutOfOrder, SurplusTaken.
    """
    row, debtor = await opened(hand, sight, relief, version)
    state = RELIEF.move(row.state, "undo")
    on = hand.day(body.on, row.decided_on or date.min)
    if row.act is not None:
        desk = Desk(hand, sight, Terms(catalogue.law(hand.db.gmina)), catalogue)
        await ledger.taken_back(desk, debtor.id, row.act)
    row.state, row.version = state, row.version + 1
    row.undone_on, row.undone_by, row.undone_sign, row.undone_why = on, hand.by, body.sign, body.reason
    row.course, row.due_on = None if row.course is None else steps.ENDED, None
    await hand.db.flush()
    await hand.note("undo", SUBJECT, row.id, legal_basis=granting.ARTICLES[row.kind])
    return Answer(id=row.id, version=row.version, state=row.state)


async def withdraw(hand: Hand, sight: Sight, relief: UUID, version: int) -> Answer:
    """It is not decided any more. Raises DebtorReliefNotFound."""
    row, _ = await opened(hand, sight, relief, version)
    row.state, row.due_on, row.version = RELIEF.move(row.state, "withdraw"), None, row.version + 1
    await hand.db.flush()
    await hand.note("withdraw", SUBJECT, row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: Filters, sort: str, *, everything: bool
) -> Page[ReliefOut]:
    """Reliefs by the day on which they were registered."""
    query = select(ReliefRow).where(ReliefRow.gmina == hand.db.gmina, debtors.of_seen(sight, ReliefRow.debtor))
    for name in ("debtor", "kind", "state"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(ReliefRow, name) == value)
    if wanted.due_to is not None:
        query = query.where(col(ReliefRow.due_on) <= wanted.due_to)
    pages = Pages(paging, SUBJECT, hand.db.gmina, wanted, sort, everything=everything)
    found: Sequence[ReliefRow] = (await hand.db.exec(turned(query, ReliefRow, pages.turn))).all()
    rows, cursor = pages.cut(found)
    await hand.note("exported" if everything else "listed", SUBJECT, wanted.debtor)
    return Page(items=[ReliefOut.model_validate(told(one, hand.today)) for one in rows], next_cursor=cursor)


async def load(db: WriteSession, sight: Sight, relief: UUID, *, lock: bool = False) -> ReliefRow | None:
    """The relief, where she sees its debtor; kept from other writers when locked."""
    query = select(ReliefRow).where(
        ReliefRow.gmina == db.gmina, ReliefRow.id == relief, debtors.of_seen(sight, ReliefRow.debtor)
    )
    return (await db.exec(query.with_for_update(key_share=True) if lock else query)).first()


async def link(db: WriteSession, sight: Sight, relief: UUID, letter: UUID) -> None:
    """The decision went out by this letter, unless another one was named with it before."""
    row = await load(db, sight, relief, lock=True)
    if row is not None and row.letter is None:
        row.letter = letter
        await db.flush()


async def _of_closed(hand: Hand, debtor: DebtorRow, kind: str) -> bool:
    """Whether the closed entry still has something to decide: of a dead debtor the expiry alone, else any relief of what is owed."""
    if kind == _EXPIRY or debtor.why == "died":
        return kind == _EXPIRY
    return await debtors.owes(hand.db, debtor.id)


async def waits(db: WriteSession, debtor: DebtorRow, kind: str) -> bool:
    """Whether a relief of the kind waits to be decided for the debtor."""
    found = await db.exec(
        select(ReliefRow.id).where(
            ReliefRow.gmina == debtor.gmina,
            ReliefRow.debtor == debtor.id,
            ReliefRow.kind == kind,
            ReliefRow.state == "requested",
        )
    )
    return found.first() is not None


async def opened(hand: Hand, sight: Sight, relief: UUID, version: int) -> tuple[ReliefRow, DebtorRow]:
    """The relief and its debtor, kept from other writers. Raises DebtorReliefNotFound, PreconditionFailed, OfficialExcluded."""
    row = await load(hand.db, sight, relief, lock=True)
    debtor = None if row is None else await debtors.load(hand.db, sight, row.debtor, lock=True)
    if row is None or debtor is None:
        raise DebtorReliefNotFound
    check_version(version, row.version)
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({debtor.person})), hand.today)
    return row, debtor


async def letter_known(hand: Hand, letter: UUID | None) -> None:
    """Refuses a letter that does not exist. Raises ValidationFailed."""
    if letter is not None and await letters.letter(hand.db, letter) is None:
        raise wrong("/letter", "letter_unknown", "Nie ma takiego pisma.")


async def _decided(
    hand: Hand, row: ReliefRow, step: str, state: str, on: date, sign: str | None, letter: UUID | None
) -> Answer:
    row.state, row.version, row.due_on = state, row.version + 1, None
    row.decided_on, row.decided_by, row.decision_sign, row.letter = on, hand.by, sign, letter
    if row.kind != _EXPIRY:
        steps.begin(row, on)
    await hand.db.flush()
    await hand.note(step, SUBJECT, row.id, legal_basis=granting.ARTICLES[row.kind])
    return Answer(id=row.id, version=row.version, state=row.state)


async def _since(hand: Hand, row: ReliefRow) -> date:
    """The first day on which it may be decided: of its request, or of what ended the decision before."""
    found = await hand.db.exec(
        select(func.max(ReliefStepRow.done_on)).where(ReliefStepRow.gmina == row.gmina, ReliefStepRow.relief == row.id)
    )
    ended: date | None = found.first()
    return max(row.requested_on, ended or row.requested_on)


def told(row: ReliefRow, today: date) -> dict[str, Any]:
    """A relief as it goes out."""
    return row.model_dump() | {
        "overdue": row.due_on is not None and row.due_on < today,
        "principal": None if row.principal is None else zloty(row.principal),
        "interest": None if row.interest is None else zloty(row.interest),
        "plan": [{"due_on": one["due_on"], "amount": zloty(one["amount"])} for one in row.plan],
        "course": steps.standing(row),
        "allowed": [*RELIEF.allowed(row.state), *steps.allowed(row)],
    }
