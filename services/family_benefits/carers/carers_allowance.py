"""The carer's allowance for those whose nursing benefit expired by law in 2013 (act of 4.04.2014, Dz.U. 2024 poz. 246)."""

from datetime import date

from casework.benefits.results import Assessment, Refusal, UnfitFacts
from casework.terms.days_off import rolled
from kit.law import Law
from kit.periods import add_months
from services.family_benefits.carers import rules
from services.family_benefits.carers.conditions import GUARDIAN
from services.family_benefits.carers.facts import ExpiredDecision
from services.family_benefits.carers.grounds import GUARDIAN_GROUNDS
from services.family_benefits.carers.monthly import Right, Telling, answer, months_due
from services.family_benefits.carers.right import Asked, carer_of, in_order, old_stretch
from services.family_benefits.case import Case

_TELLING = Telling(rules.CARERS_ALLOWANCE, rules.BROKEN_CARERS)
_OPEN = "zasilek_dla_opiekuna_wnioski_przyjmowane"
_PENDING = "zasilek_dla_opiekuna_termin_po_orzeczeniu"


def carers_allowance_answer(case: Case, law: Law, on: date) -> Assessment:
    """The months of the allowance; no income test. Raises NoParameter, UnfitFacts."""
    return answer(GUARDIAN, carers_allowance_right(case, law, on), law, _TELLING)


def carers_allowance_right(case: Case, law: Law, on: date) -> Right:
    """The right of the carer: the first person in order for whom it is due. Raises NoParameter, UnfitFacts."""
    carer = carer_of(case)
    expired = case.own.get("expired_decision")
    if not isinstance(expired, ExpiredDecision):
        raise UnfitFacts(
            "facts_missing", "/expired_decision", "Do oceny tego świadczenia potrzebna jest część „expired_decision”."
        )
    ground = _ground(expired, law)
    if ground is not None:
        return Right((), False, (Refusal(GUARDIAN_GROUNDS[ground], carer.id),), ())
    asked = Asked(GUARDIAN, case, carer, law, [])
    asked.steps.append((rules.EXPIRED, carer.id, expired.first_applied_on))
    refusals: list[Refusal] = []
    for person in in_order(carer):
        found = old_stretch(asked, person)
        if isinstance(found, str):
            refusals.append(Refusal(GUARDIAN_GROUNDS[found], person.id))
            continue
        months, goes_on = months_due(GUARDIAN, (found,), law, on)
        return Right(months, goes_on, (), tuple(asked.steps))
    return Right((), False, tuple(refusals), tuple(asked.steps))


def _ground(expired: ExpiredDecision, law: Law) -> str | None:
    """Whether the decision expired by law and the first application came in time (art. 2, 5)."""
    if not expired.expired_by_law:
        return "no_expired_decision"
    view = law.on(expired.first_applied_on)
    if view.has(_OPEN) and view.flag(_OPEN):
        return None
    issued = expired.pending_certificate_issued_on
    if expired.certificate_was_pending and issued is not None:
        months = law.on(issued).count(_PENDING)
        if expired.first_applied_on <= rolled(add_months(issued, months)):
            return None
    return "filed_after_term_of_2014"
