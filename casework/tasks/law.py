"""What the rule book gives to statements: how long each term is for an event of which day, and the days on which none ends.

The statements add months, years and days as PostgreSQL does, which is as art. 57 § 1-3a k.p.a. counts them (a test compares the two
day by day); what they cannot know comes from here as parameters.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from casework.benefits.catalogue import Catalogue
from casework.tasks.sector import sector_terms
from casework.terms.computing import Unit
from casework.terms.days_off import blocks_end, rolled
from casework.terms.law import procedure
from casework.terms.named import NAMED
from kit.law import Law

_YEARS_BEHIND = 12
_YEARS_AHEAD = 12
_END = date(9999, 12, 31)
_REMINDER = ("reminder", "upea_reminder_term_days")


@dataclass(frozen=True, slots=True)
class Lengths:
    """Lengths of terms in columns: of `code`, for events from `since` to `until`, so many months and days."""

    code: list[str]
    since: list[date]
    until: list[date]
    months: list[int]
    days: list[int]


@dataclass(frozen=True, slots=True)
class FreeDays:
    """Days on which a term for an act does not end, each with the day on which it ends instead (art. 57 § 4)."""

    day: list[date]
    next: list[date]


def lengths(catalogue: Catalogue, gmina: str) -> Lengths:
    """The terms of the code of procedure, and those of each act: for undue payments `decide:<rules>` and `limit:<rules>`, for proceedings
    that the office resumes of its own accord `resume:<ground>`. `resume:<ground>:<certificate>` is no term: it says which certificate such
    proceedings wait for. `put_off:<rules>` is none either: it says that relief alone breaks the years of
    limitation, and that they run anew after the last day of payment.
    """
    made = Lengths([], [], [], [], [])
    for one in NAMED:
        _add(made, one.code, procedure(), one.parameter, one.unit)
    _add(made, _REMINDER[0], procedure(), _REMINDER[1], "days")
    law = catalogue.law(gmina)
    for rules in catalogue.overpayments.rules:
        for code, parameter in (("decide", rules.decision_within), ("limit", rules.limitation)):
            if parameter is not None:
                _add(made, f"{code}:{rules.code}", law, parameter, "years")
        if rules.limitation_anew == "last_payment":
            _row(made, f"put_off:{rules.code}", date.min, _END)
    for ground in catalogue.grounds.values():
        if ground.resumed_after is not None:
            _add(made, f"resume:{ground.code}", law, ground.resumed_after, "years")
        for certificate in sorted(ground.resumed_by):
            _row(made, f"resume:{ground.code}:{certificate}", date.min, _END)
    return made


def given_to(catalogue: Catalogue, gmina: str, on: date) -> dict[str, object]:
    """All of it as the parameters of a statement, and what no payment list pays."""
    size, free, sector = lengths(catalogue, gmina), free_days(on), sector_terms(catalogue, gmina, on)
    given: dict[str, object] = {f"length_{name}": getattr(size, name) for name in size.__slots__}
    given |= {f"sector_{name}": getattr(sector, name) for name in sector.__slots__}
    return given | {"free_day": free.day, "free_next": free.next, "invoiced": list(catalogue.invoiced)}


def free_days(today: date) -> FreeDays:
    """Those around the day: what ended longer ago, or ends later, stands on no worklist of the day."""
    return _free_days(today.year)


@lru_cache(maxsize=16)
def _free_days(year: int) -> FreeDays:
    first = date(max(year - _YEARS_BEHIND, 1), 1, 1)
    last = date(min(year + _YEARS_AHEAD, _END.year - 1), 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    blocked = [day for day in days if blocks_end(day)]
    return FreeDays(blocked, [rolled(day) for day in blocked])


def _add(made: Lengths, code: str, law: Law, parameter: str, unit: Unit) -> None:
    found = law.parameters.get(parameter)
    for value in found.values if found else ():
        count = int(str(value.value))
        months, days = (
            {"months": count, "years": 12 * count}.get(unit, 0),
            {"weeks": 7 * count, "days": count}.get(unit, 0),
        )
        _row(made, code, value.valid_from, value.valid_to or _END, months, days)


def _row(made: Lengths, code: str, since: date, until: date, months: int = 0, days: int = 0) -> None:
    made.code.append(code)
    made.since.append(since)
    made.until.append(until)
    made.months.append(months)
    made.days.append(days)
