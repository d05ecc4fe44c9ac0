"""Which decision an undue payment may stand on: the one that establishes it, and acts that remit it, spread it or defer it."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from casework.decisions import acts_store, older
from casework.decisions import store as decisions
from casework.decisions.acts_store import ActRow
from casework.decisions.service import DecisionNotFound
from casework.decisions.tables import DecisionRow
from casework.overpayments.problems import DecisionDoesNotFit, DecisionMissing, DecisionNotFinal
from casework.overpayments.store import Overpayment, Posted
from casework.persons import one_person
from kit.db import WriteSession, raw
from kit.problems import FieldError

_ESTABLISHING = ("undue_payment", "return")
_STANDING = ("issued", "delivered", "final")
_USED = """
SELECT 1 FROM overpayment WHERE gmina = %s AND decision = %s AND id <> ALL (%s) AND decided_on IS NOT NULL AND state <> 'withdrawn'
"""
_SIBLINGS = """
SELECT EXISTS (SELECT FROM overpayment WHERE gmina = %s AND decision = %s AND id <> %s AND decided_on IS NOT NULL)
"""
_BY_SKO = "SELECT EXISTS (SELECT FROM appeal WHERE gmina = %s AND decision = %s AND sko_decision = %s)"
_SKO_DECIDED = """
SELECT EXISTS (SELECT FROM appeal a JOIN decision s ON s.gmina = a.gmina AND s.id = a.sko_decision
                WHERE a.gmina = %s AND a.decision = %s AND s.state = 'final')
"""
_REMITTED = """
SELECT coalesce(sum(e.amount), 0)::bigint
  FROM overpayment_entry e JOIN overpayment_movement m ON m.gmina = e.gmina AND m.id = e.movement AND m.kind = 'remission'
 WHERE m.gmina = %s AND m.decision = %s AND m.overpayment <> %s
"""
_SPREAD = """
SELECT (e.item ->> 'due_on')::date, sum((e.item ->> 'amount')::bigint)::bigint
  FROM overpayment_relief r CROSS JOIN jsonb_array_elements(r.instalments) AS e(item)
 WHERE r.gmina = %s AND r.decision = %s AND r.overpayment <> %s GROUP BY 1
"""


def brought_over(posted: Collection[Posted]) -> bool:
    """Whether all of it was paid by another system, whose decision is known here by its sign only."""
    return all(one.payment is None for one in posted if one.kind == "establishment")


def need_decision() -> DecisionMissing:
    """What is said to whoever names no decision where one is needed."""
    return DecisionMissing(errors=[FieldError("/decision", "required", "Wskaż wydaną decyzję.")])


async def establishing(
    db: WriteSession, of: Overpayment, others: Sequence[Overpayment], decision: UUID, sums: Collection[int]
) -> DecisionRow:
    """The decision that establishes the debt, and others of the same person and act. sums: what it may say is owed of all, in grosze.

    Raises DecisionNotFound, DecisionDoesNotFit.
    """
    row, act = await _issued(db, decision)
    wrong = []
    if row.kind not in _ESTABLISHING:
        wrong.append(FieldError("/decision", "other_kind", "Ta decyzja nie ustala należności."))
    if row.benefit != of.benefit:
        wrong.append(FieldError("/decision", "other_benefit", "Decyzja dotyczy innego świadczenia."))
    hers = await one_person.all_entries(db, [of.person])
    if not {str(one) for one in hers} & {str(row.recipient), str(row.entitled), *row.persons.values()}:
        wrong.append(FieldError("/decision", "other_person", "Decyzja dotyczy innej osoby."))
    if act is None or act.amount not in sums:
        wrong.append(FieldError("/decision", "other_sum", "Decyzja ustala inną kwotę."))
    wrong += [
        FieldError(f"/together/{number}", "other_matter", "Należność innej osoby, z innej ustawy albo innej jednostki.")
        for number, one in enumerate(others)
        if one.person not in hers or (one.rules, one.unit) != (of.rules, of.unit)
    ]
    mine = [of.id, *(one.id for one in others)]
    if await (await (await raw(db)).execute(_USED, (db.gmina, row.id, mine))).fetchone():
        wrong.append(FieldError("/decision", "used", "Na tej decyzji opiera się już inna należność."))
    if wrong:
        raise DecisionDoesNotFit(errors=wrong)
    return row


async def final_since(db: WriteSession, decision: UUID, today: date) -> date:
    """The day on which a decision of ours became final. Raises DecisionNotFound, DecisionNotFinal."""
    row = await decisions.load(db, decision)
    if row is None:
        raise DecisionNotFound
    if row.final_on is None or older.state_on(row, today) != "final":
        raise DecisionNotFinal
    return row.final_on


async def relieving(
    db: WriteSession, of: Overpayment, decision: UUID, kinds: Sequence[str]
) -> tuple[DecisionRow, ActRow]:
    """An issued act of one of the kinds on the decision that established the debt. Raises DecisionNotFound, DecisionDoesNotFit."""
    row, act = await _issued(db, decision)
    if row.author != "sko" and await _sko_decided(db, row.id):
        told = "W miejsce tej decyzji stoi rozstrzygnięcie SKO."
        raise DecisionDoesNotFit(errors=[FieldError("/decision", "decided_by_sko", told)])
    if row.kind not in kinds:
        raise DecisionDoesNotFit(errors=[FieldError("/decision", "other_kind", "Decyzja jest innego rodzaju.")])
    if act is None or of.decision is None or not await _on_the_same(db, act.refers_to, of.decision):
        told = "Decyzja nie odnosi się do decyzji, która ustaliła tę należność."
        raise DecisionDoesNotFit(errors=[FieldError("/decision", "other_debt", told)])
    return row, act


async def _on_the_same(db: WriteSession, older: UUID | None, decision: UUID) -> bool:
    """Whether the older act is the debt's decision, or the one in whose place SKO's own stands."""
    if older == decision:
        return True
    row = await (await (await raw(db)).execute(_BY_SKO, (db.gmina, older, decision))).fetchone()
    return row is not None and bool(row[0])


async def _sko_decided(db: WriteSession, decision: UUID) -> bool:
    row = await (await (await raw(db)).execute(_SKO_DECIDED, (db.gmina, decision))).fetchone()
    return row is not None and bool(row[0])


async def has_siblings(db: WriteSession, of: Overpayment) -> bool:
    """Whether its decision established other undue payments too."""
    row = await (await (await raw(db)).execute(_SIBLINGS, (db.gmina, of.decision, of.id))).fetchone()
    return row is not None and bool(row[0])


async def remitted_elsewhere(db: WriteSession, of: Overpayment, act: UUID) -> int:
    """Grosze that the act has remitted of other undue payments."""
    row = await (await (await raw(db)).execute(_REMITTED, (db.gmina, act, of.id))).fetchone()
    return int(row[0]) if row else 0


async def spread_elsewhere(db: WriteSession, of: Overpayment, act: UUID) -> dict[date, int]:
    """Grosze of the act's instalments, by day, that pay other undue payments."""
    rows = await (await (await raw(db)).execute(_SPREAD, (db.gmina, act, of.id))).fetchall()
    return {day: int(amount) for day, amount in rows}


async def _issued(db: WriteSession, decision: UUID) -> tuple[DecisionRow, ActRow | None]:
    row = await decisions.load(db, decision)
    if row is None:
        raise DecisionNotFound
    if row.state not in _STANDING or row.issued_on is None:
        raise DecisionDoesNotFit(
            errors=[FieldError("/decision", "not_issued", "Decyzji nie wydano albo jej już nie ma.")]
        )
    return row, await acts_store.load(db, row.id)
