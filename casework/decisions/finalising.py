"""What the days alone do to decisions: letters count as delivered by fiction, and terms of appeal run out; the job of every morning."""

from datetime import date

from casework.applications.delivering import ripen_calls
from casework.decisions import store
from casework.decisions.service import REACHING, settle_reached
from casework.decisions.telling import facts_of
from casework.deliveries import standing
from casework.deliveries import store as deliveries
from casework.deliveries.evaluating import evaluated
from casework.deliveries.further import ripen_letters
from casework.facts.cases import DECISION_FINAL
from casework.overpayments import following
from kit.db import WriteSession


async def finalise(*, db: WriteSession, today: date) -> int:
    """Letters that nobody collected count as delivered, and decisions whose term has run out become final; returns how many.

    A bounded number of statements for up to MOST_FINALISED decisions; what is left comes with the next call.
    """
    await ripen_calls(db, today)
    await ripen_letters(db, today)
    await _ripen(db, today)
    rows = await store.becoming_final(db, today)
    if rows:
        told = await standing.known(db, [row.id for row in rows])
        await deliveries.move(
            db, [(row.id, "final", row.delivered_on, row.final_on, row.enforceable_on) for row in rows]
        )
        await following.followed(db, [row.id for row in rows])
        await db.emit_many(facts_of(db, [row for row in rows if told[row.id].final_told_on is None], DECISION_FINAL))
    return len(rows)


async def _ripen(db: WriteSession, today: date) -> None:
    decisions, waiting = await deliveries.ripe(db, today)
    events = await deliveries.events(db, [one.id for one in waiting])
    known = {one.id: evaluated(one, events[one.id], today) for one in waiting}
    changed = {one: found for one, found in known.items() if found.state != "waiting"}
    if not changed:
        return
    await deliveries.ripen(db, changed)
    touched = {one.decision for one in waiting if one.id in changed}
    courses = await standing.known(db, touched)
    moved = [
        (row, standing.moved(row, courses[row.id], today), standing.enforceable_on(row, courses[row.id]))
        for row in decisions
        if row.id in touched
    ]
    # Not final here, though the day may have come: the next step tells the log of it.
    await deliveries.move(
        db,
        [
            (row.id, "delivered" if m.state == "final" else m.state, m.delivered_on, m.final_on, enforceable_on)
            for row, m, enforceable_on in moved
        ],
    )
    reaching = [row.id for row in decisions if row.id in touched and row.kind in REACHING]
    db.expire_all()
    await settle_reached(db, reaching, today)
