"""What is done with a stay: begun, charged by what was agreed or decided, ended, taken back (u.p.s. art. 48a, 51-53, 55a, 97-97a)."""

from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_households, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.persons import store as persons
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.money import grosze
from kit.periods import first_day, month_of, parse_month
from services.social_assistance.stays import store
from services.social_assistance.stays.kinds import KINDS
from services.social_assistance.stays.problems import (
    SupportFeeAboveBound,
    SupportStayExists,
    SupportStayHasMonths,
    SupportStayNotFound,
)
from services.social_assistance.stays.rules import Term, bound
from services.social_assistance.stays.schemas import By, SupportEndIn, SupportStayIn, SupportTermIn
from services.social_assistance.stays.states import ARTICLES, STAY
from services.social_assistance.stays.tables import SupportStayRow, SupportTermRow
from services.social_assistance.third_parties import store as third_parties

SUBJECT = "support_stay"
_BY: tuple[By, ...] = ("month", "day", "hour")


async def begin(hand: Hand, sight: Sight, body: SupportStayIn) -> Answer:
    """A person's stay begins. Raises SupportStayExists, ValidationFailed, OfficialExcluded, DayOutOfOrder."""
    if not sight.works_on(body.unit):
        raise wrong("/unit", "unit_of_others", "To nie jest jednostka, w której ta osoba pracuje.")
    await _known(hand, sight, body)
    if body.charged and KINDS[body.kind].fee is None:
        raise wrong("/charged", "not_charged_here", "Opłaty za taki pobyt gmina nie pobiera.")
    if await store.has_open(hand.db, body.person, body.kind):
        raise SupportStayExists
    row = SupportStayRow(
        gmina=hand.db.gmina, id=new_id(), person=body.person, household=body.household, kind=body.kind,
        facility=body.facility, decision=body.decision, charged=body.charged, since=hand.day(body.since, date.min),
        unit=body.unit, noted_by=hand.by,
    )  # fmt: skip
    await deciding.not_excluded(hand.db, hand.by, _matter(row), hand.today)
    hand.db.add(row)
    try:
        await hand.db.flush()
    except IntegrityError:
        # Begun by somebody else in the same moment.
        raise SupportStayExists from None
    await hand.note("begin", SUBJECT, row.id, legal_basis=KINDS[row.kind].article)
    return Answer(id=row.id, version=row.version, state=row.state)


async def state_term(
    hand: Hand, sight: Sight, catalogue: Catalogue, stay: UUID, body: SupportTermIn, version: int
) -> Answer:
    """By what it is charged from a month on. Raises SupportStayNotFound, SupportFeeAboveBound, ValidationFailed."""
    row = await opened(hand, sight, stay, version)
    state = STAY.move(row.state, "state_term")
    if body.decision is not None and not await decisions.is_seen(hand.db, sight, body.decision):
        raise wrong("/decision", "decision_unknown", "Nie ma takiej decyzji.")
    kind, at = KINDS[row.kind], parse_month(body.since)
    if at < month_of(row.since):
        raise wrong("/since", "day_out_of_order", "W tym miesiącu pobyt jeszcze nie trwał.")
    if kind.rule == "free":
        raise wrong("/amount", "free_of_charge", "Ten pobyt jest bezpłatny.")
    if (body.amount is None) != (kind.rule in ("day_centre", "round_the_clock")):
        raise wrong("/amount", "amount", "Kwotę podaje się tam, gdzie nie oblicza jej ustawa.")
    if kind.rule == "round_the_clock" and (body.persons != 1 or body.place_grant is None):
        told = "Opłata za pobyt całodobowy zależy od dochodu samej osoby i średniej dotacji na uczestnika."
        raise wrong("/place_grant", "place_grant", told)
    if body.place_grant is not None and not grosze(body.place_grant):
        raise wrong("/place_grant", "amount_zero", "Kwota musi być większa od zera.")
    made = SupportTermRow(
        gmina=row.gmina, stay=row.id, number=len((await store.of_stays(hand.db, SupportTermRow, [row.id]))[row.id]) + 1,
        since=first_day(at), by=body.by, amount=_sum(body.amount), income=grosze(body.income), persons=body.persons,
        place_grant=_sum(body.place_grant), exempted=body.exempted, exempt_ground=body.exempt_ground,
        from_care_home=body.from_care_home, due_day=body.due_day, decision=body.decision, noted_by=hand.by,
    )  # fmt: skip
    try:
        most = bound(kind, as_term(made), catalogue.law(hand.db.gmina).month(at))
    except NoParameter as missing:
        raise wrong("/since", "no_law", f"Prawo nie mówi o dniu {missing.on.isoformat()}.") from None
    if most is not None and body.by == "month" and (made.amount or 0) > most:
        raise SupportFeeAboveBound
    hand.db.add(made)
    return await changed(hand, row, "state_term", state)


async def end(hand: Hand, sight: Sight, stay: UUID, body: SupportEndIn, version: int) -> Answer:
    """The last day; a month with more days than it leaves is entered anew first. Raises SupportStayNotFound, SupportStayHasMonths,
    TransitionNotAllowed, DayOutOfOrder.
    """
    row = await opened(hand, sight, stay, version)
    state = STAY.move(row.state, "end")
    until = hand.day(body.on, row.since)
    last = await store.last_month(hand.db, row.id)
    if last is not None and last > until:
        raise SupportStayHasMonths
    begins = first_day(month_of(until))
    month = await store.month_of_stay(hand.db, row.id, begins)
    if month is not None and month.days > (until - max(row.since, begins)).days + 1:
        raise SupportStayHasMonths
    row.until = until
    return await changed(hand, row, "end", state)


async def cancel(hand: Hand, sight: Sight, stay: UUID, version: int) -> Answer:
    """It was entered in error. Raises SupportStayNotFound, SupportStayHasMonths, TransitionNotAllowed."""
    row = await opened(hand, sight, stay, version)
    state = STAY.move(row.state, "cancel")
    if await store.last_month(hand.db, row.id) is not None:
        raise SupportStayHasMonths
    return await changed(hand, row, "cancel", state)


async def opened(hand: Hand, sight: Sight, stay: UUID, version: int) -> SupportStayRow:
    """The stay, kept from other writers. Raises SupportStayNotFound, PreconditionFailed, OfficialExcluded."""
    row = await store.load(hand.db, sight, stay, lock=True)
    if row is None:
        raise SupportStayNotFound
    check_version(version, row.version)
    await deciding.not_excluded(hand.db, hand.by, _matter(row), hand.today)
    return row


async def changed(hand: Hand, row: SupportStayRow, step: str, state: str) -> Answer:
    """The stay stands in its state at its next version, and the step is in the audit log."""
    row.state, row.version = state, row.version + 1
    await hand.db.flush()
    await hand.note(step, SUBJECT, row.id, legal_basis=ARTICLES.get(step))
    return Answer(id=row.id, version=row.version, state=row.state)


def as_term(row: SupportTermRow) -> Term:
    """The row as the rules read it."""
    by = next(one for one in _BY if one == row.by)
    return Term(by, row.amount, row.income, row.persons, row.place_grant, row.exempted, row.from_care_home)


async def _known(hand: Hand, sight: Sight, body: SupportStayIn) -> None:
    found = await persons.load(hand.db, body.person)
    if found is None or found.merged_into is not None or await hidden_persons(hand.db, sight, {body.person}):
        raise wrong("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")
    if body.household is not None:
        there = await third_parties.households(hand.db, sight, {body.household})
        if not there or await hidden_households(hand.db, sight, {body.household}):
            raise wrong("/household", "household_unknown", "Nie ma takiego gospodarstwa.")
    if await third_parties.party(hand.db, sight, body.facility) is None:
        raise wrong("/facility", "facility_unknown", "Tej placówki nie ma wśród kontrahentów.")
    if body.decision is not None and not await decisions.is_seen(hand.db, sight, body.decision):
        raise wrong("/decision", "decision_unknown", "Nie ma takiej decyzji.")


def _matter(row: SupportStayRow) -> Matter:
    return Matter(frozenset({row.person}), row.household, decision=row.decision)


def _sum(text: str | None) -> int | None:
    return None if text is None else grosze(text)
