"""Until when an undue payment may be established, and until when it may be claimed (przedawnienie). Terms of substantive law:
their end is never moved by a Saturday or a day off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.terms.computing import term


def decision_last_day(received_on: date, years: int) -> date:
    """The last day on which a decision may still be issued on money received on the day."""
    return term(received_on, years, "years", shifts=False).last_day


@dataclass(frozen=True, slots=True)
class Break:
    """What breaks the term on a day, and the day after which it runs anew."""

    on: date
    anew_after: date

    @classmethod
    def at_once(cls, on: date) -> "Break":
        """It runs anew from the next day."""
        return cls(on, on)


def limitation_last_day(final_on: date, years: int, breaks: Iterable[Break] = ()) -> date:
    """The last day on which the claim can be enforced. What comes after the term has ended breaks nothing."""
    last = term(final_on, years, "years", shifts=False).last_day
    for one in sorted(breaks, key=lambda found: found.on):
        if final_on <= one.on <= last:
            last = max(last, term(one.anew_after, years, "years", shifts=False).last_day)
    return last


def prescribed(last_day: date, on: date) -> bool:
    """Whether the claim has lapsed on the day."""
    return on > last_day
