"""What undue payments have to say about payment lists: what may be set off, what was, and what was not after all."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.overpayments import acts
from casework.overpayments.offers import debts_of
from casework.payments.deductions.hooks import Claim, DeductionHooks, Moment
from casework.payments.problems import PaymentUndue
from casework.persons.one_person import GAVE_WAY
from kit.db import WriteSession, raw

# By the entry that stands: of whoever was entered twice, a debt under one entry is deducted from what is paid under the other.
_AWARDS = f"""
WITH {GAVE_WAY},
owing AS (
    SELECT DISTINCT coalesce(g.merged_into, o.person) AS person
      FROM overpayment o LEFT JOIN gave_way g ON g.id = o.person WHERE o.gmina = %(gmina)s AND o.state = 'final')
SELECT DISTINCT p.award, owing.person, p.benefit
  FROM payment p
  JOIN award a ON a.gmina = p.gmina AND a.id = p.award
  LEFT JOIN gave_way g ON g.id = a.recipient
  JOIN owing ON owing.person = coalesce(g.merged_into, a.recipient)
 WHERE p.gmina = %(gmina)s AND p.list = %(list)s
 ORDER BY p.award
"""
# What other lists have already been drawn up to take and have not paid out yet.
_PENDING = """
SELECT d.claim, sum(d.amount)::bigint
  FROM payment_deduction d JOIN payment p ON p.gmina = d.gmina AND p.id = d.payment
 WHERE d.gmina = %(gmina)s AND d.kind = 'overpayment' AND d.claim = ANY (%(claims)s) AND p.list <> %(list)s
   AND p.state IN ('planned', 'approved')
 GROUP BY d.claim
"""
_TAKEN = """
SELECT d.claim, d.payment, d.amount FROM payment_deduction d JOIN just_settled j ON j.id = d.payment
 WHERE d.gmina = %s AND d.kind = 'overpayment' ORDER BY d.claim, d.payment
"""
_DEDUCTED = """
SELECT m.overpayment, m.id FROM overpayment_movement m
 WHERE m.gmina = %s AND m.deducted_from = ANY (%s)
   AND NOT EXISTS (SELECT FROM overpayment_movement c WHERE c.gmina = m.gmina AND c.corrects = m.id)
 ORDER BY m.overpayment, m.id
"""

_LOCK = "SELECT FROM payment WHERE gmina = %s AND id = %s FOR NO KEY UPDATE"
_OWED_ON = """
SELECT 1 FROM overpayment_movement m
  JOIN overpayment o ON o.gmina = m.gmina AND o.id = m.overpayment AND o.state IN ('registered', 'decided', 'final')
 WHERE m.gmina = %s AND m.payment = %s AND m.kind = 'establishment'
   AND NOT EXISTS (SELECT FROM overpayment_movement c WHERE c.gmina = m.gmina AND c.corrects = m.id) LIMIT 1
"""


def set_off(catalogue: Catalogue) -> DeductionHooks:
    """The hooks of payment lists; the catalogue says what each act lets be set off from what."""

    async def claims(db: WriteSession, payment_list: UUID, _month: date, on: date) -> AsyncIterator[Claim]:
        connection = await raw(db)
        place = {"gmina": db.gmina, "list": payment_list}
        awards = await (await connection.execute(_AWARDS, place)).fetchall()
        if not awards:
            return
        debts = await debts_of(db, catalogue, {recipient for _, recipient, _ in awards}, on)
        ids = [one.debt.overpayment for mine in debts.values() for one in mine]
        rows = await (await connection.execute(_PENDING, place | {"claims": ids})).fetchall()
        pending: dict[UUID, int] = dict(rows)
        for award, recipient, benefit in awards:
            for rank, one in enumerate(debts.get(recipient, ())):
                left = one.debt.open - pending.get(one.debt.overpayment, 0)
                if benefit in one.benefits and left > 0:
                    yield Claim(one.debt.overpayment, award, left, one.debt.share, rank)

    async def settled(db: WriteSession, _list: UUID, moment: Moment) -> None:
        taken = await (await (await raw(db)).execute(_TAKEN, (db.gmina,))).fetchall()
        for overpayment, rows in groupby(taken, key=itemgetter(0)):
            desk = acts.Desk(db, catalogue, overpayment, None, moment.by, moment.today)
            await acts.deduct(desk, [(amount, payment) for _, payment, amount in rows], moment.day)

    async def undone(db: WriteSession, payments: Sequence[UUID], moment: Moment) -> None:
        wrong = await (await (await raw(db)).execute(_DEDUCTED, (db.gmina, list(payments)))).fetchall()
        for overpayment, rows in groupby(wrong, key=itemgetter(0)):
            desk = acts.Desk(db, catalogue, overpayment, None, moment.by, moment.today)
            await acts.correct(desk, *(movement for _, movement in rows))

    async def separate(db: WriteSession, payment: UUID) -> None:
        connection, place = await raw(db), (db.gmina, payment)
        # Registering locks the payment too: asked afterwards, in a statement of its own, the register is as it stands.
        await connection.execute(_LOCK, place)
        if await undue(db, payment):
            raise PaymentUndue

    async def undue(db: WriteSession, payment: UUID) -> bool:
        return await (await (await raw(db)).execute(_OWED_ON, (db.gmina, payment))).fetchone() is not None

    return DeductionHooks(claims, settled, undone, separate, undue)
