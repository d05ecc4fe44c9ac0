"""Whether a meal costs its eater nothing (art. 48b u.p.s. and the meal programme): an income within a multiple of the criterion."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kit.law import Law, Record
from kit.money import half_up
from kit.periods import month_of
from services.social_assistance.case import Case
from services.social_assistance.conditions import Tested
from services.social_assistance.targeted import FOR_FOOD


@dataclass(frozen=True, slots=True)
class MealRight:
    """`free`: no return of the cost is asked for; `threshold`: the limit for one person in grosze."""

    free: bool
    threshold: int
    tested: Tested


def meal_right(case: Case, law: Law, on: date, trace: list[Record]) -> MealRight:
    """The right of the day: of a single person by the income, in a family by the income for one person. Raises NoParameter."""
    view = law.on(on)
    tested = FOR_FOOD.of(case.whole(), view, view, month_of(on), trace)
    exact: Fraction = view.ratio("posilek_prog_kryterium") * tested.criterion
    return MealRight(tested.met, half_up(exact.numerator, exact.denominator), tested)
