"""The account of one undue payment: what its movements make of principal and interest on any day. Pure.

Movements are acts with a day of value; nothing is computed when they are written. How a repayment divides, what interest has accrued
and what is left follow from the set of movements alone, so they never depend on the order of writing. A movement is taken back
by a counter-entry only, and then counts as if it had not been.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from casework.overpayments.interest import Rates
from casework.overpayments.rules import Allocation
from kit.money import half_up

MovementKind = Literal["establishment", "repayment", "remission", "write_off", "give_back", "correction"]
EntryClass = Literal["principal", "interest", "surplus"]
_SAME_DAY: dict[str, int] = {"repayment": 0, "remission": 1, "write_off": 2, "give_back": 3}


@dataclass(frozen=True, slots=True)
class Movement:
    """One act on the account, grosze, with its day of value.

    An establishment is one undue payment and the day from which it bears interest (None: without). A repayment has an amount. A remission
    states what it remits of each class (None: all that is open). A write-off takes all that is open. A give-back pays out of what came in
    over the debt. A correction takes back the movement `corrects`.
    """

    id: UUID
    kind: MovementKind
    day: date
    amount: int = 0
    principal: int | None = None
    interest: int | None = None
    interest_from: date | None = None
    corrects: UUID | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How the act divides a repayment, and its rates."""

    allocation: Allocation
    rates: Rates


@dataclass(frozen=True, slots=True)
class Entry:
    """Grosze that a movement takes off an item's principal or interest, or that lie over the debt (surplus, without an item)."""

    movement: UUID
    kind: MovementKind
    item: UUID | None
    klass: EntryClass
    amount: int


@dataclass(frozen=True, slots=True)
class ItemBalance:
    """What is open of one undue payment."""

    item: UUID
    established: int
    accrued: int
    principal: int
    interest: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The account on a day: per item, what took it there, and what came in over the debt."""

    on: date
    items: tuple[ItemBalance, ...]
    entries: tuple[Entry, ...]

    @property
    def principal(self) -> int:
        return sum(one.principal for one in self.items)

    @property
    def interest(self) -> int:
        return sum(one.interest for one in self.items)

    @property
    def total(self) -> int:
        return self.principal + self.interest

    @property
    def established(self) -> int:
        return sum(one.established for one in self.items)

    @property
    def accrued(self) -> int:
        return sum(one.accrued for one in self.items)

    @property
    def surplus(self) -> int:
        """What came in over the debt and was not given back."""
        return self.of("repayment", "surplus") - self.given_back

    @property
    def given_back(self) -> int:
        return self.of("give_back", "surplus")

    def of(self, kind: MovementKind, klass: EntryClass) -> int:
        """What movements of a kind took off a class."""
        return sum(one.amount for one in self.entries if one.kind == kind and one.klass == klass)


def effective(movements: Iterable[Movement]) -> list[Movement]:
    """The movements that count: neither corrections nor what they take back."""
    found = list(movements)
    undone = {one.corrects for one in found if one.corrects is not None}
    return [one for one in found if one.kind != "correction" and one.id not in undone]


def balance(movements: Iterable[Movement], terms: Terms, on: date) -> Balance:
    """The account at the end of the day. Raises NoRate for a day without a rate of interest."""
    counting = [one for one in effective(movements) if one.day <= on]
    accounts = [_Account(one) for one in sorted(counting, key=_oldest) if one.kind == "establishment"]
    acts = sorted((one for one in counting if one.kind != "establishment"), key=_order)
    entries: list[Entry] = []
    for act in acts:
        there = [one for one in accounts if one.day <= act.day]
        for account in there:
            account.accrue(act.day, terms.rates)
        entries.extend(_applied(act, there, terms.allocation))
    for account in accounts:
        account.accrue(on, terms.rates)
    items = tuple(ItemBalance(one.id, one.established, one.accrued, one.principal, one.interest) for one in accounts)
    return Balance(on, items, tuple(entries))


@dataclass(slots=True)
class _Account:
    """One undue payment while the movements run over it."""

    of: Movement
    id: UUID = field(init=False)
    day: date = field(init=False)
    established: int = field(init=False)
    principal: int = field(init=False)
    interest: int = 0
    accrued: int = 0
    bears_from: date | None = field(init=False)

    def __post_init__(self) -> None:
        self.id, self.day = self.of.id, self.of.day
        self.established = self.principal = self.of.amount
        self.bears_from = self.of.interest_from

    def accrue(self, until: date, rates: Rates) -> None:
        """Interest up to and with the day becomes a fixed amount, which bears none itself."""
        if self.bears_from is None or self.bears_from > until:
            return
        grown = rates.interest(self.principal, self.bears_from, until) if self.principal else 0
        self.interest += grown
        self.accrued += grown
        self.bears_from = until + timedelta(days=1)


def _applied(act: Movement, accounts: Sequence[_Account], allocation: Allocation) -> list[Entry]:
    owed_interest = sum(one.interest for one in accounts)
    owed = owed_interest + sum(one.principal for one in accounts)
    if act.kind == "repayment":
        money = min(act.amount, owed)
        to_interest = min(money, owed_interest)
        if allocation == "proportional" and owed:
            to_interest = half_up(money * owed_interest, owed)
        made = [
            *_taken(act, accounts, "interest", to_interest),
            *_taken(act, accounts, "principal", money - to_interest),
        ]
        if act.amount > money:
            made.append(Entry(act.id, act.kind, None, "surplus", act.amount - money))
        return made
    if act.kind == "give_back":
        return [Entry(act.id, act.kind, None, "surplus", act.amount)]
    everything = act.kind == "write_off"
    interest = None if everything else act.interest
    principal = None if everything else act.principal
    return [*_taken(act, accounts, "interest", interest), *_taken(act, accounts, "principal", principal)]


def _taken(
    act: Movement, accounts: Sequence[_Account], klass: Literal["principal", "interest"], amount: int | None
) -> list[Entry]:
    """Takes the amount (None: all) off a class, the oldest payment first; never more than is open."""
    made: list[Entry] = []
    left = amount
    for account in accounts:
        there = account.principal if klass == "principal" else account.interest
        part = there if left is None else min(left, there)
        if not part:
            continue
        if klass == "principal":
            account.principal -= part
        else:
            account.interest -= part
        left = None if left is None else left - part
        made.append(Entry(act.id, act.kind, account.id, klass, part))
    return made


def _oldest(movement: Movement) -> tuple[date, date, int, str]:
    # Of one day, what bears interest first: whoever pays is relieved of it sooner, and ids do not decide.
    return movement.day, movement.interest_from or date.max, -movement.amount, str(movement.id)


def _order(movement: Movement) -> tuple[date, int, int, str]:
    # Within a day money comes before relief; neither depends on which was written first.
    return movement.day, _SAME_DAY[movement.kind], -movement.amount, str(movement.id)
