"""Months of awards that no list pays, and the decisions that hold them, in the database."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from casework.awards.effects import Hold, Planned
from casework.awards.going_on import of_one_right
from kit.periods import first_day, month_of

Connection = AsyncConnection[TupleRow]

_FORGET_HOLDS = "DELETE FROM award_hold WHERE gmina = %s AND award = ANY (%b)"
_SET_HOLDS = """
INSERT INTO award_hold (gmina, award, since, until, decision)
SELECT %s, n.* FROM unnest(%b::uuid[], %b::date[], %b::date[], %b::uuid[]) AS n
"""
_HELD_SO_FAR = (
    "SELECT award, since, until, decision FROM award_hold WHERE gmina = %s AND award = ANY (%b) ORDER BY award, since"
)
_HELD_BY = """
SELECT award FROM award_hold WHERE gmina = %s AND decision = %s AND until IS NULL
"""


async def held_by(connection: Connection, gmina: str, decision: UUID) -> set[UUID]:
    """The awards whose payments a decision holds now."""
    return {row[0] for row in await (await connection.execute(_HELD_BY, (gmina, decision))).fetchall()}


async def set_holds(
    connection: Connection,
    gmina: str,
    plans: Sequence[tuple[UUID | None, Planned]],
    every: Sequence[tuple[UUID | None, Planned]],
) -> None:
    """The months of the plans that no list pays; each plan comes with its act. every: all plans that are carried out, so that of a right
    that goes on as another one both are there.
    """
    if not plans:
        return
    awards = [plan.before.award for _, plan in every]
    so_far: dict[UUID, list[tuple[Hold, UUID | None]]] = {}
    for award, since, until, decision in await (await connection.execute(_HELD_SO_FAR, (gmina, awards))).fetchall():
        so_far.setdefault(award, []).append((Hold(month_of(since), _month(until)), decision))
    together = of_one_right(plan for _, plan in every)
    await connection.execute(_FORGET_HOLDS, (gmina, [plan.before.award for _, plan in plans]))
    rows = [
        (plan.before.award, one.first, one.last, _held_for(one, act, plan, together, so_far))
        for act, plan in plans
        for one in plan.holds
    ]
    place = (
        gmina, [row[0] for row in rows], [first_day(row[1]) for row in rows], [_day(row[2]) for row in rows],
        [row[3] for row in rows],
    )  # fmt: skip
    await connection.execute(_SET_HOLDS, place)


def _held_for(
    hold: Hold,
    act: UUID | None,
    plan: Planned,
    together: Mapping[tuple[str, UUID], Sequence[Planned]],
    so_far: Mapping[UUID, Sequence[tuple[Hold, UUID | None]]],
) -> UUID | None:
    """Which decision holds the months: that which held them before, also where the right stood then, else this act."""
    others = (one.before.award for one in together[plan.before.right.benefit, plan.before.right.entitled])
    for award in (plan.before.award, *others):
        for held, decision in so_far.get(award, ()):
            if held.first <= hold.first and (held.last is None or hold.first <= held.last):
                return decision
    return act


def _month(day: date | None) -> int | None:
    return None if day is None else month_of(day)


def _day(month: int | None) -> date | None:
    return None if month is None else first_day(month)
