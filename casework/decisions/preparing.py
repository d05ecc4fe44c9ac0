"""Preparing a decision: assessed from facts or recorded, or a later act; its facts are kept encrypted for it alone."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from casework.authority.deciding import may_have_prepared, may_prepare
from casework.authority.sight import Sight, sight_of
from casework.benefits.catalogue import Catalogue
from casework.decisions import acting, folder, older, orders
from casework.decisions.act_schemas import ActIn
from casework.decisions.acts_store import ActRow
from casework.decisions.content import Content, content_of, declared
from casework.decisions.grants import clipped
from casework.decisions.schemas import DecisionIn
from casework.decisions.tables import DecisionRow
from casework.evidence.resting import rest_on
from casework.households import store as households
from casework.persons import store as persons
from kit.auth import Principal
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed
from kit.secrets import KeyRing, Place


async def prepare(
    *, db: WriteSession, keys: KeyRing, catalogue: Catalogue, order: DecisionIn, who: Principal, today: date
) -> Answer:
    """A caseworker's draft: assessed from facts or recorded; facts are kept encrypted for this decision."""
    await may_prepare(db, who, order, today)
    sight = await sight_of(db, who, today)
    order = await older.under_its_entries(db, order)
    older_draft = await folder.taken_out(db, sight, order)
    act = None
    if order.act is None:
        content = content_of(catalogue, db.gmina, order)
    else:
        await orders.known(db, sight, order.act)
        content, act = await _later(db, catalogue, order, order.act, today)
    await _known(db, order)
    answer = await store_draft(db=db, keys=keys, order=order, content=content, act=act, by=who.subject, today=today)
    if order.act is not None:
        await orders.put(
            db, order.act, await db.get_one(DecisionRow, (db.gmina, answer.id)), by=who.subject, today=today
        )
    await may_have_prepared(db, who.subject, answer.id, None if act is None else act.refers_to, today)
    if order.evidence is not None:
        await _rest_on(db, keys, catalogue, sight, order, content, answer.id, today)
    await folder.put_in(db, older_draft, answer.id, by=who.subject, today=today)
    return answer


async def store_draft(
    *, db: WriteSession, keys: KeyRing, order: DecisionIn, content: Content, act: ActRow | None, by: str, today: date
) -> Answer:
    """Stores a draft with the act that it is, if it is a later one."""
    decision = new_id() if act is None else act.decision
    facts = None
    if content.facts is not None:
        # Nothing means the same as None in a form of facts, and would be read back again and again.
        text = content.facts.model_dump_json(exclude_none=True)
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
    return Answer(id=row.id, version=row.version, state=row.state)


async def _later(
    db: WriteSession, catalogue: Catalogue, order: DecisionIn, act: ActIn, today: date
) -> tuple[Content, ActRow]:
    """What a later act says and plans; its facts are assessed anew."""
    declared(catalogue, order.benefit)
    before = await older.older_of(db, order, act, today)
    act = await acting.by_party(db, act, before)
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
