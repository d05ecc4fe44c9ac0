"""Archive categories and retention: in full calendar years from 1 January after the case was closed.

A: kept for ever, passed to the state archive. Bn: may be destroyed after n years, with the state archive's consent. BEn: after n years
an expert opinion first. Bc: short-lived, until it is of no use. Category A of a case stays whatever happens to a register's data.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.terms.computing import term
from casework.terms.law import procedure

After = Literal["to_state_archive", "destroy", "expert_opinion", "when_useless"]
_CATEGORY = re.compile(r"A|Bc|(?P<kind>BE?)(?P<years>[1-9][0-9]?)")


class BadCategory(ValueError):
    """The text is no archive category."""


@dataclass(frozen=True, slots=True)
class Category:
    """A category as the file plan writes it; years only of Bn and BEn."""

    symbol: str
    years: int | None
    after: After


@dataclass(frozen=True, slots=True)
class Retention:
    """How long the file is kept. counted_from: 1 January after closing. kept_until: the last day (None: for ever, or no term).

    due_on: the first day on which the next step may be taken: proposal of destruction, expert opinion, passing on."""

    category: Category
    counted_from: date
    kept_until: date | None
    due_on: date | None

    def due(self, on: date) -> bool:
        """Whether the next step may be taken."""
        return self.due_on is not None and on >= self.due_on


def parse(text: str) -> Category:
    """The category. Raises BadCategory."""
    found = _CATEGORY.fullmatch(text)
    if found is None:
        raise BadCategory(text)
    if text == "A":
        return Category(text, None, "to_state_archive")
    if text == "Bc":
        return Category(text, None, "when_useless")
    return Category(text, int(found["years"]), "expert_opinion" if found["kind"] == "BE" else "destroy")


def retention(category: Category, closed_on: date) -> Retention:
    """How long a case closed on the day is kept."""
    start = date(closed_on.year + 1, 1, 1)
    if category.after == "when_useless":
        return Retention(category, start, None, closed_on)
    if category.years is None:
        years = procedure().on(closed_on).count("archiwa_transfer_years")
        return Retention(category, start, None, date(start.year + years, 1, 1))
    return Retention(
        category, start, date(start.year + category.years - 1, 12, 31), date(start.year + category.years, 1, 1)
    )


def register_kept_until(event_on: date, years: int) -> date:
    """The last day on which a sector register keeps a person's data: whole years from the event, the end not moved.

    It rules the register's copy only; the file of the case follows its category.
    """
    return term(event_on, years, "years", shifts=False).last_day
