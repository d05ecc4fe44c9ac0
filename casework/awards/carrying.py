"""Carries acts out: awards become what the acts planned, and the log is told what that binds or sets free of each year's budget."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar
from uuid import UUID

import orjson

from casework.awards import effects_store
from casework.awards.commitments import Bound, Header, Moved, Whose, bound_anew, committed
from casework.awards.effects import Planned
from casework.awards.going_on import followed
from casework.benefits.catalogue import Catalogue
from casework.booking import money_lines
from casework.payments.funding import of_grants
from casework.persons import rights_twice
from kit.db import WriteSession, raw
from kit.feed.envelope import Event
from kit.problems import Conflict

W = TypeVar("W")
C = TypeVar("C")


class AwardChanged(Conflict):
    """An award is no longer what it was when the act was prepared."""

    code = "award_changed"
    title = "Przyznanie zmieniło się od przygotowania decyzji"


@dataclass(frozen=True, slots=True)
class Act:
    """An issued decision with what it makes of awards; `version` is the decision's."""

    decision: UUID
    version: int
    issued_on: date
    plans: tuple[Planned, ...]


async def stale(db: WriteSession, acts: Sequence[Act]) -> set[UUID]:
    """The acts whose awards have changed since they were planned; the awards are kept from other writers from now on."""
    read = {plan.before.award: plan.before.version for act in acts for plan in act.plans if plan.before.version}
    now = await effects_store.locked(await raw(db), db.gmina, sorted(read))
    return {
        act.decision
        for act in acts
        if any(plan.before.version and now.get(plan.before.award) != plan.before.version for plan in act.plans)
    }


@dataclass(frozen=True, slots=True)
class Gathered:
    """What acts make of awards, and what stands about these awards before they do."""

    plans: tuple[tuple[UUID, Planned], ...]
    moved: tuple[tuple[Act, Planned], ...]
    on: date | None
    bound: Mapping[UUID, tuple[Bound, ...]]
    besides: Mapping[UUID, Mapping[int, int]]
    whose: Mapping[UUID, tuple[Header, Whose]]


async def carry_out(db: WriteSession, catalogue: Catalogue, acts: Sequence[Act]) -> None:
    """Applies the plans and tells the log. Raises CannotBeBooked."""
    await carry_out_gathered(db, catalogue, await gathered(db, acts))


async def gathered(db: WriteSession, acts: Sequence[Act]) -> Gathered:
    """Makes the awards that the acts begin, and reads what is bound of each."""
    connection = await raw(db)
    plans = tuple((act.decision, plan) for act in acts for plan in act.plans if plan.alters)
    moved = tuple((act, plan) for act in acts for plan in act.plans if plan.moves)
    awards = [plan.before.award for _, plan in moved]
    await effects_store.make_new(connection, db.gmina, plans)
    return Gathered(
        plans=plans,
        moved=moved,
        on=max((act.issued_on for act in acts), default=None),
        bound=await effects_store.bound(connection, db.gmina, awards),
        besides=followed([plan for _, plan in moved], await effects_store.besides(connection, db.gmina, awards)),
        whose=await effects_store.whose(connection, db.gmina, awards),
    )


async def carry_out_gathered(db: WriteSession, catalogue: Catalogue, of: Gathered) -> None:
    """The rest of `carry_out`. Raises CannotBeBooked."""
    connection = await raw(db)
    _, (now, events) = await beside(
        effects_store.carry_out(connection, db.gmina, of.plans, of.on, made=True),
        partial(_commitments, db.service, catalogue, of),
    )
    db.emit(*events)
    await effects_store.set_bound(connection, db.gmina, now)
    await of_grants.state(db, catalogue, [(act.decision, plan) for act, plan in of.moved], of.on)
    if of.on is not None:
        await rights_twice.noted_of(db, [plan.before.award for _, plan in of.moved], of.on)


async def beside(database: Awaitable[W], computing: Callable[[], C]) -> tuple[W, C]:
    """What the database answers, and what is computed in a thread meanwhile: of many rows each takes as long as the other."""
    computed = asyncio.ensure_future(asyncio.to_thread(computing))
    try:
        answer = await database
    finally:
        await asyncio.wait([computed])
    return answer, computed.result()


def _commitments(service: str, catalogue: Catalogue, of: Gathered) -> tuple[dict[UUID, tuple[Bound, ...]], list[Event]]:
    """What each award binds from now on, and the facts of what that moves."""
    now: dict[UUID, tuple[Bound, ...]] = {}
    events: list[Event] = []
    # Of a mass recalculation most awards are bound alike, and their money goes to the same lines.
    known: dict[tuple[object, ...], tuple[tuple[Bound, ...], tuple[Moved, ...]]] = {}
    lines: dict[tuple[object, ...], orjson.Fragment] = {}
    for act, plan in of.moved:
        award, bound, first = plan.before.award, of.bound.get(plan.before.award, ()), plan.changes[0].first
        besides = of.besides.get(award, {})
        alike = (bound, plan.amounts, first, act.issued_on, tuple(besides.items()))
        found = known.get(alike)
        if found is None:
            found = known[alike] = bound_anew(bound, plan.amounts, first, act.issued_on, besides)
        now[award], told = found
        header, people = of.whose[award]
        benefit = catalogue.get(header.benefit)
        for one in told:
            booked = (header.benefit, one.amount, act.issued_on)
            if booked not in lines:
                lines[booked] = orjson.Fragment(orjson.dumps(money_lines(benefit, one.amount, act.issued_on)))
            events.append(
                committed(
                    service=service,
                    benefit=benefit,
                    award=header,
                    whose=people,
                    moved=one,
                    document=("decision", str(act.decision), act.version),
                    on=act.issued_on,
                    lines=lines[booked],
                )
            )
    return now, events
