"""The stretches of months in which the allowance and its supplements would be due, before any income test (art. 6-15).

A record is (rule, child, grosze, first month, last month, variant, ...): result and step at once. One pass over the children, because
this is the part of the computation that runs for every family of a gmina in every recalculation.
"""

from casework.benefits.results import Refusal, UnfitFacts
from kit.law import Record
from kit.periods import MONTHS_OF_YEAR
from services.family_benefits import rules
from services.family_benefits.case import Case, Child
from services.family_benefits.family import entitled_until
from services.family_benefits.grounds import GROUNDS
from services.family_benefits.rates import Rates
from services.family_benefits.supplements import (
    ONCE,
    Range,
    in_time,
    large_family,
    no_school_start,
    rare_stretches,
    rehabilitation,
)

YOUNG, MIDDLE, GROWN = "do_5_lat", "powyzej_5_do_18_lat", "powyzej_18_do_24_lat"

ONE_TWELFTH = frozenset({rules.BIRTH, rules.SCHOOL_START, rules.RESIDENCE, rules.COMMUTING})
"""Supplements of art. 9, 14 and 15, which count by 1/12 of the year (art. 5 ust. 3b pkt 3)."""

BAND, SCHOOL_START, LARGE_FAMILY = rules.BAND, rules.SCHOOL_START, rules.LARGE_FAMILY
COMMUTING, RESIDENCE = rules.COMMUTING, rules.RESIDENCE

_OF_A_TURN = {
    "child_too_old": (rules.BAND,),
    "no_certificate": (rules.REHABILITATION,),
    "wrong_school_type": (rules.RESIDENCE, rules.COMMUTING),
    "not_a_pupil": (rules.SCHOOL_START,),
}
"""Grounds that one school or certificate gives and another takes away, and what is due when it does."""
Sums = tuple[int, int]
"""(grosze due in every month of the award, grosze that count by 1/12): the total of art. 5 ust. 3b taken in passing."""


def stretches(
    case: Case, now: Rates, first: int, last: int, refusals: list[Refusal]
) -> tuple[list[Record], Sums | None]:
    """What would be due between two months: bands of the allowance, then the supplements, by child.

    The sums are None when an amount due in some of the months only is among them, or one that few families ask for.

    Raises:
        UnfitFacts: school away is asked for a child in an arts or a special school whose level nobody told.
    """
    found: list[Record] = []
    add = found.append
    more = now.supplements
    young_to, grown_from, young, middle = now.young_to, now.grown_from, now.young, now.middle
    requested = case.requested
    september = last - (last - more.school_starts) % MONTHS_OF_YEAR
    # The month for which the start of the school year is paid: not before that of the request.
    starts = requested if requested > september else september
    whole = twelfths = 0
    # No supplement is due for months before that of its request (art. 24 ust. 2).
    asked_from = requested if requested > first else first
    even = asked_from == first
    for child in case.children:
        born = child.born
        of_age = born + grown_from
        start, end = first, last
        if of_age < last or born > first or not child.steady:
            even = False
            start, end = _range(child, now, first, last)
            if start > end:
                if child.ground is not None or child.due_from <= last:
                    refusals.append(Refusal(GROUNDS[child.ground or "child_too_old"], child.id))
                continue
        no_longer_young = born + young_to
        if start > no_longer_young and end <= of_age:
            whole += middle
            add((BAND, child.id, middle, start, end, MIDDLE))
        elif end <= no_longer_young:
            whole += young
            add((BAND, child.id, young, start, end, YOUNG))
        else:
            even = False
            _bands(child, now, start, end, found)
        asked = child.asked
        if asked is None:
            continue
        if asked.school_start:
            if asked.is_pupil and requested <= last and september <= end and september <= child.learns_to:
                at = starts if starts > start else start
                if at > end:
                    at = end
                amount = more.school_start
                twelfths += amount
                add((SCHOOL_START, child.id, amount, at, at, None))
            else:
                refusals.append(Refusal(no_school_start(case, child, september, last), child.id))
        if asked.study_away:
            if asked.level_at is not None:
                raise UnfitFacts(
                    "school_level_not_told",
                    asked.level_at,
                    "Dodatek z tytułu nauki poza miejscem zamieszkania zależy od poziomu tej szkoły (art. 15 ust. 1 u.ś.r.): podaj go.",
                )
            stop = end if end < child.learns_to else child.learns_to
            fit = asked.fit_school
            if asked.fit_by_certificate:
                start, stop = max(start, child.degree_from), min(stop, child.degree_to)
                fit = start <= stop
            if fit:
                if asked.commutes:
                    rule, amount = COMMUTING, more.commuting
                else:
                    rule, amount = RESIDENCE, more.residence
                if start < asked_from:
                    start = asked_from
                length, paid = more.study_months, 0
                since = (start - more.study_starts) % MONTHS_OF_YEAR
                opens = start - since
                if since >= length:
                    opens += MONTHS_OF_YEAR
                    start = opens
                while start <= stop:
                    to = opens + length - 1
                    if to > stop:
                        to = stop
                    add((rule, child.id, amount, start, to, None))
                    paid += to - start + 1
                    opens += MONTHS_OF_YEAR
                    start = opens
                twelfths += amount * paid
            else:
                refusals.append(Refusal(GROUNDS["wrong_school_type"], child.id))
        if asked.rehabilitation:
            even = False
            start, end = _range(child, now, first, last)
            if start < asked_from and not in_time(child, case.requested_on, now.certificate_months):
                start = asked_from
            rehabilitation(child, more, start, end, found, refusals)
    if case.large_family:
        if even:
            amount = more.large_family
            for child in case.children[more.large_family_from - 1 :]:
                whole += amount
                add((LARGE_FAMILY, child.id, amount, first, last, None))
        else:
            large_family(more, _ranges(case, now, asked_from, last), found)
    if case.rare:
        even = False
        ranges = _ranges(case, now, first, last)
        mine = ranges if asked_from == first else _ranges(case, now, asked_from, last)
        rare_stretches(case, more, ranges, mine, asked_from, last, found, refusals)
    return found, (whole, twelfths) if even else None


def turned(
    found: list[Record], sums: Sums | None, fresh: list[Record], even: Sums | None, at: int
) -> tuple[list[Record], Sums | None]:
    """The stretches of an award whose law changed in the month: those of the first law before it, those of the second from it on."""
    joined = [_cut(record, record[3], min(record[4], at - 1)) for record in found if record[3] < at]
    open_ones = {(*record[:3], *record[5:]): place for place, record in enumerate(joined) if record[4] == at - 1}
    for record in fresh:
        if record[4] < at:
            continue
        place = open_ones.get((*record[:3], *record[5:])) if record[3] <= at and record[0] not in ONCE else None
        if place is None:
            joined.append(_cut(record, max(record[3], at), record[4]))
        else:
            joined[place] = _cut(record, joined[place][3], record[4])
    if sums is None or even is None:
        return joined, None
    return joined, (even[0], sum(one[2] * (one[4] - one[3] + 1) for one in joined if one[0] in ONE_TWELFTH))


def still_refused(refusals: list[Refusal], lately: list[Refusal], found: list[Record]) -> list[Refusal]:
    """The refusals without those for a school or certificate of some months only; the last one tells why, where nothing else is due."""
    got = {(record[0], record[1]) for record in found}
    return [
        one
        for one in refusals
        if (rules_of := _OF_A_TURN.get(one.ground.code)) is None
        or (one in lately and not any((rule, one.person) in got for rule in rules_of))
    ]


def _cut(record: Record, first: int, last: int) -> Record:
    return (*record[:3], first, last, *record[5:])


def _range(child: Child, now: Rates, first: int, last: int) -> tuple[int, int]:
    """The months of the allowance for the child within the award; the first after the last when there is none."""
    if child.ground is not None:
        return 1, 0
    end = child.born + now.grown_from
    if (end < last and child.learns) or child.is_student:
        end = entitled_until(child, now)
    return max(first, child.present_from, child.due_from), min(last, end, child.present_to)


def _ranges(case: Case, now: Rates, first: int, last: int) -> list[Range]:
    ranges = [(child, *_range(child, now, first, last)) for child in case.children]
    return [item for item in ranges if item[1] <= item[2]]


def _bands(child: Child, now: Rates, start: int, end: int, found: list[Record]) -> None:
    at = start
    for variant, amount, until in (
        (YOUNG, now.young, child.born + now.young_to),
        (MIDDLE, now.middle, child.born + now.grown_from),
        (GROWN, now.grown, end),
    ):
        if at <= until:
            to = min(until, end)
            found.append((BAND, child.id, amount, at, to, variant))
            if to == end:
                return
            at = to + 1
