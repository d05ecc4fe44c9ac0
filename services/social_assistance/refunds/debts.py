"""What is owed of a claim: whoever was entered twice is obliged once, and what was asked of any of his entries counts.

Debts keep the name that they were written under; a register looks for those of all names that its obliged were stated by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from casework.persons import one_person
from kit.db import ReadSession, WriteSession
from kit.periods import first_day, month_of
from services.social_assistance.fees.balance import Balance
from services.social_assistance.fees.ledger import Standing, standing_of
from services.social_assistance.refunds import store
from services.social_assistance.refunds.tables import ClaimRow, ObligedRow

SUBJECT = "refund_claim"
"""The register of claims, as the ledger of fees and the audit log name it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Who is or was obliged: what was said last of each, by the name under which he was stated first. called: for each entry that name."""

    held: Mapping[UUID, ObligedRow]
    called: Mapping[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Debt:
    """What one of the obliged owes. parts: by the entry that it was asked under, the name that came first before the others."""

    parts: Mapping[UUID, Standing]

    @property
    def fee(self) -> UUID:
        """The fee that is told of him, where there are several."""
        return next(iter(self.parts.values())).fee

    @property
    def balance(self) -> Balance:
        """All that was asked of him and came in."""
        found = [one.balance for one in self.parts.values()]
        return Balance(
            sum(one.assessed for one in found),
            sum(one.received for one in found),
            sum(one.written_off for one in found),
            sum(one.given_back for one in found),
        )


Owed = Mapping[UUID, Debt]
"""What each of the obliged owes of one claim, by the name under which he was stated first."""


async def stated(db: ReadSession | WriteSession, claims: Sequence[ClaimRow]) -> dict[UUID, Stated]:
    """Who was stated as obliged of each claim."""
    said = await store.obliged(db, [one.id for one in claims])
    stands = await one_person.stand_ins(db, {one.person for rows in said.values() for one in rows})
    return {claim: one_by_one(rows, stands) for claim, rows in said.items()}


def one_by_one(rows: Sequence[ObligedRow], stands: Mapping[UUID, UUID]) -> Stated:
    """The obliged of one claim. rows: in the order in which they were stated; stands: for each entry the one that stands for it."""
    first: dict[UUID, UUID] = {}
    for one in rows:
        first.setdefault(stands[one.person], one.person)
    called = {one.person: first[stands[one.person]] for one in rows}
    return Stated({called[one.person]: one for one in rows}, called)


async def owed(
    db: ReadSession | WriteSession, claims: Sequence[ClaimRow], known: Mapping[UUID, Stated]
) -> dict[UUID, dict[UUID, Debt]]:
    """What each of the obliged owes of these claims, as the ledger of fees has it."""
    sources = {source_of(row, entry) for row in claims for entry in known[row.id].called}
    found = await standing_of(db, SUBJECT, sources, {month(row) for row in claims})
    debts: dict[UUID, dict[UUID, Debt]] = {row.id: {} for row in claims}
    for row in claims:
        parts: dict[UUID, dict[UUID, Standing]] = {}
        for entry, name in known[row.id].called.items():
            if (one := found.get((source_of(row, entry), month(row)))) is not None:
                parts.setdefault(name, {})[entry] = one
        debts[row.id] = {name: Debt(of) for name, of in parts.items()}
    return debts


def shares(amount: int, payer: UUID, before: Debt | None) -> dict[UUID, int]:
    """How what is asked of somebody lies on his entries, in grosze: where it came in or was let go it stays, then where it was asked, and
    what is new is asked under the name that came first.
    """
    parts = {} if before is None else {entry: one.balance for entry, one in before.parts.items()}
    asked, rest = dict.fromkeys((payer, *parts), 0), amount
    for upto in ({entry: one.assessed - one.open for entry, one in parts.items()},
                 {entry: one.assessed for entry, one in parts.items()}):  # fmt: skip
        for entry, most in upto.items():
            more = min(rest, max(0, most - asked[entry]))
            asked[entry], rest = asked[entry] + more, rest - more
    asked[payer] += rest
    return asked


def source_of(row: ClaimRow, person: UUID) -> UUID:
    """What a debt of a claim is known by in the ledger of fees."""
    return uuid5(row.id, str(person))


def month(row: ClaimRow) -> date:
    """The month that debts of the claim stand under."""
    return first_day(month_of(row.noted_on))
