"""What a decision had settled is open again: SKO or a court sent it back, the organ reviewed itself, reopened, or its act was annulled;
or it had been left unexamined for an answer that came late and counts as in time (restoring.py).

The matter is pending until it is decided again, in the same application under the same sign; each such stretch is told to the log and
kept (`application_reopening`), so that opening + received - closed = pending on every day. The office's term runs anew from that day.
"""

from collections.abc import Collection
from datetime import date
from typing import cast
from uuid import UUID

from casework.applications import decided_already, store
from casework.applications.answering import answered
from casework.applications.desk import Act, Hand, moved, note, tell
from casework.applications.ending import settle
from casework.applications.tables import ApplicationRow, MatterRow, ReopeningRow
from casework.decisions import store as decisions
from casework.decisions.kinds import ENDS, ORDERED, kinds
from casework.decisions.tables import DecisionRow
from casework.facts.cases import APPLICATION_REOPENED, ApplicationOutcome, ReopenedBy
from casework.tasks import store as clocks
from kit.db import WriteSession

ARTICLES: dict[ReopenedBy, str] = {
    "sent_back": "art. 138 § 2 k.p.a.",
    "self_review": "art. 132 k.p.a.",
    "reopening": "art. 149 § 1 k.p.a.",
    "annulled": "art. 158 § 1 k.p.a.",
    "term_restored": "art. 58 § 1 k.p.a.",
    "answered_in_time": "art. 57 § 5, art. 64 § 2 k.p.a.",
}
_STANDING = frozenset({"issued", "delivered", "final"})


async def opened_again(db: WriteSession, decision: DecisionRow, ground: ReopenedBy, *, by: str, on: date) -> None:
    """What the decision settled is to be decided again from the day on; what another decision has settled since stays settled."""
    kind = kinds().get(decision.kind)
    if kind is not None and kind.outcome == ORDERED and kind.does not in ENDS:
        # An order that settled nothing leaves nothing to decide again when it falls.
        return
    for one in await store.answered_by(db, decision.id):
        row = await store.lock(db, one.application)
        if row is None or row.state == "cancelled":
            continue
        ended = await _settled_by(db, row, decision, one.benefits)
        if ended:
            await open_again(Hand(db, None, by, on), row, decision.id, ended, ground)


async def closed_by(db: WriteSession, old: UUID, new: DecisionRow, *, by: str) -> None:
    """The new decision went out and stands instead of the old one: what was opened for it is settled."""
    if new.state not in _STANDING or new.issued_on is None:
        return
    for one in await store.answered_by(db, new.id):
        row = await store.lock(db, one.application)
        if row is not None and row.closed_on is None:
            opened = await _still_open(db, row, old)
            if opened:
                on = max(new.issued_on, *(each.opened_on for each in opened))
                await answered(Hand(db, None, by, on), row, new, [each.benefit for each in opened], on)


async def closed_as_before(
    db: WriteSession, decision: DecisionRow, *, by: str, on: date, outcome: ApplicationOutcome | None = None
) -> None:
    """Nothing is decided again, the decision stands (or, with an outcome, ends so): the matter ends as it had ended before."""
    for one in await store.answered_by(db, decision.id):
        row = await store.lock(db, one.application)
        opened = [] if row is None or row.closed_on is not None else await _still_open(db, row, decision.id)
        if row is not None and opened:
            day = max(on, *(each.opened_on for each in opened))
            outcomes = {each.benefit: outcome or cast("ApplicationOutcome", each.outcome) for each in opened}
            act = Act(
                "decide", day, ARTICLES[cast("ReopenedBy", opened[0].ground)], detail={"decision": str(decision.id)}
            )
            hand = Hand(db, None, by, day)
            await settle(hand, row, outcomes, act, moved(row, "decide"), decision=decision.id)


async def open_again(
    hand: Hand, row: ApplicationRow, decision: UUID | None, ended: Collection[MatterRow], ground: ReopenedBy
) -> None:
    """These matters of the locked application are to be decided again from the day on. decision: what opens them, None: nothing had to."""
    on = max([hand.today, *(one.closed_on for one in ended if one.closed_on is not None)])
    for one in ended:
        hand.db.add(
            ReopeningRow(
                gmina=row.gmina,
                application=row.id,
                benefit=one.benefit,
                number=len(await store.reopenings(hand.db, row.id, one.benefit)) + 1,
                decision=decision,
                ground=ground,
                outcome=one.outcome or "",
                closed_on=one.closed_on or on,
                opened_on=on,
                noted_by=hand.by,
            )
        )
        one.outcome = one.closed_on = None
    if row.closed_on is not None:
        # Something else that is still open keeps the term that runs for it.
        row.closed_on, row.reopened_on = None, on
        kept = await clocks.clock(hand.db, row.id)
        if kept is not None and kept.new_day is not None:
            kept.new_day, kept.version = None, kept.version + 1
    row.state = moved(row, "open_again")
    row.version += 1
    await hand.db.flush()
    await tell(hand.db, row, ended, APPLICATION_REOPENED, on, decision=decision, reopened_by=ground)
    detail: dict[str, str | list[str]] = {"ground": ground}
    if decision is not None:
        detail["decision"] = str(decision)
    benefits = [one.benefit for one in ended]
    await note(hand, row, Act("open_again", on, ARTICLES[ground], benefits, detail))


async def _settled_by(
    db: WriteSession, row: ApplicationRow, decision: DecisionRow, benefits: Collection[str]
) -> list[MatterRow]:
    """The matters that are settled, and by no decision that went out after this one and stands."""
    later: set[str] = set()
    besides = await decided_already.besides(db, row.id)
    if decision.id in besides:
        # What it says of another need has never settled what was asked for.
        return []
    for one in await store.answers(db, row.id):
        other = None if one.decision in {decision.id, *besides} else await decisions.load(db, one.decision)
        if (
            other is not None
            and other.state in _STANDING
            and (other.issued_on or date.min) >= (decision.issued_on or date.min)
        ):
            later |= set(one.benefits)
    matters = await store.matters(db, row.id)
    return [one for one in matters if one.outcome is not None and one.benefit in set(benefits) - later]


async def _still_open(db: WriteSession, row: ApplicationRow, decision: UUID) -> list[ReopeningRow]:
    """What was opened again because of the decision and nobody has settled since."""
    found = []
    for one in await store.matters(db, row.id):
        last = (await store.reopenings(db, row.id, one.benefit))[-1:]
        if one.outcome is None and last and last[0].decision == decision:
            found.append(last[0])
    return found
