"""Every clock of a case on a day, each computed by the rule book: the office's, the parties', SKO's."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from sqlmodel import select

from casework.appeals import store as appeals
from casework.appeals.tables import AppealRow
from casework.applications import store as applications
from casework.applications.problems import ApplicationNotFound
from casework.applications.states import OPEN
from casework.applications.suspending import ON_REQUEST
from casework.applications.tables import ApplicationRow, CallRow, DiscontinuingNoticeRow
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.decisions.finality import Party, appealed_in_time, remedy_term
from casework.decisions.kinds import Remedy
from casework.decisions.proceedings import pauses_of
from casework.decisions.service import DecisionNotFound
from casework.decisions.tables import DecisionRow
from casework.deliveries import standing
from casework.deliveries import store as deliveries
from casework.requests import store as requests
from casework.requests.tables import RequestRow
from casework.tasks import store
from casework.tasks.office import office_clock
from casework.tasks.schemas import CaseClocksOut, ClockOut, ClocksOut, DelayOut, PauseOut
from casework.tasks.sector import sector_term
from casework.tasks.sources.source import Whose
from casework.tasks.tables import CaseClockRow, CasePauseRow
from casework.terms.computing import Term, term
from casework.terms.law import procedure
from casework.terms.named import named
from casework.terms.office import ARTICLE, NotCounted, clock
from kit.db import ReadSession, WriteSession

Session = ReadSession | WriteSession

_REMEDIES: dict[Remedy, tuple[tuple[str, str, str], ...]] = {
    "appeal": (
        ("appeal", "odwołanie", "art. 129 § 2 k.p.a."),
        ("waiver", "zrzeczenie się odwołania", "art. 127a § 1 k.p.a."),
    ),
    "complaint": (
        ("complaint", "zażalenie", "art. 141 § 2 k.p.a."),
        ("waiver", "zrzeczenie się zażalenia", "art. 127a § 1, art. 144 k.p.a."),
    ),
    "none": (),
}


async def of_application(db: Session, catalogue: Catalogue, sight: Sight, application: UUID, on: date) -> CaseClocksOut:
    """The clocks of an application and of the decisions that answer it. Raises ApplicationNotFound."""
    row = await applications.load(db, application)
    if row is None:
        raise ApplicationNotFound
    kept, pauses = await store.clock(db, row.id), await store.pauses(db, row.id)
    calls = await applications.calls(db, row.id)
    sector = sector_term(catalogue, db.gmina, row, await applications.matters(db, row.id), calls)
    office = office_clock(row.term_from, kept, calls, pauses, on, sector.day if sector else None)
    clocks = [
        told(
            office.clock.term, "office", ("application", row.id), on, title="załatwienie sprawy", code=office_kind(kept),
            last_day=office.last_day, moved=office.clock.not_counted, new_day=kept.new_day if kept else None,
            ended=None if row.state in OPEN else row.state, more=("art. 35 § 3 i 5 k.p.a.", *(sector.articles if sector else ())),
        ),
        *(_of_call(row, one, on) for one in calls if one.delivered_on is not None),
    ]  # fmt: skip
    if row.rest_until is not None:
        clocks.append(_rest(row, row.rest_until, on))
    for urging in await requests.of_application(db, row.id, "urging"):
        clocks += _of_urging(urging, on)
    clocks += [_of_suspension(row, one, on) for one in pauses if one.kpa_ground == ON_REQUEST]
    clocks += [_of_notice(row, one, on) for one in await applications.discontinuing_notices(db, row.id)]
    for decision in await _answers(db, sight, row.id):
        clocks += await _of_decision(db, decision, on)
    return CaseClocksOut(
        on=on,
        clocks=in_order(clocks),
        version=kept.version if kept else 0,
        kind=office_kind(kept),
        kind_reason=kept.kind_reason if kept else None,
        pauses=[PauseOut.model_validate(one) for one in pauses],
        delays=[DelayOut.model_validate(one) for one in await store.delays(db, row.id)],
    )


async def of_decision(db: Session, decision: UUID, on: date) -> ClocksOut:
    """The clocks of a decision: of its parties, of appeals from it, of the courts. Raises DecisionNotFound."""
    row = await db.get(DecisionRow, (db.gmina, decision))
    if row is None:
        raise DecisionNotFound
    return ClocksOut(on=on, clocks=in_order(await _of_decision(db, row, on)))


def told(
    of: Term,
    whose: Whose,
    about: tuple[str, UUID],
    on: date,
    *,
    code: str,
    title: str,
    last_day: date | None,
    moved: int = 0,
    new_day: date | None = None,
    ended: str | None = None,
    more: Sequence[str] = (),
) -> ClockOut:
    """A term as it is shown. last_day: as it stands; None: it does not run."""
    running = ended is None and last_day is not None
    return ClockOut(
        code=code, title=title, whose=whose, about=about[0], id=about[1], started_on=of.start,
        raw_last_day=of.raw_last_day, last_day=last_day, days_not_counted=moved, new_day=new_day,
        days_left=(last_day - on).days if running and last_day is not None else None,
        overdue=running and last_day is not None and last_day < on,
        ended=ended, articles=list(dict.fromkeys((*more, *of.articles))),
    )  # fmt: skip


def in_order(clocks: Iterable[ClockOut]) -> list[ClockOut]:
    """Those that still run and end first come first, those that have ended last."""
    return sorted(clocks, key=lambda one: (one.ended is not None, one.last_day or date.max, one.code, str(one.id)))


def office_kind(kept: CaseClockRow | None) -> Literal["explanation", "complex"]:
    """Which of the two terms of art. 35 § 3 the case has."""
    return "complex" if kept is not None and kept.kind == "complex" else "explanation"


async def _answers(db: Session, sight: Sight, application: UUID) -> Sequence[DecisionRow]:
    ids = [one.decision for one in await applications.answers(db, application)]
    seen = select(DecisionRow).where(
        DecisionRow.gmina == db.gmina,
        DecisionRow.id.in_(ids),  # type: ignore[attr-defined]
        sight.decisions(),
    )
    return (await db.exec(seen)).all()


async def _of_decision(db: Session, row: DecisionRow, on: date) -> list[ClockOut]:
    course = (await standing.known(db, [row.id]))[row.id]
    clocks: list[ClockOut] = []
    final = row.final_on is not None and row.final_on <= on and row.state == "final"
    for party in course.parties:
        clocks += _of_party(party, course.remedy, on, final=final)
    for delivery in await deliveries.deliveries(db, row.id):
        if delivery.state == "waiting" and delivery.waits_until is not None:
            waits = Term(delivery.sent_on, (delivery.waits_until - delivery.sent_on).days, "days",
                         delivery.waits_until, delivery.waits_until, (delivery.article,))  # fmt: skip
            clocks.append(
                told(waits, "party", ("delivery", delivery.id), on, code="delivery", title="upływ terminu doręczenia",
                     last_day=delivery.waits_until)
            )  # fmt: skip
    noted = await deliveries.course(db, row.id)
    if noted is not None and noted.case_started_on is not None and not await applications.answered_by(db, row.id):
        halted = [NotCounted(one.first_day, one.last_day, "suspension") for one in await pauses_of(db, row.id)]
        office = clock("explanation", noted.case_started_on, halted, on)
        clocks.append(
            told(office.term, "office", ("decision", row.id), on, code="explanation", title=named("explanation").title,
                 last_day=office.last_day, moved=office.not_counted, more=(ARTICLE,),
                 ended=None if row.state in ("prepared", "approved") else "decided")
        )  # fmt: skip
    for appeal in await appeals.of_decision(db, row.id):
        clocks += await _of_appeal(db, appeal, on)
    if row.delivered_on is not None and row.state == "final":
        view = procedure().on(row.delivered_on)
        clocks += [
            _named(code, row.delivered_on, ("decision", row.id), on)
            for code in ("reopening_bar", "nullity_bar")
            if view.has(named(code).parameter)
        ]
    return clocks


def _of_party(party: Party, remedy: Remedy, on: date, *, final: bool) -> list[ClockOut]:
    """The party's terms from her delivery: to appeal or complain, to waive it, to ask for a supplement."""
    if party.delivered_on is None:
        return []
    about = ("party", UUID(party.party))
    asked = "asked" if party.supplement_asked_on is not None else None
    clocks = [_named("supplement", party.delivered_on, about, on, ended=asked)]
    own = remedy_term(party, remedy)
    if own is None:
        return clocks
    ended = (
        "waived" if party.waived_on else "appealed" if appealed_in_time(party, remedy) else "final" if final else None
    )
    for code, title, article in _REMEDIES[remedy]:
        clocks.append(
            told(own, "party", about, on, code=code, title=title, last_day=own.last_day, ended=_over(ended, own, on),
                 more=(article,))
        )  # fmt: skip
    return clocks


def _over(ended: str | None, own: Term, on: date) -> str | None:
    # A party's term that has run out is no overdue work of anybody.
    return ended or (None if own.in_time(on) else "expired")


async def _of_appeal(db: Session, appeal: AppealRow, on: date) -> list[ClockOut]:
    about = ("appeal", appeal.id)
    clocks = [
        _named(
            "forward_appeal",
            appeal.received_on,
            about,
            on,
            ended=None if appeal.state == "registered" else appeal.state,
        )
    ]
    if appeal.passed_on is not None:
        clocks.append(_named("second_instance", appeal.passed_on, about, on,
                             ended=None if appeal.state == "passed_on" else appeal.state))  # fmt: skip
    results = await appeals.results(db, appeal.id)
    again = results[-1] if results and results[-1].outcome == "sent_back" and appeal.state != "passed_on" else None
    if again is not None and not await applications.answered_by(db, appeal.decision):
        # Of an application its own clock says so.
        clocks.append(_named("explanation", again.received_on or again.delivered_on, about, on,
                             ended=None if appeal.state == "to_carry_out" else "decided"))  # fmt: skip
    if results and results[-1].author == "sko" and appeal.state != "passed_on":
        result = results[-1]
        complained = any(one.result == result.number for one in await appeals.complaints(db, appeal.id))
        code = "court_opposition" if result.outcome == "sent_back" else "court_complaint"
        if not procedure().on(result.delivered_on).has(named(code).parameter):
            return clocks
        clocks.append(_named(code, result.delivered_on, about, on, ended="complained" if complained else None))
    return clocks


def _named(code: str, event_on: date, about: tuple[str, UUID], on: date, *, ended: str | None = None) -> ClockOut:
    one = named(code)
    of = one.of(event_on)
    over = ended or (None if one.whose == "office" and one.shifts else _over(None, of, on))
    return told(
        of, one.whose, about, on, code=code, title=one.title, last_day=of.last_day, ended=over,
        more=(procedure().on(event_on).value(one.parameter).article,),
    )  # fmt: skip


def _of_call(row: ApplicationRow, call: CallRow, on: date) -> ClockOut:
    assert call.delivered_on is not None  # noqa: S101 - the caller takes delivered ones only
    of = term(call.delivered_on, call.days, "days")
    ended = call.result if call.result in ("in_time", "late") else None if row.state in OPEN else row.state
    return told(
        of, "party", ("application", row.id), on, code="call", title="usunięcie braków podania", last_day=call.last_day,
        ended=_over(ended, of, on), more=(call.article,),
    )  # fmt: skip


def _of_urging(urging: RequestRow, on: date) -> list[ClockOut]:
    about = ("urging", urging.id)
    forward = _named(
        "forward_urging", urging.received_on, about, on, ended=None if urging.state == "open" else urging.state
    )
    if urging.passed_on is None:
        return [forward]
    ended = None if urging.state == "passed_on" else urging.state
    return [forward, _named("urging", urging.passed_on, about, on, ended=ended)]


def _of_suspension(row: ApplicationRow, pause: CasePauseRow, on: date) -> ClockOut:
    """The years in which the party may ask to resume what was suspended at her request (art. 98 § 2)."""
    ended = "resumed" if pause.last_day is not None and row.state in OPEN else None if row.state in OPEN else row.state
    return _named("resume_suspended", pause.first_day, ("application", row.id), on, ended=ended)


def _of_notice(row: ApplicationRow, told: DiscontinuingNoticeRow, on: date) -> ClockOut:
    ended = "objected" if told.objected_on is not None else None if row.state in OPEN else row.state
    return _named("objection_to_discontinuing", told.delivered_on, ("application", row.id), on, ended=ended)


def _rest(row: ApplicationRow, until: date, on: date) -> ClockOut:
    of = Term(row.received_on, (until - row.received_on).days, "days", until, until, ("art. 66 § 2 k.p.a.",))
    return told(
        of, "party", ("application", row.id), on, code="rest_of_application", title="odrębne podanie w pozostałych sprawach",
        last_day=until, ended=None if on <= until else "expired",
    )  # fmt: skip
