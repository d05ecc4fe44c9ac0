"""The demo gmina's people: families with children, lone parents, disabled and old people and their carers.

How many families of which size there are is chosen so that the report's counts come out: 464 families with 729 minor children, of which
181 families with 350 children (28 of them of age and at school) have zasiłek rodzinny.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal, NamedTuple

from gops.demo.model import Household, Person
from gops.demo.people import Register, any_sex, day_between

Alone = Literal["alimony", "supplement", "other"]


class _Band(NamedTuple):
    """Birthdays from a day to a day, and how many children of families with and without zasiłek rodzinny have theirs there."""

    first: date
    last: date
    allowance: int
    other: int

    def count(self, allowance: bool) -> int:
        return self.allowance if allowance else self.other


# number of children -> number of families
_ALLOWANCE_SIZES = {4: 6, 3: 30, 2: 91, 1: 54}
_OTHER_SIZES = {3: 12, 2: 100, 1: 171}
_NEWBORN = _Band(date(2018, 11, 3), date(2019, 10, 20), 25, 3)
_OF_AGE = _Band(date(1999, 2, 1), date(2000, 12, 20), 28, 0)
_BETWEEN = (
    _Band(date(2015, 1, 1), date(2018, 9, 30), 55, 80),
    _Band(date(2013, 1, 1), date(2014, 12, 31), 30, 39),
    _Band(date(2005, 1, 1), date(2012, 12, 31), 132, 205),
    _Band(date(2001, 2, 1), date(2004, 12, 31), 80, 80),
)
# (kind of lone parent, family with zasiłek rodzinny, number of children) -> number of families
_ALONE: dict[tuple[Alone, bool, int], int] = {
    ("supplement", True, 1): 3,
    ("supplement", True, 2): 6,
    ("alimony", True, 1): 5,
    ("alimony", True, 2): 7,
    ("alimony", True, 3): 2,
    ("alimony", False, 1): 3,
    ("alimony", False, 2): 3,
    ("other", False, 1): 9,
}
_FOREIGN_FAMILIES = 2
_APART = timedelta(days=300)
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Family:
    """A household with children and why it is in the demo; `newborn` was born in the year or just before."""

    household: Household
    allowance: bool
    newborn: Person | None
    alone: Alone | None

    @property
    def children(self) -> tuple[Person, ...]:
        """From the oldest."""
        return self.household.children


@dataclass(frozen=True, slots=True)
class Village:
    """Everybody whom the three services know, by what they are known for."""

    families: tuple[Family, ...]
    disabled_adults: tuple[Person, ...]
    elderly: tuple[Person, ...]
    carers: tuple[Person, ...]
    singles: tuple[Person, ...]
    residents: tuple[Person, ...]
    guardian: Person
    foster_child: Person

    def home(self, person: Person) -> Household:
        """The household of somebody who lives alone."""
        return Household(person, "single", (person,))


def settle(rng: Random, register: Register) -> Village:
    """The village of that seed: the same seed gives the same people."""
    families = _families(rng, register)

    def adults(count: int, first: int, last: int) -> tuple[Person, ...]:
        return tuple(
            register.person(any_sex(rng), day_between(rng, date(first, 1, 1), date(last, 12, 31))) for _ in range(count)
        )

    return Village(
        families=families,
        disabled_adults=adults(25, 1959, 1999),
        elderly=adults(38, 1927, 1942),
        carers=adults(16, 1958, 1980),
        singles=adults(27, 1955, 1990),
        residents=adults(3, 1935, 1955),
        guardian=adults(1, 1965, 1975)[0],
        foster_child=register.person(any_sex(rng), date(2012, 5, 14)),
    )


def _families(rng: Random, register: Register) -> tuple[Family, ...]:
    found = []
    foreign = _FOREIGN_FAMILIES
    for allowance, sizes in ((True, _ALLOWANCE_SIZES), (False, _OTHER_SIZES)):
        births = _births(rng, sizes, allowance)
        alone = {(kind, size): count for (kind, among, size), count in _ALONE.items() if among == allowance}
        for days in births:
            kind = _alone_kind(alone, days)
            foreigner = not allowance and foreign > 0 and len(days) == 1 and kind is None
            foreign -= foreigner
            found.append(_family(rng, register, days, allowance=allowance, alone=kind, foreigner=foreigner))
    rng.shuffle(found)
    return tuple(found)


def _births(rng: Random, sizes: dict[int, int], allowance: bool) -> list[list[date]]:
    """Birthdays of the children of every family; of one family at least ten months apart, or of twins."""
    wanted = [size for size, count in sizes.items() for _ in range(count)]
    order = list(range(len(wanted)))
    rng.shuffle(order)
    families: list[list[date]] = [[] for _ in wanted]
    newborn, of_age = _NEWBORN.count(allowance), _OF_AGE.count(allowance)
    for place in order[:newborn]:
        families[place].append(day_between(rng, _NEWBORN.first, _NEWBORN.last))
    # A child of age lives with a minor one: świadczenie wychowawcze counts every family.
    for place in [place for place in order[newborn:] if wanted[place] > 1][:of_age]:
        families[place].append(day_between(rng, _OF_AGE.first, _OF_AGE.last))
    bands = [band for band in _BETWEEN for _ in range(band.count(allowance))]
    rng.shuffle(bands)
    for place, size in enumerate(wanted):
        while len(families[place]) < size:
            families[place].append(_apart(rng, bands.pop(), families[place]))
    rng.shuffle(families)
    return [sorted(days) for days in families]


def _apart(rng: Random, band: _Band, others: Sequence[date]) -> date:
    for _ in range(50):
        day = day_between(rng, band.first, band.last)
        if all(abs(day - other) >= _APART for other in others):
            return day
    return next(other for other in others if band.first <= other <= band.last)


def _alone_kind(alone: dict[tuple[Alone, int], int], days: Sequence[date]) -> Alone | None:
    if days[-1] >= _NEWBORN.first or days[0] <= _OF_AGE.last:
        return None
    for (kind, size), count in alone.items():
        if size == len(days) and count:
            alone[kind, size] -= 1
            return kind
    return None


def _family(
    rng: Random, register: Register, days: Sequence[date], *, allowance: bool, alone: Alone | None, foreigner: bool
) -> Family:
    surname = register.surname()
    low = max((days[-1] - days[0]).days / _YEAR, 0)
    at_oldest = rng.uniform(19, max(20, min(33, 44 - low)))
    mother_born = days[0] - timedelta(days=int(at_oldest * _YEAR))
    father_born = mother_born - timedelta(days=rng.randrange(-700, 2600))
    person = register.foreigner if foreigner else register.person
    mother = person("F", mother_born, surname)
    adults: tuple[Person, ...] = (mother,)
    if alone is None:
        father = register.person("M", min(father_born, days[0] - timedelta(days=int(18.5 * _YEAR))), surname)
        adults = (mother, father) if rng.random() < 0.85 else (father, mother)
    children = tuple(register.person(any_sex(rng), day, surname) for day in days)
    newborn = children[-1] if days[-1] >= _NEWBORN.first else None
    kind: Literal["lone_parent", "parents_with_children"] = "lone_parent" if alone else "parents_with_children"
    return Family(Household(adults[0], kind, adults, children), allowance, newborn, alone)
