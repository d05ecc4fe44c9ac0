"""Bon ciepłowniczy (art. 2–3 of the act of 12.09.2025): for the second half of 2025 and for 2026, by the price of heat and by income."""

from dataclasses import dataclass
from datetime import date

from casework.benefits.results import Assessment, UnfitFacts, refused
from casework.benefits.types import Benefit, DatedValue
from kit.law import Law, Record, Rule, View
from kit.money import grosze
from kit.periods import Months
from services.family_benefits.award import ZLOTY_FOR_ZLOTY
from services.family_benefits.case import Case
from services.family_benefits.household import aid
from services.family_benefits.household.facts import DistrictHeat, Household
from services.family_benefits.household.grounds import grounds
from services.family_benefits.household.income import household_income

CODE = "bon_cieplowniczy"
LOW, MIDDLE, HIGH = "cena_170_200", "cena_200_230", "cena_ponad_230"
"""The bands of the price; the amount's parameter is named after each."""

_ACT = "ustawy o bonie ciepłowniczym"
_SINCE = date(2025, 7, 1)
_GROUNDS = grounds(
    {
        "filed_before_start": f"art. 3 ust. 1 {_ACT}",
        "filed_late": f"art. 3 ust. 2 {_ACT}",
        "earlier_application": f"art. 2 ust. 5 {_ACT}",
        "earlier_at_address": f"art. 2 ust. 7 {_ACT}",
        "no_residence": f"art. 2 ust. 9 {_ACT}",
        "other_heating": f"art. 2 ust. 1–2 {_ACT}",
        "price_within_limit": f"art. 2 ust. 10 {_ACT}",
        "income_over_limit": f"art. 2 ust. 4 i 11 {_ACT}",
        "payment_below_minimum": f"art. 2 ust. 11 {_ACT}",
    },
    frozenset({"filed_late", "earlier_application", "earlier_at_address"}),
)
_FILING = aid.filing(CODE, (f"art. 3 ust. 1 {_ACT}", f"art. 3 ust. 2 {_ACT}"))
_LIMIT = aid.limit(CODE, f"art. 2 ust. 1 i 4 {_ACT}", f"art. 2 ust. 11 {_ACT}")
_YEAR = Rule(
    "bon_cieplowniczy_income_year",
    f"art. 2 ust. 3 {_ACT}",
    "Do bonu za ten okres liczy się dochód za {year} r.",
    ("year:number",),
    result="year",
    parameters=("bon_cieplowniczy_rok_dochodu",),
)
_PRICE = Rule(
    "bon_cieplowniczy_price_within_limit",
    f"art. 2 ust. 10 {_ACT}",
    "Jednoskładnikowa cena ciepła netto {price} zł/GJ nie jest wyższa niż {limit} zł/GJ, dlatego bon nie przysługuje.",
    ("price:zl", "limit:zl"),
    parameters=("bon_cieplowniczy_prog_ceny",),
)
_AMOUNT = Rule(
    "bon_cieplowniczy_amount",
    f"art. 2 ust. 10 {_ACT}",
    "Jednoskładnikowa cena ciepła netto wynosi {price} zł/GJ, a bon {amount} zł.",
    ("price:zl", "amount:zl"),
    result="amount",
    parameters=(
        *(f"{CODE}_{band}" for band in (LOW, MIDDLE, HIGH)),
        "bon_cieplowniczy_prog_ceny",
        "bon_cieplowniczy_prog_ceny_2",
        "bon_cieplowniczy_prog_ceny_3",
    ),
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The law of the application's day. `bands`: the price above which each begins, the dearest first, with its amount."""

    test: aid.Test
    period: Months
    year: int
    least_price: int
    bands: tuple[tuple[int, str, int], ...]


def assess(case: Case, law: Law, on: date) -> Assessment:
    """One amount for the household for the whole period. Raises NoParameter, UnfitFacts."""
    household = aid.household_of(case)
    heat: DistrictHeat = case.own["district_heat"]
    trace: list[Record] = []
    why = aid.filed(_FILING, _GROUNDS, case, law, trace, _window_of(heat, law))
    why = why or aid.met(
        _GROUNDS,
        {
            "earlier_application": household.earlier_application,
            "earlier_at_address": household.earlier_at_address and household.shared_heat_bill,
        },
    )
    if why:
        return refused(CODE, why, trace=trace)
    terms = law.on(case.received_on).resolved(_terms)
    price = grosze(heat.price_per_gj)
    band = next(((name, amount) for over, name, amount in terms.bands if price > over), None)
    bars = aid.barred(_GROUNDS, household)
    bars += aid.met(_GROUNDS, {"other_heating": not heat.from_energy_company, "price_within_limit": band is None})
    if band is None:
        trace.append((_PRICE, price, terms.least_price))
    if bars or band is None:
        return refused(CODE, bars, trace=trace)
    variant, amount = band
    trace.append((_YEAR, terms.year))
    income = household_income(case, household, terms.year, law, trace)
    trace.append((_AMOUNT, price, amount))
    outcome = aid.after_limit(_LIMIT, terms.test, income, amount, trace)
    return aid.one_payment(CODE, terms.period, outcome, _GROUNDS, trace, variant)


def _window_of(heat: DistrictHeat, law: Law) -> date | None:
    """The first day of the law that has the window for the year asked for; None when the application names none. Raises UnfitFacts."""
    if heat.for_year is None:
        return None
    for value in law.parameters[_FILING.since].values:
        if date.fromisoformat(str(value.value)).year == heat.for_year:
            return value.valid_from
    raise UnfitFacts("unknown_period", "/district_heat/for_year", "Za ten rok nie ma bonu ciepłowniczego.")


def _terms(view: View) -> _Terms:
    least = view.amount("bon_cieplowniczy_prog_ceny")
    over = (
        (HIGH, view.amount("bon_cieplowniczy_prog_ceny_3")),
        (MIDDLE, view.amount("bon_cieplowniczy_prog_ceny_2")),
        (LOW, least),
    )
    return _Terms(
        test=aid.test_of(CODE, view),
        period=aid.period_of(CODE, view),
        year=view.count("bon_cieplowniczy_rok_dochodu"),
        least_price=least,
        bands=tuple((price, name, view.amount(f"{CODE}_{name}")) for name, price in over),
    )


BENEFIT = Benefit(
    code=CODE,
    name="Bon ciepłowniczy",
    act="ustawa z dnia 12 września 2025 r. o bonie ciepłowniczym",
    article="art. 2",
    unit="household",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    variants=(
        DatedValue(LOW, "cena ciepła netto w pierwszym przedziale", _SINCE),
        DatedValue(MIDDLE, "cena ciepła netto w drugim przedziale", _SINCE),
        DatedValue(HIGH, "cena ciepła netto w najwyższym przedziale", _SINCE),
    ),
    mechanisms=(DatedValue(ZLOTY_FOR_ZLOTY, "złotówka za złotówkę", _SINCE),),
    parts=("household", "income", "district_heat"),
    own_parts={"household": Household, "district_heat": DistrictHeat},
    assess=assess,
    note="Przyznanie nie wymaga decyzji, tylko informacji; decyzji wymagają odmowa, zmiana i zwrot (art. 4 ust. 6 i 9).",
)
