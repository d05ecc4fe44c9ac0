"""What is noted of a decision's parties (parties.py says who they are): what was sent to them and what became of it, waivers.

Every act locks the decision first and ends with what follows for it (decisions.service.settle).
"""

from datetime import date
from uuid import UUID

from casework.authority.deciding import may_settle
from casework.benefits.catalogue import Catalogue
from casework.decisions import acts_store
from casework.decisions import service as decisions
from casework.decisions.finality import Party, finality
from casework.decisions.grounds import DISCONTINUING_SUSPENDED
from casework.decisions.kinds import Remedy
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.tables import DecisionRow
from casework.deliveries import recording, standing, store
from casework.deliveries.preference import out_of_order
from casework.deliveries.problems import (
    DeliveryImpossible,
    DeliveryNotFound,
    PartyNotFound,
    WaiverExists,
    WaiverWithoutEffect,
)
from casework.deliveries.schemas import (
    AnnexIn,
    CaseStartIn,
    DeliveryEventOut,
    DeliveryOut,
    EventIn,
    ImmediateIn,
    SendingIn,
    WaiverIn,
    WaiverOut,
)
from casework.deliveries.states import DECISION, DELIVERY
from casework.deliveries.tables import DeliveryEventRow, DeliveryRow, PartyRow, WaiverRow
from casework.letters import store as letters
from casework.terms.version import wording_of
from kit.db import ReadSession, WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import FieldError, ValidationFailed


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
    if sending.way == "on_file":
        act = await acts_store.load(db, row.id)
        if act is None or act.ground != DISCONTINUING_SUSPENDED:
            told = "W aktach pozostawia się tylko decyzję o umorzeniu długo zawieszonego postępowania."
            raise DeliveryImpossible(told, legal_basis=["art. 97 § 4-7 k.p.a."])
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
    if sending.annex is not None:
        _with_annex(made, sending.annex)
        await db.flush()
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
    own = own_of(course, row, party)
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
    *, db: WriteSession, catalogue: Catalogue, decision: UUID, order: ImmediateIn, by: str, version: int, today: date
) -> Answer:
    """The decision itself says that it is enforceable at once (art. 108 § 1). Raises NoAuthority, OfficialExcluded."""
    row = await decisions.locked(db, decision)
    check_version(version, row.version)
    DECISION.move(row.state, "order_enforceability")
    not_future(today, on=order.on)
    for day in {order.on, today}:
        await may_settle(db, decision=row, benefit=catalogue.get(row.benefit), by=by, on=day)
    course = await recording.course_of(db, row.id)
    course.immediate_on, course.immediate_ground, course.immediate_by = order.on, order.ground, by
    course.version += 1
    row.version += 1
    await decisions.settle(db, row, today)
    return Answer(id=row.id, version=row.version, state=row.state)


async def deliveries(*, db: ReadSession | WriteSession, decision: UUID) -> list[DeliveryOut]:
    """The deliveries with their events."""
    row = await decisions.shown(db, decision)
    rows = await store.deliveries(db, row.id)
    events = await store.events(db, [one.id for one in rows])
    course = await store.course(db, row.id)
    at_once = row.at_once is not None or (course is not None and course.immediate_on is not None)
    return [_delivery(one, events[one.id], at_once=at_once) for one in rows]


async def waivers(*, db: ReadSession | WriteSession, decision: UUID) -> list[WaiverOut]:
    """The waivers."""
    row = await decisions.shown(db, decision)
    return [WaiverOut.model_validate(one) for one in await store.waivers(db, row.id)]


async def party_of(db: WriteSession, row: DecisionRow, party: UUID) -> PartyRow:
    """The decision's party. Raises PartyNotFound."""
    found = next((one for one in await recording.parties_of(db, row) if one.id == party), None)
    if found is None:
        raise PartyNotFound
    return found


def own_of(course: dict[UUID, standing.Known], row: DecisionRow, party: PartyRow) -> Party:
    """What the party has done so far."""
    return next((one for one in course[row.id].parties if one.party == str(party.id)), Party(str(party.id), None))


def not_future(today: date, **days: date | None) -> None:
    """Raises DayOutOfOrder for the first of the named days that lies ahead."""
    for name, day in days.items():
        if day is not None and day > today:
            raise DayOutOfOrder("Dzień czynności jest w przyszłości.", f"/{name}")


def _with_annex(made: DeliveryRow, annex: AnnexIn) -> None:
    article = "art. 109 § 3-4 k.p.a."
    if not wording_of(made.case_started_on).annex_on_durable_medium:
        told = "Sprawę wszczęto przed 13.07.2025; załączników na innym nośniku nie doręcza się."
        raise DeliveryImpossible(told, legal_basis=[article, "Dz.U. 2025 poz. 769 art. 31 ust. 1"])
    if made.way == "electronic" or made.act != "decision":
        raise DeliveryImpossible("Na innym nośniku doręcza się załączniki decyzji papierowej.", legal_basis=[article])
    if annex.consent_on > made.sent_on:
        raise DayOutOfOrder("Zgoda strony poprzedza wysłanie.", "/annex/consent_on")
    made.annex_medium, made.annex_consent_on, made.annex_consent_form = (
        annex.medium,
        annex.consent_on,
        annex.consent_form,
    )


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


def _delivery(row: DeliveryRow, events: list[DeliveryEventRow], *, at_once: bool) -> DeliveryOut:
    return DeliveryOut.model_validate(
        {
            **row.model_dump(),
            "to": row.addressed_to,
            "address_checked_on": row.checked_address_on,
            "out_of_order": out_of_order(
                row.way, row.sent_on, checked_on=row.checked_address_on, found=row.address_found, at_once=at_once
            ),
            "annex": None
            if row.annex_medium is None
            else {
                "medium": row.annex_medium,
                "consent_on": row.annex_consent_on,
                "consent_form": row.annex_consent_form,
            },
            "allowed": list(DELIVERY.allowed(row.state)),
            "events": [DeliveryEventOut.model_validate({**one.model_dump(), "on": one.on_day}) for one in events],
        }
    )
