"""The demo's year of świadczenia rodzinne, 500+ and Dobry start: rights of the village's families fitted to the report's totals."""

from collections.abc import Collection, Sequence
from datetime import date
from random import Random

from gops.demo.bank_days import month_of, months
from gops.demo.carers import care
from gops.demo.courses import Course, by_variant, fit
from gops.demo.expected import Expected
from gops.demo.model import Person, ServiceYear
from gops.demo.rates import age_band, care_allowance, family_allowance, rate
from gops.demo.recording import FIRST, LAST, YEAR, Records
from gops.demo.supplements import Allowances, supplements
from gops.demo.village import Family, Village
from kit.periods import completed_years

_ALL = months(FIRST, LAST)
_REDUCED_FAMILIES = 26
_REDUCED_BIRTHS = 15


def family_benefits(rng: Random, village: Village, expected: Expected) -> ServiceYear:
    """Persons, awards and payments of family_benefits; every total and count is the report's."""
    records = Records("SR.5221", rng)
    for family in village.families:
        records.household(family.household)
    records.add("swiadczenie_wychowawcze", _child_benefit(rng, village, expected))
    allowances = _allowances(rng, village, expected)
    records.add(
        "zasilek_rodzinny", by_variant(allowances.courses, lambda course, month: age_band(course.entitled, month))
    )
    for benefit, courses in supplements(rng, allowances, expected).items():
        records.add(benefit, courses)
    newborn = [family for family in village.families if family.newborn]
    records.add("jednorazowa_zapomoga_urodzenie", _birth_grants(rng, newborn, expected))
    records.add("swiadczenie_rodzicielskie", _parental(rng, newborn, expected))
    records.add("zasilek_pielegnacyjny", _nursing(rng, village, allowances.disabled, expected))
    for benefit, courses, decided in care(rng, village, allowances.disabled, expected):
        records.add(benefit, courses, decided=decided)
    records.add("dobry_start", _good_start(rng, village, expected))
    return records.finish()


def _child_benefit(rng: Random, village: Village, expected: Expected) -> list[Course]:
    """500+ for every minor child; until June an only or first child of a family above the criterion had none."""
    courses, first, new_from_july = [], set(), []
    for family in village.families:
        minors = [child for child in family.children if completed_years(child.born, date(YEAR, 1, 1)) < 18]
        for child in minors:
            course = _course(
                family, child, [month for month in _ALL if month_of(child.born) <= month <= _eighteenth(child)]
            )
            course.due = dict.fromkeys(course.due, rate("swiadczenie_wychowawcze"))
            courses.append(course)
            if child is minors[0]:
                first.add(child.number)
            if child is minors[0] and not family.allowance and {"2019-06", "2019-08"} <= course.due.keys():
                new_from_july.append(course)
    line = expected.line("swiadczenie_wychowawcze")
    excess = sum(sum(course.due.values()) for course in courses) - line.amount
    rng.shuffle(new_from_july)
    for course in new_from_july:
        before = [month for month in course.due if month < "2019-07"]
        cost = sum(course.due[month] for month in before)
        if cost <= excess:
            excess -= cost
            for month in before:
                del course.due[month]
    fit([[course] for course in courses], line.amount, rng, least=1)

    def variant(course: Course, month: str) -> str:
        if month >= "2019-07":
            return "kazde_dziecko"
        return "pierwsze_dziecko" if course.entitled.number in first else "kolejne_dziecko"

    return by_variant(courses, variant)


def _allowances(rng: Random, village: Village, expected: Expected) -> Allowances:
    """Zasiłek rodzinny by family; some families are above the criterion and get it reduced złotówka za złotówkę."""
    families = [family for family in village.families if family.allowance]
    newborn = [family for family in families if family.newborn]
    others = [family for family in families if not family.newborn and not family.alone and len(family.children) < 3]
    reduced = newborn[:_REDUCED_BIRTHS] + others[: _REDUCED_FAMILIES - _REDUCED_BIRTHS]
    disabled = _disabled_children(rng, village)
    steady = {child.number for child, _ in disabled}
    firm: list[list[Course]] = []
    loose: list[list[Course]] = []
    for family in families:
        group = [_allowance(family, child) for child in family.children]
        if family in reduced:
            _reduce(rng, group)
        keeps = _keeps_the_year(family, steady)
        (firm if keeps else loose).append(group)
    target = expected.line("zasilek_rodzinny").amount
    fit(loose, target - sum(sum(course.due.values()) for group in firm for course in group), rng, least=2)
    return Allowances(
        tuple(families), tuple(firm + loose), frozenset(id(family) for family in reduced), tuple(disabled)
    )


def _keeps_the_year(family: Family, disabled: Collection[str]) -> bool:
    """Families with supplements for most of the year keep zasiłek rodzinny for all of it."""
    if family.alone == "supplement" or len(family.children) > 2 or family.newborn is not None:
        return True
    return any(child.number in disabled or 2016 <= child.born.year <= 2018 for child in family.children)


def _allowance(family: Family, child: Person) -> Course:
    course = _course(family, child, [month for month in _ALL if month_of(child.born) <= month])
    course.due = {month: family_allowance(child, month) for month in course.due}
    return course


def _reduce(rng: Random, group: Sequence[Course]) -> None:
    cut = rng.randrange(800, 5500)
    for course in group:
        course.due = {month: amount - cut for month, amount in course.due.items()}
        course.mechanism = "zlotowka_za_zlotowke"


def _disabled_children(rng: Random, village: Village) -> list[tuple[Person, Family]]:
    """Twenty disabled children: five of lone parents with the supplement, four more of families with zasiłek rodzinny, eleven others."""
    found = []
    for count, among in (
        (5, [family for family in village.families if family.alone == "supplement"]),
        (4, [family for family in village.families if family.allowance and not family.alone and not family.newborn]),
        (
            11,
            [family for family in village.families if not family.allowance and not family.newborn and not family.alone],
        ),
    ):
        young = [
            (family, [child for child in family.children if completed_years(child.born, date(YEAR, 1, 1)) < 17])
            for family in among
        ]
        for family, children in rng.sample([pair for pair in young if pair[1]], count):
            found.append((rng.choice(children), family))
    return found


def _birth_grants(rng: Random, newborn: Sequence[Family], expected: Expected) -> list[Course]:
    line = expected.line("jednorazowa_zapomoga_urodzenie")
    courses = []
    for family in newborn[: line.benefits]:
        month = _after_birth(rng, family)
        courses.append(_course(family, family.children[-1], [month]))
        courses[-1].due[month] = rate("jednorazowa_zapomoga_urodzenie")
    return courses


def _parental(rng: Random, newborn: Sequence[Family], expected: Expected) -> list[Course]:
    """Świadczenie rodzicielskie of mothers without sickness insurance, for a year from the birth."""
    line = expected.line("swiadczenie_rodzicielskie")
    courses = []
    for family in sorted(newborn, key=lambda family: family.children[-1].born)[: line.persons]:
        mother = next(adult for adult in family.household.adults if adult.sex == "F")
        born = month_of(family.children[-1].born)
        until = f"{int(born[:4]) + 1}{born[4:]}"
        due = dict.fromkeys((month for month in _ALL if born <= month < until), rate("swiadczenie_rodzicielskie"))
        last = max(months(born, until)[:-1])
        courses.append(Course(mother, mother, family.household, due, since=born, until=last))
    fit([[course] for course in courses], line.amount, rng, at_end=6)
    return courses


def _nursing(
    rng: Random, village: Village, children: Sequence[tuple[Person, Family]], expected: Expected
) -> list[Course]:
    """Zasiłek pielęgnacyjny of disabled children (paid to the parent), disabled adults and people over 75."""
    line = expected.line("zasilek_pielegnacyjny")
    due = {month: care_allowance(month) for month in _ALL}
    courses = [Course(child, family.household.reference, family.household, dict(due)) for child, family in children]
    for course in courses:
        course.variant = "niepelnosprawne_dziecko"
    for place, person in enumerate(village.disabled_adults + village.elderly):
        old = place >= len(village.disabled_adults)
        degree = "umiarkowany_stopien" if place % 4 == 0 else "znaczny_stopien"
        variant = "ukonczone_75_lat" if old else degree
        courses.append(Course(person, person, None, dict(due), variant=variant))
    fit([[course] for course in courses], line.amount, rng)
    return courses


def _good_start(rng: Random, village: Village, expected: Expected) -> list[Course]:
    line = expected.line("dobry_start")
    pupils = [(family, child) for family in village.families for child in family.children if child.born.year <= 2012]
    courses = []
    for family, child in rng.sample(pupils, line.persons or 0):
        month = rng.choice(("2019-08", "2019-08", "2019-09", "2019-10", "2019-11"))
        courses.append(_course(family, child, [month]))
        courses[-1].due[month] = rate("dobry_start")
    return courses


def _course(family: Family, child: Person, due: Sequence[str]) -> Course:
    return Course(child, family.household.reference, family.household, dict.fromkeys(due, 0))


def _after_birth(rng: Random, family: Family) -> str:
    born = month_of(family.children[-1].born)
    return rng.choice([month for month in months(born, LAST) if month >= FIRST][:3])


def _eighteenth(child: Person) -> str:
    return f"{child.born.year + 18}-{child.born.month:02d}"
