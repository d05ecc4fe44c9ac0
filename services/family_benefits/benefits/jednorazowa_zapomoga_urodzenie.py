"""Jednorazowa zapomoga z tytułu urodzenia się dziecka (art. 15b u.ś.r.): once for a live-born child, by income per person."""

from dataclasses import dataclass
from datetime import date

from casework.benefits.results import Assessment, Due, Refusal, UnfitFacts, granted, refused
from casework.benefits.types import Benefit
from casework.terms.days_off import rolled
from kit.law import Law, Record, Rule, View
from kit.periods import add_months, birthday, year_of
from services.family_benefits.award import period_at
from services.family_benefits.case import Case, Child
from services.family_benefits.childhood.facts import BirthGrant, BornChild
from services.family_benefits.childhood.grounds import GROUNDS
from services.family_benefits.income.per_person import PerPerson, of_year, per_person_once, with_income
from services.family_benefits.rates import rates

CODE, PART = "jednorazowa_zapomoga_urodzenie", "birth_grant"
AMOUNT, CRITERION = "jednorazowa_zapomoga", "kryterium_jednorazowa_zapomoga"
TERM, CARE_WEEK, TITLE, LATEST_AGE = f"{AMOUNT}_termin", f"{AMOUNT}_tydzien_opieki", f"{AMOUNT}_tytul", f"{AMOUNT}_wiek"

_TERM = Rule(
    "birth_grant_filed",
    "art. 15b ust. 3 u.ś.r.",
    "Wniosek na dziecko ({child}) złożono {received}, a termin upływa {until}.",
    ("child:text", "received:day", "until:day"),
    result="until",
    parameters=(TERM,),
)
_CARE = Rule(
    "birth_grant_medical_care",
    "art. 15b ust. 5 u.ś.r.",
    "Matka dziecka ({child}) pozostawała pod opieką medyczną od {week}. tygodnia ciąży; ustawa wymaga jej od {latest}. tygodnia.",
    ("child:text", "week:number", "latest:number"),
    result="week",
    parameters=(CARE_WEEK,),
)
_NO_CARE = Rule(
    "birth_grant_no_proof_of_medical_care",
    "art. 15b ust. 5-6 u.ś.r.",
    "Nie przedstawiono zaświadczenia, że matka dziecka ({child}) pozostawała pod opieką medyczną najpóźniej od {latest}. tygodnia ciąży.",
    ("child:text", "latest:number"),
    parameters=(CARE_WEEK,),
)
_WITHIN = Rule(
    "birth_grant_income_within_limit",
    "art. 15b ust. 2 u.ś.r.",
    "Dochód na osobę {each} zł nie przekracza kwoty {limit} zł.",
    ("each:zl", "limit:zl"),
    parameters=(CRITERION,),
)
_OVER = Rule(
    "birth_grant_income_over_limit",
    "art. 15b ust. 2 u.ś.r.",
    "Dochód na osobę {each} zł przekracza kwotę {limit} zł, dlatego zapomoga nie przysługuje.",
    ("each:zl", "limit:zl"),
    parameters=(CRITERION,),
)
_DUE = Rule(
    "birth_grant",
    "art. 15b ust. 1 u.ś.r.",
    "Jednorazowa zapomoga z tytułu urodzenia się dziecka ({child}) wynosi {amount} zł.",
    ("child:text", "amount:zl"),
    result="amount",
    parameters=(AMOUNT,),
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """Art. 15b on the day of the application: grosze, months, weeks, years; whether a lone parent needs a title."""

    amount: int
    limit: int
    months: int
    week: int
    latest_age: int
    title: bool


def assess(case: Case, law: Law, on: date) -> Assessment:
    """The grant for each child asked for, in the month of the application.

    Raises:
        NoParameter: a day without law, or a farm's figure that is not announced.
        UnfitFacts: the child is no child of the family, or the income is of another year than that of the application's period.
    """
    asked: BirthGrant = case.own[PART]
    terms = law.on(case.received_on).resolved(_terms)
    children = {child.id: child for child in case.children}
    trace: list[Record] = []
    refusals: list[Refusal] = []
    entitled: list[str] = []
    for number, one in enumerate(asked.children):
        child = children.pop(one.child, None)
        if child is None:
            at = f"/{PART}/children/{number}/child"
            raise UnfitFacts("unknown_child", at, "To nie jest dziecko tej rodziny albo podano je dwa razy.")
        ground = _ground(one, child, case, terms, trace)
        if ground is None:
            entitled.append(child.id)
        else:
            refusals.append(Refusal(GROUNDS[ground], child.id))
    if not entitled:
        return refused(CODE, refusals, trace=trace)
    income = _income(case, asked, law, on, trace)
    figures = (("income_monthly", income.income), ("income_per_person", income.each), ("criterion", terms.limit))
    if not income.within(terms.limit):
        trace.append((_OVER, income.each, terms.limit))
        why = (Refusal(GROUNDS["birth_grant_income_over_limit"]), *refusals)
        return refused(CODE, why, figures=figures, trace=trace)
    trace.append((_WITHIN, income.each, terms.limit))
    trace.extend((_DUE, child, terms.amount) for child in entitled)
    due = [Due(CODE, case.received, case.received, terms.amount, (child,), per="once") for child in entitled]
    return granted(CODE, due, refusals=refusals, figures=figures, trace=trace)


def _income(case: Case, asked: BirthGrant, law: Law, on: date, trace: list[Record]) -> PerPerson:
    # The base year follows the period of the application, whatever period the other benefits of these facts ask for.
    now = law.on(case.received_on).resolved(rates)
    period = period_at(now, case.received_on)
    read = with_income(case, asked.income, f"/{PART}/income")
    where = f"/{PART}/income" if asked.income is not None else "/income"
    of_year(read, year_of(period.first) - now.base_year_before, where)
    return per_person_once(read, law, case.received, max(on, case.received_on), trace)


def _ground(one: BornChild, child: Child, case: Case, terms: _Terms, trace: list[Record]) -> str | None:
    since = child.born_on if one.care == "parent" else one.taken_on or child.born_on
    until = rolled(add_months(since, terms.months))
    trace.append((_TERM, child.id, case.received_on, until))
    if case.received_on > until:
        return "birth_grant_filed_late"
    if case.received_on >= birthday(child.born_on, terms.latest_age):
        return "birth_grant_child_of_age"
    if not one.born_alive:
        return "birth_grant_not_born_alive"
    if one.paid_already:
        return "birth_grant_paid_already"
    week = one.medical_care_from_week
    if one.care == "parent":
        trace.append((_NO_CARE, child.id, terms.week) if week is None else (_CARE, child.id, week, terms.week))
        if week is None or week > terms.week:
            return "birth_grant_no_medical_care"
    if one.benefit_abroad:
        return "birth_grant_abroad"
    if terms.title and child.title_missing:
        return "birth_grant_no_alimony_title"
    return None


def _terms(view: View) -> _Terms:
    return _Terms(
        amount=view.amount(AMOUNT),
        limit=view.amount(CRITERION),
        months=view.count(TERM),
        week=view.count(CARE_WEEK),
        latest_age=view.count(LATEST_AGE),
        title=view.has(TITLE) and view.flag(TITLE),
    )


BENEFIT = Benefit(
    code=CODE,
    name="Jednorazowa zapomoga z tytułu urodzenia się dziecka",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 15b",
    unit="child",
    counted="entitled",
    kind="computed",
    quantity="swiadczenie",
    parts=("family", "income", PART),
    own_parts={PART: BirthGrant},
    assess=assess,
)
