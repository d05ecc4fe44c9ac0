"""Complaints and oppositions to the administrative court, and what its judgment does to the appeal (p.p.s.a. art. 53-54, 64c, 145)."""

from datetime import date
from uuid import UUID

from casework.appeals import service, store
from casework.appeals.problems import ComplaintNotFound
from casework.appeals.rules import court_term
from casework.appeals.schemas import ComplaintIn, JudgmentIn
from casework.appeals.states import APPEAL, COMPLAINT
from casework.appeals.tables import ComplaintRow, ResultRow
from casework.applications import reopening
from casework.benefits.catalogue import Catalogue
from casework.decisions import falling
from casework.decisions import service as decisions
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.telling import facts_of
from casework.deliveries.service import not_future, party_of
from casework.deliveries.states import DECISION_OF_SKO
from casework.facts.cases import DECISION_REMOVED
from casework.overpayments import sums
from casework.overpayments.following import fallen, followed
from casework.overpayments.restating import Book
from casework.transitions import TransitionNotAllowed
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer

_TARGETS = {"sko_quashed": "passed_on", "both_quashed": "to_carry_out"}


async def complain(*, db: WriteSession, appeal: UUID, complaint: ComplaintIn, by: str, today: date) -> Answer:
    """A party lodged a complaint against SKO's decision, or an opposition against sending back."""
    found = await service.found(db, appeal)
    row = await decisions.locked(db, found.decision)
    await db.refresh(found)
    APPEAL.move(found.state, "note_complaint")
    last = (await store.results(db, found.id))[-1]
    if last.author != "sko":
        raise TransitionNotAllowed("Skarga przysługuje na rozstrzygnięcie SKO.")
    party = await party_of(db, row, complaint.party)
    not_future(today, complained_on=complaint.complained_on)
    if complaint.complained_on < last.decided_on:
        raise DayOutOfOrder("Skarga poprzedza rozstrzygnięcie.", "/complained_on")
    kind, term = court_term(last.outcome, last.delivered_on)
    made = ComplaintRow(
        gmina=db.gmina,
        id=new_id(),
        appeal=found.id,
        decision=row.id,
        party=party.id,
        kind=kind,
        state="filed",
        complained_on=complaint.complained_on,
        term_ends_on=term.last_day,
        in_time=term.in_time(complaint.complained_on),
        result=last.number,
        sign=complaint.sign,
        noted_by=by,
    )
    db.add(made)
    found.version += 1
    await decisions.settle(db, row, today)
    return Answer(id=made.id, version=made.version, state=made.state)


async def judge(
    *,
    db: WriteSession,
    catalogue: Catalogue,
    appeal: UUID,
    complaint: UUID,
    judgment: JudgmentIn,
    by: str,
    version: int,
    today: date,
) -> Answer:
    """The court's proceedings ended: SKO decides again, the office decides anew, or everything stays."""
    found = await service.found(db, appeal)
    row = await decisions.locked(db, found.decision)
    await db.refresh(found)
    made = await store.complaint(db, complaint)
    if made is None or made.appeal != found.id:
        raise ComplaintNotFound
    check_version(version, made.version)
    made.state = COMPLAINT.move(made.state, "note_judgment")
    found.state = APPEAL.move(found.state, "note_judgment", _TARGETS.get(judgment.outcome, found.state))
    not_future(today, judged_on=judgment.judged_on, ended_on=judgment.ended_on, received_on=judgment.received_on)
    if judgment.judged_on < made.complained_on:
        raise DayOutOfOrder("Orzeczenie poprzedza skargę.", "/judged_on")
    if judgment.ended_on < judgment.judged_on:
        raise DayOutOfOrder("Prawomocność poprzedza orzeczenie.", "/ended_on")
    if judgment.received_on is not None and judgment.received_on < judgment.ended_on:
        raise DayOutOfOrder("Akta wróciły przed prawomocnością orzeczenia.", "/received_on")
    made.outcome, made.judged_on, made.ended_on = judgment.outcome, judgment.judged_on, judgment.ended_on
    made.version += 1
    if judgment.outcome == "both_quashed":
        db.add(
            ResultRow(
                gmina=db.gmina,
                appeal=found.id,
                number=len(await store.results(db, found.id)) + 1,
                author="court",
                outcome="sent_back",
                sign=made.sign,
                decided_on=judgment.judged_on,
                delivered_on=judgment.ended_on,
                received_on=judgment.received_on,
                noted_by=by,
            )
        )
    found.version += 1
    if judgment.outcome in _TARGETS and found.sko_decision is not None:
        both = judgment.outcome == "both_quashed"
        await _falls(db, catalogue, found.sko_decision, row.id, by, today, both=both)
    await decisions.settle(db, row, today)
    await falling.weighed(db, catalogue, row, by=by, today=today)
    # The debts of SKO's own decision went back to this one before its state followed the judgment.
    await followed(db, [row.id])
    if judgment.outcome == "both_quashed":
        await reopening.opened_again(db, row, "sent_back", by=by, on=judgment.received_on or judgment.ended_on)
    elif judgment.outcome == "sko_quashed":
        # SKO's sending back fell: the decision stands again until SKO decides anew.
        await reopening.closed_as_before(db, row, by=by, on=judgment.ended_on)
    return Answer(id=made.id, version=made.version, state=made.state)


async def _falls(
    db: WriteSession, catalogue: Catalogue, decision: UUID, office: UUID, by: str, today: date, *, both: bool
) -> None:
    """SKO's own decision was quashed with what SKO decided: its awards pay nothing until it is decided again.

    both: with the office's, so its debts are without a decision.
    """
    of_sko = await decisions.locked(db, decision)
    if of_sko.state == "final":
        of_sko.state = DECISION_OF_SKO.move(of_sko.state, "court_quashes")
        of_sko.enforceable_on, of_sko.version = None, of_sko.version + 1
        await db.flush()
        await db.emit_many(facts_of(db, [of_sko], DECISION_REMOVED, today))
        await falling.weighed(db, catalogue, of_sko, by=by, today=today)
        if both:
            # Before the office's sums come back: what is told in this unit of work cannot be taken back in it.
            await fallen(db, of_sko.id)
        await sums.back_to_the_office(Book(db, catalogue, by, today), of_sko.id, office)
