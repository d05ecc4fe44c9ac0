"""From which day an enforcement title may be issued, and when there is none to be reminded of any more (u.p.e.a. art. 15 § 1)."""

from collections.abc import Sequence
from datetime import date

from casework.overpayments.store import Enforced
from casework.terms.computing import term
from casework.terms.law import procedure


def ready_from(done: Sequence[Enforced]) -> date | None:
    """The first day of a title; None without a delivered reminder."""
    delivered = delivered_on(done)
    if delivered is None:
        return None
    return term(delivered, procedure().on(delivered).count("upea_reminder_term_days"), "days").over_on


def delivered_on(done: Sequence[Enforced]) -> date | None:
    """The day on which the reminder was delivered, the first if there were several."""
    return min((one.day for one in done if one.act == "reminder_delivered"), default=None)


def titled(done: Sequence[Enforced], on: date) -> bool:
    """Whether a title stands on the day: one was issued, and the enforcement has not ended since."""
    acts = [one.act for one in done if one.day <= on and one.act in ("title_issued", "ended")]
    return bool(acts) and acts[-1] == "title_issued"
