"""A matter goes into the register: an application that was passed on, or a decision that the voivode is asked about (art. 23a ust. 1-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import select

from casework.applications import store as applications
from casework.applications.desk import Act, Hand, matter_of
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_persons
from casework.awards.tables import AwardRow
from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.decisions.tables import DecisionRow
from casework.letters import store as letters
from casework.persons import store as persons
from casework.terms.named import named
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import Law
from kit.problems import FieldError, ValidationFailed
from services.family_benefits.coordination import COORDINATED
from services.family_benefits.coordination_matters import store
from services.family_benefits.coordination_matters.course import noted
from services.family_benefits.coordination_matters.problems import CoordinationWaits, NotForCoordination
from services.family_benefits.coordination_matters.schemas import CoordinationIn, StayIn
from services.family_benefits.coordination_matters.tables import CoordinationRow

_GONE_OUT = frozenset({"issued", "delivered", "final"})


@dataclass(frozen=True, slots=True)
class _Found:
    """What the matter is about, from the registers: whose, which benefits it may be about, when it went."""

    person: UUID
    unit: str
    benefits: frozenset[str]
    forwarded_on: date
    letter: UUID | None
    whose: Matter


async def register(hand: Hand, sight: Sight, catalogue: Catalogue, order: CoordinationIn) -> Answer:
    """Keeps the matter. Raises ValidationFailed, NotForCoordination, CoordinationWaits, OfficialExcluded, DayOutOfOrder."""
    if order.application is not None:
        found = await _application(hand, sight, order.application)
    elif order.decision is not None:
        found = await _decision(hand, sight, order.decision, order.asked_on)
    else:
        raise NotForCoordination
    await deciding.not_excluded(hand.db, hand.by, found.whose, hand.today)
    if not found.benefits:
        raise NotForCoordination
    benefits = _chosen(order.benefits, found.benefits)
    for one in await store.waiting(hand.db, application=order.application, decision=order.decision):
        if not benefits.isdisjoint(one.benefits):
            raise CoordinationWaits
    law = catalogue.law(hand.db.gmina)
    _states(law, order.stays, found.forwarded_on)
    await _persons(hand, sight, order.stays)
    if order.letter is not None and await letters.letter(hand.db, order.letter) is None:
        raise wrong("/letter", "letter_unknown", "Nie ma takiego pisma.")
    if order.answer_by is not None and order.answer_by < found.forwarded_on:
        raise wrong("/answer_by", "day_out_of_order", "Termin poprzedza przekazanie sprawy.")
    row = CoordinationRow(
        gmina=hand.db.gmina, id=new_id(), way="application" if order.application else "decision", person=found.person,
        unit=found.unit, application=order.application, decision=order.decision, benefits=sorted(benefits),
        stays=[one.model_dump(mode="json") for one in order.stays],
        organ=law.on(found.forwarded_on).text("koordynacja_organ"), forwarded_on=found.forwarded_on,
        letter=order.letter or found.letter,
        answer_by=order.answer_by or named("complex").of(found.forwarded_on).last_day, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    if row.way == "decision" or row.letter != found.letter:
        # That an application was passed on, and by which letter, its own course says.
        await noted(hand, row, Act("ask_coordination", row.forwarded_on, "art. 23a ust. 1-2 u.ś.r.", letter=row.letter))
    await hand.note("registered", "coordination_matter", row.id, legal_basis="art. 23a ust. 1-2 u.ś.r.")
    return Answer(id=row.id, version=row.version, state=row.state)


async def _application(hand: Hand, sight: Sight, application: UUID) -> _Found:
    """An application of which benefits were passed on, and when."""
    row = await applications.lock(hand.db, application) if await _seen(hand, sight, application) else None
    if row is None:
        raise wrong("/application", "application_unknown", "Nie ma takiego podania.")
    passed = [one for one in await applications.matters(hand.db, row.id) if one.outcome == "forwarded"]
    days = [one.closed_on for one in passed if one.closed_on is not None]
    if row.applicant is None or not days:
        raise NotForCoordination
    steps = [one for one in await applications.steps(hand.db, row.id) if one.step == "forward"]
    return _Found(
        row.applicant, row.unit, COORDINATED & {one.benefit for one in passed}, max(days),
        steps[-1].letter if steps else None, matter_of(row),
    )  # fmt: skip


async def _decision(hand: Hand, sight: Sight, decision: UUID, asked_on: date | None) -> _Found:
    """A decision that has gone out and grants, and the benefits of its rights."""
    row = await decisions.lock(hand.db, decision)
    seen = select(DecisionRow.id).where(
        DecisionRow.gmina == hand.db.gmina, DecisionRow.id == decision, sight.decisions()
    )
    if row is None or (await hand.db.exec(seen)).first() is None:
        raise wrong("/decision", "decision_unknown", "Nie ma takiej decyzji.")
    if row.state not in _GONE_OUT or row.issued_on is None:
        raise NotForCoordination
    of_rights = select(AwardRow.benefit).where(AwardRow.gmina == row.gmina, AwardRow.decision == row.id)
    benefits = COORDINATED.intersection((await hand.db.exec(of_rights)).all())
    whose = await deciding.matter_of(hand.db, row.id)
    return _Found(row.recipient, row.unit, benefits, hand.day(asked_on, row.issued_on), None, whose)


async def _seen(hand: Hand, sight: Sight, application: UUID) -> bool:
    return await applications.is_seen(hand.db, sight, application)


def _chosen(wanted: Sequence[str] | None, possible: frozenset[str]) -> frozenset[str]:
    """The benefits that are meant. Raises ValidationFailed."""
    if wanted is None:
        return possible
    told = "Tego świadczenia nie przekazano ani nie przyznano albo koordynacja go nie dotyczy."
    errors = [
        FieldError(f"/benefits/{n}", "not_for_coordination", told)
        for n, code in enumerate(wanted)
        if code not in possible
    ]
    if errors:
        raise ValidationFailed(told, errors=errors)
    return frozenset(wanted)


def _states(law: Law, stays: Sequence[StayIn], on: date) -> None:
    """The states are, or once were, ones of coordination: an agreement may keep a person in it whose state has left.

    Raises ValidationFailed.
    """
    parameter = law.parameters.get("koordynacja_panstwa")
    values = parameter.values if parameter else ()
    known = {code for one in values if one.valid_from <= on for code in str(one.value).split()}
    told = "W tym państwie nie stosuje się przepisów o koordynacji."
    errors = [
        FieldError(f"/stays/{n}/country", "state_not_coordinated", told)
        for n, one in enumerate(stays)
        if one.country not in known
    ]
    if errors:
        raise ValidationFailed(told, errors=errors)


async def _persons(hand: Hand, sight: Sight, stays: Sequence[StayIn]) -> None:
    named_ = {one.person for one in stays if one.person is not None}
    known = (await persons.many(hand.db, named_)).keys() - await hidden_persons(hand.db, sight, named_)
    for n, one in enumerate(stays):
        if one.person is not None and one.person not in known:
            raise wrong(f"/stays/{n}/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
