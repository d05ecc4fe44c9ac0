"""What a debtor owes on a day: booked principal and interest of each claim, and interest that runs since the last settlement. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args
from uuid import UUID

from services.alimony_fund.ledger.entries import Account, Claim, Document, Pool
from services.alimony_fund.ledger.terms import Klass, Terms


@dataclass(frozen=True, slots=True)
class Owed:
    """One claim on a day, grosze. booked: interest of earlier settlements that is not repaid, which bears none itself. running: since then,
    rounded half up once."""

    claim: Claim
    principal: int
    booked: int
    running: int

    @property
    def interest(self) -> int:
        return self.booked + self.running

    @property
    def total(self) -> int:
        return self.principal + self.interest


@dataclass(frozen=True, slots=True)
class Standing:
    """All claims of a debtor at the end of a day, the oldest first. lying: what of the money on the account is not the office's, in which
    there is anything."""

    on: date
    claims: tuple[Owed, ...]
    lying: tuple[tuple[str, int], ...] = ()

    def of_pool(self, pool: Pool) -> int:
        """Grosze over every claim, or of another."""
        return dict(self.lying).get(pool, 0)

    @property
    def surplus(self) -> int:
        return self.of_pool("surplus")

    def of(self, klass: Klass) -> tuple[Owed, ...]:
        """The claims of a class."""
        return tuple(one for one in self.claims if one.claim.klass == klass)

    @property
    def principal(self) -> int:
        return sum(one.principal for one in self.claims)

    @property
    def interest(self) -> int:
        return sum(one.interest for one in self.claims)

    @property
    def total(self) -> int:
        return self.principal + self.interest

    def by_entitled(self) -> dict[UUID, tuple[int, int]]:
        """Principal and interest for each entitled person."""
        found: dict[UUID, tuple[int, int]] = {}
        for one in self.claims:
            principal, interest = found.get(one.claim.entitled, (0, 0))
            found[one.claim.entitled] = principal + one.principal, interest + one.interest
        return found


def standing(claims: Iterable[Claim], documents: Sequence[Document], terms: Terms, on: date) -> Standing:
    """The account at the end of the day. Documents that were taken back, and what took them back, count as if they had not been.

    Raises:
        NoRate: a day of interest without a rate.
    """
    counting = [one for one in in_force(documents) if one.day <= on]
    booked = _booked(counting)
    settled = [one.day for one in counting if one.settles]
    rates = terms.rates()
    found = []
    stated = {one.of for one in counting if one.kind == "claim"}
    for claim in sorted((one for one in claims if one.id in stated), key=_oldest):
        principal = booked.get((claim.id, "principal"), 0)
        running = 0
        if claim.klass == "fund" and principal:
            last = max((day for day in settled if day >= claim.day), default=claim.day)
            first = max(terms.bears_from(claim.day), last + timedelta(days=1))
            running = rates.interest(principal, first, on)
        found.append(Owed(claim, principal, booked.get((claim.id, "interest"), 0), running))
    pools: dict[str, int] = dict.fromkeys(get_args(Pool), 0)
    for one in counting:
        for entry in one.entries:
            if entry.account in pools:
                pools[entry.account] -= entry.amount
    return Standing(on, tuple(found), tuple((pool, amount) for pool, amount in pools.items() if amount))


def in_force(documents: Iterable[Document]) -> list[Document]:
    """Documents that were not taken back."""
    found = list(documents)
    undone = {one.counters for one in found if one.counters is not None}
    return [one for one in found if one.counters is None and one.number not in undone]


def _booked(documents: Iterable[Document]) -> dict[tuple[UUID, Account], int]:
    found: dict[tuple[UUID, Account], int] = {}
    for document in documents:
        for entry in document.entries:
            if entry.claim is not None:
                key = entry.claim, entry.account
                found[key] = found.get(key, 0) + entry.amount
    return found


def _oldest(claim: Claim) -> tuple[date, int, str]:
    return claim.since, -claim.amount, str(claim.id)
