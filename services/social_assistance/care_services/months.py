"""A month of care at home: what was done by the day, what it cost and what whoever was served pays (art. 50 u.p.s.).

Days are entered and never changed: of a day and a carer the entry with the highest number holds, one of no minutes takes it back. The
month is of the law, the criterion and the council's table of its first day. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal
from uuid import UUID

from kit.law import Law
from kit.money import zloty
from kit.periods import first_day, last_day, month_of
from services.social_assistance.care_services.fee_tables import FeeTables
from services.social_assistance.care_services.rules import SINGLE, Fee, care_fee, specialist_fee

MINUTES_OF_HOUR = 60
MINUTES_OF_DAY = 24 * MINUTES_OF_HOUR
Service = Literal[
    "uslugi_opiekuncze", "uslugi_sasiedzkie", "specjalistyczne_uslugi_opiekuncze",
    "specjalistyczne_uslugi_opiekuncze_zaburzenia_psychiczne",
]  # fmt: skip
MENTAL: Service = "specjalistyczne_uslugi_opiekuncze_zaburzenia_psychiczne"
FEES: Mapping[Service, str] = {
    "uslugi_opiekuncze": "oplata_uslugi_opiekuncze",
    "uslugi_sasiedzkie": "oplata_uslugi_opiekuncze",
    "specjalistyczne_uslugi_opiekuncze": "oplata_uslugi_opiekuncze",
    MENTAL: "oplata_specjalistyczne_uslugi_zaburzenia_psychiczne",
}
"""By service the benefit of its fee: own revenue, or the State's of what the State commissions."""


class MoreThanADay(ValueError):
    """Entries of one carer on one day have more minutes than it; `on`, `carer`."""

    def __init__(self, on: date, carer: UUID) -> None:
        super().__init__(on.isoformat())
        self.on = on
        self.carer = carer


class PriceMissing(ValueError):
    """The plan of services that the State commissions has no price of an hour."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a carer did on a day; `number` counts the entries of that day and carer."""

    on: date
    carer: UUID
    number: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The decision: which service, for whom, how many hours a month, in which days; hour_price: grosze, of State services only."""

    service: Service
    care_level: str
    household_kind: str
    hours_month: int
    since: date
    until: date | None = None
    hour_price: int | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a plan: minutes done, those over the hours of the decision, and the fee with what it was computed from."""

    at: int
    minutes: int
    over_plan: int
    fee: Fee
    basis: Mapping[str, str]


def held(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that hold, in order of day and carer; those taken back are left out. Raises MoreThanADay."""
    last: dict[tuple[date, UUID], Entry] = {}
    for entry in entries:
        before = last.get((entry.on, entry.carer))
        if before is None or before.number < entry.number:
            last[entry.on, entry.carer] = entry
    for entry in last.values():
        if not 0 <= entry.minutes <= MINUTES_OF_DAY:
            raise MoreThanADay(entry.on, entry.carer)
    return tuple(last[key] for key in sorted(last) if last[key].minutes)


def minutes_of(plan: Plan, entries: Iterable[Entry], at: int) -> int:
    """Minutes of the month that lie in the days of the plan. Raises MoreThanADay."""
    first, last = max(first_day(at), plan.since), min(last_day(at), plan.until or last_day(at))
    return sum(one.minutes for one in held(entries) if first <= one.on <= last)


def month_of_care(
    plan: Plan, entries: Iterable[Entry], at: int, income: Fraction, tables: FeeTables, gmina: str, law: Law
) -> Month:
    """The month's fee; of a month in which nothing was done there is none, also where the council charges by the month.

    income: grosze for one person, unrounded. Raises NoFeeTable, NotInTable, NoParameter, MoreThanADay, PriceMissing.
    """
    minutes = minutes_of(plan, entries, at)
    over = max(0, minutes - plan.hours_month * MINUTES_OF_HOUR)
    hours = Fraction(minutes, MINUTES_OF_HOUR)
    view = law.month(at)
    basis = {"income": str(income), "minutes": str(minutes)}
    if not minutes:
        return Month(at, 0, 0, Fee(Fraction(0), 0, 0), basis)
    if plan.service == MENTAL:
        if plan.hour_price is None:
            raise PriceMissing
        fee = specialist_fee(plan.household_kind == SINGLE, income, plan.hour_price, hours, view)
        basis |= {"hour_price": zloty(plan.hour_price), "law": "rozp. z 22.09.2005"}
    else:
        table = tables.table(gmina, plan.service, first_day(at))
        fee = care_fee(table, plan.care_level, plan.household_kind, income, hours, view)
        basis |= {"price": zloty(table.price(plan.care_level)), "by": table.basis, "resolution": table.resolution}
    return Month(at, minutes, over, fee, basis)


def months_of(plan: Plan, entries: Iterable[Entry]) -> tuple[int, ...]:
    """The months in which something was done within the plan, in order. Raises MoreThanADay."""
    kept = held(entries)
    inside = (one for one in kept if plan.since <= one.on and (plan.until is None or one.on <= plan.until))
    return tuple(sorted({month_of(one.on) for one in inside}))
