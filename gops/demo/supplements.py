"""Supplements to zasiłek rodzinny: of children who have it in that month, fitted to the report's totals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from gops.demo.bank_days import month_of
from gops.demo.courses import Course, by_variant, fit, split
from gops.demo.expected import Expected
from gops.demo.model import Person
from gops.demo.rates import rate, rehabilitation, rehabilitation_band
from gops.demo.village import Family

_SCHOOL_START = "2019-09"
_REDUCED_STARTERS = 24
_BOARDERS = 9
_BOTH = 3


@dataclass(frozen=True, slots=True)
class Allowances:
    """Courses of zasiłek rodzinny by family; `reduced` are the families (by id) with złotówka za złotówkę; the disabled children."""

    families: Sequence[Family]
    groups: Sequence[Sequence[Course]]
    reduced: frozenset[int]
    disabled: Sequence[tuple[Person, Family]]

    @property
    def courses(self) -> list[Course]:
        """All children's."""
        return [course for group in self.groups for course in group]


def supplements(rng: Random, allowances: Allowances, expected: Expected) -> dict[str, list[Course]]:
    """Courses by benefit code."""
    away = _away(rng, allowances, expected)
    found = {
        "dodatek_urodzenie_dziecka": _births(rng, allowances, expected),
        "dodatek_opieka_urlop_wychowawczy": _parental_leave(rng, allowances, expected),
        "dodatek_samotne_wychowywanie": _alone(rng, allowances, expected),
        "dodatek_wielodzietnosc": _large_families(rng, allowances, expected),
        "dodatek_ksztalcenie_rehabilitacja": _rehabilitation(rng, allowances, expected),
        "dodatek_nauka_zamieszkanie": away[0],
        "dodatek_nauka_dojazd": away[1],
        "dodatek_rozpoczecie_roku_szkolnego": _school_start(rng, allowances, expected),
    }
    # Złotówka za złotówkę is a mechanism of zasiłek rodzinny; its supplements are only smaller by it.
    return {benefit: [replace(course, mechanism=None) for course in courses] for benefit, courses in found.items()}


def _births(rng: Random, allowances: Allowances, expected: Expected) -> list[Course]:
    line = expected.line("dodatek_urodzenie_dziecka")
    newborn = {family.newborn.number for family in allowances.families if family.newborn}
    courses = [
        _like(course, [min(course.due)], rate("dodatek_urodzenie_dziecka"))
        for course in allowances.courses
        if course.entitled.number in newborn
    ]
    _reduce(rng, [course for course in courses if course.mechanism], line.amount, courses, 2500, 60000)
    return courses


def _school_start(rng: Random, allowances: Allowances, expected: Expected) -> list[Course]:
    line = expected.line("dodatek_rozpoczecie_roku_szkolnego")
    pupils = [
        course for course in allowances.courses if course.entitled.born.year <= 2013 and _SCHOOL_START in course.due
    ]
    reduced = [course for course in pupils if course.mechanism][:_REDUCED_STARTERS]
    full = [course for course in pupils if not course.mechanism]
    chosen = reduced + rng.sample(full, (line.persons or 0) - len(reduced))
    courses = [_like(course, [_SCHOOL_START], rate("dodatek_rozpoczecie_roku_szkolnego")) for course in chosen]
    _reduce(rng, [course for course in courses if course.mechanism], line.amount, courses, 500, 9800)
    return courses


def _reduce(
    rng: Random, reduced: Sequence[Course], target: int, courses: Sequence[Course], low: int, high: int
) -> None:
    """Gives the courses under złotówka za złotówkę odd nominal amounts so that all together pay the target."""
    rest = target - sum(sum(course.due.values()) for course in courses if not course.mechanism)
    for course, amount in zip(reduced, split(rng, rest, len(reduced), low, high), strict=True):
        course.due = dict.fromkeys(course.due, amount)


def _parental_leave(rng: Random, allowances: Allowances, expected: Expected) -> list[Course]:
    line = expected.line("dodatek_opieka_urlop_wychowawczy")
    disabled = {child.number for child, _ in allowances.disabled}
    small = [group for group in allowances.groups if any(2016 <= _born(course) <= 2018 for course in group)]
    courses = []
    for group in rng.sample(small, line.persons or 0):
        course = max((course for course in group if 2016 <= _born(course) <= 2018), key=lambda one: one.entitled.born)
        courses.append(_like(course, course.due, rate("dodatek_opieka_urlop_wychowawczy")))
        ill = course.entitled.number in disabled
        courses[-1].variant = "dziecko_z_orzeczeniem" if ill else "jedno_dziecko"
    fit([[course] for course in courses], line.amount, rng, at_end=8)
    return courses


def _alone(rng: Random, allowances: Allowances, expected: Expected) -> list[Course]:
    """Lone parents without alimony because the other parent is dead or unknown; more for a disabled child (art. 11a ust. 4)."""
    line = expected.line("dodatek_samotne_wychowywanie")
    lone = {child.number for family in allowances.families if family.alone == "supplement" for child in family.children}
    disabled = {child.number for child, _ in allowances.disabled}
    courses = []
    for course in allowances.courses:
        if course.entitled.number in lone:
            more = course.entitled.number in disabled
            amount = rate(f"dodatek_samotne_wychowywanie{'_niepelnosprawnosc' if more else ''}")
            courses.append(_like(course, course.due, amount))
            courses[-1].variant = "zwiekszony_niepelnosprawnosc" if more else "bez_zwiekszenia"
    fit([[course] for course in courses], line.amount, rng, at_end=1)
    return courses


def _large_families(rng: Random, allowances: Allowances, expected: Expected) -> list[Course]:
    """The third and every further child of a family."""
    line = expected.line("dodatek_wielodzietnosc")
    groups = [
        [_like(course, course.due, rate("dodatek_wielodzietnosc")) for course in group[2:]]
        for group in allowances.groups
        if len(group) > 2
    ]
    fit(groups, line.amount, rng)
    return [course for group in groups for course in group]


def _rehabilitation(rng: Random, allowances: Allowances, expected: Expected) -> list[Course]:
    line = expected.line("dodatek_ksztalcenie_rehabilitacja")
    disabled = {child.number for child, _ in allowances.disabled}
    courses = []
    for course in allowances.courses:
        if course.entitled.number in disabled:
            courses.append(_like(course, course.due, 0))
            courses[-1].due = {month: rehabilitation(course.entitled, month) for month in course.due}
    fit([[course] for course in courses], line.amount, rng, at_end=4)
    return by_variant(courses, lambda course, month: rehabilitation_band(course.entitled, month))


def _away(rng: Random, allowances: Allowances, expected: Expected) -> tuple[list[Course], list[Course]]:
    """Pupils who live at school or go to one elsewhere, September to June; some changed from the one to the other in September."""
    line = expected.line("dodatek_nauka_poza_miejscem_zamieszkania")
    older = sorted(
        (course for course in allowances.courses if _school_months(course)),
        key=lambda course: (course.entitled.born.year > 2003, rng.random()),
    )[: line.persons]
    boarding, commuting = [], []
    for place, course in enumerate(older):
        school = _school_months(course)
        spring = [month for month in school if month < _SCHOOL_START]
        autumn = [month for month in school if month >= _SCHOOL_START]
        if place < _BOTH and spring and autumn:
            boarding.append(_like(course, autumn, rate("dodatek_nauka_zamieszkanie")))
            commuting.append(_like(course, spring, rate("dodatek_nauka_dojazd")))
        elif place < _BOARDERS:
            boarding.append(_like(course, school, rate("dodatek_nauka_zamieszkanie")))
        else:
            commuting.append(_like(course, school, rate("dodatek_nauka_dojazd")))
    fit([[course] for course in boarding + commuting], line.amount, rng, at_end=4)
    return boarding, commuting


def _school_months(course: Course) -> list[str]:
    """Months of zasiłek rodzinny in which a pupil of a secondary school goes there: from September of the year of the 15th birthday."""
    first = f"{_born(course) + 15}-09"
    return [month for month in sorted(course.due) if month >= first and month[5:] not in {"07", "08"}]


def _like(course: Course, due: Iterable[str], amount: int) -> Course:
    return Course(
        course.entitled, course.recipient, course.household, dict.fromkeys(due, amount), mechanism=course.mechanism
    )


def _born(course: Course) -> int:
    return int(month_of(course.entitled.born)[:4])
