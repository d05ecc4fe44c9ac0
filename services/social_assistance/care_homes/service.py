"""What is done with a stay in a care home: referred, admitted, left; what is stated of its payers and absences, and of a home's cost."""

from collections.abc import Set as AbstractSet
from datetime import date
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import OtherUnit, wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.persons import one_person
from casework.persons import store as persons
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.money import grosze
from kit.periods import first_day, parse_month
from services.social_assistance.care_homes import store
from services.social_assistance.care_homes.problems import CareHomeStayNotFound, InCareHome, MoreThanCapacity
from services.social_assistance.care_homes.rules import Kin, Relative, capacity
from services.social_assistance.care_homes.schemas import (
    CareHomeAbsenceIn,
    CareHomeAdmitIn,
    CareHomeCostIn,
    CareHomeDayIn,
    CareHomePayerIn,
    CareHomeReferIn,
)
from services.social_assistance.care_homes.states import ARTICLES, STAY
from services.social_assistance.care_homes.tables import AbsenceRow, CostRow, PayerRow, StayRow
from services.social_assistance.third_parties import store as third_parties

SUBJECT = "care_home_stay"
_ELSEWHERE = "W części tych dni ta osoba przebywała w domu pomocy społecznej w innym pobycie."
_RELATIVES: tuple[Kin, ...] = ("spouse", "descendant", "ascendant")


async def refer(hand: Hand, sight: Sight, body: CareHomeReferIn) -> Answer:
    """The person is referred to a home. Raises OtherUnit, ValidationFailed, OfficialExcluded, DayOutOfOrder."""
    if not sight.works_on(body.unit):
        raise OtherUnit
    await _known_person(hand, sight, body.person, "/person")
    await _known_home(hand, sight, body.home)
    await known_decision(hand, sight, body.referral, "/referral")
    whose = Matter(frozenset({body.person}), decision=body.referral)
    await deciding.not_excluded(hand.db, hand.by, whose, hand.today)
    row = StayRow(
        gmina=hand.db.gmina, id=new_id(), person=body.person, home=body.home, unit=body.unit, referral=body.referral,
        referred_on=hand.day(body.referred_on, date.min), old_rules=body.old_rules, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("refer", SUBJECT, row.id, legal_basis="art. 59 ust. 1 u.p.s.")
    return Answer(id=row.id, version=row.version, state=row.state)


async def admit(hand: Hand, sight: Sight, stay: UUID, body: CareHomeAdmitIn, version: int) -> Answer:
    """The person moved in, not before she left another home; the day of a transfer may be of both. Raises CareHomeStayNotFound, InCareHome,
    TransitionNotAllowed, DayOutOfOrder.
    """
    row = await opened(hand, sight, stay, version)
    state = STAY.move(row.state, "admit")
    await known_decision(hand, sight, body.fee_decision, "/fee_decision")
    others = await store.other_stays(hand.db, row)
    if any(one.state == "admitted" for one in others):
        raise InCareHome
    row.admitted_on = on = hand.day(body.on, row.referred_on)
    if any(one.admitted_on and one.left_on and one.admitted_on <= on < one.left_on for one in others):
        raise InCareHome(_ELSEWHERE)
    if body.placement_on is not None and not row.referred_on <= body.placement_on <= row.admitted_on:
        raise wrong(
            "/placement_on", "day_out_of_order", "Decyzja o umieszczeniu zapada między skierowaniem a przyjęciem."
        )
    row.placement_on, row.fee_decision = body.placement_on, body.fee_decision
    return await changed(hand, row, "admit", state)


async def leave(hand: Hand, sight: Sight, stay: UUID, body: CareHomeDayIn, version: int) -> Answer:
    """The last day in the home; it is paid for. Raises CareHomeStayNotFound, InCareHome, TransitionNotAllowed, DayOutOfOrder."""
    row = await opened(hand, sight, stay, version)
    state = STAY.move(row.state, "leave")
    began = row.admitted_on or row.referred_on
    row.left_on = on = hand.day(body.on, began)
    # A stay that is entered late ends before the next one, which is in the register already.
    if any(one.admitted_on and began < one.admitted_on < on for one in await store.other_stays(hand.db, row)):
        raise InCareHome(_ELSEWHERE)
    return await changed(hand, row, "leave", state)


async def withdraw(hand: Hand, sight: Sight, stay: UUID, version: int) -> Answer:
    """The person is not to go to the home. Raises CareHomeStayNotFound, TransitionNotAllowed."""
    row = await opened(hand, sight, stay, version)
    return await changed(hand, row, "withdraw", STAY.move(row.state, "withdraw"))


async def state_cost(hand: Hand, sight: Sight, body: CareHomeCostIn) -> Answer:
    """A home's cost as it was announced; of one day the later entry counts. Raises ValidationFailed."""
    await _known_home(hand, sight, body.home)
    average = grosze(body.average)
    if not average:
        raise wrong("/average", "amount_zero", "Kwota musi być większa od zera.")
    home = body.home
    await store.lock_home(hand.db, home)
    number = await store.next_number(hand.db, CostRow, CostRow.home == home)
    row = CostRow(
        gmina=hand.db.gmina, home=home, number=number, average=average, published_on=body.published_on,
        by_contract=body.by_contract, source=body.source, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("state_cost", "care_home_cost", home, legal_basis="art. 60 ust. 2, art. 65 ust. 2 u.p.s.")
    return Answer(id=home, version=number, state="stated")


async def state_payer(
    hand: Hand, sight: Sight, catalogue: Catalogue, stay: UUID, body: CareHomePayerIn, version: int
) -> Answer:
    """What holds of a payer from a month on. Raises CareHomeStayNotFound, MoreThanCapacity, ValidationFailed."""
    row = await opened(hand, sight, stay, version, {body.person})
    await _known_person(hand, sight, body.person, "/person")
    await known_decision(hand, sight, body.decision, "/decision")
    same = body.person in await one_person.entries(hand.db, row.person)
    if same != (body.kin == "resident"):
        raise wrong("/kin", "kin", "Mieszkańcem jest osoba skierowana, a pozostali płatnicy są innymi osobami.")
    if row.old_rules and body.kin == "resident" and body.agreed is None:
        raise wrong("/agreed", "old_rules", "Opłatę mieszkańca przyjętego przed 2004 r. trzeba podać.")
    income, agreed = _sum(body.income), _sum(body.agreed)
    kin = next((one for one in _RELATIVES if one == body.kin), None)
    if kin is not None and income is not None and agreed is not None:
        view = catalogue.law(hand.db.gmina).month(parse_month(body.since))
        try:
            able = capacity(Relative("", kin, body.persons, income), view, [])
        except NoParameter as missing:
            raise wrong("/since", "no_law", f"Prawo nie mówi o dniu {missing.on.isoformat()}.") from None
        if able is not None and agreed > able:
            raise MoreThanCapacity
    number = await store.next_number(hand.db, PayerRow, PayerRow.stay == row.id)
    hand.db.add(
        PayerRow(
            gmina=row.gmina, stay=row.id, number=number, person=body.person, kin=body.kin, basis=body.basis,
            since=first_day(parse_month(body.since)), persons=body.persons, income=income,
            therapy_pay=_sum(body.therapy_pay) or 0, workshop_money=_sum(body.workshop_money) or 0, agreed=agreed,
            exempted=_sum(body.exempted), ground=body.ground, decision=body.decision, noted_by=hand.by,
        )
    )  # fmt: skip
    return await changed(hand, row, "state_payer", row.state, "art. 61, art. 103 ust. 2 u.p.s.")


async def note_absence(hand: Hand, sight: Sight, stay: UUID, body: CareHomeAbsenceIn, version: int) -> Answer:
    """Days away from the home, or another stretch in place of one noted in error. Raises CareHomeStayNotFound, ValidationFailed."""
    row = await opened(hand, sight, stay, version)
    if (
        row.admitted_on is None
        or body.since < row.admitted_on
        or (row.left_on is not None and body.until > row.left_on)
    ):
        raise wrong("/since", "absence_outside", "Nieobecność leży poza pobytem.")
    noted = (await store.of_stays(hand.db, AbsenceRow, [row.id]))[row.id]
    standing = {one.number for one in noted} - {one.counters for one in noted}
    if body.counters is not None and body.counters not in standing:
        raise wrong("/counters", "absence_unknown", "Nie ma takiej nieobecności albo już ją zastąpiono.")
    payers = (await store.of_stays(hand.db, PayerRow, [row.id]))[row.id]
    if body.with_payer is not None:
        entries = await one_person.entries(hand.db, body.with_payer)
        if not any(one.person in entries for one in payers if one.kin in _RELATIVES):
            raise wrong("/with_payer", "payer_unknown", "Ta osoba nie jest obowiązana do opłaty za ten pobyt.")
    hand.db.add(
        AbsenceRow(
            gmina=row.gmina, stay=row.id, number=len(noted) + 1, since=body.since, until=body.until,
            with_payer=body.with_payer, at_family=body.at_family, counters=body.counters, noted_by=hand.by,
        )
    )  # fmt: skip
    return await changed(hand, row, "note_absence", row.state, "art. 63 u.p.s.")


async def opened(
    hand: Hand, sight: Sight, stay: UUID, version: int, payers: AbstractSet[UUID] = frozenset()
) -> StayRow:
    """The stay, kept from other writers; payers: who else it is about. Raises CareHomeStayNotFound, PreconditionFailed,
    OfficialExcluded.
    """
    row = await store.load(hand.db, sight, stay, lock=True)
    if row is None:
        raise CareHomeStayNotFound
    check_version(version, row.version)
    whose = Matter(frozenset({row.person, *payers}), decision=row.fee_decision or row.referral)
    await deciding.not_excluded(hand.db, hand.by, whose, hand.today)
    return row


async def changed(hand: Hand, row: StayRow, step: str, state: str, article: str | None = None) -> Answer:
    """The stay stands in its state at its next version, and the step is in the audit log."""
    row.state, row.version = state, row.version + 1
    await hand.db.flush()
    await hand.note(step, SUBJECT, row.id, legal_basis=article or ARTICLES.get((step, state)) or None)
    return Answer(id=row.id, version=row.version, state=row.state)


async def _known_person(hand: Hand, sight: Sight, person: UUID, pointer: str) -> None:
    found = await persons.load(hand.db, person)
    if found is None or found.merged_into is not None or await hidden_persons(hand.db, sight, {person}):
        raise wrong(pointer, "person_unknown", "Tej osoby nie ma w rejestrze.")


async def _known_home(hand: Hand, sight: Sight, home: UUID) -> None:
    found = await third_parties.party(hand.db, sight, home)
    if found is None or found.kind != "care_home":
        raise wrong("/home", "home_unknown", "Tego domu pomocy społecznej nie ma wśród kontrahentów.")


async def known_decision(hand: Hand, sight: Sight, decision: UUID | None, pointer: str) -> None:
    """Raises ValidationFailed unless the decision is seen, where one is named."""
    if decision is not None and not await decisions.is_seen(hand.db, sight, decision):
        raise wrong(pointer, "decision_unknown", "Nie ma takiej decyzji.")


def _sum(text: str | None) -> int | None:
    return None if text is None else grosze(text)
