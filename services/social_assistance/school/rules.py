"""Stypendium szkolne and zasiłek szkolny: who may have them and between which sums the office may set them (art. 90b-90e).

The stipend asks for income by art. 8 ust. 3-13 u.p.s., measured by the criterion for a person in a family also where the pupil lives
alone (art. 90d ust. 7), on the day of the decision. The allowance asks for none. A sum outside the act's bounds is no case.
"""

from datetime import date
from fractions import Fraction

from casework.benefits.results import Assessment, Due, Refusal, UnfitFacts, granted, refused
from kit.law import Law, Record, View
from kit.money import grosze, half_up
from kit.periods import add_months, birthday, first_day, month, month_of, number_in_year, parse_month, year_of
from services.social_assistance.case import Case
from services.social_assistance.income.monthly import incomes
from services.social_assistance.school import told
from services.social_assistance.school.facts import Hardship, Pupil, SchoolHardship, SchoolStipend, Stipend

STIPEND, STIPEND_PART = "stypendium_szkolne", "school_stipend"
ALLOWANCE, ALLOWANCE_PART = "zasilek_szkolny", "school_hardship"
FIRST_OF_SCHOOL_YEAR = 9
_AGE = "pomoc_materialna_wiek"


def stipend_answer(case: Case, law: Law, on: date) -> Assessment:
    """The stipend of each pupil in the months that the office sets. Raises NoParameter, UnfitFacts."""
    asked = case.own.get(STIPEND_PART)
    if not isinstance(asked, SchoolStipend):
        raise _missing(STIPEND_PART)
    trace: list[Record] = []
    each, fits = _income(case, law, on, trace)
    figures = [("income_per_person", each)]
    if not fits:
        return refused(STIPEND, [Refusal(told.GROUNDS["school_income_above"])], figures=figures, trace=trace)
    due: list[Due] = []
    why: list[Refusal] = []
    for number, pupil in enumerate(asked.pupils):
        barred = _barred_from_stipend(case, asked, pupil, law)
        why += [Refusal(told.GROUNDS[code], pupil.id) for code in barred]
        if not barred:
            due.append(_stipend(pupil, f"/{STIPEND_PART}/pupils/{number}", law, trace))
    if not due:
        return refused(STIPEND, why, figures=figures, trace=trace)
    return granted(STIPEND, due, refusals=why, figures=figures, trace=trace)


def allowance_answer(case: Case, law: Law, on: date) -> Assessment:
    """The allowance of each pupil, once, in the month of the decision. Raises NoParameter, UnfitFacts."""
    asked = case.own.get(ALLOWANCE_PART)
    if not isinstance(asked, SchoolHardship):
        raise _missing(ALLOWANCE_PART)
    view = law.on(case.received_on)
    most = view.amount("zasilek_szkolny_maksimum")
    trace: list[Record] = []
    due: list[Due] = []
    why: list[Refusal] = []
    for number, pupil in enumerate(asked.pupils):
        barred = _barred_from_allowance(pupil, case.received_on, view)
        why += [Refusal(told.GROUNDS[code], pupil.id) for code in barred]
        if barred:
            continue
        amount = grosze(pupil.amount)
        if not 0 < amount <= most:
            raise _unfit(
                "amount_outside_bounds",
                f"/{ALLOWANCE_PART}/pupils/{number}/amount",
                "Kwota jest poza granicami ustawy.",
            )
        trace.append((told.HARDSHIP, pupil.id, pupil.event_on, amount, most))
        due.append(Due(ALLOWANCE, month_of(on), month_of(on), amount, (pupil.id,), per="once"))
    return granted(ALLOWANCE, due, refusals=why, trace=trace) if due else refused(ALLOWANCE, why, trace=trace)


def bounds(at: int, law: Law) -> tuple[int, int]:
    """The least and the largest monthly stipend of the month, in grosze (art. 90d ust. 9). Raises NoParameter."""
    view = law.month(at)
    return view.amount("stypendium_szkolne_minimum"), view.amount("stypendium_szkolne_maksimum")


def year_limit(pupil: Pupil, at: int, law: Law) -> int:
    """Grosze of the stipend, with another social one, in the school year of the month (art. 90d ust. 11 and 13). Raises NoParameter."""
    view = law.month(at)
    name = "stypendium_szkolne_laczny_limit_roczny" + ("_kolegia" if pupil.kind == "sluchacz_kolegium" else "")
    times = view.ratio(name) * view.amount("stypendium_szkolne_podstawa_zasilek_rodzinny_5_18")
    return half_up(times.numerator, times.denominator)


def filed_by(asked: SchoolStipend, pupil: Pupil, at: int, law: Law) -> date:
    """The last day of applying for the school year of the month (art. 90n ust. 6). Raises NoParameter."""
    name = "stypendium_szkolne_termin_wniosku"
    year = _school_year(at)
    view = law.on(first_day(month(year, FIRST_OF_SCHOOL_YEAR)))
    if pupil.kind == "sluchacz_kolegium":
        return date(year, *view.month_day(f"{name}_kolegia"))
    if asked.starts_in_february:
        return date(year + 1, *view.month_day(f"{name}_od_lutego"))
    return date(year, *view.month_day(name))


def _income(stated: Case, law: Law, on: date, trace: list[Record]) -> tuple[int, bool]:
    # art. 10 ust. 1 u.p.s. leaves foster children out of the family for other benefits only
    case = stated.whole()
    found = incomes(case, law.month(case.received), law.on(on), case.received, trace)
    limit = law.on(on).amount("kryterium_osoba_w_rodzinie")
    each = found.total / case.size
    shown = _shown(each)
    trace.append((told.PER_PERSON, _shown(found.total), case.size, shown))
    fits = each <= limit
    trace.append((told.WITHIN if fits else told.ABOVE, shown, limit))
    return shown, fits


def _barred_from_stipend(case: Case, asked: SchoolStipend, pupil: Stipend, law: Law) -> list[str]:
    first = parse_month(pupil.first_month)
    if pupil.id not in case.born:
        return ["school_no_such_person"]
    found = _barred(pupil, case.born[pupil.id], first_day(first + pupil.months - 1), law.on(case.received_on))
    if not (asked.ex_officio or asked.late_for_a_reason) and case.received_on > filed_by(asked, pupil, first, law):
        found.append("school_filed_late")
    if grosze(pupil.other_stipend) >= year_limit(pupil, first, law):
        found.append("school_other_stipend")
    return found


def _barred_from_allowance(pupil: Hardship, received_on: date, view: View) -> list[str]:
    found = _barred(pupil, pupil.born_on, received_on, view)
    if received_on > add_months(pupil.event_on, view.count("zasilek_szkolny_termin_wniosku")):
        found.append("school_event_too_long_ago")
    if not pupil.in_hardship:
        found.append("school_no_hardship")
    return found


def _barred(pupil: Pupil, born_on: date, until: date, view: View) -> list[str]:
    found = []
    if not pupil.learning:
        found.append("school_not_a_pupil")
    if pupil.kind != "wychowanek_osrodka" and birthday(born_on, view.count(_AGE)) <= until:
        found.append("school_too_old")
    return found


def _stipend(pupil: Stipend, pointer: str, law: Law, trace: list[Record]) -> Due:
    first = parse_month(pupil.first_month)
    last = first + pupil.months - 1
    longest = (
        "stypendium_szkolne_kolegia_miesiace_max"
        if pupil.kind == "sluchacz_kolegium"
        else "stypendium_szkolne_miesiace_max"
    )
    if pupil.months > law.month(first).count(longest) or _school_year(first) != _school_year(last):
        raise _unfit("period_outside_bounds", f"{pointer}/months", "Okres jest poza granicami ustawy.")
    amount, total = grosze(pupil.amount_monthly), grosze(pupil.amount_monthly) * pupil.months
    least, most = bounds(first, law)
    for at in range(first, last + 1):
        least, most = max(least, bounds(at, law)[0]), min(most, bounds(at, law)[1])
    if not least <= amount <= most:
        raise _unfit("amount_outside_bounds", f"{pointer}/amount_monthly", "Kwota jest poza granicami ustawy.")
    of_year, limit = (
        total + grosze(pupil.granted_this_year) + grosze(pupil.other_stipend),
        year_limit(pupil, first, law),
    )
    if of_year > limit:
        raise _unfit(
            "amount_over_year_limit", f"{pointer}/amount_monthly", "Stypendia przekraczają kwotę roku szkolnego."
        )
    trace.append((told.STIPEND, pupil.id, first, last, amount, least, most))
    trace.append((told.OF_YEAR, pupil.id, of_year, limit))
    if pupil.in_one_sum:
        return Due(STIPEND, first, first, total, (pupil.id,), per="once")
    return Due(STIPEND, first, last, amount, (pupil.id,))


def _school_year(at: int) -> int:
    return year_of(at) - (number_in_year(at) < FIRST_OF_SCHOOL_YEAR)


def _shown(exact: Fraction) -> int:
    return half_up(exact.numerator, exact.denominator)


def _missing(part: str) -> UnfitFacts:
    return _unfit("facts_missing", f"/{part}", f"Do oceny tego świadczenia potrzebna jest część „{part}”.")


def _unfit(code: str, pointer: str, text: str) -> UnfitFacts:
    return UnfitFacts(code, pointer, text)
