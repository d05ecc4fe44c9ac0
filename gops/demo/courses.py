"""One person's course of one benefit through the year, and how courses are fitted to a printed total.

Everybody is first paid the statutory amount for every month in which a right can be; then rights begin later or end earlier until the
total is nearly met, and a few payments for part of a month take up the rest: the way real totals become odd.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from gops.demo.model import Household, Person

_LEAST_PAID = 2000


class Unreachable(ValueError):
    """The courses cannot give the printed total."""


@dataclass(slots=True)
class Course:
    """Nominal amount by month in grosze; `odd` holds payments that differ from it.

    `since` and `until` are the right's months beyond the year; `quantity` is in thousandths, by month.
    """

    entitled: Person
    recipient: Person
    household: Household | None
    due: dict[str, int]
    odd: dict[str, int] = field(default_factory=dict)
    variant: str | None = None
    mechanism: str | None = None
    since: str | None = None
    until: str | None = None
    quantity: dict[str, int] = field(default_factory=dict)

    def paid(self, month: str) -> int:
        """What is paid for the month, grosze."""
        return self.odd.get(month, self.due[month])


def by_variant(courses: Iterable[Course], variant_of: Callable[[Course, str], str | None]) -> list[Course]:
    """The courses divided where their statistical variant changes from one month to another."""
    found = []
    for course in courses:
        months: dict[str | None, list[str]] = {}
        for month in sorted(course.due):
            months.setdefault(variant_of(course, month), []).append(month)
        for variant, of in months.items():
            found.append(
                replace(
                    course,
                    variant=variant,
                    due={month: course.due[month] for month in of},
                    odd={month: course.odd[month] for month in of if month in course.odd},
                )
            )
    return found


def total(courses: Iterable[Course]) -> int:
    """All payments together, grosze."""
    return sum(course.paid(month) for course in courses for month in course.due)


def fit(groups: Sequence[Sequence[Course]], target: int, rng: Random, *, least: int = 2, at_end: int = 2) -> None:
    """Makes the courses pay exactly `target` grosze; courses of a group (a family) begin and end together.

    Every course keeps at least `least` months; at the end of the year at most `at_end` months are taken. Raises Unreachable.
    """
    excess = total(course for group in groups for course in group) - target
    if excess < 0:
        raise Unreachable(f"{-excess} grosze are missing to {target}")
    late_start = [rng.random() < 0.6 for _ in groups]
    taken = [0] * len(groups)
    open_places = list(range(len(groups)))
    while open_places:
        place = rng.choice(open_places)
        group = groups[place]
        ends = {month for course in group for month in course.due}
        month = min(ends) if late_start[place] else max(ends)
        cost = sum(course.paid(month) for course in group if month in course.due)
        short = any(len(course.due) - (month in course.due) < least for course in group)
        if cost > excess or short or (not late_start[place] and taken[place] == at_end):
            open_places.remove(place)
            continue
        for course in group:
            course.due.pop(month, None)
        taken[place] += 1
        excess -= cost
    shave([course for group in groups for course in group], excess, rng)


def shave(courses: Sequence[Course], excess: int, rng: Random) -> None:
    """Takes `excess` grosze off a few payments: months in which the right did not last the whole month. Raises Unreachable."""
    order = list(courses)
    rng.shuffle(order)
    for course in order:
        if excess == 0:
            return
        month = min(course.due)
        spare = course.paid(month) - _LEAST_PAID
        if spare <= 0:
            continue
        cut = min(excess, spare, max(1000, int(course.due[month] * rng.uniform(0.3, 0.8))))
        course.odd[month] = course.paid(month) - cut
        excess -= cut
    if excess:
        raise Unreachable(f"{excess} grosze are left over")


def split(rng: Random, amount: int, pieces: int, low: int, high: int) -> list[int]:
    """`pieces` random amounts from `low` to `high` grosze whose sum is `amount`. Raises Unreachable."""
    if not pieces * low <= amount <= pieces * high:
        raise Unreachable(f"{amount} grosze do not split into {pieces} of {low} to {high}")
    found = []
    for left in range(pieces - 1, -1, -1):
        smallest = max(low, amount - left * high)
        largest = min(high, amount - left * low)
        mean = amount / (left + 1)
        piece = round(rng.triangular(smallest, largest, min(max(mean, smallest), largest)))
        found.append(piece)
        amount -= piece
    return found
