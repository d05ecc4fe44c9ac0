"""What orders do to their application: it ends, its proceedings stand still or go on, a missed term counts as kept (k.p.a. art. 58-101).

Called by casework/decisions/orders.py, in the transaction that prepares, issues or takes away the order.
"""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from casework.applications import reopening, restoring, store
from casework.applications.desk import Act, Hand, moved, note
from casework.applications.ending import chosen
from casework.applications.problems import DecisionOfAnother, MatterNotOpen
from casework.applications.states import APPLICATION, OPEN
from casework.applications.suspending import may_discontinue
from casework.applications.tables import AnswerRow, ApplicationRow
from casework.authority.sight import Sight
from casework.decisions.kinds import ENDS, Does
from casework.decisions.tables import DecisionRow
from casework.tasks import store as clocks
from casework.tasks.tables import CasePauseRow
from casework.transitions import TransitionNotAllowed
from kit.db import WriteSession
from kit.problems import FieldError

_STEPS: dict[Does, str] = {"suspend": "suspend", "resume": "resume", "restore": "restore_term"}
_OF_TERM = frozenset({"restore_term", "refuse_restore_term"})
"""The kinds of orders about a missed term; also of what was left unexamined for it."""
_POINTER = "/act/application"


async def known(db: WriteSession, sight: Sight, application: UUID) -> None:
    """Raises DecisionOfAnother for an application that is not there, or that she does not see."""
    if not await store.is_seen(db, sight, application):
        raise _other("Nie ma takiego podania.")


async def put(
    db: WriteSession,
    application: UUID,
    decision: DecisionRow,
    *,
    does: Does,
    benefits: Collection[str] | None,
    discontinues: bool,
    by: str,
    today: date,
) -> None:
    """The draft of an order stands with its application. Raises DecisionOfAnother, TransitionNotAllowed, MatterNotOpen.

    discontinues: a decision that ends proceedings which have been suspended for years. Raises SuspensionTermRuns, NotInThisWording.
    """
    row = await _locked(db, application)
    if not await store.about_the_same(db, row.id, decision.id):
        raise _other("Postanowienie dotyczy innej osoby niż wnioskodawca i jego rodzina.")
    asked = {one.benefit: one for one in await store.matters(db, row.id)}
    if decision.benefit not in asked:
        raise _other("Podanie nie obejmuje tego świadczenia.")
    await _allowed(db, row, does, of_term=decision.kind in _OF_TERM)
    if discontinues:
        await may_discontinue(db, row, today)
    hand = Hand(db, None, by, today)
    settled = [decision.benefit]
    if does in ENDS or decision.outcome == "discontinued":
        settled = await _ended(hand, row, benefits)
    db.add(
        AnswerRow(
            gmina=row.gmina, application=row.id, decision=decision.id, benefits=settled, linked_on=today, linked_by=by
        )
    )
    row.version += 1
    await note(hand, row, Act("link_decision", today, "art. 123 k.p.a.", settled, {"decision": str(decision.id)}))


async def may_go_out(db: WriteSession, application: UUID, on: date) -> None:
    """No party has objected to the discontinuing since it was prepared. Raises SuspensionTermRuns."""
    await may_discontinue(db, await _locked(db, application), on)


async def carry_out(
    db: WriteSession, application: UUID, decision: DecisionRow, *, does: Does, ground: str, by: str, on: date
) -> None:
    """The order went out; ends of matters are answering.decision_issued()'s. Raises TransitionNotAllowed."""
    if does not in _STEPS:
        return
    row = await _locked(db, application)
    await _allowed(db, row, does, of_term=does == "restore")
    hand = Hand(db, None, by, on)
    state, since = moved(row, _STEPS[does], row.state), max(on, row.received_on)
    if does == "suspend":
        number = await clocks.last_number(db, CasePauseRow, row.id) + 1
        db.add(
            CasePauseRow(
                gmina=row.gmina, application=row.id, number=number, ground="suspension", first_day=since,
                reason=decision.reason or "", noted_by=by, noted_on=on, decision=decision.id, kpa_ground=ground,
            )
        )  # fmt: skip
    elif does == "resume":
        running = await clocks.suspension(db, row.id)
        if running is not None:
            # The proceedings go on from the day of the order.
            running.last_day = max(since - timedelta(days=1), running.first_day)
            running.ended_by = decision.id
    else:
        state = await restoring.restored(hand, row, decision, since)
    row.state = state
    row.version += 1
    detail: dict[str, str | list[str]] = {"decision": str(decision.id), "ground": ground}
    await note(hand, row, Act(_STEPS[does], since, decision.legal_basis, detail=detail))


async def take_back(
    db: WriteSession, application: UUID, decision: DecisionRow, *, does: Does, by: str, on: date
) -> None:
    """The order fell: what it ended is open again, what it stopped goes on."""
    row = await _locked(db, application)
    hand = Hand(db, None, by, on)
    if does in ENDS:
        # What SKO sent back is open again since its result was noted; then nothing is left to do.
        await reopening.opened_again(db, decision, "sent_back", by=by, on=on)
    elif does == "suspend":
        running = await clocks.suspension(db, row.id)
        if running is not None and running.decision == decision.id:
            running.last_day = max(on - timedelta(days=1), running.first_day)
            row.version += 1
            await note(
                hand,
                row,
                Act("resume", on, "art. 138 w związku z art. 144 k.p.a.", detail={"decision": str(decision.id)}),
            )


async def _locked(db: WriteSession, application: UUID) -> ApplicationRow:
    row = await store.lock(db, application)
    if row is None:
        raise _other("Nie ma takiego podania.")
    return row


async def _allowed(db: WriteSession, row: ApplicationRow, does: Does, *, of_term: bool) -> None:
    """Whether the application's state, whether it is suspended and when its party asked let the order be made."""
    running = await clocks.suspension(db, row.id) is not None
    calls = await store.calls(db, row.id) if of_term else []
    # A term is restored to a party who did together with her request what she had missed (art. 58 § 2).
    goes_on = row.state == "left_unexamined" and any(one.result == "late" for one in calls)
    if row.state not in OPEN and not goes_on:
        raise TransitionNotAllowed(
            f"Podanie jest {APPLICATION.states[row.state]}; takiego postanowienia nie można teraz wydać.",
            errors=[FieldError(_POINTER, "allowed_step", one) for one in APPLICATION.allowed(row.state)],
        )
    if (does == "suspend" and running) or (does == "resume" and not running):
        told = "Postępowanie jest już zawieszone." if running else "Postępowanie nie jest zawieszone."
        raise TransitionNotAllowed(
            told, errors=[FieldError(_POINTER, "suspended" if running else "not_suspended", told)]
        )
    late = restoring.too_late(calls)
    if late and does == "restore":
        told = f"Prośbę o przywrócenie terminu wniesiono po terminie, który upłynął {late[-1].until.isoformat()}."
        raise TransitionNotAllowed(
            told, errors=[FieldError(_POINTER, "restoration_late", told)], legal_basis=["art. 58 § 2-3 k.p.a."]
        )


async def _ended(hand: Hand, row: ApplicationRow, benefits: Collection[str] | None) -> list[str]:
    try:
        return [one.benefit for one in await chosen(hand, row, benefits)]
    except MatterNotOpen as refused:
        errors = [FieldError(f"/act{one.pointer}", one.code, one.message) for one in refused.errors]
        raise MatterNotOpen(refused.detail, errors=errors) from None


def _other(message: str) -> DecisionOfAnother:
    return DecisionOfAnother(message, errors=[FieldError(_POINTER, "decision_of_another", message)])
