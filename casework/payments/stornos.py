"""A payment that is an error leaves as if it had not been (storno): what was only approved at once, what was paid by two people.

Of what was paid one proposes the storno with the document that shows the money or the error, and another confirms it; only while the budget
year of the payment is open (casework/facts/budget_year.py). After it the money comes back as revenue (refund), and the old year stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.benefits.catalogue import Catalogue
from casework.facts.money import PAYMENT_VOIDED
from casework.payments import problems as refused
from casework.payments import store
from casework.payments.amounts import mirrored
from casework.payments.deductions.hooks import Moment, Undone
from casework.payments.notices import store as notices
from casework.payments.proposals import service as proposals
from casework.payments.proposals.store import Proposal
from casework.payments.reversals import fact_of, in_its_year, locked, may, note_back, tell, year_of
from casework.payments.schemas import StornoIn
from casework.payments.store import Payment, Reversal
from kit.db import WriteSession
from kit.feed.envelope import new_id
from kit.idempotency import Answer


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works on which payment, as it was read, in which unit of work; undone: hears that the payment is none."""

    db: WriteSession
    catalogue: Catalogue
    payment: UUID
    by: str
    undone: Undone
    version: int
    today: date


async def void(desk: Desk, reason: str) -> Answer:
    """What was approved and not paid leaves at once. Raises PaymentWrongState, NothingToReverse."""
    paid, _ = await locked(desk.db, desk.payment, desk.version)
    may(paid, "void", "Storno zapłaconej wypłaty proponuje jedna osoba, a potwierdza inna." if paid.booked_on else "")
    if not paid.amount:
        raise refused.NothingToReverse
    return await _voided(desk, paid, reason, None)


async def propose(desk: Desk, order: StornoIn) -> Answer:
    """Notes that somebody proposes the storno of what was paid. Raises ProposalOpen, and what the storno itself would be refused for."""
    paid, back = await locked(desk.db, desk.payment, desk.version)
    _possible(paid, back, desk.today)
    await proposals.propose(
        desk.db,
        Proposal(
            new_id(), "storno", paid.id, None, order.reason, None, None, None, order.document, desk.by, desk.today,
        ),
    )  # fmt: skip
    return await _stays(desk, paid)


async def confirm(desk: Desk) -> Answer:
    """Another person confirms, and the payment leaves every cell on the days and of the years it entered them. It falls due again.

    Raises NothingProposed, SameProposer, PaymentWrongState, PaymentHasReversals, OtherBudgetYear.
    """
    paid, back = await locked(desk.db, desk.payment, desk.version)
    proposed = await proposals.confirm(desk.db, paid.id, by=desk.by, on=desk.today)
    _possible(paid, back, desk.today)
    return await _voided(desk, paid, proposed.reason or "", proposed.document)


async def refuse(desk: Desk, reason: str) -> Answer:
    """The payment stays as it was. Raises NothingProposed."""
    paid, _ = await locked(desk.db, desk.payment, desk.version)
    await proposals.refuse(desk.db, paid.id, by=desk.by, on=desk.today, reason=reason)
    return await _stays(desk, paid)


def _possible(paid: Payment, back: Sequence[Reversal], today: date) -> None:
    may(paid, "propose_storno", "Propozycja storna dotyczy wypłaty, która została zapłacona.")
    if back:
        raise refused.PaymentHasReversals
    if not paid.amount:
        raise refused.NothingToReverse
    if not in_its_year(paid, today):
        raise refused.OtherBudgetYear(
            "Rok budżetowy tej wypłaty jest zamknięty; pieniądze, które wrócą, rejestruje się jako zwrot z lat ubiegłych.",
        )


async def _stays(desk: Desk, paid: Payment) -> Answer:
    version = await store.move(desk.db, paid.id, paid.state, void_reason=paid.void_reason)
    return Answer(id=paid.id, version=version, state=paid.state)


async def _voided(desk: Desk, paid: Payment, reason: str, document: str | None) -> Answer:
    db, catalogue = desk.db, desk.catalogue
    moved = await store.move(db, paid.id, "voided", void_reason=reason)
    if paid.state == "settled" and paid.booked_on is not None:
        told = (await store.settlements(db, [paid.id]))[paid.id]
        year = year_of(paid)
        await note_back(db, catalogue, paid, "storno", paid.lines, paid.booked_on, year, desk.by, document=document)
        fact = fact_of(
            db, catalogue, paid, moved, booked_on=paid.booked_on, lines=mirrored(told.lines), year=year,
            told=told, mode="storno", cover=told.cover, quantity=-paid.quantity,
        )  # fmt: skip
        tell(db, PAYMENT_VOIDED, paid, fact)
        await desk.undone(db, [paid.id], Moment(desk.by, paid.booked_on, desk.today))
    if reason == "uncollected":
        await notices.raise_uncollected(db, [paid.id], on=desk.today)
    approved = (await store.approvals(db, [paid.id])).get(paid.id)
    if approved is not None and paid.approved_on is not None:
        # As it was told: between approval and payment the classification may have changed, and with it the payment's lines.
        fact = fact_of(
            db, catalogue, paid, moved, booked_on=paid.approved_on, lines=mirrored(approved.lines), measure="liability",
            told=approved, mode="storno", cover=approved.cover, quantity=-paid.quantity,
            year=(paid.due_on or paid.approved_on).year,
        )  # fmt: skip
        tell(db, PAYMENT_VOIDED, paid, fact)
    return Answer(id=paid.id, version=moved, state="voided")
