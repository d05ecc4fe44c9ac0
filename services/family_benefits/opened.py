"""The allowance that itself depends on a certificate (art. 6 ust. 1 pkt 3): the months that the certificate opens and those before it.

Of a child that is of age and learns at a university, or in a school beyond the age for schools. Asked for within three months from the
issue of the certificate it is due from the month in which that was applied for (art. 24 ust. 2a), also when this month lies before that
of the application or in the period before; the other children have theirs from the month of the application.
"""

from dataclasses import replace

from kit.law import Record
from kit.periods import Months
from services.family_benefits import rules
from services.family_benefits.case import Case, Child
from services.family_benefits.family import children_in, each_child, entitled_until
from services.family_benefits.months import ALWAYS
from services.family_benefits.rates import Rates
from services.family_benefits.supplements import in_time


def opened(case: Case, now: Rates, period: Months, first: int, trace: list[Record]) -> tuple[Case, int]:
    """The case with the months from which its children have the allowance, and the first month of the award; `first`: that of the
    application within the period, or behind it."""
    found: dict[str, tuple[int, Record]] = {}
    for since, children in ((ALWAYS, case.children), *case.turns):
        for child in children:
            at = _opens(child, now, case, max(since, period.first))
            if at is not None and at < first and (child.id not in found or at < found[child.id][0]):
                step = (rules.FROM_CERTIFICATE, now.certificate_months, child.certified_on, child.degree_from)
                found[child.id] = at, step
    if found:
        earliest = min(at for at, _ in found.values())
        trace.extend(record for _, record in found.values())
        from_when = {child: at for child, (at, _) in found.items()}
        case = each_child(case, lambda child: replace(child, steady=False, due_from=from_when.get(child.id, first)))
        return _by_days_of_certificates(case, earliest), earliest
    return _by_days_of_certificates(case, first), first


def _opens(child: Child, now: Rates, case: Case, since: int) -> int | None:
    """The first month that only the certificate gives, from the month `since` on; None: there is none, or it was asked for too late."""
    if not child.study_degree or child.ground is not None or child.is_student:
        return None
    if not in_time(child, case.received_on, now.certificate_months):
        return None
    at = max(since, child.degree_from, child.present_from, entitled_until(replace(child, study_degree=False), now) + 1)
    return at if at <= min(entitled_until(child, now), child.present_to) else None


def _by_days_of_certificates(case: Case, first: int) -> Case:
    """The case in which a certificate that begins later than the award gives nothing before its first month."""
    later = {
        child.degree_from
        for children in (case.children, *(told for _, told in case.turns))
        for child in children
        if child.study_degree and child.learns and child.degree_from > first
    }
    if not later:
        return case
    months = sorted(later | {since for since, _ in case.turns})
    turns = tuple((at, tuple(_certified(child, max(at, first)) for child in children_in(case, at))) for at in months)
    return replace(case, children=tuple(_certified(child, first) for child in case.children), turns=turns)


def _certified(child: Child, at: int) -> Child:
    return replace(child, study_degree=False) if child.study_degree and child.degree_from > at else child
