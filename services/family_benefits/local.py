"""What the council of a gmina adds by resolution (art. 15a, 22a, 22b u.ś.r.), from its own money: amounts and conditions of the resolution.

Where the gmina has no resolution nothing is due, and the answer says so; one that was not entered as data is applied by the officer.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from casework.benefits.results import Assessment, Due, Ground, Per, Refusal, UnfitFacts, granted, refused
from casework.terms.days_off import rolled
from kit.law import Law, Record, Rule, View
from kit.periods import add_months, birthday
from kit.schemas import Schema
from services.family_benefits import facts as f
from services.family_benefits.allowance import FULL
from services.family_benefits.award import award
from services.family_benefits.case import Case
from services.family_benefits.income.per_person import per_person_once
from services.family_benefits.supplements import BENEFIT_OF, NAMES, ONCE

GRANT, BENEFIT, RAISE = "zapomoga_gminna_art_22a", "swiadczenie_gminne_art_22b", "podwyzszenie_dodatkow_art_15a"
GRANT_PART, BENEFIT_PART = "local_grant", "local_benefit"
_G, _B = "zapomoga_gminna", "swiadczenie_gminne"
_OF_GRANT, _OF_BENEFIT = "art. 22a ust. 1-4 u.ś.r.", "art. 22b ust. 1-2 u.ś.r."
_NONE = 0

_TEXTS = {
    "no_resolution": "Rada gminy nie ustanowiła tego świadczenia uchwałą obowiązującą w dniu wniosku.",
    "not_of_the_gmina": "Wnioskodawca nie mieszka na terenie gminy.",
    "local_filed_late": "Wniosek złożono po terminie z uchwały.",
    "local_no_medical_care": "Matka nie pozostawała pod opieką medyczną od tygodnia ciąży, którego wymaga uchwała.",
    "local_paid_already": "W związku z urodzeniem tego dziecka zapomogę już przyznano.",
    "local_income_over_limit": "Dochód na osobę przekracza kryterium z uchwały.",
    "local_fewer_children": "W rodzinie jest mniej dzieci, niż wymaga uchwała.",
    "local_no_supplement": "W żadnym miesiącu nie przysługuje w pełnej kwocie dodatek, który rada podwyższyła.",
}
GROUNDS = {
    benefit: {code: Ground(code, article, _TEXTS[code]) for code in codes.split()}
    for benefit, article, codes in (
        (
            GRANT,
            _OF_GRANT,
            "no_resolution not_of_the_gmina local_filed_late local_no_medical_care local_paid_already local_income_over_limit",
        ),
        (BENEFIT, _OF_BENEFIT, "no_resolution not_of_the_gmina local_fewer_children local_income_over_limit"),
        (RAISE, "art. 15a u.ś.r.", "no_resolution local_no_supplement"),
    )
}
_INCOME = Rule(
    "local_income",
    "art. 22a ust. 3, art. 22b ust. 2 u.ś.r.",
    "Dochód na osobę {each} zł, kryterium z uchwały {limit} zł.",
    ("each:zl", "limit:zl"),
    parameters=(f"{_G}_kryterium", f"{_B}_kryterium"),
)
_GRANT_DUE = Rule(
    "local_birth_grant",
    _OF_GRANT,
    "Zapomoga gminy z tytułu urodzenia dziecka ({child}) według uchwały: {amount} zł.",
    ("child:text", "amount:zl"),
    result="amount",
    parameters=(f"{_G}_kwota", f"{_G}_termin"),
)
_BENEFIT_DUE = Rule(
    "local_benefit",
    _OF_BENEFIT,
    "Gminne świadczenie na rzecz rodziny według uchwały: {amount} zł, miesięcy: {months}, dzieci: {children}.",
    ("amount:zl", "months:number", "children:number"),
    result="amount",
    parameters=(f"{_B}_kwota", f"{_B}_miesiace", f"{_B}_na_dziecko", f"{_B}_najmniej_dzieci", f"{_B}_wiek_dziecka"),
)
_RAISED = Rule(
    "supplement_raised",
    "art. 15a u.ś.r.",
    "Uchwała podwyższa {supplement} ({child}) o {amount} zł od {first} do {last}, ze środków własnych gminy.",
    ("supplement:text", "child:text", "amount:zl", "first:month", "last:month"),
    result="amount",
)


class LocalChild(Schema):
    """A child for whose birth the gmina's grant is asked (art. 22a)."""

    child: f.Ref = "dziecko_1"
    born_on: f.Day
    medical_care_from_week: Annotated[int | None, Field(ge=0, le=45)] = None
    paid_already: bool = False


class LocalGrant(Schema):
    """The request for the gmina's grant for a birth."""

    lives_in_gmina: bool = True
    children: Annotated[tuple[LocalChild, ...], Field(min_length=1, max_length=10)]


class LocalBenefit(Schema):
    """The request for another benefit of the gmina for families (art. 22b)."""

    lives_in_gmina: bool = True


@dataclass(frozen=True, slots=True)
class _GrantTerms:
    amount: int
    months: int
    limit: int
    week: int


@dataclass(frozen=True, slots=True)
class _BenefitTerms:
    amount: int
    each_child: bool
    months: int
    age: int
    least: int
    limit: int


def grant_answer(case: Case, law: Law, on: date) -> Assessment:
    """The gmina's grant for each child, once, in the month of the application. Raises NoParameter, UnfitFacts."""
    asked: LocalGrant = case.own[GRANT_PART]
    terms = law.on(case.received_on).resolved(_grant_terms)
    ground = _no_right(terms.amount, lives=asked.lives_in_gmina)
    if ground is not None:
        return refused(GRANT, (_refusal(GRANT, ground),))
    trace: list[Record] = []
    refusals: list[Refusal] = []
    entitled: list[str] = []
    for child in sorted(asked.children, key=lambda one: (one.born_on, one.child)):
        why = _of_child(child, case, terms)
        if why is None:
            entitled.append(child.child)
        else:
            refusals.append(_refusal(GRANT, why, child.child))
    if entitled and not _within(case, law, on, terms.limit, trace):
        refusals.insert(0, _refusal(GRANT, "local_income_over_limit"))
        entitled = []
    if not entitled:
        return refused(GRANT, refusals, trace=trace)
    trace.extend((_GRANT_DUE, child, terms.amount) for child in entitled)
    due = [Due(GRANT, case.received, case.received, terms.amount, (child,), per="once") for child in entitled]
    return granted(GRANT, due, refusals=refusals, trace=trace)


def benefit_answer(case: Case, law: Law, on: date) -> Assessment:
    """The gmina's benefit for the family or each of its children, from the month of the application. Raises NoParameter, UnfitFacts."""
    asked: LocalBenefit = case.own[BENEFIT_PART]
    terms = law.on(case.received_on).resolved(_benefit_terms)
    children = [
        child.id for child in case.children if not terms.age or case.received_on < birthday(child.born_on, terms.age)
    ]
    ground = _no_right(terms.amount, lives=asked.lives_in_gmina)
    if ground is None and len(children) < max(terms.least, 1 if terms.each_child else _NONE):
        ground = "local_fewer_children"
    if ground is not None:
        return refused(BENEFIT, (_refusal(BENEFIT, ground),))
    trace: list[Record] = []
    if not _within(case, law, on, terms.limit, trace):
        return refused(BENEFIT, (_refusal(BENEFIT, "local_income_over_limit"),), trace=trace)
    trace.append((_BENEFIT_DUE, terms.amount, terms.months, len(children)))
    first, last = case.received, case.received + terms.months - 1
    persons = [(child,) for child in children] if terms.each_child else [tuple(children)]
    due = [Due(BENEFIT, first, last, terms.amount, who, per="once" if first == last else "month") for who in persons]
    return granted(BENEFIT, due, trace=trace)


def raise_answer(case: Case, law: Law, on: date) -> Assessment:
    """What the council adds to the supplements, in the months in which they are due in full (under złotówka za złotówkę nothing is due of
    a supplement by itself: our reading). Raises NoParameter, UnfitFacts."""
    result = award(case, law, on)
    due: list[Due] = []
    first, last = case.received, max((to for _, to in result.spans), default=case.received)
    if not law.resolved(_raises, first) and law.next_turn(_raises, first) > last:
        return _NO_RAISE
    trace: list[Record] = list(result.trace)
    for outcome, until in result.runs:
        for record in result.stretches if outcome.kind == FULL else ():
            if record[0] not in BENEFIT_OF:
                continue
            code = BENEFIT_OF[record[0]]
            for at in range(max(record[3], outcome.at), min(record[4], until) + 1):
                amount = dict(law.resolved(_raises, at)).get(code)
                if amount:
                    per: Per = "once" if record[0] in ONCE else "month"
                    due.append(Due(RAISE, at, at, amount, (record[1],), code, None, per))
    if not due:
        return refused(RAISE, (_refusal(RAISE, "local_no_supplement"),), trace=trace)
    found = granted(RAISE, due)
    trace.extend(
        (_RAISED, NAMES[one.variant or ""], one.persons[0], one.amount, one.first, one.last) for one in found.months
    )
    return granted(RAISE, found.months, trace=trace)


def _no_right(amount: int, *, lives: bool) -> str | None:
    if not amount:
        return "no_resolution"
    return None if lives else "not_of_the_gmina"


def _of_child(child: LocalChild, case: Case, terms: _GrantTerms) -> str | None:
    if terms.months and case.received_on > rolled(add_months(child.born_on, terms.months)):
        return "local_filed_late"
    if terms.week and (child.medical_care_from_week is None or child.medical_care_from_week > terms.week):
        return "local_no_medical_care"
    return "local_paid_already" if child.paid_already else None


def _within(case: Case, law: Law, on: date, limit: int, trace: list[Record]) -> bool:
    """Whether the income of one person keeps to the resolution's limit, when it has one."""
    if not limit:
        return True
    if case.base_year is None or not case.children:
        raise UnfitFacts(
            "facts_missing", "/income", "Uchwała ma kryterium dochodowe: potrzebne są części „family” i „income”."
        )
    income = per_person_once(case, law, case.received, max(on, case.received_on), trace)
    trace.append((_INCOME, income.each, limit))
    return income.within(limit)


def _refusal(benefit: str, code: str, person: str | None = None) -> Refusal:
    return Refusal(GROUNDS[benefit][code], person)


_NO_RAISE = refused(RAISE, (_refusal(RAISE, "no_resolution"),))


def _raises(view: View) -> tuple[tuple[str, int], ...]:
    """By supplement, what the council adds in grosze; those that it left alone are missing."""
    found = ((code, view.amount(f"podwyzszenie_{code}")) for code in sorted(set(BENEFIT_OF.values())))
    return tuple((code, amount) for code, amount in found if amount)


def _grant_terms(view: View) -> _GrantTerms:
    return _GrantTerms(
        view.amount(f"{_G}_kwota"),
        view.count(f"{_G}_termin"),
        view.amount(f"{_G}_kryterium"),
        view.count(f"{_G}_tydzien_opieki"),
    )


def _benefit_terms(view: View) -> _BenefitTerms:
    return _BenefitTerms(
        view.amount(f"{_B}_kwota"), view.flag(f"{_B}_na_dziecko"), view.count(f"{_B}_miesiace"), view.count(f"{_B}_wiek_dziecka"),
        view.count(f"{_B}_najmniej_dzieci"), view.amount(f"{_B}_kryterium"),
    )  # fmt: skip
