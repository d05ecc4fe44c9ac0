"""The supplement for care of a child during childcare leave (art. 10): 24, 36 or 72 months, one for a carer, broken months by days."""

from datetime import date

from casework.benefits.results import Refusal
from kit.law import Record
from kit.money import round_up
from kit.periods import days_in, first_day, last_day, month_of
from services.family_benefits import facts as f
from services.family_benefits import rules
from services.family_benefits.case import Case, Child
from services.family_benefits.grounds import GROUNDS
from services.family_benefits.rates import SupplementRates

LEAVE = "dodatek_opieka_urlop_wychowawczy"
ONE_CHILD, SIBLINGS, DISABLED = "jedno_dziecko", "wiecej_dzieci_z_jednego_porodu", "dziecko_z_orzeczeniem"

_DISABLED = frozenset({"orzeczenie_o_niepelnosprawnosci", "znaczny"})


def leave_stretches(
    case: Case,
    now: SupplementRates,
    ranges: list[tuple[Child, int, int]],
    first: int,
    last: int,
    found: list[Record],
    refusals: list[Refusal],
) -> None:
    """Append the stretches of every leave asked for: a broken first or last month stands alone."""
    by_id = {child.id: (child, start, end) for child, start, end in ranges}
    taken: dict[str, set[int]] = {}
    for request in case.leaves:
        entry = by_id.get(request.child)
        ground = "no_family_allowance" if entry is None else _ground(request, now)
        if entry is None or ground is not None:
            refusals.append(Refusal(GROUNDS[ground or "no_family_allowance"], request.child))
            continue
        child, start, end = entry
        opens = max(start, first, month_of(request.leave_from))
        months = _months(request, child, case, now, range(opens, min(end, last, month_of(request.leave_to)) + 1))
        # art. 10 ust. 2 and 4: one supplement for a carer (since 1.08.2017) and one for a child, whoever is on leave.
        keys = (
            [f"child {request.child}", f"carer {request.carer}"]
            if now.leave_one_for_carer
            else [f"child {request.child}"]
        )
        free = months.keys() - {at for key in keys for at in taken.get(key, ())}
        if not free:
            refusals.append(Refusal(GROUNDS["one_supplement_for_carer" if months else "leave_used_up"], request.child))
            continue
        for key in keys:
            taken.setdefault(key, set()).update(free)
        _append(request, child, months, now, sorted(free), found)


def _append(
    request: f.LeaveRequest,
    child: Child,
    variants: dict[int, str],
    now: SupplementRates,
    months: list[int],
    found: list[Record],
) -> None:
    runs: list[tuple[int, int, int, str, int, int]] = []
    for at in months:
        days = _days(request, at)
        amount, divisor = now.leave, days
        if days < days_in(at):
            divisor = now.leave_divisor or days_in(at)
            # up to 10 groszy, once, after multiplying; never more than the month's amount (art. 10 ust. 3)
            amount = min(now.leave, round_up(now.leave * days, divisor, now.leave_rounding))
        opened = runs[-1] if runs else None
        if opened is not None and opened[1:4] == (at - 1, amount, variants[at]):
            runs[-1] = (opened[0], at, *opened[2:])
        else:
            runs.append((at, at, amount, variants[at], days, divisor))
    for at, to, amount, variant, days, divisor in runs:
        found.append((rules.LEAVE, child.id, amount, at, to, variant, days, divisor))


def _days(request: f.LeaveRequest, at: int) -> int:
    start: date = max(request.leave_from, first_day(at))
    end: date = min(request.leave_to, last_day(at))
    return (end - start).days + 1


def _months(request: f.LeaveRequest, child: Child, case: Case, now: SupplementRates, months: range) -> dict[int, str]:
    """The months of the leave that are not used up, each with its variant: the longest time lasts as long as a certificate does, and the
    months under an earlier one count to it."""
    usual, most = (
        (SIBLINGS, now.leave_months_siblings) if request.siblings_of_one_birth else (ONE_CHILD, now.leave_months)
    )
    certificates = case.several.get(child.id, ((child.degree, child.degree_from, child.degree_to),))
    found: dict[int, str] = {}
    for at in months:
        disabled = any(degree in _DISABLED and first <= at <= last for degree, first, last in certificates)
        variant, longest = (DISABLED, now.leave_months_disability) if disabled else (usual, most)
        if request.months_used + len(found) < longest:
            found[at] = variant
    return found


def _ground(request: f.LeaveRequest, now: SupplementRates) -> str | None:
    if request.employment_months_before < now.leave_employment:
        return "employment_too_short"
    if request.work_prevents_care:
        return "work_prevents_personal_care"
    if request.child_in_full_care:
        return "child_in_full_care"
    if request.maternity_benefit:
        return "maternity_benefit"
    if request.parental_benefit:
        return "parental_benefit"
    return None
