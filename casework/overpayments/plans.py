"""Instalments and deferral of an undue payment: which is paid, which was missed, and from when the whole is due. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

InstalmentState = Literal["paid", "open", "missed"]


@dataclass(frozen=True, slots=True)
class Instalment:
    """Grosze that are due on a day."""

    due_on: date
    amount: int


@dataclass(frozen=True, slots=True)
class InstalmentStatus:
    """An instalment with what was paid towards it up to the day asked for."""

    due_on: date
    amount: int
    paid: int
    state: InstalmentState


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """A plan on a day. whole_due_from: the first day on which everything is due, because an instalment was missed."""

    instalments: tuple[InstalmentStatus, ...]
    whole_due_from: date | None


def status(
    instalments: Sequence[Instalment], paid: Iterable[tuple[date, int]], on: date, *, grace_days: int = 0
) -> PlanStatus:
    """The plan on the day, by repayments (day of value, grosze), which fill the instalments in order of their days.

    grace_days: how much later the decision still lets an instalment come. Once missed, the plan has lapsed for good: what comes later
    fills it, and the whole stays due.
    """
    money = [(day, amount) for day, amount in paid if day <= on]
    whole_due_from: date | None = None
    found: list[InstalmentStatus] = []
    before = 0
    for one in sorted(instalments, key=lambda item: item.due_on):
        last = one.due_on + timedelta(days=grace_days)
        reached = before + one.amount
        in_time = sum(amount for day, amount in money if day <= last)
        towards = min(max(sum(amount for _, amount in money) - before, 0), one.amount)
        missed = on > last and in_time < reached
        if missed and whole_due_from is None:
            whole_due_from = last + timedelta(days=1)
        state: InstalmentState = "paid" if towards == one.amount else "missed" if missed else "open"
        found.append(InstalmentStatus(one.due_on, one.amount, towards, state))
        before = reached
    return PlanStatus(tuple(found), whole_due_from)
