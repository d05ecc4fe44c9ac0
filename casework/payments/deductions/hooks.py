"""What another slice may have deducted from a list, and how it hears what became of it.

Overpayments give `DeductionHooks` to the payment routers; payments never ask them for anything else. A deduction counts while its
payment is settled: on a draft or an approved list it is planned, and one of a returned or voided payment was never made.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from kit.db import WriteSession

WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Claim:
    """Grosze (`at_most`, of all payments of the award on the list together) that are to be set off from an award's payments.

    share: the largest part of a payment that all deductions up to this one may take. rank: which claim of the award comes first;
    the claims of one award have different ranks.
    """

    claim: UUID
    award: UUID
    at_most: int
    share: Fraction = WHOLE
    rank: int = 0


Claims = Callable[[WriteSession, UUID, date, date], AsyncIterator[Claim]]
"""claims(db, payment_list, month, on): what may be set off on this list; `on` is the day it is to be paid."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Who settled or undid payments, on which bank day, and the day it is in the office."""

    by: str
    day: date
    today: date


Settled = Callable[[WriteSession, UUID, Moment], Awaitable[None]]
"""settled(db, payment_list, moment): payments of the list have just been settled; which, says the table just_settled(id)."""
Undone = Callable[[WriteSession, Sequence[UUID], Moment], Awaitable[None]]
"""undone(db, payments, moment): settled payments have been returned or voided, and what was deducted from them with them."""

Separate = Callable[[WriteSession, UUID], Awaitable[None]]
"""separate(db, payment): locks the payment; raises PaymentUndue when what comes back of it belongs on an account of undue payments."""

Undue = Callable[[WriteSession, UUID], Awaitable[bool]]
"""undue(db, payment): whether what comes back of it belongs on an account of undue payments; asked for a reading, without a lock."""


async def _no_claims(_db: WriteSession, _list: UUID, _month: date, _on: date) -> AsyncIterator[Claim]:
    nothing: tuple[Claim, ...] = ()
    for claim in nothing:
        yield claim


async def _not_told(_db: WriteSession, _of: UUID | Sequence[UUID], _moment: Moment) -> None:
    return None


async def _nothing_undue(_db: WriteSession, _payment: UUID) -> None:
    return None


async def _never_undue(_db: WriteSession, _payment: UUID) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class DeductionHooks:
    """What overpayments have to say about lists; by default nothing."""

    claims: Claims = _no_claims
    settled: Settled = _not_told
    undone: Undone = _not_told
    separate: Separate = _nothing_undue
    undue: Undue = _never_undue
