"""What meals cost and how many may be given without a decision (u.p.s. art. 48b; the programme „Posiłek w szkole i w domu”). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kit.law import View
from kit.money import round_down

Way = Literal["decision", "without_decision"]


class NoPrice(LookupError):
    """The facility has no price for the kind of meal on the day; `kind`, `on`."""

    def __init__(self, kind: str, on: date) -> None:
        super().__init__(f"{kind} on {on.isoformat()}")
        self.kind = kind
        self.on = on


@dataclass(frozen=True, slots=True)
class Price:
    """What one meal of the kind costs from a day on, grosze."""

    kind: str
    since: date
    price: int


@dataclass(frozen=True, slots=True)
class Eaten:
    """Meals that a person ate on days of a month, by the facility's list."""

    person: str
    kind: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a person ate in the month: meals, and what they cost in grosze."""

    meals: int
    amount: int


def price_on(prices: Iterable[Price], kind: str, on: date) -> int:
    """The price in force on the day, grosze. Raises NoPrice."""
    found = max(
        (one for one in prices if one.kind == kind and one.since <= on), key=lambda one: one.since, default=None
    )
    if found is None:
        raise NoPrice(kind, on)
    return found.price


def costs(eaten: Iterable[Eaten], prices: Sequence[Price]) -> dict[str, Cost]:
    """What each person's meals cost: a meal eaten costs the price of its own day; a price changes within a month too. Raises NoPrice."""
    found: dict[str, Cost] = {}
    for one in eaten:
        known = found.get(one.person, Cost(0, 0))
        amount = sum(price_on(prices, one.kind, day) for day in one.days)
        found[one.person] = Cost(known.meals + len(one.days), known.amount + amount)
    return found


def difference(asked: int, eaten: Iterable[Cost]) -> int:
    """What the invoice asks for beyond the meals on the list, grosze; below zero: less. Nothing is mended, the office asks the facility."""
    return asked - sum(one.amount for one in eaten)


def most_without_decision(fed_in_previous_month: int, view: View) -> int:
    """The most pupils who may be fed on the headmaster's request alone: a share of those fed in the month before, whole pupils."""
    share = view.ratio("posilek_bez_decyzji_limit_uczniow")
    return round_down(fed_in_previous_month * share.numerator, share.denominator)
