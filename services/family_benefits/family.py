"""Who belongs to the family in a month and for which months a child gives a right to the allowance (art. 3 pkt 16, art. 6, art. 7)."""

from collections.abc import Callable
from dataclasses import replace

from kit.periods import number_in_year
from services.family_benefits.case import Case, Child
from services.family_benefits.months import NEVER_ENDS
from services.family_benefits.rates import Rates


def of_age_of_study(case: Case, rates: Rates) -> Case:
    """The case with the months until September of those who left school and were admitted to a university that year, with a
    certificate of a moderate or severe degree (art. 24 ust. 5); the case itself when there is nobody like that."""
    if not case.admitted:
        return case
    return replace(case, children=tuple(_until_september(child, rates) for child in case.children))


def children_in(case: Case, at: int) -> tuple[Child, ...]:
    """The children by the schools and certificates of the month."""
    found = case.children
    for since, children in case.turns:
        if since > at:
            break
        found = children
    return found


def of_the_month(case: Case, at: int) -> tuple[Case, int]:
    """The case by the schools and certificates of the month, and the first month of other ones."""
    after = next((since for since, _ in case.turns if since > at), NEVER_ENDS)
    return replace(case, children=children_in(case, at), turns=()), after


def each_child(case: Case, change: Callable[[Child], Child]) -> Case:
    """The case with every child changed, in all its turns."""
    turns = tuple((at, tuple(change(child) for child in children)) for at, children in case.turns)
    return replace(case, children=tuple(change(child) for child in case.children), turns=turns)


def of_the_application(case: Case, rates: Rates) -> Case:
    """The case with the grounds of a lone parent's children by the law of the application (art. 7 pkt 5): before 1.08.2017 a title that is
    missing was a refusal, and alternating custody no exception. A later law opens the right only on a new application (art. 24 ust. 2)."""
    if not case.dated:
        return case
    return each_child(case, lambda child: _with_ground(child, rates))


def belongs(child: Child, rates: Rates, at: int) -> bool:
    """Whether the child is a member of the family in the month: until it turns 25, or beyond when a care benefit is due because of its
    severe disability; not when married or placed, nor as an adult with an own child."""
    if not child.member and (rates.foster_care_left_out or not child.in_foster_care):
        return False
    if not child.present_from <= at <= child.present_to:
        return False
    if at > child.born + rates.child_to and not child.beyond_25:
        return False
    return not child.own_child or at <= child.born + rates.grown_from


def head_count(case: Case, rates: Rates, at: int) -> int:
    """The members of the family in the month, at least one (art. 3 pkt 16, art. 5 ust. 7)."""
    count = case.adults
    for first, last in case.changing_adults:
        if first <= at <= last:
            count += 1
    for child in children_in(case, at):
        if belongs(child, rates, at):
            count += 1
    return count or 1


def threshold(case: Case, rates: Rates, at: int) -> int:
    """The amount for one person: higher when a child of the family has a certificate of disability (art. 5 ust. 1-2)."""
    return rates.threshold_disability if with_disability(case, rates, at) else rates.threshold


def with_disability(case: Case, rates: Rates, at: int) -> bool:
    """Whether a child that is a member of the family in the month has a certificate of disability that counts."""
    for child in children_in(case, at):
        if child.raises_threshold and child.degree_from <= at <= child.degree_to and belongs(child, rates, at):
            return True
    return False


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


def _with_ground(child: Child, rates: Rates) -> Child:
    refused = child.shared and not rates.custody_without_title
    if refused or (child.ground == "no_alimony_title" and not rates.title_may_follow):
        return replace(child, ground="alimony_not_ordered", steady=False)
    return child


def _until_september(child: Child, rates: Rates) -> Child:
    missing = rates.admitted_until_month - number_in_year(child.learns_to)
    return replace(child, learns_to=child.learns_to + missing) if child.admitted and missing > 0 else child
