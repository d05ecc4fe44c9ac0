"""Dodatek dla gospodarstw domowych z tytułu wykorzystywania niektórych źródeł ciepła (art. 24 of the act of 15.09.2022): by fuel."""

from dataclasses import dataclass
from datetime import date

from casework.benefits.results import Assessment, Due, granted, refused
from casework.benefits.types import Benefit, DatedValue
from kit.law import Law, Record, Rule, View
from kit.periods import add_months
from services.family_benefits.case import Case
from services.family_benefits.household import aid, heating_aid
from services.family_benefits.household.facts import Household
from services.family_benefits.household.grounds import grounds

CODE = "dodatek_dla_gospodarstw_domowych"
PELLET, LOGS, LPG, OIL = "pellet_lub_inna_biomasa", "drewno_kawalkowe", "lpg", "olej"
VARIANTS = {
    "pellet_drzewny": PELLET,
    "inna_biomasa": PELLET,
    "drewno_kawalkowe": LOGS,
    "lpg": LPG,
    "olej_opalowy": OIL,
}
"""What each fuel of the facts is for the act (art. 24 ust. 11); the amount's parameter is named after it."""

_ACT = "ustawy o szczególnych rozwiązaniach w zakresie niektórych źródeł ciepła"
_SINCE = date(2022, 9, 20)
_ARTICLES = {
    "filed_before_start": f"art. 24 ust. 12 {_ACT}",
    "filed_late": f"art. 24 ust. 13 {_ACT}",
    "earlier_at_address": f"art. 24 ust. 4–5 {_ACT}",
    "earlier_application": f"art. 24 ust. 6 {_ACT}",
    "no_residence": f"art. 24 ust. 10 {_ACT}",
    "interview_refused": f"art. 24 ust. 25 {_ACT}",
    "preferential_fuel": f"art. 24 ust. 8 {_ACT}",
    "coal_aid_granted": f"art. 24 ust. 7 {_ACT}",
    "other_heating": f"art. 24 ust. 1 {_ACT}",
    "not_in_ceeb": f"art. 24 ust. 1 {_ACT}",
}
_GROUNDS = grounds(_ARTICLES, frozenset({"filed_late", "earlier_at_address", "earlier_application"}))
_GROUNDS_OF_FIRST_WORDING = grounds(_ARTICLES, frozenset({"filed_late", "earlier_at_address"}))
"""Before 18.10.2022 the act did not say what becomes of the household's other applications: they are refused."""

_FILING = aid.filing(CODE, (f"art. 24 ust. 12 {_ACT}", f"art. 24 ust. 13 {_ACT}"))
_HEATING = heating_aid.telling(CODE, f"art. 24 ust. 1 {_ACT}", f"art. 24 ust. 25b {_ACT}", f"art. 24 ust. 5a–5b {_ACT}")
_AMOUNT = Rule(
    "dodatek_dla_gospodarstw_domowych",
    f"art. 24 ust. 11 i 14 {_ACT}",
    "Dodatek dla gospodarstwa domowego (główne źródło ciepła: {fuel}) wynosi {amount} zł jednorazowo i podlega wypłacie do {day}.",
    ("fuel:text", "amount:zl", "day:day"),
    result="amount",
    parameters=(*(f"{CODE}_{name}" for name in (PELLET, LOGS, LPG, OIL)), f"{CODE}_wyplata_miesiace"),
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """Amounts of the application's day by variant, and the months within which they are paid."""

    amounts: tuple[tuple[str, int], ...]
    paid_within: int


def assess(case: Case, law: Law, on: date) -> Assessment:
    """One payment in the month of the application; `on`: the day whose rules of procedure apply. Raises NoParameter, UnfitFacts."""
    household = aid.household_of(case)
    heating = household.heating
    trace: list[Record] = []
    # Applications filed before the change are examined in the wording of then (Dz.U. 2022 poz. 2127 art. 56 ust. 2).
    others_unexamined = law.on(case.received_on).has(f"{CODE}_pozostale_bez_rozpoznania")
    found = _GROUNDS if others_unexamined else _GROUNDS_OF_FIRST_WORDING
    why = aid.filed(_FILING, found, case, law, trace)
    if not why:
        procedure = heating_aid.procedure(CODE, law.on(max(on, case.received_on)))
        why = heating_aid.earlier(_HEATING, found, household, procedure, trace) or (
            *aid.barred(found, household),
            *heating_aid.unfit_source(_HEATING, found, heating, frozenset(VARIANTS), procedure, trace),
        )
    if why or heating is None:
        return refused(CODE, why, trace=trace)
    terms = law.on(case.received_on).resolved(_terms)
    variant = VARIANTS[heating.fuel]
    amount = dict(terms.amounts)[variant]
    paid_to = add_months(case.received_on, terms.paid_within)
    trace.append((_AMOUNT, heating_aid.fuel_text(heating), amount, paid_to))
    due = Due(CODE, case.received, case.received, amount, (), variant, per="once")
    return granted(CODE, (due,), trace=trace)


def _terms(view: View) -> _Terms:
    names = sorted(set(VARIANTS.values()))
    return _Terms(
        tuple((name, view.amount(f"{CODE}_{name}")) for name in names), view.count(f"{CODE}_wyplata_miesiace")
    )


BENEFIT = Benefit(
    code=CODE,
    name="Dodatek dla gospodarstw domowych z tytułu wykorzystywania niektórych źródeł ciepła",
    act=(
        "ustawa z dnia 15 września 2022 r. o szczególnych rozwiązaniach w zakresie niektórych źródeł ciepła "
        "w związku z sytuacją na rynku paliw"
    ),
    article="art. 24",
    unit="household",
    counted="recipient",
    kind="computed",
    quantity="swiadczenie",
    variants=(
        DatedValue(PELLET, "pellet lub inna biomasa", _SINCE),
        DatedValue(LOGS, "drewno kawałkowe", _SINCE),
        DatedValue(LPG, "gaz skroplony LPG", _SINCE),
        DatedValue(OIL, "olej opałowy", _SINCE),
    ),
    parts=("household",),
    own_parts={"household": Household},
    assess=assess,
    note="Przyznanie nie wymaga decyzji, tylko informacji; decyzji wymagają odmowa, zmiana i zwrot (art. 24 ust. 26).",
)
