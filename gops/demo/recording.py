"""From courses to the old system's records: awards with their decisions, payments with the bank's day, in the order of the import file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from random import Random

from gops.demo.bank_days import bank_day_before, next_month, pay_day, previous_month
from gops.demo.courses import Course
from gops.demo.model import Award, Decision, FundedPart, Household, Payment, Person, ServiceYear
from gops.demo.rates import Running, running

YEAR = 2019
FIRST, LAST = f"{YEAR}-01", f"{YEAR}-12"

_LATE = 0.015

Parts = Callable[[int], Sequence[FundedPart]]


class Records:
    """Collects one service's year; `symbol` stands in the numbers of its decisions."""

    def __init__(self, symbol: str, rng: Random) -> None:
        self._symbol = symbol
        self._rng = rng
        self._awards: list[Award] = []
        self._payments: list[tuple[Award, str, int, date, tuple[FundedPart, ...], int | None]] = []
        self._households: dict[str, Household] = {}
        self._decisions = 0

    def add(self, benefit: str, courses: Iterable[Course], *, decided: bool = True, parts: Parts | None = None) -> None:
        """Records the courses of a benefit; `decided`: by a decision; `parts` divides each payment between sources of money."""
        rule = running(benefit)
        for course in courses:
            for window in rule.windows or tuple((month, month) for month in sorted(course.due)):
                months = [month for month in sorted(course.due) if window[0] <= month <= (window[1] or LAST)]
                for run in _runs(course, months):
                    self._record(benefit, course, run, window, rule, decided, parts)

    def household(self, household: Household) -> None:
        """A household that the service knows whether or not it is paid for."""
        self._households.setdefault(household.reference.number, household)

    def finish(self) -> ServiceYear:
        """Persons, households, awards and payments in the order of the file."""
        persons: dict[str, Person] = {}
        for household in self._households.values():
            for member in household.members:
                persons.setdefault(member.number, member)
        for award in self._awards:
            persons.setdefault(award.entitled.number, award.entitled)
            persons.setdefault(award.recipient.number, award.recipient)
        ordered = sorted(self._payments, key=lambda payment: (payment[3], payment[0].source_id, payment[1]))
        return ServiceYear(
            persons=tuple(persons.values()),
            households=tuple(self._households.values()),
            awards=tuple(self._awards),
            payments=tuple(
                Payment(f"y-{number:07d}", award, period, amount, paid_on, parts, quantity)
                for number, (award, period, amount, paid_on, parts, quantity) in enumerate(ordered, 1)
            ),
        )

    def _record(
        self,
        benefit: str,
        course: Course,
        run: Sequence[str],
        window: tuple[str, str | None],
        rule: Running,
        decided: bool,
        parts: Parts | None,
    ) -> None:
        first, last = _right(course, run, window)
        days = [self._paid_on(month, rule.pay_day) for month in run]
        award = Award(
            source_id=f"a-{len(self._awards) + 1:06d}",
            benefit=benefit,
            entitled=course.entitled,
            recipient=course.recipient,
            household=course.household,
            first=first,
            last=last,
            amount=course.due[run[0]],
            decision=self._decision(first, days[0]) if decided else None,
            variant=course.variant,
            mechanism=course.mechanism,
        )
        self._awards.append(award)
        if course.household is not None:
            self.household(course.household)
        for month, day in zip(run, days, strict=True):
            amount = course.paid(month)
            funded = tuple(parts(amount)) if parts else ()
            self._payments.append((award, month, amount, day, funded, course.quantity.get(month)))

    def _paid_on(self, month: str, day: int) -> date:
        # A few are paid with the next month's list: the decision came late.
        late = month < LAST and self._rng.random() < _LATE
        return pay_day(next_month(month) if late else month, day)

    def _decision(self, first: str, paid_on: date) -> Decision:
        self._decisions += 1
        if first < FIRST:
            day = date(int(first[:4]), int(first[5:]), 1) - timedelta(days=self._rng.randrange(2, 25))
        else:
            day = paid_on - timedelta(days=self._rng.randrange(5, 16))
        day = bank_day_before(day)
        return Decision(f"GOPS.{self._symbol}.{self._decisions}.{day.year}", day)


def _runs(course: Course, months: Sequence[str]) -> Iterator[list[str]]:
    """Consecutive months of one nominal amount: one award each."""
    run: list[str] = []
    for month in months:
        if run and (previous_month(month) != run[-1] or course.due[month] != course.due[run[-1]]):
            yield run
            run = []
        run.append(month)
    if run:
        yield run


def _right(course: Course, run: Sequence[str], window: tuple[str, str | None]) -> tuple[str, str | None]:
    """The award's months: beyond the year where the right was running before it or goes on after it."""
    first, last = run[0], run[-1]
    began = (course.since or window[0]) if first == FIRST else first
    ends: str | None = last
    if last == LAST:
        ends = course.until or window[1]
    return min(began, first), ends if ends is None else max(ends, last)
