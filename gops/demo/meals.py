"""Pomoc w zakresie dożywiania (programme 'Posiłek w szkole i w domu'): meals at school, food parcels, allowances for food.

Every payment has two lines, from the State's grant and from the gmina's own means, about 60 to 40; together exactly what was booked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from gops.demo.bank_days import months
from gops.demo.courses import Course, fit, total
from gops.demo.expected import Expected
from gops.demo.model import FundedPart
from gops.demo.recording import FIRST, LAST
from gops.demo.village import Family, Village

_PRICE = 320
_SCHOOL = [month for month in months(FIRST, LAST) if month[5:] not in {"07", "08"}]
_GRANT, _OWN = "dotacja_wlasne_2030", "srodki_wlasne"
_PARAGRAF = "3110"
_ALLOWANCES = (20000, 18000, 15000, 22000, 16000)
_PARCELS = (9000, 11000, 8000)


@dataclass(frozen=True, slots=True)
class Meals:
    """Courses by benefit code, and how each payment is divided between the two sources, in the order of the calls."""

    courses: Mapping[str, Sequence[Course]]
    parts: Callable[[int], Sequence[FundedPart]]


def meals(rng: Random, village: Village, poor: Sequence[Family], expected: Expected) -> Meals:
    """Forty pupils of 24 families; seven others with allowances for food, in kind, or both."""
    row = expected.row_of("posilek_razem")
    line = expected.line("posilek_razem")
    children, families = line.parts[0].persons or 0, line.parts[0].families or 0
    pupils = _pupils(rng, poor, children, families)
    adults = village.singles[-(line.parts[1].families or 0) :]
    allowances = [
        Course(person, person, village.home(person), {rng.choice(_SCHOOL): amount})
        for person, amount in zip(adults, _ALLOWANCES, strict=False)
    ]
    parcels = [
        Course(person, person, village.home(person), {rng.choice(_SCHOOL): amount})
        for person, amount in zip(adults[-len(_PARCELS) :], _PARCELS, strict=True)
    ]
    fit([[course] for course in pupils], line.amount - total(allowances) - total(parcels), rng)
    for course in pupils:
        course.quantity = {month: 1000 * (course.paid(month) // _PRICE) for month in course.due}
    return Meals(
        courses={
            "posilek_dziecka": pupils,
            "zasilek_celowy_na_zywnosc_posilek": allowances,
            "swiadczenie_rzeczowe_posilek": parcels,
        },
        parts=_divided(row.figures.state, row.figures.executed),
    )


def _pupils(rng: Random, poor: Sequence[Family], children: int, families: int) -> list[Course]:
    """One or two pupils of each family, so many that the children are as many as wanted."""
    two = children - families
    able = [(family, [child for child in family.children if 2005 <= child.born.year <= 2013]) for family in poor]
    chosen = [(family, young[:2]) for family, young in able if len(young) >= 2][:two]
    taken = {id(family) for family, _ in chosen}
    chosen += [(family, young[:1]) for family, young in able if young and id(family) not in taken][: families - two]
    courses = []
    for family, young in chosen:
        for child in young:
            course = Course(child, family.household.reference, family.household, dict.fromkeys(_SCHOOL, 20 * _PRICE))
            course.odd = {month: rng.randrange(15, 20) * _PRICE for month in _SCHOOL}
            courses.append(course)
    return courses


def _divided(state: int, executed: int) -> Callable[[int], Sequence[FundedPart]]:
    """Divides payments one after another so that the grant's parts come to exactly `state` when all of `executed` is paid."""
    paid, granted = 0, 0

    def parts(amount: int) -> Sequence[FundedPart]:
        nonlocal paid, granted
        paid += amount
        grant = (2 * paid * state + executed) // (2 * executed) - granted
        granted += grant
        return (FundedPart(_GRANT, _PARAGRAF, grant), FundedPart(_OWN, _PARAGRAF, amount - grant))

    return parts
