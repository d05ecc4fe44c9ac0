"""The test's own bookkeeping, kept in the plainest way from what it did: what the statement must show at any month's end."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kit.money import zloty

PRINCIPAL, INTEREST = "2910", "0900"
"""Where money of earlier years and its interest are received; both belong to the State."""


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment that went out: grosze, on the bank's day."""

    id: str
    benefit: str
    month: str
    child: str
    amount: int
    day: str


@dataclass(frozen=True, slots=True)
class _Spent:
    payment: str
    day: date
    benefit: str
    child: str
    family: str
    amount: int
    counted: int
    benefits: int


@dataclass(frozen=True, slots=True)
class _Received:
    day: date
    paragraf: str
    benefit: str
    amount: int


@dataclass
class Book:
    """Expenditure and revenue as they happened. A person or a family counts while a payment to her has not come back whole; what she
    pays back herself lowers the money and nobody's number.

    uncounted: benefits that are counted in months, which are no numbers of benefits. A family without a name is none: somebody alone.
    """

    spent: list[_Spent] = field(default_factory=list)
    received: list[_Received] = field(default_factory=list)
    families: dict[str, str] = field(default_factory=dict)
    uncounted: frozenset[str] = frozenset()
    given: set[tuple[str, str, str]] = field(default_factory=set)

    def pay(self, paid: Paid, family: str) -> None:
        """It went out; the rest of a month that was paid before is no further benefit."""
        self.families[paid.id] = family
        month = (paid.benefit, paid.child, paid.month)
        further = month not in self.given and paid.benefit not in self.uncounted
        self._spend(paid, paid.day, paid.amount, paid.amount, 1 if further else 0)
        self.given.add(month)

    def give_back(self, paid: Paid, day: str) -> None:
        """The bank sent it back: amount, person, family and benefit leave that day."""
        self._spend(paid, day, -paid.amount, -paid.amount, -1)
        self.given.discard((paid.benefit, paid.child, paid.month))

    def void(self, paid: Paid) -> None:
        """It was an error: as if it had not been."""
        self.given.discard((paid.benefit, paid.child, paid.month))
        self.spent = [one for one in self.spent if one.payment != paid.id]

    def repay(self, paid: Paid, day: str, amount: int) -> None:
        """Grosze of it came back: of this year they lower expenditure, of an earlier one they are revenue."""
        if paid.day[:4] == day[:4]:
            self._spend(paid, day, -amount, 0, 0)
        else:
            self.received.append(_Received(date.fromisoformat(day), PRINCIPAL, paid.benefit, amount))

    def interest(self, benefit: str, day: str, amount: int) -> None:
        """Interest came in."""
        self.received.append(_Received(date.fromisoformat(day), INTEREST, benefit, amount))

    def expenditure(self, until: date) -> dict[str, dict[str, Any]]:
        """By benefit, and in all under an empty name, as the statement shows it: money, persons, families, benefits."""
        year = [one for one in self.spent if one.day.year == until.year and one.day <= until]
        by_benefit = {name: [one for one in year if one.benefit == name] for name in {one.benefit for one in year}}
        return {"": _shown(year)} | {name: _shown(mine) for name, mine in sorted(by_benefit.items())}

    def revenue(self, until: date) -> dict[str, str]:
        """By paragraf, złote as text."""
        year = [one for one in self.received if one.day.year == until.year and one.day <= until]
        sums: Counter[str] = Counter()
        for one in year:
            sums[one.paragraf] += one.amount
        return {paragraf: zloty(amount) for paragraf, amount in sorted(sums.items()) if amount}

    def _spend(self, paid: Paid, day: str, amount: int, counted: int, benefits: int) -> None:
        family = self.families[paid.id]
        self.spent.append(
            _Spent(paid.id, date.fromisoformat(day), paid.benefit, paid.child, family, amount, counted, benefits)
        )


@dataclass
class Debt:
    """What is owed of undue payments: what comes in goes to interest first, then to the oldest payment (art. 30 u.ś.r.)."""

    payments: list[Paid]
    book: Book
    left: dict[str, int] = field(init=False)
    owed_interest: dict[str, int] = field(init=False)
    since: dict[str, date] = field(init=False)

    def __post_init__(self) -> None:
        self.payments = sorted(self.payments, key=lambda one: (one.day, -one.amount, one.id))
        self.left = {one.id: one.amount for one in self.payments}
        self.owed_interest = dict.fromkeys(self.left, 0)
        # From the month after payout (ust. 8).
        days = {one.id: date.fromisoformat(one.day) for one in self.payments}
        self.since = {one: date(day.year + day.month // 12, day.month % 12 + 1, 1) for one, day in days.items()}

    def total(self, on: date) -> int:
        """Principal and interest at the end of the day."""
        return sum(self.left.values()) + sum(self.owed_interest[one] + self._grown(one, on) for one in self.left)

    def repay(self, day: str, money: int) -> None:
        """Money came in; the book has each part of it where it belongs."""
        on = date.fromisoformat(day)
        for one in self.payments:
            self.owed_interest[one.id] += self._grown(one.id, on)
            self.since[one.id] = max(self.since[one.id], date.fromordinal(on.toordinal() + 1))
        for one in self.payments:
            part = min(money, self.owed_interest[one.id])
            self.owed_interest[one.id] -= part
            money -= part
            self.book.interest(one.benefit, day, part)
        for one in self.payments:
            part = min(money, self.left[one.id])
            self.left[one.id] -= part
            money -= part
            if part:
                self.book.repay(one, day, part)
        assert money == 0

    def _grown(self, payment: str, on: date) -> int:
        """Simple interest of the days since, each at its rate, rounded once to the grosz."""
        days = range(self.since[payment].toordinal(), on.toordinal() + 1)
        exact = self.left[payment] * sum(_rate(date.fromordinal(day)) for day in days)
        # A rate is in hundredths of a percent: 9.25% a year of 365 days is 925.
        return (exact * 2 + 3_650_000) // 7_300_000


def _rate(day: date) -> int:
    known = ((date(2026, 3, 5), 925), (date(2025, 12, 4), 950), (date(2025, 11, 6), 975))
    return next(rate for since, rate in known if day >= since)


def _shown(rows: list[_Spent]) -> dict[str, Any]:
    children: Counter[tuple[str, str]] = Counter()
    for one in rows:
        children[one.child, one.family] += one.counted
    families: Counter[str] = Counter()
    for (_, family), amount in children.items():
        families[family] += amount if family else 0
    return {
        "executed": zloty(sum(one.amount for one in rows)),
        "persons": len({child for (child, _), amount in children.items() if amount > 0}) or None,
        "families": sum(amount > 0 for amount in families.values()) or None,
        "benefits": sum(one.benefits for one in rows) or None,
    }
