"""SKO's result carried out. What SKO decided itself (k.p.a. art. 138 § 1 pkt 2) is final and the office pays by it: one person enters
SKO's months and amounts, another carries them out; it has no letter, number or appeal of the office's.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from casework.appeals import later_acts, store
from casework.appeals.problems import DecisionUnfit
from casework.appeals.rules import DECIDED_BY_SKO, NEEDS_DECISION, REMOVES
from casework.appeals.schemas import CarryOutIn, SkoDecisionIn
from casework.appeals.service import answer, carrying, day_of, locked, moved, replaced
from casework.appeals.states import APPEAL
from casework.appeals.tables import AppealRow, ResultRow
from casework.authority.deciding import matter_of, may_settle, not_excluded
from casework.authority.rules import another_person
from casework.awards.algebra import Overlapping, Stretch, schedule
from casework.benefits.catalogue import Catalogue
from casework.booking import money_lines
from casework.decisions import acts_store, granting
from casework.decisions import service as decisions
from casework.decisions.grants import Grant
from casework.decisions.kinds import ORDERED, kinds
from casework.decisions.moments import SameOfficial
from casework.decisions.tables import DecisionRow
from casework.decisions.telling import facts_of
from casework.deliveries.states import DECISION_OF_SKO
from casework.facts.cases import DECISION_FINAL, DECISION_ISSUED
from casework.persons import one_person
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import grosze
from kit.periods import parse_month
from kit.problems import FieldError, ValidationFailed

_ARTICLE = "art. 138 § 1 pkt 2 k.p.a."


async def enter(
    *, db: WriteSession, catalogue: Catalogue, appeal: UUID, order: SkoDecisionIn, by: str, version: int, today: date
) -> Answer:
    """SKO's months and amounts, for another person to carry out; what was entered before is taken back. Raises DecisionUnfit.

    order.act: what SKO decided of a later act (later_acts.py).
    """
    row, made = await locked(db, appeal, version, "enter_sko_decision")
    last = (await store.results(db, made.id))[-1]
    act = await acts_store.load(db, row.id)
    if last.outcome not in DECIDED_BY_SKO or (act is None) != (order.act is None):
        told = "SKO nie rozstrzygnęło samo o prawie przyznanym tą decyzją."
        raise DecisionUnfit(told, errors=[FieldError("/grants", "decision_unfit", told)])
    await not_excluded(db, by, await matter_of(db, row.id), today)
    grants = _grants(catalogue, row, order, await _entries_named(db, row, order), today)
    if made.sko_decision is not None:
        before = await decisions.locked(db, made.sko_decision)
        if before.state == "prepared":
            before.state, before.version = DECISION_OF_SKO.move(before.state, "withdraw"), before.version + 1
    kind = None if order.act is None else later_acts.kind_of(row, order.act, months=bool(grants), worsens=last.worsens)
    entered = _of_sko(row, last, grants, by, today, kind)
    db.add(entered)
    await db.flush()
    if act is not None and order.act is not None:
        db.add(later_acts.act_of(entered, act, order.act, decided_on=last.decided_on, worsens=last.worsens))
        await db.flush()
    made.sko_decision = entered.id
    made.version += 1
    await db.flush()
    return answer(made)


async def carry_out(
    *, db: WriteSession, catalogue: Catalogue, appeal: UUID, order: CarryOutIn, by: str, version: int, today: date
) -> Answer:
    """The office did what the result asks of it: pays as SKO decided, or decided anew what was sent back.

    SKO's own decision that was entered for it takes effect now, by another person than who entered it. Not by an official who is
    excluded from the matter; without a decision of the office, that was signed under an authorisation, only by somebody who has one.
    Raises OfficialExcluded, NoAuthority, SameOfficial, DecisionUnfit.
    """
    row, made = await locked(db, appeal, version, "carry_out")
    last = (await store.results(db, made.id))[-1]
    by_sko = last.outcome in DECIDED_BY_SKO
    act = await acts_store.load(db, row.id)
    if by_sko and order.decision is not None:
        told = "SKO rozstrzygnęło samo; wprowadza się jego rozstrzygnięcie (sko-decision), organ nie decyduje ponownie."
        raise DecisionUnfit(
            told, errors=[FieldError("/decision", "decided_by_sko", told)], legal_basis=["art. 156 § 1 pkt 3 k.p.a."]
        )
    if by_sko and made.sko_decision is None:
        told = "Najpierw wprowadza się rozstrzygnięcie SKO (sko-decision)."
        raise DecisionUnfit(told, errors=[FieldError("/decision", "sko_decision_required", told)])
    # An order that SKO took away needs no other one: the proceedings go on without it.
    if not by_sko and order.decision is None and last.outcome in NEEDS_DECISION and row.outcome != ORDERED:
        raise DecisionUnfit(
            errors=[FieldError("/decision", "required", "To rozstrzygnięcie wykonuje się decyzją organu.")]
        )
    if order.decision is None:
        await may_settle(db, decision=row, benefit=catalogue.get(row.benefit), by=by, on=today)
    else:
        await not_excluded(db, by, await matter_of(db, row.id), today)
    new = None if order.decision is None else await carrying(db, row, order.decision, after=last.decided_on)
    if by_sko:
        new = await _takes_effect(db, catalogue, made, last, by, today)
        if act is None:
            await granting.grant(db=db, catalogue=catalogue, decision=new, issued_on=today)
        else:
            await later_acts.takes_effect(db, catalogue, row, new, order.items, by=by, today=today)
    made.carried_out_by = None if new is None else new.id
    made.carried_out_on = day_of(order.on, today, after=last.decided_on)
    if by_sko or last.outcome in REMOVES or (new is not None and not await _in_chain(db, new, row)):
        await replaced(db, catalogue, row, new, by=by, today=today)
    return await moved(db, row, made, APPEAL.move(made.state, "carry_out"), today)


async def _takes_effect(
    db: WriteSession, catalogue: Catalogue, made: AppealRow, last: ResultRow, by: str, today: date
) -> DecisionRow:
    """What was entered is final since the day on which SKO's act was delivered; its awards are made today."""
    if made.sko_decision is None:
        raise DecisionUnfit
    new = await decisions.locked(db, made.sko_decision)
    state = DECISION_OF_SKO.move(new.state, "carry_out")
    if not another_person(by, new.prepared_by):
        raise SameOfficial
    new.state, new.approved_by, new.approved_on = state, by, today
    new.issued_on, new.delivered_on = last.decided_on, last.delivered_on
    new.final_on = new.enforceable_on = last.delivered_on
    new.version += 1
    await db.flush()
    for fact in (DECISION_ISSUED, DECISION_FINAL):
        await db.emit_many(facts_of(db, [new], fact))
    return new


def _of_sko(
    row: DecisionRow, last: ResultRow, grants: list[Grant], by: str, today: date, kind: str | None = None
) -> DecisionRow:
    told = f"Samorządowe Kolegium Odwoławcze rozstrzygnęło decyzją {last.sign} z {last.decided_on.isoformat()} ({_ARTICLE})"
    refusal = {"code": "decided_by_sko", "article": _ARTICLE, "text": told, "person": None}
    made = kind or ("grant" if grants else "refuse")
    outcome = kinds()[made].outcome
    same = (
        "gmina",
        "benefit",
        "entitled",
        "recipient",
        "household",
        "unit",
        "channel",
        "reasons",
        "single",
        "on_day",
        "persons",
    )
    return DecisionRow(
        **{name: getattr(row, name) for name in same},
        id=new_id(),
        kind=made,
        outcome=outcome,
        state="prepared",
        legal_basis=f"{_ARTICLE}, decyzja SKO {last.sign}",
        justified=True,
        grants=[one.to_json() for one in grants],
        refusals=[refusal] if outcome == "refused" else [],
        steps=[told],
        prepared_by=by,
        prepared_on=today,
        author="sko",
    )


async def _entries_named(db: WriteSession, row: DecisionRow, order: SkoDecisionIn) -> dict[UUID, UUID]:
    """The entry by which the decision names each of its persons, by whichever entry of hers SKO's months may name her."""
    persons = [row.entitled, *(UUID(one["entitled"]) for one in row.grants), *map(UUID, row.persons.values())]
    told = {one.entitled for one in order.grants if one.entitled is not None}
    stands = await one_person.stand_ins(db, {*persons, *told})
    named = {stands[one]: one for one in reversed(persons)}
    return {one: named[stands[one]] for one in told if stands[one] in named} | {one: one for one in persons}


def _grants(
    catalogue: Catalogue, row: DecisionRow, order: SkoDecisionIn, persons: Mapping[UUID, UUID], today: date
) -> list[Grant]:
    """What SKO granted: of the benefits, and for the persons, of the decision. Raises ValidationFailed, CannotBeBooked.

    persons: the entries of the decision's persons, as the decision names them.
    """
    before = [Grant.from_json(stored) for stored in row.grants]
    benefits = {row.benefit, *(one.benefit for one in before)}
    grants: list[Grant] = []
    errors: list[FieldError] = []
    for number, one in enumerate(order.grants):
        benefit, told = one.benefit or row.benefit, one.entitled or row.entitled
        entitled = persons.get(told, told)
        last = None if one.last_month is None else parse_month(one.last_month)
        grant = Grant(
            benefit, entitled, parse_month(one.first_month), last, grosze(one.amount), one.variant, one.mechanism
        )
        where = f"/grants/{number}"
        if benefit not in benefits:
            errors.append(FieldError(f"{where}/benefit", "other_matter", "Decyzja nie dotyczyła tego świadczenia."))
        elif one.variant is not None and one.variant not in catalogue.get(benefit).variant_names(row.on_day):
            errors.append(
                FieldError(f"{where}/variant", "unknown_variant", "Świadczenie nie ma takiej wartości w tym dniu.")
            )
        elif one.mechanism is not None and one.mechanism not in catalogue.get(benefit).mechanism_names(row.on_day):
            errors.append(
                FieldError(f"{where}/mechanism", "unknown_mechanism", "Świadczenie nie ma takiej wartości w tym dniu.")
            )
        if entitled not in persons:
            errors.append(FieldError(f"{where}/entitled", "other_matter", "Decyzja nie dotyczyła tej osoby."))
        grants.append(grant)
    if not errors and _overlap(grants):
        errors.append(FieldError("/grants", "months_overlap", "Miesiące tego samego prawa zachodzą na siebie."))
    if errors:
        raise ValidationFailed(errors=errors)
    for grant in grants:
        # Refused now rather than when it is carried out.
        money_lines(catalogue.get(grant.benefit), grant.amount, today)
    return grants


def _overlap(grants: list[Grant]) -> bool:
    of_right: dict[tuple[object, ...], list[Stretch]] = {}
    for one in grants:
        key = (one.benefit, one.entitled, one.variant, one.mechanism)
        of_right.setdefault(key, []).append(Stretch(one.first, one.last, one.amount))
    try:
        for months in of_right.values():
            schedule(months)
    except Overlapping:
        return True
    return False


async def _in_chain(db: WriteSession, new: DecisionRow, row: DecisionRow) -> bool:
    """Whether the new decision is a later act of the same chain, which changes its awards itself."""
    act, mine = await acts_store.load(db, new.id), await acts_store.load(db, row.id)
    return act is not None and act.root == (row.id if mine is None else mine.root)
