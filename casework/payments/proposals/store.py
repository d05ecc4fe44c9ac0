"""Proposals in the database."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from psycopg.rows import class_row

from kit.db import ReadSession, WriteSession, raw

_COLUMNS = (
    "id, kind, payment, overpayment, reason, amount, day, channel, document, proposed_by, proposed_on, outcome, decided_by, "
    "decided_on, decided_reason"
)
_PUT = f"""
INSERT INTO money_proposal (gmina, {_COLUMNS})
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, NULL, NULL, NULL, NULL)
"""
_OF = f"""
SELECT {_COLUMNS} FROM money_proposal
 WHERE gmina = %s AND (payment = ANY (%s) OR overpayment = ANY (%s)) ORDER BY proposed_at, id
"""
_DECIDE = """
UPDATE money_proposal SET outcome = %s, decided_by = %s, decided_on = %s, decided_reason = %s WHERE gmina = %s AND id = %s
"""

Kind = Literal["storno", "give_back"]
Outcome = Literal["confirmed", "refused"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A storno of a payment, for a reason; or grosze of a surplus that go back on a day. Both with their document."""

    id: UUID
    kind: Kind
    payment: UUID | None
    overpayment: UUID | None
    reason: str | None
    amount: int | None
    day: date | None
    channel: str | None
    document: str
    proposed_by: str
    proposed_on: date
    outcome: Outcome | None = None
    decided_by: str | None = None
    decided_on: date | None = None
    decided_reason: str | None = None


async def put(db: WriteSession, one: Proposal) -> None:
    """Writes a new one; its payment or account is locked by the caller."""
    place = (
        db.gmina, one.id, one.kind, one.payment, one.overpayment, one.reason, one.amount, one.day, one.channel, one.document,
        one.proposed_by, one.proposed_on,
    )  # fmt: skip
    await (await raw(db)).execute(_PUT, place)


async def of(db: ReadSession | WriteSession, *subjects: UUID) -> list[Proposal]:
    """Those of payments or of accounts of undue payments, in order."""
    async with (await raw(db)).cursor(row_factory=class_row(Proposal)) as cursor:
        return await (await cursor.execute(_OF, (db.gmina, list(subjects), list(subjects)))).fetchall()


async def decide(db: WriteSession, proposal: UUID, outcome: Outcome, *, by: str, on: date, reason: str | None) -> None:
    """Notes what became of it."""
    await (await raw(db)).execute(_DECIDE, (outcome, by, on, reason, db.gmina, proposal))
