"""What is done with decisions. An issued decision is never edited; whoever prepared it does not approve it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casework.applications import answering, decided_already
from casework.authority import store as authority
from casework.authority.deciding import may_decide
from casework.awards.effects import Planned
from casework.benefits.catalogue import Catalogue
from casework.decisions import (
    acting,
    acts_store,
    falling,
    folder,
    granting,
    moments,
    numbering,
    orders,
    sourcing,
    store,
)
from casework.decisions.at_once import at_once
from casework.decisions.moments import DecisionOfSko, Moments
from casework.decisions.schemas import DeliveryIn, GiveBackIn
from casework.decisions.tables import DecisionRow
from casework.decisions.telling import facts_of
from casework.deliveries import recording, standing
from casework.facts.cases import DECISION_FINAL, DECISION_ISSUED, DECISION_REMOVED, DECISION_RESTORED
from casework.overpayments import following
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession, update_rows
from kit.etag import check_version
from kit.idempotency import Answer
from kit.problems import NotFound
from kit.secrets import KeyRing

REACHING = frozenset({"supplement", "refuse_supplement", "enforceability"})
"""The kinds of acts whose delivery is of account for the decision that they refer to (k.p.a. art. 108 § 2, art. 111 § 2)."""
_SETTLED = (*moments.Moments.__slots__, "enforceable_on", "version")


class DecisionNotFound(NotFound):
    """No such decision in this gmina."""

    code = "decision_not_found"
    title = "Nie znaleziono decyzji"


async def give_back(
    *,
    db: WriteSession,
    keys: KeyRing,
    audit: Auditor,
    decision: UUID,
    order: GiveBackIn,
    by: str,
    version: int,
    today: date,
) -> Answer:
    """The head gives a draft, also one approved, back with what is to be mended. Raises DecisionNotFound, WrongStep."""
    row = await _locked(db, decision, version)
    return await folder.give_back(db=db, keys=keys, audit=audit, row=row, order=order, by=by, today=today)


async def approve(
    *,
    db: WriteSession,
    keys: KeyRing,
    catalogue: Catalogue,
    decision: UUID,
    by: str,
    on: date | None,
    version: int,
    today: date,
) -> Answer:
    """The head approves what somebody else prepared, under an authorisation of that day.

    Raises FactsWithoutSource where the centre wants every fact established; what it answers is decided once, and not while it is suspended.
    """
    day = on or today
    row = of_the_organ(await _locked(db, decision, version))
    moved = moments.approve(Moments.of(row), by=by, on=day, today=today)
    if row.id in await authority.decided_under(db, [row.id], "approve"):
        raise moments.WrongStep(row.state, moments.APPROVAL_TAKEN_BACK)
    await may_decide(db, decision=row, benefit=catalogue.get(row.benefit), by=by, on=day, today=today, step="approve")
    await sourcing.sourced(db, keys, catalogue, row, today)
    await decided_already.may_be_signed(db, row.id)
    return await _move(db, row, moved)


async def issue(
    *, db: WriteSession, catalogue: Catalogue, decision: UUID, by: str, on: date | None, version: int, today: date
) -> Answer:
    """The decision goes out under the next number of the register of its year: a grant makes its awards, a later act changes them; what
    that commits of the budget is told.

    Raises AwardChanged, CannotBeBooked.
    """
    issued_on = on or today
    row = of_the_organ(await _locked(db, decision, version))
    act = await acts_store.load(db, row.id)
    if act is not None:
        await orders.may_go_out(db, act, issued_on)
    await answering.decision_issued(db, row, by=by, on=issued_on)
    moved = moments.issue(Moments.of(row), by=by, on=issued_on, today=today)
    signed = row.approved_by or by
    await may_decide(
        db, decision=row, benefit=catalogue.get(row.benefit), by=signed, on=issued_on, today=today, step="issue"
    )
    plans = [] if act is None else [Planned.from_json(stored) for stored in act.plan]
    row.at_once = at_once(catalogue, benefit=row.benefit, gmina=db.gmina, kind=row.kind, plans=plans, on=issued_on)
    answer = await _move(db, row, moved)
    await db.emit_many(facts_of(db, [row], DECISION_ISSUED))
    if act is None:
        await granting.grant(db=db, catalogue=catalogue, decision=row, issued_on=issued_on)
        await falling.take_over(db, row.id)
    else:
        await acting.issue(db, catalogue, row, act, issued_on)
        await orders.issued(db, row, act, by=by, on=issued_on)
    await db.flush()
    # The counter last: whoever issues beside this one waits for as short as can be.
    await numbering.number(db, [row.id], year=issued_on.year, on=today)
    return answer


async def deliver(
    *, db: WriteSession, decision: UUID, delivered: DeliveryIn, by: str, version: int, today: date
) -> Answer:
    """Delivered to a party on a day; with the last one it becomes final at once or on the day that is computed."""
    row = await _locked(db, decision, version)
    moments.deliver(Moments.of(row), on=delivered.on, today=today)
    await recording.handed_over(
        db,
        row,
        party=delivered.party,
        way=delivered.way,
        proof=delivered.proof,
        on=delivered.on,
        by=by,
        today=today,
    )
    return await settle(db, row, today)


async def withdraw(*, db: WriteSession, decision: UUID, version: int) -> Answer:
    """A draft is taken back before it is issued."""
    row = await _locked(db, decision, version)
    return await _move(db, row, moments.withdraw(Moments.of(row)))


async def settle(db: WriteSession, row: DecisionRow, today: date) -> Answer:
    """What follows for a locked decision from what its parties did; its finality is told to the log once.

    Who wrote what takes decisions away, or gives them back, lets falling.weighed() follow.
    """
    await settle_many(db, [row], today)
    return _answer(row)


async def settle_many(db: WriteSession, rows: Sequence[DecisionRow], today: date) -> None:
    """The same for any number of locked decisions, in a bounded number of statements but for those that fall or reach another."""
    await db.flush()
    courses = await standing.known(db, [row.id for row in rows])
    moved: list[tuple[DecisionRow, Moments]] = []
    for row in rows:
        course = courses[row.id]
        if not course.parties or (row.author == "sko" and not course.removed):
            continue
        before, after = Moments.of(row), standing.moved(row, course, today)
        row.enforceable_on = standing.enforceable_on(row, course)
        if after != before:
            for name in Moments.__slots__:
                setattr(row, name, getattr(after, name))
            row.version += 1
            moved.append((row, before))
    await update_rows(db, rows, _SETTLED)
    await settle_reached(db, [row.id for row, _ in moved if row.kind in REACHING], today)
    for row, before in moved:
        if (row.state == "removed") != (before.state == "removed"):
            appealed, removed = courses[row.id].appealed, row.state == "removed"
            told = DECISION_REMOVED if removed else DECISION_RESTORED
            # By the day on which SKO's act was delivered; of other acts the day on which the office learnt of them is the best known.
            ended = appealed.delivered_on if removed and appealed is not None else today
            await db.emit_many(facts_of(db, [row], told, ended))
    await following.moved_many(db, {row.id: (before.state, row.state) for row, before in moved})
    for row, before in moved:
        if before.state == "final" and row.state != "final":
            (await recording.course_of(db, row.id)).final_told_on = before.final_on
    await db.flush()
    untold = [row for row, before in moved if before.state != "final" and courses[row.id].final_told_on is None]
    final = [row for row in untold if row.state == "final"]
    if final:
        await db.emit_many(facts_of(db, final, DECISION_FINAL))


async def settle_reached(db: WriteSession, acts: Sequence[UUID], today: date) -> None:
    """What the delivery of these acts does to the decision that each refers to: its term runs (art. 111 § 2), it is enforceable."""
    for act in (await acts_store.many(db, acts)).values() if acts else ():
        if act.refers_to is not None:
            older, made = await locked(db, act.refers_to), await shown(db, act.decision)
            if made.kind == "enforceability":
                await orders.enforce(db, made, act, older.id)
            await settle(db, older, today)


def of_the_organ(row: DecisionRow) -> DecisionRow:
    """The decision, if it is the office's own. Raises DecisionOfSko."""
    if row.author == "sko":
        raise DecisionOfSko("Rozstrzygnięcie SKO wykonuje się przy odwołaniu; nie podpisuje go ani nie wysyła organ.")
    return row


async def locked(db: WriteSession, decision: UUID) -> DecisionRow:
    """The decision, kept from other writers. Raises DecisionNotFound."""
    row = await store.lock(db, decision)
    if row is None:
        raise DecisionNotFound
    return row


async def shown(db: ReadSession | WriteSession, decision: UUID) -> DecisionRow:
    """The decision as it stands. Raises DecisionNotFound."""
    row = await store.load(db, decision)
    if row is None:
        raise DecisionNotFound
    return row


async def _locked(db: WriteSession, decision: UUID, version: int) -> DecisionRow:
    row = await locked(db, decision)
    check_version(version, row.version)
    return row


async def _move(db: WriteSession, row: DecisionRow, moved: Moments) -> Answer:
    for name in Moments.__slots__:
        setattr(row, name, getattr(moved, name))
    row.version += 1
    await db.flush()
    return _answer(row)


def _answer(row: DecisionRow) -> Answer:
    return Answer(id=row.id, version=row.version, state=row.state)
