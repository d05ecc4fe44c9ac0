"""Bon energetyczny (art. 2 of the act of 23.05.2024): for the second half of 2024, by size, twice with electric heating, by income."""

from dataclasses import dataclass
from datetime import date

from casework.benefits.results import Assessment, refused
from casework.benefits.types import Benefit, DatedValue
from kit.law import Law, Record, Rule, View
from kit.periods import Months
from services.family_benefits.award import ZLOTY_FOR_ZLOTY
from services.family_benefits.case import Case
from services.family_benefits.household import aid
from services.family_benefits.household.facts import Household
from services.family_benefits.household.grounds import grounds
from services.family_benefits.household.income import household_income

CODE = "bon_energetyczny"
PLAIN, ELECTRIC = "podstawowy", "ogrzewanie_elektryczne"
FUELS = frozenset({"energia_elektryczna"})

_ACT = "ustawy o bonie energetycznym"
_SINCE = date(2024, 7, 1)
_SIZES = ("1_osoba", "2_3_osoby", "4_5_osob", "6_i_wiecej_osob")
_GROUNDS = grounds(
    {
        "filed_before_start": f"art. 3 {_ACT}",
        "filed_late": f"art. 3 {_ACT}",
        "earlier_application": f"art. 2 {_ACT}",
        "no_residence": f"art. 2 {_ACT}",
        "income_over_limit": f"art. 2 {_ACT}",
        "payment_below_minimum": f"art. 2 {_ACT}",
    },
    frozenset({"filed_late", "earlier_application"}),
)
_FILING = aid.filing(CODE, (f"art. 3 {_ACT}", f"art. 3 {_ACT}"))
_LIMIT = aid.limit(CODE, f"art. 2 ust. 1–2 {_ACT}", f"art. 2 {_ACT}")
_YEAR = Rule(
    "bon_energetyczny_income_year",
    f"art. 2 ust. 1 {_ACT}",
    "Do bonu liczy się dochód za {year} r.",
    ("year:number",),
    result="year",
    parameters=("bon_energetyczny_rok_dochodu",),
)
_AMOUNT = Rule(
    "bon_energetyczny_amount",
    f"art. 2 {_ACT}",
    "Bon dla gospodarstwa domowego (osób w dniu wniosku: {size}; główne źródło ogrzewania zasilane energią elektryczną i zgłoszone do "
    "CEEB do {until} albo później po raz pierwszy: {electric}) wynosi {amount} zł.",
    ("size:number", "until:day", "electric:yes", "amount:zl"),
    result="amount",
    parameters=(
        *(f"{CODE}{heating}_{size}" for heating in ("", "_ogrzewanie_elektryczne") for size in _SIZES),
        "bon_energetyczny_ceeb_do",
    ),
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The law of the application's day."""

    test: aid.Test
    period: Months
    year: int
    entered_to: date


def assess(case: Case, law: Law, on: date) -> Assessment:
    """One amount for the household for the whole period. Raises NoParameter, UnfitFacts."""
    household = aid.household_of(case)
    trace: list[Record] = []
    why = aid.filed(_FILING, _GROUNDS, case, law, trace)
    why = why or aid.met(_GROUNDS, {"earlier_application": household.earlier_application})
    why = why or aid.barred(_GROUNDS, household)
    if why:
        return refused(CODE, why, trace=trace)
    view = law.on(case.received_on)
    terms = view.resolved(_terms)
    heating = household.heating
    electric = heating is not None and heating.fuel in FUELS and aid.entered(heating, terms.entered_to)
    named = f"{CODE}{'_ogrzewanie_elektryczne' if electric else ''}_{aid.by_size(CODE, view, household.size)}"
    amount = view.amount(named)
    trace.append((_YEAR, terms.year))
    income = household_income(case, household, terms.year, law, trace)
    trace.append((_AMOUNT, household.size, terms.entered_to, electric, amount))
    outcome = aid.after_limit(_LIMIT, terms.test, income, amount, trace)
    return aid.one_payment(CODE, terms.period, outcome, _GROUNDS, trace, ELECTRIC if electric else PLAIN)


def _terms(view: View) -> _Terms:
    return _Terms(
        test=aid.test_of(CODE, view),
        period=aid.period_of(CODE, view),
        year=view.count("bon_energetyczny_rok_dochodu"),
        entered_to=aid.day_of(view, "bon_energetyczny_ceeb_do"),
    )


BENEFIT = Benefit(
    code=CODE,
    name="Bon energetyczny",
    act="ustawa z dnia 23 maja 2024 r. o bonie energetycznym",
    article="art. 2",
    unit="household",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    variants=(
        DatedValue(PLAIN, "bez ogrzewania elektrycznego", _SINCE),
        DatedValue(ELECTRIC, "główne źródło ogrzewania elektryczne", _SINCE),
    ),
    mechanisms=(DatedValue(ZLOTY_FOR_ZLOTY, "złotówka za złotówkę", _SINCE),),
    parts=("household", "income"),
    own_parts={"household": Household},
    assess=assess,
    note="Przyznanie nie wymaga decyzji, tylko informacji; decyzji wymagają odmowa, zmiana i zwrot.",
)
