"""The preview of a mass recalculation: chain after chain is read, assessed anew and noted with what it costs."""

from collections import deque
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from casework.awards import effects_store
from casework.awards.carrying import beside
from casework.awards.effects import Standing
from casework.benefits.catalogue import Catalogue
from casework.decisions.kinds import kinds
from casework.recalculations import imported, store
from casework.recalculations.assessing import Costs, Item, Order, assessed
from casework.recalculations.chains import chain_of, rate_of, rates_of
from casework.recalculations.imported import imported_chain
from casework.recalculations.tables import RecalculationRow
from kit.db import WriteSession, raw
from kit.law.trace import Record
from kit.periods import month_of
from kit.secrets import KeyRing

PART = 500
"""Chains of a chunk that are assessed while the database writes those before them and reads those behind."""

ChainRow = tuple[TupleRow, tuple[Standing, ...], bool]
"""A chain as the store reads it, with its awards; whether it is an imported right."""


async def chunk(
    db: WriteSession, keys: KeyRing, catalogue: Catalogue, row: RecalculationRow, fits: tuple[str, ...], most: int
) -> bool:
    """Looks at so many more chains at most, first those of our decisions, then imported rights; whether none is left.

    fits: states that the older act may be in. Raises CannotBeBooked.
    """
    first = month_of(row.effective_from)
    setting = setting_amounts()
    rate = rate_of(catalogue, db.gmina, row.benefit, first) if catalogue.get(row.benefit).assess is None else None
    rates = rates_of(catalogue, db.gmina, row.benefit, first)
    order = Order(row.benefit, row.on_day, first, month_of(row.until), f"{row.reason} ({row.article})", rate, rates)
    costs, told = Costs(catalogue, row.on_day, order.until), dict[Record, str]()
    looked_at = 0
    roots = await store.roots(db, row.benefit, row.effective_from, row.cursor, most)
    ours = deque(roots[n : n + PART] for n in range(0, len(roots), PART))

    async def following() -> Sequence[ChainRow]:
        while ours:
            rows = await store.chains(await raw(db), db.gmina, ours.popleft(), setting)
            awards = await awards_of(await raw(db), db.gmina, [one[0] for one in rows], first)
            if rows:
                return [(one, awards.get(one[0], ()), False) for one in rows]
        left = min(PART, most - looked_at)
        rows = (
            await imported.page(db, row.benefit, row.effective_from, setting, row.imported_cursor, left) if left else []
        )
        found = await imported.awards(await raw(db), db.gmina, rows) if rows else {}
        return [(one, running(found[one[0]], first), True) for one in rows]

    def items_of(part: Sequence[ChainRow]) -> list[Item]:
        opened = (
            (imported_chain if is_imported else chain_of)(keys, catalogue, db.gmina, one, awards, fits, row.started_on)
            for one, awards, is_imported in part
        )
        return [assessed(catalogue, db.gmina, order, chain, costs, told) for chain in opened]

    async def add_and_read(items: Sequence[Item]) -> Sequence[ChainRow]:
        if items:
            await store.add(db, row.id, items)
        return await following()

    items: list[Item] = []
    part = await following()
    while part:
        looked_at += len(part)
        if part[-1][2]:
            row.imported_cursor = part[-1][0][0]
        else:
            row.cursor = part[-1][0][0]
        # In a thread: a chunk of assessments is a second of computing, and other requests want to be answered. The database writes
        # what was assessed before and reads what comes next meanwhile.
        part, items = await beside(add_and_read(items), partial(items_of, part))
    await add_and_read(items)
    await store.add_costs(db, row.id, costs.sums)
    return looked_at < most


def setting_amounts() -> list[str]:
    """The kinds of acts that set amounts."""
    return [kind.code for kind in kinds().values() if kind.effect in {"grant", "change"}]


async def awards_of(
    connection: AsyncConnection[TupleRow], gmina: str, roots: Sequence[UUID], first: int
) -> dict[UUID, tuple[Standing, ...]]:
    """Awards of the chains that are due in the month or later."""
    found: dict[UUID, list[Standing]] = {}
    for one in await effects_store.of_roots(connection, gmina, roots):
        if one.root is not None:
            found.setdefault(one.root, []).append(one.standing)
    return {root: running(awards, first) for root, awards in found.items()}


def running(awards: Sequence[Standing], first: int) -> tuple[Standing, ...]:
    """Those that are due in the month or later."""
    ends = ((one, one.amounts[-1].last if one.amounts else -1) for one in awards)
    return tuple(one for one, last in ends if last is None or last >= first)
