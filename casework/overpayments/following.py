"""The register follows its decisions: their days are the debt's, and a debt whose decision was taken away is one without a decision.

Nothing here asks the decision's own service, which tells this module of every change (casework/decisions).
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from casework.overpayments import store
from casework.overpayments.booking import withdrawn
from casework.overpayments.planned import drop_planned
from casework.overpayments.states import OVERPAYMENT
from kit.db import WriteSession, raw

_FINAL = """
UPDATE overpayment o
   SET state = CASE o.state WHEN 'decided' THEN 'final' ELSE o.state END, final_on = d.final_on, version = o.version + 1
  FROM decision d
 WHERE o.gmina = %(gmina)s AND o.decision = ANY (%(decisions)s) AND d.gmina = o.gmina AND d.id = o.decision
   AND d.state = 'final' AND o.decided_on IS NOT NULL AND o.final_on IS NULL AND o.state IN ('decided', 'settled')
"""
_NOT_FINAL = """
UPDATE overpayment o
   SET state = CASE o.state WHEN 'final' THEN 'decided' ELSE o.state END, final_on = NULL, version = o.version + 1
  FROM decision d
 WHERE o.gmina = %(gmina)s AND o.decision = ANY (%(decisions)s) AND d.gmina = o.gmina AND d.id = o.decision
   AND d.state IN ('issued', 'delivered') AND o.final_on IS NOT NULL AND o.state IN ('final', 'settled')
RETURNING o.id
"""
_FALLEN = """
SELECT id FROM overpayment
 WHERE gmina = %s AND decision = %s AND decided_on IS NOT NULL AND state IN ('decided', 'final', 'settled') ORDER BY id
"""


async def moved_many(db: WriteSession, moves: Mapping[UUID, tuple[str, str]]) -> None:
    """Decisions went from one state to another: before and after, by id."""
    for decision, (_, after) in moves.items():
        if after == "removed":
            await fallen(db, decision)
    final = [one for one, (before, after) in moves.items() if after != "removed" and "final" in {before, after}]
    if final:
        await followed(db, final)


async def followed(db: WriteSession, decisions: Collection[UUID]) -> None:
    """Debts of decisions that became final, or are so no longer (an appeal turned out to be in time). Set-based."""
    connection, of = await raw(db), {"gmina": db.gmina, "decisions": list(decisions)}
    await connection.execute(_FINAL, of)
    for (overpayment,) in await (await connection.execute(_NOT_FINAL, of)).fetchall():
        await drop_planned(db, overpayment)


async def fallen(db: WriteSession, decision: UUID) -> None:
    """The decision was taken away: what it established is no longer told as owed, and nothing is deducted or enforced.

    The debt keeps naming it; somebody withdraws the debt or notes a new decision (a task says so).
    """
    for (overpayment,) in await (await (await raw(db)).execute(_FALLEN, (db.gmina, decision))).fetchall():
        of = await store.load(db, overpayment, lock=True)
        if of is None:
            continue
        state = OVERPAYMENT.move(of.state, "fall")
        await withdrawn(db, of, (await store.movements(db, [of.id])).get(of.id, []))
        await store.undecided(db, of.id, state)
        await drop_planned(db, of.id)
