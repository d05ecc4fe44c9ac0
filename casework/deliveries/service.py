"""What is noted of a decision's parties: who they are, what was sent to them and what became of it, waivers.

Every act locks the decision first and ends with what follows for it (decisions.service.settle).
"""

from datetime import date
from uuid import UUID

from casework.decisions import service as decisions
from casework.decisions.finality import Party, finality, remedy_term
from casework.decisions.kinds import Remedy
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.tables import DecisionRow
from casework.deliveries import recording, standing, store
from casework.deliveries.problems import (
    DeliveryImpossible,
    DeliveryNotFound,
    PartyExists,
    PartyNotFound,
    WaiverExists,
    WaiverWithoutEffect,
)
from casework.deliveries.schemas import (
    CaseStartIn,
    DeliveryEventOut,
    DeliveryOut,
    EventIn,
    ImmediateIn,
    PartyChangeIn,
    PartyIn,
    PartyOut,
    SendingIn,
    WaiverIn,
    WaiverOut,
)
from casework.deliveries.states import DECISION, DELIVERY
from casework.deliveries.tables import DeliveryEventRow, DeliveryRow, PartyRow, WaiverRow
from casework.letters import store as letters
from casework.persons import store as persons
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed


async def add_party(*, db: WriteSession, decision: UUID, party: PartyIn, by: str, today: date) -> Answer:
    """A party of the decision; the one who is paid is noted first, if nobody was. Raises PartyExists."""
    row = await decisions.locked(db, decision)
    DECISION.move(row.state, "note_party")
    not_future(today, attorney_since=party.attorney_since)
    await _known(db, {"/person": party.person, "/attorney": party.attorney})
    others = await recording.parties_of(db, row)
    if party.person is not None and any(one.person == party.person for one in others):
        raise PartyExists
    made = PartyRow(gmina=db.gmina, id=new_id(), decision=row.id, noted_by=by, **party.model_dump())
    db.add(made)
    await decisions.settle(db, row, today)
    return Answer(id=made.id, version=made.version, state="noted")


async def change_party(
    *, db: WriteSession, decision: UUID, party: UUID, change: PartyChangeIn, version: int, today: date
) -> Answer:
    """An attorney, a consent or a request to supplement became known."""
    row = await decisions.locked(db, decision)
    DECISION.move(row.state, "note_party")
    found = await party_of(db, row, party)
    check_version(version, found.version)
    told = change.model_dump(exclude_unset=True)
    not_future(today, **{name: value for name, value in told.items() if isinstance(value, date)})
    if "attorney" in told:
        await _known(db, {"/attorney": told["attorney"]})
    for name, value in told.items():
        setattr(found, name, value)
    if (found.attorney is None) != (found.attorney_since is None):
        raise ValidationFailed(
            errors=[FieldError("/attorney_since", "attorney_since", "Pełnomocnika podaje się z dniem pełnomocnictwa.")]
        )
    asked, answered = found.supplement_asked_on, found.supplement_answered_on
    if answered is not None and (asked is None or answered < asked):
        raise DayOutOfOrder("Odpowiedź nie poprzedza żądania uzupełnienia.", "/supplement_answered_on")
    found.version += 1
    await decisions.settle(db, row, today)
    return Answer(id=found.id, version=found.version, state="noted")


async def send(*, db: WriteSession, decision: UUID, sending: SendingIn, by: str, today: date) -> Answer:
    """An act goes out to a party; what happens to it is noted as events."""
    row = await decisions.locked(db, decision)
    DECISION.move(row.state, "send")
    party = await party_of(db, row, sending.party)
    sent_on = sending.sent_on or today
    not_future(today, sent_on=sending.sent_on)
    if row.issued_on is not None and sent_on < row.issued_on:
        raise DayOutOfOrder("Pismo wysłano przed wydaniem decyzji.", "/sent_on")
    checked = sending.address
    if checked is not None and checked.checked_on > sent_on:
        raise DayOutOfOrder("Adres sprawdza się przed wysłaniem.", "/address/checked_on")
    if sending.way == "electronic" and (checked is None or not checked.found):
        raise DeliveryImpossible("Przed doręczeniem elektronicznym sprawdza się adres w BAE i musi on istnieć.")
    if sending.letter is not None and await letters.letter(db, sending.letter) is None:
        raise ValidationFailed(errors=[FieldError("/letter", "letter_unknown", "Nie ma takiego pisma.")])
    made = await recording.sent(
        db,
        row,
        party,
        act=sending.act,
        way=sending.way,
        on=sent_on,
        by=by,
        to=sending.to,
        address=None if checked is None else (checked.checked_on, checked.found),
        letter=sending.letter,
        message=sending.message,
        new_address_told_on=sending.new_address_told_on,
    )
    await decisions.settle(db, row, today)
    return Answer(id=made.id, version=made.version, state=made.state)


async def note_event(
    *, db: WriteSession, decision: UUID, delivery: UUID, event: EventIn, by: str, version: int, today: date
) -> Answer:
    """Something happened to the letter, or an event was noted in error; the day of delivery follows."""
    row = await decisions.locked(db, decision)
    sending = await store.delivery(db, delivery)
    if sending is None or sending.decision != row.id:
        raise DeliveryNotFound
    check_version(version, sending.version)
    DELIVERY.move(sending.state, "note_event")
    not_future(today, on=event.on)
    noted = (await store.events(db, [sending.id]))[sending.id]
    if event.corrects is not None:
        taken_back = {one.corrects for one in noted}
        if event.corrects in taken_back or all(one.number != event.corrects for one in noted):
            raise DeliveryImpossible("Nie ma zdarzenia o tym numerze albo zostało już sprostowane.")
    db.add(
        DeliveryEventRow(
            gmina=db.gmina,
            delivery=sending.id,
            number=len(noted) + 1,
            kind=event.kind,
            on_day=event.on,
            corrects=event.corrects,
            proof=event.proof,
            noted_by=by,
        )
    )
    sending.version += 1
    await recording.weighed(db, sending, today)
    await decisions.settle(db, row, today)
    return Answer(id=sending.id, version=sending.version, state=sending.state)


async def waive(*, db: WriteSession, decision: UUID, waiver: WaiverIn, by: str, today: date) -> Answer:
    """A party waives the appeal; with the last one the decision is final that day. Raises WaiverExists, WaiverWithoutEffect."""
    row = await decisions.locked(db, decision)
    DECISION.move(row.state, "waive")
    party = await party_of(db, row, waiver.party)
    not_future(today, received_on=waiver.received_on)
    course = await standing.known(db, [row.id])
    own = _own(course, row, party)
    if own.waived_on is not None:
        raise WaiverExists
    if not _counts(own, waiver.received_on, course[row.id].remedy):
        raise WaiverWithoutEffect(legal_basis=["art. 127a § 1 k.p.a."])
    made = WaiverRow(
        gmina=db.gmina,
        id=new_id(),
        decision=row.id,
        party=party.id,
        received_on=waiver.received_on,
        proof=waiver.proof,
        noted_by=by,
    )
    db.add(made)
    await decisions.settle(db, row, today)
    return Answer(id=made.id, version=1, state="noted")


async def set_case_start(*, db: WriteSession, decision: UUID, start: CaseStartIn, version: int, today: date) -> Answer:
    """The day the case began, which tells the wording of the code that it follows."""
    row = await decisions.locked(db, decision)
    check_version(version, row.version)
    DECISION.move(row.state, "set_case_start")
    not_future(today, on=start.on)
    course = await recording.course_of(db, row.id)
    course.case_started_on, course.version = start.on, course.version + 1
    row.version += 1
    await db.flush()
    return Answer(id=row.id, version=row.version, state=row.state)


async def order_enforceability(
    *, db: WriteSession, decision: UUID, order: ImmediateIn, by: str, version: int, today: date
) -> Answer:
    """The decision was ordered to be enforceable at once (art. 108)."""
    row = await decisions.locked(db, decision)
    check_version(version, row.version)
    DECISION.move(row.state, "order_enforceability")
    not_future(today, on=order.on)
    course = await recording.course_of(db, row.id)
    course.immediate_on, course.immediate_ground, course.immediate_by = order.on, order.ground, by
    course.version += 1
    row.version += 1
    await decisions.settle(db, row, today)
    return Answer(id=row.id, version=row.version, state=row.state)


async def parties(*, db: ReadSession, decision: UUID) -> list[PartyOut]:
    """The parties, with what follows from what each has done."""
    row = await decisions.shown(db, decision)
    course = await standing.known(db, [row.id])
    found = []
    for one in await store.parties(db, row.id) or [recording.first_party(row)]:
        own = _own(course, row, one)
        term = remedy_term(own, course[row.id].remedy)
        found.append(
            PartyOut.model_validate(
                {
                    **one.model_dump(),
                    "supplement_answered_on": own.supplement_answered_on,
                    "delivered_on": own.delivered_on,
                    "appeal_until": None if term is None else term.last_day,
                    "waived_on": own.waived_on,
                    "appealed_on": own.appealed_on,
                }
            )
        )
    return found


async def deliveries(*, db: ReadSession, decision: UUID) -> list[DeliveryOut]:
    """The deliveries with their events."""
    row = await decisions.shown(db, decision)
    rows = await store.deliveries(db, row.id)
    events = await store.events(db, [one.id for one in rows])
    return [_delivery(one, events[one.id]) for one in rows]


async def waivers(*, db: ReadSession, decision: UUID) -> list[WaiverOut]:
    """The waivers."""
    row = await decisions.shown(db, decision)
    return [WaiverOut.model_validate(one) for one in await store.waivers(db, row.id)]


async def party_of(db: WriteSession, row: DecisionRow, party: UUID) -> PartyRow:
    """The decision's party. Raises PartyNotFound."""
    found = next((one for one in await recording.parties_of(db, row) if one.id == party), None)
    if found is None:
        raise PartyNotFound
    return found


def not_future(today: date, **days: date | None) -> None:
    """Raises DayOutOfOrder for the first of the named days that lies ahead."""
    for name, day in days.items():
        if day is not None and day > today:
            raise DayOutOfOrder("Dzień czynności jest w przyszłości.", f"/{name}")


def _own(course: dict[UUID, standing.Known], row: DecisionRow, party: PartyRow) -> Party:
    nothing_yet = Party(str(party.id), None)
    return next((one for one in course[row.id].parties if one.party == str(party.id)), nothing_yet)


def _counts(own: Party, received_on: date, remedy: Remedy) -> bool:
    if own.delivered_on is None or own.appealed_on is not None:
        return False
    waived = Party(
        own.party,
        own.delivered_on,
        waived_on=received_on,
        supplement_asked_on=own.supplement_asked_on,
        supplement_answered_on=own.supplement_answered_on,
    )
    found = finality([waived], granted_in_full=False, justified=True, remedy=remedy)
    return found.article.startswith("art. 127a ")


def _delivery(row: DeliveryRow, events: list[DeliveryEventRow]) -> DeliveryOut:
    return DeliveryOut.model_validate(
        {
            **row.model_dump(),
            "to": row.addressed_to,
            "address_checked_on": row.checked_address_on,
            "events": [DeliveryEventOut.model_validate({**one.model_dump(), "on": one.on_day}) for one in events],
        }
    )


async def _known(db: WriteSession, named: dict[str, UUID | None]) -> None:
    wanted = {pointer: person for pointer, person in named.items() if person is not None}
    known = await persons.many(db, set(wanted.values()))
    errors = [
        FieldError(pointer, "person_unknown", "Tej osoby nie ma w rejestrze.")
        for pointer, person in wanted.items()
        if person not in known
    ]
    if errors:
        raise ValidationFailed("Wskazanej osoby nie ma w rejestrze.", errors=errors)
