"""What is done with decisions. An issued decision is never edited; whoever prepared it does not approve it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import orjson

from casework.applications import answering
from casework.authority.deciding import may_decide, may_have_prepared, may_prepare
from casework.authority.sight import Sight, sight_of
from casework.awards.effects import Planned
from casework.benefits.catalogue import Catalogue
from casework.decisions import acting, acts_store, falling, granting, moments, older, store
from casework.decisions.act_schemas import ActIn
from casework.decisions.acts_store import ActRow
from casework.decisions.at_once import at_once
from casework.decisions.content import Content, content_of, declared
from casework.decisions.grants import clipped
from casework.decisions.moments import Moments
from casework.decisions.schemas import DecisionIn, DeliveryIn
from casework.decisions.tables import DecisionRow
from casework.decisions.telling import facts_of
from casework.deliveries import recording, standing
from casework.evidence.resting import rest_on
from casework.facts.cases import DECISION_FINAL, DECISION_ISSUED, DECISION_REMOVED, DECISION_RESTORED
from casework.households import store as households
from casework.overpayments import following
from casework.persons import store as persons
from kit.auth import Principal
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import FieldError, NotFound, ValidationFailed
from kit.secrets import KeyRing, Place


class DecisionNotFound(NotFound):
    """No such decision in this gmina."""

    code = "decision_not_found"
    title = "Nie znaleziono decyzji"


async def prepare(
    *, db: WriteSession, keys: KeyRing, catalogue: Catalogue, order: DecisionIn, who: Principal, today: date
) -> Answer:
    """A caseworker's draft: assessed from facts or recorded; facts are kept encrypted for this decision."""
    await may_prepare(db, who, order, today)
    act = None
    if order.act is None:
        content = content_of(catalogue, db.gmina, order)
    else:
        content, act = await _later(db, catalogue, order, order.act, today)
    await _known(db, order)
    answer = await store_draft(db=db, keys=keys, order=order, content=content, act=act, by=who.subject, today=today)
    await may_have_prepared(db, who.subject, answer.id, None if act is None else act.refers_to, today)
    if order.evidence is not None:
        await _rest_on(db, keys, catalogue, await sight_of(db, who, today), order, content, answer.id, today)
    return answer


async def store_draft(
    *, db: WriteSession, keys: KeyRing, order: DecisionIn, content: Content, act: ActRow | None, by: str, today: date
) -> Answer:
    """Stores a draft with the act that it is, if it is a later one."""
    decision = new_id() if act is None else act.decision
    facts = None
    if content.facts is not None:
        text = orjson.dumps(content.facts.model_dump(mode="json")).decode()
        facts = keys.encrypt(text, Place(db.gmina, "decision", "facts"), str(decision))
    row = DecisionRow(
        gmina=db.gmina,
        id=decision,
        benefit=order.benefit,
        kind=content.kind,
        outcome=content.outcome,
        state="prepared",
        entitled=order.entitled,
        recipient=order.recipient,
        household=order.household,
        unit=order.unit,
        channel=order.channel,
        reasons=list(order.reasons),
        single=order.single,
        on_day=order.on,
        legal_basis=content.legal_basis,
        reason=content.reason,
        justified=order.justified,
        grants=[grant.to_json() for grant in content.grants],
        refusals=list(content.refusals),
        steps=list(content.steps),
        receipt=content.receipt,
        facts=facts,
        persons={name: str(person) for name, person in order.persons.items()},
        prepared_by=by,
        prepared_on=today,
    )
    db.add(row)
    await db.flush()
    if act is not None:
        db.add(act)
        await db.flush()
    return _answer(row)


async def approve(
    *, db: WriteSession, catalogue: Catalogue, decision: UUID, by: str, on: date | None, version: int, today: date
) -> Answer:
    """The head approves what somebody else prepared, under an authorisation of that day."""
    day = on or today
    row = await _locked(db, decision, version)
    moved = moments.approve(_moments(row), by=by, on=day, today=today)
    await may_decide(db, decision=row, benefit=catalogue.get(row.benefit), by=by, on=day, today=today, step="approve")
    return await _move(db, row, moved)


async def issue(
    *, db: WriteSession, catalogue: Catalogue, decision: UUID, by: str, on: date | None, version: int, today: date
) -> Answer:
    """The decision goes out: a grant makes its awards, a later act changes them; what that commits of the budget is told.

    Raises AwardChanged, CannotBeBooked.
    """
    issued_on = on or today
    row = await _locked(db, decision, version)
    await answering.decision_issued(db, row, by=by, on=issued_on)
    moved = moments.issue(_moments(row), by=by, on=issued_on, today=today)
    signed = row.approved_by or by
    await may_decide(
        db, decision=row, benefit=catalogue.get(row.benefit), by=signed, on=issued_on, today=today, step="issue"
    )
    act = await acts_store.load(db, row.id)
    plans = [] if act is None else [Planned.from_json(stored) for stored in act.plan]
    row.at_once = at_once(catalogue, benefit=row.benefit, gmina=db.gmina, kind=row.kind, plans=plans, on=issued_on)
    answer = await _move(db, row, moved)
    await db.emit_many(facts_of(db, [row], DECISION_ISSUED))
    if act is None:
        await granting.grant(db=db, catalogue=catalogue, decision=row, issued_on=issued_on)
        await falling.take_over(db, row.id)
    else:
        await acting.issue(db, catalogue, row, act, issued_on)
    return answer


async def deliver(
    *, db: WriteSession, decision: UUID, delivered: DeliveryIn, by: str, version: int, today: date
) -> Answer:
    """Delivered to a party on a day; with the last one it becomes final at once or on the day that is computed."""
    row = await _locked(db, decision, version)
    moments.deliver(_moments(row), on=delivered.on, today=today)
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
    return await _move(db, row, moments.withdraw(_moments(row)))


async def settle(db: WriteSession, row: DecisionRow, today: date) -> Answer:
    """What follows for a locked decision from what its parties did; its finality is told to the log once.

    Who wrote what takes decisions away, or gives them back, lets falling.weighed() follow.
    """
    await db.flush()
    course = (await standing.known(db, [row.id]))[row.id]
    if not course.parties:
        return _answer(row)
    before, was_final_on, moved = row.state, row.final_on, standing.moved(row, course, today)
    row.enforceable_on = standing.enforceable_on(row, course)
    if moved == _moments(row):
        await db.flush()
        return _answer(row)
    answer = await _move(db, row, moved)
    if (row.state == "removed") != (before == "removed"):
        told = DECISION_REMOVED if row.state == "removed" else DECISION_RESTORED
        # By the day on which SKO's act was delivered; of other acts the day on which the office learnt of them is the best known.
        ended = course.appealed.delivered_on if row.state == "removed" and course.appealed is not None else today
        await db.emit_many(facts_of(db, [row], told, ended))
    await following.moved(db, row.id, before, row.state)
    if before == "final" and row.state != "final":
        (await recording.course_of(db, row.id)).final_told_on = was_final_on
        await db.flush()
    elif before != "final" and row.state == "final" and course.final_told_on is None:
        await db.emit_many(facts_of(db, [row], DECISION_FINAL))
    return answer


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


async def _later(
    db: WriteSession, catalogue: Catalogue, order: DecisionIn, act: ActIn, today: date
) -> tuple[Content, ActRow]:
    """What a later act says and plans; its facts are assessed anew."""
    declared(catalogue, order.benefit)
    before = await older.older_of(db, order, act, today)
    ground = await acting.ground_of(db, catalogue, act, order.benefit, before, order.on)
    new = order.recorded is not None or getattr(order, "facts", None) is not None
    assessed = content_of(catalogue, db.gmina, order) if new else None
    content = acting.content_of(order, act, ground, assessed)
    first, plans = await acting.plan(db, act, before, content)
    row = acting.row_of(db.gmina, new_id(), act, before, ground, first)
    row.plan = [one.to_json() for one in plans]
    if first is not None:
        content = replace(content, grants=clipped(content.grants, first))
    return content, row


async def _rest_on(
    db: WriteSession,
    keys: KeyRing,
    catalogue: Catalogue,
    sight: Sight,
    order: DecisionIn,
    content: Content,
    decision: UUID,
    today: date,
) -> None:
    if order.evidence is None or content.facts is None:
        raise ValidationFailed(
            errors=[FieldError("/evidence", "facts_required", "Na ustaleniach opiera się decyzja wydana z faktów.")]
        )
    basis = order.evidence
    named = {"person": basis.person or order.entitled, "household": basis.household or order.household}
    if basis.application is not None:
        named = {name: getattr(basis, name) for name in named}
    await rest_on(
        db,
        keys,
        catalogue,
        sight,
        decision=decision,
        benefit=order.benefit,
        on=order.on,
        basis=basis.model_copy(update=named),
        facts=content.facts,
        today=today,
    )


async def _known(db: WriteSession, order: DecisionIn) -> None:
    named = {
        "/entitled": order.entitled,
        "/recipient": order.recipient,
        **{f"/persons/{name.replace('~', '~0').replace('/', '~1')}": person for name, person in order.persons.items()},
    }
    known = await persons.many(db, set(named.values()))
    errors = [
        FieldError(pointer, "person_unknown", "Tej osoby nie ma w rejestrze.")
        for pointer, person in named.items()
        if person not in known
    ]
    if order.household is not None and await households.load(db, order.household) is None:
        errors.append(FieldError("/household", "household_unknown", "Tej rodziny nie ma w rejestrze."))
    if errors:
        raise ValidationFailed("Wskazanej osoby lub rodziny nie ma w rejestrze.", errors=errors)


def _moments(row: DecisionRow) -> Moments:
    return Moments(**{name: getattr(row, name) for name in Moments.__slots__})


def _answer(row: DecisionRow) -> Answer:
    return Answer(id=row.id, version=row.version, state=row.state)
