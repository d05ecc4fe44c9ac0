"""Who belongs to the family in a month and for which months a child gives a right to the allowance (art. 3 pkt 16, art. 6, art. 7)."""

from dataclasses import replace

from kit.periods import number_in_year
from services.family_benefits.case import Case, Child
from services.family_benefits.rates import Rates


def of_age_of_study(case: Case, rates: Rates) -> Case:
    """The case with the months until September of those who left school and were admitted to a university that year, with a
    certificate of a moderate or severe degree (art. 24 ust. 5); the case itself when there is nobody like that."""
    if not case.admitted:
        return case
    return replace(case, children=tuple(_until_september(child, rates) for child in case.children))


def belongs(child: Child, rates: Rates, at: int) -> bool:
    """Whether the child is of the family in the month, whatever its age: not when married or placed, nor as an adult with an own child."""
    if not child.member or not child.present_from <= at <= child.present_to:
        return False
    return not child.own_child or at <= child.born + rates.grown_from


def head_count(case: Case, rates: Rates, at: int) -> int:
    """The members of the family in the month, at least one (art. 3 pkt 16, art. 5 ust. 7)."""
    count = case.adults
    for first, last in case.changing_adults:
        if first <= at <= last:
            count += 1
    for child in case.children:
        if belongs(child, rates, at) and (at <= child.born + rates.child_to or child.beyond_25):
            count += 1
    return count or 1


def threshold(case: Case, rates: Rates, at: int) -> int:
    """The amount for one person: higher when a child of the family has a certificate of disability (art. 5 ust. 1-2)."""
    for child in case.children:
        if child.raises_threshold and child.degree_from <= at <= child.degree_to and belongs(child, rates, at):
            return rates.threshold_disability
    return rates.threshold


def entitled_until(child: Child, rates: Rates) -> int:
    """The last month in which the child's age, school and certificate give a right; the month of the birthday is whole (practice)."""
    if child.is_student:
        learns = child.in_school or child.in_university
        return min(child.learns_to, child.born + rates.study_to) if learns else 0
    last = child.born + rates.grown_from
    if child.in_school:
        last = max(last, min(child.learns_to, child.born + rates.school_to))
    if child.study_degree and (child.in_school or child.in_university):
        last = max(last, min(child.learns_to, child.born + rates.study_to, child.degree_to))
    return last


def _until_september(child: Child, rates: Rates) -> Child:
    missing = rates.admitted_until_month - number_in_year(child.learns_to)
    return replace(child, learns_to=child.learns_to + missing) if child.admitted and missing > 0 else child
