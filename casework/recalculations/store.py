"""Mass recalculations in the database: a bounded number of statements for a chunk of any size; nothing is asked per row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from psycopg import AsyncConnection
from psycopg.rows import TupleRow, dict_row
from sqlmodel import col, select

from casework.recalculations.assessing import Item, Place
from casework.recalculations.states import DONE
from casework.recalculations.tables import RecalculationRow
from kit.db import ReadSession, WriteSession, raw
from kit.periods import first_day

_WAITING = "SELECT DISTINCT gmina FROM recalculation WHERE state = ANY (%s) AND stopped IS NULL ORDER BY gmina"
RUNNING = """
  FROM (SELECT w.decision AS id FROM award w
         WHERE w.gmina = %(gmina)s AND w.decision IS NOT NULL AND (w.until IS NULL OR w.until >= %(first)s)
         UNION
        SELECT a.root FROM award w
         CROSS JOIN LATERAL (SELECT o.root FROM decision_act o WHERE o.gmina = w.gmina AND o.decision = w.decision OFFSET 0) AS a
         WHERE w.gmina = %(gmina)s AND w.decision IS NOT NULL AND (w.until IS NULL OR w.until >= %(first)s)) AS root
 CROSS JOIN LATERAL (SELECT o.benefit, o.household, o.entitled, o.issued_on, o.kind, o.state FROM decision o
                      WHERE o.gmina = %(gmina)s AND o.id = root.id OFFSET 0) AS d
 WHERE d.issued_on IS NOT NULL AND d.kind = 'grant' AND d.state <> 'removed'
"""
"""SQL: decisions `d` with the id `root.id` that began a chain of acts with a right that runs in the month `first` or later.

From the awards that run, not from the decisions: what has ended over the years is looked at once, without its acts. OFFSET 0: one read by
key for each, whatever the planner believes of tables that were just filled.
"""

_OF_BENEFIT = f"{RUNNING}   AND d.benefit = %(benefit)s"
_HOW_MANY = f"SELECT count(*) {_OF_BENEFIT}"
_ROOTS = f"""
SELECT root.id {_OF_BENEFIT} AND (%(after)s::uuid IS NULL OR root.id > %(after)s::uuid) ORDER BY root.id LIMIT %(limit)s
"""
# The act that set the amounts last is the one a change refers to; the facts that hold are the newest of the chain.
_CHAINS = """
SELECT d.id, last.id, last.state, last.final_on, source.id, source.facts, source.persons, source.entitled
  FROM decision d
  CROSS JOIN LATERAL (
       SELECT x.id, x.state, x.final_on, x.issued_on FROM decision x
        WHERE x.gmina = d.gmina AND x.id = d.id
        UNION ALL
       SELECT x.id, x.state, x.final_on, x.issued_on FROM decision_act a JOIN decision x ON x.gmina = a.gmina AND x.id = a.decision
        WHERE a.gmina = d.gmina AND a.root = d.id AND x.issued_on IS NOT NULL AND x.state <> 'removed' AND x.kind = ANY (%(setting)s)
        ORDER BY issued_on DESC, id DESC LIMIT 1) AS last
  LEFT JOIN LATERAL (
       SELECT x.id, x.facts, x.persons, x.entitled, x.issued_on FROM decision x
        WHERE x.gmina = d.gmina AND x.id = d.id AND x.facts IS NOT NULL
        UNION ALL
       SELECT x.id, x.facts, x.persons, x.entitled, x.issued_on
         FROM decision_act a JOIN decision x ON x.gmina = a.gmina AND x.id = a.decision
        WHERE a.gmina = d.gmina AND a.root = d.id AND x.issued_on IS NOT NULL AND x.state <> 'removed' AND x.facts IS NOT NULL
        ORDER BY issued_on DESC, id DESC LIMIT 1) AS source ON true
 WHERE d.gmina = %(gmina)s AND d.id = ANY (%(roots)b) ORDER BY d.id
"""
# Arrays go in binary: as text every quote of their JSON would be escaped and read again.
_ITEMS = """
INSERT INTO recalculation_item (gmina, recalculation, root, older, award, facts_from, decision, state, code, kind, difference,
                                grants, refusals, steps, receipt, plan)
SELECT %s, %s, n.root, n.older, n.award, n.facts_from, n.decision, n.state, n.code, n.kind, n.difference,
       n.grants::jsonb, n.refusals::jsonb, n.steps::jsonb, n.receipt::jsonb, n.plan::jsonb
  FROM unnest(%b::uuid[], %b::uuid[], %b::uuid[], %b::uuid[], %b::uuid[], %b::text[], %b::text[], %b::text[], %b::bigint[],
              %b::text[], %b::text[], %b::text[], %b::text[], %b::text[])
       AS n(root, older, award, facts_from, decision, state, code, kind, difference, grants, refusals, steps, receipt, plan)
"""
_COSTS = """
INSERT INTO recalculation_cost (gmina, recalculation, month, benefit, dzial, rozdzial, paragraf, task, source, amount)
SELECT %s, %s, n.* FROM unnest(%s::date[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[]) AS n
ON CONFLICT (gmina, recalculation, month, benefit, dzial, rozdzial, paragraf, task, source)
DO UPDATE SET amount = recalculation_cost.amount + excluded.amount
"""
# Not locked one by one: whoever works on a chunk holds the operation's row.
_PICK = """
SELECT decision, root FROM recalculation_item
 WHERE gmina = %s AND recalculation = %s AND state = %s ORDER BY root LIMIT %s
"""
_MARK = """
UPDATE recalculation_item SET state = %s, code = %s WHERE gmina = %s AND recalculation = %s AND root = ANY (%b)
"""
_APPROVE = """
UPDATE decision SET state = 'approved', approved_by = %s, approved_on = %s, version = version + 1
 WHERE gmina = %s AND id = ANY (%b) AND state = 'prepared' RETURNING id
"""
_ISSUE = """
UPDATE decision d SET state = 'issued', issued_by = %s, issued_on = %s, at_once = n.at_once, version = d.version + 1
  FROM unnest(%b::uuid[], %b::text[]) AS n(id, at_once)
 WHERE d.gmina = %s AND d.id = n.id AND d.state = 'approved'
"""
_WITHDRAW = """
WITH gone AS (
    UPDATE recalculation_item i SET state = 'left_out', code = 'given_up'
     WHERE i.gmina = %(gmina)s AND i.recalculation = %(operation)s AND i.state IN ('drafted', 'approved')
    RETURNING i.decision)
UPDATE decision d SET state = 'withdrawn', version = version + 1
  FROM gone
 WHERE d.gmina = %(gmina)s AND d.id = gone.decision AND d.state IN ('prepared', 'approved')
"""
_KINDS = """
SELECT DISTINCT kind FROM recalculation_item
 WHERE gmina = %s AND recalculation = %s AND kind IS NOT NULL AND state IN ('drafted', 'approved', 'issued')
"""
# Row by row by the primary key (LIMIT keeps the planner from a join): of tables that a step has filled a moment ago it has no
# statistics, and would compare every draft with every act.
_FOR_ISSUE = """
SELECT d.id, d.version, a.plan::text, d.kind
  FROM decision d
 CROSS JOIN LATERAL (SELECT i.plan FROM decision_act i WHERE i.gmina = d.gmina AND i.decision = d.id LIMIT 1) AS a
 WHERE d.gmina = %s AND d.id = ANY (%b) AND d.state = 'approved' ORDER BY d.id FOR NO KEY UPDATE OF d
"""
_PSEUDONYM = """LATERAL (SELECT i.pseudonym FROM person i WHERE i.gmina = d.gmina AND i.id = d.{whose} LIMIT 1)"""
_FACTS = f"""
SELECT d.id AS decision, d.benefit, d.kind, d.outcome, e.pseudonym AS entitled, r.pseudonym AS recipient, h.pseudonym AS household,
       coalesce(k.kind, h.kind) AS household_kind, d.refusals::text, d.reasons::text, d.single, d.channel, d.grants::text, d.unit,
       a.refers_to, a.ground, a.effective_from
  FROM decision d
 CROSS JOIN LATERAL (SELECT i.refers_to, i.ground, i.effective_from FROM decision_act i
                      WHERE i.gmina = d.gmina AND i.decision = d.id LIMIT 1) AS a
 CROSS JOIN {_PSEUDONYM.format(whose="entitled")} AS e
 CROSS JOIN {_PSEUDONYM.format(whose="recipient")} AS r
  LEFT JOIN LATERAL (SELECT i.pseudonym, i.kind FROM household i WHERE i.gmina = d.gmina AND i.id = d.household LIMIT 1) AS h ON true
  LEFT JOIN LATERAL (SELECT i.kind FROM household_kind i
                      WHERE i.gmina = d.gmina AND i.household = d.household AND i.kind IS NOT NULL
                        AND NOT EXISTS (SELECT FROM household_kind n WHERE n.gmina = i.gmina AND n.household = i.household
                                           AND n.since = i.since AND n.id > i.id)
                      ORDER BY i.since <= d.on_day DESC, CASE WHEN i.since <= d.on_day THEN i.since END DESC, i.since
                      LIMIT 1) AS k ON true
 WHERE d.gmina = %s AND d.id = ANY (%b) ORDER BY d.id
"""


async def load(db: ReadSession | WriteSession, operation: UUID) -> RecalculationRow | None:
    """The operation with this id."""
    return await db.get(RecalculationRow, (db.gmina, operation))


async def lock(db: WriteSession, operation: UUID) -> RecalculationRow | None:
    """The same, kept from other writers: a chunk is worked on once."""
    return await db.get(RecalculationRow, (db.gmina, operation), with_for_update=True)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which operations; None leaves a question open."""

    benefit: str | None = None
    state: str | None = None
    started_from: date | None = None
    started_to: date | None = None


async def page(
    db: ReadSession, wanted: Filter, *, after: UUID | None, descending: bool, fetch: int | None
) -> Sequence[RecalculationRow]:
    """Operations in order of their start (ids are in order of time); fetch: all without one."""
    query = select(RecalculationRow).where(RecalculationRow.gmina == db.gmina)
    if wanted.benefit is not None:
        query = query.where(RecalculationRow.benefit == wanted.benefit)
    if wanted.state is not None:
        query = query.where(RecalculationRow.state == wanted.state)
    if wanted.started_from is not None:
        query = query.where(col(RecalculationRow.started_on) >= wanted.started_from)
    if wanted.started_to is not None:
        query = query.where(col(RecalculationRow.started_on) <= wanted.started_to)
    place = col(RecalculationRow.id)
    if after is not None:
        query = query.where(place < after if descending else place > after)
    return (await db.exec(query.order_by(place.desc() if descending else place).limit(fetch))).all()


async def roots(db: WriteSession, benefit: str, first: date, after: UUID | None, limit: int) -> list[UUID]:
    """The first decisions of chains with a right to the benefit that runs in the month or later, in their order."""
    of = {"gmina": db.gmina, "benefit": benefit, "first": first, "after": after, "limit": limit}
    return [row[0] for row in await (await (await raw(db)).execute(_ROOTS, of)).fetchall()]


async def chains(
    connection: AsyncConnection[TupleRow], gmina: str, of_roots: Sequence[UUID], setting: Sequence[str]
) -> list[TupleRow]:
    """The chains that began with these decisions, in their order. setting: kinds of acts that set amounts."""
    of = {"gmina": gmina, "roots": list(of_roots), "setting": list(setting)}
    return await (await connection.execute(_CHAINS, of)).fetchall()


async def how_many(db: WriteSession, benefit: str, first: date) -> int:
    """How many chains there are to look at."""
    of = {"gmina": db.gmina, "benefit": benefit, "first": first}
    row = await (await (await raw(db)).execute(_HOW_MANY, of)).fetchone()
    return int(row[0]) if row else 0


async def waiting(connection: AsyncConnection[TupleRow]) -> list[str]:
    """Those of the transaction's gminas that have an operation to be carried on."""
    rows = await (await connection.execute(_WAITING, (sorted(DONE),))).fetchall()
    return [row[0] for row in rows]


async def under_way(db: WriteSession) -> RecalculationRow | None:
    """The oldest operation that is to be carried on and that nobody is working on, kept from others."""
    found = await db.exec(
        select(RecalculationRow)
        .where(
            RecalculationRow.gmina == db.gmina,
            col(RecalculationRow.state).in_(sorted(DONE)),
            col(RecalculationRow.stopped).is_(None),
        )
        .order_by(col(RecalculationRow.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return found.first()


async def add(db: WriteSession, operation: UUID, items: Sequence[Item]) -> None:
    """Items of a chunk."""
    columns: list[list[object]] = [
        [one.chain.root for one in items],
        [one.chain.older for one in items],
        [one.chain.award for one in items],
        [one.chain.facts_from for one in items],
        [one.decision for one in items],
        [one.state for one in items],
        [one.code for one in items],
        [one.kind for one in items],
        [one.difference for one in items],
        [_json([grant.to_json() for grant in one.grants]) for one in items],
        [_json(list(one.refusals)) for one in items],
        [_json(list(one.steps)) for one in items],
        [None if one.receipt is None else _json(one.receipt) for one in items],
        [_json([plan.to_json() for plan in one.plans]) for one in items],
    ]
    await (await raw(db)).execute(_ITEMS, (db.gmina, operation, *columns))


async def add_costs(db: WriteSession, operation: UUID, costs: Mapping[Place, int]) -> None:
    """What a chunk adds to the cost; grosze by place."""
    if costs:
        months = [first_day(place[0]) for place in costs]
        rest = [[place[n] for place in costs] for n in range(1, 7)]
        await (await raw(db)).execute(_COSTS, (db.gmina, operation, months, *rest, list(costs.values())))


async def pick(db: WriteSession, operation: UUID, state: str, limit: int) -> dict[UUID, UUID]:
    """The next items in the state: the chain of each draft."""
    rows = await (await (await raw(db)).execute(_PICK, (db.gmina, operation, state, limit))).fetchall()
    return {row[0]: row[1] for row in rows}


async def approve(db: WriteSession, decisions: Sequence[UUID], by: str, on: date) -> set[UUID]:
    """Approves the drafts that are still drafts; returns those."""
    cursor = await (await raw(db)).execute(_APPROVE, (by, on, db.gmina, list(decisions)))
    return {row[0] for row in await cursor.fetchall()}


async def issue(db: WriteSession, at_once: Mapping[UUID, str | None], by: str, on: date) -> None:
    """The approved drafts go out. at_once: for each the article that makes it enforceable with its delivery, if one does."""
    await (await raw(db)).execute(_ISSUE, (by, on, list(at_once), list(at_once.values()), db.gmina))


async def for_issue(db: WriteSession, decisions: Sequence[UUID]) -> list[TupleRow]:
    """Id, version, plan (JSON) and kind of the approved drafts, kept from other writers."""
    return await (await (await raw(db)).execute(_FOR_ISSUE, (db.gmina, list(decisions)))).fetchall()


async def rows_for_facts(db: WriteSession, decisions: Sequence[UUID]) -> list[dict[str, Any]]:
    """What the facts of the decisions carry once they are issued; refusals, reasons and grants as JSON."""
    async with (await raw(db)).cursor(row_factory=dict_row) as cursor:
        return await (await cursor.execute(_FACTS, (db.gmina, list(decisions)))).fetchall()


async def mark(db: WriteSession, operation: UUID, roots: Sequence[UUID], state: str, code: str | None = None) -> None:
    """The items of these chains are in another state."""
    if roots:
        await (await raw(db)).execute(_MARK, (state, code, db.gmina, operation, list(roots)))


async def kinds(db: WriteSession, operation: UUID) -> set[str]:
    """The kinds of its drafts, and of what became of them."""
    rows = await (await (await raw(db)).execute(_KINDS, (db.gmina, operation))).fetchall()
    return {row[0] for row in rows}


async def withdraw(db: WriteSession, operation: UUID) -> None:
    """Every draft that has not gone out is taken back."""
    await (await raw(db)).execute(_WITHDRAW, {"gmina": db.gmina, "operation": operation})


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
