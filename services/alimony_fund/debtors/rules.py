"""What the act says of the debtor's proceedings: protection by payments, the order to register, the registers of debtors. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.terms.computing import term
from casework.terms.named import named
from kit.law import View
from kit.periods import add_months, day_after, last_day, month_of

Register = str
_OVER = {"big": "fa_big_arrears_over", "krz": "fa_krz_arrears_over"}


@dataclass(frozen=True, slots=True)
class Title:
    """A title's current alimony, grosze a month, from a day to a day."""

    monthly: int
    valid_from: date
    valid_to: date | None
    paid: Mapping[int, int]

    def due(self, month: int) -> int:
        """Current alimony of the month: what is in force on its last day, so that of an award changed within it one counts."""
        last = last_day(month)
        return self.monthly if self.valid_from <= last and (self.valid_to is None or self.valid_to >= last) else 0


@dataclass(frozen=True, slots=True)
class Month:
    """A month's current alimony of all titles and what was paid of it, grosze; enough: at least the share of art. 5 ust. 3a."""

    month: int
    due: int
    paid: int
    enough: bool


@dataclass(frozen=True, slots=True)
class Protection:
    """Whether the decision "uchylający się" is barred: every one of the last months was paid in its share (art. 5 ust. 3a)."""

    months: tuple[Month, ...]

    @property
    def holds(self) -> bool:
        """True only when something was due at all, and no month falls short: months are not averaged."""
        return any(one.due for one in self.months) and all(one.enough for one in self.months)


def protection(titles: Iterable[Title], on: date, view: View) -> Protection:
    """The full calendar months before the day, each by itself. Raises NoParameter before the rule existed (2012).

    What was paid beyond a title's current alimony is arrears and heals neither another title nor another month.
    """
    known = list(titles)
    share, count = view.ratio("fa_debtor_protection_share"), view.count("fa_debtor_protection_months")
    this = month_of(on)
    months = []
    for month in range(this - count, this):
        due = sum(one.due(month) for one in known)
        paid = sum(min(one.due(month), one.paid.get(month, 0)) for one in known)
        months.append(Month(month, due, paid, paid >= share * due))
    return Protection(tuple(months))


def order_fits(days: int, view: View) -> bool:
    """Whether an order to register in the labour office may give this many days; no limit before 11.01.2019 (art. 5 ust. 2 pkt 1)."""
    if days < 1:
        return False
    name = "fa_debtor_pup_registration_max"
    return not view.has(name) or days <= view.count(name)


def order_ends(delivered_on: date, days: int) -> date:
    """The last day for registering, of an order that was delivered on the day (k.p.a. art. 57)."""
    return term(delivered_on, days, "days").last_day


def refusal_counts(proposal: str, view: View) -> bool:
    """Whether the refusal of such a proposal opens proceedings by the law of its day; none did before 2012 (art. 5 ust. 3 pkt 3)."""
    name = "fa_debtor_work_refusals"
    return view.has(name) and proposal in view.text(name).split()


def family_interview_serves(held_on: date, asked_on: date, view: View) -> bool:
    """Whether a family interview of social assistance may replace that with the debtor: not older than 3 months (art. 4 ust. 4)."""
    return add_months(asked_on, -view.count("fa_debtor_family_interview_age")) <= held_on <= asked_on


def first_final_day(delivered_on: date) -> date:
    """From when a decision against which nobody appealed is final: the day after the term of the appeal."""
    return day_after(named("appeal").of(delivered_on).last_day)


@dataclass(frozen=True, slots=True)
class Motions:
    """What the debtor's organ files now (art. 5 ust. 3b)."""

    prosecution: bool
    licence: bool


def motions(*, final: bool, licence_held: bool | None) -> Motions:
    """Of a decision: nothing before it is final; the licence only when the register of drivers said that the debtor holds one."""
    return Motions(prosecution=final, licence=final and licence_held is True)


def listing_due(register: Register, arrears_since: date, on: date, *, bailiff_enforces: bool, view: View) -> bool:
    """Whether arrears are to be told to the register: `big` over 6 months, `krz` over 3 while no bailiff enforces (art. 8a ust. 1).

    Months end on the day that answers to the first (k.c. art. 112); arrears of exactly that time are not longer than it.
    """
    longer = on > add_months(arrears_since, view.count(_OVER[register]))
    return longer and not (register == "krz" and bailiff_enforces)
