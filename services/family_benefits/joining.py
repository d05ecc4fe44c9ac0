"""Whoever joins the family lowers or ends a right from the month after that in which he joined, and raises it at once.

Art. 24 ust. 8 u.ś.r. as added in 2016 said so of changes other than an income; its number is missing in the later consolidated texts
that were read, and nothing else names a month. So, unconfirmed, a running right keeps the rule of art. 24 ust. 7 for incomes: what makes
it worse works from the next month. Of a member who leaves the last month counts as a whole.
"""

from dataclasses import replace

from kit.law import Law, Record
from services.family_benefits.case import Case
from services.family_benefits.family import head_count, threshold
from services.family_benefits.income.monthly import income_in
from services.family_benefits.rates import SCALE, Rates


def of_a_running_right(case: Case, now: Rates, law: Law, at: int) -> Case:
    """The case as it counts in a month of a running right, in which somebody may have joined. Raises NoParameter, UnfitFacts."""
    if not any(first == at for first, _ in case.changing_adults):
        return case
    before = replace(
        case,
        changing_adults=tuple((first + (first == at), last) for first, last in case.changing_adults),
        sources=tuple(replace(one, since=at + 1) if one.since == at else one for one in case.sources),
        computed={},
    )
    without, joined = _over(before, now, law, at), _over(case, now, law, at)
    return before if joined > max(without, 0) else case


def _over(case: Case, now: Rates, law: Law, at: int) -> int:
    """By how much the income exceeds the limit, in 1/27720 of a grosz; below zero when it does not."""
    told: list[Record] = []
    return income_in(case, now, law, at, told) - threshold(case, now, at) * head_count(case, now, at) * SCALE
