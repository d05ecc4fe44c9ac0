"""Decisions that answer an application: linked when they are prepared, and ending its matters when they are issued.

`decision_issued` is what issuing a decision calls; nothing happens for a decision that answers no application. The same is decided once on
one application (decided_already.py).
"""

from collections.abc import Sequence
from datetime import date
from typing import cast
from uuid import UUID

from casework.applications import decided_already, store
from casework.applications.desk import Act, Hand, moved, note, opened
from casework.applications.ending import OUTCOMES, chosen, settle
from casework.applications.outstanding import called_for
from casework.applications.problems import CallOutstanding, DecisionOfAnother
from casework.applications.schemas import DecisionOfIn
from casework.applications.states import APPLICATION
from casework.applications.tables import AnswerRow, ApplicationRow
from casework.authority.sight import Sight
from casework.decisions import store as decisions
from casework.decisions.grants import Grant, span_of
from casework.decisions.kinds import ENDS, ORDERED, kinds
from casework.decisions.tables import DecisionRow
from casework.facts.cases import ApplicationOutcome
from casework.transitions import TransitionNotAllowed
from kit.db import WriteSession
from kit.idempotency import Answer
from kit.problems import FieldError

ARTICLE = "art. 104 k.p.a."
_NONE = "Nie ma takiej decyzji albo ją wycofano."
_CALLED_FOR = "Najpierw strona usuwa braki albo sprawę pozostawia się bez rozpatrzenia."
_OTHER_BENEFIT = "Decyzja dotyczy innego świadczenia niż podanie."
_ON_THE_MERITS = frozenset({"grant", "refuse"})
_DRAFTS = ("prepared", "approved", "withdrawn")


async def link(desk: Hand, sight: Sight, application: UUID, order: DecisionOfIn, version: int) -> Answer:
    """Links a decision to what it answers; one that is issued already ends it at once. Raises DecisionOfAnother, MatterNotOpen.

    A decision of another person or family answers nothing here; one that the caller does not see is refused as one that is not there.
    One that is due besides another settles nothing.
    """
    # The decision first, as issuing it does: otherwise one that goes out meanwhile would end nothing.
    decision = await decisions.lock(desk.db, order.decision)
    row = await opened(desk, application, version)
    moved(row, "link_decision")
    if decision is None or decision.state == "withdrawn" or decision.outcome not in OUTCOMES:
        raise _another(_NONE)
    if not await decisions.is_seen(desk.db, sight, decision.id):
        raise _another(_NONE)
    if not await store.about_the_same(desk.db, row.id, decision.id):
        raise _another("Decyzja dotyczy innej osoby niż wnioskodawca i jego rodzina.")
    answers = await store.answers(desk.db, row.id)
    is_linked = any(one.decision == decision.id for one in answers)
    if is_linked and not (order.besides and decision.state in _DRAFTS):
        raise _another("Ta decyzja jest już przy podaniu.")
    if order.besides is not None:
        return await _besides(desk, row, decision, order, answers)
    if row.state == "decided" and not await store.decided_again(desk.db, row.id, decision.benefit):
        raise TransitionNotAllowed(
            "Podanie jest rozstrzygnięte, a jego decyzja pozostaje w obrocie: nie uchylono jej, nie odwołano się od niej ani nie "
            "wznowiono postępowania. Odrębną potrzebę albo dalsze miesiące wskazuje pole besides.",
            errors=[FieldError("/state", "allowed_step", step) for step in APPLICATION.allowed(row.state)],
        )
    asked = {one.benefit for one in await store.matters(desk.db, row.id)}
    settled = await _settled(desk, row, decision, order, asked)
    if row.closed_on is None and called_for(await store.calls(desk.db, row.id), settled):
        raise CallOutstanding(_CALLED_FOR)
    await _stands_with(desk, row, decision, settled)
    if decision.state in _DRAFTS or row.closed_on is not None:
        row.version += 1
        detail: dict[str, str | list[str]] = {"decision": str(decision.id)}
        await note(desk, row, Act("link_decision", desk.today, ARTICLE, settled, detail))
        return Answer(id=row.id, version=row.version, state=row.state)
    return await answered(desk, row, decision, settled, decision.issued_on or desk.today)


async def decision_issued(db: WriteSession, decision: DecisionRow, *, by: str, on: date) -> None:
    """A decision goes out: what it answers is settled. Called in the transaction that issues it, which is audited by itself.

    Raises MatterDecided for what a decision that stands says on the application already, MatterEnded where nobody asks for it any more,
    ProceedingsSuspended, CallOutstanding.
    """
    await decided_already.may_go_out(db, decision.id)
    for one in await store.answered_by(db, decision.id):
        row = await store.lock(db, one.application)
        if row is None or decision.id in await decided_already.besides(db, row.id):
            continue
        if row.closed_on is not None:
            continue
        if decision.kind in _ON_THE_MERITS and called_for(await store.calls(db, row.id), one.benefits):
            # The call was made when the draft stood with the application already.
            raise CallOutstanding(_CALLED_FOR)
        hand, day = Hand(db, None, by, on), max(on, row.received_on)
        if decision.outcome == ORDERED:
            await _ordered(hand, row, decision, one.benefits, day)
        else:
            await answered(hand, row, decision, one.benefits, day)


async def answers_too(db: WriteSession, old: UUID, new: UUID, *, by: str, on: date) -> None:
    """What takes the place of a decision answers what that one answered: the case, its sign and its start stay the same."""
    known = {one.application for one in await store.answered_by(db, new)}
    for one in await store.answered_by(db, old):
        row = None if one.application in known else await store.lock(db, one.application)
        if row is not None:
            db.add(
                AnswerRow(
                    gmina=db.gmina,
                    application=row.id,
                    decision=new,
                    benefits=one.benefits,
                    linked_on=on,
                    linked_by=by,
                )
            )
            row.version += 1
            detail: dict[str, str | list[str]] = {"decision": str(new), "instead_of": str(old)}
            await note(Hand(db, None, by, on), row, Act("link_decision", on, ARTICLE, one.benefits, detail))


async def answered(desk: Hand, row: ApplicationRow, decision: DecisionRow, benefits: list[str], on: date) -> Answer:
    """The decision settles these benefits of the application on the day; facts are told."""
    granted = {grant["benefit"] for grant in decision.grants}
    outcomes = {code: _outcome(decision, code, granted) for code in benefits}
    act = Act("decide", on, ARTICLE, detail={"decision": str(decision.id)})
    grounds = sorted({refusal["code"] for refusal in decision.refusals})
    first, last = span_of([Grant.from_json(stored) for stored in decision.grants]) or (None, None)
    return await settle(
        desk, row, outcomes, act, moved(row, "decide"),
        decision=decision.id, refusal_grounds=grounds, period_from=first, period_to=last,
    )  # fmt: skip


async def _besides(
    desk: Hand, row: ApplicationRow, decision: DecisionRow, order: DecisionOfIn, answers: Sequence[AnswerRow]
) -> Answer:
    """Another need, or further months, beside what another decision on the benefit says."""
    asked = {one.benefit for one in await store.matters(desk.db, row.id)}
    about = sorted({decision.benefit, *(grant["benefit"] for grant in decision.grants)} & asked)
    apart = {decision.id, *await decided_already.besides(desk.db, row.id)}
    others = [await decisions.load(desk.db, one.decision) for one in answers if one.decision not in apart]
    if not any(
        one.state != "withdrawn" and one.outcome != ORDERED and one.benefit == decision.benefit for one in others if one
    ):
        raise _another("Przy podaniu nie ma innej decyzji w sprawie tego świadczenia; ta je rozstrzyga.")
    if not about:
        raise _another(_OTHER_BENEFIT)
    if row.closed_on is None and called_for(await store.calls(desk.db, row.id), about):
        raise CallOutstanding(_CALLED_FOR)
    if not any(one.decision == decision.id for one in answers):
        await _stands_with(desk, row, decision, about)
    row.version += 1
    detail: dict[str, str | list[str]] = {"decision": str(decision.id), "besides": order.besides or ""}
    await note(desk, row, Act(decided_already.LINKED, desk.today, ARTICLE, about, detail))
    return Answer(id=row.id, version=row.version, state=row.state)


async def _stands_with(desk: Hand, row: ApplicationRow, decision: DecisionRow, benefits: list[str]) -> None:
    desk.db.add(
        AnswerRow(
            gmina=row.gmina,
            application=row.id,
            decision=decision.id,
            benefits=benefits,
            linked_on=desk.today,
            linked_by=desk.by,
        )
    )
    await desk.db.flush()


async def _settled(
    desk: Hand, row: ApplicationRow, decision: DecisionRow, order: DecisionOfIn, asked: set[str]
) -> list[str]:
    about = {decision.benefit, *(grant["benefit"] for grant in decision.grants)}
    if not about & asked:
        raise _another(_OTHER_BENEFIT)
    if decision.kind == "fee" and row.closed_on is None:
        # It says what is paid for the service and not whether there is a right to it.
        raise _another(
            "Ustalenie opłaty nie rozstrzyga podania o świadczenie; zapisuje się je po jego rozstrzygnięciu."
        )
    if row.closed_on is not None:
        return sorted(about & asked)
    if order.benefits is not None:
        return [one.benefit for one in await chosen(desk, row, order.benefits)]
    still_open = {one.benefit for one in await chosen(desk, row, None)}
    return sorted(about & still_open)


async def _ordered(hand: Hand, row: ApplicationRow, decision: DecisionRow, benefits: list[str], on: date) -> None:
    """An order ends matters without deciding them, or ends nothing (applications/ordering.py does the rest)."""
    does = kinds()[decision.kind].does
    if does in ENDS:
        act = Act(does, on, decision.legal_basis, detail={"decision": str(decision.id)})
        outcomes = dict.fromkeys(benefits, cast("ApplicationOutcome", ENDS[does]))
        await settle(hand, row, outcomes, act, moved(row, does), decision=decision.id)


def _outcome(decision: DecisionRow, benefit: str, granted: set[str]) -> ApplicationOutcome:
    if benefit in granted:
        return "granted"
    if benefit != decision.benefit and decision.outcome == "granted":
        # Asked for together with what is granted, and not granted: the same decision refuses it.
        return "refused"
    # A later act that was asked for and issued meets the request, unless it refuses.
    met = {"changed": "granted", "obliged": "granted", "corrected": "granted"}
    return cast("ApplicationOutcome", met.get(decision.outcome, decision.outcome))


def _another(message: str) -> DecisionOfAnother:
    return DecisionOfAnother(message, errors=[FieldError("/decision", "decision_of_another", message)])
