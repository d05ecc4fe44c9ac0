"""Requests that the office answers within seven days: for a certificate (k.p.a. art. 217), an urging for SKO (art. 37)."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from casework.applications import store as applications
from casework.applications.desk import Act, Hand, matter_of, moved, note
from casework.applications.problems import ApplicationNotFound
from casework.applications.states import OPEN
from casework.authority.deciding import not_excluded
from casework.authority.problems import OtherUnit, wrong
from casework.authority.sight import Sight, hidden_persons
from casework.decisions import store as decisions
from casework.letters import store as letters
from casework.persons import one_person
from casework.persons import store as persons
from casework.requests import store
from casework.requests.problems import RequestAnswerUnfit, RequestNotFound
from casework.requests.schemas import (
    CertificateRequestIn,
    CertificateRequestOut,
    EndedIn,
    IssuedIn,
    PassedOnIn,
    RefusedIn,
    RulingIn,
    UrgingIn,
    UrgingOut,
)
from casework.requests.states import PROCESSES
from casework.requests.tables import RequestRow
from casework.tasks import store as clocks
from casework.tasks.tables import CaseClockRow
from casework.terms.named import named
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.paging import Page, PageRequest

_GONE_OUT = frozenset({"issued", "delivered", "final"})


async def ask_certificate(hand: Hand, sight: Sight, order: CertificateRequestIn) -> Answer:
    """A person asks for a certificate: it is issued or refused in seven days. Raises OtherUnit, ValidationFailed."""
    if not sight.works_on(order.unit):
        raise OtherUnit
    await _known(hand.db, sight, order.person)
    if order.application is not None and not await applications.is_seen(hand.db, sight, order.application):
        raise wrong("/application", "application_unknown", "Nie ma takiego podania.")
    _not_ahead(hand.today, order.received_on, "/received_on")
    due = named("certificate").of(order.received_on).last_day
    return await _made(
        hand,
        RequestRow(
            gmina=hand.db.gmina, id=new_id(), kind="certificate", person=order.person, unit=order.unit,
            application=order.application, received_on=order.received_on, due_on=due, noted_by=hand.by,
        ),
    )  # fmt: skip


async def issue(hand: Hand, request: UUID, order: IssuedIn, version: int) -> Answer:
    """The certificate was made. Raises RequestNotFound, RequestAnswerUnfit."""
    row = await _locked(hand, request, "certificate", version)
    state = PROCESSES[row.kind].move(row.state, "issue")
    letter = await letters.letter(hand.db, order.letter)
    hers = await one_person.entries(hand.db, row.person)
    if letter is None or letter.kind != "certificate" or letter.draft or letter.person not in hers:
        raise RequestAnswerUnfit("To nie jest zaświadczenie dla tej osoby.")
    row.letter = letter.id
    return await _ended(hand, row, state, order.on, "art. 217 § 3 k.p.a.")


async def refuse(hand: Hand, request: UUID, order: RefusedIn, version: int) -> Answer:
    """It was refused by an order that has gone out. Raises RequestNotFound, RequestAnswerUnfit."""
    row = await _locked(hand, request, "certificate", version)
    state = PROCESSES[row.kind].move(row.state, "refuse")
    decision = await decisions.load(hand.db, order.decision)
    if (
        decision is None
        or decision.kind != "refuse_certificate"
        or decision.state not in _GONE_OUT
        or decision.recipient not in await one_person.entries(hand.db, row.person)
    ):
        raise RequestAnswerUnfit("To nie jest wydane postanowienie o odmowie zaświadczenia tej osobie.")
    row.decision = decision.id
    return await _ended(hand, row, state, decision.issued_on, "art. 219 k.p.a.")


async def withdraw(hand: Hand, request: UUID, kind: str, order: EndedIn, version: int) -> Answer:
    """The person asks for it no more. Raises RequestNotFound."""
    row = await _locked(hand, request, kind, version)
    return await _ended(hand, row, PROCESSES[kind].move(row.state, "withdraw"), order.on, None)


async def urge(hand: Hand, sight: Sight, application: UUID, order: UrgingIn) -> Answer:
    """A party urges in a case that is not settled: it goes to SKO in seven days. Raises ApplicationNotFound, TransitionNotAllowed."""
    row = await applications.lock(hand.db, application)
    if row is None:
        raise ApplicationNotFound
    state = moved(row, "note_urging")
    await not_excluded(hand.db, hand.by, matter_of(row), hand.today)
    await _known(hand.db, sight, order.person)
    _not_ahead(hand.today, order.received_on, "/received_on")
    if order.received_on < row.received_on:
        raise wrong("/received_on", "day_out_of_order", "Ponaglenie poprzedza podanie.")
    due = named("forward_urging").of(order.received_on).last_day
    made = RequestRow(
        gmina=row.gmina, id=new_id(), kind="urging", person=order.person, unit=row.unit, application=row.id,
        ground=order.ground, received_on=order.received_on, due_on=due, noted_by=hand.by,
    )  # fmt: skip
    row.state, row.version = state, row.version + 1
    detail: dict[str, str | list[str]] = {"ground": order.ground, "last_day": due.isoformat()}
    await note(hand, row, Act("note_urging", order.received_on, "art. 37 § 1 k.p.a.", detail=detail))
    return await _made(hand, made)


async def pass_on(hand: Hand, request: UUID, order: PassedOnIn, version: int) -> Answer:
    """It goes to SKO, also after the seven days: then it stands as overdue. Raises RequestNotFound."""
    row = await _locked(hand, request, "urging", version)
    state = PROCESSES[row.kind].move(row.state, "pass_on")
    row.passed_on, row.sheets = _day(hand, order.on, row.received_on), order.sheets
    row.ruling_by = named("urging").of(row.passed_on).last_day
    return await _changed(hand, row, state, "passed_on", "art. 37 § 4 k.p.a.")


async def note_ruling(hand: Hand, request: UUID, order: RulingIn, version: int) -> Answer:
    """What SKO ruled; until when it told the office to settle the case stands in the case's clock. Raises RequestNotFound."""
    row = await _locked(hand, request, "urging", version)
    state = PROCESSES[row.kind].move(row.state, "note_ruling")
    row.ruled_on = _day(hand, order.ruled_on, row.passed_on or row.received_on)
    row.outcome, row.settle_by = order.outcome, order.settle_by
    if order.settle_by is not None and row.application is not None:
        application = await applications.lock(hand.db, row.application)
        if application is not None and application.state in OPEN:
            kept = await clocks.clock(hand.db, application.id)
            clock = kept or CaseClockRow(gmina=row.gmina, application=application.id, version=0)
            clock.new_day, clock.version = order.settle_by, clock.version + 1
            hand.db.add(clock)
    row.ended_on, row.ended_by = row.ruled_on, hand.by
    return await _changed(hand, row, state, "ruling_noted", "art. 37 § 5-6 k.p.a.")


async def certificates(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[CertificateRequestOut]:
    """Requests for certificates by their last day."""
    rows, cursor = await _page(hand, sight, "certificate", paging, wanted, sort, everything=everything)
    return Page(
        items=[CertificateRequestOut.model_validate(_shown(row, hand.today)) for row in rows], next_cursor=cursor
    )


async def urgings(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[UrgingOut]:
    """Urgings by the last day for passing them on."""
    rows, cursor = await _page(hand, sight, "urging", paging, wanted, sort, everything=everything)
    return Page(items=[UrgingOut.model_validate(_shown(row, hand.today)) for row in rows], next_cursor=cursor)


async def _page(
    hand: Hand, sight: Sight, kind: str, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> tuple[list[RequestRow], str | None]:
    keyset = paging.keyset(f"{kind} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    rows = await store.page(hand.db, sight, kind, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", kind, wanted.application or wanted.person)
    return (list(rows), None) if everything else keyset.page(rows, lambda row: (row.due_on, row.id))


def _shown(row: RequestRow, today: date) -> dict[str, object]:
    told = {**row.model_dump(), "allowed": list(PROCESSES[row.kind].allowed(row.state))}
    return told | {"overdue": row.state == "open" and row.due_on < today}


async def _locked(hand: Hand, request: UUID, kind: str, version: int) -> RequestRow:
    row = await store.lock(hand.db, request)
    if row is None or row.kind != kind:
        raise RequestNotFound
    check_version(version, row.version)
    return row


async def _made(hand: Hand, row: RequestRow) -> Answer:
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("registered", row.kind, row.id)
    return Answer(id=row.id, version=row.version, state=row.state)


async def _ended(hand: Hand, row: RequestRow, state: str, on: date | None, article: str | None) -> Answer:
    row.ended_on, row.ended_by = _day(hand, on, row.received_on), hand.by
    return await _changed(hand, row, state, state, article)


async def _changed(hand: Hand, row: RequestRow, state: str, act: str, article: str | None) -> Answer:
    row.state, row.version = state, row.version + 1
    await hand.db.flush()
    await hand.note(act, row.kind, row.id, legal_basis=article)
    return Answer(id=row.id, version=row.version, state=row.state)


async def _known(db: WriteSession, sight: Sight, person: UUID) -> None:
    if not await persons.many(db, {person}) or await hidden_persons(db, sight, {person}):
        raise wrong("/person", "person_unknown", "Tej osoby nie ma w rejestrze.")


def _day(hand: Hand, on: date | None, since: date) -> date:
    return hand.day(on, since)


def _not_ahead(today: date, on: date, pointer: str) -> None:
    if on > today:
        raise wrong(pointer, "day_out_of_order", "Dzień jest w przyszłości.")
