"""Carries acts out: awards become what the acts planned, and the log is told what that binds or sets free of each year's budget."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar
from uuid import UUID

from casework.awards import effects_store
from casework.awards.commitments import Bound, Header, Whose, bound_anew, committed
from casework.awards.effects import Planned
from casework.benefits.catalogue import Catalogue
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


async def carry_out(db: WriteSession, catalogue: Catalogue, acts: Sequence[Act]) -> None:
    """Applies the plans and tells the log. Raises CannotBeBooked."""
    connection = await raw(db)
    plans = [(act.decision, plan) for act in acts for plan in act.plans if plan.alters]
    on = max((act.issued_on for act in acts), default=None)
    moved = [(act, plan) for act in acts for plan in act.plans if plan.moves]
    awards = [plan.before.award for _, plan in moved]
    await effects_store.make_new(connection, db.gmina, plans)
    bound = await effects_store.bound(connection, db.gmina, awards)
    whose = await effects_store.whose(connection, db.gmina, awards)
    _, (now, events) = await beside(
        effects_store.carry_out(connection, db.gmina, plans, on, made=True),
        partial(_commitments, db.service, catalogue, moved, bound, whose),
    )
    db.emit(*events)
    await effects_store.set_bound(connection, db.gmina, now)


async def beside(database: Awaitable[W], computing: Callable[[], C]) -> tuple[W, C]:
    """What the database answers, and what is computed in a thread meanwhile: of many rows each takes as long as the other."""
    computed = asyncio.ensure_future(asyncio.to_thread(computing))
    try:
        answer = await database
    finally:
        await asyncio.wait([computed])
    return answer, computed.result()


def _commitments(
    service: str,
    catalogue: Catalogue,
    moved: Sequence[tuple[Act, Planned]],
    bound: Mapping[UUID, tuple[Bound, ...]],
    whose: Mapping[UUID, tuple[Header, Whose]],
) -> tuple[dict[UUID, tuple[Bound, ...]], list[Event]]:
    """What each award binds from now on, and the facts of what that moves."""
    now: dict[UUID, tuple[Bound, ...]] = {}
    events: list[Event] = []
    for act, plan in moved:
        award = plan.before.award
        now[award], told = bound_anew(bound.get(award, ()), plan.amounts, plan.changes[0].first, act.issued_on)
        header, people = whose[award]
        events += [
            committed(
                service=service,
                benefit=catalogue.get(header.benefit),
                award=header,
                whose=people,
                moved=one,
                document=("decision", str(act.decision), act.version),
                on=act.issued_on,
            )
            for one in told
        ]
    return now, events
