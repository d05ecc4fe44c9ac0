"""Benefits of carers (art. 16a, 17 u.ś.r., zasiłek dla opiekuna) and the contributions paid for them."""

from collections.abc import Iterator, Sequence
from random import Random

from gops.demo.bank_days import months
from gops.demo.courses import Course, fit
from gops.demo.expected import Expected, Line
from gops.demo.model import Person
from gops.demo.rates import contribution, rate
from gops.demo.recording import FIRST, LAST
from gops.demo.village import Family, Village

_PARENTS = 7


def care(
    rng: Random, village: Village, disabled: Sequence[tuple[Person, Family]], expected: Expected
) -> Iterator[tuple[str, list[Course], bool]]:
    """Benefit code, its courses, and whether a decision stands behind them (contributions follow from the benefit's)."""
    nursing = _nursing(rng, village, disabled, expected)
    special = _flat(village.carers[_others(expected) :][: _persons(expected, "specjalny_zasilek_opiekunczy")])
    fit([[course] for course in special], expected.line("specjalny_zasilek_opiekunczy").amount, rng)
    guardians = _flat(village.carers[-_persons(expected, "zasilek_dla_opiekuna") :])
    fit([[course] for course in guardians], expected.line("zasilek_dla_opiekuna").amount, rng)
    yield "swiadczenie_pielegnacyjne", nursing, True
    yield "specjalny_zasilek_opiekunczy", special, True
    yield "zasilek_dla_opiekuna", guardians, True
    pension = expected.line("skladki_emerytalno_rentowe_opiekunow")
    own = [
        *(_contributions(course, "swiadczenie_pielegnacyjne", pension=True) for course in nursing[: _part(pension, 0)]),
        *(
            _contributions(course, "specjalny_zasilek_opiekunczy", pension=True)
            for course in special[: _part(pension, 1)]
        ),
    ]
    fit([[course] for course in own], pension.amount, rng, least=1, at_end=9)
    yield pension.benefit, own, False
    health = expected.line("skladki_zdrowotne_opiekunow")
    half = _part(health, 1) - 1
    own = [
        *(_contributions(course, "swiadczenie_pielegnacyjne", pension=False) for course in nursing[: _part(health, 0)]),
        *(_contributions(course, "specjalny_zasilek_opiekunczy", pension=False) for course in special[-half:]),
        _contributions(guardians[0], "zasilek_dla_opiekuna", pension=False),
    ]
    fit([[course] for course in own], health.amount, rng, least=1, at_end=6)
    yield health.benefit, own, False


def _nursing(
    rng: Random, village: Village, disabled: Sequence[tuple[Person, Family]], expected: Expected
) -> list[Course]:
    """Świadczenie pielęgnacyjne of parents of disabled children and of other carers, those with the fullest year first."""
    parents = {family.household.reference.number: (family.household.reference, family) for _, family in disabled}
    mothers = [
        Course(person, person, family.household, _year("swiadczenie_pielegnacyjne"))
        for person, family in rng.sample(list(parents.values()), _PARENTS)
    ]
    courses = mothers + _flat(village.carers[: _others(expected)], "swiadczenie_pielegnacyjne")
    rng.shuffle(courses)
    line = expected.line("swiadczenie_pielegnacyjne")
    # Health contributions are paid for twelve of them: these keep the whole year, the others take what is missing.
    steady = expected.line("skladki_zdrowotne_opiekunow").parts[0].persons or 0
    rest = line.amount - sum(sum(course.due.values()) for course in courses[:steady])
    fit([[course] for course in courses[steady:]], rest, rng, at_end=6)
    return courses


def _flat(persons: Sequence[Person], benefit: str = "specjalny_zasilek_opiekunczy") -> list[Course]:
    return [Course(person, person, None, _year(benefit)) for person in persons]


def _year(benefit: str) -> dict[str, int]:
    return dict.fromkeys(months(FIRST, LAST), rate(benefit))


def _contributions(course: Course, benefit: str, *, pension: bool) -> Course:
    """Contributions for the months in which the carer's benefit was paid for the whole month."""
    base = rate(benefit)
    amount = (
        contribution("emerytalna", base) + contribution("rentowa", base) if pension else contribution("zdrowotna", base)
    )
    due = {month: amount for month in course.due if month not in course.odd}
    return Course(course.entitled, course.recipient, course.household, due, variant=benefit)


def _persons(expected: Expected, benefit: str) -> int:
    return expected.line(benefit).persons or 0


def _others(expected: Expected) -> int:
    """Carers who are not a disabled child's parent."""
    return _persons(expected, "swiadczenie_pielegnacyjne") - _PARENTS


def _part(line: Line, place: int) -> int:
    return line.parts[place].persons or 0
