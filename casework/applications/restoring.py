"""An answer to a call that came after the matter had been left unexamined (k.p.a. art. 57-59, 64 § 2).

Posted within the term, it had kept it (art. 57 § 5): the matter goes on by itself. Late, it is the act that a request for the term has to
come with (art. 58 § 2); the order that restores the term opens the matter again, and nothing else does.
"""

from collections.abc import Collection, Sequence
from datetime import date

from casework.applications import reopening, store
from casework.applications.calls_schemas import RestorationOut
from casework.applications.delivering import was_completed
from casework.applications.desk import Hand, moved, tell
from casework.applications.outstanding import called_for, judged, left_for, state_by_calls
from casework.applications.tables import ApplicationRow, CallRow, MatterRow
from casework.decisions.tables import DecisionRow
from casework.facts.cases import APPLICATION_COMPLETED, ReopenedBy
from casework.terms.keeping import Letter, restoration


def asked(made: CallRow) -> RestorationOut | None:
    """The request to restore the term of the call, as the rule has it; None: nobody asked, or there was no such rule that day."""
    ended, came = made.obstacle_ended_on, made.counted_on
    if ended is None or came is None:
        return None
    # The day that counts is known, however the letter came; what was missed was done together with the request.
    found = restoration(ended, Letter("in_person", came), act_done=True)
    return RestorationOut(obstacle_ended_on=ended, until=found.until.last_day, admissible=found.admissible)


def too_late(calls: Sequence[CallRow]) -> list[RestorationOut]:
    """The requests that came after their own term, of calls that are answered late; empty: none, or another was in time."""
    requests = [found for one in calls if one.result == "late" and (found := asked(one)) is not None]
    return [] if any(one.admissible for one in requests) else requests


async def answered(hand: Hand, row: ApplicationRow, made: CallRow, on: date) -> None:
    """The answer of a matter that was left unexamined is noted: where it had kept the term, the matter goes on."""
    left = left_for(made, await store.matters(hand.db, row.id))
    if made.result == "in_time" and left:
        await _go_on(hand, row, [made], left, "answered_in_time", None, on)


async def restored(hand: Hand, row: ApplicationRow, order: DecisionRow, on: date) -> str:
    """Answers to calls that came after their term count as in time; what was left unexamined for them goes on. The state then."""
    calls = await store.calls(hand.db, row.id)
    back = [one for one in calls if one.result == "late"]
    for one in back:
        one.restored_on = on
        one.result = judged(one)
    await hand.db.flush()
    matters = await store.matters(hand.db, row.id)
    left = {one.benefit: one for made in back for one in left_for(made, matters)}
    if left:
        await _go_on(hand, row, back, list(left.values()), "term_restored", order, on)
    if row.state != "called":
        return row.state
    still_open = [one for one in await store.matters(hand.db, row.id) if one.outcome is None]
    state = state_by_calls(calls, [one.benefit for one in still_open])
    if state == "completed" and not await was_completed(hand, row):
        await tell(hand.db, row, still_open, APPLICATION_COMPLETED, on)
    return moved(row, "restore_term", state)


async def _go_on(
    hand: Hand,
    row: ApplicationRow,
    calls: Sequence[CallRow],
    left: Collection[MatterRow],
    ground: ReopenedBy,
    order: DecisionRow | None,
    on: date,
) -> None:
    day = max([on, *(one.closed_on for one in left if one.closed_on is not None)])
    at = Hand(hand.db, hand.audit, hand.by, day)
    await reopening.open_again(at, row, None if order is None else order.id, left, ground)
    for one in calls:
        if one.result != "in_time":
            # It asks for the rest again.
            one.closed_on = None
    every = await store.calls(hand.db, row.id)
    if not called_for(every, [one.benefit for one in left]):
        await tell(hand.db, row, left, APPLICATION_COMPLETED, day)
    await hand.db.flush()
