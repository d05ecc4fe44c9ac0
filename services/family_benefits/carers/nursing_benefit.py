"""The nursing benefit of a carer (art. 17 u.ś.r.): by the rules to 2023 and rights kept since, or by those from 2024 for children."""

from datetime import date

from casework.benefits.results import Assessment, Refusal
from kit.law import Law
from services.family_benefits.carers import rules
from services.family_benefits.carers.conditions import NURSING_BENEFIT
from services.family_benefits.carers.days import Stretch
from services.family_benefits.carers.facts import CaredFor
from services.family_benefits.carers.grounds import GROUNDS
from services.family_benefits.carers.monthly import Right, Telling, answer, months_due
from services.family_benefits.carers.right import Asked, Found, carer_of, in_order, new_stretch, old_stretch
from services.family_benefits.case import Case

OLD, NEW = "stare_zasady", "nowe_zasady"
INCREASE = "podwyzszenie_na_kolejna_osobe"
_FURTHER = "swiadczenie_pielegnacyjne_podwyzszenie_druga_i_kolejna_osoba"
_TELLING = Telling(rules.NURSING_BENEFIT, rules.BROKEN_NURSING, rules.INCREASED, INCREASE, _FURTHER)


def nursing_benefit_answer(case: Case, law: Law, on: date) -> Assessment:
    """The months of the benefit; a right without an end is shown for twelve months and marked so. Raises NoParameter, UnfitFacts."""
    return answer(NURSING_BENEFIT, nursing_benefit_right(case, law, on), law, _TELLING)


def nursing_benefit_right(case: Case, law: Law, on: date) -> Right:
    """The right of the carer for all persons cared for. Raises NoParameter, UnfitFacts."""
    carer = carer_of(case)
    asked = Asked(NURSING_BENEFIT, case, carer, law, [])
    old: list[Stretch] = []
    new: list[Stretch] = []
    refusals: list[Refusal] = []
    for person in in_order(carer):
        found = _found(asked, case, person)
        if isinstance(found, str):
            refusals.append(Refusal(GROUNDS[found], person.id))
        else:
            (new if found.new_rules else old).append(found)
    if old:
        # art. 17 ust. 5: whoever has a right by the old rules has no second one by the new; a waiver opens the way.
        refusals += [Refusal(GROUNDS["carer_has_care_benefit"], one.person) for one in new]
    stretches = old or new
    if not stretches:
        return Right((), False, tuple(refusals), tuple(asked.steps))
    director = any(person.relation == "director" for person in carer.cared_for)
    further = None if old or director or len(stretches) == 1 else _FURTHER
    months, goes_on = months_due(NURSING_BENEFIT, stretches, law, on, further)
    if further is None:
        # The one amount is told for one person: the others hear why they have none of their own.
        paid = {person for month in months for person in month.persons}
        unpaid = (one.person for one in stretches if one.person not in paid)
        refusals += [Refusal(GROUNDS["one_amount_for_all_persons"], person) for person in unpaid]
    return Right(months, goes_on, tuple(refusals), tuple(asked.steps), OLD if old else NEW)


def _found(asked: Asked, case: Case, person: CaredFor) -> Found:
    kept = asked.carer.kept_right
    if kept is None or not kept.waived:
        old = old_stretch(asked, person)
        if not isinstance(old, str) or case.received_on < asked.new_since:
            return old
        new = new_stretch(asked, person)
        # who kept a right is told why it is gone; everybody else is judged by today's rules
        return old if isinstance(new, str) and kept is not None else new
    return new_stretch(asked, person)
