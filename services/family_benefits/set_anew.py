"""Złotówka za złotówkę set anew: the total of art. 5 ust. 3b as it is known when a month's right is set, and what sets it anew.

A right is set on what is known on its day. Who is born, comes or goes later, what is asked for later, and a leave that begins later do not
count in the months before; with each of them, and with every change of the income, of the limit or of the amounts, the total is taken again
for the months that are left (art. 32 ust. 1). Ages are known beforehand: a change of band, or the end of a child's right, is in the average
of the allowances, which is taken over the months left, as are the months "for which the right is being set" of ust. 3b pkt 1 (to average
over the whole award again would read as well: unconfirmed). What is due once counts by 1/12 in every reduced month of the period, by the
words of pkt 3 also when a full month has paid it, and is not paid out behind reduced months that held it. A supplement of art. 10-13 is
divided by its own months (ust. 3b pkt 2) and is lost behind them: it counts in them only.
"""

from dataclasses import replace

from kit.law import Record, Rule
from services.family_benefits import rules
from services.family_benefits.case import Case
from services.family_benefits.rates import SCALE, Rates
from services.family_benefits.stretches import ONE_TWELFTH, stretches

_Part = tuple[int, int]
"""1/27720 of a grosz a month, and the last month in which it counts."""


class Totals:
    """The totals of one award, in 1/27720 of a grosz; `before`: the last month for which one was asked, with its income and limit."""

    __slots__ = ("_before", "_case", "_changes", "_first", "_last", "_parts")

    def __init__(self, case: Case, first: int, last: int) -> None:
        self._case, self._first, self._last = case, first, last
        self._changes: set[int] | None = None
        self._parts: list[_Part] = []
        self._before = (0, 0, 0)

    def turn(self, case: Case) -> None:
        """Other amounts or conditions of the law, other schools or certificates of the case: everything is taken again."""
        self._case = case
        self._changes = None
        self._parts = []

    def of_month(self, now: Rates, found: list[Record], at: int, income: int, limit: int) -> int:
        """The total of the month; asked for in every month that is over the limit, one behind the other."""
        if self._changes is None:
            self._changes = _changes(self._case, found, self._first, self._last)
        if not self._parts or at in self._changes or self._before != (at - 1, income, limit):
            self._parts = _parts(self._case, now, found, self._first, self._last, at)
        self._before = (at, income, limit)
        return sum(amount for amount, last in self._parts if at <= last)


def _changes(case: Case, found: list[Record], first: int, last: int) -> set[int]:
    """The months in which something changes that was not known before them."""
    months = {child.present_from for child in case.children}
    months.update(child.present_to + 1 for child in case.children)
    ended: dict[tuple[Rule, str], int] = {}
    for record in sorted(found, key=_by_month):
        rule, child, _, since, to = record[:5]
        if rule in ONE_TWELFTH:
            if since >= case.requested:
                months.add(case.requested)
        elif rule is not rules.BAND:
            if ended.get((rule, child), 0) + 1 != since:
                months.add(since)
            ended[rule, child] = to
    return {at for at in months if first < at <= last}


def _parts(case: Case, now: Rates, found: list[Record], first: int, last: int, at: int) -> list[_Part]:
    twelfths: int = sum(
        record[2] * (min(record[4], at - 1) - record[3] + 1)
        for record in found
        if record[3] < at and record[0] in ONE_TWELFTH
    )
    sums: dict[Rule, int] = {}
    months: dict[Rule, set[int]] = {}
    runs: dict[tuple[Rule, str], int] = {}
    for record in sorted(_known(case, now, found, first, last, at), key=_by_month):
        rule, child, amount, since, to = record[:5]
        start = max(since, at)
        if start > to:
            continue
        if rule in ONE_TWELFTH:
            # Those due in the whole period count, whenever in it the right is set anew ("w danym okresie zasiłkowym").
            twelfths += amount * (to - start + 1) if case.requested <= at else 0
        elif rule is rules.BAND or since <= at or runs.get((rule, child)) == since - 1:
            runs[rule, child] = to
            sums[rule] = sums.get(rule, 0) + amount * (to - start + 1)
            months.setdefault(rule, set()).update(range(start, to + 1))
    parts = [(twelfths * (SCALE // now.one_off_parts), last)]
    for rule, whole in sums.items():
        parts.append((whole * SCALE // len(months[rule]), last if rule is rules.BAND else max(months[rule])))
    return parts


def _known(case: Case, now: Rates, found: list[Record], first: int, last: int, at: int) -> list[Record]:
    """The stretches as known in the month: who comes later is not there yet, who goes later stays."""
    if all(child.present_from <= at and not at <= child.present_to < last for child in case.children):
        return found
    children = tuple(
        replace(child, present_to=last, steady=False) if at <= child.present_to < last else child
        for child in case.children
        if child.present_from <= at
    )
    return stretches(replace(case, children=children), now, first, last, [])[0]


def _by_month(record: Record) -> int:
    since: int = record[3]
    return since
