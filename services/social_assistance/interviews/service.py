"""What is done with interviews that are to be held: ordered, held, not needed; lists."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from casework.applications import store as applications
from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import OtherUnit, wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_households, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.evidence import store as evidence
from casework.households import store as households
from casework.persons import one_person
from casework.persons import store as persons
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.paging import Page, PageRequest
from services.social_assistance.acts import entering
from services.social_assistance.interviews import rules, store
from services.social_assistance.interviews import schemas as s
from services.social_assistance.interviews.problems import InterviewOrderNotFound, InterviewUnfit
from services.social_assistance.interviews.states import INTERVIEW_ORDER
from services.social_assistance.interviews.tables import OrderRow

_ORDER = "interview_order"
_REGISTER = "wywiady_srodowiskowe"
_ARTICLE = "art. 107 u.p.s."
_BEGINNING = date(2000, 1, 1)


async def enter(hand: Hand, sight: Sight, catalogue: Catalogue, body: s.InterviewOrderIn) -> Answer:
    """An interview is to be held by the term of the law. Raises ValidationFailed, OtherUnit, OfficialExcluded, DayOutOfOrder."""
    if not sight.works_on(body.unit):
        raise OtherUnit
    if body.person is not None:
        there = (await persons.many(hand.db, [body.person])).keys() - await hidden_persons(
            hand.db, sight, [body.person]
        )
        if not there:
            raise wrong("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
    if body.household is not None:
        hidden = await hidden_households(hand.db, sight, [body.household])
        if hidden or await households.load(hand.db, body.household) is None:
            raise wrong("/household", "household_unknown", "Tej rodziny nie ma w rejestrze.")
    if body.application is not None and not await applications.is_seen(hand.db, sight, body.application):
        raise wrong("/application", "application_unknown", "Nie ma takiego podania.")
    learned_on = hand.day(body.learned_on, _BEGINNING)
    try:
        due_on = rules.due(learned_on, catalogue.law(hand.db.gmina).on(learned_on), urgent=body.urgent)
    except NoParameter:
        raise wrong("/learned_on", "no_term", "Z tego dnia nie jest znany termin wywiadu.") from None
    row = OrderRow(
        gmina=hand.db.gmina, id=new_id(), person=body.person, household=body.household, application=body.application,
        unit=body.unit, learned_on=learned_on, urgent=body.urgent, due_on=due_on, noted_by=hand.by,
    )  # fmt: skip
    await deciding.not_excluded(hand.db, hand.by, _whose(row), hand.today)
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("ordered", _ORDER, row.id, legal_basis=_ARTICLE)
    return Answer(id=row.id, version=row.version, state=row.state)


async def note_held(
    hand: Hand, sight: Sight, catalogue: Catalogue, order: UUID, body: s.InterviewHeldIn, version: int
) -> Answer:
    """It was held: the established interview answers it. Raises InterviewOrderNotFound, TransitionNotAllowed, InterviewUnfit."""
    row = await _opened(hand, sight, order, version)
    state = INTERVIEW_ORDER.move(row.state, "note_held")
    fact = await evidence.newest(hand.db, body.fact)
    if fact is None or fact.kind != "interview" or fact.state != "standing":
        raise InterviewUnfit
    entries = [] if row.person is None else await one_person.entries(hand.db, row.person)
    of_person = fact.person is not None and fact.person in entries
    of_family = fact.household is not None and fact.household == row.household
    if not (of_person or of_family) or fact.valid_from < row.learned_on or await store.answered(hand.db, fact.fact):
        raise InterviewUnfit
    await entering.enter(
        hand, sight, catalogue, _REGISTER, "wywiad", unit=row.unit, on=fact.valid_from,
        persons=[] if row.person is None else [row.person], households=[] if row.household is None else [row.household],
    )  # fmt: skip
    row.state, row.fact, row.held_on = state, fact.fact, fact.valid_from
    return await _changed(hand, row, "note_held")


async def withdraw(hand: Hand, sight: Sight, order: UUID, body: s.InterviewNotNeededIn, version: int) -> Answer:
    """It is not held. Raises InterviewOrderNotFound, TransitionNotAllowed."""
    row = await _opened(hand, sight, order, version)
    row.state, row.withdrawn_as = INTERVIEW_ORDER.move(row.state, "withdraw"), body.reason
    return await _changed(hand, row, "withdraw")


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[s.InterviewOrderOut]:
    """Interviews by their term, or by the day on which the office learned."""
    keyset = paging.keyset(f"{_ORDER} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    by = sort.removeprefix("-")
    found = await store.page(
        hand.db, sight, wanted, order_by=by, after=after, descending=sort.startswith("-"), fetch=fetch
    )
    await hand.note("exported" if everything else "listed", _ORDER, wanted.person or wanted.household)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (getattr(row, by), row.id))
    return Page(items=[_told(row, hand.today) for row in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, order: UUID) -> s.InterviewOrderOut:
    """An interview that is to be held. Raises InterviewOrderNotFound."""
    row = await store.load(hand.db, sight, order)
    if row is None:
        raise InterviewOrderNotFound
    await hand.note("read", _ORDER, row.id)
    return _told(row, hand.today)


async def _opened(hand: Hand, sight: Sight, order: UUID, version: int) -> OrderRow:
    """The interview, kept from other writers. Raises InterviewOrderNotFound, PreconditionFailed, OtherUnit, OfficialExcluded."""
    row = await store.load(hand.db, sight, order, lock=True)
    if row is None:
        raise InterviewOrderNotFound
    check_version(version, row.version)
    if not sight.works_on(row.unit):
        raise OtherUnit
    await deciding.not_excluded(hand.db, hand.by, _whose(row), hand.today)
    return row


async def _changed(hand: Hand, row: OrderRow, step: str) -> Answer:
    row.version += 1
    await hand.db.flush()
    await hand.note(step, _ORDER, row.id, legal_basis=_ARTICLE)
    return Answer(id=row.id, version=row.version, state=row.state)


def _whose(row: OrderRow) -> Matter:
    persons_: frozenset[UUID] = frozenset() if row.person is None else frozenset({row.person})
    return Matter(persons_, household=row.household, application=row.application)


def _told(row: OrderRow, today: date) -> s.InterviewOrderOut:
    return s.InterviewOrderOut.model_validate(
        row.model_dump()
        | {
            "overdue": row.state == "open" and row.due_on < today,
            "late": row.held_on is not None and row.held_on > row.due_on,
            "allowed": list(INTERVIEW_ORDER.allowed(row.state)),
        }
    )
