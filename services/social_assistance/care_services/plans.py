"""What is done with services of one person: granted or begun urgently, decided, changed, ended, taken back (u.p.s. art. 50-50a)."""

from datetime import date
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import OtherUnit, wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_households, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.households import store as households
from casework.persons import one_person
from casework.persons import store as persons
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.money import grosze
from kit.periods import first_day, month_of, parse_month
from services.social_assistance.care_services import store
from services.social_assistance.care_services.problems import (
    CareMonthConfirmed,
    CarePlanExists,
    CarePlanNotFound,
    CareServed,
)
from services.social_assistance.care_services.reckoning import holding, in_force
from services.social_assistance.care_services.rules import urgent_decision_by
from services.social_assistance.care_services.schemas import (
    CareChangeIn,
    CareDecideIn,
    CareEndIn,
    CarePlanIn,
    CareTermIn,
    of_the_state,
)
from services.social_assistance.care_services.states import ARTICLES, CARE_PLAN
from services.social_assistance.care_services.tables import CarePlanRow, CareTermRow

SUBJECT = "care_plan"
_GRANTED, _URGENT = "art. 50 ust. 5 u.p.s.", "art. 50a ust. 1 u.p.s."


async def open_plan(hand: Hand, sight: Sight, catalogue: Catalogue, body: CarePlanIn) -> Answer:
    """Services of a person begin. Raises ValidationFailed, OtherUnit, OfficialExcluded, DayOutOfOrder, CarePlanExists.

    Without a decision they are urgent: the decision is to follow in the days of art. 50a, which the law has since 30.05.2021.
    """
    if not sight.works_on(body.unit):
        raise OtherUnit
    await _known(hand, sight, body)
    row = CarePlanRow(
        gmina=hand.db.gmina, id=new_id(), person=body.person, household=body.household, service=body.service,
        since=body.since, until=body.until, state="open", unit=body.unit, noted_by=hand.by,
    )  # fmt: skip
    if body.decision is None:
        row.state, row.urgent_since = "urgent", hand.day(body.since, date.min)
        row.decide_by = _decide_by(catalogue, row)
    else:
        row.decision = await _decision(hand, sight, row, body.decision)
    await deciding.not_excluded(hand.db, hand.by, _matter(row), hand.today)
    if await store.overlapping(hand.db, row):
        raise CarePlanExists
    hand.db.add(row)
    await hand.db.flush()
    hand.db.add(_term(hand, row, 1, month_of(row.since), body.term, row.decision, "/term"))
    await hand.db.flush()
    await hand.note("open", SUBJECT, row.id, legal_basis=_GRANTED if row.decision else _URGENT)
    return Answer(id=row.id, version=row.version, state=row.state)


async def decide(hand: Hand, sight: Sight, plan: UUID, body: CareDecideIn, version: int) -> Answer:
    """The decision on what began before it is there. Raises CarePlanNotFound, TransitionNotAllowed, ValidationFailed, CareServed."""
    row = await opened(hand, sight, plan, version)
    state = CARE_PLAN.move(row.state, "decide")
    row.decision = await _decision(hand, sight, row, body.decision)
    if body.until is not None:
        await _ends(hand, row, body.until)
    return await changed(hand, row, "decide", state)


async def change(hand: Hand, sight: Sight, plan: UUID, body: CareChangeIn, version: int) -> Answer:
    """Something else holds from a month on. Raises CarePlanNotFound, TransitionNotAllowed, CareMonthConfirmed, ValidationFailed.

    What the decision found or granted changes by a decision (art. 106 ust. 5); the day of payment may do so without one.
    """
    row = await opened(hand, sight, plan, version)
    state = CARE_PLAN.move(row.state, "change")
    since = parse_month(body.since)
    if since < month_of(row.since) or (row.until is not None and since > month_of(row.until)):
        raise wrong("/since", "month_outside_plan", "Ten miesiąc leży poza okresem usług.")
    decision = None if body.decision is None else await _decision(hand, sight, row, body.decision)
    months = await store.last_months(hand.db, row.id)
    if any(one.state == "confirmed" for at, one in months.items() if at >= since):
        raise CareMonthConfirmed
    terms = (await store.terms(hand.db, [row.id]))[row.id]
    term, before = _term(hand, row, len(terms) + 1, since, body.term, decision, "/term"), in_force(terms, since)
    if decision is None:
        if before is None or _decided(before) != _decided(term):
            raise wrong("/decision", "decision_needed", "Zakres usług, dochód i odpłatność zmienia decyzja.")
        term.decision = before.decision
    hand.db.add(term)
    return await changed(hand, row, "change", state)


async def end(hand: Hand, sight: Sight, plan: UUID, body: CareEndIn, version: int) -> Answer:
    """The last day of the services. Raises CarePlanNotFound, TransitionNotAllowed, CareServed, ValidationFailed."""
    row = await opened(hand, sight, plan, version)
    state = CARE_PLAN.move(row.state, "end")
    await _ends(hand, row, body.on)
    return await changed(hand, row, "end", state)


async def cancel(hand: Hand, sight: Sight, plan: UUID, version: int) -> Answer:
    """The plan was entered in error, and nobody served under it. Raises CarePlanNotFound, TransitionNotAllowed, CareServed."""
    row = await opened(hand, sight, plan, version)
    state = CARE_PLAN.move(row.state, "cancel")
    if holding(await store.days_after(hand.db, row.id, date.min)):
        raise CareServed
    return await changed(hand, row, "cancel", state)


async def opened(hand: Hand, sight: Sight, plan: UUID, version: int) -> CarePlanRow:
    """The plan, kept from other writers. Raises CarePlanNotFound, PreconditionFailed, OfficialExcluded."""
    row = await store.load(hand.db, sight, plan, lock=True)
    if row is None:
        raise CarePlanNotFound
    check_version(version, row.version)
    await deciding.not_excluded(hand.db, hand.by, _matter(row), hand.today)
    return row


async def changed(hand: Hand, row: CarePlanRow, step: str, state: str, article: str | None = None) -> Answer:
    """The plan stands in its state at its next version, and the step is in the audit log."""
    row.state, row.version = state, row.version + 1
    await hand.db.flush()
    await hand.note(step, SUBJECT, row.id, legal_basis=article or ARTICLES.get((step, state)) or None)
    return Answer(id=row.id, version=row.version, state=row.state)


def _matter(row: CarePlanRow) -> Matter:
    return Matter(frozenset({row.person}), household=row.household, decision=row.decision)


def _decide_by(catalogue: Catalogue, row: CarePlanRow) -> date:
    try:
        return urgent_decision_by(row.since, catalogue.law(row.gmina).on(row.since))
    except NoParameter:
        raise wrong("/decision", "not_urgent_yet", "W tym dniu usług nie można było rozpocząć przed decyzją.") from None


async def _ends(hand: Hand, row: CarePlanRow, on: date) -> None:
    if on < row.since:
        raise wrong("/on", "plan_range", "Usługi kończą się przed ich początkiem.")
    if row.until is not None and on > row.until:
        raise wrong("/on", "plan_range", "Decyzja przyznaje usługi tylko do wcześniejszego dnia.")
    if holding(await store.days_after(hand.db, row.id, on)):
        raise CareServed
    row.until = on


async def _known(hand: Hand, sight: Sight, body: CarePlanIn) -> None:
    person = await persons.load(hand.db, body.person)
    if person is None or person.merged_into is not None or await hidden_persons(hand.db, sight, {body.person}):
        raise wrong("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
    if body.household is None:
        return
    family = await households.load(hand.db, body.household)
    if family is None or await hidden_households(hand.db, sight, [body.household]):
        raise wrong("/household", "household_unknown", "Tej rodziny nie ma w rejestrze.")


async def _decision(hand: Hand, sight: Sight, row: CarePlanRow, wanted: UUID) -> UUID:
    """The decision, where it is one on this service of this person that was issued."""
    found = await store.decision(hand.db, sight, wanted)
    if found is None:
        raise wrong("/decision", "decision_unknown", "Nie ma takiej decyzji.")
    hers = found.entitled in await one_person.entries(hand.db, row.person)
    if not hers or found.benefit != row.service or found.state not in store.IN_FORCE:
        raise wrong("/decision", "decision_of_another", "To nie jest wydana decyzja o tych usługach dla tej osoby.")
    return found.id


def _decided(row: CareTermRow) -> tuple[object, ...]:
    """What of a term a decision says: the care and what its fee is measured by."""
    return (
        row.care_level, row.household_kind, row.hours_month, row.income, row.persons, row.hour_price, row.exempted,
        row.exempt_ground,
    )  # fmt: skip


def _term(
    hand: Hand, row: CarePlanRow, number: int, since: int, body: CareTermIn, decision: UUID | None, pointer: str
) -> CareTermRow:
    state = of_the_state(row.service)
    if state != (body.hour_price is not None):
        told = "Cenę godziny podaje się przy usługach dla osób z zaburzeniami psychicznymi i tylko przy nich."
        raise wrong(f"{pointer}/hour_price", "hour_price", told)
    if state != (body.due_day is None):
        told = "Dzień płatności podaje się przy usługach, za które odpłatność określa rada gminy, i tylko przy nich."
        raise wrong(f"{pointer}/due_day", "due_day", told)
    price = None if body.hour_price is None else grosze(body.hour_price)
    if price == 0:
        raise wrong(f"{pointer}/hour_price", "amount_zero", "Kwota musi być większa od zera.")
    return CareTermRow(
        gmina=row.gmina, plan=row.id, number=number, since=first_day(since), care_level=body.care_level,
        household_kind=body.household_kind, hours_month=body.hours_month, income=grosze(body.income),
        persons=body.persons, hour_price=price, exempted=body.exempted, exempt_ground=body.exempt_ground,
        due_day=body.due_day, decision=decision, noted_by=hand.by,
    )  # fmt: skip
