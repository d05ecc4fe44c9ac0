"""A calendar month in a care home: its cost by the announcement, days of stay and of absence, and who owes what for it. Pure.

Amounts are grosze. The month's parts sum to its cost: what rounding or an absence takes from others falls to the gmina (art. 61 ust. 2
pkt 3 u.p.s.: the difference between the cost and what others pay).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kit.law import View
from kit.money import half_up
from kit.periods import days_in, first_day, last_day, month_of
from services.social_assistance.care_homes.rules import Division


@dataclass(frozen=True, slots=True)
class Announced:
    """A home's average monthly cost. published_on: in the voivodeship's journal; of a contract (art. 65 ust. 2): its first day."""

    average: int
    published_on: date
    by_contract: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away from the home, both ends included. with_payer: the relative with whom he stays. at_family: of a minor, at home."""

    since: date
    until: date
    with_payer: str | None = None
    at_family: bool = False


@dataclass(frozen=True, slots=True)
class Free:
    """Days of a month for which nothing is paid (art. 63): by the resident, by a relative with whom he stays, by all relatives of a minor.
    left: of the year's days, at the end of the month.
    """

    resident: int
    of_relative: Mapping[str, int]
    all_relatives: int
    left: int


@dataclass(frozen=True, slots=True)
class Month:
    """What is owed for a month: cost = resident + relatives + voluntary + gmina, to the grosz."""

    month: int
    days: int
    cost: int
    resident: int
    relatives: tuple[tuple[str, int], ...]
    voluntary: int
    gmina: int


def cost_in(announced: Iterable[Announced], month: int) -> int | None:
    """The cost that counts in the month: from the month after its publication, one by contract from its month; None: none is known.

    announced: in the order in which it was stated; of one day what was stated later counts.
    """
    known = [one for one in announced if month_of(one.published_on) < month + one.by_contract]
    return max(reversed(known), key=lambda one: one.published_on).average if known else None


def days_of_stay(admitted_on: date, left_on: date | None, month: int) -> int:
    """Days in the home, from the day of admission to the day of leaving, both included."""
    first, last = max(admitted_on, first_day(month)), min(left_on or date.max, last_day(month))
    return max(0, (last - first).days + 1)


def free_of(absent: int, used: int, limit: int) -> int:
    """Of the days absent those that nothing is paid for, when so many of the year's were used before."""
    return max(0, min(absent, limit - used))


def free_in(absences: Sequence[Absence], month: int, view: View, *, minor: bool = False) -> Free:
    """Which days of the month are free of the fee, the year's first days of absence first (art. 63). Raises NoParameter.

    A minor's days at his family's home have a limit of their own and free his relatives too.
    """
    limit, at_home = view.count("dps_nieobecnosc_bez_oplaty"), view.count("dps_nieobecnosc_bez_oplaty_maloletni")
    used = used_at_home = resident = all_relatives = 0
    of_relative: dict[str, int] = {}
    for day, one in _days(absences, month):
        here = day >= first_day(month)
        if minor and one.at_family:
            free = used_at_home < at_home
            used_at_home += free
            resident += free and here
            all_relatives += free and here
            continue
        free = used < limit
        used += free
        resident += free and here
        if one.with_payer is not None and free and here:
            of_relative[one.with_payer] = of_relative.get(one.with_payer, 0) + 1
    return Free(resident, of_relative, all_relatives, limit - used)


def drawn_up(division: Division, month: int, days: int, free: Free) -> Month:
    """The month of a stay of so many days, from the whole month divided by the law of that month."""
    of = days_in(month)
    cost = half_up(division.cost * days, of)
    left = cost

    def part(amount: int, paying: int) -> int:
        nonlocal left
        # Parts rounded each by itself may exceed the cost by a grosz: the later one gives way.
        fee = min(half_up(amount * max(0, paying), of), left)
        left -= fee
        return fee

    resident = part(division.resident, days - free.resident)
    relatives = tuple(
        (who, part(amount, days - free.all_relatives - free.of_relative.get(who, 0)))
        for who, amount in division.relatives
    )
    voluntary = part(division.voluntary, days)
    return Month(month, days, cost, resident, relatives, voluntary, left)


def in_substitution(due: Mapping[int, int], received: Mapping[int, int]) -> Mapping[int, int]:
    """Month to what the gmina paid in somebody's place, which he owes it (art. 61 ust. 3): what was due of him and did not come."""
    return {
        month: amount - received.get(month, 0)
        for month, amount in sorted(due.items())
        if amount > received.get(month, 0)
    }


def _days(absences: Sequence[Absence], month: int) -> Iterable[tuple[date, Absence]]:
    """Days of absence of the year up to the month's end, in order, each once."""
    start, end = date(last_day(month).year, 1, 1), last_day(month)
    seen: dict[date, Absence] = {}
    for one in sorted(absences, key=lambda absence: absence.since):
        day = max(one.since, start)
        while day <= min(one.until, end):
            seen.setdefault(day, one)
            day += timedelta(days=1)
    return sorted(seen.items(), key=lambda item: item[0])
