"""SKO decided itself on what lightens a debt (k.p.a. art. 138 § 1 pkt 2): a remission, instalments, a deferral, or the refusal of one.

SKO's act stands in the place of the office's: what that had remitted is taken back by then (restating.py), its instalments count no more
(store.reliefs), and what SKO said is posted or noted instead. What both remit counts from the day of the office's act, so nobody who
appealed owes interest on it again; what only SKO gives counts from SKO's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from casework.decisions.acts_store import ActRow
from casework.decisions.tables import DecisionRow
from casework.overpayments import store
from casework.overpayments.ledger import Balance
from casework.overpayments.offers import repaid_since
from casework.overpayments.planned import drop_planned
from casework.overpayments.restating import Book, counter, restated
from casework.overpayments.store import Overpayment, Posted, Relief
from casework.overpayments.terms import account
from kit.db import raw
from kit.feed.envelope import new_id

REMITTING = frozenset({"remission", "refuse_return"})
PLANNING = frozenset({"instalments", "deferral"})

# Of the decision that the act speaks of, or of SKO's own that stands in its place.
_DEBTS = """
SELECT o.id FROM overpayment o
 WHERE o.gmina = %(gmina)s AND o.state IN ('decided', 'final', 'settled')
   AND (o.decision = %(older)s
        OR o.decision IN (SELECT a.sko_decision FROM appeal a WHERE a.gmina = %(gmina)s AND a.decision = %(older)s))
 ORDER BY o.id
"""


class ReliefUnfit(ValueError):
    """What SKO says does not fit what is owed; `code` is the error's."""

    def __init__(self, code: str, told: str) -> None:
        super().__init__(told)
        self.code = code


@dataclass(slots=True)
class _Debt:
    """A locked debt; what the office's act had remitted of it, and its plan by that act, if it was noted."""

    of: Overpayment
    posted: list[Posted]
    remitted: Posted | None
    plan: Relief | None
    parts: list[tuple[date, int]] = field(default_factory=list)


async def relief_changed_by_sko(book: Book, old: UUID, new: DecisionRow, act: ActRow) -> None:
    """The debts are lightened as SKO said and no longer as the office did. act: SKO's. Raises ReliefUnfit."""
    plans = await _plans_by(book, act, old)
    debts = await _debts(book, act, old, plans)
    if new.kind in REMITTING:
        await _remit(book, debts, old, new, act.amount)
    elif new.kind in PLANNING:
        await _spread(book, debts, new, act)
    for debt in debts:
        # What is read of the debt changed, if only by the office's plan that counts no more.
        known = await store.load(book.db, debt.of.id)
        if known is not None:
            await store.move(book.db, known.id, known.state)


async def _debts(book: Book, act: ActRow, old: UUID, plans: Mapping[UUID, Relief]) -> list[_Debt]:
    """Those on which the office's act was noted come first: SKO's sum is theirs before it is the others'."""
    of = {"gmina": book.db.gmina, "older": act.refers_to}
    found = []
    for (overpayment,) in await (await (await raw(book.db)).execute(_DEBTS, of)).fetchall():
        debt = await store.load(book.db, overpayment, lock=True)
        if debt is not None:
            posted = (await store.movements(book.db, [debt.id])).get(debt.id, [])
            by_old = [one for one in posted if one.kind == "remission" and one.decision == old]
            last = max(by_old, key=lambda one: one.id, default=None)
            found.append(_Debt(debt, posted, last, plans.get(debt.id)))
    return sorted(found, key=lambda one: one.remitted is None and one.plan is None)


async def _plans_by(book: Book, act: ActRow, old: UUID) -> dict[UUID, Relief]:
    of = {"gmina": book.db.gmina, "older": act.refers_to}
    ids = [one for (one,) in await (await (await raw(book.db)).execute(_DEBTS, of)).fetchall()]
    return {one.overpayment: one for one in await store.reliefs_by(book.db, ids, old)}


async def _remit(book: Book, debts: Sequence[_Debt], old: UUID, new: DecisionRow, amount: int | None) -> None:
    on = new.issued_on or book.today
    whole = sum(now.established + now.accrued for debt in debts for now in [_balance(book, debt, on)])
    if debts and amount is not None and amount > whole:
        raise ReliefUnfit("exceeds_debt", "SKO umorzyło więcej, niż wynosi należność z odsetkami.")
    left = amount
    for number, debt in enumerate(debts):
        gone, before = _without(book, debt, old)
        day = on if debt.remitted is None else debt.remitted.day
        now = _balance(book, debt, day, before)
        if left is not None and left > now.total and day != on and number == len(debts) - 1:
            # More than was owed on the day of the office's act: SKO counted the interest up to its own.
            day, now = on, _balance(book, debt, on, before)
        part = now.total if left is None else min(left, now.total)
        made = list(gone)
        if part:
            principal, interest = _classes(now, part, debt.remitted)
            made.append(
                Posted(
                    new_id(), debt.of.id, "remission", day, principal=principal, interest=interest, decision=new.id,
                    recorded_by=book.by, recorded_on=book.today,
                )
            )  # fmt: skip
        if made and not await restated(book, debt.of, debt.posted, made):
            raise ReliefUnfit("given_back", "Nadpłatę zwrócono już osobie; najpierw koryguje się ten zwrot.")
        left = None if left is None else left - part


def _without(book: Book, debt: _Debt, old: UUID) -> tuple[list[Posted], list[Posted]]:
    """What still takes the office's remission back, and the account as it is then."""
    undone = {one.corrects for one in debt.posted}
    gone = [
        counter(book, one, old)
        for one in debt.posted
        if one.kind == "remission" and one.decision == old and one.id not in undone
    ]
    return gone, [*debt.posted, *gone]


def _classes(now: Balance, part: int, before: Posted | None) -> tuple[int | None, int | None]:
    """Principal and interest of it: as the office had divided the same sum, else all that is open, else principal first."""
    if before is not None and before.principal is not None and before.principal + (before.interest or 0) == part:
        return before.principal, before.interest
    if part == now.total:
        return None, None
    return min(part, now.principal), part - min(part, now.principal)


async def _spread(book: Book, debts: Sequence[_Debt], new: DecisionRow, act: ActRow) -> None:
    on = new.issued_on or book.today
    due = [(date.fromisoformat(one["due_on"]), one["amount"]) for one in act.due or []]
    if not debts or not due:
        return
    since = {debt.of.id: on for debt in debts}
    if due[0][1] is None:
        for debt in debts:
            debt.parts = [(due[0][0], _room(book, debt, due[0][0], on))]
    elif min(day for day, _ in due) <= on or _divided(book, debts, due, since):
        # SKO's plan begins before SKO's act or counts in what was paid by the office's: it takes that one's place from its day.
        since = {debt.of.id: on if debt.plan is None else min(on, debt.plan.decided_on) for debt in debts}
        if _divided(book, debts, due, since):
            raise ReliefUnfit("exceeds_debt", "SKO rozłożyło na raty więcej, niż pozostało do zwrotu.")
    for debt in debts:
        parts = [one for one in debt.parts if one[1]]
        if parts:
            grace = 0 if debt.plan is None else debt.plan.grace_days
            await store.relieve(
                book.db, debt.of.id, kind=new.kind, decided_on=since[debt.of.id], decision=new.id, sign=None,
                instalments=parts, grace_days=grace, by=book.by, on=book.today,
            )  # fmt: skip
            await drop_planned(book.db, debt.of.id)


def _divided(
    book: Book, debts: Sequence[_Debt], due: Sequence[tuple[date, int]], since: Mapping[UUID, date]
) -> int:  # fmt: skip
    """Gives each debt its parts, one after the other; returns the grosze that none of them takes."""
    last, rest = max(day for day, _ in due), list(due)
    for debt in debts:
        room, debt.parts, further = _room(book, debt, last, since[debt.of.id]), [], []
        for day, amount in rest:
            part = min(amount, room)
            room -= part
            if part:
                debt.parts.append((day, part))
            if amount > part:
                further.append((day, amount - part))
        rest = further
    return sum(amount for _, amount in rest)


def _room(book: Book, debt: _Debt, until: date, since: date) -> int:
    """What a plan of the day may spread: open by its last day, with what came in since."""
    return _balance(book, debt, until).total + sum(amount for _, amount in repaid_since(debt.posted, since))


def _balance(book: Book, debt: _Debt, on: date, posted: Sequence[Posted] | None = None) -> Balance:
    return account(book.catalogue, debt.of, debt.posted if posted is None else posted, book.db.gmina, on)
