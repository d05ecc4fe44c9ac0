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
    special = _flat(
        village.carers[_others(expected) :][: _persons(expected, "specjalny_zasilek_opiekunczy")],
        "specjalny_zasilek_opiekunczy",
    )
    fit([[course] for course in special], expected.line("specjalny_zasilek_opiekunczy").amount, rng)
    guardians = _flat(village.carers[-_persons(expected, "zasilek_dla_opiekuna") :], "zasilek_dla_opiekuna")
    fit([[course] for course in guardians], expected.line("zasilek_dla_opiekuna").amount, rng)
    yield "swiadczenie_pielegnacyjne", nursing, True
    yield "specjalny_zasilek_opiekunczy", special, True
    yield "zasilek_dla_opiekuna", guardians, True
    pension = expected.line("skladki_emerytalno_rentowe_opiekunow")
    own = _pension(nursing[: _part(pension, 0)], "swiadczenie_pielegnacyjne")
    own += _pension(special[: _part(pension, 1)], "specjalny_zasilek_opiekunczy")
    fit([[course] for course in own], pension.amount, rng, least=1, at_end=9)
    yield pension.benefit, own, False
    health = expected.line("skladki_zdrowotne_opiekunow")
    own = _health(nursing[: _part(health, 0)], "swiadczenie_pielegnacyjne")
    own += _health(special[1 : _part(health, 1)], "specjalny_zasilek_opiekunczy")
    own += _health(guardians[:1], "zasilek_dla_opiekuna")
    fit([[course] for course in own], health.amount, rng, least=1, at_end=6)
    yield health.benefit, own, False


def _nursing(
    rng: Random, village: Village, disabled: Sequence[tuple[Person, Family]], expected: Expected
) -> list[Course]:
    """Świadczenie pielęgnacyjne of parents of disabled children and of other carers, those with the fullest year first."""
    parents = {family.household.reference.number: (family.household.reference, family) for _, family in disabled}
    mothers = [
        Course(person, person, family.household, _year("swiadczenie_pielegnacyjne"), variant="stare_zasady")
        for person, family in rng.sample(list(parents.values()), _PARENTS)
    ]
    courses = mothers + _flat(village.carers[: _others(expected)], "swiadczenie_pielegnacyjne", "stare_zasady")
    rng.shuffle(courses)
    line = expected.line("swiadczenie_pielegnacyjne")
    # Health contributions are paid for twelve of them: these keep the whole year, the others take what is missing.
    steady = expected.line("skladki_zdrowotne_opiekunow").parts[0].persons or 0
    rest = line.amount - sum(sum(course.due.values()) for course in courses[:steady])
    fit([[course] for course in courses[steady:]], rest, rng, at_end=6)
    return courses


def _flat(persons: Sequence[Person], benefit: str, variant: str | None = None) -> list[Course]:
    return [Course(person, person, None, _year(benefit), variant=variant) for person in persons]


def _year(benefit: str) -> dict[str, int]:
    return dict.fromkeys(months(FIRST, LAST), rate(benefit))


def _pension(courses: Sequence[Course], benefit: str) -> list[Course]:
    """27,52% of the benefit: to ZUS, or to KRUS for those insured as farmers."""
    amount = contribution("emerytalna", rate(benefit)) + contribution("rentowa", rate(benefit))
    return [
        _contributions(course, amount, f"{benefit}_{'krus' if place % 3 == 2 else 'zus'}")
        for place, course in enumerate(courses)
    ]


def _health(courses: Sequence[Course], benefit: str) -> list[Course]:
    """9% of the benefit."""
    return [_contributions(course, contribution("zdrowotna", rate(benefit)), benefit) for course in courses]


def _contributions(course: Course, amount: int, variant: str) -> Course:
    """For the months in which the carer's benefit was paid for the whole month."""
    due = {month: amount for month in course.due if month not in course.odd}
    return Course(course.entitled, course.recipient, course.household, due, variant=variant)


def _persons(expected: Expected, benefit: str) -> int:
    return expected.line(benefit).persons or 0


def _others(expected: Expected) -> int:
    """Carers who are not a disabled child's parent."""
    return _persons(expected, "swiadczenie_pielegnacyjne") - _PARENTS


def _part(line: Line, place: int) -> int:
    return line.parts[place].persons or 0
