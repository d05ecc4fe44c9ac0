"""The file plan (JRWA) as a table of configuration: symbols differ by office and change in time, so none stands in code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from casework.archives.categories import parse
from casework.signs.sign import BadSign, Series
from kit.periods import day_after


class NoSuchClass(LookupError):
    """The plan has no class of this symbol on the day."""


class BadPlan(ValueError):
    """Two entries of one symbol on one day, an entry that ends before it starts, or a symbol that cannot stand in a sign."""


@dataclass(frozen=True, slots=True)
class PlanClass:
    """A class of the file plan. category: A, Bn, BEn or Bc. valid_to: None until further notice."""

    symbol: str
    title: str
    category: str
    valid_from: date
    valid_to: date | None = None

    def valid(self, on: date) -> bool:
        """Whether new cases of the day belong to it."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def checked(plan: Iterable[PlanClass]) -> tuple[PlanClass, ...]:
    """The plan in order of symbol and time. Raises BadPlan, BadCategory."""
    ordered = tuple(sorted(plan, key=lambda item: (item.symbol, item.valid_from)))
    for item in ordered:
        parse(item.category)
        try:
            Series("X", item.symbol, item.valid_from.year)
        except BadSign:
            raise BadPlan(item.symbol) from None
        if not item.title.strip() or (item.valid_to is not None and item.valid_to < item.valid_from):
            raise BadPlan(item.symbol)
    for before, after in pairwise(ordered):
        if before.symbol == after.symbol and (before.valid_to is None or after.valid_from < day_after(before.valid_to)):
            raise BadPlan(before.symbol)
    return ordered


def class_on(plan: Sequence[PlanClass], symbol: str, on: date) -> PlanClass:
    """The class that new cases of the day get. A case opened earlier keeps its own. Raises NoSuchClass."""
    for item in plan:
        if item.symbol == symbol and item.valid(on):
            return item
    raise NoSuchClass(symbol)
