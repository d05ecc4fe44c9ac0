"""The family's monthly income for one person, for the benefits whose criterion is per person, and their own base years.

The computation is that of income.monthly; here stand only the division by the family and the choice of the year. The division is compared
exactly and shown to the grosz, half up (the acts have no rounding rule: our choice, unconfirmed).
"""

from dataclasses import dataclass, replace
from datetime import date

from casework.benefits.results import UnfitFacts
from kit.law import Law, Record, Rule, View
from kit.money import half_up
from kit.periods import month_of
from services.family_benefits import facts as f
from services.family_benefits.case import Case, with_incomes
from services.family_benefits.family import head_count
from services.family_benefits.income.monthly import income_in
from services.family_benefits.income.sources import Source
from services.family_benefits.rates import SCALE, Rates, of_a_right, rates

PER_PERSON = Rule(
    "income_per_person",
    "art. 3 pkt 2-2a u.ś.r.",
    "Dochód rodziny wynosi {income} zł miesięcznie, a w przeliczeniu na osobę (członków rodziny: {persons}) {each} zł.",
    ("income:zl", "persons:number", "each:zl"),
    result="each",
)


@dataclass(frozen=True, slots=True)
class PerPerson:
    """Monthly income in 1/27720 of a grosz of so many persons; `income` and `each` to the grosz."""

    exact: int
    persons: int
    income: int
    each: int

    def within(self, limit: int) -> bool:
        """Whether the income of a person does not exceed the limit (grosze); equality does not exceed it."""
        return self.exact <= limit * SCALE * self.persons


def with_income(case: Case, income: f.Income | None, at: str) -> Case:
    """The case with another income than that of the part `income`, which stands at the pointer; the case itself without one."""
    return case if income is None else with_incomes(case, income, at)


def of_year(case: Case, year: int, pointer: str) -> None:
    """Raises UnfitFacts when the income is of another year than the benefit demands."""
    if case.base_year != year:
        raise UnfitFacts("wrong_base_year", f"{pointer}/base_year", f"Rokiem bazowym tego świadczenia jest {year} r.")


def per_person(case: Case, law: Law, at: int, trace: list[Record], set_in: int | None = None) -> PerPerson:
    """The income of one person in a month of a running right, with loss and gain from the months of art. 24 ust. 6-7; `set_in`: the first
    month of the right, whose law of the same employer stays (art. 5 ust. 4c)."""
    now = law.resolved(rates if set_in is None else of_a_right(law, set_in), at)
    return _divided(income_in(case, now, law, at, trace), head_count(case, now, at), trace)


def per_person_once(case: Case, law: Law, at: int, known_on: date, trace: list[Record]) -> PerPerson:
    """The income of one person for a benefit paid once (art. 15b ust. 2: art. 5 ust. 4-4b, 7-9, 11; not ust. 4c).

    Loss and gain count when they have happened by the day of the decision; there is no running right whose next month they could wait for.
    """
    now = law.resolved(_once, at)
    read = replace(case, sources=tuple(_known_by(one, known_on) for one in case.sources)) if case.sources else case
    return _divided(income_in(read, now, law, max(at, month_of(known_on)), trace), head_count(case, now, at), trace)


def _divided(exact: int, persons: int, trace: list[Record]) -> PerPerson:
    found = PerPerson(exact, persons, half_up(exact, SCALE), half_up(exact, SCALE * persons))
    trace.append((PER_PERSON, found.income, persons, found.each))
    return found


def _once(view: View) -> Rates:
    # Without art. 5 ust. 4c, and a gain works as soon as the income of the following month is told.
    return replace(rates(view), same_employer_months=None, gain_works_after=0)


def _known_by(source: Source, day: date) -> Source:
    if source.lost_on is not None and source.lost_on <= day:
        return replace(source, lost=source.lost - 1)
    return source
