"""What is done with decisions. An issued decision is never edited; whoever prepared it does not approve it."""

from datetime import date
from uuid import UUID

import orjson

from casework.applications import answering
from casework.benefits.catalogue import Catalogue
from casework.decisions import granting, moments, store
from casework.decisions.content import content_of
from casework.decisions.grants import Grant, span_of
from casework.decisions.moments import Moments
from casework.decisions.schemas import DecisionIn
from casework.decisions.tables import DecisionRow
from casework.facts.cases import DECISION_FINAL, DECISION_ISSUED
from casework.households import store as households
from casework.households.tables import HouseholdRow
from casework.persons import store as persons
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import Event, event, new_id
from kit.idempotency import Answer
from kit.problems import FieldError, NotFound, ValidationFailed
from kit.secrets import KeyRing, Place


class DecisionNotFound(NotFound):
    """No such decision in this gmina."""

    code = "decision_not_found"
    title = "Nie znaleziono decyzji"


async def prepare(
    *, db: WriteSession, keys: KeyRing, catalogue: Catalogue, order: DecisionIn, by: str, today: date
) -> Answer:
    """A caseworker's draft: assessed from facts or recorded; facts are kept encrypted for this decision."""
    content = content_of(catalogue, db.gmina, order)
    await _known(db, order)
    decision = new_id()
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
        prepared_by=by,
        prepared_on=today,
    )
    db.add(row)
    await db.flush()
    return _answer(row)


async def approve(*, db: WriteSession, decision: UUID, by: str, on: date | None, version: int, today: date) -> Answer:
    """The head approves what somebody else prepared."""
    row = await _locked(db, decision, version)
    return await _move(db, row, moments.approve(_moments(row), by=by, on=on or today, today=today))


async def issue(
    *, db: WriteSession, catalogue: Catalogue, decision: UUID, by: str, on: date | None, version: int, today: date
) -> Answer:
    """The decision goes out; a grant makes its awards and what they commit of the budget."""
    issued_on = on or today
    row = await _locked(db, decision, version)
    await answering.decision_issued(db, row, by=by, on=issued_on)
    answer = await _move(db, row, moments.issue(_moments(row), by=by, on=issued_on, today=today))
    household = await _household(db, row)
    db.emit(await _fact(db, row, DECISION_ISSUED, issued_on))
    await granting.grant(
        db=db,
        catalogue=catalogue,
        decision=row,
        issued_on=issued_on,
        household=household.pseudonym if household else None,
    )
    return answer


async def deliver(*, db: WriteSession, decision: UUID, on: date, version: int, today: date) -> Answer:
    """Delivered to the last party; becomes final at once or on the day that is computed."""
    row = await _locked(db, decision, version)
    in_full = row.outcome == "granted" and not row.refusals
    moved = moments.deliver(_moments(row), on=on, today=today, granted_in_full=in_full, justified=row.justified)
    answer = await _move(db, row, moved)
    if row.state == "final" and row.final_on is not None:
        db.emit(await _fact(db, row, DECISION_FINAL, row.final_on))
    return answer


async def withdraw(*, db: WriteSession, decision: UUID, version: int) -> Answer:
    """A draft is taken back before it is issued."""
    row = await _locked(db, decision, version)
    return await _move(db, row, moments.withdraw(_moments(row)))


async def finalise(*, db: WriteSession, today: date) -> int:
    """Delivered decisions whose term has run out become final; returns how many."""
    rows = await store.becoming_final(db, today)
    for row in rows:
        row.state = "final"
        row.version += 1
        if row.final_on is not None:
            db.emit(await _fact(db, row, DECISION_FINAL, row.final_on))
    await db.flush()
    return len(rows)


async def _locked(db: WriteSession, decision: UUID, version: int) -> DecisionRow:
    row = await store.lock(db, decision)
    if row is None:
        raise DecisionNotFound
    check_version(version, row.version)
    return row


async def _move(db: WriteSession, row: DecisionRow, moved: Moments) -> Answer:
    for name in Moments.__slots__:
        setattr(row, name, getattr(moved, name))
    row.version += 1
    await db.flush()
    return _answer(row)


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


async def _household(db: WriteSession, row: DecisionRow) -> HouseholdRow | None:
    return None if row.household is None else await households.load(db, row.household)


async def _fact(db: WriteSession, row: DecisionRow, type_: str, on: date) -> Event:
    known = await persons.many(db, {row.entitled, row.recipient})
    household = await _household(db, row)
    span = span_of([Grant.from_json(stored) for stored in row.grants])
    data = {
        "decision": row.id,
        "benefit": row.benefit,
        "kind": row.kind,
        "outcome": row.outcome,
        "on": on,
        "entitled": known[row.entitled].pseudonym,
        "recipient": known[row.recipient].pseudonym,
        "household": household.pseudonym if household else None,
        "refusal_grounds": sorted({refusal["code"] for refusal in row.refusals}),
        "reasons": sorted(row.reasons),
        "single": household.kind == "single" if household else row.single,
        "household_kind": household.kind if household else None,
        "channel": row.channel,
        "period_from": span[0] if span else None,
        "period_to": span[1] if span else None,
        "unit": row.unit,
    }
    return event(service=db.service, gmina=db.gmina, type=type_, subject=row.id, data=data)


def _moments(row: DecisionRow) -> Moments:
    return Moments(**{name: getattr(row, name) for name in Moments.__slots__})


def _answer(row: DecisionRow) -> Answer:
    return Answer(id=row.id, version=row.version, state=row.state)
