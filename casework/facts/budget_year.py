"""To which budget year money may belong: one rule for lists, imports and the finance system's documents.

A year is carried out until 31 December (u.f.p. art. 109, 211). In January what was due for the year before may still be paid, and then the
statement of that year names it apart; any other year is a mistake, and in a log a mistake stays.
"""

from datetime import date

from casework.facts.money import Measure

JANUARY = 1
# What binds a year before it begins: a right granted for later, a list or an invoice due in the next year.
AHEAD: frozenset[Measure] = frozenset({"commitment_this_year", "commitment_later", "liability"})


def may_belong(year: int, booked_on: date, due: date, measure: Measure = "expenditure") -> bool:
    """Whether money of the bank day may stand in the budget year. due: a day of the month that it was due for, or the legal day."""
    if year > booked_on.year:
        return measure in AHEAD
    return year == booked_on.year or (booked_on.month == JANUARY and year == booked_on.year - 1 and due.year <= year)
