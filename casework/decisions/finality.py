"""When a decision becomes final (ostateczna): k.p.a. art. 16 § 1, 57, 127 § 1a and 129 § 2.

Terms that end on a statutory day off or a Saturday run to the next day that is neither (art. 57 § 4). The days off come from the
`holidays` library, which knows each from the year it was introduced (24 December from 2025).
"""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import holidays

from kit.law import Law, read_documents, read_law

LAW_FOLDER = Path(__file__).parents[1] / "law"
_SATURDAY = 5


def final_day(delivered_on: date, *, granted_in_full: bool, justified: bool) -> date:
    """The day on which the decision is final.

    granted_in_full: the request was met in everything. justified: the decision carries a justification; one that grants in full may
    go without (art. 107 § 4) and is then final with its delivery (art. 127 § 1a). delivered_on: delivery to the last party.
    """
    law = _procedure().on(delivered_on)
    if granted_in_full and not justified and law.flag("kpa_full_grant_final_at_delivery"):
        return delivered_on
    return rolled(delivered_on + timedelta(days=law.count("kpa_appeal_days"))) + timedelta(days=1)


def rolled(last_day: date) -> date:
    """The last day of a term, moved past Saturdays and statutory days off (art. 57 § 4)."""
    while last_day.weekday() >= _SATURDAY or last_day in _days_off(last_day.year):
        last_day += timedelta(days=1)
    return last_day


@cache
def _procedure() -> Law:
    return read_law(read_documents(LAW_FOLDER))


@cache
def _days_off(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("PL", years=year))
