"""Jednorazowe świadczenie „Za życiem” (art. 10): once for a live-born child with the certificate, without a test of income."""

from dataclasses import dataclass
from datetime import date

from casework.benefits.results import Assessment, Due, Refusal, granted, refused
from casework.benefits.types import Benefit
from casework.terms.days_off import rolled
from kit.law import Law, Record, Rule, View
from kit.periods import add_months
from services.family_benefits.case import Case
from services.family_benefits.childhood.facts import ForLife, ImpairedChild
from services.family_benefits.childhood.grounds import GROUNDS

CODE, PART, AMOUNT = "jednorazowe_swiadczenie_za_zyciem", "for_life", "za_zyciem"
TERM, CARE_WEEK = f"{AMOUNT}_termin", f"{AMOUNT}_tydzien_opieki"
_ARTICLE = "art. 10 ustawy „Za życiem”"

_TERM = Rule(
    "for_life_filed",
    _ARTICLE,
    "Wniosek na dziecko ({child}) złożono {received}, a termin upływa {until}.",
    ("child:text", "received:day", "until:day"),
    result="until",
    parameters=(TERM,),
)
_EARLY = Rule(
    "for_life_filed_early",
    _ARTICLE,
    "Wniosek złożono {received}, przed {since}, od którego przysługuje świadczenie.",
    ("received:day", "since:day"),
    parameters=(AMOUNT,),
)
_DUE = Rule(
    "for_life",
    _ARTICLE,
    "Jednorazowe świadczenie na dziecko z zaświadczeniem ({child}) przysługuje bez względu na dochód i wynosi {amount} zł.",
    ("child:text", "amount:zl"),
    result="amount",
    parameters=(AMOUNT,),
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """Art. 10 on the day of the application: grosze, months from birth, week of pregnancy."""

    amount: int
    months: int
    week: int


def assess(case: Case, law: Law, on: date) -> Assessment:
    """The benefit for each child asked for, in the month of the application."""
    asked: ForLife = case.own[PART]
    since = law.parameters[AMOUNT].values[0].valid_from
    if case.received_on < since:
        why = (Refusal(GROUNDS["for_life_filed_before_start"]),)
        return refused(CODE, why, trace=((_EARLY, case.received_on, since),))
    terms = law.on(case.received_on).resolved(_terms)
    trace: list[Record] = []
    refusals: list[Refusal] = []
    due: list[Due] = []
    paid: set[str] = set()
    for one in asked.children:
        ground = "for_life_paid_already" if one.child in paid else _ground(one, case, terms, trace)
        if ground is not None:
            refusals.append(Refusal(GROUNDS[ground], one.child))
            continue
        paid.add(one.child)
        trace.append((_DUE, one.child, terms.amount))
        due.append(Due(CODE, case.received, case.received, terms.amount, (one.child,), per="once"))
    if due:
        return granted(CODE, due, refusals=refusals, trace=trace)
    return refused(CODE, refusals, trace=trace)


def _ground(one: ImpairedChild, case: Case, terms: _Terms, trace: list[Record]) -> str | None:
    until = rolled(add_months(one.born_on, terms.months))
    trace.append((_TERM, one.child, case.received_on, until))
    if case.received_on > until:
        return "for_life_filed_late"
    if not one.born_alive:
        return "for_life_not_born_alive"
    if not one.certificate:
        return "for_life_no_certificate"
    if one.paid_already:
        return "for_life_paid_already"
    week = one.medical_care_from_week
    if one.care == "parent" and (week is None or week > terms.week):
        return "for_life_no_medical_care"
    return None


def _terms(view: View) -> _Terms:
    return _Terms(view.amount(AMOUNT), view.count(TERM), view.count(CARE_WEEK))


BENEFIT = Benefit(
    code=CODE,
    name="Jednorazowe świadczenie „Za życiem”",
    act="ustawa z dnia 4 listopada 2016 r. o wsparciu kobiet w ciąży i rodzin „Za życiem”",
    article="art. 10",
    unit="child",
    counted="entitled",
    kind="computed",
    quantity="swiadczenie",
    parts=(PART,),
    own_parts={PART: ForLife},
    assess=assess,
)
