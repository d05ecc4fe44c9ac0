"""The supplements to the family allowance: for which child, in which months, how much (art. 8-15).

Only a request opens a supplement, and only beside the allowance for that child. Childcare leave (art. 10) stands in leave.py.
"""

from itertools import pairwise

from casework.benefits.results import Refusal
from kit.law import Record
from kit.periods import MONTHS_OF_YEAR, birthday, month_of
from services.family_benefits import rules
from services.family_benefits.case import COUNTED_DEGREES, STUDY_DEGREES, Case, Child
from services.family_benefits.grounds import GROUNDS
from services.family_benefits.leave import leave_stretches
from services.family_benefits.rates import SupplementRates

BIRTH = "dodatek_urodzenie_dziecka"
LONE = "dodatek_samotne_wychowywanie"
LARGE_FAMILY = "dodatek_wielodzietnosc"
REHABILITATION = "dodatek_ksztalcenie_rehabilitacja"
SCHOOL_START = "dodatek_rozpoczecie_roku_szkolnego"
RESIDENCE = "dodatek_nauka_zamieszkanie"
COMMUTING = "dodatek_nauka_dojazd"

PLAIN, RAISED = "bez_zwiekszenia", "zwiekszony_niepelnosprawnosc"
YOUNG, GROWN = "do_5_lat", "powyzej_5_lat"

_DISABLED = frozenset({"orzeczenie_o_niepelnosprawnosci", "znaczny"})
_SECONDARY = frozenset({"ponadpodstawowa", "artystyczna"})
_CERTIFIED_PRIMARY = COUNTED_DEGREES | {"lekki"}

Stretch = tuple[str, str | None, str, int, int, int, bool]
Range = tuple[int, int, int]
"""(index of the child, first month, last month) of the allowance"""


def supplement_stretches(
    case: Case,
    now: SupplementRates,
    ranges: list[Range],
    first: int,
    last: int,
    found: list[Stretch],
    trace: list[Record],
    refusals: list[Refusal],
) -> None:
    """Append the stretches of every supplement asked for."""
    for index, start, end in ranges:
        child = case.children[index]
        if child.id in case.rehabilitation:
            _rehabilitation(child, now, start, end, found, trace, refusals)
        if child.id in case.school_start:
            _school_start(case, child, now, start, end, last, found, trace, refusals)
        if child.id in case.study_away:
            _study_away(child, case.study_away[child.id], now, start, end, found, trace, refusals)
    if case.lone:
        _lone(case, now, ranges, found, trace, refusals)
    if case.large_family:
        _large_family(case, now, ranges, found, trace)
    if case.birth:
        _birth(case, now, ranges, found, trace, refusals)
    if case.leaves:
        leave_stretches(case, now, ranges, first, last, found, trace, refusals)


def _rehabilitation(
    child: Child,
    now: SupplementRates,
    start: int,
    end: int,
    found: list[Stretch],
    trace: list[Record],
    refusals: list[Refusal],
) -> None:
    sixteen = child.born + now.rehabilitation_child_to
    if child.degree == "orzeczenie_o_niepelnosprawnosci":
        to = min(end, sixteen, child.degree_to)
        at = max(start, child.degree_from)
    elif child.degree in STUDY_DEGREES:
        to = min(end, child.born + now.rehabilitation_to, child.degree_to)
        at = max(start, child.degree_from, sixteen)
    else:
        at, to = 1, 0
    if at > to:
        refusals.append(Refusal(GROUNDS["no_certificate"], child.id))
        return
    young_to = child.born + now.rehabilitation_young_to
    for variant, amount, until in ((YOUNG, now.rehabilitation_young, young_to), (GROWN, now.rehabilitation_grown, to)):
        if at <= until:
            stop = min(to, until)
            found.append((REHABILITATION, variant, child.id, at, stop, amount, False))
            trace.append((rules.REHABILITATION, child.id, amount, at, stop))
            if stop == to:
                return
            at = stop + 1


def _school_start(
    case: Case,
    child: Child,
    now: SupplementRates,
    start: int,
    end: int,
    last: int,
    found: list[Stretch],
    trace: list[Record],
    refusals: list[Refusal],
) -> None:
    september = last - (last - (now.school_month - 1)) % MONTHS_OF_YEAR
    asked = month_of(case.requested_on)
    if child.school is None or child.in_university or child.learns_to < september:
        refusals.append(Refusal(GROUNDS["not_a_pupil"], child.id))
    elif asked > last:
        refusals.append(Refusal(GROUNDS["school_start_filed_late"], child.id))
    elif end < september:
        refusals.append(Refusal(GROUNDS["no_family_allowance"], child.id))
    else:
        at = min(max(september, start, asked), end)
        found.append((SCHOOL_START, None, child.id, at, at, now.school_start, True))
        trace.append((rules.SCHOOL_START, child.id, now.school_start, at))


def _study_away(
    child: Child,
    mode: str,
    now: SupplementRates,
    start: int,
    end: int,
    found: list[Stretch],
    trace: list[Record],
    refusals: list[Refusal],
) -> None:
    fits = child.school in _SECONDARY or (
        mode == "residence" and child.school == "podstawowa" and child.degree in _CERTIFIED_PRIMARY
    )
    if not fits:
        refusals.append(Refusal(GROUNDS["wrong_school_type"], child.id))
        return
    benefit, amount = (RESIDENCE, now.residence) if mode == "residence" else (COMMUTING, now.commuting)
    stop = min(end, child.learns_to)
    opens = start - (start - (now.study_first_month - 1)) % MONTHS_OF_YEAR
    while opens <= stop:
        at, to = max(start, opens), min(stop, opens + now.study_months - 1)
        if at <= to:
            found.append((benefit, None, child.id, at, to, amount, False))
            trace.append((rules.STUDY_AWAY, child.id, amount, at, to))
        opens += MONTHS_OF_YEAR


def _lone(
    case: Case,
    now: SupplementRates,
    ranges: list[Range],
    found: list[Stretch],
    trace: list[Record],
    refusals: list[Refusal],
) -> None:
    mine: list[Range] = []
    for item in ranges:
        child = case.children[item[0]]
        if child.id not in case.lone:
            continue
        if case.lone_refused:
            refusals.append(Refusal(GROUNDS["unemployment_benefit_chosen"], child.id))
        elif not child.lone_reason or case.applicant not in {
            "lone_parent",
            "student",
            "actual_guardian",
            "legal_guardian",
        }:
            refusals.append(Refusal(GROUNDS["no_reason_without_alimony"], child.id))
        else:
            mine.append(item)
    for at, to, present in _pieces(case, mine):
        children = [case.children[index] for index in present]
        disabled = [c for c in children if c.degree in _DISABLED and c.degree_from <= at and to <= c.degree_to]
        base = _capped(now.lone, now.lone_most, len(children))
        raised = _capped(now.lone_disability, now.lone_disability_most, len(disabled))
        extra = dict(zip((c.id for c in disabled), raised, strict=True))
        for child, part in zip(children, base, strict=True):
            amount = part + extra.get(child.id, 0)
            variant = RAISED if child.id in extra else PLAIN
            found.append((LONE, variant, child.id, at, to, amount, False))
            trace.append((rules.LONE, child.id, amount, at, to, len(children), len(disabled)))


def _capped(each: int, most: int, count: int) -> list[int]:
    """The amounts of the children, the cap for all of them shared out equally; the last takes the remainder."""
    total = min(each * count, most)
    return [total // count] * (count - 1) + [total - total // count * (count - 1)] if count else []


def _large_family(
    case: Case, now: SupplementRates, ranges: list[Range], found: list[Stretch], trace: list[Record]
) -> None:
    for at, to, present in _pieces(case, ranges):
        for index in present[now.large_family_from - 1 :]:
            child = case.children[index]
            found.append((LARGE_FAMILY, None, child.id, at, to, now.large_family, False))
            trace.append((rules.LARGE_FAMILY, child.id, now.large_family, at, to))


def _birth(
    case: Case,
    now: SupplementRates,
    ranges: list[Range],
    found: list[Stretch],
    trace: list[Record],
    refusals: list[Refusal],
) -> None:
    by_id = {case.children[index].id: (case.children[index], start, end) for index, start, end in ranges}
    for request in case.birth:
        entry = by_id.pop(request.child, None)
        if entry is None:
            refusals.append(Refusal(GROUNDS["no_family_allowance"], request.child))
            continue
        child, start, end = entry
        week = request.medical_care_from_week
        ground = None
        if case.requested_on >= birthday(child.born_on, now.birth_age):
            ground = "filed_after_deadline"
        elif request.paid_already:
            ground = "paid_already"
        elif not request.adopted_or_in_care and (week is None or week > now.birth_care_week):
            ground = "no_medical_care"
        if ground is not None:
            refusals.append(Refusal(GROUNDS[ground], child.id))
            continue
        at = min(max(start, month_of(case.requested_on)), end)
        found.append((BIRTH, None, child.id, at, at, now.birth, True))
        trace.append((rules.BIRTH, child.id, now.birth, at))


def _pieces(case: Case, ranges: list[Range]) -> list[tuple[int, int, list[int]]]:
    """The months cut where the set of children changes (allowance or certificate): first, last, children by age."""
    if not ranges:
        return []
    cuts = set()
    for index, start, end in ranges:
        child = case.children[index]
        cuts.update((start, end + 1))
        if child.degree is not None:
            cuts.update(cut for cut in (child.degree_from, child.degree_to + 1) if start < cut <= end)
    pieces = []
    for at, after in pairwise(sorted(cuts)):
        present = [index for index, start, end in ranges if start <= at and after - 1 <= end]
        if present:
            pieces.append((at, after - 1, present))
    return pieces
