"""Money that comes back, in the modes of events.md: each moves exactly what its mode says, never more than was paid. Storno: stornos.py."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.facts.budget_year import may_belong
from casework.facts.money import (
    PAYMENT_REFUNDED,
    PAYMENT_REPAID,
    PAYMENT_RETURNED,
    Counted,
    Cover,
    Measure,
    ReversalMode,
    money_fact,
    thousandths,
)
from casework.payments import problems as refused
from casework.payments import store
from casework.payments.amounts import Line, divided, mirrored, remaining, with_amounts
from casework.payments.booked import on_day, revenue_line
from casework.payments.deductions.hooks import Moment, Undone
from casework.payments.notices import store as notices
from casework.payments.schemas import Refund
from casework.payments.states import PAYMENT
from casework.payments.store import Payment, Reversal, Told
from kit.db import WriteSession
from kit.etag import check_version
from kit.feed.envelope import event, new_id
from kit.idempotency import Answer
from kit.money import grosze
from kit.periods import month_of, month_text
from kit.problems import FieldError


async def give_back(
    *,
    db: WriteSession,
    catalogue: Catalogue,
    payment: UUID,
    booked_on: date,
    reason: str | None,
    document: str | None,
    by: str,
    undone: Undone,
    version: int,
    today: date,
) -> Answer:
    """The payment came back in its year (same_year_return): amount, person and quantity leave; it falls due again. What its list owed
    leaves too: the next list that pays it owes it anew.

    Only the payment is opened again: the next list pays it in the way that is then in force. The right and its decision stay.
    """
    paid, back = await _settled(db, payment, version, "return")
    _same_year(paid, booked_on, today)
    left = remaining(paid.lines, [one.lines for one in back])
    if not sum(left):
        raise refused.ReversalExceedsPayment("Cała kwota wypłaty już wróciła.")
    moved = await store.move(db, paid.id, PAYMENT.move(paid.state, "return"))
    lines = with_amounts(paid.lines, left)
    told = (await store.settlements(db, [paid.id]))[paid.id]
    await note_back(db, catalogue, paid, "same_year_return", lines, booked_on, year_of(paid), by, reason, document)
    if reason == "uncollected":
        await notices.raise_uncollected(db, [paid.id], on=today)
    await undone(db, [paid.id], Moment(by, booked_on, today))
    # A repayment moves money and no set, so the sets still hold the whole amount: it has to leave them whole.
    partly = sum(left) != paid.amount
    leaving = [
        {**line, "amount": -part, "sets_amount": -line["amount"]} for line, part in zip(paid.lines, left, strict=True)
    ]
    fact = fact_of(
        db, catalogue, paid, moved, booked_on=booked_on, lines=on_day(catalogue, paid, leaving if partly else mirrored(lines), booked_on),
        year=year_of(paid), told=told, mode="same_year_return", cover=told.cover, quantity=-paid.quantity,
        sets_amount=-paid.amount if partly else None,
    )  # fmt: skip
    tell(db, PAYMENT_RETURNED, paid, fact)
    await _no_longer_owed(db, catalogue, paid, moved, booked_on)
    return Answer(id=paid.id, version=moved, state="returned")


async def repay(
    *,
    db: WriteSession,
    catalogue: Catalogue,
    payment: UUID,
    amount: str,
    booked_on: date,
    document: str | None,
    version: int,
    today: date,
    by: str,
) -> Answer:
    """Part of it was paid back in its year (same_year_repayment): the amount leaves, the person stays."""
    paid, back = await _settled(db, payment, version, "repay")
    _same_year(paid, booked_on, today)
    lines = _part(paid, back, grosze(amount))
    moved = await store.move(db, paid.id, PAYMENT.move(paid.state, "repay"))
    told = (await store.settlements(db, [paid.id]))[paid.id]
    await note_back(db, catalogue, paid, "same_year_repayment", lines, booked_on, year_of(paid), by, document=document)
    fact = fact_of(
        db, catalogue, paid, moved, booked_on=booked_on, lines=on_day(catalogue, paid, mirrored(lines), booked_on),
        year=year_of(paid), told=told, mode="same_year_repayment", cover=told.cover,
    )  # fmt: skip
    tell(db, PAYMENT_REPAID, paid, fact)
    return Answer(id=paid.id, version=moved, state="settled")


async def refund(
    *,
    db: WriteSession,
    catalogue: Catalogue,
    payment: UUID,
    refund: Refund,
    document: str | None,
    version: int,
    today: date,
    by: str,
    undone: Undone | None = None,
    revenue: Callable[[Sequence[Line]], list[Line]] | None = None,
) -> Answer:
    """Money of an earlier year came back (prior_year): revenue of this year; the old year and its persons stay.

    When the bank or the post brought all that was left of it back (a reason says why, and it is not that it was not due), the payment
    is open again, as after a return in its own year: a list of this year pays the month anew, as an expenditure of this year.

    revenue: where the parts of the payment's lines are received, when neither the request nor the benefit says it.
    """
    paid, back = await _settled(db, payment, version, "refund")
    _possible(paid, refund.booked_on, today)
    if refund.booked_on.year < year_of(paid) or in_its_year(paid, refund.booked_on):
        raise refused.OtherBudgetYear("Wypłata jest z tego samego roku; należy zarejestrować zwrot w roku wypłaty.")
    amount = grosze(refund.amount)
    lines = _part(paid, back, amount)
    named = revenue or (lambda _: [revenue_line(catalogue, paid, refund.line, amount, refund.booked_on)])
    received = named(lines)
    again = refund.reason not in {None, "not_due"} and amount == sum(remaining(paid.lines, [one.lines for one in back]))
    state = PAYMENT.move(paid.state, "refund", "returned" if again else "settled")
    moved = await store.move(db, paid.id, state)
    told = (await store.settlements(db, [paid.id]))[paid.id]
    year = refund.booked_on.year
    await note_back(db, catalogue, paid, "prior_year", lines, refund.booked_on, year, by, refund.reason, document)
    if again and refund.reason == "uncollected":
        await notices.raise_uncollected(db, [paid.id], on=today)
    if again and undone is not None:
        await undone(db, [paid.id], Moment(by, refund.booked_on, today))
    fact = fact_of(
        db, catalogue, paid, moved, booked_on=refund.booked_on, lines=received, measure="received", counted="none",
        told=told, mode="prior_year", year=year,
    )  # fmt: skip
    tell(db, PAYMENT_REFUNDED, paid, fact)
    return Answer(id=paid.id, version=moved, state=state)


async def _no_longer_owed(db: WriteSession, catalogue: Catalogue, paid: Payment, version: int, booked_on: date) -> None:
    approved = (await store.approvals(db, [paid.id])).get(paid.id) if paid.made_here else None
    if approved is None or paid.approved_on is None:
        return
    owed = on_day(catalogue, paid, mirrored(approved.lines), booked_on, since=paid.approved_on)
    fact = fact_of(
        db, catalogue, paid, version, booked_on=booked_on, lines=owed, measure="liability",
        told=approved, mode="same_year_return", cover=approved.cover, quantity=-paid.quantity,
        year=(paid.due_on or paid.approved_on).year,
    )  # fmt: skip
    tell(db, PAYMENT_RETURNED, paid, fact)


def in_its_year(paid: Payment, booked_on: date) -> bool:
    """Whether what comes back on the day comes back in the payment's budget year: what January paid for the year before comes back to
    that year until January ends.
    """
    year = year_of(paid)
    late = paid.booked_on is not None and paid.booked_on.year > year
    return booked_on.year == year or (late and may_belong(year, booked_on, paid.period))


async def locked(db: WriteSession, payment: UUID, version: int) -> tuple[Payment, Sequence[Reversal]]:
    """The payment and what came back of it, kept from other writers. Raises PaymentNotFound, PreconditionFailed."""
    found = await store.load(db, payment, lock=True)
    if found is None:
        raise refused.PaymentNotFound
    check_version(version, found[0].version)
    return found


def may(paid: Payment, step: str, told: str = "") -> None:
    """Whether the payment's state allows the step. Raises PaymentWrongState, which names the steps that it allows."""
    allowed = PAYMENT.allowed(paid.state)
    if step not in allowed:
        raise refused.PaymentWrongState(told, errors=[FieldError("/state", "allowed_step", one) for one in allowed])


async def _settled(db: WriteSession, payment: UUID, version: int, step: str) -> tuple[Payment, Sequence[Reversal]]:
    paid, back = await locked(db, payment, version)
    may(paid, step, "Zwrot można zarejestrować tylko do wypłaty, która została zapłacona.")
    return paid, back


def _part(paid: Payment, back: Sequence[Reversal], amount: int) -> list[Line]:
    left = remaining(paid.lines, [one.lines for one in back])
    if not 0 < amount <= sum(left):
        raise refused.ReversalExceedsPayment(
            "Kwota zwrotu musi być większa od zera i nie większa niż to, co nie zostało jeszcze zwrócone.",
            errors=[FieldError("/amount", "reversal_exceeds_payment", "Kwota poza dopuszczalnym zakresem.")],
        )
    return with_amounts(paid.lines, divided(amount, left))


def fact_of(
    db: WriteSession,
    catalogue: Catalogue,
    paid: Payment,
    version: int,
    *,
    booked_on: date,
    lines: Sequence[Line],
    year: int,
    told: Told,
    mode: ReversalMode,
    measure: Measure = "expenditure",
    counted: Counted | None = None,
    quantity: int = 0,
    sets_amount: int | None = None,
    cover: Cover | None = None,
) -> dict[str, Any]:
    """The payment as a money fact that takes another one back, in the cells of that one: the right may be another by now."""
    benefit = catalogue.get(paid.benefit)
    return money_fact(
        unit=paid.unit,
        document=("payment", str(paid.id), version),
        measure=measure,
        benefit=paid.benefit,
        variant=told.variant,
        mechanism=told.mechanism,
        entitled=paid.entitled,
        recipient=paid.recipient,
        household=paid.household,
        counted=counted or benefit.counted,
        due_period=month_text(month_of(paid.period)),
        occurred_on=booked_on,
        booked_on=booked_on,
        budget_year=year,
        lines=lines,
        reverses=(db.service, told.sequence, mode),
        quantities=((benefit.quantity, thousandths(quantity)),) if quantity else (),
        payment_list=str(paid.list) if paid.made_here else None,
        sets_amount=sets_amount,
        cover=cover,
    )


def tell(db: WriteSession, told: str, paid: Payment, fact: dict[str, Any]) -> None:
    """Puts the fact into the log, of this payment."""
    db.emit(event(service=db.service, gmina=db.gmina, type=told, subject=paid.id, data=fact))


async def note_back(
    db: WriteSession,
    catalogue: Catalogue,
    paid: Payment,
    mode: ReversalMode,
    lines: Sequence[Line],
    booked_on: date,
    year: int,
    by: str,
    reason: str | None = None,
    document: str | None = None,
) -> None:
    """Notes what came back, as parts of the payment's lines, with what shows it; below zero what of it went out again, or never came.
    The service's own slices hear of it."""
    await store.reverse(
        db, new_id(), paid.id, mode=mode, lines=lines, booked_on=booked_on, year=year, reason=reason, document=document
    )
    amount = sum(line["amount"] for line in lines)
    if amount < 0:
        await catalogue.own.went_again(db, catalogue, paid.id, -amount, by)
    else:
        await catalogue.own.came_back(db, catalogue, paid.id, by)


def _same_year(paid: Payment, booked_on: date, today: date) -> None:
    _possible(paid, booked_on, today)
    if not in_its_year(paid, booked_on):
        raise refused.OtherBudgetYear("Pieniądze wróciły w innym roku; należy zarejestrować zwrot z lat ubiegłych.")


def _possible(paid: Payment, booked_on: date, today: date) -> None:
    if booked_on > today or (paid.booked_on is not None and booked_on < paid.booked_on):
        raise refused.DayImpossible(
            "Dzień zwrotu jest w przyszłości albo przed dniem wypłaty.",
            errors=[FieldError("/booked_on", "day_impossible", "W przyszłości albo przed dniem wypłaty.")],
        )


def year_of(paid: Payment) -> int:
    """The budget year of a payment that was paid. Raises PaymentWrongState."""
    if paid.budget_year is None:
        raise refused.PaymentWrongState
    return paid.budget_year
