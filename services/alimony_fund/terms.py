"""By which day an application for a new period is settled and paid (art. 20 ust. 4-8 u.p.o.u.a.). Pure.

The day is that of the law on the day of the application, which has to be complete; a later application has the term of the code only.
"""

from datetime import date

from kit.law import View
from kit.periods import first_day, last_day, month, month_of, year_of

_PARAMETERS = (
    "fa_pay_by_if_filed_to_08_31",
    "fa_pay_by_if_filed_in_september",
    "fa_pay_by_if_filed_in_october",
    "fa_pay_by_if_filed_in_november",
    "fa_pay_by_if_filed_12_01_to_01_31",
)
_FIRST, _LAST = -2, 3
"""Months of filing, counted from the first of the period: from the second before it (and all before that) to the third after it."""
_EARLIER = "fa_pay_by_if_filed_09_01_to_10_31"


def pay_by(received_on: date, start: int, view: View) -> date | None:
    """The last day on which the right is set and what is due is paid; None: the act sets none. start: the first month of the period.

    Raises NoParameter.
    """
    at = max(month_of(received_on) - start, _FIRST)
    if at > _LAST:
        return None
    name = _PARAMETERS[min(at - _FIRST, len(_PARAMETERS) - 1)]
    if not view.has(name):
        # Before August 2017 September and October had one term, and whoever came later none.
        if not _FIRST < at <= 0 or not view.has(_EARLIER):
            return None
        name = _EARLIER
    number, day = view.month_day(name)
    year = year_of(start)
    ends = month(year, number)
    if ends < start:
        ends = month(year + 1, number)
    # Of the last term the act says the last day of a month only.
    return last_day(ends) if name == _PARAMETERS[-1] else first_day(ends).replace(day=day)
