"""What payment lists ask of undue payments: how much may be deducted from a payment to a person, and that it was.

A list that is made asks `debts_of` once for all its recipients and `deducted` (deductions.py) for each payment; when the payment has
gone out, `record` writes the deduction on the account, by the bank's day.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.overpayments import acts, finding, store
from casework.overpayments.deductions import WHOLE, Debt
from casework.overpayments.limitation import prescribed
from casework.overpayments.plans import Instalment, status
from casework.overpayments.store import Overpayment, Posted, Relief
from casework.overpayments.terms import account, prescribed_after
from casework.persons import one_person
from kit.db import ReadSession, WriteSession
from kit.idempotency import Answer


@dataclass(frozen=True, slots=True)
class Deductible:
    """A debt of a person and the benefits that it may be deducted from."""

    person: UUID
    benefits: frozenset[str]
    debt: Debt


async def debts_of(
    db: ReadSession | WriteSession, catalogue: Catalogue, persons: Collection[UUID], on: date
) -> dict[UUID, list[Deductible]]:
    """Final undue payments of these persons that nothing defers on the day and that are not prescribed, the oldest decision first.

    For a payment of a benefit take those whose `benefits` hold it: deducted(due, [one.debt for one in found[person] if benefit in
    one.benefits]).
    """
    # What she owes under an entry that gave way is hers too.
    stands = await one_person.stand_ins(db, persons)
    owed = await finding.finals_of(db, await one_person.all_entries(db, persons))
    whose = await one_person.stand_ins(db, {one.person for one in owed})
    ids = [one.id for one in owed]
    posted, reliefs = await store.movements(db, ids), await store.reliefs(db, ids)
    enforced = await store.enforcements(db, ids)
    found: dict[UUID, list[Deductible]] = {}
    for one in owed:
        mine = posted.get(one.id, [])
        last = prescribed_after(catalogue, one, db.gmina, reliefs.get(one.id, []), enforced.get(one.id, []))
        if last is not None and prescribed(last, on):
            continue
        open_total = account(catalogue, one, mine, db.gmina, on).total
        if open_total and not relieved(reliefs.get(one.id, []), mine, on):
            found.setdefault(whose[one.person], []).append(_deductible(catalogue, one, db.gmina, open_total, on))
    return {one: found[stands[one]] for one in persons if stands[one] in found}


async def record(
    db: WriteSession,
    catalogue: Catalogue,
    *,
    overpayment: UUID,
    payment: UUID,
    amount: int,
    day: date,
    by: str,
    today: date,
) -> Answer:
    """A payment went out on the day with so many grosze less. Raises ExceedsDebt, TransitionNotAllowed."""
    desk = acts.Desk(db, catalogue, overpayment, None, by, today)
    return await acts.deduct(desk, [(amount, payment)], day)


def relieved(reliefs: Collection[Relief], posted: Collection[Posted], on: date) -> bool:
    """Whether instalments or a deferral hold on the day: the last decided, not missed, with a day still to come."""
    last = max(
        (one for one in reliefs if one.decided_on <= on), key=lambda one: (one.decided_on, str(one.id)), default=None
    )
    if last is None:
        return False
    due = instalments(last)
    plan = status(due, repaid_since(posted, last.decided_on), on, grace_days=last.grace_days)
    return plan.whole_due_from is None and any(one.state == "open" for one in plan.instalments)


def instalments(relief: Relief) -> list[Instalment]:
    """The instalments of a decision."""
    return [Instalment(date.fromisoformat(one["due_on"]), one["amount"]) for one in relief.instalments]


def repaid_since(posted: Collection[Posted], since: date) -> list[tuple[date, int]]:
    """Repayments that stand, from the day on."""
    undone = {one.corrects for one in posted}
    return [
        (one.day, one.amount) for one in posted if one.kind == "repayment" and one.id not in undone and one.day >= since
    ]


def _deductible(catalogue: Catalogue, of: Overpayment, gmina: str, open_total: int, on: date) -> Deductible:
    deduction = catalogue.overpayments.named(of.rules).deduction
    share = WHOLE if deduction.share is None else catalogue.law(gmina).on(on).ratio(deduction.share)
    return Deductible(of.person, deduction.benefits, Debt(of.id, open_total, share))
