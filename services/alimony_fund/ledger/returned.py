"""A payout that came back is owed no more, one of which a part came back only for the rest (u.p.o.u.a. art. 27 ust. 1).

What the debtor returns are benefits that were paid to the entitled person: it is as if what came back had not been paid out. This is
written in the transaction that notes the return, whoever notes it, or that takes it back, or gives out again what came back.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from itertools import groupby
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.payments.amounts import divided
from kit.db import WriteSession
from kit.db.many import insert_rows
from kit.feed.envelope import new_id
from services.alimony_fund.ledger import store, telling
from services.alimony_fund.ledger.desk import Keeping
from services.alimony_fund.ledger.settling import SurplusGone
from services.alimony_fund.ledger.tables import ClaimRow
from services.alimony_fund.ledger.terms import Terms


async def came_back(db: WriteSession, catalogue: Catalogue, payment: UUID, by: str) -> None:
    """Takes back claims of the payment and books what is left of them; several debtors bear the rest as they bore the whole.

    What was repaid of it becomes surplus. A payment of which nothing is owed, or no more than is left, stays as it is.
    """
    known = await store.claimed(db, payment)
    found = await store.paid_out(db, payment)
    owed, left = sum(one.owed for one in known), 0 if found is None else found.left
    if owed <= left:
        return
    await _anew(Keeping(db, by, Terms(catalogue.law(db.gmina)), catalogue), known, left)


async def went_again(db: WriteSession, catalogue: Catalogue, payment: UUID, amount: int, by: str) -> None:
    """Claims of the payment are owed for so much more, as if it had not come back; several debtors bear it as they bear the rest.

    Where nobody owes any of the payment it waits for the next take-up, and where a part of it waits for a person, so does this. So it does
    where the surplus that the return had made of a repayment went back to the debtor meanwhile.
    """
    known = await store.claimed(db, payment)
    found = await store.paid_out(db, payment)
    left = 0 if found is None else found.left
    if not known or sum(one.owed for one in known) != left - amount:
        return
    with suppress(SurplusGone):
        await _anew(Keeping(db, by, Terms(catalogue.law(db.gmina)), catalogue), known, left)


async def _anew(of: Keeping, known: Sequence[ClaimRow], left: int) -> None:
    """Books the claims with so much of the payment, each with its part. Raises SurplusGone."""
    parts = dict(zip((one.id for one in known), _parts(left, [one.owed for one in known]), strict=True))
    for debtor, rows in groupby(sorted(known, key=lambda one: one.debtor), key=lambda one: one.debtor):
        await _stated(of, debtor, [(one, parts[one.id]) for one in rows])


async def _stated(of: Keeping, debtor: UUID, parts: list[tuple[ClaimRow, int]]) -> None:
    row = await store.owing(of.db, debtor)
    made = [_part(one, left, of.by) for one, left in parts if left]
    before = await store.books(of.db, debtor)
    after = before.instead([one.id for one, _ in parts], [store.claim_of(one) for one in made], of.terms)
    await insert_rows(of.db, made)
    await store.append(of.db, debtor, before, after, of.by)
    await telling.tell(of, row, before, after)


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
