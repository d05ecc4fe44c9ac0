"""What is done with appeals: registered, reviewed by the organ itself or passed on, SKO's result noted (carrying_out.py: and carried out).

Every act locks the decision first and ends with what follows for it (decisions.service.settle).
"""

from datetime import date
from uuid import UUID

from casework.appeals import store
from casework.appeals.problems import (
    AppealExists,
    AppealNotFound,
    DecisionUnfit,
    ReviewModeNotInLaw,
    SelfReviewTooLate,
    SelfReviewWithoutAll,
    WorseningNotPossible,
)
from casework.appeals.rules import MAY_WORSEN, TO_CARRY_OUT, review_modes
from casework.appeals.schemas import AppealIn, PassOnIn, ResultIn, SelfReviewIn
from casework.appeals.states import APPEAL
from casework.appeals.tables import AppealRow, ResultRow
from casework.applications import answering, reopening
from casework.assessments.service import NoLawForDate
from casework.authority.deciding import may_settle
from casework.benefits.catalogue import Catalogue
from casework.decisions import acts_store, falling, orders
from casework.decisions import service as decisions
from casework.decisions import store as decisions_store
from casework.decisions.finality import remedy_term
from casework.decisions.kinds import ORDERED
from casework.decisions.moments import DayOutOfOrder
from casework.decisions.tables import DecisionRow
from casework.deliveries import recording, standing
from casework.deliveries import store as deliveries
from casework.deliveries.service import not_future, party_of
from casework.deliveries.states import DECISION
from casework.signs.giving import letter_number, plan_in_force
from casework.terms.keeping import Letter, SentAfterReceived, Way, counted_on
from casework.terms.named import named
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.problems import FieldError

_STANDING = frozenset({"issued", "delivered", "final"})


async def register(*, db: WriteSession, decision: UUID, appeal: AppealIn, by: str, today: date) -> Answer:
    """An appeal came; late or not, it goes to SKO, who alone says that it is late (art. 134). Raises AppealExists."""
    row = decisions.of_the_organ(await decisions.locked(db, decision))
    DECISION.move(row.state, "appeal")
    party = await party_of(db, row, appeal.party)
    not_future(today, received_on=appeal.received_on)
    if row.issued_on is not None and appeal.received_on < row.issued_on:
        raise DayOutOfOrder("Odwołanie poprzedza wydanie decyzji.", "/received_on")
    counted = day_that_counts(appeal.way, appeal.received_on, appeal.sent_on)
    if any(one.party == party.id for one in await store.of_decision(db, row.id)):
        raise AppealExists
    course = (await standing.known(db, [row.id]))[row.id]
    own = next(one for one in (*course.parties, *course.left_out) if one.party == str(party.id))
    term = remedy_term(own, course.remedy)
    waived = own.waived_on is not None and own.waived_on < counted
    plan = await plan_in_force(db)
    made = AppealRow(
        gmina=db.gmina,
        id=new_id(),
        decision=row.id,
        party=party.id,
        state="registered",
        way=appeal.way,
        sent_on=appeal.sent_on,
        received_on=appeal.received_on,
        counted_on=counted,
        term_ends_on=None if term is None else term.last_day,
        in_time=not waived and (term is None or term.in_time(counted)),
        forward_by=named("forward_appeal").of(appeal.received_on).last_day,
        # One register of what comes in: an appeal is a letter like an application.
        register_mark=plan.register_mark,
        register_year=today.year,
        register_number=await letter_number(db, plan.register_mark, today),
        registered_by=by,
    )
    db.add(made)
    await decisions.settle(db, row, today)
    return answer(made)


async def restore_term(*, db: WriteSession, appeal: UUID, on: date | None, version: int, today: date) -> Answer:
    """SKO restored the term that the party had missed (art. 59 § 2)."""
    row, made = await locked(db, appeal, version, "restore_term")
    made.restored_on = day_of(on, today, after=made.received_on)
    return await moved(db, row, made, made.state, today)


async def note_withdrawal(*, db: WriteSession, appeal: UUID, on: date | None, version: int, today: date) -> Answer:
    """The party withdrew it; SKO discontinues or, to keep no unlawful decision, goes on (art. 137)."""
    row, made = await locked(db, appeal, version, "note_withdrawal")
    made.withdrawn_on = day_of(on, today, after=made.received_on)
    return await moved(db, row, made, made.state, today)


async def pass_on(*, db: WriteSession, appeal: UUID, passing: PassOnIn, by: str, version: int, today: date) -> Answer:
    """The appeal goes to SKO with the file; after the seven days too, it then stands as overdue."""
    row, made = await locked(db, appeal, version, "pass_on")
    made.passed_on = day_of(passing.on, today, after=made.received_on)
    made.passed_by, made.sheets = by, passing.sheets
    made.decision_due_on = named("second_instance").of(made.passed_on).last_day
    return await moved(db, row, made, APPEAL.move(made.state, "pass_on"), today)


async def self_review(
    *,
    db: WriteSession,
    catalogue: Catalogue,
    appeal: UUID,
    review: SelfReviewIn,
    by: str,
    version: int,
    today: date,
) -> Answer:
    """The organ takes its decision away by a new one that grants the appeal in full (art. 132); it ends the others' appeals too."""
    row, made = await locked(db, appeal, version, "self_review")
    if review.mode not in review_modes(await recording.case_start(db, row)):
        raise ReviewModeNotInLaw(legal_basis=["art. 132 § 1 k.p.a.", "Dz.U. 2025 poz. 769 art. 31 ust. 1"])
    await may_settle(db, decision=row, benefit=catalogue.get(row.benefit), by=by, on=today)
    appeals = [one for one in await store.of_decision(db, row.id) if one.state == "registered"]
    appealed = {one.party for one in appeals}
    parties = await deliveries.parties(db, [row.id])
    if any(one.id not in appealed and one.review_consent_on is None for one in parties):
        raise SelfReviewWithoutAll(legal_basis=["art. 132 k.p.a."])
    new = await carrying(db, row, review.decision, after=made.received_on)
    issued_on = new.issued_on or today
    if issued_on > min(one.forward_by for one in appeals):
        raise SelfReviewTooLate(legal_basis=["art. 133 k.p.a."])
    for one in appeals:
        db.add(
            ResultRow(
                gmina=db.gmina,
                appeal=one.id,
                number=1,
                author="organ",
                outcome="self_review",
                mode=review.mode,
                decided_on=issued_on,
                delivered_on=new.delivered_on or issued_on,
                decision=new.id,
                noted_by=by,
            )
        )
        one.state, one.carried_out_on, one.carried_out_by = APPEAL.move(one.state, "self_review"), issued_on, new.id
        if one is not made:
            one.version += 1
    done = await moved(db, row, made, made.state, today)
    await reopening.opened_again(db, row, "self_review", by=by, on=issued_on)
    await replaced(db, catalogue, row, new, by=by, today=today)
    return done


async def note_result(
    *, db: WriteSession, catalogue: Catalogue, appeal: UUID, result: ResultIn, by: str, version: int, today: date
) -> Answer:
    """What SKO decided; a decision that was taken away pays nothing more."""
    row, made = await locked(db, appeal, version, "note_result")
    not_future(today, decided_on=result.decided_on, delivered_on=result.delivered_on, received_on=result.received_on)
    if made.passed_on is not None and result.decided_on < made.passed_on:
        raise DayOutOfOrder("Rozstrzygnięcie poprzedza przekazanie odwołania.", "/decided_on")
    for name, day in (("delivered_on", result.delivered_on), ("received_on", result.received_on)):
        if day is not None and day < result.decided_on:
            raise DayOutOfOrder("Dzień poprzedza rozstrzygnięcie.", f"/{name}")
    if result.worse_ground is not None and result.outcome not in MAY_WORSEN:
        raise WorseningNotPossible(legal_basis=["art. 139 k.p.a."])
    noted = await store.results(db, made.id)
    db.add(
        ResultRow(
            gmina=db.gmina,
            appeal=made.id,
            number=len(noted) + 1,
            author="sko",
            worsens=result.worse_ground is not None,
            noted_by=by,
            **result.model_dump(),
        )
    )
    made.sko_sign = result.sign
    to = "to_carry_out" if result.outcome in TO_CARRY_OUT else "closed"
    done = await moved(db, row, made, APPEAL.move(made.state, "note_result", to), today)
    await falling.weighed(db, catalogue, row, by=by, today=today)
    if result.outcome == "sent_back":
        # The office's term runs from the day on which the file came back (art. 35).
        await reopening.opened_again(db, row, "sent_back", by=by, on=result.received_on or result.delivered_on)
    return done


async def locked(db: WriteSession, appeal: UUID, version: int, step: str) -> tuple[DecisionRow, AppealRow]:
    """The appeal in a state that allows the step, with its decision, both kept from others. Raises AppealNotFound."""
    one = await found(db, appeal)
    row = await decisions.locked(db, one.decision)
    # What was read before the lock may have been changed meanwhile.
    await db.refresh(one)
    check_version(version, one.version)
    APPEAL.move(one.state, step)
    return row, one


async def found(db: WriteSession, appeal: UUID) -> AppealRow:
    """The appeal. Raises AppealNotFound."""
    one = await store.appeal(db, appeal)
    if one is None:
        raise AppealNotFound
    return one


def day_that_counts(way: Way, received_on: date, sent_on: date | None) -> date:
    """The day on which the party acted (art. 57 § 5). Raises DayOutOfOrder, NoLawForDate."""
    try:
        return counted_on(Letter(way, received_on, sent_on))
    except SentAfterReceived:
        raise DayOutOfOrder("Pismo nadano po jego wpływie.", "/sent_on") from None
    except NoParameter:
        raise NoLawForDate("W tym dniu nie było takiego sposobu wniesienia pisma.") from None


async def carrying(db: WriteSession, row: DecisionRow, decision: UUID, *, after: date) -> DecisionRow:
    """The decision that takes the place of this one: issued, on the same benefit, not earlier than `after`. Raises DecisionUnfit."""
    one = await decisions_store.load(db, decision)
    if (
        one is None
        or one.id == row.id
        or one.benefit != row.benefit
        or one.state not in _STANDING
        or one.issued_on is None
        or one.issued_on < after
    ):
        told = "Decyzja nie jest wydana, dotyczy czego innego albo jest wcześniejsza."
        raise DecisionUnfit(errors=[FieldError("/decision", "decision_unfit", told)])
    return one


async def replaced(
    db: WriteSession, catalogue: Catalogue, row: DecisionRow, new: DecisionRow | None, *, by: str, today: date
) -> None:
    """What the decision paid counts for the new one; its own awards end, or are again what they were before it."""
    await falling.weighed(db, catalogue, row, by=by, today=today)
    act = await acts_store.load(db, row.id)
    if row.outcome == ORDERED and act is not None:
        await orders.fell(db, row, act, by=by, on=today)
    elif new is not None:
        await falling.take_over(db, new.id, old=row.id)
        await answering.answers_too(db, row.id, new.id, by=by, on=today)
        await reopening.closed_by(db, row.id, new, by=by)
    if act is None:
        await falling.end_awards(db, catalogue, row, today)


def answer(row: AppealRow) -> Answer:
    """What a write on the appeal answers."""
    return Answer(id=row.id, version=row.version, state=row.state)


async def moved(db: WriteSession, row: DecisionRow, made: AppealRow, state: str, today: date) -> Answer:
    """The appeal in its new state, and what follows for its decision."""
    made.state = state
    made.version += 1
    await decisions.settle(db, row, today)
    return answer(made)


def day_of(on: date | None, today: date, *, after: date) -> date:
    """The day of an act, today unless stated. Raises DayOutOfOrder."""
    day = on or today
    if day > today:
        raise DayOutOfOrder("Dzień czynności jest w przyszłości.")
    if day < after:
        raise DayOutOfOrder("Dzień czynności jest wcześniejszy niż dzień czynności poprzedniej.")
    return day
