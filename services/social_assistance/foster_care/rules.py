"""The gmina's share in what the powiat spends on a child in foster care (ustawa o wspieraniu rodziny i systemie pieczy zastępczej,
art. 191 ust. 9-11). Pure; amounts in grosze.

Years run from the child's first placement, whatever family or institution the child is in since, and go on after the eighteenth
birthday (ust. 11). Of the powiat's note every month is computed on its own; what differs is told, and never mended. A month is paid
once: a note that asks for one that is asked for already is not checked.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import lcm
from typing import Literal

from kit.law import Law, NoParameter, View
from kit.money import half_up
from kit.periods import birthday, completed_years, first_day, last_day
from services.social_assistance.third_parties.dividing import by_weight

NoShare = Literal["left_or_unknown_parents", "foreign_minor"]
"""Why no gmina pays for the child: left right after birth or of unknown parents (ust. 8 pkt 2, ust. 10a), a foreign minor (ust. 17)."""

Found = Literal[
    "agrees", "differs", "not_a_child_of_ours", "no_share", "not_in_care", "of_another_powiat", "asked_twice"
]

THOUSAND = 1_000
"""One month, as quantities are counted."""
ANNIVERSARY = "piecza_zastepcza_miesiac_rocznicy"
BY_DAYS, FROM_ITS_MONTH, FROM_THE_NEXT = "wedlug_dni", "od_miesiaca_rocznicy", "od_nastepnego_miesiaca"


@dataclass(frozen=True, slots=True)
class Child:
    """A child whose gmina this is: placed for the first time on a day, in care to a day (None: still)."""

    child: str
    first_placement: date
    until: date | None = None
    no_share: NoShare | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of a month in one year of care, and the gmina's share in them."""

    year: int
    share: Fraction
    days: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of the powiat's note: a month's cost of a child and what the gmina is to pay of it."""

    child: str
    month: int
    cost: int
    amount: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A row as it was found; expected: what the gmina owes of the cost by the act."""

    asked: Asked
    found: Found
    expected: int
    stretches: tuple[Stretch, ...] = ()

    @property
    def difference(self) -> int:
        """What is asked beyond what is owed; below zero: less."""
        return self.asked.amount - self.expected


def share_of(year: int, view: View) -> Fraction:
    """The gmina's share in a year of care, counted from one (ust. 9 pkt 1-3, ust. 10 pkt 1-3). Raises NoParameter before 2012."""
    number = ("1", "2", "3_i_nastepne")[min(year, 3) - 1]
    return view.ratio(f"piecza_zastepcza_udzial_gminy_rok_{number}")


def stretches(child: Child, month: int, law: Law) -> tuple[Stretch, ...]:
    """The month's days in care by year of care; two stretches where the anniversary falls within it, none outside care.

    The act does not say what a month is in which one year ends and another begins: by days, unless the gmina settled it otherwise.
    """
    view = law.month(month)
    since, until = max(first_day(month), child.first_placement), last_day(month)
    if child.until is not None:
        until = min(until, child.until)
    if child.no_share is not None or since > until:
        return ()
    first, last = _year(child, since), _year(child, until)
    if first == last:
        return (_stretch(first, since, until, view),)
    reading = view.text(ANNIVERSARY)
    if reading != BY_DAYS:
        return (_stretch(last if reading == FROM_ITS_MONTH else first, since, until, view),)
    turn = birthday(child.first_placement, last - 1)
    return (_stretch(first, since, turn - timedelta(days=1), view), _stretch(last, turn, until, view))


def owed(cost: int, of_month: Sequence[Stretch]) -> int:
    """What the gmina owes of a month's cost, half up to the grosz once."""
    days = sum(one.days for one in of_month)
    if not days:
        return 0
    exact = sum((one.share * one.days for one in of_month), Fraction(0)) * cost / days
    return half_up(exact.numerator, exact.denominator)


@dataclass(frozen=True, slots=True)
class Part:
    """What of a month falls to a year of care: thousandths of the month, and grosze."""

    year: int
    quantity: int
    amount: int


def parts_of(amount: int, of_month: Sequence[Stretch]) -> tuple[Part, ...]:
    """The amount asked for a month over its years of care, as their days and shares weigh; nothing of a month outside care."""
    if not of_month:
        return ()
    scale = lcm(*(one.share.denominator for one in of_month))
    amounts = by_weight(amount, [int(one.share * scale) * one.days for one in of_month])
    quantities = by_weight(THOUSAND, [one.days for one in of_month])
    return tuple(
        Part(one.year, quantity, part) for one, quantity, part in zip(of_month, quantities, amounts, strict=True)
    )


def checked(
    note: Iterable[Asked],
    children: Iterable[Child],
    paid: Iterable[tuple[str, int]],
    law: Law,
    elsewhere: Collection[str] = (),
) -> list[Checked]:
    """Every row of the note, in its order; one that gives back asks for nothing twice.

    paid: children and months that other documents ask for. elsewhere: children who are registered with another powiat than the note's.
    """
    known = {one.child: one for one in children}
    seen = set(paid)
    found = []
    for asked in note:
        child, place = known.get(asked.child), (asked.child, asked.month)
        if child is None:
            found.append(Checked(asked, "not_a_child_of_ours", 0))
            continue
        of_month, shared = _of_month(child, asked.month, law)
        expected = owed(asked.cost, of_month)
        if asked.amount > 0 and place in seen:
            found.append(Checked(asked, "asked_twice", 0, of_month))
        elif not of_month:
            found.append(Checked(asked, "not_in_care" if shared else "no_share", 0))
        elif asked.child in elsewhere:
            found.append(Checked(asked, "of_another_powiat", expected, of_month))
        else:
            agrees: Found = "agrees" if expected == asked.amount else "differs"
            found.append(Checked(asked, agrees, expected, of_month))
        if asked.amount > 0:
            seen.add(place)
    return found


def _of_month(child: Child, month: int, law: Law) -> tuple[tuple[Stretch, ...], bool]:
    """The month's days in care, and whether a gmina pays for the child in it at all: before 2012 none did."""
    try:
        return stretches(child, month, law), child.no_share is None
    except NoParameter:
        return (), False


def _year(child: Child, on: date) -> int:
    return completed_years(child.first_placement, on) + 1


def _stretch(year: int, since: date, until: date, view: View) -> Stretch:
    return Stretch(year, share_of(year, view), (until - since).days + 1)
