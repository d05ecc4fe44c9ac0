"""The two-person rule over money that was paid: one proposes with a document, another confirms, or it is refused with a reason.

The caller holds the lock of the payment or the account, so two people do not confirm at once, and moves its version with every step.
"""

from datetime import date
from uuid import UUID

from casework.authority.rules import another_person
from casework.payments.proposals import problems as refused
from casework.payments.proposals import store
from casework.payments.proposals.store import Proposal
from kit.db import WriteSession


async def propose(db: WriteSession, one: Proposal) -> None:
    """Raises ProposalOpen."""
    if await _open(db, _subject(one)) is not None:
        raise refused.ProposalOpen
    await store.put(db, one)


async def confirm(db: WriteSession, subject: UUID, *, by: str, on: date) -> Proposal:
    """What waits for its confirmation, confirmed by another person. Raises NothingProposed, SameProposer."""
    waiting = await _waiting(db, subject)
    if not another_person(by, waiting.proposed_by):
        raise refused.SameProposer
    await store.decide(db, waiting.id, "confirmed", by=by, on=on, reason=None)
    return waiting


async def refuse(db: WriteSession, subject: UUID, *, by: str, on: date, reason: str) -> None:
    """Nothing is done of it. Raises NothingProposed."""
    waiting = await _waiting(db, subject)
    await store.decide(db, waiting.id, "refused", by=by, on=on, reason=reason)


async def _waiting(db: WriteSession, subject: UUID) -> Proposal:
    waiting = await _open(db, subject)
    if waiting is None:
        raise refused.NothingProposed
    return waiting


async def _open(db: WriteSession, subject: UUID) -> Proposal | None:
    return next((one for one in await store.of(db, subject) if one.outcome is None), None)


def _subject(one: Proposal) -> UUID:
    subject = one.payment or one.overpayment
    if subject is None:
        raise LookupError("a proposal of nothing")
    return subject
