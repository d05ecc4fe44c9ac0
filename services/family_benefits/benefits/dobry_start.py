"""Świadczenie „Dobry start” in the gmina's school years (2018/19 to 2020/21): once a school year for a pupil, without a test of income."""

from dataclasses import dataclass
from datetime import date

from casework.benefits.results import Assessment, Due, Refusal, granted, refused
from casework.benefits.types import Benefit
from casework.terms.days_off import rolled
from kit.law import Law, Record, Rule, View
from kit.periods import add_months, birthday, month_of
from services.family_benefits.case import Case
from services.family_benefits.childhood.facts import Pupil, SchoolYearStart
from services.family_benefits.childhood.grounds import GROUNDS

CODE, PART = "dobry_start", "school_year_start"
BY_GMINA = f"{CODE}_przyznaje_gmina"

_ALWAYS_SCHOOLS = frozenset({"podstawowa", "ponadpodstawowa", "artystyczna", "specjalna"})
_LATER_SCHOOLS = frozenset({"policealna", "dla_doroslych"})
_ACT = "rozporządzenia „Dobry start”"

_FILED = Rule(
    "dobry_start_filed",
    f"§ 10 {_ACT}",
    "Wniosek na rok szkolny {year}/{next} złożono {received}; wnioski przyjmuje się od {since} do {until}.",
    ("year:number", "next:number", "received:day", "since:day", "until:day"),
    parameters=(f"{CODE}_wnioski_elektroniczne_od", f"{CODE}_wnioski_papierowe_od", f"{CODE}_wnioski_do"),
)
_AGE = Rule(
    "dobry_start_age",
    f"§ 4 {_ACT}",
    "Uczeń ({child}) kończy {years}. rok życia {birthday}, a świadczenie przysługuje, gdy nie kończy go przed {year} r.",
    ("child:text", "years:number", "birthday:day", "year:number"),
    parameters=(f"{CODE}_wiek", f"{CODE}_wiek_niepelnosprawny"),
)
_DUE = Rule(
    "dobry_start",
    f"§ 2-4 {_ACT}",
    "Świadczenie „Dobry start” ({child}) na rok szkolny {year}/{next} wynosi {amount} zł i podlega wypłacie do {day}.",
    ("child:text", "year:number", "next:number", "amount:zl", "day:day"),
    result="amount",
    parameters=(CODE, f"{CODE}_wyplata_do", f"{CODE}_wyplata_miesiace"),
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The rules of a school year: grosze, days of the year as (month, day), months, years; `later_schools` from 2019."""

    amount: int
    electronic_from: tuple[int, int]
    paper_from: tuple[int, int]
    until: tuple[int, int]
    first_payment_for: tuple[int, int]
    first_payment: tuple[int, int]
    payment_months: int
    age: int
    age_disability: int
    later_schools: bool


def assess(case: Case, law: Law, on: date) -> Assessment:
    """One payment for each pupil, in September or, asked later, in the month of the application.

    Raises NoParameter when a school year before 2018/19 is asked for by name.
    """
    asked: SchoolYearStart = case.own[PART]
    received = case.received_on
    # Before the programme the answer is the first day of its first school year: no law of that day has one.
    first = law.parameters[CODE].values[0].valid_from
    opens, starts = _days(law.on(max(received, first)))
    year = asked.school_year
    if year is None:
        year = received.year if (received.month, received.day) >= opens else received.year - 1
        year = max(year, first.year)
    begins = date(year, *starts)
    view = law.on(begins)
    if not view.has(BY_GMINA) and view.has(CODE):
        return refused(CODE, (Refusal(GROUNDS["dobry_start_by_zus"]),))
    terms = view.resolved(_terms)
    trace: list[Record] = []
    since = date(year, *(terms.electronic_from if asked.electronic else terms.paper_from))
    until = rolled(date(year, *terms.until))
    trace.append((_FILED, year, year + 1, received, since, until))
    if not since <= received <= until:
        missed = "dobry_start_filed_early" if received < since else "dobry_start_filed_late"
        return refused(CODE, (Refusal(GROUNDS[missed]),), trace=trace)
    refusals: list[Refusal] = []
    due: list[Due] = []
    paid: set[str] = set()
    at = max(month_of(begins), case.received)
    for one in asked.pupils:
        ground = "dobry_start_paid_already" if one.child in paid else _ground(one, terms, year, trace)
        if ground is not None:
            refusals.append(Refusal(GROUNDS[ground], one.child))
            continue
        paid.add(one.child)
        trace.append((_DUE, one.child, year, year + 1, terms.amount, _payment(received, year, terms)))
        due.append(Due(CODE, at, at, terms.amount, (one.child,), per="once"))
    if due:
        return granted(CODE, due, refusals=refusals, trace=trace)
    return refused(CODE, refusals, trace=trace)


def _days(view: View) -> tuple[tuple[int, int], tuple[int, int]]:
    """The day of the year from which applications for the next school year are taken, and on which it begins."""
    return view.month_day(f"{CODE}_wnioski_elektroniczne_od"), view.month_day(f"{CODE}_rok_szkolny_od")


def _ground(one: Pupil, terms: _Terms, year: int, trace: list[Record]) -> str | None:
    if one.school not in _ALWAYS_SCHOOLS and not (terms.later_schools and one.school in _LATER_SCHOOLS):
        return "dobry_start_school"
    years = terms.age_disability if one.disability else terms.age
    reached = birthday(one.born_on, years)
    trace.append((_AGE, one.child, years, reached, year))
    # Also when the birthday falls in the year before 1 September (unconfirmed).
    if reached.year < year:
        return "dobry_start_too_old"
    if one.paid_already:
        return "dobry_start_paid_already"
    return None


def _payment(received: date, year: int, terms: _Terms) -> date:
    if received <= date(year, *terms.first_payment_for):
        return date(year, *terms.first_payment)
    return add_months(received, terms.payment_months)


def _terms(view: View) -> _Terms:
    later = f"{CODE}_szkoly_policealne_i_dla_doroslych"
    return _Terms(
        amount=view.amount(CODE),
        electronic_from=view.month_day(f"{CODE}_wnioski_elektroniczne_od"),
        paper_from=view.month_day(f"{CODE}_wnioski_papierowe_od"),
        until=view.month_day(f"{CODE}_wnioski_do"),
        first_payment_for=view.month_day(f"{CODE}_wyplata_wrzesniowa_dla_wnioskow_do"),
        first_payment=view.month_day(f"{CODE}_wyplata_do"),
        payment_months=view.count(f"{CODE}_wyplata_miesiace"),
        age=view.count(f"{CODE}_wiek"),
        age_disability=view.count(f"{CODE}_wiek_niepelnosprawny"),
        later_schools=view.has(later) and view.flag(later),
    )


BENEFIT = Benefit(
    code=CODE,
    name="Świadczenie „Dobry start”",
    act="rozporządzenie Rady Ministrów z dnia 30 maja 2018 r. w sprawie szczegółowych warunków realizacji rządowego programu „Dobry start”",
    article="§ 2–4",
    unit="child",
    counted="entitled",
    kind="computed",
    quantity="swiadczenie",
    parts=(PART,),
    own_parts={PART: SchoolYearStart},
    assess=assess,
    note="Gmina przyznaje na lata szkolne od 2018/2019 do 2020/2021, potem ZUS.",
)
