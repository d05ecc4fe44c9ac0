"""Dodatek osłonowy (art. 2 of the act of 17.12.2021): for 2022 and for the first half of 2024, by size, fuel and income."""

from dataclasses import dataclass
from datetime import date

from casework.benefits.results import Assessment, refused
from casework.benefits.types import Benefit, DatedValue
from kit.law import Law, Record, Rule, View
from kit.periods import Months, add_months
from services.family_benefits.award import ZLOTY_FOR_ZLOTY
from services.family_benefits.case import Case
from services.family_benefits.household import aid
from services.family_benefits.household.facts import Household
from services.family_benefits.household.grounds import grounds
from services.family_benefits.household.income import household_income, year_of_application

CODE = "dodatek_oslonowy"
PLAIN, COAL = "podstawowy", "weglowy"
FUELS = frozenset({"wegiel_kamienny", "inne_paliwo_weglowe"})
"""Coal and fuels made of coal (art. 2 ust. 6)."""

_ACT = "ustawy o dodatku osłonowym"
_SIZES = ("1_osoba", "2_3_osoby", "4_5_osob", "6_i_wiecej_osob")
_AMOUNTS = tuple(f"{CODE}{fuel}_{size}" for fuel in ("", "_weglowy") for size in _SIZES)
_GROUNDS = grounds(
    {
        "filed_before_start": f"art. 2 ust. 8–8a {_ACT}",
        "filed_late": f"art. 2 ust. 9–9a {_ACT}",
        "earlier_application": f"art. 2 ust. 2 {_ACT}",
        "no_residence": f"art. 2 ust. 4 {_ACT}",
        "income_over_limit": f"art. 2 ust. 1 pkt 2 i ust. 7 {_ACT}",
        "payment_below_minimum": f"art. 2 ust. 7 {_ACT}",
    },
    frozenset({"filed_late"}),
)
_FILING = aid.filing(CODE, (f"art. 2 ust. 8–9a {_ACT}", f"art. 2 ust. 9–9a {_ACT}"))
_LIMIT = aid.limit(CODE, f"art. 2 ust. 1 {_ACT}", f"art. 2 ust. 7 {_ACT}")
_AMOUNT = Rule(
    "dodatek_oslonowy_amount",
    f"art. 2 ust. 5–6a {_ACT}",
    "Dodatek dla gospodarstwa domowego (osób: {size}; główne źródło ogrzewania zasilane węglem i zgłoszone do CEEB do dnia wniosku: "
    "{coal}) wynosi {amount} zł.",
    ("size:number", "coal:yes", "amount:zl"),
    result="amount",
    parameters=_AMOUNTS,
)
_TWICE = Rule(
    "dodatek_oslonowy_two_instalments",
    f"art. 2 ust. 8 {_ACT}",
    "Wniosek złożono co najmniej {months} miesiące przed {first_day}: wypłata w dwóch ratach, {first} zł do {first_day} i "
    "{second} zł do {second_day}.",
    ("months:number", "first:zl", "first_day:day", "second:zl", "second_day:day"),
    parameters=("dodatek_oslonowy_rata_1_do", "dodatek_oslonowy_rata_2_do", "dodatek_oslonowy_raty_miesiace"),
)
_ONCE = Rule("dodatek_oslonowy_paid_at_once", f"art. 2 ust. 8–8a {_ACT}", "Dodatek wypłaca się jednorazowo.")


@dataclass(frozen=True, slots=True)
class _Instalments:
    """Days of the two payments of 2022, and how many months before the first the application must come."""

    first: date
    second: date
    months: int


@dataclass(frozen=True, slots=True)
class _Terms:
    """The law of the application's day."""

    test: aid.Test
    period: Months
    instalments: _Instalments | None


def assess(case: Case, law: Law, on: date) -> Assessment:
    """One amount for the household for the whole period. Raises NoParameter, UnfitFacts."""
    household = aid.household_of(case)
    trace: list[Record] = []
    why = aid.filed(_FILING, _GROUNDS, case, law, trace)
    why = why or (
        *aid.met(_GROUNDS, {"earlier_application": household.earlier_application}),
        *aid.barred(_GROUNDS, household),
    )
    if why:
        return refused(CODE, why, trace=trace)
    view = law.on(case.received_on)
    terms = view.resolved(_terms)
    coal = _coal(household, case.received_on)
    amount = view.amount(f"{CODE}{'_weglowy' if coal else ''}_{aid.by_size(CODE, view, household.size)}")
    year = year_of_application(case.received_on, law, trace)
    income = household_income(case, household, year, law, trace)
    trace.append((_AMOUNT, household.size, coal, amount))
    outcome = aid.after_limit(_LIMIT, terms.test, income, amount, trace)
    if outcome.ground is None:
        _payments(case, terms.instalments, outcome.amount, trace)
    return aid.one_payment(CODE, terms.period, outcome, _GROUNDS, trace, COAL if coal else PLAIN)


def _coal(household: Household, received: date) -> bool:
    heating = household.heating
    if heating is None or heating.in_ceeb_since is None:
        return False
    # Art. 2 ust. 6 and 17a ask for a source in CEEB when the application is verified; by the day of filing is our reading (unconfirmed).
    return heating.fuel in FUELS and heating.in_ceeb_since <= received


def _payments(case: Case, instalments: _Instalments | None, amount: int, trace: list[Record]) -> None:
    if instalments is None or case.received_on > add_months(instalments.first, -instalments.months):
        trace.append((_ONCE,))
        return
    # Two equal payments; an odd grosz goes with the first (our choice).
    second = amount // 2
    trace.append((_TWICE, instalments.months, amount - second, instalments.first, second, instalments.second))


def _terms(view: View) -> _Terms:
    first = f"{CODE}_rata_1_do"
    return _Terms(
        test=aid.test_of(CODE, view),
        period=aid.period_of(CODE, view),
        instalments=_Instalments(
            aid.day_of(view, first), aid.day_of(view, f"{CODE}_rata_2_do"), view.count(f"{CODE}_raty_miesiace")
        )
        if view.has(first)
        else None,
    )


BENEFIT = Benefit(
    code=CODE,
    name="Dodatek osłonowy",
    act="ustawa z dnia 17 grudnia 2021 r. o dodatku osłonowym",
    article="art. 2",
    unit="household",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    variants=(
        DatedValue(PLAIN, "bez ogrzewania węglem", date(2022, 1, 1)),
        DatedValue(COAL, "główne źródło ogrzewania węglem", date(2022, 1, 1)),
    ),
    mechanisms=(DatedValue(ZLOTY_FOR_ZLOTY, "złotówka za złotówkę", date(2022, 1, 1)),),
    parts=("household", "income"),
    own_parts={"household": Household},
    assess=assess,
    note="Przyznanie nie wymaga decyzji, tylko informacji; decyzji wymagają odmowa, zmiana i zwrot (art. 2 ust. 11).",
)
