"""Until when the acts of benefits themselves have an application settled (Benefit.settled_by), beside the code's month (k.p.a. art. 35).

It counts from the day on which the application was whole, where it is not decided again, and only where every benefit that is asked for
has such a term; then the latest of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casework.applications.channels import Form
from casework.applications.tables import ApplicationRow, CallRow, MatterRow
from casework.benefits.catalogue import Catalogue
from casework.benefits.types import SettledBy
from kit.law import Law
from kit.periods import MONTHS_OF_YEAR, first_day, last_day, month

_YEARS_BEHIND = 12
ELECTRONIC: tuple[Form, ...] = ("electronic_form", "electronic_delivery")


@dataclass(frozen=True, slots=True)
class SectorTerm:
    """The last day, and the articles that set it."""

    day: date
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorTerms:
    """The terms of benefits in columns, for statements: of applications that were whole from `since` to `until`, the last day."""

    benefit: list[str]
    electronic: list[bool]
    since: list[date]
    until: list[date]
    day: list[date]


def sector_term(
    catalogue: Catalogue, gmina: str, row: ApplicationRow, matters: Iterable[MatterRow], calls: Sequence[CallRow]
) -> SectorTerm | None:
    """The term of an application; None: the code's alone."""
    benefits = [catalogue.get(one.benefit) for one in matters if one.closed_on is None]
    if row.reopened_on is not None or not benefits:
        return None
    whole = max([row.received_on, *(one.answered_on for one in calls if one.answered_on is not None)])
    law, found = catalogue.law(gmina), []
    for benefit in benefits:
        rule = benefit.settled_by
        day = None if rule is None else rule.day(whole, row.form in ELECTRONIC, law)
        if rule is None or day is None:
            return None
        found.append((day, rule.article))
    return SectorTerm(max(found)[0], tuple(dict.fromkeys(article for _, article in found)))


def sector_terms(catalogue: Catalogue, gmina: str, today: date) -> SectorTerms:
    """Those around the day, which the worklist reads."""
    made = SectorTerms([], [], [], [], [])
    for benefit in catalogue:
        if benefit.settled_by is None:
            continue
        for electronic, since, until, day in _terms(benefit.settled_by, catalogue.law(gmina), today.year):
            made.benefit.append(benefit.code)
            made.electronic.append(electronic)
            made.since.append(since)
            made.until.append(until)
            made.day.append(day)
    return made


@lru_cache(maxsize=64)
def _terms(rule: SettledBy, law: Law, year: int) -> tuple[tuple[bool, date, date, date], ...]:
    first = month(max(year - _YEARS_BEHIND, 1), 1)
    found = []
    for at in range(first, month(year, MONTHS_OF_YEAR) + 1):
        for electronic in (False, True):
            day = rule.day(first_day(at), electronic, law)
            if day is not None:
                found.append((electronic, first_day(at), last_day(at), day))
    return tuple(found)
