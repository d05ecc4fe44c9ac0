"""On which days of a month an entitled person has a right, and on what ground she has none. Pure; income and amounts are elsewhere.

Art. 1a, art. 2 pkt 2 and 11, art. 9 ust. 1-1a, art. 10 ust. 2, art. 18 ust. 1-3 u.p.o.u.a.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from kit.law import View
from kit.money import grosze
from kit.periods import Months, add_months, birthday, days_in, first_day, last_day, month_of
from services.alimony_fund import facts as f
from services.alimony_fund.case import Case, Claim

_DAY = timedelta(days=1)


def first_month(case: Case, claim: Claim, period: Months, view: View) -> int:
    """The first month of the right: that of the application, not before the period (art. 18 ust. 1).

    Of a disability that goes on it may be an earlier one: the month after the older certificate's last day (art. 18 ust. 3). A month of an
    earlier period is asked for with that period. Raises NoParameter.
    """
    before = claim.facts.previous_disability_until
    since = case.received
    if before is not None and continues(case, claim, view):
        since = min(since, month_of(before) + 1)
    return max(since, period.first)


def continues(case: Case, claim: Claim, view: View) -> bool:
    """Whether a new certificate goes on from one past its day: the application came in the term from the new one (art. 18 ust. 3)."""
    facts = claim.facts
    told = facts.severe_disability and facts.previous_disability_until is not None
    if not told or facts.severe_disability_from is None or not view.has("fa_disability_continuation_term"):
        return False
    return case.received_on <= add_months(facts.severe_disability_from, view.count("fa_disability_continuation_term"))


def days_of_right(claim: Claim, view: View, at: int, continued: bool) -> tuple[int, str | None]:
    """How many days of the month the right has, and without any the ground of its first day. Raises NoParameter.

    continued: the certificate of disability goes on from the one before it, so the days between the two are days of the right.
    """
    if ground := _never(claim, view, at):
        return 0, ground
    first, last = first_day(at), last_day(at)
    starts = sorted({first, *(day for day in _changes(claim, view) if first < day <= last)})
    days, ground = 0, None
    for number, day in enumerate(starts):
        found = _ground_on(claim, view, day, continued)
        if found is None:
            end = starts[number + 1] if number + 1 < len(starts) else last + _DAY
            days += (end - day).days
        elif number == 0:
            ground = found
    if days and not view.flag("fa_proration_by_days"):
        return days_in(at), None
    return days, None if days else ground


def ineffective(claim: f.Claim, view: View) -> bool:
    """Whether not all alimony of the last months was obtained, or enforcement abroad is impossible (art. 2 pkt 2). Raises NoParameter."""
    told = claim.enforcement
    if told is None:
        return claim.enforcement_ineffective is True
    return told.abroad or grosze(told.obtained) < owed(told, view)


def owed(told: f.Enforcement, view: View) -> int:
    """Grosze that had to be obtained in the months of the test. Raises NoParameter."""
    return grosze(told.current) + (grosze(told.arrears) if view.flag("fa_ineffective_counts_arrears") else 0)


def _never(claim: Claim, view: View, at: int) -> str | None:
    facts = claim.facts
    if facts.status == "other":
        return "foreigner_not_listed"
    if not facts.lives_in_poland and facts.status != "treaty":
        return "not_in_poland"
    if not claim.titles:
        return "no_title_from_parent"
    if claim.alimony(at) == Fraction(0):
        return "no_current_alimony"
    return None if ineffective(facts, view) else "enforcement_effective"


def _changes(claim: Claim, view: View) -> Iterator[date]:
    """The first days on which something about the right changes."""
    facts = claim.facts
    yield birthday(claim.born, view.count("fa_age_limit_default"))
    yield birthday(claim.born, view.count("fa_age_limit_in_education"))
    if facts.married_on is not None:
        yield facts.married_on
    for stay in claim.care:
        yield from (one for one in (stay.first, _after(stay.last)) if one is not None)
    if facts.severe_disability_from is not None:
        yield facts.severe_disability_from
    # A certificate counts to the end of its last month, so only its first day is inside one.
    yield from (one.starts_on for one in facts.other_disability)
    for first, last in _education(claim, view):
        yield from (one for one in (first, _after(last)) if one is not None)


def _ground_on(claim: Claim, view: View, day: date, continued: bool) -> str | None:
    facts = claim.facts
    if any(stay.on(day) for stay in claim.care):
        return "in_care"
    if facts.married_on is not None and facts.married_on <= day:
        return "married"
    if day < birthday(claim.born, view.count("fa_age_limit_default")):
        return None
    if claim.disabled(day, continued=continued):
        return None
    young = day < birthday(claim.born, view.count("fa_age_limit_in_education"))
    learns = any(
        (first is None or first <= day) and (last is None or day <= last) for first, last in _education(claim, view)
    )
    return None if young and learns else "too_old"


def _education(claim: Claim, view: View) -> Iterator[tuple[date | None, date | None]]:
    """Days of learning, both ends among them: school, studies, the rest of the last year of studies, September between the two."""
    facts = claim.facts
    if facts.in_school_until is not None or facts.in_school_from is not None:
        yield facts.in_school_from, facts.in_school_until
    yield from ((one.starts_on, one.ends_on) for one in facts.other_schooling)
    if facts.graduated_until is not None and view.flag("fa_graduate_keeps_right"):
        yield None, facts.graduated_until
    if facts.studies is None:
        return
    yield facts.studies.starts_on, facts.studies.ends_on
    number, first = view.month_day("fa_month_between_school_and_studies")
    year = facts.studies.admitted_on.year
    ends = (facts.in_school_until, *(one.ends_on for one in facts.other_schooling))
    if any(ended is not None and ended.year == year for ended in ends):
        september = date(year, number, first)
        yield september, last_day(month_of(september))


def _after(day: date | None) -> date | None:
    return None if day is None else day + _DAY
