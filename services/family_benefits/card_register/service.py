"""What is done with cards of large families: ordered, given out, doubled, ended; what of them is valid; the year of them."""

from dataclasses import asdict
from datetime import date, timedelta
from uuid import UUID

from casework.applications import store as applications
from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_households, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.households import store as households
from casework.persons import store as persons
from kit.db import ReadSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.secrets import KeyRing, Place
from services.family_benefits import large_family_card as law_of_cards
from services.family_benefits.card_register import store
from services.family_benefits.card_register.problems import (
    CardHeld,
    CardNotDue,
    CardNumberTaken,
    LargeFamilyCardNotFound,
)
from services.family_benefits.card_register.schemas import (
    CardIn,
    CardOut,
    CardStatisticsOut,
    ChildIn,
    DayIn,
    EndedIn,
    FurtherIn,
    IssuedIn,
    KindCountOut,
)
from services.family_benefits.card_register.states import CARD
from services.family_benefits.card_register.tables import CardRow
from services.family_benefits.facts import Disability

_CARD = "large_family_card"
_OTHER = {law_of_cards.PLASTIC: law_of_cards.MOBILE, law_of_cards.MOBILE: law_of_cards.PLASTIC}


async def order(hand: Hand, sight: Sight, catalogue: Catalogue, body: CardIn) -> Answer:
    """A card is granted and ordered. Raises ValidationFailed, CardHeld, CardNotDue, OfficialExcluded, DayOutOfOrder."""
    person = await persons.lock(hand.db, body.person)
    if person is None or person.merged_into is not None or await hidden_persons(hand.db, sight, {body.person}):
        raise wrong("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
    family = await households.load(hand.db, body.household)
    if family is None or await hidden_households(hand.db, sight, {body.household}):
        raise wrong("/household", "household_unknown", "Tej rodziny nie ma w rejestrze.")
    if body.application is not None and not await applications.is_seen(hand.db, sight, body.application):
        raise wrong("/application", "application_unknown", "Nie ma takiego podania.")
    whose = Matter(frozenset({body.person}), household=body.household, application=body.application)
    await deciding.not_excluded(hand.db, hand.by, whose, hand.today)
    on = hand.day(body.received_on, person.birth_date)
    view = catalogue.law(hand.db.gmina).on(on)
    if not law_of_cards.form_known(body.form, view):
        raise CardNotDue("W dniu wniosku karty w tej formie nie wydawano.")
    until = None
    if body.kind == law_of_cards.CHILD:
        until = law_of_cards.valid_until(_child(person.birth_date, body.child or ChildIn()), on, view)
        if until is None:
            raise CardNotDue("Dziecko nie spełnia w dniu wniosku warunku wieku, nauki ani orzeczenia.")
    days = [one for one in (until, body.stay_until) if one is not None and one != date.max]
    valid_until = min(days, default=None)
    if valid_until is not None and valid_until < on:
        raise CardNotDue("Prawo pobytu skończyło się przed dniem wniosku.")
    if await store.held(hand.db, body.person, on):
        raise CardHeld
    row = CardRow(
        gmina=hand.db.gmina, id=new_id(), person=body.person, household=body.household, application=body.application,
        kind=body.kind, form=body.form, request="new", ordered_on=on, valid_until=valid_until, noted_by=hand.by,
    )  # fmt: skip
    return await _made(hand, row)


async def issue(hand: Hand, sight: Sight, keys: KeyRing, card: UUID, body: IssuedIn, version: int) -> Answer:
    """It was given out under its number; what it replaces is void from then on. Raises LargeFamilyCardNotFound, CardNumberTaken."""
    row = await _opened(hand, sight, card, version)
    state = CARD.move(row.state, "issue")
    row.issued_on = hand.day(body.on, row.ordered_on)
    if row.valid_until is not None and row.valid_until < row.issued_on:
        raise CardNotDue("Karta straciłaby ważność przed wydaniem (art. 7 ust. 2).")
    before = await store.load(hand.db, sight, row.replaces, lock=True) if row.replaces is not None else None
    digests = [one.digest for one in keys.index_candidates(row.gmina, _CARD, body.number)]
    same = {before.id} if before is not None and row.request == "second_form" else set()
    if await store.numbered(hand.db, digests) - same:
        raise CardNumberTaken
    row.number = keys.encrypt(body.number, Place(row.gmina, _CARD, "number"), str(row.id))
    row.number_index = keys.index(row.gmina, _CARD, body.number).digest
    if before is not None and before.state == "issued":
        before.state, before.ended_on = CARD.move(before.state, "replace"), row.issued_on
        before.version += 1
    return await _changed(hand, row, "issue", state)


async def further(
    hand: Hand, sight: Sight, catalogue: Catalogue, card: UUID, request: str, body: FurtherIn, version: int
) -> Answer:
    """A duplicate of a lost card, or its other form, is ordered for the fee of the day; it is valid as long as the first one.

    Raises LargeFamilyCardNotFound, CardHeld (one is ordered already), CardNotDue (not valid any more, no other form).
    """
    row = await _opened(hand, sight, card, version)
    state = CARD.move(row.state, request)
    on = hand.day(body.received_on, row.issued_on or row.ordered_on)
    if row.valid_until is not None and row.valid_until < on:
        raise CardNotDue("Karta straciła ważność; trzeba przyznać nową.")
    if await store.awaited(hand.db, row.id):
        raise CardHeld
    view = catalogue.law(hand.db.gmina).on(on)
    form = row.form
    if request == "second_form":
        if row.form not in _OTHER or not law_of_cards.form_known(_OTHER[row.form], view):
            raise CardNotDue("Karta ma już obie formy albo drugiej w tym dniu nie wydawano.")
        form = law_of_cards.BOTH
    fee = 0 if body.exempt else law_of_cards.fee_of(request, row.ordered_on, on, view)
    made = CardRow(
        gmina=row.gmina, id=new_id(), person=row.person, household=row.household, application=row.application, kind=row.kind,
        form=form, request=request, replaces=row.id, ordered_on=on, valid_until=row.valid_until, fee=fee, exempt=body.exempt,
        noted_by=hand.by,
    )  # fmt: skip
    if state != row.state:
        row.ended_on = on
    row.state, row.version = state, row.version + 1
    return await _made(hand, made)


async def end(hand: Hand, sight: Sight, card: UUID, body: EndedIn, version: int) -> Answer:
    """It is void: returned, the right was lost, its data changed. Raises LargeFamilyCardNotFound, ValidationFailed."""
    row = await _opened(hand, sight, card, version)
    state = CARD.move(row.state, "end")
    if body.decision is not None:
        said = await decisions.load(hand.db, body.decision)
        if said is None or row.person not in {said.entitled, said.recipient} or said.issued_on is None:
            raise wrong("/decision", "decision_unknown", "Nie ma takiej wydanej decyzji dla tej osoby.")
    row.ended_on = hand.day(body.on, row.issued_on or row.ordered_on)
    row.end_reason, row.decision = body.reason, body.decision
    return await _changed(hand, row, "end", state)


async def cancel(hand: Hand, sight: Sight, card: UUID, body: DayIn, version: int) -> Answer:
    """What was ordered is not given out (art. 7 ust. 2). Raises LargeFamilyCardNotFound."""
    row = await _opened(hand, sight, card, version)
    state = CARD.move(row.state, "cancel")
    row.ended_on = hand.day(body.on, row.ordered_on)
    return await _changed(hand, row, "cancel", state)


async def page(
    hand: Hand, sight: Sight, keys: KeyRing, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[CardOut]:
    """Cards by the day of their order, or their last day."""
    keyset = paging.keyset(f"{_CARD} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    by, down = sort.removeprefix("-"), sort.startswith("-")
    found = await store.page(hand.db, sight, wanted, order_by=by, after=after, descending=down, fetch=fetch)
    await hand.note("exported" if everything else "listed", _CARD, wanted.person or wanted.household)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda one: (one[1], one[0].id))
    return Page(items=[_out(keys, row, hand.today) for row, _ in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, keys: KeyRing, card: UUID) -> CardOut:
    """The card. Raises LargeFamilyCardNotFound."""
    row = await store.load(hand.db, sight, card)
    if row is None:
        raise LargeFamilyCardNotFound
    await hand.note("read", _CARD, row.id)
    return _out(keys, row, hand.today)


async def statistics(db: ReadSession, year: int, today: date) -> CardStatisticsOut:
    """The year's counts, to its last day or to today."""
    until = min(date(year, 12, 31), today)
    counted, rows = await store.year(db, date(year, 1, 1), until)
    granted = [KindCountOut.model_validate({"kind": one[0], "form": one[1], "cards": one[2]}) for one in rows if one[2]]
    held = [KindCountOut.model_validate({"kind": one[0], "form": one[1], "cards": one[3]}) for one in rows if one[3]]
    told = asdict(counted) | {"fees": zloty(counted.fees), "year": year, "until": until}
    return CardStatisticsOut.model_validate(told | {"cards_granted": granted, "cards_held": held})


def _child(born_on: date, said: ChildIn) -> law_of_cards.CardChild:
    degree = said.degree
    certificate = None if degree is None else Disability(degree=degree, valid_to=said.certificate_until)
    return law_of_cards.CardChild(
        id="dziecko",
        born_on=born_on,
        school_until=said.school_until,
        university=said.university,
        disability=certificate,
    )


def _out(keys: KeyRing, row: CardRow, today: date) -> CardOut:
    number = row.number and keys.decrypt(row.number, Place(row.gmina, _CARD, "number"), str(row.id))
    in_time = row.valid_until is None or row.valid_until + timedelta(days=1) > today
    told = row.model_dump(exclude={"number", "number_index"})
    told |= {"number": number, "fee": zloty(row.fee), "valid": row.state == "issued" and in_time}
    return CardOut.model_validate(told | {"allowed": list(CARD.allowed(row.state))})


async def _opened(hand: Hand, sight: Sight, card: UUID, version: int) -> CardRow:
    """The card, kept from other writers. Raises LargeFamilyCardNotFound, PreconditionFailed, OfficialExcluded."""
    row = await store.load(hand.db, sight, card, lock=True)
    if row is None:
        raise LargeFamilyCardNotFound
    check_version(version, row.version)
    whose = Matter(frozenset({row.person}), household=row.household, application=row.application)
    await deciding.not_excluded(hand.db, hand.by, whose, hand.today)
    return row


async def _made(hand: Hand, row: CardRow) -> Answer:
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("ordered", _CARD, row.id, legal_basis="art. 9 ustawy o Karcie Dużej Rodziny")
    return Answer(id=row.id, version=row.version, state=row.state)


async def _changed(hand: Hand, row: CardRow, step: str, state: str) -> Answer:
    row.state, row.version = state, row.version + 1
    await hand.db.flush()
    await hand.note(step, _CARD, row.id)
    return Answer(id=row.id, version=row.version, state=row.state)
