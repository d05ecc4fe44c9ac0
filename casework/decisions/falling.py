"""A decision that was taken away (SKO, self-review, reopening, nullity), or that a court gave back: what becomes of awards and payments.

A first decision that falls pays nothing more: its awards are held, and end when the result is carried out. A later act that falls
leaves its awards as they were before it: what it took is due again and a list with arrears pays it. Both are told to the log.
Where SKO changed a decision itself (art. 138 § 1 pkt 2) its awards are held until SKO's amounts are carried out.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from casework.awards import effects_store, holds_store
from casework.awards.carrying import Act, carry_out
from casework.awards.effects import Planned, Standing, cut, held, released, with_act, without_act
from casework.awards.going_on import held_again
from casework.benefits.catalogue import Catalogue
from casework.decisions import acts_store
from casework.decisions.acts_store import ActRow
from casework.decisions.tables import DecisionRow
from casework.overpayments.restating import Book, remissions_follow
from kit.db import WriteSession, raw

_CHANGED_BY_SKO = """
SELECT EXISTS (SELECT FROM appeal a
                WHERE a.gmina = %s AND a.decision = %s AND a.state = 'to_carry_out'
                  AND 'changed' = (SELECT r.outcome FROM appeal_result r WHERE r.gmina = a.gmina AND r.appeal = a.id
                                    ORDER BY r.number DESC LIMIT 1))
"""


_BY_SKO = """
SELECT EXISTS (SELECT FROM appeal a JOIN decision s ON s.gmina = a.gmina AND s.id = a.sko_decision AND s.state = 'final'
                WHERE a.gmina = %s AND a.decision = %s)
"""


async def weighed(db: WriteSession, catalogue: Catalogue, row: DecisionRow, *, by: str, today: date) -> None:
    """Brings awards and what was remitted to what the decision's state says; asking again does nothing. Raises CannotBeBooked."""
    act = await acts_store.load(db, row.id)
    fallen = row.state == "removed" or (act is not None and await _stands_instead(db, row))
    if act is None:
        await (_hold(db, row) if fallen or await _changed_by_sko(db, row) else _let_go(db, row))
    elif fallen != (act.undone_on is not None):
        await _swap(db, catalogue, row, act, today, fallen=fallen)
        await remissions_follow(Book(db, catalogue, by, today), row.id, fallen=fallen)


async def end_awards(db: WriteSession, catalogue: Catalogue, row: DecisionRow, today: date) -> None:
    """The awards of a first decision that was taken away end as if they had never been. Raises CannotBeBooked.

    What lists paid of them counts for the decision that takes its place (take_over); what none takes over was not due.
    """
    await db.flush()
    plans = tuple(cut(one, one.amounts[0].first) for one in await _standing(db, row) if one.amounts)
    await carry_out(db, catalogue, [Act(row.id, row.version, today, plans)])


async def take_over(db: WriteSession, new: UUID, *, old: UUID | None = None) -> None:
    """Months that lists paid by decisions which were taken away count as paid by the new one, where it grants the same person the same.

    old: also by this decision, whatever its state.
    """
    await effects_store.take_over(await raw(db), db.gmina, new, old)


async def _swap(
    db: WriteSession, catalogue: Catalogue, row: DecisionRow, act: ActRow, today: date, *, fallen: bool
) -> None:
    planned = {plan.before.award: plan for plan in map(Planned.from_json, act.plan)}
    connection = await raw(db)
    await effects_store.locked(connection, db.gmina, sorted(planned))
    stood = await effects_store.standing(connection, db.gmina, sorted(planned))
    turn = without_act if fallen else with_act
    plans = tuple(plan for one in stood if (plan := turn(one.standing, planned[one.standing.award])).alters)
    if fallen:
        plans += await _followed(db, row, set(planned))
    else:
        plans += await _held_where_it_went_on(
            db, act, planned, {one.standing.award: one.standing for one in stood}, plans
        )
    await carry_out(db, catalogue, [Act(row.id, row.version, today, plans)])
    act.afterwards = [*act.afterwards, *(plan.to_json() for plan in plans)]
    act.undone_on = today if fallen else None
    await db.flush()


async def _followed(db: WriteSession, row: DecisionRow, planned: set[UUID]) -> tuple[Planned, ...]:
    """What the act held and is held as another right by now is let go."""
    connection = await raw(db)
    awards = sorted(await holds_store.held_by(connection, db.gmina, row.id) - planned)
    await effects_store.locked(connection, db.gmina, awards)
    stood = await effects_store.standing(connection, db.gmina, awards)
    return tuple(released(one.standing, 0, whole=True) for one in stood)


async def _held_where_it_went_on(
    db: WriteSession,
    act: ActRow,
    planned: Mapping[UUID, Planned],
    stood: Mapping[UUID, Standing],
    plans: Sequence[Planned],
) -> tuple[Planned, ...]:
    """What the act held, and is another right by now, is held there."""
    connection = await raw(db)
    # Ids are in order of time: an award that stood beside the right when the act was prepared is another right of the person.
    found = await effects_store.of_roots(connection, db.gmina, [act.root])
    since = sorted(one.standing.award for one in found if one.standing.award > act.decision)
    await effects_store.locked(connection, db.gmina, since)
    others = [one.standing for one in await effects_store.standing(connection, db.gmina, since)]
    now = {award: one.amounts for award, one in stood.items()} | {one.before.award: one.amounts for one in plans}
    return held_again(planned.values(), now, [one for one in others if one.award not in planned])


async def _changed_by_sko(db: WriteSession, row: DecisionRow) -> bool:
    """Whether SKO changed the decision and that waits to be carried out."""
    await db.flush()
    found = await (await (await raw(db)).execute(_CHANGED_BY_SKO, (db.gmina, row.id))).fetchone()
    return found is not None and bool(found[0])


async def _stands_instead(db: WriteSession, row: DecisionRow) -> bool:
    """Whether SKO's own decision on the act was carried out and stands."""
    await db.flush()
    found = await (await (await raw(db)).execute(_BY_SKO, (db.gmina, row.id))).fetchone()
    return found is not None and bool(found[0])


async def _hold(db: WriteSession, row: DecisionRow) -> None:
    plans = []
    for one in await _standing(db, row):
        if one.state == "active" and one.amounts:
            ends = [hold.last for hold in one.holds if hold.last is not None]
            plans.append((row.id, held(one, max([one.amounts[0].first, *(last + 1 for last in ends)]))))
    await effects_store.carry_out(await raw(db), db.gmina, plans)


async def _let_go(db: WriteSession, row: DecisionRow) -> None:
    mine = await holds_store.held_by(await raw(db), db.gmina, row.id)
    plans: list[tuple[UUID | None, Planned]] = [
        (row.id, released(one, 0, whole=True)) for one in await _standing(db, row) if one.award in mine and one.amounts
    ]
    await effects_store.carry_out(await raw(db), db.gmina, plans)


async def _standing(db: WriteSession, row: DecisionRow) -> Sequence[Standing]:
    """Every award of the chain that began with the decision, kept from other writers."""
    connection = await raw(db)
    found = [one.standing.award for one in await effects_store.of_roots(connection, db.gmina, [row.id])]
    await effects_store.locked(connection, db.gmina, sorted(found))
    return [one.standing for one in await effects_store.standing(connection, db.gmina, found)]
