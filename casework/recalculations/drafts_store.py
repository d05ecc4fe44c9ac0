"""Drafts of a mass recalculation in the database: decisions beside the acts that they refer to, a chunk of chains by three statements."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from casework.recalculations.tables import RecalculationRow
from kit.db import WriteSession, raw

_DRAFT = """
INSERT INTO decision (gmina, id, benefit, kind, outcome, state, entitled, recipient, household, unit, channel, reasons, single,
                      on_day, legal_basis, reason, justified, grants, refusals, steps, receipt, persons, prepared_by, prepared_on)
SELECT i.gmina, i.decision, o.benefit, i.kind, 'changed', 'prepared', o.entitled, o.recipient, o.household, o.unit, 'ex_officio',
       o.reasons, o.single, %(on)s, %(basis)s, %(reason)s, true, i.grants, i.refusals, i.steps, i.receipt, o.persons,
       %(by)s, %(today)s
  FROM recalculation_item i JOIN decision o ON o.gmina = i.gmina AND o.id = i.older
 WHERE i.gmina = %(gmina)s AND i.recalculation = %(operation)s AND i.root = ANY (%(roots)b)
 UNION ALL
SELECT i.gmina, i.decision, w.benefit, i.kind, 'changed', 'prepared', w.entitled, w.recipient, w.household, w.unit, 'ex_officio',
       '[]', NULL, %(on)s, %(basis)s, %(reason)s, true, i.grants, i.refusals, i.steps, i.receipt, '{}',
       %(by)s, %(today)s
  FROM recalculation_item i
 CROSS JOIN LATERAL (SELECT * FROM award a WHERE a.gmina = i.gmina AND a.id = i.award AND i.older IS NULL LIMIT 1) AS w
 WHERE i.gmina = %(gmina)s AND i.recalculation = %(operation)s AND i.root = ANY (%(roots)b)
"""
_DRAFT_ACTS = """
INSERT INTO decision_act (gmina, decision, root, refers_to, award, mode, effective_from, effective_unit, ground, article, plan, facts_from,
                          earlier)
SELECT i.gmina, i.decision, CASE WHEN i.award IS NULL THEN i.root ELSE coalesce(begun.root, i.decision) END, i.older,
       w.id, 'ahead', %(first)s, 'month', %(ground)s, %(article)s, i.plan, i.facts_from,
       CASE WHEN w.id IS NOT NULL THEN jsonb_build_object(
            'number', w.reference -> 'number', 'issued_on', w.reference -> 'issued_on', 'organ', %(organ)s::text) END
  FROM recalculation_item i
  LEFT JOIN LATERAL (SELECT a.root FROM decision_act a
                      WHERE i.award IS NOT NULL AND a.gmina = i.gmina AND a.decision = i.older LIMIT 1) AS begun ON true
  LEFT JOIN LATERAL (SELECT a.id, a.reference FROM award a
                      WHERE i.older IS NULL AND a.gmina = i.gmina AND a.id = i.award LIMIT 1) AS w ON true
 WHERE i.gmina = %(gmina)s AND i.recalculation = %(operation)s AND i.root = ANY (%(roots)b)
"""
# What the draft says stands with the draft from now on; carried along, it would be written anew with every step.
_DRAFTED = """
UPDATE recalculation_item SET state = 'drafted', grants = NULL, refusals = NULL, steps = NULL, receipt = NULL, plan = NULL
 WHERE gmina = %(gmina)s AND recalculation = %(operation)s AND root = ANY (%(roots)b)
"""
_NEWLY_REFERRED = """
SELECT EXISTS (SELECT FROM recalculation_item
                WHERE gmina = %(gmina)s AND recalculation = %(operation)s AND root = ANY (%(roots)b) AND older IS NULL)
"""


async def first_of_ours(db: WriteSession, operation: UUID, roots: Sequence[UUID]) -> bool:
    """Whether some of these chains are rights of the former program on which no act of ours is yet."""
    of = {"gmina": db.gmina, "operation": operation, "roots": list(roots)}
    row = await (await (await raw(db)).execute(_NEWLY_REFERRED, of)).fetchone()
    return row is not None and bool(row[0])


async def draft(db: WriteSession, row: RecalculationRow, roots: Sequence[UUID], basis: str, organ: str | None) -> None:
    """Draft decisions of the chains, with what they refer to and plan; the items are drafted. organ: whose the decisions of the former
    program are.
    """
    connection = await raw(db)
    of: dict[str, Any] = {
        "gmina": db.gmina, "operation": row.id, "roots": list(roots), "on": row.on_day, "basis": basis, "reason": row.reason,
        "by": row.drafted_by, "today": row.drafted_on, "first": row.effective_from, "ground": row.ground, "article": row.article,
        "organ": organ,
    }  # fmt: skip
    await connection.execute(_DRAFT, of)
    await connection.execute(_DRAFT_ACTS, of)
    await connection.execute(_DRAFTED, of)
