"""A month of a stay drawn up from what is known of it: who pays as of that month, days of stay and of absence, the cost. Pure.

Nobody is named in the trace: relatives stand in it by their kin and a number.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kit.law import Law
from kit.law.trace import sentences
from kit.periods import birthday, first_day, month_of
from services.social_assistance.care_homes.dividing import by_weight
from services.social_assistance.care_homes.month import (
    Absence,
    Announced,
    Month,
    cost_in,
    days_of_stay,
    drawn_up,
    free_in,
)
from services.social_assistance.care_homes.rules import Basis, Kin, Relative, Resident, divided

_LABELS: Mapping[Kin, str] = {"spouse": "małżonek", "descendant": "zstępny", "ascendant": "wstępny"}
_BASES: Mapping[str, Basis] = {
    "contract": "contract", "decision": "decision", "refused_both": "refused_both", "exempt": "exempt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Payer:
    """What was stated of a payer from a month on; as the row of the register (tables.PayerRow)."""

    number: int
    person: UUID
    kin: str
    basis: str
    since: int
    persons: int = 1
    income: int | None = None
    therapy_pay: int = 0
    workshop_money: int = 0
    agreed: int | None = None
    exempted: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of a stay."""

    admitted_on: date
    left_on: date | None
    born_on: date
    announced: Sequence[Announced]
    payers: Sequence[Payer]
    absences: Sequence[Absence]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A month with what each person who is not the resident pays of it; unknown: relatives of whom nothing is known yet."""

    month: Month
    free_days: int
    payers: tuple[tuple[UUID, str, int], ...]
    unknown: int
    trace: tuple[str, ...]


def in_force(payers: Sequence[Payer], month: int) -> tuple[Payer, ...]:
    """What holds of each payer in the month: of what was stated from it or an earlier month, the latest month, then the last said."""
    held: dict[UUID, Payer] = {}
    for one in sorted(payers, key=lambda payer: (payer.since, payer.number)):
        if one.since <= month:
            held[one.person] = one
    return tuple(one for one in held.values() if one.basis != "ended")


def draw(known: Known, month: int, law: Law) -> Drawn | None:
    """The month; None without a day of stay in it, a cost that holds, or what the resident pays. Raises NoParameter."""
    days, cost = days_of_stay(known.admitted_on, known.left_on, month), cost_in(known.announced, month)
    held = in_force(known.payers, month)
    own = next((one for one in held if one.kin == "resident"), None)
    if not days or cost is None or own is None:
        return None
    view = law.month(month)
    family = _family(held)
    others = [one for one in held if one.kin == "other"]
    sums = [one.agreed or 0 for one in others]
    resident = Resident(own.income or 0, own.therapy_pay, own.workshop_money, own.agreed)
    whole = divided(cost, resident, [relative for _, relative in family], sum(sums), view)
    minor = birthday(known.born_on, view.count("pelnoletnosc")) > first_day(month)
    names = {one.person: relative.who for one, relative in family}
    away = [
        Absence(
            one.since, one.until, None if one.with_payer is None else names.get(UUID(one.with_payer)), one.at_family
        )
        for one in known.absences
    ]
    free = free_in(away, month, view, minor=minor)
    found = drawn_up(whole, month, days, free)
    fees = dict(found.relatives)
    payers = [(one.person, one.kin, fees[relative.who]) for one, relative in family]
    payers += [(one.person, one.kin, part) for one, part in zip(others, by_weight(found.voluntary, sums), strict=True)]
    return Drawn(found, free.resident, tuple(payers), len(whole.unknown), sentences(whole.trace))


def _family(held: Sequence[Payer]) -> list[tuple[Payer, Relative]]:
    family: list[tuple[Payer, Relative]] = []
    count: Counter[str] = Counter()
    for one in sorted(held, key=lambda payer: payer.number):
        kin = next((name for name in _LABELS if name == one.kin), None)
        if kin is None:
            continue
        count[kin] += 1
        who = f"{_LABELS[kin]} {count[kin]}"
        family.append(
            (one, Relative(who, kin, one.persons, one.income, _BASES[one.basis], one.agreed, None, one.exempted))
        )
    return family


def months_to_draw(admitted_on: date, left_on: date | None, until: int) -> range:
    """Months of the stay up to one, that included."""
    last = until if left_on is None else min(until, month_of(left_on))
    return range(month_of(admitted_on), last + 1)
