"""Rights that stand side by side: who claims what for whom in which months, and which of them exclude each other by the law's table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from casework.benefits.catalogue import Catalogue
from casework.benefits.overlaps import Exclusion
from casework.benefits.results import Assessment
from kit.schemas import Schema

ANOTHER = "another"
"""Who draws a right that is not the applicant's."""


@dataclass(frozen=True, slots=True)
class Right:
    """A right that is there already: of whom, for whom, in which months; `amount` in grosze when the person could do without it."""

    benefit: str
    person: str | None
    by_another: bool
    first: int
    last: int | None
    amount: int | None = None
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One right of the family, assessed or there already (`amount` is its month in grosze). A `fixed` one is nobody's choice here; of a
    `shared` one the other part is due to somebody else; in the months `spared` by a circumstance it stands beside what a row excludes."""

    benefit: str
    person: str | None
    drawn_by: str | None
    variant: str | None
    months: frozenset[int]
    there_already: bool = False
    fixed: bool = False
    amount: int = 0
    shared: bool = False
    spared: Mapping[str, frozenset[int]] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> tuple[str, str | None]:
        return self.benefit, self.person


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that the law does not give together in these months. `prevails`: index of the one that stands without a choice."""

    one: int
    other: int
    exclusion: Exclusion
    months: frozenset[int]
    prevails: int | None

    @property
    def lost(self) -> frozenset[int] | None:
        """The months that the losing side loses; None: every month of it."""
        return None if self.exclusion.time == "ever" else self.months


def claims_of(
    catalogue: Catalogue, found: Sequence[Assessment], facts: Schema, on: date, gmina: str, applicant: str | None
) -> tuple[Claim, ...]:
    """The assessed rights that the table of exclusions names, one for each person for whom they are due."""
    named = [item for item in found if item.eligible and item.benefit in catalogue.overlaps.codes]
    case: Any = None
    claims: list[Claim] = []
    for item in named:
        months: dict[tuple[str | None, str | None], set[int]] = {}
        for due in item.months:
            for person in due.persons or (None,):
                months.setdefault((person, due.variant), set()).update(range(due.first, due.last + 1))
        case = catalogue.prepare(facts) if case is None else case
        for person, inside in catalogue.rights.inside(case, catalogue.law(gmina), on, item.benefit):
            months.setdefault((person, None), set()).update(inside)
        claims.extend(
            Claim(
                item.benefit,
                person,
                _drawer(catalogue, facts, item.benefit, person, applicant),
                variant,
                frozenset(at),
                shared=catalogue.rights.shared(facts, item.benefit, person),
                spared=catalogue.rights.spared(facts, catalogue.law(gmina), item.benefit, person),
            )
            for (person, variant), at in months.items()
        )
    return tuple(claims)


def there_already(rights: Sequence[Right], applicant: str | None, until: int) -> Iterator[Claim]:
    """The rights that are there; one without an end to the last month looked at."""
    for right in rights:
        at = range(right.first, (until if right.last is None else right.last) + 1)
        drawn_by = ANOTHER if right.by_another else applicant
        fixed = right.amount is None
        yield Claim(right.benefit, right.person, drawn_by, right.variant, frozenset(at), True, fixed, right.amount or 0)


def conflicts_of(catalogue: Catalogue, claims: Sequence[Claim]) -> tuple[Conflict, ...]:
    """Every pair that a row of the table excludes, with the months in which it does."""
    found: list[Conflict] = []
    for (i, one), (j, other) in combinations(enumerate(claims), 2):
        if one.benefit == other.benefit and one.there_already == other.there_already:
            continue
        for row in catalogue.overlaps.exclusions:
            conflict = _conflict(row, i, one, j, other)
            if conflict is not None:
                found.append(conflict)
    return tuple(found)


def _conflict(row: Exclusion, i: int, one: Claim, j: int, other: Claim) -> Conflict | None:
    forwards, backwards = row.sides(one.benefit, one.variant, other.benefit, other.variant)
    if not (forwards or backwards) or not _of_one(row, one, other):
        return None
    months = row.together(one.months, other.months)
    if row.unless is not None:
        months -= one.spared.get(row.unless, frozenset()) | other.spared.get(row.unless, frozenset())
    if not months or (one.benefit == other.benefit and (one.shared or other.shared)):
        return None
    prevails: int | None = None
    if row.prevails and forwards != backwards:
        prevails = j if forwards else i
    elif one.fixed != other.fixed:
        prevails = i if one.fixed else j
    return Conflict(i, j, row, months, prevails)


def _of_one(row: Exclusion, one: Claim, other: Claim) -> bool:
    same_person = one.person is not None and one.person == other.person
    if row.scope == "person":
        return same_person
    if row.scope == "household":
        return True
    same_recipient = _alike(one.drawn_by, other.drawn_by)
    return same_recipient and (row.scope == "recipient" or same_person)


def _alike(one: str | None, other: str | None) -> bool:
    """The applicant, whom nobody named, is whoever draws anything else of the same request; only another one is not."""
    if ANOTHER in (one, other):
        return one == other
    return one is None or other is None or one == other


def _drawer(catalogue: Catalogue, facts: Schema, benefit: str, person: str | None, applicant: str | None) -> str | None:
    return catalogue.rights.drawn_by(facts, benefit, person) or applicant


def names(catalogue: Catalogue, claims: Sequence[Claim]) -> Mapping[int, str]:
    """How sentences call the claims: the benefit and for whom."""
    return {
        index: catalogue.name_of(one.benefit) + (f" ({one.person})" if one.person is not None else "")
        for index, one in enumerate(claims)
    }
