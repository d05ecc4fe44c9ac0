"""The supplements to the family allowance: for which child, in which months, how much (art. 8-15).

Only a request opens a supplement, and only beside the allowance for that child. Childcare leave (art. 10) stands in leave.py.
"""

from datetime import date
from itertools import pairwise

from casework.benefits.results import Ground, Refusal
from casework.terms.days_off import rolled
from kit.law import Record, Rule
from kit.periods import add_months, birthday
from services.family_benefits import rules
from services.family_benefits.case import (
    STUDY_DEGREES,
    Case,
    Child,
)
from services.family_benefits.grounds import GROUNDS
from services.family_benefits.leave import LEAVE, leave_stretches
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

BENEFIT_OF: dict[Rule, str] = {
    rules.BIRTH: BIRTH,
    rules.LEAVE: LEAVE,
    rules.LONE: LONE,
    rules.LARGE_FAMILY: LARGE_FAMILY,
    rules.REHABILITATION: REHABILITATION,
    rules.SCHOOL_START: SCHOOL_START,
    rules.RESIDENCE: RESIDENCE,
    rules.COMMUTING: COMMUTING,
}
"""Which supplement a stretch belongs to."""
NAMES = {
    BIRTH: "dodatek z tytułu urodzenia dziecka",
    LEAVE: "dodatek z tytułu opieki nad dzieckiem w okresie urlopu wychowawczego",
    LONE: "dodatek z tytułu samotnego wychowywania dziecka",
    LARGE_FAMILY: "dodatek z tytułu wychowywania dziecka w rodzinie wielodzietnej",
    REHABILITATION: "dodatek z tytułu kształcenia i rehabilitacji dziecka niepełnosprawnego",
    SCHOOL_START: "dodatek z tytułu rozpoczęcia roku szkolnego",
    RESIDENCE: "dodatek z tytułu zamieszkania w miejscowości szkoły",
    COMMUTING: "dodatek z tytułu dojazdu do szkoły",
}
"""How sentences and lists call the supplements."""
ONCE = frozenset({rules.BIRTH, rules.SCHOOL_START})

Range = tuple[Child, int, int]
"""(child, first month, last month) of the allowance, the eldest first"""


def rare_stretches(
    case: Case,
    now: SupplementRates,
    ranges: list[Range],
    asked: list[Range],
    first: int,
    last: int,
    found: list[Record],
    refusals: list[Refusal],
) -> None:
    """Append what few families ask for: lone parent, birth, childcare leave; monthly ones from the request on, so in the months `asked`."""
    _lone(case, now, asked, found, refusals)
    _birth(case, now, ranges, found, refusals)
    leave_stretches(case, now, asked, first, last, found, refusals)


def no_school_start(case: Case, child: Child, september: int, last: int) -> Ground:
    """Why a pupil gets no supplement for the start of the school year."""
    if child.asked is None or not child.asked.is_pupil or child.learns_to < september:
        return GROUNDS["not_a_pupil"]
    return GROUNDS["school_start_filed_late" if case.requested > last else "no_family_allowance"]


def in_time(child: Child, requested_on: date, months: int) -> bool:
    """Whether the supplement was asked for within the months from the certificate, so that it is due from the month in which that was
    applied for (art. 24 ust. 2a; k.p.a. art. 57 § 3-4: the term ends on the day with the same number, or on the working day after it)."""
    certified_on = child.certified_on
    return certified_on is not None and certified_on <= requested_on <= rolled(add_months(certified_on, months))


def rehabilitation(
    child: Child, now: SupplementRates, start: int, end: int, found: list[Record], refusals: list[Refusal]
) -> None:
    """Append the supplement for education and rehabilitation by age and certificate (art. 13)."""
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
            found.append((rules.REHABILITATION, child.id, amount, at, stop, variant))
            if stop == to:
                return
            at = stop + 1


def _lone(case: Case, now: SupplementRates, ranges: list[Range], found: list[Record], refusals: list[Refusal]) -> None:
    mine: list[Range] = []
    for item in ranges:
        child = item[0]
        if child.id not in case.lone:
            continue
        if case.lone_refused:
            refusals.append(Refusal(GROUNDS["unemployment_benefit_chosen"], child.id))
        elif not child.lone_reason or case.applicant == "parents":
            refusals.append(Refusal(GROUNDS["no_reason_without_alimony"], child.id))
        else:
            mine.append(item)
    for at, to, children in _pieces(mine):
        disabled = [c for c in children if c.degree in _DISABLED and c.degree_from <= at and to <= c.degree_to]
        base = _capped(now.lone, now.lone_most, len(children))
        raised = _capped(now.lone_disability, now.lone_disability_most, len(disabled))
        extra = dict(zip((c.id for c in disabled), raised, strict=True))
        for child, part in zip(children, base, strict=True):
            amount = part + extra.get(child.id, 0)
            variant = RAISED if child.id in extra else PLAIN
            found.append((rules.LONE, child.id, amount, at, to, variant, len(children), len(disabled)))


def _capped(each: int, most: int, count: int) -> list[int]:
    """The amounts of the children, the cap for all of them shared out equally; the last takes the remainder."""
    total = min(each * count, most)
    return [total // count] * (count - 1) + [total - total // count * (count - 1)] if count else []


def large_family(now: SupplementRates, ranges: list[Range], found: list[Record]) -> None:
    """Append the supplement for the third and each further entitled child where the children change (art. 12a)."""
    for at, to, children in _pieces(ranges):
        for child in children[now.large_family_from - 1 :]:
            found.append((rules.LARGE_FAMILY, child.id, now.large_family, at, to, None))


def _birth(case: Case, now: SupplementRates, ranges: list[Range], found: list[Record], refusals: list[Refusal]) -> None:
    by_id = {child.id: (child, start, end) for child, start, end in ranges}
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
        at = min(max(start, case.requested), end)
        found.append((rules.BIRTH, child.id, now.birth, at, at, None))


def _pieces(ranges: list[Range]) -> list[tuple[int, int, list[Child]]]:
    """The months cut where the set of children changes (allowance or certificate): first, last, children by age."""
    cuts: set[int] = set()
    for child, start, end in ranges:
        cuts.update((start, end + 1))
        if child.degree is not None:
            cuts.update(cut for cut in (child.degree_from, child.degree_to + 1) if start < cut <= end)
    pieces = []
    for at, after in pairwise(sorted(cuts)):
        present = [child for child, start, end in ranges if start <= at and after - 1 <= end]
        if present:
            pieces.append((at, after - 1, present))
    return pieces
