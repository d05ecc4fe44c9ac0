"""The decision on a relief is delivered, becomes final, is appealed against (k.p.a. art. 39, 127-138); once ended, its debt is owed again.

Sent back or reviewed by the office itself, the relief waits to be decided anew; repealed by SKO for good, it is none. What SKO granted in
place of a refusal is registered and granted with SKO's sign, as any relief.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casework.applications.desk import Hand
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.terms.named import named
from kit.db import WriteSession
from kit.idempotency import Answer
from services.alimony_fund.debtors import mandates, reliefs
from services.alimony_fund.debtors import relief_granting as granting
from services.alimony_fund.debtors import relief_steps as steps
from services.alimony_fund.debtors.problems import DebtorReliefNotFound, ReliefWaits
from services.alimony_fund.debtors.relief_course_schemas import (
    ReliefFinalIn,
    ReliefPlainIn,
    ReliefShown,
    ReliefSkoIn,
    ReliefStepOut,
)
from services.alimony_fund.debtors.states import RELIEF, RELIEF_COURSE
from services.alimony_fund.debtors.tables import DebtorRow, ReliefRow, ReliefStepRow
from services.alimony_fund.ledger import service as ledger
from services.alimony_fund.ledger.desk import Desk
from services.alimony_fund.ledger.terms import Terms

_ARTICLES = {(one.source, one.step, one.target): one.article for one in RELIEF_COURSE.transitions}
_REPEALED = "uchylono w postępowaniu odwoławczym"
Said = ReliefPlainIn | ReliefFinalIn | ReliefSkoIn


async def show(hand: Hand, sight: Sight, relief: UUID) -> ReliefShown:
    """The relief with the steps of its decision. Raises DebtorReliefNotFound."""
    row = await reliefs.load(hand.db, sight, relief)
    if row is None:
        raise DebtorReliefNotFound
    await hand.note("read", reliefs.SUBJECT, row.id)
    done = [ReliefStepOut.model_validate(one.model_dump()) for one in await done_of(hand.db, row.id)]
    return ReliefShown.model_validate(reliefs.told(row, hand.today) | {"steps": done})


async def step(hand: Hand, sight: Sight, catalogue: Catalogue, relief: UUID, said: Said, version: int) -> Answer:
    """One step of the course. Whoever reviews the decision herself has an authorisation to decide.

    Raises DebtorReliefNotFound, TransitionNotAllowed, StepUnfit, DayOutOfOrder, NoAuthority, ReliefWaits, SurplusTaken, ValidationFailed.
    """
    row, debtor = await reliefs.opened(hand, sight, relief, version)
    before = steps.standing(row)
    state = steps.target(before, said)
    done = await done_of(hand.db, row.id)
    on = hand.day(said.on, max([row.decided_on or row.requested_on, *(one.done_on for one in done)]))
    await reliefs.letter_known(hand, said.letter)
    if said.step == "self_review":
        await mandates.may_decide(hand, catalogue, on, granting.DECISIONS[row.kind])
    details = steps.HANDLERS[said.step](row, said, on)
    row.course, row.due_on, row.version = state, steps.due_after(state, on, row.delivered_on), row.version + 1
    if state == steps.ENDED:
        details |= await _fallen(hand, sight, catalogue, row, debtor, said, on)
    article = _ARTICLES[before or steps.ENDED, said.step, state]
    hand.db.add(ReliefStepRow(
        gmina=row.gmina, relief=row.id, number=len(done) + 1, step=said.step, state=state, done_on=on, article=article,
        details=details, letter=said.letter, noted_by=hand.by,
    ))  # fmt: skip
    await hand.db.flush()
    await hand.note(said.step, reliefs.SUBJECT, row.id, legal_basis=article)
    return Answer(id=row.id, version=row.version, state=row.state)


async def done_of(db: WriteSession, relief: UUID) -> Sequence[ReliefStepRow]:
    """What was done, in order."""
    found = await db.exec(
        select(ReliefStepRow)
        .where(ReliefStepRow.gmina == db.gmina, ReliefStepRow.relief == relief)
        .order_by(col(ReliefStepRow.number))
    )
    return found.all()


async def ended_at(db: WriteSession, relief: UUID) -> datetime | None:
    """When it was noted that an earlier decision on the relief is in force no more."""
    noted = [one.noted_at for one in await done_of(db, relief) if one.state == steps.ENDED and one.noted_at is not None]
    return max(noted, default=None)


async def _fallen(
    hand: Hand, sight: Sight, catalogue: Catalogue, row: ReliefRow, debtor: DebtorRow, said: Said, on: date
) -> dict[str, Any]:
    """The decision is in force no more: what it wrote off is owed again. Tells what it was."""
    for_good = isinstance(said, ReliefSkoIn) and said.outcome == "repealed"
    was = {
        "was": row.state, "sign": row.decision_sign, "decided_on": row.decided_on and row.decided_on.isoformat(),
        "delivered_on": row.delivered_on and row.delivered_on.isoformat(), "act": row.act and str(row.act),
    }  # fmt: skip
    state = RELIEF.move(row.state, said.step, "undone" if for_good else "requested")
    if not for_good and await reliefs.waits(hand.db, debtor, row.kind):
        raise ReliefWaits
    if row.act is not None:
        desk = Desk(hand, sight, Terms(catalogue.law(hand.db.gmina)), catalogue)
        await ledger.taken_back(desk, debtor.id, row.act)
    # All at once, behind whatever asks the database: half of it would be no state that a relief may be in.
    row.state = state
    if for_good:
        row.undone_on, row.undone_by, row.undone_why = on, hand.by, _REPEALED
        row.undone_sign = said.sign if isinstance(said, ReliefSkoIn) else None
    else:
        row.decided_on = row.decided_by = row.decision_sign = row.delivered_on = row.final_on = None
        row.months = row.principal = row.interest = row.act = row.letter = None
        row.plan, row.due_on = [], named("explanation").of(on).last_day
    return {name: value for name, value in was.items() if value is not None}
