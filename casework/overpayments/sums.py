"""SKO changed the sum of a decision on money owed (k.p.a. art. 138 § 1 pkt 2): its debts follow, payment by payment.

An undue payment whose sum changed is taken back by a counter-entry and established anew with SKO's sum, from the same day: so interest,
repayments and remissions divide as if that sum had stood from the start. Instalments that a smaller debt no longer needs fall away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from casework.decisions.tables import DecisionRow
from casework.overpayments import paid, store
from casework.overpayments.booking import assess, unassess
from casework.overpayments.following import fallen, followed
from casework.overpayments.restating import Book, anew, counter, over_given_back, restated
from casework.overpayments.store import Overpayment, Posted, Relief
from casework.overpayments.terms import account
from kit.db import raw

_DEBTS = """
SELECT id FROM overpayment WHERE gmina = %s AND decision = %s AND state <> 'withdrawn' ORDER BY id
"""
_POINT = """
UPDATE overpayment SET decision = %s, decided_on = coalesce(decided_on, %s), version = version + 1 WHERE gmina = %s AND id = %s
"""


class ItemsUnfit(ValueError):
    """What SKO says does not tell how much of each payment is undue; `code` is the error's."""

    def __init__(self, code: str, told: str) -> None:
        super().__init__(told)
        self.code = code


@dataclass(slots=True)
class _Debt:
    of: Overpayment
    posted: list[Posted]
    items: list[Posted] = field(default_factory=list)

    def __post_init__(self) -> None:
        undone = {one.corrects for one in self.posted}
        self.items = [one for one in self.posted if one.kind == "establishment" and one.id not in undone]


async def changed_by_sko(
    book: Book, old: UUID, new: DecisionRow, *, before: int, after: int, stated: Mapping[UUID, int]
) -> None:
    """The debts of the old decision stand on SKO's with SKO's sum, in grosze. stated: of single undue payments. Raises ItemsUnfit."""
    debts = await _debts(book, old)
    if not debts:
        return
    items = [item for debt in debts for item in debt.items]
    wanted = await _wanted(book, items, before, after, stated)
    for debt in debts:
        await _restate(book, debt, {one.id: wanted[one.id] for one in debt.items}, new)
    await followed(book.db, [new.id])


async def back_to_the_office(book: Book, of_sko: UUID, office: UUID) -> None:
    """A court quashed what SKO decided: the debts stand on the office's decision again, with its sums, until SKO decides anew."""
    for debt in await _debts(book, of_sko):
        undone = {one.corrects for one in debt.posted if one.kind == "correction" and one.decision == of_sko}
        gone = [one for one in debt.items if one.decision == of_sko]
        again = [
            one for one in debt.posted if one.kind == "establishment" and one.id in undone and one.decision != of_sko
        ]
        if await _post(book, debt, gone, [_as_of_the_office(book, one) for one in again], of_sko):
            await _points(book, debt.of, office, None)
            await _fit_instalments(book, debt.of)
    await followed(book.db, [office])
    # Where money went back to the person meanwhile: without a decision, until somebody puts it right (a task says so).
    await fallen(book.db, of_sko)


async def _debts(book: Book, decision: UUID) -> list[_Debt]:
    rows = await (await (await raw(book.db)).execute(_DEBTS, (book.db.gmina, decision))).fetchall()
    found = []
    for (overpayment,) in rows:
        of = await store.load(book.db, overpayment, lock=True)
        if of is not None:
            found.append(_Debt(of, (await store.movements(book.db, [of.id])).get(of.id, [])))
    return found


async def _wanted(
    book: Book, items: Sequence[Posted], before: int, after: int, stated: Mapping[UUID, int]
) -> dict[UUID, int]:
    wanted = {one.id: one.amount for one in items}
    if stated.keys() - wanted.keys():
        raise ItemsUnfit("item_unknown", "Nie ma takiej pozycji należności tej decyzji.")
    total, difference = sum(wanted.values()), after - before
    with_interest = before > total
    if stated:
        wanted |= stated
    elif difference and len(items) == 1 and not with_interest:
        wanted[items[0].id] += difference
    elif difference:
        raise ItemsUnfit("required", "Trzeba wskazać kwotę każdej pozycji należności, którą SKO zmieniło.")
    if sum(wanted.values()) > after if with_interest else sum(wanted.values()) != total + difference:
        raise ItemsUnfit("other_sum", "Kwoty pozycji nie sumują się do kwoty rozstrzygnięcia SKO.")
    lines = {row["id"]: row for row in await paid.lines_of(book.db, [one.payment for one in items if one.payment])}
    for one in items:
        row = lines.get(one.payment) if one.payment is not None else None
        most = wanted[one.id] if row is None else one.amount + max(_left(row), 0)
        if not 0 <= wanted[one.id] <= max(most, one.amount):
            raise ItemsUnfit("exceeds_paid", "Kwota pozycji przekracza wypłaconą.")
    return wanted


def _left(row: Mapping[str, int]) -> int:
    return row["amount"] - row["came_back"] - (row["undue"] - row["undue_repaid"])


async def _restate(book: Book, debt: _Debt, wanted: Mapping[UUID, int], new: DecisionRow) -> None:
    changed = [one for one in debt.items if wanted[one.id] != one.amount]
    made = [anew(book, one, new.id, amount=wanted[one.id]) for one in changed if wanted[one.id]]
    decided = debt.of.decided_on is not None
    if not await _post(book, debt, changed, made, new.id):
        raise ItemsUnfit("given_back", "Nadpłatę zwrócono już osobie; najpierw koryguje się ten zwrot.")
    if not decided:
        # The office's decision had fallen, and what it established was taken back then.
        items = [one for one in debt.items if one not in changed] + made
        await assess(book.db, book.catalogue, debt.of, items, new.issued_on or book.today)
    await _points(book, debt.of, new.id, new)
    await _fit_instalments(book, debt.of)


async def _post(book: Book, debt: _Debt, gone: Sequence[Posted], made: Sequence[Posted], because: UUID) -> bool:
    """Takes back and establishes anew; False: money went back to the person, and nothing was done."""
    movements = [*(counter(book, one, because) for one in gone), *made]
    if not movements:
        return True
    if over_given_back(book, debt.of, [*debt.posted, *movements]):
        return False
    if debt.of.decided_on is not None:
        await unassess(book.db, debt.of, gone)
        await assess(book.db, book.catalogue, debt.of, made, debt.of.decided_on)
    return await restated(book, debt.of, debt.posted, movements)


async def _points(book: Book, of: Overpayment, decision: UUID, new: DecisionRow | None) -> None:
    decided_on = of.decided_on if new is None else new.issued_on
    await (await raw(book.db)).execute(_POINT, (decision, decided_on, book.db.gmina, of.id))
    found = await store.load(book.db, of.id)
    if found is not None and found.state == "registered" and found.decided_on is not None:
        await store.move(book.db, of.id, "decided")


def _as_of_the_office(book: Book, one: Posted) -> Posted:
    made = anew(book, one, one.id)
    return replace(made, decision=None)


async def _fit_instalments(book: Book, of: Overpayment) -> None:
    reliefs = (await store.reliefs(book.db, [of.id])).get(of.id, [])
    known = await store.load(book.db, of.id)
    if not reliefs or known is None:
        return
    last: Relief = reliefs[-1]
    # As the act said them, not as an earlier sum had made them fit.
    of_it = [one for one in reliefs if one.decision is not None and one.decision == last.decision]
    as_decided = of_it[0] if of_it else last
    posted = (await store.movements(book.db, [of.id])).get(of.id, [])
    plan = [(one["due_on"], int(one["amount"])) for one in as_decided.instalments]
    undone = {one.corrects for one in posted}
    came = sum(
        one.amount for one in posted if one.kind == "repayment" and one.id not in undone and one.day >= last.decided_on
    )
    until = max(date.fromisoformat(due) for due, _ in plan)
    room = account(book.catalogue, known, posted, book.db.gmina, until).total + came
    fitted = []
    for due, amount in plan:
        part = room if last.kind == "deferral" else min(amount, room)
        room -= part
        if part:
            fitted.append((date.fromisoformat(due), part))
    noted = [(date.fromisoformat(one["due_on"]), int(one["amount"])) for one in last.instalments]
    if fitted and fitted != noted:
        await store.relieve(
            book.db, of.id, kind=last.kind, decided_on=last.decided_on, decision=last.decision, sign=last.decision_sign,
            instalments=fitted, grace_days=last.grace_days, by=book.by, on=book.today,
        )  # fmt: skip
