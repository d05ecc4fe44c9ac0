"""A payout that came back is owed no more, one of which a part came back only for the rest (u.p.o.u.a. art. 27 ust. 1).

What the debtor returns are benefits that were paid to the entitled person: it is as if what came back had not been paid out. This is
written in the transaction that notes the return, whoever notes it, or that takes it back, or gives out again what came back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.payments.amounts import divided
from kit.db import WriteSession
from kit.db.many import insert_rows
from kit.feed.envelope import new_id
from services.alimony_fund.debtors.tables import DebtorRow
from services.alimony_fund.ledger import store, telling
from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.desk import Keeping
from services.alimony_fund.ledger.settling import SurplusGone
from services.alimony_fund.ledger.tables import ClaimRow
from services.alimony_fund.ledger.terms import Terms


async def came_back(db: WriteSession, catalogue: Catalogue, payment: UUID, by: str) -> None:
    """Takes back claims of the payment and books what is left of them; several debtors bear the rest as they bore the whole.

    What was repaid of it becomes surplus. A payment of which nothing is owed, or no more than is left, stays as it is.
    """
    known = await _kept(db, payment)
    found = await store.paid_out(db, payment)
    left = 0 if found is None else found.left
    if known.owed <= left:
        return
    of = Keeping(db, by, Terms(catalogue.law(db.gmina)), catalogue)
    await _written(of, await _anew(of, known, left))


async def went_again(db: WriteSession, catalogue: Catalogue, payment: UUID, amount: int, by: str) -> None:
    """Claims of the payment are owed for so much more, as if it had not come back; several debtors bear it as they bear the rest.

    Where nobody owes any of the payment it waits for the next take-up, and where a part of it waits for a person, so does this. So it does
    where the surplus that the return had made of a repayment went back to one of the debtors meanwhile.
    """
    known = await _kept(db, payment)
    found = await store.paid_out(db, payment)
    left = 0 if found is None else found.left
    if not known.claims or known.owed != left - amount:
        return
    of = Keeping(db, by, Terms(catalogue.law(db.gmina)), catalogue)
    try:
        anew = await _anew(of, known, left)
    except SurplusGone:
        return
    await _written(of, anew)


@dataclass(frozen=True, slots=True)
class _Known:
    """Claims of a payment that are in force, with the debtors who owe them."""

    debtors: Mapping[UUID, DebtorRow]
    claims: Sequence[ClaimRow]

    @property
    def owed(self) -> int:
        return sum(one.owed for one in self.claims)


@dataclass(frozen=True, slots=True)
class _Account:
    """An account before and after its claims of the payment are stated anew, and the rows of these."""

    debtor: DebtorRow
    before: Books
    after: Books
    made: Sequence[ClaimRow]


async def _kept(db: WriteSession, payment: UUID) -> _Known:
    """The accounts are kept from other writers before the claims are read: what was taken back by then is owed no more."""
    debtors = {one.debtor for one in await store.claimed(db, payment)}
    rows = {debtor: await store.owing(db, debtor) for debtor in sorted(debtors)}
    return _Known(rows, await store.claimed(db, payment))


async def _anew(of: Keeping, known: _Known, left: int) -> list[_Account]:
    """Every account with so much of the payment, each claim with its part; nothing is written. Raises SurplusGone."""
    parts = _parts(left, [one.owed for one in known.claims])
    found = []
    for debtor, row in known.debtors.items():
        his = [(one, part) for one, part in zip(known.claims, parts, strict=True) if one.debtor == debtor]
        if not his:
            continue
        made = [_part(one, part, of.by) for one, part in his if part]
        before = await store.books(of.db, debtor)
        after = before.instead([one.id for one, _ in his], [store.claim_of(one) for one in made], of.terms)
        found.append(_Account(row, before, after, made))
    return found


async def _written(of: Keeping, accounts: Sequence[_Account]) -> None:
    for one in accounts:
        await insert_rows(of.db, one.made)
        await store.append(of.db, one.debtor.id, one.before, one.after, of.by)
        await telling.tell(of, one.debtor, one.before, one.after)


def _parts(left: int, owed: Sequence[int]) -> tuple[int, ...]:
    """In proportion to what is owed of each, also when it is more than before."""
    times = max(-(-left // sum(owed)), 1)
    return divided(left, [one * times for one in owed])


def _part(was: ClaimRow, left: int, by: str) -> ClaimRow:
    bears_from: date | None = was.bears_from
    return ClaimRow(
        gmina=was.gmina, id=new_id(), debtor=was.debtor, klass=was.klass, entitled=was.entitled, payment=was.payment, period=was.period,
        paid_on=was.paid_on, paid=left, owed=left, bears_from=bears_from, noted_by=by,
    )  # fmt: skip
