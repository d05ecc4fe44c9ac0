"""What may be done now with a payment: the steps of its state, without those that its money, its year or its register rules out.

A frontend shows these and needs no rules of its own; the steps themselves check the same again under the lock.
"""

from collections.abc import Sequence
from datetime import date

from casework.payments.amounts import remaining
from casework.payments.reversals import in_its_year
from casework.payments.states import PAYMENT
from casework.payments.store import Payment, Reversal

_COMES_BACK = {"return", "repay", "refund"}
_NOT_ON_AN_ACCOUNT = _COMES_BACK | {"void", "propose_storno", "confirm_storno"}


def allowed_of(paid: Payment, back: Sequence[Reversal], *, proposed: bool, undue: bool, today: date) -> list[str]:
    """proposed: a storno waits for its confirmation. undue: the payment stands in the register of undue payments.

    Money that came back may be written with an earlier bank day, so a return of last year can still be written this year; a refund is
    money of another year than the payment's, so there is none as long as that year lasts.
    """
    barred: set[str] = set()
    if not sum(remaining(paid.lines, [one.lines for one in back])):
        barred |= _COMES_BACK
    closed = paid.budget_year is None or not in_its_year(paid, today)
    if not closed:
        barred.add("refund")
    if back or closed or not paid.amount:
        barred |= {"propose_storno", "confirm_storno"}
    barred |= {"propose_storno"} if proposed else {"confirm_storno", "refuse_storno"}
    if not paid.amount:
        barred.add("void")
    if undue:
        barred |= _NOT_ON_AN_ACCOUNT
    return [step for step in PAYMENT.allowed(paid.state) if step not in barred]
