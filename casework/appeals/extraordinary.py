"""Reopening (art. 145-152), which the office itself decides, and nullity (art. 156-159), which SKO decides and the office records."""

from datetime import date
from uuid import UUID

from casework.appeals import store
from casework.appeals.problems import (
    BarredByTime,
    DecisionUnfit,
    ExtraordinaryNotFound,
    GroundOnRequestOnly,
    LearntOnRequired,
)
from casework.appeals.rules import (
    NULLITY_GROUNDS,
    REOPENING_GROUNDS,
    bar_starts,
    barred,
    no_start,
    removes,
    request_term,
)
from casework.appeals.schemas import NullityDecidedIn, NullityIn, ReopeningDecidedIn, ReopeningIn, StartIn
from casework.appeals.service import carrying, day_that_counts, replaced
from casework.appeals.states import NULLITY, REOPENING
from casework.appeals.tables import ExtraordinaryRow
from casework.applications import reopening
from casework.authority.deciding import may_settle
from casework.benefits.catalogue import Catalogue
from casework.decisions import service as decisions
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.tables import DecisionRow
from casework.deliveries.service import not_future, party_of
from casework.deliveries.states import DECISION
from casework.facts.cases import ApplicationOutcome
from casework.transitions import Process
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.problems import FieldError

PROCESSES: dict[str, Process] = {"reopening": REOPENING, "nullity": NULLITY}


async def ask_reopening(*, db: WriteSession, decision: UUID, order: ReopeningIn, by: str, today: date) -> Answer:
    """A party asks for reopening, or the office found a ground. Raises GroundOnRequestOnly, LearntOnRequired."""
    row = await decisions.locked(db, decision)
    DECISION.move(row.state, "reopen")
    not_future(today, received_on=order.received_on, learnt_on=order.learnt_on)
    _after_issue(row, order.received_on)
    ground = REOPENING_GROUNDS[order.ground]
    counted, until, in_time = order.received_on, None, True
    if order.party is None:
        if ground.only_on_request:
            raise GroundOnRequestOnly(legal_basis=["art. 147 k.p.a.", ground.article])
    else:
        await party_of(db, row, order.party)
        if order.learnt_on is None:
            raise LearntOnRequired(errors=[FieldError("/learnt_on", "required", "Pole jest wymagane.")])
        counted = day_that_counts(order.way, order.received_on, order.sent_on)
        term = request_term(order.learnt_on)
        until, in_time = term.last_day, term.in_time(counted)
    return await _made(
        db,
        ExtraordinaryRow(
            gmina=db.gmina,
            id=new_id(),
            decision=row.id,
            kind="reopening",
            ground=order.ground,
            state="requested",
            asked_by=order.party,
            learnt_on=order.learnt_on,
            received_on=order.received_on,
            counted_on=counted,
            ask_until=until,
            in_time=in_time,
            bar_starts=bar_starts(ground, row.delivered_on or order.received_on),
            noted_by=by,
        ),
    )


async def claim_nullity(*, db: WriteSession, decision: UUID, order: NullityIn, by: str, today: date) -> Answer:
    """A request for nullity, which goes to SKO, or SKO's notice."""
    row = await decisions.locked(db, decision)
    DECISION.move(row.state, "claim_nullity")
    not_future(today, received_on=order.received_on)
    _after_issue(row, order.received_on)
    if order.party is not None:
        await party_of(db, row, order.party)
    return await _made(
        db,
        ExtraordinaryRow(
            gmina=db.gmina,
            id=new_id(),
            decision=row.id,
            kind="nullity",
            ground=order.ground,
            state="requested",
            asked_by=order.party,
            received_on=order.received_on,
            counted_on=order.received_on,
            in_time=True,
            bar_starts=bar_starts(NULLITY_GROUNDS[order.ground], row.delivered_on or order.received_on),
            noted_by=by,
        ),
    )


async def start_nullity(
    *, db: WriteSession, one: UUID, order: StartIn, version: int, today: date, refused: bool
) -> Answer:
    """SKO starts, or refuses to; a reopening starts by the office's own order (decisions/orders.py). Raises BarredByTime."""
    row, found, state = await _locked(db, "nullity", one, version, "refuse_to_start" if refused else "start")
    on = _day(order.on, today, found.received_on)
    if not refused and no_start(row.delivered_on or found.received_on, on):
        raise BarredByTime(legal_basis=["art. 158 § 3 k.p.a."])
    found.state, found.started_on, found.sign = state, on, order.sign
    return await _changed(db, found)


async def decide(
    *,
    db: WriteSession,
    catalogue: Catalogue,
    kind: str,
    one: UUID,
    order: ReopeningDecidedIn | NullityDecidedIn,
    by: str,
    version: int,
    today: date,
) -> Answer:
    """The outcome; what takes the decision away ends its awards, or undoes what it changed.

    A reopening the office decides itself, so whoever notes it must be authorised. Raises BarredByTime, DecisionUnfit, NoAuthority,
    OfficialExcluded.
    """
    row, found, state = await _locked(db, kind, one, version, "decide")
    if kind == "reopening":
        await may_settle(db, decision=row, benefit=catalogue.get(row.benefit), by=by, on=today)
    not_future(today, decided_on=order.decided_on, delivered_on=order.delivered_on)
    if order.decided_on < (found.started_on or found.received_on):
        raise DayOutOfOrder("Rozstrzygnięcie poprzedza wszczęcie.", "/decided_on")
    if order.delivered_on is not None and order.delivered_on < order.decided_on:
        raise DayOutOfOrder("Doręczenie poprzedza rozstrzygnięcie.", "/delivered_on")
    if barred(order.outcome, order.decided_on, found.bar_starts):
        raise BarredByTime(legal_basis=["art. 146 § 1 k.p.a." if kind == "reopening" else "art. 156 § 2 k.p.a."])
    new = getattr(order, "decision", None)
    if new is None and order.outcome == "quashed_and_decided":
        raise DecisionUnfit(errors=[FieldError("/decision", "required", "Uchylenie wymaga nowej decyzji.")])
    made = None if new is None else await carrying(db, row, new, after=found.started_on or found.received_on)
    if made is not None:
        found.made = made.id
    if removes(order.outcome):
        DECISION.move(row.state, "reopening_ends" if kind == "reopening" else "nullity_ends")
    found.state, found.outcome = state, order.outcome
    found.decided_on, found.delivered_on = order.decided_on, order.delivered_on
    done = await _changed(db, found)
    await decisions.settle(db, row, today)
    if removes(order.outcome):
        await replaced(db, catalogue, row, made, by=by, today=today)
    if kind == "reopening":
        # What no new decision settled ends as it had: the decision stays, or its proceedings are discontinued.
        ended: ApplicationOutcome | None = "discontinued" if order.outcome == "quashed_and_discontinued" else None
        await reopening.closed_as_before(db, row, by=by, on=order.decided_on, outcome=ended)
    elif order.outcome == "annulled" and found.ground != "already_decided":
        await reopening.opened_again(db, row, "annulled", by=by, on=order.delivered_on or order.decided_on)
    return done


async def _locked(
    db: WriteSession, kind: str, one: UUID, version: int, step: str
) -> tuple[DecisionRow, ExtraordinaryRow, str]:
    found = await store.extraordinary(db, one)
    if found is None or found.kind != kind:
        raise ExtraordinaryNotFound
    row = await decisions.locked(db, found.decision)
    await db.refresh(found)
    check_version(version, found.version)
    return row, found, PROCESSES[kind].move(found.state, step)


async def _made(db: WriteSession, row: ExtraordinaryRow) -> Answer:
    db.add(row)
    await db.flush()
    return Answer(id=row.id, version=row.version, state=row.state)


async def _changed(db: WriteSession, row: ExtraordinaryRow) -> Answer:
    row.version += 1
    await db.flush()
    return Answer(id=row.id, version=row.version, state=row.state)


def _after_issue(row: DecisionRow, received_on: date) -> None:
    if row.issued_on is not None and received_on < row.issued_on:
        raise DayOutOfOrder("Podanie poprzedza wydanie decyzji.", "/received_on")


def _day(on: date | None, today: date, after: date) -> date:
    day = on or today
    if day > today:
        raise DayOutOfOrder("Dzień czynności jest w przyszłości.")
    if day < after:
        raise DayOutOfOrder("Dzień czynności jest wcześniejszy niż dzień czynności poprzedniej.")
    return day
