"""Until when an undue payment may be established, and until when it may be claimed (przedawnienie). Terms of substantive law:
their end is never moved by a Saturday or a day off."""

from collections.abc import Iterable
from datetime import date

from casework.terms.computing import term


def decision_last_day(received_on: date, years: int) -> date:
    """The last day on which a decision may still be issued on money received on the day."""
    return term(received_on, years, "years", shifts=False).last_day


def limitation_last_day(final_on: date, years: int, interrupted_on: Iterable[date] = ()) -> date:
    """The last day on which the claim can be enforced.

    Deferral, instalments and an enforcement measure that the debtor was told of break the term; it runs anew from the next day. What
    comes after the term has ended breaks nothing.
    """
    last = term(final_on, years, "years", shifts=False).last_day
    for day in sorted(interrupted_on):
        if final_on <= day <= last:
            last = term(day, years, "years", shifts=False).last_day
    return last


def prescribed(last_day: date, on: date) -> bool:
    """Whether the claim has lapsed on the day."""
    return on > last_day
