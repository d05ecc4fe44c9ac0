"""When the State's part of what debtors repaid goes on to the voivode, and interest when it goes late (u.f.p. art. 255)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from casework.terms.days_off import working_day
from kit.periods import first_day, month_of
from services.alimony_fund.ledger.state_part import StatePart
from services.alimony_fund.ledger.terms import Terms

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Transfer:
    """The State's money on the account on a day, and the last day on which it is passed on."""

    state_of: date
    due: date
    part: StatePart

    @property
    def amount(self) -> int:
        return self.part.total


def due_of(terms: Terms, received_on: date) -> tuple[date, date]:
    """The day of whose balance the money is a part, and the last day for it (art. 255 ust. 1-2).

    Money after the second day of balance belongs to the first of the next month; of December it goes as the rest of the year does.
    """
    law = terms.law.on(received_on)
    month = first_day(month_of(received_on))
    for number in ("1", "2"):
        balance = month.replace(day=law.count(f"budget_transfer_state_of_day_{number}"))
        if received_on <= balance:
            return balance, _in_time(terms, month.replace(day=law.count(f"budget_transfer_due_{number}")))
    following = first_day(month_of(received_on) + 1)
    if following.year > received_on.year:
        number_of_month, day = law.month_day("budget_transfer_year_end")
        return following - _ONE_DAY, _after(date(following.year, number_of_month, day))
    later = terms.law.on(following)
    balance = following.replace(day=later.count("budget_transfer_state_of_day_1"))
    return balance, _in_time(terms, following.replace(day=later.count("budget_transfer_due_1")))


def counted_until(terms: Terms, state_of: date, due: date, *, to_gmina: bool) -> date:
    """Until when what goes for the balance counts for its year in Rb-27ZZ: of 31 December to the gmina's account until a day of its own,
    on to the State until the term (annex 38 § 6)."""
    following = state_of + _ONE_DAY
    if not to_gmina or following.year == state_of.year:
        return due
    number_of_month, day = terms.law.on(following).month_day("rb_27zz_unit_counts_until")
    return date(following.year, number_of_month, day)


def transfers(terms: Terms, received: Mapping[date, StatePart]) -> tuple[Transfer, ...]:
    """What has to be passed on when, in order; received: the State's part by the day of the office's account."""
    sums: dict[tuple[date, date], StatePart] = {}
    for day, part in received.items():
        term = due_of(terms, day)
        sums[term] = sums.get(term, StatePart()).plus(part)
    return tuple(Transfer(balance, due, sums[balance, due]) for balance, due in sorted(sums))


@dataclass(frozen=True, slots=True)
class Kept:
    """How a term was kept, grosze: what was owed for it, what was passed on, and interest on what went, or still waits, behind it."""

    term: Transfer
    passed_on: int
    late: int

    @property
    def outstanding(self) -> int:
        """Below zero: more went than was owed, because something was taken back since."""
        return self.term.amount - self.passed_on


def kept(terms: Terms, term: Transfer, passed: Iterable[tuple[date, int]], on: date) -> Kept:
    """A term at the end of the day; passed: day and grosze of each transfer for it. Raises NoRate.

    What goes over what is still owed for the term is late for nothing, on whatever day it goes.
    """
    late, left = 0, term.amount
    went = 0
    for day, amount in sorted(one for one in passed if one[0] <= on):
        went += amount
        owed = max(min(amount, left), 0)
        left -= amount
        if day > term.due:
            late += late_interest(terms, owed, term.due, day)
    if left > 0 and on > term.due:
        late += late_interest(terms, left, term.due, on)
    return Kept(term, went, late)


def late_interest(terms: Terms, amount: int, due: date, passed_on: date) -> int:
    """Grosze of interest as for tax arrears on money passed on after its term; half up to the grosz (convention).

    From the day after the term to the day of the transfer, both included (art. 255 ust. 3 pkt 2). Raises NoRate.
    """
    return terms.tax_rates().interest(amount, due + _ONE_DAY, passed_on)


def _in_time(terms: Terms, day: date) -> date:
    # The act shifts only the term of January; paying on the working day before can never be late.
    if terms.law.on(day).text("budget_transfer_day_off") == "after":
        return _after(day)
    while not working_day(day):
        day -= _ONE_DAY
    return day


def _after(day: date) -> date:
    while not working_day(day):
        day += _ONE_DAY
    return day
