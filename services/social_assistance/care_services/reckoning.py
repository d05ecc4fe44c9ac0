"""A month of a plan as the rules reckon it of the rows: the term that holds, the days that hold, the fee and when it is due. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from kit.law import Law, NoParameter
from kit.money import half_up, zloty
from kit.periods import first_day, month_of
from services.social_assistance.care_services.fee_tables import FeeTables, NoFeeTable, NotInTable
from services.social_assistance.care_services.months import (
    FEES,
    MENTAL,
    MINUTES_OF_HOUR,
    Entry,
    Month,
    Plan,
    Service,
    minutes_of,
    month_of_care,
)
from services.social_assistance.care_services.rules import specialist_due_on
from services.social_assistance.care_services.tables import CareDayRow, CarePlanRow, CareTermRow

SERVICES: Mapping[str, Service] = {code: code for code in FEES}
WHOLE = 100
"""Per cent."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A month of a plan. cost, fee: grosze, the fee after an exemption. lacking: for want of what nobody may be charged."""

    at: int
    minutes: int
    over_plan: int
    cost: int
    share: Fraction
    fee: int
    due_on: date
    basis: Mapping[str, str]
    remarks: tuple[str, ...]
    lacking: str | None


def entries(rows: Iterable[CareDayRow]) -> list[Entry]:
    """The rows as the rules read them."""
    return [Entry(one.day, one.carer, one.number, one.minutes) for one in rows]


def holding(rows: Iterable[CareDayRow]) -> list[CareDayRow]:
    """The entries that hold: of a plan, a day and a carer the last one, unless it takes the others back."""
    last: dict[tuple[UUID, date, UUID], CareDayRow] = {}
    for row in rows:
        before = last.get((row.plan, row.day, row.carer))
        if before is None or before.number < row.number:
            last[row.plan, row.day, row.carer] = row
    return [one for one in last.values() if one.minutes]


def in_force(terms: Sequence[CareTermRow], at: int) -> CareTermRow | None:
    """The term of the month (an ordinal): the latest that begins by then, and of one month what was stated last."""
    begun = [one for one in terms if month_of(one.since) <= at]
    return max(begun, key=lambda one: (one.since, one.number), default=None)


def as_read(row: CarePlanRow, term: CareTermRow) -> Plan:
    """The plan in its term, as the rules read it."""
    return Plan(
        SERVICES[row.service], term.care_level, term.household_kind, term.hours_month, row.since, row.until, term.hour_price
    )  # fmt: skip


def reckon(
    law: Law, tables: FeeTables, row: CarePlanRow, term: CareTermRow, days: Iterable[CareDayRow], at: int
) -> Reckoned:
    """The month of the plan in its term. Raises MoreThanADay."""
    plan, done = as_read(row, term), entries(days)
    minutes = minutes_of(plan, done, at)
    over = max(0, minutes - plan.hours_month * MINUTES_OF_HOUR)
    try:
        month = month_of_care(plan, done, at, Fraction(term.income, term.persons), tables, row.gmina, law)
        due_on = _due_on(plan, term, at, law)
    except (NoFeeTable, NotInTable):
        return _without(at, minutes, over, "fee_table")
    except NoParameter:
        return _without(at, minutes, over, "law")
    fee = half_up(month.fee.amount * (WHOLE - term.exempted), WHOLE)
    basis = dict(month.basis) | {"care_level": term.care_level, "household_kind": term.household_kind}
    if term.exempted:
        basis |= {"exempted": f"{term.exempted}%", "before_exemption": zloty(month.fee.amount)}
    # Urgent services are charged for by the decision on their fee too (art. 50a ust. 2), which is not there yet; where every day was taken
    # back there is nothing to charge for, and the month is closed without one.
    lacking = "decision" if row.decision is None and minutes else None
    return Reckoned(
        at, minutes, over, month.fee.cost, month.fee.share, fee, due_on, basis, _remarks(month, over), lacking
    )  # fmt: skip


def _remarks(month: Month, over: int) -> tuple[str, ...]:
    told = {
        "over_plan": over > 0,
        "cell_empty": month.fee.cell_empty,
        "below_criterion": month.fee.below_criterion,
    }
    return tuple(name for name, holds in told.items() if holds)


def _due_on(plan: Plan, term: CareTermRow, at: int, law: Law) -> date:
    if plan.service == MENTAL or term.due_day is None:
        return specialist_due_on(at, law.month(at))
    return first_day(at + 1).replace(day=term.due_day)


def _without(at: int, minutes: int, over: int, lacking: str) -> Reckoned:
    return Reckoned(at, minutes, over, 0, Fraction(0), 0, first_day(at + 1), {}, (), lacking)
